"""What divides: statements on which two groups stand farthest apart, where enough of both voted."""

from typing import Any, NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map.shares import SURE, Shares, enough
from wijkwerk.analysis.opinion_map.votes import Whole

MOST = 10


class Dividing(NamedTuple):
    """A statement, the side that tells the groups apart, the group with most of it and the group with least."""

    statement: int
    side: str
    most: int
    most_voters: int
    most_with_it: int
    least: int
    least_voters: int
    least_with_it: int
    apart: float


def dividing(groups: Shares, sizes: Whole, numbers: tuple[int, ...], statements: Whole) -> tuple[Dividing, ...]:
    """The widest apart first; a statement counts once, from the side on which the difference is larger."""
    if len(sizes) < 2:
        return ()
    is_known = groups.voters >= enough(sizes)[:, None]
    everywhere = np.arange(len(statements))
    rows = {}
    for side in ("agree", "disagree"):
        likely = groups.likely(side)
        most = np.where(is_known, likely, -np.inf).argmax(axis=0)
        least = np.where(is_known, likely, np.inf).argmin(axis=0)
        high, low = (_picked(groups, chosen, everywhere) for chosen in (most, least))
        is_sure = (is_known.sum(axis=0) >= 2) & (high.more_than(low, side) > SURE)
        rows[side] = (np.where(is_sure, high.likely(side) - low.likely(side), 0.0), most, least)
    sides = np.where(rows["agree"][0] >= rows["disagree"][0], "agree", "disagree")
    widths = np.maximum(rows["agree"][0], rows["disagree"][0])
    widest = [place for place in np.argsort(-widths, kind="stable")[:MOST].tolist() if widths[place] > 0]
    return tuple(_told(groups, str(sides[place]), rows, place, numbers, statements) for place in widest)


def _picked(groups: Shares, chosen: Whole, everywhere: Whole) -> Shares:
    return Shares(*(part[chosen, everywhere] for part in (groups.voters, groups.agree, groups.disagree)))


def _told(
    groups: Shares,
    side: str,
    rows: dict[str, tuple[Any, Whole, Whole]],
    place: int,
    numbers: tuple[int, ...],
    statements: Whole,
) -> Dividing:
    widths, most, least = rows[side]
    ends = (int(most[place]), int(least[place]))
    high, low = ((numbers[end], int(groups.voters[end, place]), int(groups.of(side)[end, place])) for end in ends)
    return Dividing(int(statements[place]), side, *high, *low, float(widths[place]))
