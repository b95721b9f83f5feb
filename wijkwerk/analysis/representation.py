"""Compare who told about themselves with who lives in an area, and say only what the numbers can carry.

Everything here starts from published figures (`small_cells`), so that what is said gives away nothing more than they
do. The range of a share holds two uncertainties: chance in a small group (Wilson), and the rounding itself.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor, sqrt
from statistics import NormalDist
from typing import Generic, TypeVar

from wijkwerk.analysis.small_cells import BASE

Answer = TypeVar("Answer", bound=Hashable)

# From this published figure on there are more than ten people behind it, whatever the lot was.
FLOOR = 15
# One comparison in twenty may be wrong by chance, over all answers to a question together.
MAY_BE_WRONG = 0.05
# The most that rounding by lot adds to the variance of a count: r (5 - r) is largest halfway.
ROUNDING = max(above * (BASE - above) for above in range(BASE))
MOST_SHARE = 1000  # shares are whole per mille


class Standing(Enum):
    """How an answer stands among those who told, beside its share of the area."""

    OVER = "over"
    EVEN = "even"
    UNDER = "under"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Span:
    """A share in whole per mille with the range it may lie in, rounded outwards."""

    share: int
    least: int
    most: int


@dataclass(frozen=True)
class Compared(Generic[Answer]):
    """One answer: how many of those who told, how many there would be if they were as the area, and how that stands."""

    answer: Answer
    people: int
    span: Span
    area: int | None
    as_area: int | None
    standing: Standing


@dataclass(frozen=True)
class Representation(Generic[Answer]):
    """All answers to one question, and how many people told; nothing is compared under the floor."""

    told: int
    compared: tuple[Compared[Answer], ...]

    def standing_of(self, standing: Standing) -> tuple[Answer, ...]:
        """The answers that stand like this."""
        return tuple(one.answer for one in self.compared if one.standing is standing)


def represent(told: int, people: Mapping[Answer, int], area: Mapping[Answer, int]) -> Representation[Answer]:
    """Compare published counts of those who told with the shares of the area, in whole per mille.

    An answer without a share of the area is shown and not compared.
    """
    if told < FLOOR:
        return Representation(told, ())
    comparisons = sum(answer in area for answer in people)
    spans = {answer: span_of(count, told, comparisons=max(1, comparisons)) for answer, count in people.items()}
    return Representation(
        told,
        tuple(
            Compared(
                answer,
                count,
                spans[answer],
                share := area.get(answer),
                None if share is None else (told * share + MOST_SHARE // 2) // MOST_SHARE,
                _standing(spans[answer], share),
            )
            for answer, count in people.items()
        ),
    )


def span_of(people: int, told: int, *, comparisons: int = 1) -> Span:
    """The share `people` of `told`, and the range in which the share may lie that this group is a draw from.

    Wilson's interval, with the variance of rounding both counts beside that of chance.
    """
    here = min(1.0, people / told)
    squared = NormalDist().inv_cdf(1 - MAY_BE_WRONG / comparisons / 2) ** 2
    chance, lots = squared / told, squared * ROUNDING / told**2
    # Solve (here - p)² = chance·p(1 - p) + lots·(1 + p²) for p.
    a, b, c = 1 + chance - lots, 2 * here + chance, here**2 - lots
    root = sqrt(max(0.0, b**2 - 4 * a * c))
    least, most = max(0.0, (b - root) / (2 * a)), min(1.0, (b + root) / (2 * a))
    return Span(round(here * MOST_SHARE), floor(least * MOST_SHARE), ceil(most * MOST_SHARE))


def _standing(span: Span, area: int | None) -> Standing:
    """Over or under only when the share of the area lies outside the whole range."""
    if area is None:
        return Standing.UNKNOWN
    if area < span.least:
        return Standing.OVER
    return Standing.UNDER if area > span.most else Standing.EVEN
