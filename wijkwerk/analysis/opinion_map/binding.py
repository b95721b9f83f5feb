"""What binds: statements on which more than half of every group stands on the same side, and enough of each voted."""

from typing import NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map.shares import SURE, Shares, enough
from wijkwerk.analysis.opinion_map.votes import Whole

MOST = 10


class Binding(NamedTuple):
    """A statement, the side that all groups take, and per group how many voted and how many took that side.

    Without groups it is everyone who has a place on the map, as one.
    """

    statement: int
    side: str
    groups: tuple[int, ...]
    voters: tuple[int, ...]
    with_it: tuple[int, ...]
    score: float


def binding(groups: Shares, sizes: Whole, numbers: tuple[int, ...], statements: Whole) -> tuple[Binding, ...]:
    """The strongest first: the chances that somebody of each group takes this side, multiplied.

    A statement that a group hardly voted on says nothing of that group, so it never counts, whatever the others say.
    """
    found = []
    is_known = groups.voters >= enough(sizes)[:, None]
    for side in ("agree", "disagree"):
        is_most = (2 * groups.of(side) > groups.voters) & (groups.majority(side) > SURE)
        places = np.flatnonzero((is_known & is_most).all(axis=0)) if len(sizes) else np.zeros(0, np.int64)
        scores = groups.likely(side)[:, places].prod(axis=0)
        found += [(-score, place, side) for score, place in zip(scores.tolist(), places.tolist(), strict=True)]
    return tuple(
        Binding(
            int(statements[place]),
            side,
            numbers,
            tuple(groups.voters[:, place].astype(int).tolist()),
            tuple(groups.of(side)[:, place].astype(int).tolist()),
            -score,
        )
        for score, place, side in sorted(found)[:MOST]
    )
