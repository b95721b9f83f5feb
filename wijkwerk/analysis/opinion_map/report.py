"""What the opinion map says: groups, what divides, what binds, what the middle says and what nobody looked at."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map.binding import Binding
from wijkwerk.analysis.opinion_map.dividing import Dividing
from wijkwerk.analysis.opinion_map.middle import Middle
from wijkwerk.analysis.opinion_map.representative import Representative
from wijkwerk.analysis.opinion_map.votes import AGREE, DISAGREE, PASS, Floats, Whole

# A group of fewer people is not drawn, and what divides and binds is looked for among the groups that are.
FEWEST_PEOPLE = 5
NO_GROUP = 0


class Group(NamedTuple):
    """People who answer alike: a number from 1, how many they are, the middle of where they stand, and what they say
    that others do not."""

    id: int
    size: int
    centre: tuple[float, float]
    representative: tuple[Representative, ...]


class Statement(NamedTuple):
    """A statement with how many people agreed, disagreed and passed."""

    id: int
    agree: int
    disagree: int
    passed: int

    @property
    def votes(self) -> int:
        """How many people voted on it."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, eq=False)
class Report:
    """The whole map, for who holds the votes; what others may see of it is in `public`.

    Arrays stand beside each other: `groups_of` and `positions` in the order of `participants` (NO_GROUP, and still a
    position, for who voted too little), `counts` and `counts_by_group` in the order of `statements`.
    """

    groups: tuple[Group, ...]
    participants: Whole
    groups_of: Whole
    positions: Floats
    statements: Whole
    counts: Whole
    counts_by_group: Whole
    divides: tuple[Dividing, ...]
    binds: tuple[Binding, ...]
    middle: Middle
    unvoted: tuple[int, ...]
    seldom: tuple[int, ...]
    shares_of_axes: tuple[float, float]
    separations: dict[int, float]

    @property
    def sizes(self) -> Whole:
        """How many people are in each group, in order."""
        return np.array([group.size for group in self.groups], np.int64)

    @property
    def drawn(self) -> tuple[int, ...]:
        """The numbers of the groups that are large enough to be drawn."""
        return tuple(group.id for group in self.groups if group.size >= FEWEST_PEOPLE)

    def group_of(self, participant: int) -> int | None:
        """The group of this person; None for who voted too little, or not at all."""
        place = int(np.searchsorted(self.participants, participant))
        is_there = place < len(self.participants) and self.participants[place] == participant
        return (int(self.groups_of[place]) or None) if is_there else None

    def all_statements(self) -> tuple[Statement, ...]:
        """Every statement with its counts, those that nobody voted on as well, by number."""
        voted = [
            Statement(number, row[AGREE], row[DISAGREE], row[PASS])
            for number, row in zip(self.statements.tolist(), self.counts.tolist(), strict=True)
        ]
        return tuple(sorted([*voted, *(Statement(number, 0, 0, 0) for number in self.unvoted)]))
