"""Which entries hold a word, how much it says of them, and where it stands best: as flat arrays."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wijkwerk.library.search.fields import FIELDS, PLACE

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

SATURATION = 2.0
"""A word that stands somewhere twice says hardly more than once; a higher figure lets repetition count longer."""

PART = 0.6
"""What a word counts as a part of a compound, beside standing there by itself."""

PLACES = 8
"""The place of the best word is kept in the last three bits, its word in the others."""

Texts = Mapping[str, list[str]]
Keys = tuple[tuple[str, float], ...]


class Postings(NamedTuple):
    """For each key a stretch of entries, in their order."""

    keys: dict[str, int]
    starts: Ints
    entries: Ints
    weights: npt.NDArray[np.float16]
    wheres: Ints
    rarity: Floats
    shown: list[str]
    size: int

    def stretch(self, key: int) -> slice:
        """Where the entries of this key are."""
        return slice(int(self.starts[key]), int(self.starts[key + 1]))

    def best(self, key: int, entry: int) -> tuple[str, str] | None:
        """The word by which the entry has this key, and its place; None when it does not have it."""
        stretch = self.stretch(key)
        found = stretch.start + int(np.searchsorted(self.entries[stretch], entry))
        if found >= stretch.stop or self.entries[found] != entry:
            return None
        word, place = divmod(int(self.wheres[found]), PLACES)
        return self.shown[word], FIELDS[place].name


class Collector:
    """Takes in the texts of one entry after another."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}
        self.shown: dict[str, int] = {}
        self._of_word: dict[tuple[str, str], tuple[int, tuple[tuple[int, float], ...]]] = {}
        self._key, self._entry, self._where = array("i"), array("i"), array("i")
        self._weight = array("f")
        self.size = 0

    def add(
        self, read: Iterable[tuple[str, Mapping[str, Counter[str]], Callable[[str], Keys]]], means: Mapping[str, float]
    ) -> None:
        """One entry: per language the words of each place; `means` is the usual length of each place."""
        total: dict[int, float] = {}
        best: dict[int, tuple[float, int]] = {}
        for language, places, keys_of in read:
            for name, counted in places.items():
                field = FIELDS[PLACE[name]]
                length = sum(counted.values())
                worth = field.weight / (1 - field.length + field.length * length / max(means[name], 1.0))
                for word, count in counted.items():
                    known = self._of_word.get((language, word))
                    if known is None:
                        known = self._learn(language, word, keys_of)
                    shown, keys = known
                    where = shown * PLACES + PLACE[name]
                    for key, share in keys:
                        said = field.weight * share
                        total[key] = total.get(key, 0.0) + worth * share * min(count, 4)
                        if said > best.get(key, (0.0, 0))[0]:
                            best[key] = (said, where)
        for key, weight in total.items():
            self._key.append(key)
            self._entry.append(self.size)
            self._weight.append(weight / (SATURATION + weight))
            self._where.append(best[key][1])
        self.size += 1

    def _learn(
        self, language: str, word: str, keys_of: Callable[[str], Keys]
    ) -> tuple[int, tuple[tuple[int, float], ...]]:
        shown = self.shown.setdefault(word, len(self.shown))
        keys = tuple((self.keys.setdefault(key, len(self.keys)), share) for key, share in keys_of(word))
        self._of_word[language, word] = known = (shown, keys)
        return known

    def postings(self) -> Postings:
        """Everything in the order of the keys; the collector is empty afterwards."""
        key = np.frombuffer(self._key, np.int32) if self._key else np.zeros(0, np.int32)
        order = np.argsort(key, kind="stable").astype(np.int32)
        counts = np.bincount(key, minlength=len(self.keys)).astype(np.int32)
        del key
        starts = np.zeros(len(self.keys) + 1, np.int32)
        np.cumsum(counts, out=starts[1:])
        entries = _taken(self._entry, np.int32, order)
        self._entry = array("i")
        weights = _taken(self._weight, np.float32, order).astype(np.float16)
        self._weight = array("f")
        wheres = _taken(self._where, np.int32, order)
        self._where, self._key, self._of_word = array("i"), array("i"), {}
        rarity = np.log1p((self.size - counts + 0.5) / (counts + 0.5)).astype(np.float32)
        return Postings(self.keys, starts, entries, weights, wheres, rarity, list(self.shown), self.size)


def _taken(values: array, kind: type, order: Ints) -> npt.NDArray[np.generic]:  # type: ignore[type-arg]
    return (np.frombuffer(values, kind) if values else np.zeros(0, kind))[order]
