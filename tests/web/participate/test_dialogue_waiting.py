"""A statement, an appeal and an account of a dialogue each have a day: who answers sees it, hears of it, and everybody sees it pass."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.web.participate.dialogue_world import day, make_dialogue, make_statement, speak, with_statements
from tests.web.participate.meetings import make_meeting
from tests.web.participate.rounds_world import make_idea, make_round
from wijkwerk.web.participate import leafing, reminders, talking
from wijkwerk.web.participate.models import AgendaPoint, Notice, Statement
from wijkwerk.web.people.models import Area

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
HELD = "Er moet een fontein komen."


def page(client, name, person=None):
    if person:
        client.force_login(person, backend=BACKEND)
    else:
        client.logout()
    return client.get(reverse(f"participate:{name}")).content.decode()


def told(person):
    return [one.text for one in Notice.objects.filter(person=person).order_by("pk")]


def remind(cast, *days):
    for number in days:
        reminders.remind(now=timezone.now() + timedelta(days=number))


def over(cast, **facts):
    dialogue = make_dialogue(cast.area, cast.joost, title="Het plein", **facts)
    with_statements(dialogue)
    speak(dialogue, each=1, person=cast.amina)
    return dialogue


def test_a_statement_has_seven_days_until_it_is_read_and_an_appeal_seven_more(cast):
    dialogue = make_dialogue(cast.area, cast.joost)
    statement = talking.bring(dialogue, HELD, "nl", by=cast.amina, today=day(0))
    assert statement.read_due_on == day(7)

    talking.refuse(statement, "one-thing", "Twee dingen.", by=cast.joost, read="held")
    assert Statement.objects.get().read_due_on is None
    talking.appeal(statement, "Het is één ding.", by=cast.amina, today=day(3))
    assert Statement.objects.get().read_due_on == day(10)
    talking.place(statement, by=cast.els, read="appealed", today=day(4))
    assert Statement.objects.get().read_due_on is None


def test_the_first_statements_that_are_held_have_their_day_as_well(cast):
    facts = {"title": "Plein", "question": "Wat?", "opens_on": day(0), "closes_on": day(5)}
    talking.begin(cast.area, facts, ["Bel 06-12345678.", "Bomen."], language="nl", by=cast.joost, now=timezone.now())

    assert list(Statement.objects.values_list("state", "read_due_on")) == [("held", day(7)), ("open", None)]


@pytest.mark.parametrize(
    "facts", [{"state": "held", "read_due_on": None}, {"state": "open", "read_due_on": day(7)}], ids=["waits", "open"]
)
def test_the_database_keeps_no_statement_that_waits_without_a_day(cast, facts):
    dialogue = make_dialogue(cast.area, cast.joost)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_statement(dialogue, **facts)


@pytest.mark.parametrize("state", [{}, {"state": "appealed", "why": "x", "appeal": "y"}], ids=["held", "appealed"])
def test_who_reads_sees_what_waits_and_until_when_and_nobody_else_does(client, cast, state):
    dialogue = make_dialogue(cast.area, cast.joost, title="Het plein")
    make_statement(dialogue, HELD, by=cast.amina, **state)

    for reader in (cast.joost, cast.els):
        shown = page(client, "waiting", reader)
        assert "1 stelling wacht tot iemand haar leest" in shown
        assert reverse("participate:dialogue-read", args=[dialogue.area.slug, dialogue.slug]) in shown
    assert "Het plein" not in page(client, "waiting", cast.amina)
    assert "Het plein" not in page(client, "late")


def test_who_reads_sees_which_meeting_has_points_that_wait(client, cast):
    street = Area.objects.create(
        slug="straat", name="Straat", within=cast.area, contact_name="Wim", contact_phone="010 1"
    )
    kinds: list[dict[str, Any]] = [{}, {}, {"days": -1}, {"called_off": "Ziek."}]
    for number, facts in enumerate(kinds):
        meeting = make_meeting(street, title=f"Avond {number}", **facts)
        AgendaPoint.objects.bulk_create(
            AgendaPoint(meeting=meeting, number=place, text="Piet liegt.", by_residents=True, is_held=number != 1)
            for place in (3, 4)
        )

    for reader in (cast.joost, cast.els, cast.karin):
        shown = page(client, "waiting", reader)
        assert "2 punten voor de agenda wachten tot iemand ze leest" in shown
        assert [number for number in range(4) if f"Avond {number}" in shown] == [0]
        assert "#agenda" in shown and "Piet liegt." not in shown
    assert "Avond" not in page(client, "waiting", cast.amina)


def test_everybody_sees_how_many_statements_wait_too_long_and_who_leads_but_not_their_words(client, cast):
    dialogue = make_dialogue(cast.area, cast.joost, title="Het plein")
    make_statement(dialogue, HELD, by=cast.amina, read_due_on=day(-1))
    make_statement(dialogue, "Bomen.", by=cast.amina, read_due_on=day(-2))
    make_statement(dialogue, "Banken.", by=cast.amina, read_due_on=day(0))

    shown = page(client, "late")

    assert "2 stellingen wachten tot iemand ze leest" in shown
    assert f"{cast.joost.name} geeft antwoord" in shown
    assert HELD not in shown and "Niets is te laat." not in shown


def test_a_dialogue_that_is_over_waits_for_its_account(client, cast):
    dialogue = over(cast, days=-3)
    account = reverse("participate:dialogue-account", args=[dialogue.area.slug, dialogue.slug])

    assert account in page(client, "waiting", cast.joost)
    assert account not in page(client, "waiting", cast.els)
    assert "Het plein" not in page(client, "late")

    dialogue.opens_on, dialogue.closes_on = day(-9), day(-8)
    dialogue.save()
    shown = page(client, "late")
    assert "Er staat nog niet wat ermee gedaan is" in shown
    assert f"{cast.joost.name} geeft antwoord" in shown

    talking.write_account(dialogue, "Het hek komt er niet.", by=cast.joost, today=day(0))
    assert account not in page(client, "waiting", cast.joost)
    assert "Het plein" not in page(client, "late")


def test_nobody_waits_for_the_account_of_a_conversation_that_was_held_elsewhere(client, cast):
    dialogue = make_dialogue(cast.area, cast.joost, title="Het plein", days=-300)
    with_statements(dialogue)
    speak(dialogue, each=5)

    assert "Het plein" not in page(client, "late")
    assert "Het plein" not in page(client, "waiting", cast.joost)


def test_who_reads_is_reminded_once_before_and_once_after_the_day(cast):
    dialogue = make_dialogue(cast.area, cast.joost, title="Het plein", days=60, began=30)
    make_statement(dialogue, HELD, by=cast.amina)

    remind(cast, *range(20))

    for reader in (cast.joost, cast.els):
        about = [text for text in told(reader) if "wacht" in text]
        assert [text.split(" ")[0] for text in about] == ["Lees", "In"]
        assert all("Het plein" in text and HELD not in text for text in about)
    assert not [text for text in told(cast.amina) if "wacht" in text]


def test_who_leads_is_reminded_of_the_account_and_no_more_once_it_is_there(cast):
    dialogue = over(cast, days=-1)
    remind(cast, 0, 1, 8)

    assert [text.split(" ")[0] for text in told(cast.joost)] == ["Vertel", "De"]
    talking.write_account(dialogue, "Het hek komt er niet.", by=cast.joost, today=day(0))
    remind(cast, 9, 10)
    assert len(told(cast.joost)) == 2
    assert told(cast.els) == []


def titles(shown):
    return re.findall(r"(?:Plein|Fontein|Boom) [0-9]", shown)


def test_what_is_late_or_waits_is_leafed_through_to_the_last(client, cast, monkeypatch):
    monkeypatch.setattr(leafing, "A_PAGE", 2)
    for number in range(5):
        dialogue = make_dialogue(cast.area, cast.joost, title=f"Plein {number}", days=-30 + number, began=40)
        make_statement(dialogue, HELD, by=cast.amina, read_due_on=day(-1))
    round = make_round(cast)
    for number in range(3):
        make_idea(round, f"Fontein {number}", owner=cast.joost, answer_due_on=day(-3 + number))
    make_idea(round, "Boom 0", state="held", answer_due_on=day(3))
    AgendaPoint.objects.filter(meeting=make_meeting(cast.area)).update(is_held=True)

    client.force_login(cast.joost, backend=BACKEND)

    def see(name, number):
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(reverse(f"participate:{name}"), {"pagina": number}).content.decode()
        assert len(queries) <= 6 or number == 9
        return titles(shown), shown

    for asked in ("1", "x", "0"):
        assert see("late", asked)[0] == ["Plein 0", "Plein 1", "Fontein 0", "Fontein 1"]
    assert see("late", 2)[0] == ["Plein 2", "Plein 3", "Fontein 2"]
    for number in (3, 9):
        found, shown = see("late", number)
        assert found == ["Plein 4"] and "Bladzijde 3 van 3" in shown and "Niets is te laat." not in shown

    assert see("waiting", 1)[0] == ["Boom 0", *["Plein 0", "Plein 1"] * 2, "Boom 0", "Fontein 0"]
    assert see("waiting", 2)[0] == [*["Plein 2", "Plein 3"] * 2, "Fontein 1", "Fontein 2"]
    found, shown = see("waiting", 3)
    assert found == ["Plein 4"] * 2 and "Niemand wacht op jouw antwoord." not in shown


def test_nobody_is_forgotten_by_the_reminders(cast):
    for number in range(61):
        make_statement(make_dialogue(cast.area, cast.joost, title=f"Plein {number}"), HELD, by=cast.amina)

    remind(cast, 0)

    assert len([text for text in told(cast.els) if text.startswith("Lees")]) == 61


@pytest.mark.parametrize("many", [0, 5])
def test_many_dialogues_that_wait_ask_the_database_no_more(client, cast, many):
    for _one in range(many):
        make_statement(over(cast, days=-30), HELD, by=cast.amina, read_due_on=day(-1))
    for name, person in (("waiting", cast.joost), ("late", None)):
        page(client, name, person)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"participate:{name}"))
        assert len(queries) <= 6
        assert sum('FROM "participate_dialogue" ' in one["sql"] for one in queries) == 1
