"""The addresses of votes."""

from django.urls import path

from wijkwerk.web.participate import votes_views as views

BASE = "meedoen/stemming/<uuid:vote_id>/"

urlpatterns = [
    path("stem/", views.entry, name="ballot-entry"),
    path("meedoen/stemming/nieuw/", views.new, name="vote-new"),
    path(BASE, views.vote, name="vote"),
    path(f"{BASE}stemmen/", views.cast, name="vote-cast"),
    path(f"{BASE}gestemd/", views.done, name="vote-done"),
    path(f"{BASE}antwoord/", views.answer, name="vote-answer"),
    path(f"{BASE}stemmen.csv", views.ballots, name="vote-ballots"),
    path(f"{BASE}uitslag.json", views.result, name="vote-result"),
    path(f"{BASE}print/<slug:what>/", views.on_paper, name="vote-print"),
    path(f"{BASE}naar-de-route/", views.hand_over, name="vote-hand-over"),
    path(f"{BASE}beheer/", views.manage, name="vote-manage"),
    path(f"{BASE}wijzig/", views.edit, name="vote-edit"),
    path(f"{BASE}open/", views.open_vote, name="vote-open"),
    path(f"{BASE}codes/", views.make_codes, name="vote-codes"),
    path(f"{BASE}vervang/", views.replace_code, name="vote-replace"),
    path(f"{BASE}brieven/<int:number>/", views.letters, name="vote-letters"),
    path(f"{BASE}brieven/<int:number>/vernietig/", views.destroy_letters, name="vote-letters-destroy"),
    path(f"{BASE}papier/", views.type_paper, name="vote-paper"),
    path(f"{BASE}papier/enveloppen/", views.count_envelopes, name="vote-envelopes"),
    path(f"{BASE}handen/", views.hands, name="vote-hands"),
    path(f"{BASE}sluiting/", views.move_closing, name="vote-closing"),
    path(f"{BASE}sluit/", views.close, name="vote-close"),
    path(f"{BASE}openbaar/", views.publish, name="vote-publish"),
    path(f"{BASE}elders/", views.elsewhere, name="vote-elsewhere"),
    path(f"{BASE}elders/questions.json", views.questions, name="vote-questions"),
    path(f"{BASE}elders/kiezers/", views.voters, name="vote-voters"),
]
