"""Which people answer alike: k-means with two to five groups, of which the number stands that parts people best.

It begins where Polis begins, at the leftmost people, and stops where scikit-learn stops, so that the groups are those
of the reference. Beyond EXACT people the way is found on clouds of neighbours, and only its end is walked by everyone.
"""

from dataclasses import dataclass

import numpy as np

from wijkwerk.analysis.opinion_map.clouds import one_by_one, strips
from wijkwerk.analysis.opinion_map.kernels import Kernels
from wijkwerk.analysis.opinion_map.separation import separations
from wijkwerk.analysis.opinion_map.votes import Floats, Whole

FEWEST_GROUPS, MOST_GROUPS = 2, 5
TOLERANCE = 1e-4
EXACT = 50_000
DECIMALS = 10


@dataclass(frozen=True, eq=False)
class Grouping:
    """Per person the group, numbered from 0 by size and then by the first person; and how well each number parts."""

    labels: Whole
    centres: Floats
    separations: dict[int, float]


def grouping_of(points: Floats, kernels: Kernels) -> Grouping:
    """The groups of these people; one group when they are too few, or stand at one place."""
    points = np.round(points, DECIMALS) + 0.0
    if not len(points):
        return Grouping(np.zeros(0, np.int64), points, {})
    clouds = one_by_one(points) if len(points) <= EXACT else strips(points)
    tolerance = TOLERANCE * float(np.var(points, axis=0).mean())
    leftmost = _leftmost(clouds.middles, MOST_GROUPS)
    settled = {
        number: kernels.settled(clouds.middles, clouds.numbers, leftmost[:number], tolerance)
        for number in range(FEWEST_GROUPS, min(len(leftmost), len(points) - 1) + 1)
    }
    if not settled:
        return _numbered(np.zeros(len(points), np.int64), points, {})
    found = separations(clouds, {number: labels for number, (labels, _) in settled.items()}, kernels)
    best = max(found, key=lambda number: (round(found[number], DECIMALS), -number))
    labels, centres = settled[best]
    if clouds.of_person is not None:
        labels, _ = kernels.settled(points, np.ones(len(points)), centres, tolerance)
    return _numbered(labels, points, found)


def _leftmost(points: Floats, number: int) -> Floats:
    """The first so many different points from left to right, and from below; fewer when there are no more."""
    x = points[:, 0]
    reach = 8 * number
    while reach < len(x):
        different = np.unique(points[x <= np.partition(x, reach - 1)[reach - 1]], axis=0)
        if len(different) >= number:
            return different[:number]
        reach *= 8
    return np.unique(points, axis=0)[:number]


def _numbered(labels: Whole, points: Floats, found: dict[int, float]) -> Grouping:
    """Groups by size, the largest first; of groups of one size the one with the first person."""
    sizes = np.bincount(labels)
    first = np.zeros(len(sizes), np.int64)
    first[labels[::-1]] = np.arange(len(labels) - 1, -1, -1)
    order = np.lexsort((first, -sizes))
    order = order[sizes[order] > 0]
    rank = np.zeros(len(sizes), np.int64)
    rank[order] = np.arange(len(order))
    ordered = rank[labels]
    centres = np.stack([np.bincount(ordered, points[:, axis]) for axis in (0, 1)], axis=1)
    return Grouping(ordered, centres / sizes[order][:, None], found)
