"""The addresses of dialogues."""

from django.urls import URLPattern, URLResolver, path

from wijkwerk.web.participate import dialogue_lead_views as lead
from wijkwerk.web.participate import dialogue_map_views as maps
from wijkwerk.web.participate import dialogue_views as views

AREA = "meedoen/<slug:area>/dialoog/"
DIALOGUE = f"{AREA}<slug:slug>/"
STATEMENT = f"{DIALOGUE}stelling/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meedoen/dialogen/", views.listed, name="dialogues"),
    path("meedoen/dialogen/huisregels/", views.rules, name="dialogue-rules"),
    path("meedoen/dialogen/zo-maken-we-de-kaart/", maps.recipe, name="dialogue-recipe"),
    path(f"{AREA}nieuw/", lead.new, name="dialogue-new"),
    path(f"{AREA}polis/", lead.take_in, name="dialogue-import"),
    path(DIALOGUE, views.dialogue_page, name="dialogue"),
    path(f"{DIALOGUE}meepraten/", views.talk, name="dialogue-talk"),
    path(f"{DIALOGUE}antwoord/", views.answer, name="dialogue-answer"),
    path(f"{DIALOGUE}klaar/", views.done, name="dialogue-done"),
    path(f"{DIALOGUE}mijn/", views.mine, name="dialogue-mine"),
    path(f"{DIALOGUE}terugnemen/", views.take_back, name="dialogue-take-back"),
    path(f"{DIALOGUE}stelling/", views.bring, name="dialogue-bring"),
    path(f"{STATEMENT}bezwaar/", views.appeal, name="dialogue-appeal"),
    path(f"{STATEMENT}intrekken/", views.withdraw, name="dialogue-withdraw"),
    path(f"{STATEMENT}plaatsen/", lead.place, name="dialogue-place"),
    path(f"{STATEMENT}niet-plaatsen/", lead.refuse, name="dialogue-refuse"),
    path(f"{DIALOGUE}lezen/", lead.read, name="dialogue-read"),
    path(f"{DIALOGUE}dagen/", lead.move, name="dialogue-move"),
    path(f"{DIALOGUE}wat-ermee-gedaan/", lead.account, name="dialogue-account"),
    path(f"{DIALOGUE}vel/<int:part>/", lead.sheet, name="dialogue-sheet"),
    path(f"{DIALOGUE}typen/", lead.sheets, name="dialogue-sheets"),
    path(f"{DIALOGUE}typen/<int:part>/", lead.type_sheet, name="dialogue-type"),
    path(f"{DIALOGUE}typen/<int:part>/nog-eens/<int:number>/", lead.type_again, name="dialogue-type-again"),
    path(f"{DIALOGUE}typen/terug/<int:number>/", lead.withdraw_sheet, name="dialogue-sheet-back"),
    path(f"{DIALOGUE}kaart/", maps.map_page, name="dialogue-map"),
    path(f"{DIALOGUE}kaart/opnieuw/", maps.draw_again, name="dialogue-map-again"),
    path(f"{DIALOGUE}kaart.json", maps.as_json, name="dialogue-map-json"),
    path(f"{DIALOGUE}participants-votes.csv", maps.votes_csv, name="dialogue-votes-csv"),
    path(f"{DIALOGUE}comments.csv", maps.comments_csv, name="dialogue-comments-csv"),
]
