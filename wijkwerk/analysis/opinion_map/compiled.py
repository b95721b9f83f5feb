"""The same loops compiled by numba, which the extra `speed` brings; imported only when they are asked for."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from wijkwerk.analysis.opinion_map import plain
from wijkwerk.analysis.opinion_map.votes import Codes, Floats, Whole

Loop = TypeVar("Loop", bound=Callable[..., Any])
# Sums may be taken in the order that is fastest here; nothing else about the numbers is given away.
SUMS = {"reassoc", "contract"}


def compiled(**options: Any) -> Callable[[Loop], Loop]:
    """Compile when first used and keep the result beside the source, where that is allowed."""

    def of(loop: Loop) -> Loop:
        try:
            return cast(Loop, numba.njit(cache=True, nogil=True, **options)(loop))
        except RuntimeError:
            return cast(Loop, numba.njit(nogil=True, **options)(loop))

    return of


@compiled()
def gathered(starts: Whole, codes: Codes, table: Floats) -> Floats:
    """For each person the sum over their votes of the two columns of the table."""
    sums = np.empty((len(starts) - 1, 2))
    for person in range(len(starts) - 1):
        first = second = 0.0
        for place in range(starts[person], starts[person + 1]):
            code = codes[place]
            first += table[code, 0]
            second += table[code, 1]
        sums[person, 0] = first
        sums[person, 1] = second
    return sums


@compiled()
def spread(starts: Whole, codes: Codes, table: Floats) -> Floats:
    """For each code the sum, over the people who voted so, of what `gathered` gives them."""
    sums = np.zeros(table.shape)
    for person in range(len(starts) - 1):
        first = second = 0.0
        for place in range(starts[person], starts[person + 1]):
            code = codes[place]
            first += table[code, 0]
            second += table[code, 1]
        for place in range(starts[person], starts[person + 1]):
            code = codes[place]
            sums[code, 0] += first
            sums[code, 1] += second
    return sums


@compiled()
def tallied(starts: Whole, codes: Codes, classes: Whole, number: int, size: int) -> Whole:
    """How many people of each class gave each code."""
    counts = np.zeros((number, size), np.int64)
    for person in range(len(starts) - 1):
        of_class = counts[classes[person]]
        for place in range(starts[person], starts[person + 1]):
            of_class[codes[place]] += 1
    return counts


def settled(points: Floats, weights: Floats, centres: Floats, tolerance: float) -> tuple[Whole, Floats]:
    """K-means from these centres: the nearest centre of each point, and the centres at the end."""
    x, y = np.ascontiguousarray(points.T)
    labels, moved, is_whole = _settled(x, y, weights, centres, tolerance, plain.MOST_ROUNDS)
    # A centre that lost everyone is so rare that it is left to the careful loop.
    return (labels, moved) if is_whole else plain.settled(points, weights, centres, tolerance)


@compiled()
def _settled(
    x: Floats, y: Floats, weights: Floats, start: Floats, tolerance: float, most: int
) -> tuple[Whole, Floats, bool]:
    number = len(start)
    centres = start.copy()
    labels = np.full(len(x), -1, np.int64)
    is_last = False
    for turn in range(most + 1):
        is_last = is_last or turn == most
        sums = np.zeros((number, 3))
        changed = 0
        for point in range(len(x)):
            nearest = 0
            least = (x[point] - centres[0, 0]) ** 2 + (y[point] - centres[0, 1]) ** 2
            for place in range(1, number):
                distance = (x[point] - centres[place, 0]) ** 2 + (y[point] - centres[place, 1]) ** 2
                if distance < least:
                    nearest, least = place, distance
            changed += nearest != labels[point]
            labels[point] = nearest
            sums[nearest, 0] += weights[point] * x[point]
            sums[nearest, 1] += weights[point] * y[point]
            sums[nearest, 2] += weights[point]
        if is_last:
            break
        shift = 0.0
        for place in range(number):
            if sums[place, 2] == 0:
                return labels, centres, False
            for axis in range(2):
                moved = sums[place, axis] / sums[place, 2]
                shift += (moved - centres[place, axis]) ** 2
                centres[place, axis] = moved
        if changed == 0:
            break
        is_last = shift <= tolerance
    return labels, centres, True


def distance_sums(points: Floats, blur: Floats, weights: Floats, bounds: Whole) -> Floats:
    """From each point the weighted sum of distances to the others in each run of points between two bounds."""
    x, y = np.ascontiguousarray(points.T)
    return _distance_sums(x, y, blur, weights, bounds).T


@compiled(fastmath=SUMS)
def _distance_sums(x: Floats, y: Floats, blur: Floats, weights: Floats, bounds: Whole) -> Floats:
    """Each distance is reckoned once and counted at both its ends."""
    sums = np.zeros((len(bounds) - 1, len(x)))
    own = 0
    for point in range(len(x)):
        while point >= bounds[own + 1]:
            own += 1
        for run in range(own, len(bounds) - 1):
            begin, end = max(point + 1, bounds[run]), bounds[run + 1]
            # Cut out first: the machine takes eight at a time only where nothing can lie outside.
            xs, ys, blurs, weighing, back = (
                x[begin:end],
                y[begin:end],
                blur[begin:end],
                weights[begin:end],
                sums[own, begin:end],
            )
            total = 0.0
            for other in range(len(xs)):
                aside, above = x[point] - xs[other], y[point] - ys[other]
                distance = np.sqrt(aside * aside + above * above + blur[point] + blurs[other])
                total += weighing[other] * distance
                back[other] += weights[point] * distance
            sums[run, point] += total
    return sums
