"""How much the groups hang on who happened to take part: the map made again from halves of the people."""

from typing import NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map.recipe import opinion_map
from wijkwerk.analysis.opinion_map.report import NO_GROUP, Report
from wijkwerk.analysis.opinion_map.votes import Votes, Whole

RESAMPLES = 10
# Of more people than twice this, a half is large enough to be told from a part.
MOST_PEOPLE = 10_000


class Stability(NamedTuple):
    """The adjusted Rand index between the map and those of the resamples: 1 is the same groups, 0 is chance."""

    mean: float
    least: float
    resamples: int
    people: int
    same_number: int


def stability(
    votes: Votes, report: Report, *, resamples: int = RESAMPLES, is_compiled: bool | None = None
) -> Stability | None:
    """Fixed halves of the people, each mapped from the beginning; None where nobody has a place on the map."""
    people = len(votes.participants)
    wanted = min(people // 2, MOST_PEOPLE)
    found, same_number = [], 0
    for turn in range(resamples):
        chosen = _chosen(people, wanted, turn)
        again = opinion_map(votes.part(chosen), is_compiled=is_compiled)
        before, after = report.groups_of[chosen], again.groups_of
        both = (before != NO_GROUP) & (after != NO_GROUP)
        if both.any():
            found.append(adjusted_rand(before[both], after[both]))
            same_number += len(again.groups) == len(report.groups)
    if not found:
        return None
    return Stability(sum(found) / len(found), min(found), len(found), wanted, same_number)


def _chosen(people: int, wanted: int, turn: int) -> Whole:
    """A part of the people that leans to nothing, the same at every reckoning, by their order and not by who they are."""
    mixed = (np.arange(1, people + 1, dtype=np.uint64) + np.uint64(turn << 40)) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return np.sort(np.argpartition(mixed, wanted)[:wanted]) if people else np.zeros(0, np.int64)


def adjusted_rand(one: Whole, other: Whole) -> float:
    """How alike two divisions of the same people are, corrected for chance (Hubert and Arabie, 1985)."""
    width = int(other.max()) + 1
    table = np.bincount(one * width + other, minlength=(int(one.max()) + 1) * width).reshape(-1, width)

    def pairs(counts: Whole) -> int:
        return int((counts * (counts - 1) // 2).sum())

    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    everyone = len(one) * (len(one) - 1) // 2
    if not everyone or rows == columns == together:
        return 1.0
    by_chance = rows * columns / everyone
    return (together - by_chance) / ((rows + columns) / 2 - by_chance)
