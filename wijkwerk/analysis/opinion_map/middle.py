"""What the silent middle says: people who stand nearer the common middle than their own group, or who mostly pass.

A map draws the eye to its ends. These people voted, so they can be heard; of who did not vote nothing is known, and
of who voted too little to have a place on the map only the number.
"""

from typing import NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map.grouping import Grouping
from wijkwerk.analysis.opinion_map.shares import SURE, enough, shares_of
from wijkwerk.analysis.opinion_map.votes import PASS, Flags, Floats, Whole

MOST = 5


class Saying(NamedTuple):
    """A statement with how many of the middle voted on it and how; `side` is what most of them say."""

    statement: int
    side: str
    voters: int
    agree: int
    disagree: int


class Middle(NamedTuple):
    """How many people are in the middle, for which of the two reasons, what most of them say, and what they pass on."""

    people: int
    near: int
    passing: int
    placed: int
    too_few_votes: int
    says: tuple[Saying, ...]
    passes_on: tuple[Saying, ...]


def nearness(points: Floats, grouping: Grouping) -> Flags:
    """Who stands nearer the common middle than the middle of their own group."""
    if not len(points):
        return np.zeros(0, bool)
    own = grouping.centres[grouping.labels]
    near: Flags = (points**2).sum(axis=1) < ((points - own) ** 2).sum(axis=1)
    return near


def middle(counts: Whole, near: Flags, passing: Flags, too_few_votes: int, statements: Whole) -> Middle:
    """`counts` are the votes of the middle alone, per statement: disagree, pass, agree."""
    people = int((near | passing).sum())
    shares = shares_of(counts[None])
    is_known = shares.voters[0] >= enough(people)
    says = []
    for side in ("agree", "disagree"):
        sure = shares.majority(side)[0]
        is_most = is_known & (2 * shares.of(side)[0] > shares.voters[0]) & (sure > SURE)
        places = np.flatnonzero(is_most)
        weights = -(shares.likely(side)[0][places] * sure[places])
        says += [(weight, place, side) for weight, place in zip(weights.tolist(), places.tolist(), strict=True)]
    passed = np.where(is_known & (counts[:, PASS] > 0), (counts[:, PASS] + 1) / (shares.voters[0] + 2), 0.0)
    most_passed = np.argsort(-passed, kind="stable")[:MOST]
    said = [(place, side) for _, place, side in sorted(says)[:MOST]]
    passes = [(place, "pass") for place in most_passed[passed[most_passed] > 0].tolist()]

    def told(sayings: list[tuple[int, str]]) -> tuple[Saying, ...]:
        numbers = statements[[place for place, _ in sayings]].tolist() if sayings else []
        counted = zip(*shares.counted(0, [place for place, _ in sayings]), strict=True)
        return tuple(
            Saying(number, side, *row) for number, (_, side), row in zip(numbers, sayings, counted, strict=True)
        )

    return Middle(people, int(near.sum()), int(passing.sum()), len(near), too_few_votes, told(said), told(passes))
