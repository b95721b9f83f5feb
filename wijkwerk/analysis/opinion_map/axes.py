"""The two lines along which people differ most: principal components of the votes, found without a table of them.

A vote that was not cast counts as the mean of its statement, so after centring it is nothing, and only votes that
were cast have to be looked at. The pair of vectors grows into a space in which the answer is exact (block Lanczos);
it begins anew from its best four whenever it has filled its room.
"""

from dataclasses import dataclass

import numpy as np

from wijkwerk.analysis.opinion_map.kernels import Kernels
from wijkwerk.analysis.opinion_map.plain import added
from wijkwerk.analysis.opinion_map.votes import AGREE, DISAGREE, Floats, Votes, Whole

EXACT = 1e-8
# Looking whether it is exact takes as long as some passes over few votes, so that waits until it may be so.
FIRST_PASSES, POINTED_PASSES, NEXT_PASSES, MOST_TURNS = 9, 4, 2, 100
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
        return (self.deviations.reshape(-1, 3, 1) * self.vectors[:, None]).reshape(-1, 2)


def axes_of(votes: Votes, counts: Whole, kernels: Kernels) -> Axes:
    """The first two principal axes; an axis that is not there is all noughts."""
    number = len(votes.statements)
    deviations = _deviations(counts)
    variety = float((counts.reshape(-1) * deviations**2).sum())
    if number == 0 or variety == 0:
        return Axes(np.zeros((number, 2)), deviations, (0.0, 0.0))
    start, passes = _start(number), FIRST_PASSES
    if len(votes.participants) >= 8 * SAMPLE:
        start, passes = _pointed(votes, start, kernels), POINTED_PASSES
    values, vectors = _leading(votes, deviations, start, kernels, passes=passes)
    first, second = (float(value) / variety for value in values)
    return Axes(_facing(vectors.T.copy()), deviations, (first, second))


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
    return ((scrambled >> np.uint64(40)).astype(np.float64) / 2**24 - 0.5).reshape(2, number)


def _pointed(votes: Votes, start: Floats, kernels: Kernels) -> Floats:
    """The axes of every so-many-th person, from which the way to those of all is short."""
    step = len(votes.participants) // SAMPLE
    chosen = np.arange(0, len(votes.participants), step)
    sample = Votes(votes.participants[chosen], votes.statements, *votes.people(chosen))
    counts = np.bincount(sample.codes, minlength=3 * len(votes.statements)).reshape(-1, 3)
    return _leading(sample, _deviations(counts), start, kernels, exact=1e-3)[1]


def _leading(
    votes: Votes,
    deviations: Floats,
    start: Floats,
    kernels: Kernels,
    *,
    passes: int = FIRST_PASSES,
    exact: float = EXACT,
) -> tuple[Floats, Floats]:
    """The two largest values and their vectors, until no vector can be off by more than `exact`."""
    space, images = (np.zeros((ROOM + 2, start.shape[1])) for _ in range(2))
    added(start, space, 0)
    values, vectors, size = np.zeros(2), np.zeros_like(start), 0
    for _ in range(MOST_TURNS):
        size, number = kernels.grown(votes.starts, votes.codes, deviations, space, images, size, passes)
        found, mix = np.linalg.eigh(space[:size] @ images[:size].T)
        found, mix = found[::-1], mix.T[::-1][:KEPT]
        best, kept, kept_images = min(2, size), mix @ space[:size], mix @ images[:size]
        values[:best], vectors[:best] = np.maximum(found[:best], 0), kept[:best]
        if number == size or _is_exact(kept_images[:best], vectors[:best], found, exact):
            break
        passes = NEXT_PASSES
        if number + 2 > len(space):
            fresh = space[size:number].copy()
            size, number = len(kept), len(kept) + len(fresh)
            space[:size], images[:size], space[size:number], space[number:] = kept, kept_images, fresh, 0
    vectors[values <= values[0] * 1e-12] = 0
    return values, vectors


def _is_exact(image: Floats, vectors: Floats, found: Floats, exact: float) -> bool:
    """What is left over, held against the distance to the next value, bounds how far a vector can be off."""
    if len(found) < 3:
        return False
    left = np.sqrt(((image - vectors * found[:2, None]) ** 2).sum(axis=1))
    first, second = found[0] - found[1], found[1] - found[2]
    # Two values that are the same have no direction of their own; then the plane they span is all there is to find.
    least = found[0] * 1e-13
    return bool(left[0] <= max(exact * first, least) and left[1] <= max(exact * min(first, second), least))


def _facing(vectors: Floats) -> Floats:
    """Each axis with its largest entry upwards; of entries that are as large, the first decides."""
    for axis in (0, 1):
        sizes = np.abs(vectors[:, axis])
        largest = int(np.argmax(sizes >= sizes.max(initial=0) * (1 - 1e-6)))
        if vectors[largest, axis] < 0:
            vectors[:, axis] *= -1
    return vectors
