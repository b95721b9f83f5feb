"""The votes of a conversation, packed so that a million people fit: one small number a vote, one person after another.

A code is three times the place of the statement, plus 0 for disagree, 1 for pass and 2 for agree.
Whatever order the votes come in, what is packed is the same: people and statements by their numbers, ascending.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Codes = NDArray[np.uint16]
Flags = NDArray[np.bool_]

MOST_STATEMENTS = 20_000
MOST_PEOPLE = 2**31 - 1
DISAGREE, PASS, AGREE = 0, 1, 2
CHUNK = 1 << 20


class Unusable(ValueError):
    """Votes that cannot be counted, in a sentence that says which and why."""


@dataclass(frozen=True, eq=False)
class Votes:
    """Who voted what: `participants` and `statements` hold the numbers they came with, `starts` where a person begins."""

    participants: Whole
    statements: Whole
    starts: Whole
    codes: Codes
    unvoted: tuple[int, ...] = ()

    @property
    def lengths(self) -> Whole:
        """How many votes each person cast."""
        return np.diff(self.starts)

    def part(self, chosen: Flags) -> "Votes":
        """The same conversation with only these people, and only the statements they voted on."""
        lengths = self.lengths
        codes = self.codes[np.repeat(chosen, lengths)]
        used = np.bincount(codes, minlength=3 * len(self.statements)).reshape(-1, 3).any(axis=1)
        place = 3 * (np.cumsum(used) - 1)
        recoded = (place[:, None] + np.arange(3)).reshape(-1).astype(np.uint16)
        return Votes(
            self.participants[chosen], self.statements[used], _begins(lengths[chosen]), recoded[codes], self.unvoted
        )

    def rows(self) -> Iterator[tuple[int, Whole, Whole]]:
        """Person by person: the number, the statements and the values -1, 0 and 1."""
        for place, participant in enumerate(self.participants):
            codes = self.codes[self.starts[place] : self.starts[place + 1]].astype(np.int64)
            yield int(participant), self.statements[codes // 3], codes % 3 - 1


def packed(
    participants: ArrayLike, statements: ArrayLike, values: ArrayLike, *, known_statements: Iterable[int] = ()
) -> Votes:
    """Pack three arrays of equal length, in any order; `known_statements` may name some that nobody voted on."""
    people, asked, given = _whole(participants, "participant"), _whole(statements, "statement"), _whole(values, "value")
    if not len(people) == len(asked) == len(given):
        raise Unusable(f"{len(people)} participants, {len(asked)} statements and {len(given)} values: not one of each.")
    if len(given) and not (given.min() >= -1 and given.max() <= 1):
        place = int(np.argmax((given < -1) | (given > 1)))
        raise Unusable(f"Vote {place + 1} is {given[place]}; it has to be -1 (disagree), 0 (pass) or 1 (agree).")
    numbers, person_at = _ranked(people, "participant")
    statement_numbers, statement_at = _ranked(asked, "statement")
    if len(statement_numbers) > MOST_STATEMENTS:
        raise Unusable(f"{len(statement_numbers)} statements; a map can be made of at most {MOST_STATEMENTS}.")
    unvoted = sorted(set(map(int, known_statements)) - set(statement_numbers.tolist()))
    packing = _Packing(people, asked, given, person_at, statement_at)
    starts, codes = packing.done(len(numbers))
    votes = Votes(numbers, statement_numbers, starts, codes, tuple(unvoted))
    _refuse_doubles(votes)
    return votes


@dataclass(frozen=True, eq=False)
class _Packing:
    """The way from three arrays to codes in order, a piece at a time, because 48 million votes should fit beside it."""

    people: NDArray[Any]
    asked: NDArray[Any]
    given: NDArray[Any]
    person_at: Whole | None
    statement_at: Whole | None

    def done(self, number: int) -> tuple[Whole, Codes]:
        counted = np.zeros(number, np.int64)
        codes = np.empty(len(self.people), np.uint16)
        is_ordered, last = True, -1
        for piece in pieces(len(self.people)):
            person, code = self._person(self.people[piece]), self._code(piece)
            counted += np.bincount(person, minlength=number)
            codes[piece] = code
            key = person << 16 | code
            is_ordered = is_ordered and key[0] >= last and bool((key[1:] >= key[:-1]).all())
            last = key[-1]
        starts = _begins(counted)
        if not is_ordered:
            self._sort(starts, codes)
        return starts, codes

    def _sort(self, starts: Whole, codes: Codes) -> None:
        """Put the codes in order, for so many people at a time that the keys need little room."""
        scattered = codes.copy()
        border = 0
        while border < len(starts) - 1:
            upto = max(border + 1, int(np.searchsorted(starts, starts[border] + 8 * CHUNK, side="right")) - 1)
            keys = np.concatenate([self._keys(piece, scattered, border, upto) for piece in pieces(len(codes))])
            keys.sort()
            codes[starts[border] : starts[upto]] = keys.astype(np.uint16)
            border = upto

    def _keys(self, piece: slice, codes: Codes, border: int, upto: int) -> Whole:
        person = self._person(self.people[piece])
        chosen = (person >= border) & (person < upto)
        return person[chosen] << 16 | codes[piece][chosen]

    def _person(self, numbers: NDArray[Any]) -> Whole:
        return numbers.astype(np.int64) if self.person_at is None else self.person_at[numbers]

    def _code(self, piece: slice) -> Whole:
        asked = self.asked[piece]
        place = asked.astype(np.int64) if self.statement_at is None else self.statement_at[asked]
        return 3 * place + self.given[piece] + 1


def pieces(length: int) -> Iterator[slice]:
    """Slices that cover the length, none of them large."""
    for begin in range(0, length, CHUNK):
        yield slice(begin, min(begin + CHUNK, length))


def _whole(numbers: ArrayLike, name: str) -> NDArray[Any]:
    array = np.asarray(numbers)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise Unusable(f"Every {name} has to be a whole number, in one list.")
    return array if array.size else array.astype(np.int64)


def _ranked(numbers: NDArray[Any], name: str) -> tuple[Whole, Whole | None]:
    """The numbers that occur, ascending, and the place of each; None where a number is its own place."""
    if not len(numbers):
        return np.zeros(0, np.int64), None
    least, most = int(numbers.min()), int(numbers.max())
    if least < 0 or most > MOST_PEOPLE:
        raise Unusable(f"A {name} is numbered {least if least < 0 else most}; use whole numbers from 0 up.")
    if most > 4 * len(numbers) + CHUNK:
        raise Unusable(f"A {name} is numbered {most} among {len(numbers)} votes; number them more closely.")
    is_there = np.zeros(most + 1, bool)
    for piece in pieces(len(numbers)):
        is_there[numbers[piece]] = True
    there = np.flatnonzero(is_there)
    return there, None if len(there) == most + 1 else np.cumsum(is_there) - 1


def _begins(lengths: Whole) -> Whole:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _refuse_doubles(votes: Votes) -> None:
    """One person has one vote on a statement."""
    begins = np.zeros(len(votes.codes) + 1, bool)
    begins[votes.starts] = True
    for piece in pieces(len(votes.codes) - 1):
        after = slice(piece.start + 1, piece.stop + 1)
        same = (votes.codes[piece] // 3 == votes.codes[after] // 3) & ~begins[after]
        if same.any():
            place = piece.start + int(np.argmax(same))
            person = votes.participants[np.searchsorted(votes.starts, place, side="right") - 1]
            statement = votes.statements[votes.codes[place] // 3]
            raise Unusable(f"Participant {person} voted twice on statement {statement}.")
