"""The pages of the shell itself: home, about, whom to call, languages, components."""

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from wijkwerk.web.site import views

app_name = "site"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("over/", views.about, name="about"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("bellen/", views.contacts, name="contacts"),
    path("componenten/", views.components, name="components"),
    path("taal/", set_language, name="language"),
]
