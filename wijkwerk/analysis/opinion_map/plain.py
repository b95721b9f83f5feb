"""The loops in numpy, for everyone; a piece at a time, so that large conversations fit."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from wijkwerk.analysis.opinion_map.votes import CHUNK, Codes, Floats, Whole

MOST_ROUNDS = 300
# The mean distance of two people in a round cloud, in units of its spread along one axis.
WITHIN = 1.78
ROOM = 1 << 18


def gathered(starts: Whole, codes: Codes, table: Floats) -> Floats:
    """For each person the sum over their votes of the two columns of the table."""
    sums = np.empty((len(starts) - 1, 2))
    columns = np.ascontiguousarray(table.T)
    for people, begins, votes in _by_people(starts, codes):
        for axis in (0, 1):
            sums[people, axis] = np.add.reduceat(columns[axis][votes], begins)
    return sums


def grown(
    starts: Whole, codes: Codes, deviations: Floats, space: Floats, images: Floats, size: int, passes: int
) -> tuple[int, int]:
    """Let the covariance turn the newest vectors so many times; how many have an image then, and how many there are."""
    number = waiting(space, size)
    by_statement = deviations.reshape(-1, 3, 1)
    for _ in range(passes):
        pair = np.stack([space[size], space[number - 1]], axis=1)
        sums = _spread(starts, codes, (by_statement * pair[:, None]).reshape(-1, 2))
        turned = (by_statement * sums.reshape(-1, 3, 2)).sum(axis=1)
        images[size:number] = turned.T[: number - size]
        size, number = number, added(images[size:number], space, number)
        if number == size or number + 2 > len(space):
            break
    return size, number


def waiting(space: Floats, size: int) -> int:
    """How many vectors there are; those that wait are one or two, and rows beyond them are noughts."""
    return size + 1 + bool(size + 1 < len(space) and space[size + 1].any())


def added(block: Floats, space: Floats, size: int) -> int:
    """Add to the space what the rows of the block have that its first rows have not; how many rows it then has."""
    for whole in block:
        vector, full = whole, float(whole @ whole)
        length = full
        for _ in range(3):
            before = length
            vector = vector - (space[:size] @ vector) @ space[:size]
            length = float(vector @ vector)
            # Where little is left, what there is may lean back, and is set upright once more.
            if length > before / 4:
                break
        if length > 1e-20 * full:
            space[size] = vector / np.sqrt(length)
            size += 1
    return size


def _spread(starts: Whole, codes: Codes, table: Floats) -> Floats:
    """For each code the sum, over the people who voted so, of what `gathered` gives them."""
    sums = np.zeros((2, len(table)))
    columns = np.ascontiguousarray(table.T)
    lengths = np.diff(starts)
    for people, begins, votes in _by_people(starts, codes):
        for axis in (0, 1):
            of_person = np.add.reduceat(columns[axis][votes], begins)
            sums[axis] += np.bincount(votes, np.repeat(of_person, lengths[people]), len(table))
    return np.ascontiguousarray(sums.T)


def tallied(starts: Whole, codes: Codes, classes: Whole, number: int, size: int) -> Whole:
    """How many people of each class gave each code."""
    counts = np.zeros(number * size, np.int64)
    lengths = np.diff(starts)
    for people, _, votes in _by_people(starts, codes):
        counts += np.bincount(np.repeat(classes[people] * size, lengths[people]) + votes, minlength=number * size)
    return counts.reshape(number, size)


def _by_people(starts: Whole, codes: Codes) -> Iterator[tuple[slice, Whole, Whole]]:
    """So many people at a time that their votes fit: who, where each begins, and the codes."""
    border = 0
    while border < len(starts) - 1:
        upto = max(border + 1, int(np.searchsorted(starts, starts[border] + CHUNK, side="right")) - 1)
        begin = starts[border]
        yield slice(border, upto), starts[border:upto] - begin, codes[begin : starts[upto]].astype(np.int64)
        border = upto


def settled(points: Floats, weights: Floats, centres: Floats, tolerance: float) -> tuple[Whole, Floats]:
    """K-means from these centres: the nearest centre of each point, and the centres at the end."""
    x, y = np.ascontiguousarray(points.T)
    heavy_x, heavy_y = x * weights, y * weights
    number = len(centres)
    before = np.full(len(points), -1)
    for _ in range(MOST_ROUNDS):
        labels, _ = _nearest(x, y, centres)
        mass: Floats = np.bincount(labels, weights, number).astype(np.float64)
        sums: Floats = np.zeros((number, 2))
        for axis, heavy in enumerate((heavy_x, heavy_y)):
            sums[:, axis] = np.bincount(labels, heavy, number)
        _fill_empty(points, weights, centres, labels, mass, sums)
        moved = np.where(mass[:, None] > 0, sums / np.maximum(mass, 1)[:, None], centres)
        shift = float(((moved - centres) ** 2).sum())
        centres = moved
        if np.array_equal(labels, before):
            return labels, centres
        before = labels
        if shift <= tolerance:
            break
    return _nearest(x, y, centres)[0], centres


def _nearest(x: Floats, y: Floats, centres: Floats) -> tuple[Whole, Floats]:
    labels = np.zeros(len(x), np.int64)
    least = (x - centres[0, 0]) ** 2 + (y - centres[0, 1]) ** 2
    for place in range(1, len(centres)):
        distance = (x - centres[place, 0]) ** 2 + (y - centres[place, 1]) ** 2
        labels[distance < least] = place
        np.minimum(least, distance, out=least)
    return labels, least


def _fill_empty(points: Floats, weights: Floats, centres: Floats, labels: Whole, mass: Floats, sums: Floats) -> None:
    """A centre that lost everyone gets the point that is farthest from its own, of those that leave others behind."""
    empty = np.flatnonzero(mass == 0).tolist()
    if not empty:
        return
    away = ((points - centres[labels]) ** 2).sum(axis=1)
    for point in np.argsort(-away, kind="stable").tolist():
        old = labels[point]
        if not empty or away[point] == 0:
            return
        if mass[old] > weights[point]:
            centre = empty.pop(0)
            for at, sign in ((old, -1), (centre, 1)):
                sums[at] += sign * weights[point] * points[point]
                mass[at] += sign * weights[point]


def silhouettes(points: Floats, blur: Floats, numbers: Floats, parts: Whole, groups: Whole) -> Floats:
    """For each row of `groups`, which says to which group a part belongs, the mean silhouette of all points."""
    sums = _distance_sums(points, blur, numbers, parts, groups.shape[1])
    return np.array([_silhouette(_by_group(sums, row), row[parts], numbers) for row in groups])


def _distance_sums(points: Floats, blur: Floats, numbers: Floats, parts: Whole, count: int) -> Floats:
    """From each point the distances to the others in each part, summed over people; points lie in order of part."""
    x, y = np.ascontiguousarray(points.T)
    bounds = np.searchsorted(parts, np.arange(count))
    sums = np.empty((len(points), count))
    step = max(1, ROOM // max(1, len(points)))
    for begin, end in pairwise([*range(0, len(points), step), len(points)]):
        rows = slice(begin, end)
        square = (x[rows, None] - x) ** 2
        square += (y[rows, None] - y) ** 2
        square += blur[rows, None] + blur
        np.sqrt(square, out=square)
        square *= numbers
        square[np.arange(end - begin), np.arange(begin, end)] = (numbers[rows] - 1) * WITHIN * np.sqrt(blur[rows])
        sums[rows] = np.add.reduceat(square, bounds, axis=1)
    return sums


def _by_group(sums: Floats, groups: Whole) -> Floats:
    of_group = np.zeros((int(groups.max()) + 1, len(sums)))
    for part, group in enumerate(groups):
        of_group[group] += sums[:, part]
    return of_group


def _silhouette(sums: Floats, own: Whole, numbers: Floats) -> float:
    """The mean over people of how much nearer their own group is than the next; nought for who stands alone."""
    sizes = np.bincount(own, numbers, len(sums))
    if (sizes > 0).sum() < 2:
        return -1.0
    everyone = np.arange(len(own))
    within = sums[own, everyone] / np.maximum(sizes[own] - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.where(sizes[:, None] > 0, sums / sizes[:, None], np.inf)
    between[own, everyone] = np.inf
    nearest = between.min(axis=0)
    widest = np.maximum(within, nearest)
    nearer = np.divide(nearest - within, widest, out=np.zeros_like(widest), where=widest > 0)
    nearer[sizes[own] <= 1] = 0
    return float((nearer * numbers).sum() / numbers.sum())
