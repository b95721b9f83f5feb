"""What is said about who took part is never more than the numbers carry."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwerk.analysis import representation
from wijkwerk.analysis.representation import FLOOR, Standing, represent, span_of
from wijkwerk.analysis.small_cells import BASE, could_be, rounded

SECRET = b"a secret for the tests only"
fives = st.integers(FLOOR // BASE, 200).map(lambda number: number * BASE)


@settings(derandomize=True)
@given(fives, st.data())
def test_a_range_holds_its_share_and_lies_within_the_whole(told, data):
    people = data.draw(st.integers(0, told // BASE + 1).map(lambda number: number * BASE))
    span = span_of(people, told, comparisons=data.draw(st.integers(1, 6)))

    assert 0 <= span.least <= span.share <= span.most <= 1000


@settings(derandomize=True)
@given(fives, st.integers(2, 20))
def test_the_same_share_of_more_people_is_known_better(told, times):
    few, many = span_of(BASE, told), span_of(BASE * times, told * times)

    assert many.most - many.least <= few.most - few.least


@settings(derandomize=True)
@given(fives)
def test_more_comparisons_ask_for_a_wider_range(told):
    one, five = span_of(told // 2, told), span_of(told // 2, told, comparisons=5)

    assert five.least <= one.least
    assert five.most >= one.most


def test_under_the_floor_nothing_is_said():
    assert represent(FLOOR - BASE, {"a": 5, "b": 5}, {"a": 500, "b": 500}).compared == ()
    assert represent(FLOOR, {"a": 5, "b": 10}, {"a": 500, "b": 500}).compared != ()


def test_at_the_floor_there_are_more_than_ten_people_whatever_the_lot_was():
    assert could_be(FLOOR)[0] > 10


def test_forty_people_of_whom_five_where_fifteen_would_be_expected_are_under():
    found = represent(40, {"basic": 5, "middle": 10, "higher": 25}, {"basic": 374, "middle": 364, "higher": 262})

    assert {one.answer: one.standing for one in found.compared} == {
        "basic": Standing.UNDER,
        "middle": Standing.EVEN,
        "higher": Standing.OVER,
    }
    assert [one.as_area for one in found.compared] == [15, 15, 10]
    assert found.standing_of(Standing.OVER) == ("higher",)


def test_a_small_difference_is_no_difference():
    found = represent(40, {"a": 20, "b": 20}, {"a": 480, "b": 520})

    assert [one.standing for one in found.compared] == [Standing.EVEN, Standing.EVEN]


def test_an_answer_without_a_figure_of_the_area_is_shown_and_not_compared():
    (one,) = represent(40, {"a": 20}, {}).compared

    assert (one.people, one.area, one.as_area, one.standing) == (20, None, None, Standing.UNKNOWN)


def test_a_lot_that_made_an_answer_more_than_the_whole_is_still_a_share():
    """The total and its only answer are rounded by their own lots."""
    (one,) = represent(15, {"a": 20}, {"a": 900}).compared

    assert one.span.share == one.span.most == 1000


def covered(told: int, share: float, turns: int) -> float:
    """How often the range holds the true share, when people are drawn from it and both counts are rounded."""
    held = 0
    for turn in range(turns):
        chance = Random(f"{told} {share} {turn}")
        crowd = [f"{told}.{share}.{turn}.{one}" for one in range(told)]
        members = [one for one in crowd if chance.random() < share]
        span = span_of(rounded(members, secret=SECRET), rounded(crowd, secret=SECRET))
        held += span.least <= share * 1000 <= span.most
    return held / turns


@pytest.mark.parametrize("told", [18, 33, 120])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.85])
def test_the_range_holds_the_true_share_nineteen_times_in_twenty(told, share):
    assert covered(told, share, 600) >= 0.945


def test_a_range_that_forgets_the_rounding_is_too_narrow(monkeypatch):
    monkeypatch.setattr(representation, "ROUNDING", 0)

    assert min(covered(18, share, 600) for share in (0.1, 0.3, 0.5, 0.85)) < 0.93


def test_a_group_drawn_from_the_area_itself_is_seldom_called_different():
    area = {"a": 150, "b": 350, "c": 500}
    wrong = 0
    for turn in range(1_000):
        chance = Random(turn)
        said = {f"{turn}.{one}": chance.choices(list(area), list(area.values()))[0] for one in range(37)}
        people = {
            answer: rounded([one for one, given_ in said.items() if given_ == answer], secret=SECRET) for answer in area
        }
        found = represent(rounded(said, secret=SECRET), people, area)
        wrong += any(one.standing is not Standing.EVEN for one in found.compared)

    assert wrong / 1_000 <= 0.05
