"""The addresses of votes."""

from django.urls import path

from wijkwerk.web.participate import votes_count_views as counts
from wijkwerk.web.participate import votes_lead_views as lead
from wijkwerk.web.participate import votes_views as views

BASE = "meedoen/stemming/<uuid:vote_id>/"

urlpatterns = [
    path("stem/", views.entry, name="ballot-entry"),
    path("meedoen/stemming/nieuw/", lead.new, name="vote-new"),
    path(BASE, views.vote, name="vote"),
    path(f"{BASE}stemmen/", views.cast, name="vote-cast"),
    path(f"{BASE}gestemd/", views.done, name="vote-done"),
    path(f"{BASE}antwoord/", views.answer, name="vote-answer"),
    path(f"{BASE}stemmen.csv", views.ballots, name="vote-ballots"),
    path(f"{BASE}uitslag.json", views.result, name="vote-result"),
    path(f"{BASE}print/<slug:what>/", views.on_paper, name="vote-print"),
    path(f"{BASE}naar-de-route/", views.hand_over, name="vote-hand-over"),
    path(f"{BASE}beheer/", lead.manage, name="vote-manage"),
    path(f"{BASE}wijzig/", lead.edit, name="vote-edit"),
    path(f"{BASE}open/", lead.open_vote, name="vote-open"),
    path(f"{BASE}codes/", lead.make_codes, name="vote-codes"),
    path(f"{BASE}vervang/", lead.replace_code, name="vote-replace"),
    path(f"{BASE}brieven-weg/", lead.withdraw_letters, name="vote-withdraw"),
    path(f"{BASE}brieven/<int:number>/", lead.letters, name="vote-letters"),
    path(f"{BASE}brieven/<int:number>/vernietig/", lead.destroy_letters, name="vote-letters-destroy"),
    path(f"{BASE}papier/", counts.type_paper, name="vote-paper"),
    path(f"{BASE}papier/enveloppen/", counts.count_envelopes, name="vote-envelopes"),
    path(f"{BASE}handen/", counts.hands, name="vote-hands"),
    path(f"{BASE}sluiting/", lead.move_closing, name="vote-closing"),
    path(f"{BASE}sluit/", lead.close, name="vote-close"),
    path(f"{BASE}openbaar/", lead.publish, name="vote-publish"),
    path(f"{BASE}elders/", counts.elsewhere, name="vote-elsewhere"),
    path(f"{BASE}elders/questions.json", counts.questions, name="vote-questions"),
    path(f"{BASE}elders/kiezers/", counts.voters, name="vote-voters"),
]
