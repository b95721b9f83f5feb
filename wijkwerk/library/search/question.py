"""Understanding what somebody typed: per word, the ways in which an entry can answer to it."""

from typing import Literal, NamedTuple

from wijkwerk.library.search.lexicon import Lexicon
from wijkwerk.library.search.postings import Floats
from wijkwerk.library.search.thesaurus import Meant
from wijkwerk.library.search.words import BETWEEN, FAINT, SMALL, words

MOST_SIGNS = 2000
MOST_WANTED = 24
MOST_WAYS = 24

How = Literal["word", "part", "typo", "meaning"]

RELATIVE, PARTS, HALF, FROM_PART = 0.8, 0.75, 0.5, 0.4
ENGLISH, ENGLISH_OR_DUTCH = 0.9, 0.3
FAINTNESS, UNDER_SAYING = 0.3, 0.35
UNKNOWN = 0.35


class Way(NamedTuple):
    """One way to answer to a word: an entry with all these keys, or for a compound, with some of its parts."""

    keys: tuple[int, ...]
    weight: float
    how: How


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
        sayings = self._lexicon.thesaurus.sayings(asked)
        inside = {place for saying in sayings for place in range(saying.first, saying.last + 1)}
        wanted = [
            self._saying(" ".join(asked[saying.first : saying.last + 1]), saying.meant)
            for saying in dict.fromkeys(sayings)
        ]
        seen: set[str] = set()
        for place, word in enumerate(asked):
            if word not in SMALL and word not in seen:
                seen.add(word)
                wanted.append(self._word(word, is_inside=place in inside and word not in BETWEEN))
        answered = [one for one in wanted if one.ways or one.weight]
        return sorted(answered, key=lambda one: -one.weight * one.rarity)[:MOST_WANTED]

    def _saying(self, asked: str, meant: tuple[Meant, ...]) -> Wanted:
        ways = self._meaning(meant, 1.0, "meaning")
        return Wanted(asked, 1.0, self._rarity_of(ways), tuple(ways[:MOST_WAYS]))

    def _word(self, word: str, *, is_inside: bool) -> Wanted:
        ways = self._ways(word)
        weight = (FAINTNESS if word in FAINT else 1.0) * (UNDER_SAYING if is_inside else 1.0)
        if not ways:
            return Wanted(word, weight * UNKNOWN, self._rarest, ())
        ways.sort(key=lambda way: -way.weight)
        return Wanted(word, weight, self._rarity_of(ways), tuple(ways[:MOST_WAYS]))

    def _ways(self, word: str) -> list[Way]:
        lexicon = self._lexicon
        ways = self._known(word, 1.0, "word")
        ways += self._english(word, is_dutch=bool(ways))
        parts = lexicon.splitter.parts(word)
        if parts:
            ways += self._parts(parts, PARTS)
            if not lexicon.thesaurus.knows(word):
                for part in parts:
                    ways += self._meaning(lexicon.thesaurus.meant(part), FROM_PART, "meaning")
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
        return ways + self._meaning(self._lexicon.thesaurus.meant(word), share, "meaning")

    def _english(self, word: str, *, is_dutch: bool) -> list[Way]:
        key = self._lexicon.english_key(word)
        return [] if key is None else [Way((key,), ENGLISH_OR_DUTCH if is_dutch else ENGLISH, "word")]

    def _meaning(self, meant: tuple[Meant, ...], share: float, how: How) -> list[Way]:
        ways = []
        for one in meant:
            keys = [self._lexicon.key(word) for word in one.words]
            if all(key is not None for key in keys):
                ways.append(Way(tuple(key for key in keys if key is not None), share * one.weight, how))
        return ways

    def _parts(self, parts: tuple[str, ...], share: float) -> list[Way]:
        """The parts together as one way, which an entry can have some of."""
        keys = [key for part in parts if part not in SMALL and (key := self._lexicon.key(part)) is not None]
        weight = share if len(parts) > 1 else share * HALF
        return [Way(tuple(dict.fromkeys(keys)), weight * len(keys) / len(parts), "part")] if keys else []

    def _rarity_of(self, ways: list[Way]) -> float:
        """That of the rarest way that answers fully."""
        best = max((way.weight for way in ways), default=0.0)
        return max(
            (
                sum(float(self._rarity[key]) for key in way.keys) / len(way.keys)
                for way in ways
                if way.weight >= best - 0.1
            ),
            default=self._rarest,
        )
