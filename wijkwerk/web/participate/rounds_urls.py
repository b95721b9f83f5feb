"""The addresses of rounds of ideas."""

from django.urls import URLPattern, URLResolver, path

from wijkwerk.web.participate import (
    entering_views,
    feeds,
    ideas_lead_views,
    ideas_views,
    round_paper_views,
    rounds_views,
)

ROUND = "meedoen/ideeen/<slug:area>/<slug:slug>/"
IDEA = f"{ROUND}<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meedoen/ideeen/", rounds_views.rounds_page, name="rounds"),
    path("meedoen/te-laat/", rounds_views.late, name="late"),
    path("meedoen/wacht-op-mij/", rounds_views.waiting, name="waiting"),
    path("meedoen/ronde/nieuw/<slug:area>/", rounds_views.new, name="round-new"),
    path("meedoen/code/", entering_views.code, name="code"),
    path("meedoen/buur/<str:share>/", ideas_views.shared, name="idea-shared"),
    path(ROUND, rounds_views.round_page, name="round"),
    path(f"{ROUND}ideeen.csv", rounds_views.as_csv, name="round-csv"),
    path(f"{ROUND}ideeen.json", rounds_views.as_json, name="round-json"),
    path(f"{ROUND}ideeen.atom", feeds.of_round, name="round-atom"),
    path(f"{ROUND}spelregels/", rounds_views.rules_page, name="round-rules"),
    path(f"{ROUND}wijzigen/", rounds_views.change, name="round-change"),
    path(f"{ROUND}doorgaan/", rounds_views.choose, name="round-choose"),
    path(f"{ROUND}verslag/", rounds_views.account, name="round-account"),
    path(f"{ROUND}verslag/schrijven/", rounds_views.write_account, name="round-account-write"),
    path(f"{ROUND}krantje/", rounds_views.bulletin, name="round-bulletin"),
    path(f"{ROUND}mijn/", entering_views.mine, name="round-mine"),
    path(f"{ROUND}weg/", entering_views.leave, name="round-leave"),
    path(f"{ROUND}meedoen/", entering_views.how, name="round-how"),
    path(f"{ROUND}brieven/", entering_views.letters, name="round-letters"),
    path(f"{ROUND}brieven/<int:pile>/", entering_views.print_letters, name="round-letters-print"),
    path(f"{ROUND}brieven/<int:pile>/kwijt/", entering_views.replace_letter, name="round-letter-lost"),
    path(f"{ROUND}formulier/", round_paper_views.idea_form, name="round-form"),
    path(f"{ROUND}papier/", round_paper_views.paper, name="round-paper"),
    path(f"{ROUND}idee/", ideas_views.bring, name="idea-new"),
    path(IDEA, ideas_views.idea_page, name="idea"),
    path(f"{IDEA}foto/", ideas_views.photo, name="idea-photo"),
    path(f"{IDEA}steun/", ideas_views.support, name="idea-support"),
    path(f"{IDEA}steun-terug/", ideas_views.take_back, name="idea-take-back"),
    path(f"{IDEA}steun-typen/", ideas_lead_views.type_support, name="idea-type-support"),
    path(f"{IDEA}nog-eens/", round_paper_views.idea_again, name="idea-again"),
    path(f"{IDEA}weg/", round_paper_views.idea_drop, name="idea-drop"),
    path(f"{IDEA}lijst/", round_paper_views.support_list, name="idea-list"),
    path(f"{IDEA}lijst/<int:sheet>/", round_paper_views.list_again, name="idea-list-again"),
    path(f"{IDEA}lijst/<int:sheet>/terug/", round_paper_views.list_back, name="idea-list-back"),
    path(f"{IDEA}openen/", ideas_lead_views.open_idea, name="idea-open"),
    path(f"{IDEA}niet-plaatsen/", ideas_lead_views.refuse, name="idea-refuse"),
    path(f"{IDEA}intrekken/", ideas_views.withdraw, name="idea-withdraw"),
    path(f"{IDEA}kaartje/", ideas_views.card, name="idea-card"),
    path(f"{IDEA}agenda/", ideas_lead_views.agenda, name="idea-agenda"),
    path(f"{IDEA}antwoord/", ideas_lead_views.answer, name="idea-answer"),
    path(f"{IDEA}wie/", ideas_lead_views.owner, name="idea-owner"),
]
