"""The addresses of translations."""

from django.urls import path

from wijkwerk.web.participate import translations_views as views

urlpatterns = [
    path("meedoen/vertalen/<slug:kind>/<uuid:of>/", views.languages, name="translations"),
    path("meedoen/vertalen/<slug:kind>/<uuid:of>/<slug:language>/", views.translate, name="translate"),
]
