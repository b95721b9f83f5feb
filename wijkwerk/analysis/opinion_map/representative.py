"""What a group says that the others do not: at most five statements, chosen as Polis chooses them."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map.shares import SURE, Shares, chance
from wijkwerk.analysis.opinion_map.votes import Flags, Floats, Whole

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
    number = len(groups.voters)
    if number < 2:
        return tuple(() for _ in range(number))
    others = everyone.without(groups)
    agree, disagree = _Side(groups, others, "agree"), _Side(groups, others, "disagree")
    is_agreed = agree.differs > disagree.differs
    strength = np.where(is_agreed, agree.strength, disagree.strength)
    is_sure = agree.is_sure | disagree.is_sure
    is_voted = groups.of("agree") + groups.of("disagree") > 0
    found = []
    for group in range(number):
        sufficient = np.flatnonzero(is_sure[group])
        chosen = sufficient[np.argsort(-strength[group][sufficient], kind="stable")].tolist()
        head = _most_agreed(is_voted[group], agree, group)
        if head is None and not chosen:
            head = int(np.argmax(np.maximum(agree.differs[group], disagree.differs[group])))
        if head is not None:
            chosen = [head, *(one for one in chosen if one != head)]
        # Without a head the reference shows nothing at all; here a group that only disagrees is heard as well.
        chosen = sorted(chosen[:MOST], key=lambda place: not is_agreed[group, place])
        found.append(tuple(_told(groups, others, group, chosen, is_agreed, (disagree, agree), statements)))
    return tuple(found)


def _told(
    groups: Shares,
    others: Shares,
    group: int,
    places: list[int],
    is_agreed: Flags,
    sides: tuple["_Side", "_Side"],
    statements: Whole,
) -> Iterator[Representative]:
    here, there = groups.counted(group, places), others.counted(group, places)
    numbers, agreed = statements[places].tolist(), is_agreed[group, places].tolist()
    for at, place in enumerate(places):
        side = sides[agreed[at]]
        sure = min(side.is_most[group, place], side.differs[group, place])
        yield Representative(
            numbers[at],
            "agree" if agreed[at] else "disagree",
            *(here[0][at], here[1][at], here[2][at], there[0][at], there[1][at], there[2][at]),
            chance(float(sure)),
        )


class _Side:
    """All groups and statements from one side: the share, how sure it is a majority, how sure it is more than elsewhere."""

    def __init__(self, inside: Shares, outside: Shares, side: str) -> None:
        self.share = inside.likely(side)
        self.times = self.share / outside.likely(side)
        self.is_most = inside.majority(side)
        self.differs = inside.more_than(outside, side)
        self.is_sure = (self.is_most > SURE) & (self.differs > SURE)
        self.strength = self.times * self.differs * self.share * self.is_most


def _most_agreed(is_voted: Flags, agree: _Side, group: int) -> int | None:
    """The statement that best shows what the group agrees on, going through them in order as Polis does."""
    times, share, is_most = agree.times[group], agree.share[group], agree.is_most[group]
    begins = is_voted & ((is_most > SURE) | ((times > 1) & (share > 0.5)))
    if not begins.any():
        return None
    best = int(np.argmax(begins))
    by_share = share * is_most
    while True:
        measure: Floats = agree.strength[group] if times[best] > 1 else by_share
        better = is_voted[best + 1 :] & (measure[best + 1 :] > measure[best])
        if not better.any():
            return best
        best += 1 + int(np.argmax(better))
