"""The addresses of taking part: the page of everything that goes on, and those of each thing people do."""

from django.urls import include, path

from wijkwerk.web.participate import home

app_name = "participate"

urlpatterns = [
    path("meedoen/", home.home, name="home"),
    path("", include("wijkwerk.web.participate.meetings_urls")),
    path("", include("wijkwerk.web.participate.notices_urls")),
]
