"""The first page of taking part: everything that goes on now, what ends first first, and nothing that is over."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.web.participate import dialogue_world, elections, rounds_world
from tests.web.participate.meetings import make_meeting, make_told_meeting
from wijkwerk.web.participate.home import MOST, going_on
from wijkwerk.web.participate.models import Meeting, Vote

pytestmark = pytest.mark.django_db


def titles():
    return [one.title.text for one in going_on(timezone.localdate(), timezone.now())]


def test_every_kind_that_goes_on_is_there_with_a_page_that_opens(client, cast):
    rounds_world.make_round(cast, title="Een ronde")
    elections.opened(cast.area, by=cast.joost, title="Een stemming")
    dialogue_world.make_dialogue(cast.area, cast.joost, title="Een dialoog")
    make_meeting(cast.area, host=cast.joost, title="Een samenkomst")

    going = going_on(timezone.localdate(), timezone.now())

    assert [one.title.text for one in going] == ["Een ronde", "Een stemming", "Een dialoog", "Een samenkomst"]
    assert {one.area for one in going} == {"Oud Crooswijk"}
    for one in going:
        page = client.get(one.url)
        assert page.status_code == 200 and one.title.text in page.content.decode()


def test_each_says_until_when_and_a_meeting_on_which_day(cast):
    today = timezone.localdate()
    rounds_world.make_round(cast, title="Een ronde", ideas_from=today, ideas_until=today, support_until=today)
    elections.opened(cast.area, by=cast.joost, size=1, closes_at=midnight(today + timedelta(days=3)))
    meeting = make_meeting(cast.area, host=cast.joost)

    said = [one.when for one in going_on(today, timezone.now())]

    until = [date_format(today + timedelta(days=days), "j E Y") for days in (0, 2)]
    on = date_format(timezone.localtime(meeting.begins_at), "j E Y")
    assert said == [*(f"tot en met {day}" for day in until), f"op {on}"]


def test_a_round_that_waits_for_its_decision_says_by_when(cast):
    round = rounds_world.make_round(cast, phase="decision")

    [shown] = going_on(timezone.localdate(), timezone.now())

    assert shown.when == f"besluit uiterlijk op {date_format(round.decision_on, 'j E Y')}"


def test_what_came_out_lately_stands_apart_and_goes_after_four_weeks(cast, client):
    vote = elections.published(cast.area, by=cast.joost, title="Van het gas af?")
    told = make_told_meeting(cast.area, host=cast.joost)

    assert [one.is_over for one in going_on(timezone.localdate(), timezone.now())] == [True, True]
    out = client.get("/meedoen/").content.decode().split("Wat eruit kwam")[1]
    assert vote.title in out and told.title in out

    Vote.objects.update(published_at=timezone.now() - timedelta(days=29))
    Meeting.objects.update(told_at=timezone.now() - timedelta(days=29))
    assert titles() == []


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def test_what_is_over_or_still_being_made_is_not_there(cast):
    rounds_world.make_round(cast, phase="afterwards")
    rounds_world.make_round(cast, phase="planned")
    elections.make_vote(cast.area, by=cast.joost)
    elections.closed(cast.area, by=cast.joost)
    dialogue_world.make_dialogue(cast.area, cast.joost, days=-1)

    assert titles() == []


def test_of_each_kind_what_ends_first_stands_first(cast):
    for title, days in (("later", 9), ("soon", 2), ("between", 5)):
        elections.opened(cast.area, by=cast.joost, size=1, title=title, closes_at=elections.NOW + timedelta(days=days))

    assert titles() == ["soon", "between", "later"]


def test_many_of_one_kind_do_not_hide_another(cast):
    rounds_world.fill(cast, MOST + 5)
    elections.opened(cast.area, by=cast.joost, title="Een stemming")

    shown = titles()

    assert len(shown) == MOST + 1 and shown[-1] == "Een stemming"
