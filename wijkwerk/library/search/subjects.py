"""What entries are about together, learned from the library itself: entries that share rare words, themes and links.

Each entry becomes a direction in a space of some fifty dimensions (latent semantic analysis: a singular value
decomposition of what stands where). Entries about the same subject point the same way, also when they use other words.
Nothing comes from elsewhere and nothing is random: the same library gives the same directions.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wijkwerk.library.entry import Entry
from wijkwerk.library.search import english
from wijkwerk.library.search.postings import Floats, Ints, Postings

FEWEST = 100
"""In a smaller library too little stands side by side to learn from."""

DIMENSIONS, SPARE, TURNS = 50, 10, 4
MOST_LEARNED = 4_000
"""A larger library is learned from this many of its entries, evenly chosen, and the rest is laid beside it."""

FAINTEST, COMMONEST, RAREST = 0.2, 0.15, 2
"""A word tells the subject when it says something of the entry, stands in few entries, and in more than one."""

THEMES, LINKS = 1.0, 2.0
"""What a shared theme (times its rarity) and a link between two entries count, beside a word (times its rarity)."""

LEADING = ("plays", "people", "life_domains")


class _Cells(NamedTuple):
    """Which entry has which feature, and how much it counts."""

    entry: Ints
    feature: Ints
    value: Floats
    features: int


class Subjects:
    """The direction of every entry; none in a library that is too small."""

    def __init__(self, postings: Postings, entries: Sequence[Entry]) -> None:
        self._directions = np.zeros((postings.size, 0), np.float32)
        if postings.size >= FEWEST:
            cells = _evened(_joined([_words(postings), *_marks(entries)]), postings.size)
            self._directions = _unit(_times(cells, _axes(cells, postings.size), postings.size))

    def nearness(self, leads: Ints, weights: Floats) -> Floats:
        """How near every entry is (0 to 1) to the subject of these leads, each as heavy as it weighs."""
        subject = weights @ self._directions[leads]
        subject /= max(float(np.linalg.norm(subject)), 1e-9)
        # Not `@`: on a busy machine its threads wait for each other much longer than the sum takes.
        near: Floats = np.einsum("ij,j->i", self._directions, subject)
        return np.maximum(near, 0)

    def nearest(self, place: int, leads: Ints, weights: Floats) -> int:
        """The lead that brings this entry nearest."""
        return int(leads[np.argmax(self._directions[leads] @ self._directions[place] * weights)])


def _words(postings: Postings) -> _Cells:
    """The Dutch words that tell a subject, each by its rarity."""
    counts = np.diff(postings.starts)
    tells = (counts >= RAREST) & (counts <= COMMONEST * postings.size)
    tells &= np.fromiter((not key.startswith(english.MARK) for key in postings.keys), bool, len(counts))
    feature = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    kept = tells[feature] & (postings.weights >= FAINTEST)
    feature = feature[kept]
    value = postings.weights[kept].astype(np.float32) * postings.rarity[feature]
    return _Cells(postings.entries[kept], feature, value, len(counts))


def _marks(entries: Sequence[Entry]) -> Iterator[_Cells]:
    """The themes an entry carries, and the entries it is linked with, itself among them."""
    places = {entry.id: place for place, entry in enumerate(entries)}
    themes: dict[tuple[str, str], int] = {}
    carried, linked = [], {(place, place) for place in range(len(entries))}
    for place, entry in enumerate(entries):
        for field in LEADING:
            carried += [(place, themes.setdefault((field, term), len(themes))) for term in getattr(entry, field)]
        for other in (places[one] for one in entry.see_also if one in places):
            linked |= {(place, other), (other, place)}
    for pairs, worth, features in ((carried, THEMES, len(themes)), (sorted(linked), LINKS, len(entries))):
        entry_, feature = np.array(pairs, np.int32).reshape(-1, 2).T
        often = np.bincount(feature, minlength=features)
        rarity = np.log1p(len(entries) / np.maximum(often, 1)) if worth == THEMES else np.ones(features)
        yield _Cells(entry_, feature, (worth * rarity[feature]).astype(np.float32), features)


def _joined(several: Sequence[_Cells]) -> _Cells:
    """One table, the features of each part behind those of the parts before it."""
    begins = np.cumsum([0, *(one.features for one in several)])
    return _Cells(
        np.concatenate([one.entry for one in several]),
        np.concatenate([one.feature + begin for one, begin in zip(several, begins, strict=False)]).astype(np.int32),
        np.concatenate([one.value for one in several]),
        int(begins[-1]),
    )


def _evened(cells: _Cells, size: int) -> _Cells:
    """Every entry as heavy as any other, however much is written in it."""
    weight = np.sqrt(np.bincount(cells.entry, weights=cells.value**2, minlength=size))
    return cells._replace(value=(cells.value / weight[cells.entry]).astype(np.float32))


def _axes(cells: _Cells, size: int) -> Floats:
    """The directions along which entries differ most, as features: subspace iteration from a fixed beginning."""
    learned = cells.entry % -(-size // MOST_LEARNED) == 0
    some = _Cells(cells.entry[learned], cells.feature[learned], cells.value[learned], cells.features)
    beginning = np.random.default_rng(0).standard_normal((cells.features, DIMENSIONS + SPARE))
    axes = beginning.astype(np.float32)
    for _ in range(TURNS):
        across, _triangle = np.linalg.qr(_times(some, axes, size))
        axes = _times(_turned(some, size), across.astype(np.float32), cells.features)
    left, _lengths, _right = np.linalg.svd(axes, full_matrices=False)
    return np.ascontiguousarray(left[:, :DIMENSIONS])


def _turned(cells: _Cells, size: int) -> _Cells:
    return _Cells(cells.feature, cells.entry, cells.value, size)


def _times(cells: _Cells, columns: Floats, rows: int) -> Floats:
    """The table times these columns."""
    product = np.empty((rows, columns.shape[1]), np.float32)
    for number, column in enumerate(np.ascontiguousarray(columns.T)):
        product[:, number] = np.bincount(cells.entry, weights=cells.value * column[cells.feature], minlength=rows)
    return product


def _unit(rows: npt.NDArray[np.float32]) -> Floats:
    return np.ascontiguousarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)
