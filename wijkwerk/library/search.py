"""Finding methods by the words people use: whole words, parts of compounds, and small typing errors."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from wijkwerk.library.method import Method

GRAM = 4
WEIGHTS = (("title", 4.0), ("keywords", 3.0), ("summary", 1.5), ("rest", 0.5))
LEAST = 0.25
SMALL_WORDS = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "of",
        "van",
        "in",
        "op",
        "te",
        "met",
        "voor",
        "niet",
        "is",
        "zijn",
        "er",
        "dat",
        "die",
        "dit",
        "ik",
        "je",
        "we",
        "ze",
        "wij",
        "mijn",
        "ons",
        "onze",
        "hoe",
        "wat",
        "wie",
        "waar",
        "wil",
        "kan",
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "in",
        "on",
        "to",
        "with",
        "for",
        "not",
        "is",
        "are",
        "that",
        "this",
        "i",
        "we",
        "my",
        "our",
        "how",
        "what",
        "who",
    ]
)


class Hit(NamedTuple):
    """A method that was found, how well, and on which of the words that were asked."""

    method: Method
    weight: float
    words: tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of a text, in small letters and without accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return kept.split()


def grams(word: str) -> set[str]:
    """The pieces of four letters in a word, its edges marked."""
    edged = f" {word} "
    return {edged[start : start + GRAM] for start in range(max(1, len(edged) - GRAM + 1))}


class Index:
    """The words of every method, by where they stand."""

    def __init__(self, methods: Iterable[Method]) -> None:
        self._methods = {method.id: method for method in methods}
        self._fields = {method.id: _fields(method) for method in self._methods.values()}
        self._grams: dict[str, dict[str, float]] = {}
        for method_id, fields in self._fields.items():
            for name, weight in WEIGHTS:
                for gram in {gram for word in fields[name] for gram in grams(word)}:
                    best = self._grams.setdefault(gram, {})
                    best[method_id] = max(best.get(method_id, 0.0), weight)

    def find(self, question: str, *, most: int = 60) -> list[Hit]:
        """The methods that answer to the question, best first; equal ones in the order of their titles."""
        asked = [word for word in words(question[:400]) if word not in SMALL_WORDS]
        weights: dict[str, float] = {}
        hits: dict[str, list[str]] = {}
        for word in dict.fromkeys(asked):
            for method_id, share in self._shares(word).items():
                if share >= LEAST:
                    weights[method_id] = weights.get(method_id, 0.0) + share
                    hits.setdefault(method_id, []).append(word)
        found = [Hit(self._methods[one], weight, tuple(hits[one])) for one, weight in weights.items()]
        return sorted(found, key=lambda hit: (-hit.weight, hit.method.title))[:most]

    def _shares(self, word: str) -> dict[str, float]:
        """For each method, the share of the word's pieces it has, weighted by where they stand."""
        pieces = grams(word)
        shares: dict[str, float] = {}
        matched: Counter[str] = Counter()
        for piece in pieces:
            for method_id, weight in self._grams.get(piece, {}).items():
                shares[method_id] = shares.get(method_id, 0.0) + weight / len(pieces)
                matched[method_id] += 1
        return {one: share for one, share in shares.items() if 2 * matched[one] >= len(pieces)}


def _fields(method: Method) -> dict[str, list[str]]:
    rest = [said.text for said in method.evidence]
    rest += [said.text for section in method.background for said in section.text]
    if method.guide:
        rest += [option.title for option in method.guide.options]
    if method.route:
        rest += [stage.title for stage in method.route.stages]
    if method.check:
        rest += [point.title for point in method.check.points]
    texts = {
        "title": [method.title, *method.also_known_as],
        "keywords": list(method.keywords),
        "summary": [method.summary, method.purpose or ""],
        "rest": rest,
    }
    return {name: words(" ".join(parts)) for name, parts in texts.items()}
