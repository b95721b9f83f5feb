"""The addresses of moderation in the open."""

from django.urls import path

from wijkwerk.web.participate import judgements_views as views

urlpatterns = [
    path("meedoen/gelezen.csv", views.as_csv, name="judged-csv"),
    path("meedoen/gelezen.json", views.as_json, name="judged-json"),
    path("meedoen/ideeen/<slug:area>/<slug:slug>/gelezen/", views.of_round, name="round-judged"),
    path("meedoen/<slug:area>/dialoog/<slug:slug>/gelezen/", views.of_dialogue, name="dialogue-judged"),
]
