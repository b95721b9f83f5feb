"""Count people by what they answered, when one person may give several answers or none."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Answer = TypeVar("Answer", bound=Hashable)


@dataclass(frozen=True)
class Tally(Generic[Answer]):
    """Who answered, and who gave each answer. Shares are of the people who answered, never of the answers."""

    who: frozenset[str]
    by_answer: dict[Answer, frozenset[str]]


def tally(records: Iterable[tuple[str, Iterable[Answer]]], answers: Iterable[Answer]) -> Tally[Answer]:
    """Each record once for each of these answers it gave; a record that gave none of them did not answer."""
    found: dict[Answer, set[str]] = {answer: set() for answer in answers}
    for record, given in records:
        for answer in given:
            if answer in found:
                found[answer].add(record)
    by_answer = {answer: frozenset(who) for answer, who in found.items()}
    return Tally(frozenset[str]().union(*by_answer.values()), by_answer)
