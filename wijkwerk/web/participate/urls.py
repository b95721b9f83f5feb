"""The addresses of taking part: the page of everything that goes on, and those of each thing people do."""

from django.urls import path

from wijkwerk.web.participate import home, profile_urls

app_name = "participate"

urlpatterns = [
    path("meedoen/", home.home, name="home"),
    *profile_urls.urlpatterns,
]
