"""Publish counts by a personal characteristic so that nobody can be found in them: rounded to fives, by a fixed lot.

A count between two fives goes up or down by lot, with chances that make it right on average. The lot is drawn from
the records that are counted and a secret, so the same people always give the same figure: asking again, in another
order or in another table, tells nothing new. Totals are rounded by their own lot; nothing is hidden.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

Cell = TypeVar("Cell", bound=Hashable)

BASE = 5
# So many people come or go between two figures that are published, or none: else a change points at one of them.
TOGETHER = 10
# With fewer people to a cell, cells and margins together narrow the range of some: the tests show where.
FEWEST_A_CELL = 2
SHORTEST_SECRET = 16
LOTS = 1 << 64


def rounded(records: Collection[str], *, secret: bytes) -> int:
    """How many records there are, as it may be published; up with a chance of r in five for r above a five.

    Nobody stays nobody: to round 0 up would invent people and make the figures too high on average. It tells no more
    than another figure, because one to four people may be published as 0 too.
    """
    members = frozenset(records)
    above = len(members) % BASE
    lower = len(members) - above
    return lower + BASE if _lot(members, secret) * BASE < above * LOTS else lower


def rounded_all(cells: Mapping[Cell, Collection[str]], *, secret: bytes) -> dict[Cell, int]:
    """Every cell as it may be published, each by its own lot; a margin is a cell like the others."""
    return {cell: rounded(records, secret=secret) for cell, records in cells.items()}


def could_be(shown: int) -> range:
    """The counts that may stand behind a published figure."""
    return range(max(0, shown - BASE + 1), shown + BASE)


def is_full_enough(people: int, cells: int) -> bool:
    """Whether a table of so many people (as published) may be published with so many cells."""
    return people >= FEWEST_A_CELL * cells


def may_stand_beside(one: Collection[str], other: Collection[str]) -> bool:
    """Whether figures over both sets may be published: they hold the same people, or differ by ten or more each way.

    Holds for two moments and for two areas that overlap. Who came and who went are looked at apart: nine new people
    are not hidden by one who left.
    """
    came, went = frozenset(one) - frozenset(other), frozenset(other) - frozenset(one)
    return all(len(apart) == 0 or len(apart) >= TOGETHER for apart in (came, went))


def _lot(members: frozenset[str], secret: bytes) -> int:
    """A number below LOTS that only who knows the secret can work out; each name goes in with its length."""
    if len(secret) < SHORTEST_SECRET:
        raise ValueError("the secret is too short to hide anything")
    drawn = hmac.new(secret, digestmod=hashlib.sha256)
    for name in sorted(members):
        encoded = name.encode()
        drawn.update(len(encoded).to_bytes(4, "big") + encoded)
    return int.from_bytes(drawn.digest()[:8], "big")
