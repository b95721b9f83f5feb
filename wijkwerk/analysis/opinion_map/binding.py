"""What binds: statements on which more than half of every group stands on the same side, and enough of each voted."""

from typing import NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map.shares import SURE, Shares, enough
from wijkwerk.analysis.opinion_map.votes import Whole

MOST = 10


class Binding(NamedTuple):
    """A statement, the side that all groups take, and per group in order how many voted and how many took that side."""

    statement: int
    side: str
    voters: tuple[int, ...]
    with_it: tuple[int, ...]
    score: float


def binding(groups: Shares, sizes: Whole, statements: Whole) -> tuple[Binding, ...]:
    """The strongest first: the chances that somebody of each group takes this side, multiplied.

    A statement that a group hardly voted on says nothing of that group, so it never counts, whatever the others say.
    """
    found = []
    for side in ("agree", "disagree"):
        is_known = groups.voters >= enough(sizes)[:, None]
        is_most = (2 * groups.of(side) > groups.voters) & (groups.majority(side) > SURE)
        scores = groups.likely(side).prod(axis=0)
        for place in np.flatnonzero((is_known & is_most).all(axis=0)) if len(sizes) else ():
            found.append(
                Binding(
                    int(statements[place]),
                    side,
                    tuple(int(number) for number in groups.voters[:, place]),
                    tuple(int(number) for number in groups.of(side)[:, place]),
                    float(scores[place]),
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.score, one.statement, one.side))[:MOST])
