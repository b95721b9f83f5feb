"""The recipe of the opinion map, step by step; docs/opinion-map.md tells it in words."""

import numpy as np

from wijkwerk.analysis.opinion_map.axes import Axes, axes_of
from wijkwerk.analysis.opinion_map.binding import Binding, binding
from wijkwerk.analysis.opinion_map.dividing import dividing
from wijkwerk.analysis.opinion_map.grouping import Grouping, grouping_of
from wijkwerk.analysis.opinion_map.kernels import Kernels, kernels
from wijkwerk.analysis.opinion_map.middle import middle, nearness
from wijkwerk.analysis.opinion_map.report import FEWEST_PEOPLE, NO_GROUP, Group, Report
from wijkwerk.analysis.opinion_map.representative import representative
from wijkwerk.analysis.opinion_map.shares import Shares, enough, shares_of
from wijkwerk.analysis.opinion_map.votes import PASS, Flags, Floats, Votes, Whole

FEWEST_VOTES = 7


def opinion_map(votes: Votes, *, is_compiled: bool | None = None) -> Report:
    """The map of these votes; `is_compiled` chooses the numba or the numpy loops, by default what is installed."""
    loops = kernels(is_compiled)
    counts = _counts(votes, np.zeros(len(votes.participants), np.int64), 1, loops)[0]
    axes = axes_of(votes, counts, loops)
    positions = _positions(votes, axes, loops)
    is_placed = placed(votes)
    grouping = grouping_of(positions[is_placed], loops)
    return _told(votes, counts, axes, positions, is_placed, grouping, loops)


def placed(votes: Votes) -> Flags:
    """Who voted enough to have a place: seven times, or on everything where there is less."""
    return votes.lengths >= min(FEWEST_VOTES, len(votes.statements))


def _counts(votes: Votes, classes: Whole, number: int, loops: Kernels) -> Whole:
    """Per class of people and statement: how many disagree, pass, agree."""
    size = len(votes.statements)
    return loops.tallied(votes.starts, votes.codes, classes, number, 3 * size).reshape(number, size, 3)


def _positions(votes: Votes, axes: Axes, loops: Kernels) -> Floats:
    """Where everyone stands.

    Who voted little would stand in the middle for want of votes, so each is put as far out as a full set would be.
    """
    positions = loops.gathered(votes.starts, votes.codes, axes.table)
    return positions * np.sqrt(len(votes.statements) / np.maximum(votes.lengths, 1))[:, None]


def _told(
    votes: Votes,
    counts: Whole,
    axes: Axes,
    positions: Floats,
    is_placed: Flags,
    grouping: Grouping,
    loops: Kernels,
) -> Report:
    """What the groups, the map and the counts say."""
    statements, number = votes.statements, len(grouping.centres)
    near = nearness(positions[is_placed], grouping)
    passing = _is_passing(votes, loops)[is_placed]
    classes = np.full(len(is_placed), 2 * number)
    classes[is_placed] = 2 * grouping.labels + (near | passing)
    by_class = _counts(votes, classes, 2 * number + 1, loops)
    of_middle = by_class[1::2].sum(axis=0)
    by_group = by_class[:-1:2] + by_class[1::2]
    sizes = np.bincount(grouping.labels, minlength=number)
    groups, everyone = shares_of(by_group), shares_of(by_group.sum(axis=0)[None])
    said = representative(everyone, groups, statements)
    drawn = np.flatnonzero(sizes >= FEWEST_PEOPLE)
    return Report(
        groups=tuple(
            Group(place + 1, int(sizes[place]), (float(x), float(y)), said[place])
            for place, (x, y) in enumerate(grouping.centres)
        ),
        participants=votes.participants,
        groups_of=_groups_of(is_placed, grouping.labels),
        positions=positions,
        statements=statements,
        counts=counts,
        counts_by_group=by_group,
        divides=dividing(groups.rows(drawn), sizes[drawn], tuple((drawn + 1).tolist()), statements),
        binds=_binds(groups, everyone, sizes, drawn, statements),
        middle=middle(of_middle, near, passing, int((~is_placed).sum()), statements),
        unvoted=votes.unvoted,
        seldom=tuple(statements[counts.sum(axis=1) < enough(len(is_placed))].tolist()),
        shares_of_axes=axes.shares,
        separations=grouping.separations,
    )


def _is_passing(votes: Votes, loops: Kernels) -> Flags:
    """Who passes on at least half of what they saw."""
    table = np.zeros((len(votes.statements), 3, 2))
    table[:, PASS, 0] = 1
    passes = loops.gathered(votes.starts, votes.codes, table.reshape(-1, 2))[:, 0]
    return 2 * passes >= np.maximum(votes.lengths, 1)


def _binds(groups: Shares, everyone: Shares, sizes: Whole, drawn: Whole, statements: Whole) -> tuple[Binding, ...]:
    """What binds the groups that are drawn; where there are no two, what binds everyone who has a place."""
    if len(drawn) >= 2:
        return binding(groups.rows(drawn), sizes[drawn], tuple((drawn + 1).tolist()), statements)
    return binding(everyone, np.array([sizes.sum()]), (), statements)


def _groups_of(is_placed: Flags, labels: Whole) -> Whole:
    groups = np.full(len(is_placed), NO_GROUP)
    groups[is_placed] = labels + 1
    return groups
