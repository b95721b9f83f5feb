"""Finding entries by the words people use, best first, with the reasons."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from wijkwerk.library.entry import Entry
from wijkwerk.library.knowledge import type_of
from wijkwerk.library.search import fields
from wijkwerk.library.search.lexicon import Lexicon
from wijkwerk.library.search.postings import Collector, Floats, Ints, Postings
from wijkwerk.library.search.question import Questioner, Wanted, Way
from wijkwerk.library.search.reasons import Reason, reason, sentence
from wijkwerk.library.search.subjects import Subjects
from wijkwerk.library.search.thesaurus import Thesaurus
from wijkwerk.library.search.words import SMALL, accented, words
from wijkwerk.library.shelf import Shelf
from wijkwerk.library.surroundings import Surroundings

TOGETHER = 0.3
"""How much it counts to answer to all that was asked: 0 is not at all."""

ASKED_FOR = 1.5
"""What an entry weighs that is of the type the question names."""

LEAST = 0.15
"""An entry that answers this much less than the best has little to do with the question."""

ONE_PART = 0.6
"""What an entry with only some parts of a compound is worth, beside the share of those parts."""

LEADS = 10
"""The subject of a question is that of so many entries that answer best to its words, the best by far the heaviest."""

ALIKE, SHARPNESS = 1.5, 2
"""What being about that subject counts beside answering to the words; sharper makes what is half alike count less."""

CLOSE = 0.65
"""An entry that answers to no word is a hit only when it is this near to the subject."""

STRONG = 0.05
"""An entry answers at least one word of the question this well, or it only happens to share some letters."""

MOST_REASONS, FAINTEST = 3, 5
"""At most so many reasons, none of them so many times weaker than the first."""


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
        translated = translations or {}
        collector = Collector()
        written: dict[str, str] = {}
        for entry in self.entries:
            collector.take(_places(entry, translated.get(entry.id), around, written))
        dutch = set(collector.words.get("nl", ()))
        lexicon = Lexicon(dutch, Thesaurus(around.thesaurus))
        self._postings = collector.postings({"nl": lexicon.keys_of, "en": lexicon.english_keys_of})
        self._written = written
        lexicon.learn(self._postings, dutch)
        self._worth = np.array([fields.worth_of(entry) for entry in self.entries], np.float32)
        self._types = np.array([type_of(entry) for entry in self.entries])
        self._subjects = Subjects(self._postings, self.entries)
        self._questioner = Questioner(lexicon, self._postings.rarity)

    def find(self, text: str, *, most: int | None = 60, where: Callable[[Entry], bool] | None = None) -> list[Hit]:
        """The entries that answer best to a question in everyday words, of those that `where` says yes to.

        Nothing when the question asks nothing, or nothing answers.
        """
        scored = [_Scored(one, self._postings) for one in self._questioner.read(text)]
        worth = self._worth_for(text)
        answer = self._answer(scored, self._weighed(scored, worth))
        if answer is None:
            return []
        hits: list[Hit] = []
        for place, weight in self._ranked(answer, worth):
            if len(hits) == most:
                break
            if where is None or where(self.entries[place]):
                hits.append(Hit(self.entries[place], weight, partial(self._reasons, answer, place)))
        return hits

    def _worth_for(self, text: str) -> Floats:
        """What each entry weighs: who asks for figures, or for a story, wants those first."""
        asked = fields.types_called(words(text))
        return np.where(np.isin(self._types, asked), np.float32(ASKED_FOR), self._worth) if asked else self._worth

    def _weighed(self, scored: Sequence["_Scored"], worth: Floats) -> Floats:
        """How well each entry answers to the words, and to more of them together."""
        weights = np.zeros(self._postings.size, np.float32)
        if not any(one.wanted.ways for one in scored):
            return weights
        answered = np.zeros(self._postings.size, np.float32)
        is_strong = np.zeros(self._postings.size, bool)
        clear = max(one.wanted.weight for one in scored if one.wanted.ways) / 2
        for one in scored:
            weights += one.weights
            answered += np.where(one.weights > 0, np.float32(one.worth), np.float32(0))
            if one.wanted.weight >= clear:
                is_strong |= one.weights >= STRONG * one.worth
        weights *= (answered / sum(one.worth for one in scored)) ** TOGETHER
        return weights * (worth * is_strong)

    def _answer(self, scored: Sequence["_Scored"], weights: Floats) -> "_Answer | None":
        """What answers to the words, and how much everything is about the same as the best; None when nothing does."""
        found = np.flatnonzero(weights > LEAST * weights.max(initial=0))
        if not len(found):
            return None
        leads = found[np.argsort(-weights[found], kind="stable")[:LEADS]].astype(np.int32)
        shares = weights / weights[leads[0]]
        pulls = shares[leads] ** 2
        nearness = self._subjects.nearness(leads, pulls)
        return _Answer(scored, shares, leads, pulls, np.float32(ALIKE) * nearness**SHARPNESS)

    def _ranked(self, answer: "_Answer", worth: Floats) -> Iterable[tuple[int, float]]:
        """The places of the entries that answer, the best first, each with its weight."""
        found = np.flatnonzero((answer.shares > LEAST) | (answer.alike > ALIKE * CLOSE**SHARPNESS))
        weights = answer.shares[found] + answer.alike[found] * worth[found]
        order = np.argsort(-weights, kind="stable")
        return zip(found[order].tolist(), weights[order].tolist(), strict=True)

    def _reasons(self, answer: "_Answer", place: int) -> list[Reason]:
        """The weightiest few; faint words only when there is nothing else to say.

        That it is about the same as another entry is said when that counts more than the words it answers to.
        """
        told = [
            (float(one.weights[place]), found)
            for one in answer.scored
            if (found := one.reason(place, self._postings))
        ]  # fmt: skip
        told.sort(key=lambda one: -one[0])
        seen: dict[str, Reason] = {}
        for weight, found in told:
            if weight >= told[0][0] / FAINTEST:
                seen.setdefault(found.word, found._replace(word=self._as_written(found.word)))
        reasons = list(seen.values())[:MOST_REASONS]
        lead = self._subjects.nearest(place, answer.leads, answer.pulls)
        if lead == place or (reasons and answer.alike[place] < answer.shares[place]):
            return reasons
        entry = self.entries[lead]
        in_english = entry.english.title if entry.english else entry.title
        return [*reasons[: MOST_REASONS - 1], Reason(in_english, entry.title, "about", "subject")]

    def _as_written(self, told: str) -> str:
        return " ".join(self._written.get(word, word) for word in told.split())


def index_of(shelf: Shelf) -> Index:
    """The index of a shelf, in which a question in Dutch or English finds everything: each entry has both."""
    english = {
        entry_id: edition.method for (language, entry_id), edition in shelf.translations.items() if language == "en"
    }
    return Index(shelf.entries.values(), shelf.surroundings, english)


class _Answer(NamedTuple):
    """How well all answer to the words, as a share of the best; the best few, their weight; how much all are alike."""

    scored: Sequence["_Scored"]
    shares: Floats
    leads: Ints
    pulls: Floats
    alike: Floats


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
        self.worth = wanted.weight * wanted.rarity

    def reason(self, place: int, postings: Postings) -> Reason | None:
        """How this entry answers to the word; None when it does not."""
        number = int(self._ways[place])
        return None if number < 0 else reason(self.wanted.asked, self.wanted.ways[number], place, postings)


def _answers(way: Way, postings: Postings) -> tuple[Ints, Floats]:
    """The entries that answer in this way, and how well."""
    if len(way.keys) == 1:
        stretch = postings.stretch(way.keys[0])
        return postings.entries[stretch], postings.weights[stretch].astype(np.float32) * (way.weight * way.rarity)
    total = np.zeros(postings.size, np.float32)
    counted = np.zeros(postings.size, np.int8)
    for key in way.keys:
        stretch = postings.stretch(key)
        entries = postings.entries[stretch]
        total[entries] += postings.weights[stretch].astype(np.float32) * (
            postings.rarity[key] if way.how == "part" else 1
        )
        counted[entries] += 1
    if way.how == "part":
        found = np.flatnonzero(counted).astype(np.int32)
        whole = sum(float(postings.rarity[key]) for key in way.keys)
        shares = total[found] / np.float32(whole)
        return found, shares * np.where(counted[found] == len(way.keys), np.float32(1), np.float32(ONE_PART)) * (
            way.weight * way.rarity
        )
    found = np.flatnonzero(counted == len(way.keys)).astype(np.int32)
    return found, total[found] * np.float32(way.weight * way.rarity / len(way.keys))


def _places(
    entry: Entry, translated: Entry | None, around: Surroundings, written: dict[str, str]
) -> dict[str, dict[str, Counter[str]]]:
    """The words of each place, by language; how words with accents are written is noted on the way."""
    return {
        language: {name: _counted(texts, written) for name, texts in places.items() if texts}
        for language, places in (
            ("nl", fields.dutch(entry, around)),
            ("en", fields.english(entry, translated, around)),
        )
    }


def _counted(texts: list[str], written: dict[str, str]) -> Counter[str]:
    """How often each word is in these texts, without words that only join others."""
    for text in texts:
        for word, as_written in accented(text):
            written.setdefault(word, as_written)
    return Counter(word for text in texts for word in words(text) if word not in SMALL)
