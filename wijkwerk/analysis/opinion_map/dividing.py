"""What divides: statements on which two groups stand farthest apart, where enough of both voted."""

from typing import NamedTuple

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
    is_two = is_known.sum(axis=0) >= 2
    found: list[tuple[float, int, str, int, int]] = []
    for side in ("agree", "disagree"):
        likely = groups.likely(side)
        most = np.where(is_known, likely, -np.inf).argmax(axis=0)
        least = np.where(is_known, likely, np.inf).argmin(axis=0)
        high, low = groups.picked(most), groups.picked(least)
        apart = np.where(is_two & (high.more_than(low, side) > SURE), high.likely(side) - low.likely(side), 0.0)
        widest = np.argsort(-apart, kind="stable")[:MOST]
        widest = widest[apart[widest] > 0]
        ends = zip(
            (-apart[widest]).tolist(), widest.tolist(), most[widest].tolist(), least[widest].tolist(), strict=True
        )
        found += [(width, place, side, high_end, low_end) for width, place, high_end, low_end in ends]
    told: dict[int, Dividing] = {}
    for width, place, side, high_end, low_end in sorted(found):
        if place not in told and len(told) < MOST:
            of_side = groups.of(side)
            told[place] = Dividing(
                int(statements[place]),
                side,
                *(numbers[high_end], int(groups.voters[high_end, place]), int(of_side[high_end, place])),
                *(numbers[low_end], int(groups.voters[low_end, place]), int(of_side[low_end, place])),
                -width,
            )
    return tuple(told.values())
