"""Questions with the entries that answer to them, and how well a list of answers does."""

import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from wijkwerk.library.reading import read_list
from wijkwerk.library.strict import read_file
from wijkwerk.words.text import Id, Line, Value

FOLDER = Path(__file__).parent / "judged"
# English questions to a Dutch library are there to be known; they do not count.
KINDS = ("compound", "inflection", "typo", "synonym", "sentence")
TOP, FIRST = 10, 5
RESAMPLED = 5_000


class Judged(Value):
    """A question and what it should find: entries by id, worth 1 to 3."""

    query: Line
    kind: Literal["compound", "inflection", "typo", "synonym", "sentence", "english"]
    half: Literal["tune", "report"]
    relevant: Annotated[dict[Id, Annotated[int, Field(ge=1, le=3)]], Field(min_length=1)]


def judged(known: set[str]) -> list[Judged]:
    """All judged questions; ValueError when a file cannot be read or names an entry that is not there."""
    found: list[Judged] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        document = read_file(path, path.name)
        found += read_list(document, Judged)
        if document.faults:
            raise ValueError(document.faults[0].sentence("en"))
    gone = sorted({one for question in found for one in question.relevant} - known)
    if gone:
        raise ValueError(f"bench/judged names {len(gone)} entries that are not there: {', '.join(gone[:10])}")
    return found


def ndcg(found: Sequence[str], relevant: dict[str, int]) -> float:
    """How near the first ten are to the best order there could be: 1 is that order. An entry worth 3 counts 7 times one worth 1."""
    return _gain([relevant.get(one, 0) for one in found]) / _gain(sorted(relevant.values(), reverse=True))


def recall(found: Sequence[str], relevant: dict[str, int]) -> float:
    """What share of the relevant entries is among the first five; of five that could be there, when there are more."""
    return len(set(found[:FIRST]) & relevant.keys()) / min(FIRST, len(relevant))


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Where the mean of the differences would lie in 95 of 100 other sets of such questions (paired bootstrap)."""
    chance = random.Random(95)  # noqa: S311 - the same interval in every run
    means = sorted(mean(chance.choices(differences, k=len(differences))) for _ in range(RESAMPLED))
    return means[int(0.025 * RESAMPLED)], means[int(0.975 * RESAMPLED)]


def mean(values: Sequence[float]) -> float:
    """The mean; nothing has a mean of 0."""
    return sum(values) / len(values) if values else 0.0


def _gain(worths: Sequence[int]) -> float:
    return math.fsum((2.0**worth - 1) / math.log2(place + 2) for place, worth in enumerate(worths[:TOP]))
