"""Which statement comes next: the one with the fewest answers; among equals each person has an order of their own.

So a statement that came late catches up, and none is favoured because it was there first.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import NamedTuple

A_SHEET = 20


class Candidate(NamedTuple):
    """A statement that may be asked: its number, and how often it was answered."""

    number: int
    votes: int


def next_of(candidates: Iterable[Candidate], seed: bytes) -> int | None:
    """The number of the statement to ask whoever has this seed; None when there is none left."""
    chosen = min(candidates, key=lambda one: (one.votes, _mark(one.number, seed)), default=None)
    return None if chosen is None else chosen.number


def on_paper(numbers: Iterable[int], seed: bytes) -> list[int]:
    """The order on a printed sheet: mixed, so that the oldest is not always on top, and the same at every print."""
    return sorted(numbers, key=lambda number: _mark(number, seed))


def part_of(number: int) -> int:
    """On which sheet this statement stands; it stays there, whatever comes or goes."""
    return number // A_SHEET + 1


def numbers_of(part: int) -> range:
    """The numbers a sheet has room for."""
    return range((part - 1) * A_SHEET, part * A_SHEET)


def _mark(number: int, seed: bytes) -> bytes:
    return hmac.digest(seed, str(number).encode(), "sha256")
