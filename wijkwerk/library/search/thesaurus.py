"""Which everyday words mean what the library calls by another name: from `content/thesaurus.yaml`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wijkwerk.library.search import english
from wijkwerk.library.search.dutch import stem
from wijkwerk.library.search.words import BETWEEN, words
from wijkwerk.words.source import Sourced
from wijkwerk.words.text import Line

LEEWAY = 2
"""How many other words may stand between the words of a saying."""


class Meaning(Sourced):
    """What the library calls something, what else it is called, and what people say who mean it.

    `also` means the same, both ways. `everyday` leads to the term and never back: who asks for loneliness
    does not get everything in which somebody is alone.
    """

    term: Line
    also: tuple[Line, ...] = ()
    everyday: tuple[Line, ...] = ()
    english: tuple[Line, ...] = ()


class Meant(NamedTuple):
    """Words to look for besides those that were asked, and how much less they count."""

    words: tuple[str, ...]
    weight: float


class Saying(NamedTuple):
    """Words that mean something together, found in a question from the first to the last of these places."""

    first: int
    last: int
    meant: tuple[Meant, ...]


TERM, ALSO, OTHER, SAID, SAID_ALSO = 0.8, 0.8, 0.65, 0.75, 0.6


class Thesaurus:
    """Meanings by the words that lead to them."""

    def __init__(self, meanings: Iterable[Meaning] = ()) -> None:
        self._single: dict[str, dict[tuple[str, ...], float]] = {}
        self._sayings: dict[str, list[tuple[tuple[str, ...], dict[tuple[str, ...], float]]]] = {}
        self.words: set[str] = set()
        together: dict[tuple[str, ...], dict[tuple[str, ...], float]] = {}
        for meaning in meanings:
            for keys, meant in self._leads(meaning):
                best = together.setdefault(keys, {})
                for target, weight in meant.items():
                    best[target] = max(best.get(target, 0.0), weight)
        for keys, meant in together.items():
            if len(keys) == 1:
                self._single[keys[0]] = meant
            else:
                self._sayings.setdefault(max(keys, key=len), []).append((keys, meant))

    def _leads(self, meaning: Meaning) -> Iterable[tuple[tuple[str, ...], dict[tuple[str, ...], float]]]:
        """Each way to say it, as keys, with the words it leads to."""
        term, also = _told(meaning.term), [_told(one) for one in meaning.also]
        for line in (meaning.term, *meaning.also, *meaning.everyday):
            self.words.update(words(line))
        yield _keys(meaning.term), dict.fromkeys(also, ALSO)
        for line, told in zip(meaning.also, also, strict=True):
            yield _keys(line), {**{one: OTHER for one in also if one != told}, term: TERM}
        for line in meaning.everyday:
            yield _keys(line), {**dict.fromkeys(also, SAID_ALSO), term: SAID}
        for line in meaning.english:
            keys = tuple(english.stem(word) for word in words(line) if word not in BETWEEN)
            yield keys, {**dict.fromkeys(also, OTHER), term: TERM}

    def meant(self, word: str) -> tuple[Meant, ...]:
        """What else a single word may mean."""
        found = self._single.get(stem(word), {}) | self._single.get(english.stem(word), {})
        return _by_weight(found)

    def knows(self, word: str) -> bool:
        """Whether the word is an everyday word, a term or an English word here."""
        return stem(word) in self._single or english.stem(word) in self._single

    def sayings(self, asked: Sequence[str]) -> list[Saying]:
        """The sayings among the words that were asked, in any order, with a few words between them at most."""
        kept = [(place, word) for place, word in enumerate(asked) if word not in BETWEEN]
        places: dict[str, list[int]] = {}
        for order, (_, word) in enumerate(kept):
            for key in (stem(word), english.stem(word)):
                places.setdefault(key, []).append(order)
        found = []
        for key, orders in places.items():
            for keys, meant in self._sayings.get(key, ()):
                for order in orders[:4]:
                    near = _near(order, keys, places)
                    if near:
                        found.append(Saying(kept[near[0]][0], kept[near[1]][0], _by_weight(meant)))
                        break
        return found


def _near(order: int, keys: tuple[str, ...], places: dict[str, list[int]]) -> tuple[int, int] | None:
    """Where the saying around this word begins and ends; None when its words are not all near."""
    reach = len(keys) - 1 + LEEWAY
    around = []
    for key in keys:
        nearest = min(places.get(key, ()), key=lambda one: abs(one - order), default=None)
        if nearest is None or abs(nearest - order) > reach:
            return None
        around.append(nearest)
    return (min(around), max(around)) if max(around) - min(around) <= reach else None


def _told(line: str) -> tuple[str, ...]:
    return tuple(word for word in words(line) if word not in BETWEEN) or tuple(words(line))


def _keys(line: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem(word) for word in _told(line)))


def _by_weight(found: dict[tuple[str, ...], float]) -> tuple[Meant, ...]:
    return tuple(Meant(*one) for one in sorted(found.items(), key=lambda one: (-one[1], one[0])) if one[0])
