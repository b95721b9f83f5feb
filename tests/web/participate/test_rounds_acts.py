"""Making and changing a round: what moves is told with its reason, what was agreed stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.participate.acts import (
    BACKEND,
    ROUND,
    client_of,
    send,
    text_of,
    to,
)
from tests.web.participate.rounds_world import make_idea, make_round
from tests.web.participate.sent_form import sent_form
from wijkwerk.web.participate import ideas, round_making, rounds
from wijkwerk.web.participate.models import (
    DateChange,
    WordChange,
)
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.service import NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("done_at_once")]


@pytest.mark.parametrize("who", ["joost", "els"])
def test_a_worker_or_policy_officer_makes_a_round(client, cast, who):
    response = send(client, getattr(cast, who), reverse("participate:round-new", args=[cast.area.slug]), **ROUND)

    round = rounds.round_of(cast.area.slug, "het-plein")
    assert response.url == round.get_absolute_url()
    assert (round.owner, [theme.title for theme in round.themes.all()]) == (getattr(cast, who), ["Spelen", "Groen"])


@pytest.mark.parametrize(("first", "words"), [(0, "Ze is nu begonnen."), (1, "Ze begint vanzelf op de eerste dag.")])
def test_who_makes_a_round_hears_whether_it_has_begun(client, cast, first, words):
    days = {
        name: timezone.localdate() + timedelta(days=first + at * 10)
        for at, name in enumerate(rounds.DATES)
        if name != "vote_until"
    }
    url = reverse("participate:round-new", args=[cast.area.slug])

    assert f"De ronde is gemaakt. {words}" in text_of(
        client.get(send(client, cast.joost, url, **{**ROUND, **days}).url)
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ideas_until": "2026-04-01"}, "De dagen moeten op elkaar volgen"),
        ({"with_account": ""}, "Kies minstens één manier om mee te doen"),
        ({"themes": " \n "}, "Waar gaan de ideeën over?"),
        ({"threshold": "0"}, "Hoeveel steun is genoeg?"),
        ({"vote_until": "2026-06-21"}, "De dagen moeten op elkaar volgen"),
        ({"decision_on": "2028-05-03"}, "Kies een dag binnen twee jaar na het begin van de ronde."),
        ({"decision_on": "9999-12-31"}, "Kies een dag binnen twee jaar na het begin van de ronde."),
        (
            dict.fromkeys(("ideas_from", "ideas_until", "support_until", "decision_on"), "9999-12-31"),
            "Kies een dag binnen twee jaar vanaf nu.",
        ),
        ({"question": "Bel 111222333"}, "burgerservicenummer"),
        ({"title": "On\u202eder"}, "onzichtbaar teken"),
    ],
)
def test_a_round_that_cannot_be_right_is_refused_with_the_reason(client, cast, wrong, sentence):
    url = reverse("participate:round-new", args=[cast.area.slug])

    page = text_of(send(client, cast.joost, url, **{**ROUND, **wrong}))

    assert "Sorry, dit lukt nog niet" in page and sentence in page


def test_a_day_moves_only_with_a_reason_that_everybody_reads_and_answers_move_along(client, cast):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    idea = make_idea(round)
    moved = {**ROUND, "support_until": "2026-05-27"}

    page = text_of(send(client, cast.joost, to("round-change", round), **moved))
    assert "Schrijf op waarom je een dag verzet" in page
    assert DateChange.objects.count() == 0

    send(client, cast.joost, to("round-change", round), **moved, why="Het regende op de buurtdag.")
    change = DateChange.objects.get()
    assert (change.field, str(change.before), str(change.after)) == ("support_until", "2026-05-20", "2026-05-27")
    assert "Het regende op de buurtdag." in text_of(Client().get(to("round-rules", round)))
    idea.refresh_from_db()
    assert str(idea.answer_due_on) == "2026-06-26"


def test_nobody_ends_taking_part_by_moving_its_last_day_into_the_past(client, cast):
    today = timezone.localdate()
    round = make_round(cast, phase="support")
    opened = text_of(client_of(cast.joost).get(to("round-change", round)))
    sent = sent_form(opened, without_plan="Haast.", why="Proef.")

    page = text_of(
        send(client, cast.joost, to("round-change", round), **{**sent, "support_until": today - timedelta(days=1)})
    )
    assert page.count("Meedoen kan nu nog. Kies vandaag of een dag die nog komt.") >= 1
    facts = {"support_until": today - timedelta(days=1)}
    with pytest.raises(NotNow, match="Meedoen kan nu nog"):
        round_making.change_round(round, facts, [], why="Proef.", by=cast.joost, now=timezone.now())
    assert DateChange.objects.count() == 0

    send(client, cast.joost, to("round-change", round), **{**sent, "support_until": today})
    assert DateChange.objects.get().after == today


def test_a_last_day_that_passed_may_stay_where_it_is(client, cast):
    round = make_round(cast, phase="support")
    sent = sent_form(text_of(client_of(cast.joost).get(to("round-change", round))), title="Ons plein")

    send(client, cast.joost, to("round-change", round), **sent)

    round.refresh_from_db()
    assert round.title == "Ons plein"


def test_who_changes_a_round_second_reads_what_stands_there_now_and_takes_nothing_away(client, cast):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    client.force_login(cast.els, backend=BACKEND)
    opened = text_of(client.get(to("round-change", round)))
    moved = {**ROUND, "intro": "Wat Joost\nschreef", "decision_on": "2026-06-27", "themes": "Spelen\nGroen\nZitten"}
    send(client, cast.joost, to("round-change", round), **moved, why="De wijkraad komt later bij elkaar.")

    html = text_of(send(client, cast.els, to("round-change", round), **sent_form(opened, title="Ons plein")))
    standing = html.partition("Dit staat er nu:")[2].partition("</dl>")[0]
    assert "Wat Joost<br>schreef" in standing and "27 juni 2026" in standing
    assert rounds.round_of(cast.area.slug, "het-plein").title == "Het plein"
    send(client, cast.els, to("round-change", round), **sent_form(html))

    round = rounds.round_of(cast.area.slug, "het-plein")
    assert (round.title, round.intro, str(round.decision_on)) == ("Ons plein", "Wat Joost\nschreef", "2026-06-27")
    assert (DateChange.objects.count(), round.themes.count()) == (1, 3)


def test_what_is_fixed_since_there_are_ideas_is_not_told_as_changed(client, cast):
    round = make_round(cast)
    make_idea(round)
    client.force_login(cast.els, backend=BACKEND)
    opened = text_of(client.get(to("round-change", round)))
    send(client, cast.joost, to("round-change", round), **sent_form(opened, intro="Wat Joost schreef"))

    html = text_of(send(client, cast.els, to("round-change", round), **sent_form(opened, title="Ons plein")))

    standing = html.partition("Dit staat er nu:")[2].partition("</dl>")[0]
    assert "Wat Joost schreef" in standing and standing.count("<dt") == 1


def test_another_number_of_days_to_answer_is_a_moved_day_too(client, cast):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    idea = make_idea(round)
    longer = {**ROUND, "answer_days": "40"}

    assert "Schrijf op waarom je een dag verzet" in text_of(
        send(client, cast.joost, to("round-change", round), **longer)
    )
    send(client, cast.joost, to("round-change", round), **longer, why="De wijkraad komt later bij elkaar.")

    change = DateChange.objects.get()
    assert (change.field, str(change.before), str(change.after)) == ("answer_days", "2026-06-19", "2026-06-29")
    assert "antwoord of een idee doorgaat uiterlijk op" in text_of(Client().get(to("round-rules", round)))
    idea.refresh_from_db()
    assert str(idea.answer_due_on) == "2026-06-29"


@pytest.mark.parametrize("why", ["", "Later."])
def test_the_database_keeps_no_moved_day_without_its_reason(cast, why):
    round = make_round(cast)
    moved = DateChange(
        round=round, field="decision_on", before=round.decision_on, after=round.decision_on + timedelta(days=7),
        why=why, at=timezone.now(),
    )  # fmt: skip

    if why:
        moved.save()
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            moved.save()


@pytest.mark.parametrize(
    ("field", "called", "other"),
    [("question", "vraag", "Wat maakt de straat beter?"), ("body", "wie beslist", "De wethouder")],
)
def test_the_question_and_who_decides_change_with_a_reason_once_there_are_ideas(client, cast, field, called, other):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    send(client, cast.joost, to("round-change", round), **{**ROUND, field: "Eerst iets anders?"})
    assert WordChange.objects.count() == 0
    make_idea(round)
    changed = {**ROUND, field: other}

    page = text_of(send(client, cast.joost, to("round-change", round), **changed))
    assert "Er zijn al ideeën. Schrijf op waarom dit verandert." in page
    round.refresh_from_db()
    assert getattr(round, field) == "Eerst iets anders?"
    with pytest.raises(NotNow, match="Schrijf op waarom"):
        round_making.change_round(round, {field: other}, [], why="", by=cast.joost, now=timezone.now())

    send(client, cast.joost, to("round-change", round), **changed, why="De wijkraad stopt.")
    change = WordChange.objects.get()
    assert (change.field, change.before, change.after) == (field, "Eerst iets anders?", other)
    assert (change.by, DateChange.objects.count()) == (cast.joost, 0)
    page = text_of(Client().get(to("round-rules", round)))
    assert f"<strong>{called}</strong>" in page and "Eerst iets anders?" in page and "De wijkraad stopt." in page


def test_the_database_keeps_no_changed_words_without_their_reason(cast):
    facts = {"field": "body", "before": "De wijkraad", "after": "De wethouder", "at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        WordChange.objects.create(round=make_round(cast), **facts)


def test_what_goes_through_is_agreed_beforehand_and_stays(client, cast):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    send(client, cast.joost, to("round-change", round), **{**ROUND, "threshold": "8"})
    round.refresh_from_db()
    assert round.threshold == 8

    make_idea(round)
    send(client, cast.joost, to("round-change", round), **{**ROUND, "threshold": "2"})
    round.refresh_from_db()
    assert round.threshold == 8
    with pytest.raises(NotNow, match="vooraf afgesproken"):
        round_making.change_round(round, {"threshold": 2}, [], why="", by=cast.joost, now=timezone.now())


def test_the_rule_of_the_act_holds_without_the_page(cast):
    with pytest.raises(NotAllowed):
        ideas.choose(make_round(cast, phase="choosing"), "Nee.", by=cast.amina, today=timezone.localdate())
