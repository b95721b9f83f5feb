"""When is it enough: whole numbers over a group that is named, because floats refuse 55 of 100 at 55 per cent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

FEWEST = 10  # of fewer voters than this no part of a result or turnout is shown


@dataclass(frozen=True)
class Gate:
    """At least this per cent of a whole group, of everyone in it and never of those who happened to vote."""

    percent: int
    whole: int

    @property
    def needed(self) -> int:
        """The smallest number of people that is enough, rounded up to whole people."""
        return -(-self.percent * self.whole // 100)

    def is_met(self, agree: int) -> bool:
        """Whether so many people are enough; of nobody, nothing is."""
        return self.whole > 0 and 100 * agree >= self.percent * self.whole


class Answer(Protocol):
    """An answer that was counted."""

    @property
    def agree(self) -> bool: ...
    @property
    def blank(self) -> bool: ...


@dataclass(frozen=True)
class Sums:
    """The votes for, against and blank."""

    agree: int
    against: int
    blank: int

    @property
    def ballots(self) -> int:
        """All together."""
        return self.agree + self.against + self.blank


def sums(answers: Iterable[tuple[Answer, int]]) -> Sums:
    """What each answer got, as for, against and blank."""
    agree = against = blank = 0
    for answer, number in answers:
        if answer.agree:
            agree += number
        elif answer.blank:
            blank += number
        else:
            against += number
    return Sums(agree, against, blank)


def guessable(counted: Mapping[object, int]) -> bool:
    """Whether the whole result tells what everybody chose: all of one mind, or very few."""
    voters = sum(counted.values())
    return bool(voters) and (voters < FEWEST or max(counted.values()) == voters)
