"""The plan that was looked at beforehand, and the account that grows afterwards."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.web.participate.acts import ROUND
from tests.web.participate.dialogue_world import make_dialogue
from tests.web.participate.meetings import make_told_meeting
from tests.web.participate.rounds_world import fill, idea_of, make_idea, make_round, start_again, words_of
from tests.web.participate.sent_form import sent_form
from wijkwerk.web.find.service import shelf
from wijkwerk.web.participate import account_of, round_making, rounds
from wijkwerk.web.participate.models import Dialogue, Meeting, Party, Round, Vote
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Area
from wijkwerk.web.people.terms import forget
from wijkwerk.web.work.actions import record, start_run
from wijkwerk.web.work.service import plan_check, plan_checks

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
tokens = iter(f"account-token-{number:06}" for number in range(10**6))
NOT_MET = "Je weet welke groepen je wilt bereiken"


def to(name, round, **more):
    return reverse(f"participate:{name}", kwargs=words_of(round, **more))


def send(person, url, **data):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.post(url, {"form_token": next(tokens), **data}, follow=True).content.decode()


def read(url, person=None):
    client = Client()
    if person:
        client.force_login(person, backend=BACKEND)
    return client.get(url).content.decode()


def checked(cast, area=None, plan=None):
    """The run of a plan that was held against the five lessons."""
    method = shelf().methods["vijf-lessen"]
    now = timezone.now()
    run = start_run(method, "check", area or cast.area, title="Ons plan", by=cast.joost, now=now)
    event = {"described": {"plan": plan or {"groups": "everyone", "neighbourhood": "looked-at"}}}
    return record(run.pk, lambda *_: event, by=cast.joost, now=now, step=0)


# --- the plan ---


def test_who_begins_a_round_looks_at_the_plan_or_says_why_not(cast):
    url = reverse("participate:round-new", args=[cast.area.slug])

    assert "Leg je plan eerst langs vijf lessen" in read(url, cast.joost)
    page = send(cast.joost, url, **{**ROUND, "without_plan": ""})
    assert "Doe eerst de toets" in page and not Round.objects.exists()

    send(cast.joost, url, **ROUND)
    assert Round.objects.get().without_plan == ROUND["without_plan"]


def test_the_plan_that_was_checked_is_offered_and_linked(cast):
    run = checked(cast)
    url = reverse("participate:round-new", args=[cast.area.slug])

    assert "Ons plan" in read(url, cast.joost)
    send(cast.joost, url, **{**ROUND, "plan": str(run.pk)})

    round = Round.objects.get()
    assert (round.plan, round.without_plan) == (run.pk, "")


@pytest.mark.parametrize("is_old_page", [False, True], ids=["page of today", "page that carries nothing along"])
@pytest.mark.parametrize("other", [{}, {"plan": "", "without_plan": "Het plan is veranderd."}])
def test_a_round_with_a_plan_that_was_checked_can_be_changed(cast, other, is_old_page):
    run = checked(cast)
    round = make_round(cast, plan=run.pk)
    sent = sent_form(read(to("round-change", round), cast.joost), intro="Kom ook.", **other)
    if is_old_page:
        sent = {name: value for name, value in sent.items() if not name.startswith("initial-")}

    said = send(cast.joost, to("round-change", round), **sent)

    round.refresh_from_db()
    assert "De ronde is veranderd." in said and round.intro == "Kom ook."
    assert (round.plan, round.without_plan) == ((None, "Het plan is veranderd.") if other else (run.pk, ""))


def test_a_round_of_which_the_plan_is_gone_can_be_changed_with_a_reason(cast):
    round = make_round(cast, plan=uuid4())
    page = read(to("round-change", round), cast.joost)

    send(cast.joost, to("round-change", round), **sent_form(page, without_plan="Het plan is weg."))

    round.refresh_from_db()
    assert (round.plan, round.without_plan) == (None, "Het plan is weg.")


def test_what_the_plan_misses_is_for_everybody_to_read(cast):
    round = make_round(cast, plan=checked(cast).pk)

    for name in ("round-how", "round-account"):
        page = read(to(name, round))
        assert NOT_MET in page and "Dit zit nog niet in het plan" in page, name
        assert "Hierover is nog niets gezegd" in page, name
        assert f'<li lang="nl">{NOT_MET}' in page and '<span lang="nl">Vijf lessen' in page, name


def test_the_reason_to_begin_without_is_for_everybody_to_read(cast):
    round = make_round(cast, without_plan="Het plein gaat morgen open.")

    for name in ("round-how", "round-account"):
        assert "Het plein gaat morgen open." in read(to(name, round)), name


@pytest.mark.parametrize("plan", ["of another area", "without answers", "that is not there"])
def test_only_a_plan_of_this_area_that_was_looked_at_counts(cast, plan):
    if plan == "of another area":
        area = Area.objects.create(
            slug="elders-in", name="Elders in", within=cast.area, contact_name="Wim", contact_phone="010 1"
        )
        run = checked(cast, area).pk
    elif plan == "without answers":
        method = shelf().methods["vijf-lessen"]
        run = start_run(method, "check", cast.area, title="Leeg", by=cast.joost, now=timezone.now()).pk
    else:
        run = uuid4()

    assert plan_checks(cast.area, "vijf-lessen") == []
    with pytest.raises(NotNow, match="in dit gebied"):
        round_making.make_round(cast.area, {"plan": run}, [], by=cast.joost, now=timezone.now())


def test_a_round_from_before_keeps_working(cast):
    round = make_round(cast)
    days = {name: str(getattr(round, name)) for name in rounds.DATES if getattr(round, name)}

    send(
        cast.joost,
        to("round-change", round),
        **{**ROUND, **days, "answer_days": "42", "threshold": "2", "without_plan": ""},
    )

    round.refresh_from_db()
    assert (round.title, round.plan, round.without_plan) == ("Het plein", None, "")
    assert "Er is niet opgeschreven" in read(to("round-how", round))


def test_a_reason_that_was_given_is_not_taken_away(cast):
    round = make_round(cast, without_plan="Het plein gaat morgen open.")
    facts = {"plan": None, "without_plan": ""}

    with pytest.raises(NotNow):
        round_making.change_round(round, facts, [], why="", by=cast.joost, now=timezone.now())


def test_a_plan_that_is_gone_breaks_no_page(cast):
    gone = uuid4()
    round = make_round(cast, plan=gone)

    assert plan_check(gone) is None
    assert "Er is niet opgeschreven" in read(to("round-how", round))


# --- the account ---


def test_the_four_groups_stand_in_the_account_also_when_nobody_wrote_of_them(cast):
    round = make_round(cast)

    page = read(to("round-account", round))

    for group in ("Bewoners", "Mensen van bedrijven", "Beroepskrachten van organisaties", "Bestuurders van overheden"):
        assert group in page
    assert page.count("Hierover is nog niets geschreven.") == 4


def test_what_is_written_for_the_account_stands_in_it(cast):
    round = make_round(cast)

    send(
        cast.els, to("round-account-write", round), residents_invited="300", residents_how="Vier avonden.\r\nEn een ommetje.",
        businesses_invited="0", account="Het bankje komt er.",
    )  # fmt: skip

    line = Party.objects.get(round=round, group="residents")
    assert (line.invited, line.came, line.how) == (300, None, "Vier avonden.\nEn een ommetje.")
    page = read(to("round-account", round))
    assert "En een ommetje." in page and "Gevraagd: <strong>300</strong>" in page and "Het bankje komt er." in page


def test_residents_are_counted_where_nobody_typed_a_number(cast):
    round = make_round(cast)
    idea_of(round, cast.amina, support=3)

    party = next(one for one in account_of.account_of(round, timezone.localdate()).parties)

    assert (party.title, party.came, party.counted) == ("Bewoners", None, 4)


def test_when_two_people_write_at_once_nobodys_text_is_lost(cast):
    round = make_round(cast)
    seen = round_making.account_mark(round)
    send(cast.els, to("round-account-write", round), seen=seen, businesses_how="Els sprak de bakker.")

    page = send(cast.joost, to("round-account-write", round), seen=seen, businesses_how="Joost sprak de kapper.")

    assert "Iemand anders schreef net ook" in page
    assert "Els sprak de bakker." in page and "Joost sprak de kapper." in page
    assert Party.objects.get(group="businesses").how == "Els sprak de bakker."
    now = round_making.account_mark(Round.objects.get())
    send(cast.joost, to("round-account-write", round), seen=now, businesses_how="De bakker en de kapper.")
    assert Party.objects.get(group="businesses").how == "De bakker en de kapper."


def test_the_votes_meetings_and_dialogues_of_the_round_stand_in_it_with_what_came_of_them(cast):
    round = make_round(cast, phase="afterwards")
    meeting = make_told_meeting(cast.area)
    Meeting.objects.filter(pk=meeting.pk).update(round=round, came=7, agreements="Wim belt de gemeente.")
    dialogue = make_dialogue(cast.area, owner=cast.joost)
    Dialogue.objects.filter(pk=dialogue.pk).update(round=round, account="De vragen gaan naar de raad.")
    now = timezone.now()
    shared = {
        "area": cast.area, "round": round, "owner": cast.joost, "opens_at": now - timedelta(days=9),
        "closes_at": now - timedelta(days=2), "group": "voters",
    }  # fmt: skip
    result = {"answers": [{"number": 1, "label": "Bankje", "votes": 11}], "ballots": 11, "sums": {}, "gate": None}
    Vote.objects.create(
        **shared,
        kind="poll",
        title="Welk bankje?",
        question="Welk bankje?",
        state="published",
        result=result,
        published_at=now,
    )
    Vote.objects.create(**shared, kind="poll", title="Nog open", question="Wat?", state="ready")
    Vote.objects.create(**shared, kind="poll", title="In de la", question="Wat?")

    page = read(to("round-account", round))

    for words in (
        "7 mensen kwamen",
        "Wim belt de gemeente.",
        "De vragen gaan naar de raad.",
        "Welk bankje?",
        "Nog open",
    ):
        assert words in page
    assert "Bankje</th><td>11</td>" in page and "Er is nog geen uitslag." in page and "niet over de hele buurt" in page
    assert "In de la" not in page


def test_a_dialogue_is_begun_as_part_of_a_round(cast):
    round = make_round(cast)
    today = timezone.localdate()
    url = reverse("participate:dialogue-new", args=[cast.area.slug])

    assert f'<option value="{round.pk}" selected' in read(f"{url}?ronde={round.pk}", cast.joost)
    send(
        cast.joost, url, title="Het plein", question="Wat vind je?", opens_on=str(today), closes_on=str(today),
        statements="Er is genoeg licht.\r\nEr is genoeg groen.", language="nl", round=str(round.pk),
    )  # fmt: skip

    assert Dialogue.objects.get().round == round


def test_the_account_goes_on_saying_how_many_took_part_when_it_is_forgotten_who(cast):
    long_ago = timezone.localdate() - timedelta(days=400)
    round = make_round(cast, phase="afterwards", today=long_ago)
    answered = {"state": "accepted", "answer": "Ja.", "answered_on": long_ago}
    idea_of(round, cast.amina, support=3, **answered)
    before = account_of.account_of(round, timezone.localdate())

    forget(now=timezone.now())

    round.refresh_from_db()
    after = account_of.account_of(round, timezone.localdate())
    assert not round.participants.exists()
    assert (after.ways, after.channels, after.supports) == (before.ways, before.channels, before.supports)
    assert dict(after.ways) == {"met een account": 1, "via een opbouwwerker, aan de deur": 3}


def test_support_of_who_erased_their_account_is_in_the_sum_of_nobody(cast):
    round = make_round(cast, phase="afterwards")
    make_idea(round, support=3, state="accepted", answer="Ja.", answered_on=timezone.localdate())
    round.participants.filter(channel="door")[:1].get().delete()

    account = account_of.account_of(round, timezone.localdate())

    assert (account.supports, account.untraced, sum(row.support for row in account.channels)) == (3, 1, 2)


def test_who_takes_part_is_laid_beside_who_lives_here_when_that_was_asked(cast):
    asked = make_round(cast, asks_profile=True)

    assert "Nog te weinig mensen vertelden iets over zichzelf." in read(to("round-account", asked))
    assert "Lijken zij op wie hier wonen?" not in read(to("round-account", make_round(cast)))


def test_the_account_asks_as_often_for_many_ideas_as_for_few(cast):
    fill(cast, 5)
    few = asked_for_the_account(cast)
    start_again()
    fill(cast, 60)

    assert asked_for_the_account(cast) == few <= 17


def asked_for_the_account(cast):
    with CaptureQueriesContext(connection) as queries:
        assert "Wie deed mee" in read(f"/meedoen/ideeen/{cast.area.slug}/vol/verslag/")
    return len(queries)
