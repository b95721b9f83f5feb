"""The two lines along which people differ most: principal components of the votes, found without a table of them.

A vote that was not cast counts as the mean of its statement, so after centring it is nothing, and only votes that
were cast have to be looked at. The pair of vectors grows into a space in which the answer is exact (block Lanczos);
it begins anew from its best four whenever it has filled its room.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from wijkwerk.analysis.opinion_map.kernels import Kernels
from wijkwerk.analysis.opinion_map.votes import AGREE, DISAGREE, PASS, Floats, Votes, Whole

EXACT = 1e-8
MOST_PASSES = 200
ROOM, KEPT = 24, 4
# A sample this large points the way for a conversation many times its size.
SAMPLE = 16_384


@dataclass(frozen=True, eq=False)
class Axes:
    """Per statement the two directions, per code how far a vote is from the mean, and the share of the variety each axis has."""

    vectors: Floats
    deviations: Floats
    shares: tuple[float, float]

    @property
    def table(self) -> Floats:
        """What each code adds to the two coordinates of whoever gave it."""
        return _table(self.deviations, self.vectors)


def axes_of(votes: Votes, counts: Whole, kernels: Kernels) -> Axes:
    """The first two principal axes; an axis that is not there is all noughts."""
    number = len(votes.statements)
    deviations = _deviations(counts)
    variety = float((counts.reshape(-1) * deviations**2).sum())
    if number == 0 or variety == 0:
        return Axes(np.zeros((number, 2)), deviations, (0.0, 0.0))
    start = _start(number)
    if len(votes.participants) >= 8 * SAMPLE:
        start = _pointed(votes, start, kernels)
    values, vectors = _leading(_turned(votes, deviations, kernels), start)
    first, second = (float(value) / variety for value in values)
    return Axes(_facing(vectors), deviations, (first, second))


def _deviations(counts: Whole) -> Floats:
    """Per code how far the vote is from the mean of its statement."""
    voters = np.maximum(counts.sum(axis=1), 1)
    mean = (counts[:, AGREE] - counts[:, DISAGREE]) / voters
    deviations: Floats = np.array([-1.0, 0.0, 1.0]) - mean[:, None]
    return deviations.reshape(-1)


def _start(number: int) -> Floats:
    """A fixed pair of vectors that leans to nothing in particular; whole numbers, so the same on every machine."""
    scrambled = np.arange(1, 2 * number + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    scrambled ^= scrambled >> np.uint64(29)
    scrambled *= np.uint64(0xBF58476D1CE4E5B9)
    return ((scrambled >> np.uint64(40)).astype(np.float64) / 2**24 - 0.5).reshape(number, 2)


def _pointed(votes: Votes, start: Floats, kernels: Kernels) -> Floats:
    """The axes of every so-many-th person, from which the way to those of all is short."""
    step = len(votes.participants) // SAMPLE
    chosen = np.arange(0, len(votes.participants), step)
    sample = Votes(votes.participants[chosen], votes.statements, *votes.people(chosen))
    counts = np.bincount(sample.codes, minlength=3 * len(start)).reshape(-1, 3)
    return _leading(_turned(sample, _deviations(counts), kernels), start, exact=1e-3)[1]


def _turned(votes: Votes, deviations: Floats, kernels: Kernels) -> Callable[[Floats], Floats]:
    """How the covariance of the votes turns a pair of vectors; the covariance itself is never made."""
    mean = -deviations.reshape(-1, 3)[:, PASS, None]

    def turned(pair: Floats) -> Floats:
        sums = kernels.spread(votes.starts, votes.codes, _table(deviations, pair)).reshape(-1, 3, 2)
        disagree, passed, agree = sums[:, DISAGREE], sums[:, PASS], sums[:, AGREE]
        return agree - disagree - mean * (agree + passed + disagree)

    return turned


def _table(deviations: Floats, vectors: Floats) -> Floats:
    """What each code adds to the two coordinates of whoever gave it."""
    return (deviations.reshape(-1, 3, 1) * vectors[:, None]).reshape(-1, 2)


def _leading(turned: Callable[[Floats], Floats], start: Floats, *, exact: float = EXACT) -> tuple[Floats, Floats]:
    """The two largest values and their vectors, until no vector can be off by more than `exact`."""
    space, images = (np.zeros((len(start), ROOM + 2), order="F") for _ in range(2))
    size, grown = 0, _add(start, space, 0)
    values, vectors = np.zeros(2), np.zeros((len(start), 2))
    for turn in range(MOST_PASSES):
        # A single vector is followed by a column of noughts, which the turning leaves as it is.
        images[:, size:grown] = turned(space[:, size : size + 2])[:, : grown - size]
        size, grown = grown, _add(images[:, size:grown], space, grown)
        is_full = size + 2 > ROOM
        if (turn < 6 or turn % 2 == 0) and grown > size and not is_full:
            continue
        found, mix = np.linalg.eigh(space[:, :size].T @ images[:, :size])
        found, mix = found[::-1], mix[:, ::-1][:, :KEPT]
        best = min(2, size)
        kept, kept_images = space[:, :size] @ mix, images[:, :size] @ mix
        values[:best], vectors[:, :best] = np.maximum(found[:best], 0), kept[:, :best]
        if grown == size or _is_exact(kept_images[:, :best], vectors[:, :best], found, exact):
            break
        if is_full:
            fresh = space[:, size:grown].copy()
            size, grown = kept.shape[1], kept.shape[1] + fresh.shape[1]
            space[:, :size], images[:, :size], space[:, size:grown] = kept, kept_images, fresh
            space[:, grown:] = 0
    vectors[:, values <= values[0] * 1e-12] = 0
    return values, vectors


def _is_exact(image: Floats, vectors: Floats, found: Floats, exact: float) -> bool:
    """What is left over, held against the distance to the next value, bounds how far a vector can be off."""
    if len(found) < 3:
        return False
    left = np.sqrt(((image - vectors * found[:2]) ** 2).sum(axis=0))
    first, second = found[0] - found[1], found[1] - found[2]
    # Two values that are the same have no direction of their own; then the plane they span is all there is to find.
    least = found[0] * 1e-13
    return bool(left[0] <= max(exact * first, least) and left[1] <= max(exact * min(first, second), least))


def _add(block: Floats, space: Floats, size: int) -> int:
    """Add to the space what the block has that its first columns have not; the number of columns it then has."""
    known = space[:, :size]
    rest = block
    for _ in range(2):
        rest = rest - known @ (known.T @ rest)
    for whole, vector in zip(block.T, rest.T, strict=True):
        full = float(whole @ whole)
        for _ in range(2):
            others = space[:, known.shape[1] : size]
            vector = vector - others @ (others.T @ vector)
            length = float(vector @ vector)
            if length > 1e-6 * full:
                break
            # Little is left, and what there is may lean back, so it is set upright once more.
            vector = vector - known @ (known.T @ vector)
        if length > 1e-20 * full:
            space[:, size] = vector / sqrt(length)
            size += 1
    return size


def _facing(vectors: Floats) -> Floats:
    """Each axis with its largest entry upwards; of entries that are as large, the first decides."""
    for axis in (0, 1):
        sizes = np.abs(vectors[:, axis])
        largest = int(np.argmax(sizes >= sizes.max(initial=0) * (1 - 1e-6)))
        if vectors[largest, axis] < 0:
            vectors[:, axis] *= -1
    return vectors
