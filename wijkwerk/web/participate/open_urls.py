"""The addresses for other sites and programs: frames and feeds."""

from django.urls import path

from wijkwerk.web.participate import embedding, feeds

urlpatterns = [
    path("insluiten/ronde/<slug:area>/<slug:slug>/", embedding.of_round, name="round-embedded"),
    path("insluiten/dialoog/<slug:area>/<slug:slug>/", embedding.of_dialogue, name="dialogue-embedded"),
    path("meedoen/nieuws/<slug:slug>.atom", feeds.of_area, name="area-atom"),
    path("meedoen/<slug:area>/dialoog/<slug:slug>/nieuws.atom", feeds.of_dialogue, name="dialogue-atom"),
]
