"""The loops in numpy, for everyone; a piece at a time, so that large conversations fit."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from wijkwerk.analysis.opinion_map.votes import CHUNK, Codes, Floats, Whole

MOST_ROUNDS = 300
ROOM = 1 << 18


def gathered(starts: Whole, codes: Codes, table: Floats) -> Floats:
    """For each person the sum over their votes of the two columns of the table."""
    sums = np.empty((len(starts) - 1, 2))
    columns = np.ascontiguousarray(table.T)
    for people, begins, votes in _by_people(starts, codes):
        for axis in (0, 1):
            sums[people, axis] = np.add.reduceat(columns[axis][votes], begins)
    return sums


def spread(starts: Whole, codes: Codes, table: Floats) -> Floats:
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


def distance_sums(points: Floats, blur: Floats, weights: Floats, bounds: Whole) -> Floats:
    """From each point the weighted sum of distances to the others in each run of points between two bounds."""
    x, y = np.ascontiguousarray(points.T)
    sums = np.empty((len(points), len(bounds) - 1))
    step = max(1, ROOM // max(1, len(points)))
    for begin, end in pairwise([*range(0, len(points), step), len(points)]):
        rows = slice(begin, end)
        square = (x[rows, None] - x) ** 2
        square += (y[rows, None] - y) ** 2
        square += blur[rows, None] + blur
        np.sqrt(square, out=square)
        square *= weights
        square[np.arange(end - begin), np.arange(begin, end)] = 0
        sums[rows] = np.add.reduceat(square, bounds[:-1], axis=1)
    return sums
