"""The addresses of taking part: the page of everything that goes on, and those of each thing people do."""

from django.urls import URLPattern, URLResolver, path

from wijkwerk.web.participate import (
    dialogue_urls,
    home,
    judgements_urls,
    meetings_urls,
    notices_urls,
    open_urls,
    profile_urls,
    rounds_urls,
    translations_urls,
    votes_urls,
)

app_name = "participate"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meedoen/", home.home, name="home"),
    *rounds_urls.urlpatterns,
    *votes_urls.urlpatterns,
    *profile_urls.urlpatterns,
    *meetings_urls.urlpatterns,
    *notices_urls.urlpatterns,
    *dialogue_urls.urlpatterns,
    *translations_urls.urlpatterns,
    *judgements_urls.urlpatterns,
    *open_urls.urlpatterns,
]
