"""The addresses of taking part: the page of everything that goes on, and those of each thing people do."""

from django.urls import URLPattern, URLResolver, path

from wijkwerk.web.participate import dialogue_urls, home, rounds_urls

app_name = "participate"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meedoen/", home.home, name="home"),
    *rounds_urls.urlpatterns,
    *dialogue_urls.urlpatterns,
]
