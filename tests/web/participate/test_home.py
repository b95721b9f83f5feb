"""The first page of taking part: everything that goes on now, what ends first first, and nothing that is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.web.participate import dialogue_world, elections, rounds_world
from tests.web.participate.meetings import make_meeting
from wijkwerk.web.participate.home import MOST, going_on

pytestmark = pytest.mark.django_db


def titles():
    return [one.title for one in going_on(timezone.localdate(), timezone.now())]


def test_every_kind_that_goes_on_is_there_with_a_page_that_opens(client, cast):
    rounds_world.make_round(cast, title="Een ronde")
    elections.opened(cast.area, by=cast.joost, title="Een stemming")
    dialogue_world.make_dialogue(cast.area, cast.joost, title="Een dialoog")
    make_meeting(cast.area, host=cast.joost, title="Een samenkomst")

    going = going_on(timezone.localdate(), timezone.now())

    assert [one.title for one in going] == ["Een ronde", "Een stemming", "Een dialoog", "Een samenkomst"]
    assert {one.area for one in going} == {"Oud Crooswijk"}
    for one in going:
        page = client.get(one.url)
        assert page.status_code == 200 and one.title in page.content.decode()


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
