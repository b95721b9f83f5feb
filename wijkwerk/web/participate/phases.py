"""The phase of a round on a day, and which ideas go through: sums only, so that everybody can do them again.

The rule for a tie is fixed and said on the page: ideas with as much support as the last one that goes through, all go
through. An idea that nobody supports never does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

# What came in on paper, at the door or by telephone on the last evening is typed in the week that follows.
DAYS_TO_TYPE = 7
# A promise has an end: two years, with the day of a leap year.
MOST_DAYS = timedelta(days=731)


class Phase(Enum):
    """Where a round is; it follows from its days when somebody reads it."""

    PLANNED = "planned"
    IDEAS = "ideas"
    SUPPORT = "support"
    VOTE = "vote"
    DECISION = "decision"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True)
class Days:
    """The days of a round; every `until` is the last day that still counts, while nothing was chosen."""

    ideas_from: date
    ideas_until: date
    support_until: date
    vote_until: date | None
    decision_on: date
    chosen_on: date | None = None


def phase_on(days: Days, today: date) -> Phase:
    """The phase of the round on this day."""
    if today < days.ideas_from:
        return Phase.PLANNED
    if days.chosen_on is None and today <= days.ideas_until:
        return Phase.IDEAS
    if days.chosen_on is None and today <= days.support_until:
        return Phase.SUPPORT
    if days.vote_until is not None and today <= days.vote_until:
        return Phase.VOTE
    return Phase.DECISION if today <= days.decision_on else Phase.AFTERWARDS


def takes_ideas(days: Days, today: date, *, is_typed: bool = False) -> bool:
    """Whether an idea may still come in; `is_typed` when a worker types what came in on paper, at the door or by phone."""
    return days.chosen_on is None and days.ideas_from <= today <= days.ideas_until + _extra(is_typed)


def takes_support(days: Days, today: date, *, is_typed: bool = False) -> bool:
    """Whether support still counts: from the first idea until the last day of support."""
    return days.chosen_on is None and days.ideas_from <= today <= days.support_until + _extra(is_typed)


def may_choose(days: Days, today: date) -> bool:
    """Whether it can be said which ideas go through: once, when the last day of support has passed."""
    return days.chosen_on is None and today > days.support_until


def answer_due(days: Days, answer_days: int) -> date:
    """The day by which everybody who brought an idea hears at least whether it goes on."""
    return days.support_until + timedelta(days=answer_days)


def least_by_threshold(threshold: int) -> int:
    """How much support goes through when there is a threshold; never none at all."""
    return max(1, threshold)


def least_by_most(support: Iterable[int], most: int) -> int | None:
    """How much support goes through when the `most` most supported ideas do; None when no idea does.

    Everything with this much support or more goes through, so that with a tie at the border all of those do.
    """
    supported = sorted((count for count in support if count > 0), reverse=True)
    return supported[:most][-1] if supported and most > 0 else None


def _extra(is_typed: bool) -> timedelta:
    return timedelta(days=DAYS_TO_TYPE if is_typed else 0)
