"""The known words that a word with a typing error was probably meant to be."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from wijkwerk.library.search.dutch import sound

SHORTEST = 4
"""Shorter words are never taken for a typing error: too many words are one letter away."""

TRIED = 24
MOST = 3


class Near(NamedTuple):
    """A known word, and how likely it is the one that was meant (up to 1)."""

    word: str
    likeness: float


class Speller:
    """Known words by their pairs of letters and by their sound."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted({word for word in known if len(word) >= SHORTEST and word.isalpha()})
        self._lengths = np.fromiter(map(len, self._known), np.int16, len(self._known))
        pairs: dict[str, list[int]] = {}
        self._sounds: dict[str, list[str]] = {}
        for place, word in enumerate(self._known):
            self._sounds.setdefault(sound(word), []).append(word)
            for pair in _pairs(word):
                pairs.setdefault(pair, []).append(place)
        self._pairs = {pair: np.array(places, np.int32) for pair, places in pairs.items()}

    def near(self, word: str) -> list[Near]:
        """The best few, most likely first; nothing when no known word is near enough."""
        if not SHORTEST <= len(word) <= 40 or not word.isalpha():
            return []
        found = {heard: 0.9 for heard in self._sounds.get(sound(word), ()) if _may_sound(word, heard)}
        allowed = 1 if len(word) < 8 else 2
        for other in self._alike(word, allowed):
            steps = distance(word, other, allowed)
            if steps <= allowed and _is_safe(word, other):
                found.setdefault(other, 0.95 - 1.6 * steps / max(len(word), 5))
        best = sorted((Near(other, likeness) for other, likeness in found.items()), key=lambda one: (-one[1], one[0]))
        return [one for one in best[:MOST] if one.likeness >= best[0].likeness - 0.12]

    def _alike(self, word: str, allowed: int) -> list[str]:
        """Known words of about the same length that share the most pairs of letters."""
        lists = [self._pairs[pair] for pair in _pairs(word) if pair in self._pairs]
        if not lists:
            return []
        shared = np.bincount(np.concatenate(lists), minlength=len(self._known))
        needed = max(1, len(word) + 1 - 3 * allowed)
        close = np.flatnonzero((shared >= needed) & (np.abs(self._lengths - len(word)) <= allowed))
        if len(close) > TRIED:
            close = close[np.argsort(-shared[close], kind="stable")[:TRIED]]
        return [self._known[place] for place in close]


def distance(one: str, other: str, most: int) -> int:
    """How many letters were missed, added, changed or swapped with their neighbour; `most + 1` stands for more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for here, sign in enumerate(one, start=1):
        before, last, row = row, before, [here]
        for there, its in enumerate(other, start=1):
            steps = min(before[there] + 1, row[-1] + 1, before[there - 1] + (sign != its))
            if here > 1 and there > 1 and sign == other[there - 2] and one[here - 2] == its:
                steps = min(steps, last[there - 2] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
    return row[-1]


def _pairs(word: str) -> set[str]:
    edged = f" {word} "
    return {edged[start : start + 2] for start in range(len(edged) - 1)}


def _may_sound(word: str, heard: str) -> bool:
    return abs(len(word) - len(heard)) <= 3 and len(heard) > SHORTEST


def _is_safe(word: str, other: str) -> bool:
    """The first letter stays, unless it was missed, doubled or swapped: kater is no water, bemiddeld no gemiddeld."""
    return word[0] == other[0] or len(word) != len(other) or sorted(word) == sorted(other)
