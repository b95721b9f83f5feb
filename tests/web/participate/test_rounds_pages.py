"""The pages and open data of a round: what a neighbour reads, finds, prints and takes along."""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from tests.web.participate.rounds_world import idea_of, make_idea, make_round, words_of
from wijkwerk.web.participate import account_of, round_steps, rounds, rounds_urls
from wijkwerk.web.participate.models import Idea, Participant, Party
from wijkwerk.web.site import policy

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"


def read(name, round, person=None, query="", **more):
    client = Client()
    if person:
        client.force_login(person, backend=BACKEND)
    response: Any = client.get(reverse(f"participate:{name}", kwargs=words_of(round, **more)) + query)
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        ("planned", "begint binnenkort"),
        ("ideas", "nu: ideeën brengen"),
        ("support", "nu: steun geven"),
        ("vote", "nu: stemmen"),
        ("decision", "nu: het besluit"),
    ],
)
def test_a_round_says_where_it_is_by_its_days_alone(cast, phase, words):
    assert words in read("round", make_round(cast, phase=phase))


@pytest.mark.parametrize(("phase", "now"), [("ideas", ["Ideeën brengen", "Steun geven"]), ("support", ["Steun geven"])])
def test_the_steps_say_now_of_everything_that_may_be_done_now(cast, phase, now):
    steps = round_steps.steps_of_round(make_round(cast, phase=phase), timezone.localdate())

    assert [step["title"] for step in steps if step["state"] == "now"] == now


def test_a_thousand_ideas_are_sixty_a_page_the_most_supported_first(cast):
    round = make_round(cast)
    theme = round.themes.first()
    Idea.objects.bulk_create(
        Idea(
            round=round, number=n, theme=theme, title=f"Idee nummer {n}.", owner=cast.joost, support=n,
            answer_due_on=round.decision_on, share=f"s{n}", at=timezone.now(),
        )
        for n in range(1, 131)
    )  # fmt: skip

    first, last = read("round", round), read("round", round, query="?pagina=3")

    assert first.count("idea-card__support") == 60 and "Idee nummer 130." in first and "Idee nummer 70." not in first
    assert last.count("idea-card__support") == 10 and "Idee nummer 1." in last


def test_ideas_are_found_by_theme_state_and_newest(cast):
    round = make_round(cast)
    groen = round.themes.get(slug="groen")
    make_idea(round, "Speeltuin", support=4)
    make_idea(round, "Bomen", theme=groen)
    make_idea(round, "Struiken", theme=groen, state="chosen")

    assert "Speeltuin" not in read("round", round, query="?thema=groen")
    assert "Bomen" not in read("round", round, query="?thema=groen&stand=chosen")
    newest = read("round", round, query="?volgorde=nieuw")
    assert newest.index("Struiken") < newest.index("Bomen") < newest.index("Speeltuin")
    assert "Geen idee past bij wat je koos" in read("round", round, query="?thema=bestaat-niet")


@pytest.mark.parametrize("state", ["held", "withdrawn", "refused"])
def test_what_is_not_for_everybody_is_in_no_list_feed_or_file(cast, state):
    round = make_round(cast)
    make_idea(round, "Zichtbaar")
    make_idea(round, "Geheim", state=state, answer="Nee.", answered_on=timezone.localdate())

    for name in ("round", "round-csv", "round-json", "round-atom", "round-account", "round-bulletin"):
        assert "Geheim" not in read(name, round), name
    assert "Zichtbaar" in read("round-csv", round)


def test_a_spreadsheet_takes_no_idea_for_a_formula(cast):
    round = make_round(cast)
    make_idea(round, '=HYPERLINK("http://x")', text="@som", place="+31")

    rows = list(csv.DictReader(io.StringIO(read("round-csv", round).removeprefix("\ufeff"))))

    assert (rows[0]["title"][0], rows[0]["text"], rows[0]["place"]) == ("'", "'@som", "'+31")


def test_the_feed_is_a_feed(cast):
    round = make_round(cast)
    make_idea(round, "Bomen & <bankjes>")

    feed = ET.fromstring(read("round-atom", round))

    space = "{http://www.w3.org/2005/Atom}"
    assert feed.tag == f"{space}feed"
    assert [one.findtext(f"{space}title") for one in feed.iter(f"{space}entry")] == ["Bomen & <bankjes>"]


def test_what_people_write_keeps_its_language_and_is_only_text(cast):
    round = make_round(cast)
    idea = make_idea(round, "مقعد في الظل", language="ar", text="<script>alert(1)</script>")

    page = read("idea", round, number=idea.number)

    assert '<h1 lang="ar" dir="auto">مقعد في الظل</h1>' in page
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_the_initiator_has_a_link_and_cards_that_others_do_not_get(cast):
    idea = idea_of(make_round(cast), cast.amina)

    assert idea.share in read("idea", idea.round, cast.amina, number=1)
    assert idea.share not in read("idea", idea.round, cast.ruud, number=1)
    assert "010 123 45 67" in read("idea-card", idea.round, cast.amina, number=1)
    assert Client().get(reverse("participate:idea-card", kwargs=words_of(idea.round, number=1))).status_code == 302
    client = Client()
    response = client.get(f"/meedoen/buur/{idea.share}/")
    assert response.headers["Location"] == idea.get_absolute_url()
    assert "Een buur vraagt je steun" in client.get(response.headers["Location"]).content.decode()


def test_the_account_says_who_how_when_and_what_was_done(cast):
    round = make_round(cast, phase="afterwards")
    Party.objects.create(round=round, group="businesses", invited=9, came=2, how="Twee winkeliers dachten mee.")
    idea_of(round, cast.amina, "Bankje", support=3, state="accepted", answer="Het komt er.",
            answered_on=timezone.localdate())  # fmt: skip
    make_idea(round, "Fontein", state="not-chosen", answer="Te weinig steun.", answered_on=timezone.localdate())
    make_idea(round, "Wachtend", answer_due_on=timezone.localdate() - timedelta(days=1))

    account = account_of.account_of(round, timezone.localdate())
    page = read("round-account", round)

    assert dict(account.ways) == {"met een account": 3, "via een opbouwwerker, aan de deur": 3}
    assert (account.ideas, account.supports, account.late) == (3, 3, 1)
    assert [(row["number"], row["answer"].text) for row in account.not_chosen] == [(1, "Te weinig steun.")]
    for words in ("Het komt er.", "Te weinig steun.", "Twee winkeliers dachten mee.", "Nog geen antwoord"):
        assert words in page
    assert "Hierover is nog niets geschreven" in page


def test_somebody_who_only_looked_around_is_not_counted(cast):
    round = make_round(cast)
    Participant.objects.create(round=round, person=cast.amina)

    assert account_of.account_of(round, timezone.localdate()).ways == []


def test_the_bulletin_tells_every_letter_box_what_was_decided(cast):
    round = make_round(cast, phase="afterwards")
    make_idea(round, "Bankje", state="declined", answer="Daar ligt een kabel.", answered_on=timezone.localdate())

    page = read("round-bulletin", round)

    assert "Daar ligt een kabel." in page and "010 123 45 67" in page


def test_the_way_of_an_idea_names_who_answered_it_and_not_who_was_to(cast):
    round = make_round(cast, phase="afterwards")
    idea = make_idea(round, state="accepted", answer="Ja.", answered_on=timezone.localdate(), answered_by=cast.els)
    open_idea = make_idea(round, "Een fontein")

    def last_step(number):
        return round_steps.steps_of_idea(rounds.idea_of(cast.area.slug, round.slug, number), timezone.localdate())[-1]

    assert last_step(idea.number)["who"] == cast.els.name
    assert last_step(open_idea.number)["who"] == cast.joost.name


def test_the_bulletin_names_every_idea_that_did_not_go_through_with_its_reason(cast):
    round = make_round(cast, phase="decision")
    for title, why in (("Een fontein", "Te duur."), ("Een podium", "Te duur."), ("Een kiosk", "Die is er al.")):
        make_idea(round, title, state="not-chosen", answer=why, answered_on=timezone.localdate())

    page = read("round-bulletin", round)
    assert all(title in page for title in ("Een fontein", "Een podium", "Een kiosk"))
    assert page.count("Te duur.") == 1
    assert "2 ideeën gingen niet door" in page
    assert "1 idee ging niet door" in page


@pytest.mark.parametrize("number", [0, 7, 10**8])
def test_an_idea_that_is_not_there_is_a_helpful_404(cast, number):
    round = make_round(cast)

    assert Client().get(f"{round.get_absolute_url()}{number}/").status_code == 404


def test_odd_questions_are_passed_over(cast):
    round = make_round(cast)
    make_idea(round)

    for query in ("?pagina=x", "?pagina=-1", "?stand=held", "?stand='--", "?thema=" + "x" * 500, "?volgorde=1"):
        assert read("round", round, query=query)
    assert read("round-how", round, query="?idee=99999999999999999999")


def test_every_form_of_a_round_that_is_open_to_everyone_has_a_limit():
    open_forms = {row.name for row in policy.ROWS if row.POST == policy.EVERYONE and "participate:" in row.name}
    limited = {
        f"participate:{one.name}"
        for one in rounds_urls.urlpatterns
        if isinstance(one, URLPattern) and hasattr(one.callback, "limit")
    }

    assert "participate:idea-support" in open_forms
    assert {name for name in open_forms if name.partition(":")[2].startswith(("round", "idea", "code"))} <= limited
