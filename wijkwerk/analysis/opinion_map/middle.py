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
    shares = shares_of(counts)
    is_known = shares.voters >= enough(people)
    says = []
    for side in ("agree", "disagree"):
        sure = shares.majority(side)
        weight = shares.likely(side) * sure
        for place in np.flatnonzero(is_known & (2 * shares.of(side) > shares.voters) & (sure > SURE)).tolist():
            says.append((-float(weight[place]), place, side))
    passed = (counts[:, PASS] + 1) / (shares.voters + 2)
    most_passed = np.argsort(-np.where(is_known & (counts[:, PASS] > 0), passed, 0.0), kind="stable")[:MOST]

    def told(place: int, side: str) -> Saying:
        return Saying(
            int(statements[place]), side, *(int(part[place]) for part in (shares.voters, shares.agree, shares.disagree))
        )

    return Middle(
        people,
        int(near.sum()),
        int(passing.sum()),
        len(near),
        too_few_votes,
        tuple(told(place, side) for _, place, side in sorted(says)[:MOST]),
        tuple(told(place, "pass") for place in most_passed.tolist() if is_known[place] and counts[place, PASS]),
    )
