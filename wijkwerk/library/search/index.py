"""Finding entries by the words people use, best first, with the reasons."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import numpy as np

from wijkwerk.library.entry import Entry
from wijkwerk.library.search import fields
from wijkwerk.library.search.facets import facets_of
from wijkwerk.library.search.fields import FIELDS
from wijkwerk.library.search.lexicon import Lexicon
from wijkwerk.library.search.postings import Collector, Floats, Ints, Postings
from wijkwerk.library.search.question import Questioner, Wanted, Way
from wijkwerk.library.search.reasons import Reason, reason, sentence
from wijkwerk.library.search.thesaurus import Thesaurus
from wijkwerk.library.search.words import SMALL, words
from wijkwerk.library.surroundings import Surroundings

TOGETHER = 0.5
"""How much it counts to answer to all that was asked: 0 is not at all."""

LEAST = 0.2
"""An entry that answers this much less than the best has little to do with the question."""

MOST_REASONS = 3

Where = Callable[[Entry], bool]


class Hit:
    """An entry that was found, how well it answers, and why."""

    def __init__(self, entry: Entry, weight: float, found_by: Callable[[], list[Reason]]) -> None:
        self.entry = entry
        self.weight = weight
        self._found_by = found_by

    @cached_property
    def reasons(self) -> list[Reason]:
        """Which asked word is where, and how: the weightiest first."""
        return self._found_by()

    def why(self, language: str = "nl") -> str:
        """The reasons as one sentence."""
        return sentence(self.reasons, language)


class Index:
    """Everything on a shelf, ready to be asked. Entries that answer equally come in the order of their titles."""

    def __init__(
        self,
        entries: Iterable[Entry],
        surroundings: Surroundings | None = None,
        translations: Mapping[str, Entry] | None = None,
    ) -> None:
        around = surroundings or Surroundings()
        self.entries = sorted(entries, key=lambda entry: (entry.title.casefold(), entry.id))
        read = [_read(entry, (translations or {}).get(entry.id), around) for entry in self.entries]
        dutch = {word for places, _ in read for counted in places.values() for word in counted}
        self._lexicon = Lexicon(dutch, Thesaurus(around.thesaurus))
        self._postings = _post(read, self._lexicon)
        self._lexicon.learn(self._postings, dutch)
        self._questioner = Questioner(self._lexicon, self._postings.rarity)
        self._facets = facets_of(self.entries)

    def ask(self, text: str) -> "Answer":
        """The answer to a question in everyday words; empty when it asks nothing or nothing answers."""
        wanted = self._questioner.read(text)
        if not any(one.ways for one in wanted):
            return self._answer([], np.zeros(0, np.int32), np.zeros(0, np.float32), wanted)
        scored = [_Scored(one, self._postings) for one in wanted]
        total = sum(one.weight * one.rarity for one in wanted)
        weights = np.zeros(self._postings.size, np.float32)
        matched = np.zeros(self._postings.size, np.float32)
        for one in scored:
            weights += one.weights
            matched += one.shares
        weights *= (matched / total) ** TOGETHER
        found = np.flatnonzero(weights > max(LEAST * float(weights.max()), 0.0)).astype(np.int32)
        order = found[np.argsort(-weights[found], kind="stable")]
        return self._answer(scored, order, weights[order], wanted)

    def everything(self) -> "Answer":
        """Every entry by title, as an answer to no question: to browse, and to count by."""
        order = np.arange(len(self.entries), dtype=np.int32)
        return self._answer([], order, np.zeros(len(order), np.float32), [])

    def find(self, text: str, *, most: int = 60, where: Where | None = None) -> list[Hit]:
        """The best hits for a question, narrowed first to what `where` says yes to."""
        return self.ask(text).top(most, where)

    def _answer(self, scored: list["_Scored"], order: Ints, weights: Floats, wanted: list[Wanted]) -> "Answer":
        return Answer(self.entries, self._facets, self._postings, scored, order, weights)


class Answer:
    """The entries that answer to a question, best first."""

    def __init__(
        self,
        entries: list[Entry],
        facets: Mapping[str, Mapping[str, Ints]],
        postings: Postings,
        scored: list["_Scored"],
        order: Ints,
        weights: Floats,
    ) -> None:
        self._entries, self._facets, self._postings, self._scored = entries, facets, postings, scored
        self._order, self._weights = order, weights

    def __len__(self) -> int:
        return len(self._order)

    def narrowed(self, chosen: Mapping[str, str]) -> "Answer":
        """Only the entries that carry the chosen term of each facet; an unknown term is carried by none."""
        kept = np.ones(len(self._entries), bool)
        for facet, term in chosen.items():
            carries = np.zeros(len(self._entries), bool)
            carries[self._facets[facet].get(term, np.zeros(0, np.int32))] = True
            kept &= carries
        stays = kept[self._order]
        return Answer(
            self._entries, self._facets, self._postings, self._scored, self._order[stays], self._weights[stays]
        )

    def counts(self, facet: str) -> dict[str, int]:
        """How many of these entries carry each term of a facet, the most first; terms that none carries are left out."""
        here = np.zeros(len(self._entries), bool)
        here[self._order] = True
        counted = {term: int(here[carriers].sum()) for term, carriers in self._facets[facet].items()}
        return {term: count for term, count in sorted(counted.items(), key=lambda one: (-one[1], one[0])) if count}

    def top(self, most: int = 60, where: Where | None = None) -> list[Hit]:
        """The best hits, of those that `where` says yes to."""
        hits: list[Hit] = []
        for place, weight in zip(self._order.tolist(), self._weights.tolist(), strict=True):
            if len(hits) >= most:
                break
            if where is None or where(self._entries[place]):
                hits.append(Hit(self._entries[place], weight, lambda place=place: self._reasons(place)))  # type: ignore[misc]
        return hits

    def _reasons(self, place: int) -> list[Reason]:
        """The weightiest few; faint words only when there is nothing else to say."""
        told = [
            (float(one.weights[place]), found) for one in self._scored if (found := one.reason(place, self._postings))
        ]
        told.sort(key=lambda one: -one[0])
        enough = told[0][0] / 5 if told else 0.0
        seen: dict[tuple[str, str], Reason] = {}
        for weight, found in told:
            if weight >= enough:
                seen.setdefault((found.asked, found.word), found)
        return list(seen.values())[:MOST_REASONS]


class _Scored:
    """How well every entry answers to one word that was asked, and in which way."""

    def __init__(self, wanted: Wanted, postings: Postings) -> None:
        self.wanted = wanted
        self.weights = np.zeros(postings.size, np.float32)
        self._ways = np.full(postings.size, -1, np.int8)
        for number, way in enumerate(wanted.ways):
            entries, weights = _answers(way, postings)
            better = weights > self.weights[entries]
            entries = entries[better]
            self.weights[entries] = weights[better]
            self._ways[entries] = number
        self.weights *= wanted.weight

    @cached_property
    def shares(self) -> Floats:
        """What part of the question each entry answers with this word."""
        most = self.wanted.weight * self.wanted.rarity
        shares: Floats = np.where(self.weights > 0, np.float32(most), np.float32(0))
        return shares

    def reason(self, place: int, postings: Postings) -> Reason | None:
        """How this entry answers to the word; None when it does not."""
        number = int(self._ways[place])
        return None if number < 0 else reason(self.wanted.asked, self.wanted.ways[number], place, postings)


def _answers(way: Way, postings: Postings) -> tuple[Ints, Floats]:
    """The entries that answer in this way, and how well."""
    first = way.keys[0]
    stretch = postings.stretch(first)
    entries, weights = postings.entries[stretch], postings.weights[stretch].astype(np.float32)
    weights *= way.weight * postings.rarity[first]
    if len(way.keys) == 1:
        return entries, weights
    total = np.zeros(postings.size, np.float32)
    counted = np.zeros(postings.size, np.int8)
    for key in way.keys:
        stretch = postings.stretch(key)
        entries = postings.entries[stretch]
        total[entries] += postings.weights[stretch].astype(np.float32) * (way.weight * postings.rarity[key])
        counted[entries] += 1
    if way.how == "part":
        found = np.flatnonzero(counted).astype(np.int32)
        return found, total[found] * counted[found] / len(way.keys)
    found = np.flatnonzero(counted == len(way.keys)).astype(np.int32)
    return found, total[found] / np.float32(len(way.keys) ** 0.5)


_Read = tuple[dict[str, Counter[str]], dict[str, Counter[str]]]


def _read(entry: Entry, translated: Entry | None, around: Surroundings) -> _Read:
    """The words of each place, in Dutch and in English, without those that only join others."""
    return _counted(fields.dutch(entry, around)), _counted(fields.english(entry, translated, around))


def _counted(places: Mapping[str, list[str]]) -> dict[str, Counter[str]]:
    return {
        name: Counter(word for text in texts for word in words(text) if word not in SMALL)
        for name, texts in places.items()
        if texts
    }


def _post(read: list[_Read], lexicon: Lexicon) -> Postings:
    collector = Collector()
    means = {
        field.name: np.mean([sum(places[field.name].values()) for places, _ in read if field.name in places] or [1.0])
        for field in FIELDS
    }
    for dutch, english in read:
        collector.add((("nl", dutch, lexicon.keys_of), ("en", english, lexicon.english_keys_of)), means)
    return collector.postings()
