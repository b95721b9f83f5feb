"""Which everyday words mean what the library calls by another name: from `content/thesaurus.yaml`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from wijkwerk.library.search import english
from wijkwerk.library.search.dutch import stem
from wijkwerk.library.search.words import BETWEEN, FAINT, SMALL, words
from wijkwerk.library.surroundings import Meaning

LEEWAY = 2
"""How many other words may stand between the words of a saying."""

MOST_TRIED = 4


class Meant(NamedTuple):
    """Words to look for besides those that were asked, and how much less they count."""

    words: tuple[str, ...]
    weight: float


class Saying(NamedTuple):
    """Words that mean something together, found in a question from the first to the last of these places."""

    first: int
    last: int
    meant: tuple[Meant, ...]


SEVERAL, LEFT = 0.8, 0.5
TERM, ALSO, OTHER, SAID, SAID_ALSO = 0.8, 0.8, 0.65, 0.75, 0.6


class Thesaurus:
    """Meanings by the words that lead to them."""

    def __init__(self, meanings: Iterable[Meaning] = ()) -> None:
        self._single: dict[str, dict[tuple[str, ...], float]] = {}
        self._sayings: dict[str, list[tuple[tuple[str, ...], dict[tuple[str, ...], float]]]] = {}
        self.words: set[str] = set()
        self._joining = {form(word) for word in SMALL | FAINT for form in (stem, english.stem)}
        together: dict[tuple[str, ...], dict[tuple[str, ...], float]] = {}
        for meaning in meanings:
            for keys, meant in self._leads(meaning):
                best = together.setdefault(keys, {})
                for target, weight in meant.items():
                    best[target] = max(best.get(target, 0.0), weight)
        for keys, meant in together.items():
            if len(keys) == 1:
                self._single[keys[0]] = meant
            elif keys:
                self._sayings.setdefault(max(keys, key=len), []).append((keys, meant))

    def _leads(self, meaning: Meaning) -> Iterable[tuple[tuple[str, ...], dict[tuple[str, ...], float]]]:
        """Each way to say it, as keys, with the words it leads to."""
        also = set(meaning.also)
        for line in (meaning.term, *also, *meaning.everyday):
            self.words.update(words(line))
        leads = [(meaning.term, dict.fromkeys(also, ALSO))]
        leads += [(line, {**dict.fromkeys(also - {line}, OTHER), meaning.term: TERM}) for line in also]
        leads += [(line, {**dict.fromkeys(also, SAID_ALSO), meaning.term: SAID}) for line in meaning.everyday]
        for line, targets in leads:
            yield _keys(line, stem), _targets(targets)
        for line in meaning.english:
            yield _keys(line, english.stem), _targets({**dict.fromkeys(also, OTHER), meaning.term: TERM})

    def meant(self, word: str) -> tuple[Meant, ...]:
        """What else a single word may mean."""
        found = self._single.get(stem(word), {}) | self._single.get(english.stem(word), {})
        return _by_weight(found)

    def knows(self, word: str) -> bool:
        """Whether the word is an everyday word, a term or an English word here."""
        return stem(word) in self._single or english.stem(word) in self._single

    def sayings(self, asked: Sequence[str]) -> list[Saying]:
        """The sayings among the words that were asked, in any order, with a few words between them at most.

        Sayings that share words are one: the one of most words is meant, or what either means when they are as long.
        """
        kept = [(place, word) for place, word in enumerate(asked) if word not in BETWEEN]
        places: dict[str, list[int]] = {}
        for order, (_, word) in enumerate(kept):
            for key in {stem(word), english.stem(word)}:
                places.setdefault(key, []).append(order)
        found = []
        for key, orders in places.items():
            for keys, meant in self._sayings.get(key, ()):
                near = next((near for order in orders[:MOST_TRIED] if (near := self._near(order, keys, places))), None)
                if near:
                    found.append((near, len(keys), meant))
        joined: list[tuple[int, int, int, dict[tuple[str, ...], float]]] = []
        for (first, last), long, meant in sorted(found, key=lambda one: one[:2]):
            if joined and first <= joined[-1][1]:
                begin, end, longest, best = joined.pop()
                if long > longest:
                    best = meant
                elif long == longest:
                    best = {words: max(best.get(words, 0.0), meant.get(words, 0.0)) for words in {**best, **meant}}
                joined.append((begin, max(end, last), max(long, longest), best))
            else:
                joined.append((first, last, long, meant))
        return [Saying(kept[first][0], kept[last][0], _by_weight(meant)) for first, last, _, meant in joined]

    def _near(self, order: int, keys: tuple[str, ...], places: Mapping[str, list[int]]) -> tuple[int, int] | None:
        """Where the saying around this word begins and ends; None when its words are not all near.

        A saying in which at most one word says something by itself keeps its order (`de straat op` is not `op straat`);
        when none does, as in `kan niet meer`, nothing stands in between.
        """
        telling = sum(key not in self._joining for key in keys)
        reach = len(keys) - 1 + (LEEWAY if telling else 0)
        around = []
        for key in keys:
            nearest = min(places.get(key, ()), key=lambda one: abs(one - order), default=None)
            if nearest is None or abs(nearest - order) > reach:
                return None
            around.append(nearest)
        if max(around) - min(around) > reach or (telling < 2 and around != sorted(around)):
            return None
        return min(around), max(around)


def _told(line: str) -> tuple[str, ...]:
    """The words of a line that tell something; none when one or two are left that say nothing by themselves."""
    told = tuple(word for word in words(line) if word not in BETWEEN)
    return told if len(told) > 2 or not SMALL.issuperset(told) else ()


def _keys(line: str, form: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form(word) for word in _told(line)))


def _targets(lines: Mapping[str, float]) -> dict[tuple[str, ...], float]:
    """The words to look for. What is several words may be there by chance, and more so when one of them is left."""
    found: dict[tuple[str, ...], float] = {}
    for line, weight in lines.items():
        told = tuple(word for word in _told(line) if word not in SMALL)
        if told:
            share = SEVERAL if len(told) > 1 else 1.0 if len(words(line)) == 1 else LEFT
            found[told] = max(found.get(told, 0.0), weight * share)
    return found


def _by_weight(found: Mapping[tuple[str, ...], float]) -> tuple[Meant, ...]:
    return tuple(Meant(*one) for one in sorted(found.items(), key=lambda one: (-one[1], one[0])))
