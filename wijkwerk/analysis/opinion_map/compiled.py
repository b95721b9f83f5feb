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
        for code in codes[starts[person] : starts[person + 1]]:
            first += table[code, 0]
            second += table[code, 1]
        sums[person, 0] = first
        sums[person, 1] = second
    return sums


def grown(
    starts: Whole, codes: Codes, deviations: Floats, space: Floats, images: Floats, size: int, passes: int
) -> tuple[int, int]:
    """Let the covariance turn the newest vectors so many times; how many have an image then, and how many there are."""
    return _grown(starts, codes, deviations, space, images, size, plain.waiting(space, size), passes)


@compiled(fastmath=SUMS)
def _grown(
    starts: Whole, codes: Codes, deviations: Floats, space: Floats, images: Floats, size: int, number: int, passes: int
) -> tuple[int, int]:
    table, sums = np.empty((len(deviations), 2)), np.empty((len(deviations), 2))
    for _ in range(passes):
        first, second = space[size], space[number - 1]
        for statement in range(space.shape[1]):
            for code in range(3 * statement, 3 * statement + 3):
                table[code, 0] = deviations[code] * first[statement]
                table[code, 1] = deviations[code] * second[statement]
        _spread(starts, codes, table, sums)
        for row in range(size, number):
            for statement in range(space.shape[1]):
                total = 0.0
                for code in range(3 * statement, 3 * statement + 3):
                    total += deviations[code] * sums[code, row - size]
                images[row, statement] = total
        before, known = size, number
        for row in range(before, known):
            number = _added(images[row], space, number)
        size = known
        if number == size or number + 2 > len(space):
            break
    return size, number


@compiled()
def _spread(starts: Whole, codes: Codes, table: Floats, sums: Floats) -> None:
    """For each code the sum, over the people who voted so, of what `gathered` gives them."""
    sums[:] = 0
    for person in range(len(starts) - 1):
        own = codes[starts[person] : starts[person + 1]]
        first = second = 0.0
        for code in own:
            first += table[code, 0]
            second += table[code, 1]
        for code in own:
            sums[code, 0] += first
            sums[code, 1] += second


@compiled(fastmath=SUMS)
def _added(whole: Floats, space: Floats, size: int) -> int:
    """Add to the space what the vector has that its first rows have not; how many rows it then has."""
    vector, full = whole.copy(), 0.0
    for value in whole:
        full += value * value
    length = full
    for _ in range(3):
        before = length
        for row in range(size):
            other = space[row]
            along = 0.0
            for place in range(len(vector)):
                along += other[place] * vector[place]
            for place in range(len(vector)):
                vector[place] -= along * other[place]
        length = 0.0
        for value in vector:
            length += value * value
        if length > before / 4:
            break
    if length > 1e-20 * full:
        space[size] = vector / np.sqrt(length)
        size += 1
    return size


@compiled()
def tallied(starts: Whole, codes: Codes, classes: Whole, number: int, size: int) -> Whole:
    """How many people of each class gave each code."""
    counts = np.zeros((number, size), np.int64)
    for person in range(len(starts) - 1):
        of_class = counts[classes[person]]
        for code in codes[starts[person] : starts[person + 1]]:
            of_class[code] += 1
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


def silhouettes(points: Floats, blur: Floats, numbers: Floats, parts: Whole, groups: Whole) -> Floats:
    """For each row of `groups`, which says to which group a part belongs, the mean silhouette of all points."""
    x, y = np.ascontiguousarray(points.T)
    bounds = np.searchsorted(parts, np.arange(groups.shape[1] + 1))
    return _silhouettes(_distance_sums(x, y, blur, numbers, bounds), blur, numbers, parts, groups)


@compiled()
def _silhouettes(sums: Floats, blur: Floats, numbers: Floats, parts: Whole, groups: Whole) -> Floats:
    found = np.empty(len(groups))
    for row in range(len(groups)):
        of_part = groups[row]
        sizes = np.zeros(of_part.max() + 1)
        for point in range(len(parts)):
            sizes[of_part[parts[point]]] += numbers[point]
        total, away = 0.0, np.empty(len(sizes))
        for point in range(len(parts)):
            own = of_part[parts[point]]
            away[:] = 0
            for part in range(len(of_part)):
                away[of_part[part]] += sums[part, point]
            # Others in the same cloud lie at its own mean distance.
            away[own] += (numbers[point] - 1) * plain.WITHIN * np.sqrt(blur[point])
            nearest = np.inf
            for group in range(len(sizes)):
                if group != own and sizes[group] > 0:
                    nearest = min(nearest, away[group] / sizes[group])
            within = away[own] / max(sizes[own] - 1, 1)
            if sizes[own] > 1 and max(within, nearest) > 0:
                total += numbers[point] * (nearest - within) / max(within, nearest)
        found[row] = total / numbers.sum() if (sizes > 0).sum() > 1 else -1.0
    return found


@compiled(fastmath=SUMS)
def _distance_sums(x: Floats, y: Floats, blur: Floats, numbers: Floats, bounds: Whole) -> Floats:
    """To the others in each part, summed over people; each distance is reckoned once and counted at both its ends."""
    sums = np.zeros((len(bounds) - 1, len(x)))
    own = 0
    for point in range(len(x)):
        while point >= bounds[own + 1]:
            own += 1
        for run in range(own, len(bounds) - 1):
            begin, end = max(point + 1, bounds[run]), bounds[run + 1]
            # Cut out first: the machine takes eight at a time only where nothing can lie outside.
            xs, ys, blurs, others, back = (
                x[begin:end],
                y[begin:end],
                blur[begin:end],
                numbers[begin:end],
                sums[own, begin:end],
            )
            total = 0.0
            for other in range(len(xs)):
                aside, above = x[point] - xs[other], y[point] - ys[other]
                distance = np.sqrt(aside * aside + above * above + blur[point] + blurs[other])
                total += others[other] * distance
                back[other] += numbers[point] * distance
            sums[run, point] += total
    return sums
