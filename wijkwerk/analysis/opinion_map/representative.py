"""What a group says that the others do not: at most five statements, chosen as Polis chooses them."""

from typing import NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map.shares import SURE, Shares, chance
from wijkwerk.analysis.opinion_map.votes import Floats, Whole

MOST = 5


class Representative(NamedTuple):
    """A statement with the side the group takes, how many of it voted and how, how others voted, and how sure it is."""

    statement: int
    side: str
    voters: int
    agree: int
    disagree: int
    others: int
    others_agree: int
    others_disagree: int
    sure: float


def representative(everyone: Shares, groups: Shares, statements: Whole) -> tuple[tuple[Representative, ...], ...]:
    """Per group its statements: those on which it agrees first, then those on which it disagrees."""
    if len(groups.voters) < 2:
        return tuple(() for _ in groups.voters)
    return tuple(_of_group(everyone, groups, group, statements) for group in range(len(groups.voters)))


def _of_group(everyone: Shares, groups: Shares, group: int, statements: Whole) -> tuple[Representative, ...]:
    inside = Shares(groups.voters[group], groups.agree[group], groups.disagree[group])
    outside = everyone.without(inside)
    sides = [_Side(inside, outside, side) for side in ("agree", "disagree")]
    agree, disagree = sides
    is_agreed = agree.differs > disagree.differs
    strength = np.where(is_agreed, agree.strength, disagree.strength)
    sufficient = np.flatnonzero(agree.is_sure | disagree.is_sure)
    chosen = sufficient[np.argsort(-strength[sufficient], kind="stable")].tolist()
    head = _most_agreed(inside, agree)
    if head is None and not chosen:
        head = int(np.argmax(np.maximum(agree.differs, disagree.differs)))
    if head is not None:
        chosen = [head, *(one for one in chosen if one != head)]
    # Without a head the reference shows nothing at all; here a group that only disagrees is heard as well.
    chosen = sorted(chosen[:MOST], key=lambda place: not is_agreed[place])
    return tuple(
        Representative(
            int(statements[place]),
            "agree" if is_agreed[place] else "disagree",
            *(int(part[place]) for part in (inside.voters, inside.agree, inside.disagree)),
            *(int(part[place]) for part in (outside.voters, outside.agree, outside.disagree)),
            chance(float(min(side.is_most[place], side.differs[place]))),
        )
        for place in chosen
        for side in (sides[0] if is_agreed[place] else sides[1],)
    )


class _Side:
    """All statements from one side: the share, how sure it is a majority, and how sure it is more than elsewhere."""

    def __init__(self, inside: Shares, outside: Shares, side: str) -> None:
        self.share = inside.likely(side)
        self.times = self.share / outside.likely(side)
        self.is_most = inside.majority(side)
        self.differs = inside.more_than(outside, side)
        self.is_sure = (self.is_most > SURE) & (self.differs > SURE)
        self.strength = self.times * self.differs * self.share * self.is_most


def _most_agreed(inside: Shares, agree: _Side) -> int | None:
    """The statement that best shows what the group agrees on, going through them in order as Polis does."""
    is_voted = (inside.agree > 0) | (inside.disagree > 0)
    begins = is_voted & ((agree.is_most > SURE) | ((agree.times > 1) & (agree.share > 0.5)))
    if not begins.any():
        return None
    best = int(np.argmax(begins))
    by_difference = agree.times * agree.differs * agree.share * agree.is_most
    by_share = agree.share * agree.is_most
    while True:
        measure: Floats = by_difference if agree.times[best] > 1 else by_share
        better = is_voted[best + 1 :] & (measure[best + 1 :] > measure[best])
        if not better.any():
            return best
        best += 1 + int(np.argmax(better))
