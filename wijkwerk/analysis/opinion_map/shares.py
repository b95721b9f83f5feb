"""Counting who agrees, and how sure a share or a difference is: the tests of Polis, for whole tables at once."""

from dataclasses import dataclass
from math import erf, sqrt

import numpy as np

from wijkwerk.analysis.opinion_map.votes import AGREE, DISAGREE, Floats, Whole

# One chance in ten that it is nothing, on one side; the border Polis uses.
SURE = 1.2815515655446004
FEWEST_VOTERS, ONE_IN = 5, 20


@dataclass(frozen=True, eq=False)
class Shares:
    """Of some people, or of groups in rows, how many voted on each statement and how many took each side."""

    voters: Floats
    agree: Floats
    disagree: Floats

    def of(self, side: str) -> Floats:
        """How many took this side."""
        return self.agree if side == "agree" else self.disagree

    def at(self, group: int, place: int) -> tuple[int, int, int]:
        """How many of this group voted on the statement at this place, agreed and disagreed."""
        voters, agree, disagree = (part[group, place] for part in (self.voters, self.agree, self.disagree))
        return int(voters), int(agree), int(disagree)

    def likely(self, side: str) -> Floats:
        """The share that takes this side, drawn a little to the middle, so that one vote is never everyone."""
        return (self.of(side) + 1) / (self.voters + 2)

    def majority(self, side: str) -> Floats:
        """How surely more than half take this side."""
        voters = self.voters + 1
        sure: Floats = 2 * np.sqrt(voters) * ((self.of(side) + 1) / voters - 0.5)
        return sure

    def more_than(self, others: "Shares", side: str) -> Floats:
        """How surely more of these take this side than of the others."""
        here, there = self.voters + 1, others.voters + 1
        ours, theirs = self.of(side) + 1, others.of(side) + 1
        both = (ours + theirs) / (here + there)
        with np.errstate(divide="ignore", invalid="ignore"):
            sure: Floats = (ours / here - theirs / there) / np.sqrt(both * (1 - both) * (1 / here + 1 / there))
        return np.where(both == 1, 0.0, sure)

    def without(self, part: "Shares") -> "Shares":
        """The same when part of the people is left out."""
        return Shares(self.voters - part.voters, self.agree - part.agree, self.disagree - part.disagree)


def shares_of(counts: Whole) -> Shares:
    """From counts whose last axis is disagree, pass, agree."""
    return Shares(
        counts.sum(axis=-1).astype(np.float64),
        counts[..., AGREE].astype(np.float64),
        counts[..., DISAGREE].astype(np.float64),
    )


def enough(people: int | Whole) -> Whole:
    """How many of these people have to vote on a statement before it says something of them: five, and one in twenty."""
    return np.maximum(FEWEST_VOTERS, -(-np.asarray(people, np.int64) // ONE_IN))


def chance(sure: float) -> float:
    """The sureness of a test as a number from 0 to 1: the chance of less, if there were nothing."""
    return 0.5 * (1 + erf(sure / sqrt(2)))
