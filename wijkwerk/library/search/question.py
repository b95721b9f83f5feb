"""Understanding what somebody typed: per word, the ways in which an entry can answer to it."""

from itertools import pairwise
from typing import Literal, NamedTuple

from wijkwerk.library.search.dutch import stem
from wijkwerk.library.search.lexicon import Lexicon
from wijkwerk.library.search.postings import Floats
from wijkwerk.library.search.thesaurus import Meant
from wijkwerk.library.search.words import FAINT, FAINT_DUTCH, SMALL, listed, words

# Work is a subject; that something works is not.
FAINT_STEMS = {stem(word) for word in FAINT_DUTCH} - {"werk"}

MOST_SIGNS, MOST_WORDS, MOST_WANTED = 1000, 48, 24
"""Somebody's whole story is read as far as this; of what it asks for, the rarest is looked up."""

MOST_WAYS = 24

How = Literal["word", "part", "typo", "meaning"]

RELATIVE, PARTS, HALF, FROM_PART = 0.8, 0.75, 0.5, 0.4
# What can stand apart from its verb, what ends a clause, and how many words may stand between the two.
APART = listed("aan achter af bij door in mee na om op over samen terug tegen toe uit vol voor weg")
CONJUNCTIONS = listed("als dus en maar of omdat terwijl toen want zodat")
MOST_BETWEEN = 6
JOINTS, JOINED = ("", "s", "en", "n"), 0.9
ENGLISH, ENGLISH_OR_DUTCH = 0.9, 0.3
FAINTNESS, UNNAMED, UNDER_SAYING = 0.35, 0.75, 0.8
UNKNOWN = 0.35


class Way(NamedTuple):
    """One way to answer to a word: an entry with all these keys, or for a compound, with some of its parts."""

    keys: tuple[int, ...]
    weight: float
    how: How
    rarity: float = 0.0


class Wanted(NamedTuple):
    """A word or saying that was asked, what it counts, how rare it is, and every way to answer to it."""

    asked: str
    weight: float
    rarity: float
    ways: tuple[Way, ...]


class Questioner:
    """Reads questions with a lexicon and the rarity of its keys."""

    def __init__(self, lexicon: Lexicon, rarity: Floats) -> None:
        self._lexicon = lexicon
        self._rarity = rarity
        self._rarest = float(rarity.max()) if len(rarity) else 1.0

    def read(self, text: str) -> list[Wanted]:
        """What the question asks for, the rarest first when it is too much; nothing when it only joins words."""
        asked = words(text[:MOST_SIGNS])
        sayings = self._lexicon.thesaurus.sayings([self._meant(word) for word in asked])
        inside = {place for saying in sayings for place in range(saying.first, saying.last + 1)}
        wanted = [self._saying(" ".join(asked[one.first : one.last + 1]), one.meant) for one in sayings]
        wanted += self._joined(asked)
        wanted += self._parted(asked)
        seen: set[str] = set()
        for place, word in enumerate(asked):
            if word not in SMALL and word not in seen and len(seen) < MOST_WORDS:
                seen.add(word)
                wanted.append(self._word(word, is_inside=place in inside))
        return sorted(wanted, key=lambda one: -one.weight * one.rarity)[:MOST_WANTED]

    def _meant(self, word: str) -> str:
        """The word as it was meant when it holds a typing error, so that a saying is seen through it."""
        known = self._lexicon
        if word in SMALL or known.key(word) is not None or known.thesaurus.knows(word) or word in known.known:
            return word
        near = known.near(word)
        return near[0].word if near else word

    def _joined(self, asked: list[str]) -> list[Wanted]:
        """Neighbours that are one word in the library: bewoners avond."""
        found = []
        for one, other in pairwise(asked):
            keys = [key for link in JOINTS if (key := self._lexicon.key(one + link + other)) is not None]
            if keys and SMALL.isdisjoint((one, other)):
                found.append(self._wanted(f"{one} {other}", 1.0, [Way((keys[0],), JOINED, "part")]))
        return found

    def _parted(self, asked: list[str]) -> list[Wanted]:
        """Verbs of which the beginning stands at the end of its clause: sluiten mensen uit is uitsluiten."""
        found = []
        ends = [
            place
            for place, word in enumerate(asked)
            if word in APART and (place + 1 == len(asked) or asked[place + 1] in CONJUNCTIONS)
        ]
        for end in ends:
            for place in range(end - 1, max(end - MOST_BETWEEN, 0) - 1, -1):
                if asked[place] in CONJUNCTIONS:
                    break
                whole = asked[end] + asked[place]
                if self._lexicon.key(whole) is not None or self._lexicon.thesaurus.knows(whole):
                    found.append(self._wanted(f"{asked[place]} {asked[end]}", 1.0, self._known(whole, JOINED, "word")))
                    break
        return found

    def _saying(self, asked: str, meant: tuple[Meant, ...]) -> Wanted:
        return self._wanted(asked, 1.0, self._meaning(meant, 1.0))

    def _word(self, word: str, *, is_inside: bool) -> Wanted:
        """A word. It counts less when it says little, when the thesaurus has no place for it, and inside a saying."""
        is_faint = word in FAINT or stem(word) in FAINT_STEMS
        weight = (FAINTNESS if is_faint else 1.0) * (UNDER_SAYING if is_inside else 1.0)
        weight *= 1.0 if self._lexicon.thesaurus.knows(word) else UNNAMED
        ways = self._ways(word)
        return self._wanted(word, weight if ways else weight * UNKNOWN, ways)

    def _wanted(self, asked: str, weight: float, ways: list[Way]) -> Wanted:
        """With its ways, the best first. No way counts as rarer than the best: isolement no more than eenzaamheid."""
        ways = sorted(ways, key=lambda way: -way.weight)[:MOST_WAYS]
        best = [self._rarity_of(way) for way in ways if way.weight >= 0.9 * ways[0].weight]
        rarity = sum(best) / len(best) if best else self._rarest
        limited = tuple(way._replace(rarity=min(rarity, self._rarity_of(way))) for way in ways)
        return Wanted(asked, weight, rarity, limited)

    def _rarity_of(self, way: Way) -> float:
        return sum(float(self._rarity[key]) for key in way.keys) / len(way.keys)

    def _ways(self, word: str) -> list[Way]:
        lexicon = self._lexicon
        ways = self._known(word, 1.0, "word")
        ways += self._english(word, is_dutch=bool(ways))
        parts = lexicon.splitter.parts(word)
        if parts:
            ways += self._parts(parts, PARTS)
            if not lexicon.thesaurus.knows(word):
                for part in parts:
                    ways += self._meaning(lexicon.thesaurus.meant(part), FROM_PART)
        if ways or lexicon.thesaurus.knows(word) or word in lexicon.known:
            return ways
        for near in lexicon.near(word):
            ways += self._known(near.word, near.likeness, "typo")
        if not ways:
            ways += self._parts(lexicon.splitter.halves(word), HALF)
        return ways

    def _known(self, word: str, share: float, how: How) -> list[Way]:
        """A word that may be in the library: itself, what is made of it, and what means the same."""
        own = self._lexicon.key(word)
        ways = [] if own is None else [Way((own,), share, how)]
        ways += [Way((key,), share * RELATIVE, how) for key in self._lexicon.relatives(word) if key != own]
        return ways + self._meaning(self._lexicon.thesaurus.meant(word), share)

    def _english(self, word: str, *, is_dutch: bool) -> list[Way]:
        key = self._lexicon.english_key(word)
        return [] if key is None else [Way((key,), ENGLISH_OR_DUTCH if is_dutch else ENGLISH, "word")]

    def _meaning(self, meant: tuple[Meant, ...], share: float) -> list[Way]:
        ways = []
        for one in meant:
            keys = [self._lexicon.key(word) for word in one.words]
            if all(key is not None for key in keys):
                ways.append(Way(tuple(key for key in keys if key is not None), share * one.weight, "meaning"))
            if len(keys) == 1:
                others = [key for key in self._lexicon.relatives(one.words[0]) if key != keys[0]]
                ways += [Way((key,), share * one.weight * RELATIVE, "meaning") for key in others]
        return ways

    def _parts(self, parts: tuple[str, ...], share: float) -> list[Way]:
        """The parts together as one way, which an entry can have some of."""
        keys = [key for part in parts if part not in SMALL and (key := self._lexicon.key(part)) is not None]
        weight = share if len(parts) > 1 else share * HALF
        return [Way(tuple(dict.fromkeys(keys)), weight * len(keys) / len(parts), "part")] if keys else []
