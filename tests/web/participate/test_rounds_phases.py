"""The phase of a round follows from its days, and what goes through from the counts: anybody can do the sum again."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwerk.web.participate.phases import (
    DAYS_TO_TYPE,
    Days,
    Phase,
    answer_due,
    least_by_most,
    least_by_threshold,
    may_choose,
    phase_on,
    takes_ideas,
    takes_support,
)

DAYS = Days(date(2026, 5, 1), date(2026, 5, 10), date(2026, 5, 20), date(2026, 5, 30), date(2026, 6, 15))
WITHOUT_VOTE = DAYS.__class__(DAYS.ideas_from, DAYS.ideas_until, DAYS.support_until, None, DAYS.decision_on)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2026-04-30", Phase.PLANNED),
        ("2026-05-01", Phase.IDEAS),
        ("2026-05-10", Phase.IDEAS),
        ("2026-05-11", Phase.SUPPORT),
        ("2026-05-20", Phase.SUPPORT),
        ("2026-05-21", Phase.VOTE),
        ("2026-05-30", Phase.VOTE),
        ("2026-05-31", Phase.DECISION),
        ("2026-06-15", Phase.DECISION),
        ("2026-06-16", Phase.AFTERWARDS),
    ],
)
def test_the_last_day_of_a_phase_still_counts(day, phase):
    assert phase_on(DAYS, date.fromisoformat(day)) == phase


def test_without_a_vote_the_decision_follows_the_support():
    assert phase_on(WITHOUT_VOTE, date(2026, 5, 21)) == Phase.DECISION


@given(st.dates(date(2026, 4, 1), date(2026, 7, 30)))
def test_time_never_turns_a_round_back(day):
    order = list(Phase)
    phases = [order.index(phase_on(DAYS, day + timedelta(days=n))) for n in range(40)]

    assert all(earlier <= later for earlier, later in pairwise(phases))


def test_paper_of_the_last_evening_is_typed_in_the_week_after():
    last = DAYS.support_until
    after = last + timedelta(days=DAYS_TO_TYPE)

    assert takes_support(DAYS, last) and not takes_support(DAYS, last + timedelta(days=1))
    assert takes_support(DAYS, after, is_typed=True) and not takes_support(
        DAYS, after + timedelta(days=1), is_typed=True
    )
    assert takes_ideas(DAYS, DAYS.ideas_until) and not takes_ideas(DAYS, DAYS.ideas_until + timedelta(days=1))


def test_nothing_is_chosen_while_support_still_counts():
    assert not may_choose(DAYS, DAYS.support_until)
    assert may_choose(DAYS, DAYS.support_until + timedelta(days=1))


def test_what_is_chosen_is_chosen_once_and_takes_nothing_more():
    chosen = replace(DAYS, chosen_on=DAYS.support_until)

    assert not may_choose(chosen, DAYS.support_until + timedelta(days=1))
    assert not takes_ideas(chosen, DAYS.ideas_from) and not takes_support(chosen, DAYS.ideas_from, is_typed=True)
    assert phase_on(chosen, DAYS.ideas_until) == phase_on(chosen, DAYS.support_until) == Phase.VOTE


def test_the_day_of_the_answer_follows_from_the_last_day_of_support():
    assert answer_due(DAYS, 42) == date(2026, 7, 1)


def test_a_threshold_of_nothing_still_asks_one():
    assert least_by_threshold(0) == 1


@pytest.mark.parametrize(
    ("support", "most", "least"),
    [
        ([5, 4, 3, 2], 2, 4),
        ([5, 4, 4, 2], 2, 4),  # a tie at the border: three go through
        ([1], 5, 1),
        ([0, 0], 3, None),
        ([], 3, None),
        ([3, 0, 0], 2, 3),
    ],
)
def test_with_a_tie_at_the_border_all_of_those_go_through(support, most, least):
    assert least_by_most(support, most) == least


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(1, 12))
def test_at_least_as_many_go_through_as_was_said_and_only_a_tie_makes_it_more(support, most):
    least = least_by_most(support, most)
    through = [count for count in support if least is not None and count >= least]
    supported = [count for count in support if count > 0]

    assert len(through) >= min(most, len(supported))
    assert len([count for count in through if count > (least or 0)]) < most
    assert 0 not in through


@given(st.lists(st.integers(0, 30), max_size=40), st.integers(1, 12), st.randoms())
def test_the_order_in_which_ideas_are_listed_changes_nothing(support, most, shuffler):
    shuffled = list(support)
    shuffler.shuffle(shuffled)

    assert least_by_most(support, most) == least_by_most(shuffled, most)
