"""Counting who agrees, and how sure a share or a difference is: the tests of Polis, for whole tables at once."""

from math import erf, sqrt

import numpy as np

from wijkwerk.analysis.opinion_map.votes import AGREE, DISAGREE, Floats, Whole

# One chance in ten that it is nothing, on one side; the border Polis uses.
SURE = 1.2815515655446004
FEWEST_VOTERS, ONE_IN = 5, 20
NEXT_TO_NOTHING = 1e-300


class Shares:
    """Of some people, or of groups in rows, how many voted on each statement and how many took each side."""

    def __init__(self, voters: Floats, agree: Floats, disagree: Floats) -> None:
        self.voters = voters
        self._of = {"agree": agree, "disagree": disagree}
        self._likely: dict[str, Floats] = {}
        self._majority: dict[str, Floats] = {}

    def of(self, side: str) -> Floats:
        """How many took this side."""
        return self._of[side]

    def counted(self, row: int, places: list[int]) -> list[list[int]]:
        """How many of this row voted on the statements at these places, agreed and disagreed."""
        return [part[row, places].astype(int).tolist() for part in (self.voters, *self._of.values())]

    def likely(self, side: str) -> Floats:
        """The share that takes this side, drawn a little to the middle, so that one vote is never everyone."""
        if side not in self._likely:
            self._likely[side] = (self._of[side] + 1) / (self.voters + 2)
        return self._likely[side]

    def majority(self, side: str) -> Floats:
        """How surely more than half take this side."""
        if side not in self._majority:
            voters = self.voters + 1
            self._majority[side] = 2 * np.sqrt(voters) * ((self._of[side] + 1) / voters - 0.5)
        return self._majority[side]

    def more_than(self, others: "Shares", side: str) -> Floats:
        """How surely more of these take this side than of the others."""
        here, there = self.voters + 1, others.voters + 1
        ours, theirs = self._of[side] + 1, others._of[side] + 1
        both = (ours + theirs) / (here + there)
        room = both * (1 - both) * (1 / here + 1 / there)
        # Where everyone is on this side there is no room, and no difference either.
        sure: Floats = (ours / here - theirs / there) / np.sqrt(np.maximum(room, NEXT_TO_NOTHING))
        return sure

    def without(self, part: "Shares") -> "Shares":
        """The same when part of the people is left out."""
        return Shares(self.voters - part.voters, *(self._of[side] - part._of[side] for side in self._of))

    def rows(self, chosen: Whole) -> "Shares":
        """Only these rows; the same where that is all."""
        if len(chosen) == len(self.voters):
            return self
        return Shares(self.voters[chosen], *(part[chosen] for part in self._of.values()))

    def picked(self, rows: Whole) -> "Shares":
        """Per statement another row."""
        places = np.arange(len(rows))
        return Shares(self.voters[rows, places], *(part[rows, places] for part in self._of.values()))


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
