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
MOST_NUMBER = 2**31 - 1
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

    def people(self, chosen: Whole) -> tuple[Whole, Codes]:
        """The votes of these people only, packed alike, with the statements as they were."""
        lengths = self.lengths[chosen]
        starts = _begins(lengths)
        return starts, self.codes[np.arange(starts[-1]) + np.repeat(self.starts[chosen] - starts[:-1], lengths)]

    def part(self, chosen: Whole) -> "Votes":
        """The same conversation as if only these people took part; statements that none of them voted on fall away."""
        starts, codes = self.people(chosen)
        used = np.bincount(codes, minlength=3 * len(self.statements)).reshape(-1, 3).any(axis=1)
        place = 3 * (np.cumsum(used) - 1)
        recoded = (place[:, None] + np.arange(3)).reshape(-1).astype(np.uint16)
        return Votes(self.participants[chosen], self.statements[used], starts, recoded[codes])

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
    person_at, statement_at = _Places(people, "participant"), _Places(asked, "statement")
    if len(statement_at.numbers) > MOST_STATEMENTS:
        raise Unusable(f"{len(statement_at.numbers)} statements; a map can be made of at most {MOST_STATEMENTS}.")
    starts, codes = _Packing(people, asked, given, person_at, statement_at).done()
    unvoted = sorted(set(map(int, known_statements)) - set(statement_at.numbers.tolist()))
    votes = Votes(person_at.numbers, statement_at.numbers, starts, codes, tuple(unvoted))
    _refuse_doubles(votes)
    return votes


class _Places:
    """The numbers that occur, ascending, and the place of each among them."""

    def __init__(self, numbers: NDArray[Any], name: str) -> None:
        least, most = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, -1)
        if least < 0 or most > MOST_NUMBER:
            raise Unusable(
                f"A {name} is numbered {least if least < 0 else most}; use whole numbers from 0 to {MOST_NUMBER}."
            )
        self._table: Whole | None = None
        if most <= 4 * len(numbers) + CHUNK:
            is_there = np.zeros(most + 1, bool)
            for piece in pieces(len(numbers)):
                is_there[numbers[piece]] = True
            self.numbers = np.flatnonzero(is_there)
            self._table = np.cumsum(is_there) - 1
        else:
            self.numbers = np.unique(numbers).astype(np.int64)
        self._is_plain = len(self.numbers) == most + 1

    def of(self, numbers: NDArray[Any]) -> Whole:
        """The place of each of these numbers."""
        if self._is_plain:
            return numbers.astype(np.int64)
        places: Whole = np.searchsorted(self.numbers, numbers) if self._table is None else self._table[numbers]
        return places


@dataclass(frozen=True, eq=False)
class _Packing:
    """The way from three arrays to codes in order, a piece at a time, because 48 million votes should fit beside it."""

    people: NDArray[Any]
    asked: NDArray[Any]
    given: NDArray[Any]
    person_at: _Places
    statement_at: _Places

    def done(self) -> tuple[Whole, Codes]:
        """Where each person begins, and the codes."""
        counted = np.zeros(len(self.person_at.numbers), np.int64)
        codes = np.empty(len(self.people), np.uint16)
        is_ordered, last = True, -1
        for piece in pieces(len(self.people)):
            person, codes[piece] = self.person_at.of(self.people[piece]), self._code(piece)
            least = int(person.min())
            here = np.bincount(person - least)
            counted[least : least + len(here)] += here
            if is_ordered:
                keys = person << 16 | codes[piece]
                is_ordered = bool(keys[0] >= last and (keys[1:] >= keys[:-1]).all())
                last = int(keys[-1])
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
        """Person and code in one number, of those who are between the borders."""
        person = self.person_at.of(self.people[piece])
        chosen = (person >= border) & (person < upto)
        return person[chosen] << 16 | codes[piece][chosen]

    def _code(self, piece: slice) -> Whole:
        codes: Whole = 3 * self.statement_at.of(self.asked[piece]) + self.given[piece] + 1
        return codes


def pieces(length: int) -> Iterator[slice]:
    """Slices that cover the length, none of them large."""
    for begin in range(0, length, CHUNK):
        yield slice(begin, min(begin + CHUNK, length))


def _whole(numbers: ArrayLike, name: str) -> NDArray[Any]:
    array = np.asarray(numbers)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise Unusable(f"Every {name} has to be a whole number, in one list.")
    return array if array.size else array.astype(np.int64)


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
