"""Shares in whole numbers, over the whole group."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wijkwerk.words.share import Share


def share(percent: int) -> Share:
    return Share(percent=percent, of="residents")


def test_fifty_five_of_a_hundred_is_fifty_five_per_cent():
    assert share(55).is_met(55, 100)
    assert not 55 >= 0.55 * 100  # floats refuse it


def test_one_person_less_is_not_enough():
    assert share(60).is_met(156, 260)
    assert not share(60).is_met(155, 260)
    assert share(60).needed(260) == 156


@given(st.integers(1, 100), st.integers(0, 10**7), st.integers(0, 10**7))
def test_it_agrees_with_exact_fractions(percent, part, whole):
    assert share(percent).is_met(part, whole) is (part >= Fraction(percent, 100) * whole)


@given(st.integers(1, 100), st.integers(1, 10**7))
def test_what_is_needed_is_enough_and_one_less_is_not(percent, whole):
    needed = share(percent).needed(whole)
    assert share(percent).is_met(needed, whole) and not share(percent).is_met(needed - 1, whole)


@pytest.mark.parametrize("percent", [0, 101, -5, 60.0, "60", True])
def test_a_share_is_a_whole_per_cent_from_one_to_a_hundred(percent):
    with pytest.raises(ValidationError):
        Share(percent=percent, of="residents")
