"""Which entries hold a word, how much it says of them, and where it stands best: as flat arrays."""

from array import array
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from wijkwerk.library.search.fields import FIELDS, PLACE

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

SATURATION = 2.0
"""A word that stands somewhere twice says hardly more than once; a higher figure lets repetition count longer."""

PART = 0.6
"""What a word counts as a part of a compound, beside standing there by itself."""

MOST_COUNTED = 4
BLOCK = 250_000
KINDS = (np.int32, np.int64, np.float32)

Longs = npt.NDArray[np.int64]
Block = tuple[Longs, npt.NDArray[np.float16], Ints]
Keys = tuple[tuple[str, float], ...]


class Postings(NamedTuple):
    """For each key a stretch of entries, in their order."""

    keys: dict[str, int]
    starts: Ints
    entries: Ints
    weights: npt.NDArray[np.float16]
    wheres: Ints
    rarity: Floats
    words: list[str]
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
        word, place = divmod(int(self.wheres[found]), len(FIELDS))
        return self.words[word], FIELDS[place].name


class Collector:
    """Takes in the words of one entry after another, and then sorts them by their keys."""

    def __init__(self) -> None:
        self.words: dict[str, dict[str, int]] = {}
        self._names: list[tuple[str, str]] = []
        self._size = 0
        # Of each word in a place of an entry: which word, how often, and in which row; of each row: the rest.
        self._word, self._count, self._row = array("i"), array("B"), array("i")
        self._entry, self._place, self._length = array("i"), array("B"), array("i")

    def take(self, languages: Mapping[str, Mapping[str, Counter[str]]]) -> None:
        """The words of an entry, by language and place."""
        for language, places in languages.items():
            known = self.words.setdefault(language, {})
            for name, counted in places.items():
                for word, count in counted.items():
                    if (number := known.get(word)) is None:
                        number = known[word] = len(self._names)
                        self._names.append((language, word))
                    self._word.append(number)
                    self._count.append(min(count, MOST_COUNTED))
                    self._row.append(len(self._entry))
                self._entry.append(self._size)
                self._place.append(PLACE[name])
                self._length.append(sum(counted.values()))
        self._size += 1

    def postings(self, keys_of: Mapping[str, Callable[[str], Keys]]) -> Postings:
        """Everything in the order of the keys, made a block of keys at a time to stay small."""
        keys: dict[str, int] = {}
        shares = [
            (number, keys.setdefault(key, len(keys)), share)
            for number, (language, word) in enumerate(self._names)
            for key, share in keys_of[language](word)
        ]
        word, row = _flat(self._word, np.int32), _flat(self._row, np.int32)
        seen = _Seen(
            word,
            _flat(self._entry, np.int32)[row],
            _flat(self._place, np.uint8)[row],
            self._worth()[row] * _flat(self._count, np.uint8),
            max(self._size, 1),
        )
        of_word, key, share = (np.array(column, kind) for column, kind in zip(zip(*shares, strict=True), KINDS, strict=True)) if shares else (np.zeros(0, kind) for kind in KINDS)  # fmt: skip
        often = np.bincount(key, weights=np.bincount(word, minlength=len(self._names))[of_word], minlength=len(keys))
        blocks = (np.cumsum(often) // BLOCK).astype(np.int32)
        made = [
            seen.sorted_by_key(of_word[chosen], key[chosen], share[chosen])
            for block in range(int(blocks[-1]) + 1 if len(blocks) else 0)
            if (chosen := blocks[key] == block).any()
        ]
        posting, weights, wheres = (
            (np.concatenate(column) for column in zip(*made, strict=True)) if made else seen.nothing()
        )
        counts = np.bincount(posting // seen.size, minlength=len(keys))
        return Postings(
            keys,
            np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
            (posting % seen.size).astype(np.int32),
            weights,
            wheres,
            np.log1p((self._size - counts + 0.5) / (counts + 0.5)).astype(np.float32),
            [word for _, word in self._names],
            self._size,
        )

    def _worth(self) -> Floats:
        """What one word counts in each row: its place's weight, less when there are more words than usual there."""
        place, length = _flat(self._place, np.uint8), _flat(self._length, np.int32)
        weights, lengths = (
            np.array([getattr(field, name) for field in FIELDS], np.float32) for name in ("weight", "length")
        )
        total = np.bincount(place, weights=length, minlength=len(FIELDS))
        usual = np.maximum(total / np.maximum(np.bincount(place, minlength=len(FIELDS)), 1), 1.0)
        longer = length / usual[place]
        return (weights[place] / (1 - lengths[place] + lengths[place] * longer)).astype(np.float32)


_Number = TypeVar("_Number", np.int32, np.uint8)


class _Seen(NamedTuple):
    """Every word in every place of every entry: which word, in which entry and place, and what it is worth there."""

    word: Ints
    entry: Ints
    place: npt.NDArray[np.uint8]
    worth: Floats
    size: int

    def sorted_by_key(self, of_word: Ints, key: Longs, share: Floats) -> Block:
        """The postings of these keys, each of them with the word it is a key of and its share in it."""
        words = int(self.word.max(initial=-1)) + 1
        each = np.bincount(of_word, minlength=words).astype(np.int32)
        firsts = (np.cumsum(each) - each)[self.word]
        here = each[self.word]
        again = np.repeat(np.arange(len(self.word), dtype=np.int32), here)
        which = np.repeat(firsts - (np.cumsum(here) - here), here) + np.arange(len(again))
        posting = key[which] * self.size + self.entry[again]
        said = np.array([field.weight for field in FIELDS], np.float32)[self.place[again]] * share[which]
        order = np.lexsort((-said, posting))
        posting, again = posting[order], again[order]
        first = np.flatnonzero(np.diff(posting, prepend=-1))
        weight = np.add.reduceat(self.worth[again] * share[which][order], first)
        best = again[first]
        wheres = self.word[best] * np.int32(len(FIELDS)) + self.place[best]
        return posting[first], (weight / (SATURATION + weight)).astype(np.float16), wheres

    def nothing(self) -> Block:
        """The postings of no keys."""
        return np.zeros(0, np.int64), np.zeros(0, np.float16), np.zeros(0, np.int32)


def _flat(values: "array[int]", kind: type[_Number]) -> npt.NDArray[_Number]:
    return np.frombuffer(values, kind) if values else np.zeros(0, kind)
