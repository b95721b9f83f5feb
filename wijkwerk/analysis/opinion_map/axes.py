"""The two lines along which people differ most: principal components of the votes, found without a table of them.

A vote that was not cast counts as the mean of its statement, so after centring it is nothing, and only votes that
were cast have to be looked at. The pair of vectors grows into a space in which the answer is exact (block Lanczos);
it begins anew from its best four whenever it has filled its room.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wijkwerk.analysis.opinion_map.kernels import Kernels
from wijkwerk.analysis.opinion_map.votes import AGREE, DISAGREE, Floats, Votes, Whole

EXACT = 1e-9
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
        return self.deviations[:, None] * np.repeat(self.vectors, 3, axis=0)


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
    return (np.array([-1.0, 0.0, 1.0]) - mean[:, None]).reshape(-1)


def _start(number: int) -> Floats:
    """A fixed pair of vectors that leans to nothing in particular; whole numbers, so the same on every machine."""
    scrambled = np.arange(1, 2 * number + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    scrambled ^= scrambled >> np.uint64(29)
    scrambled *= np.uint64(0xBF58476D1CE4E5B9)
    return ((scrambled >> np.uint64(40)).astype(np.float64) / 2**24 - 0.5).reshape(number, 2)


def _pointed(votes: Votes, start: Floats, kernels: Kernels) -> Floats:
    """The axes of every so-many-th person, from which the way to those of all is short."""
    step = len(votes.participants) // SAMPLE
    chosen = np.arange(0, len(votes.participants) - step + 1, step)
    lengths = votes.lengths[chosen]
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1]) + np.repeat(votes.starts[chosen] - (ends - lengths), lengths)
    sample = Votes(votes.participants[chosen], votes.statements, np.append(0, ends), votes.codes[places])
    counts = np.bincount(sample.codes, minlength=3 * len(start)).reshape(-1, 3)
    return _leading(_turned(sample, _deviations(counts), kernels), start, exact=1e-3)[1]


def _turned(votes: Votes, deviations: Floats, kernels: Kernels) -> Callable[[Floats], Floats]:
    """How the covariance of the votes turns a pair of vectors; the covariance itself is never made."""

    def turned(pair: Floats) -> Floats:
        table = deviations[:, None] * np.repeat(pair, 3, axis=0)
        sums = kernels.spread(votes.starts, votes.codes, table)
        turned: Floats = (deviations[:, None] * sums).reshape(-1, 3, 2).sum(axis=1)
        return turned

    return turned


def _leading(turned: Callable[[Floats], Floats], start: Floats, *, exact: float = EXACT) -> tuple[Floats, Floats]:
    """The two largest values and their vectors, until no vector can be off by more than `exact`."""
    space = np.zeros((len(start), 0))
    images = space
    fresh = _independent(start, space)
    values, vectors = np.zeros(2), np.zeros((len(start), 2))
    for _ in range(MOST_PASSES):
        space = np.hstack([space, fresh])
        image = turned(fresh if fresh.shape[1] == 2 else np.hstack([fresh, np.zeros_like(fresh)]))
        images = np.hstack([images, image[:, : fresh.shape[1]]])
        found, mix = np.linalg.eigh(space.T @ images)
        found, mix = found[::-1], mix[:, ::-1]
        best = min(2, len(found))
        vectors[:, :best] = space @ mix[:, :best]
        values[:best] = np.maximum(found[:best], 0)
        fresh = _independent(image[:, : fresh.shape[1]], space)
        if not fresh.shape[1] or _is_exact(images @ mix[:, :best], vectors[:, :best], found, exact):
            break
        if space.shape[1] + 2 > ROOM:
            space, images = space @ mix[:, :KEPT], images @ mix[:, :KEPT]
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


def _independent(block: Floats, space: Floats) -> Floats:
    """What the block has that the space has not, as vectors of length one; fewer when there is less."""
    size = np.sqrt((block**2).sum(axis=0))
    rest = block - space @ (space.T @ block)
    rest = rest - space @ (space.T @ rest)
    kept: list[Floats] = []
    for column, whole in zip(rest.T, size, strict=True):
        for _ in range(2):
            for other in kept:
                column = column - other * (other @ column)
        length = np.sqrt(column @ column)
        if length > 1e-10 * whole and whole > 0:
            column = column / length
            column = column - space @ (space.T @ column)
            kept.append(column / np.sqrt(column @ column))
    return np.stack(kept, axis=1) if kept else np.zeros((len(block), 0))


def _facing(vectors: Floats) -> Floats:
    """Each axis with its largest entry upwards; of entries that are as large, the first decides."""
    for axis in (0, 1):
        sizes = np.abs(vectors[:, axis])
        largest = int(np.argmax(sizes >= sizes.max(initial=0) * (1 - 1e-6)))
        if vectors[largest, axis] < 0:
            vectors[:, axis] *= -1
    return vectors
