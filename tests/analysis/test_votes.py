"""Votes are packed the same in whatever order they come, and what cannot be counted is refused with its reason."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.conversations import camps, table
from wijkwerk.analysis.opinion_map import Unusable, packed
from wijkwerk.analysis.opinion_map import votes as votes_module


def rows(votes):
    return [(who, dict(zip(what.tolist(), how.tolist(), strict=True))) for who, what, how in votes.rows()]


def test_votes_come_back_person_by_person():
    votes = packed([7, 3, 3], [20, 20, 10], [-1, 1, 0])

    assert rows(votes) == [(3, {10: 0, 20: 1}), (7, {20: -1})]


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_votes_come_does_not_matter(chance):
    cast = list(zip(*(column.tolist() for column in camps((3, 2), 4)), strict=True))
    shuffled = chance.sample(cast, len(cast))

    one, other = (packed(*(np.array(column) for column in zip(*votes, strict=True))) for votes in (cast, shuffled))

    assert rows(one) == rows(other)
    assert one.codes.tobytes() == other.codes.tobytes()


def test_many_pieces_are_packed_as_one(monkeypatch):
    people, asked, values = camps((30, 20))
    order = np.random.default_rng(1).permutation(len(people))
    at_once = packed(people, asked, values)
    monkeypatch.setattr(votes_module, "CHUNK", 16)

    in_pieces = packed(people[order], asked[order], values[order])

    assert len(people) > 16 * 16
    assert rows(in_pieces) == rows(at_once)


def test_large_and_scattered_numbers_keep_their_names():
    assert rows(packed([2_000_000_000, 5], [1_999_999_999, 3], [1, 1])) == [
        (5, {3: 1}),
        (2_000_000_000, {1_999_999_999: 1}),
    ]


def test_a_statement_that_nobody_voted_on_is_remembered():
    assert packed([1], [2], [1], known_statements=[2, 9, 4]).unvoted == (4, 9)


def test_without_votes_there_is_nobody():
    assert rows(packed([], [], [])) == []


@pytest.mark.parametrize(
    ("people", "asked", "values", "said"),
    [
        ([1, 2], [1, 1], [1, 2], "Vote 2 is 2"),
        ([1, 1], [5, 5], [1, -1], "Participant 1 voted twice on statement 5"),
        ([1, 1], [5, 5], [1, 1], "Participant 1 voted twice on statement 5"),
        ([-1], [1], [1], "numbered -1"),
        ([2**40], [1], [1], "numbered 1099511627776"),
        ([1, 2], [1], [1], "2 participants, 1 statements"),
        ([0.5], [1], [1], "whole number"),
        ([True], [1], [1], "whole number"),
        (["x"], [1], [1], "whole number"),
        ([[1]], [1], [1], "whole number"),
    ],
)
def test_what_cannot_be_counted_is_refused(people, asked, values, said):
    with pytest.raises(Unusable, match=said):
        packed(people, asked, values)


def test_two_people_may_vote_on_the_same_statement_and_one_on_two():
    assert len(packed([1, 2, 2], [5, 5, 6], [1, 1, 1]).codes) == 3


def test_more_statements_than_fit_are_refused(monkeypatch):
    monkeypatch.setattr(votes_module, "MOST_STATEMENTS", 2)

    assert len(packed([1, 1], [1, 2], [1, 1]).statements) == 2
    with pytest.raises(Unusable, match="3 statements"):
        packed([1, 1, 1], [1, 2, 3], [1, 1, 1])


def test_a_part_of_the_people_is_a_conversation_of_its_own():
    votes = table({1: "+ -", 2: " 0 ", 3: "-  "})

    assert rows(votes.part(np.array([0, 2]))) == [(1, {0: 1, 2: -1}), (3, {0: -1})]
    assert votes.part(np.array([0, 2])).statements.tolist() == [0, 2]
