"""Conversations in the CSV format of Polis: read row by row, and refused with the row where something is odd.

Three files are known: participants-votes.csv (a row a person), votes.csv (a row a vote; the latest counts) and
comments.csv (a row a statement). Nothing in a file is ever carried out; text that a spreadsheet would take for a
formula is written behind an apostrophe, and read back without it.
"""

import csv
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, TextIO

import numpy as np
from numpy.typing import NDArray

from wijkwerk.analysis.opinion_map.votes import MOST_NUMBER, MOST_STATEMENTS, Votes, packed
from wijkwerk.words.text import cell, from_cell

MOST_ROWS = 10_000_000
MOST_VOTES = 100_000_000
MOST_BYTES_IN_LINE = 1 << 20
VALUES = {"-1": -1, "0": 0, "1": 1, "-1.0": -1, "0.0": 0, "1.0": 1}
MODERATED = {"-1": -1, "0": 0, "1": 1, "": 0}
ABOUT_PEOPLE = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
ABOUT_STATEMENTS = (
    *("timestamp", "datetime", "comment-id", "author-id"),
    *("agrees", "disagrees", "moderated", "comment-body"),
)
# What is no name of a column about people: a number that was written differently, or a formula.
ODD_NAME = re.compile(r"\d|[=+@-]")

SENTENCES: dict[str, tuple[str, str]] = {
    "empty": ("het bestand is leeg.", "the file is empty."),
    "not-utf8": (
        "rij {row} is niet te lezen. Bewaar het bestand als CSV UTF-8.",
        "row {row} cannot be read. Save the file as CSV UTF-8.",
    ),
    "nought-byte": (
        "in rij {row} staat een teken dat niet in tekst hoort. Bewaar het bestand als CSV UTF-8.",
        "row {row} holds a sign that does not belong in text. Save the file as CSV UTF-8.",
    ),
    "too-long": (
        "rij {row} is te lang. Kijk of er ergens een aanhalingsteken open blijft staan.",
        "row {row} is too long. See whether a quotation mark was left open somewhere.",
    ),
    "not-csv": (
        "rij {row} is geen gewone rij van een CSV-bestand. Bewaar het opnieuw als CSV UTF-8.",
        "row {row} is no ordinary row of a CSV file. Save it again as CSV UTF-8.",
    ),
    "not-votes": (
        "rij 1 noemt geen kolommen van Polis. Nodig is ‘participant’ met een kolom per stelling, "
        "of ‘comment-id’, ‘voter-id’ en ‘vote’.",
        "row 1 does not name the columns of Polis. Needed are ‘participant’ with a column for each statement, "
        "or ‘comment-id’, ‘voter-id’ and ‘vote’.",
    ),
    "not-comments": (
        "rij 1 noemt geen kolommen van Polis. Nodig zijn ‘comment-id’ en ‘comment-body’.",
        "row 1 does not name the columns of Polis. Needed are ‘comment-id’ and ‘comment-body’.",
    ),
    "column-twice": ("de kolom ‘{cell}’ staat er twee keer.", "the column ‘{cell}’ is there twice."),
    "odd-column": (
        "in rij 1 staat ‘{cell}’. De kolom van een stelling heet naar haar nummer, zoals 12.",
        "row 1 says ‘{cell}’. The column of a statement is named by its number, such as 12.",
    ),
    "too-many-statements": (
        "er zijn meer dan {most} stellingen; zoveel kan een kaart niet aan.",
        "there are more than {most} statements; a map cannot hold so many.",
    ),
    "cells": (
        "rij {row} heeft {there} cellen en rij 1 heeft er {wanted}.",
        "row {row} has {there} cells and row 1 has {wanted}.",
    ),
    "not-a-number": (
        "in rij {row} staat bij ‘{column}’ ‘{cell}’. Daar hoort een heel getal van 0 tot {most}.",
        "row {row} says ‘{cell}’ at ‘{column}’. It has to be a whole number from 0 to {most}.",
    ),
    "not-a-vote": (
        "in rij {row} staat bij ‘{column}’ ‘{cell}’. Een stem is 1 (eens), 0 (geen mening), -1 (oneens) of leeg.",
        "row {row} says ‘{cell}’ at ‘{column}’. A vote is 1 (agree), 0 (pass), -1 (disagree) or empty.",
    ),
    "not-moderated": (
        "in rij {row} staat bij ‘moderated’ ‘{cell}’. Dat is 1 (geplaatst), 0 (nog niet bekeken) of -1 (geweigerd).",
        "row {row} says ‘{cell}’ at ‘moderated’. That is 1 (accepted), 0 (not looked at) or -1 (rejected).",
    ),
    "twice": (
        "nummer {cell} in rij {row} was er al in rij {first}.",
        "number {cell} in row {row} was there already in row {first}.",
    ),
    "too-many-rows": (
        "vanaf rij {row} is het te veel: hoogstens {most}.",
        "from row {row} on it is too much: at most {most}.",
    ),
}


class OddFile(Exception):
    """A file that is not taken in, with the row and a sentence in two languages."""

    def __init__(self, file: str, code: str, *, row: int | None = None, **facts: object) -> None:
        self.file, self.code, self.row = file, code, row
        self._facts = {"row": row, **{name: _short(fact) for name, fact in facts.items()}}
        super().__init__(self.sentence("en"))

    def sentence(self, language: str = "nl") -> str:
        """What is wrong, where, and what to do."""
        return f"{self.file}: {SENTENCES[self.code][0 if language == 'nl' else 1].format(**self._facts)}"


@dataclass(frozen=True)
class Comment:
    """A statement: its number, its text, and whether it was accepted (1), not looked at (0) or rejected (-1).

    How many agreed and disagreed is what the file says; Polis counts who changed their mind twice.
    """

    id: int
    text: str
    moderated: int = 0
    agrees: int = field(default=0, compare=False)
    disagrees: int = field(default=0, compare=False)


@dataclass(frozen=True, eq=False)
class Conversation:
    """The votes, and who is in the file without a vote."""

    votes: Votes
    without_votes: tuple[int, ...] = ()


# --- reading ---


def read_votes(
    path: Path, *, known_statements: Iterable[int] = (), left_out: frozenset[int] = frozenset()
) -> Conversation:
    """The votes of participants-votes.csv or votes.csv; those on statements in `left_out` do not count."""
    with path.open("rb") as file:
        rows = _Rows(file, path.name)
        if "participant" in rows.header:
            return _of_people(rows, set(known_statements), left_out)
        if {"comment-id", "voter-id", "vote"} <= set(rows.header):
            return _of_list(rows, set(known_statements), left_out)
        raise rows.odd("not-votes", row=None)


def read_comments(path: Path) -> tuple[Comment, ...]:
    """The statements of comments.csv, by number."""
    with path.open("rb") as file:
        rows = _Rows(file, path.name)
        if not {"comment-id", "comment-body"} <= set(rows.header):
            raise rows.odd("not-comments", row=None)
        number_at, text_at = rows.header.index("comment-id"), rows.header.index("comment-body")
        moderated_at = rows.header.index("moderated") if "moderated" in rows.header else None
        counted_at = [rows.header.index(name) if name in rows.header else None for name in ("agrees", "disagrees")]
        found: dict[int, Comment] = {}
        seen: dict[int, int] = {}
        for row in rows:
            number = rows.number(row[number_at], "comment-id")
            if number in seen:
                raise rows.odd("twice", cell=number, first=seen[number])
            seen[number] = rows.row
            moderated = "" if moderated_at is None else row[moderated_at].strip()
            if moderated not in MODERATED:
                raise rows.odd("not-moderated", cell=moderated)
            counted = [0 if at is None else rows.number(row[at] or "0", rows.header[at]) for at in counted_at]
            found[number] = Comment(number, from_cell(row[text_at]), MODERATED[moderated], *counted)
            if len(found) > MOST_STATEMENTS:
                raise rows.odd("too-many-statements", most=MOST_STATEMENTS)
    return tuple(found[number] for number in sorted(found))


def _of_people(rows: "_Rows", known: set[int], left_out: frozenset[int]) -> Conversation:
    """A row a person: the columns named by a number are statements, the others are about the person and stay behind."""
    person_at = rows.header.index("participant")
    columns = [place for place, name in enumerate(rows.header) if name.isascii() and name.isdecimal()]
    numbers = [rows.number(rows.header[place], "participant") for place in columns]
    if not numbers:
        raise rows.odd("not-votes", row=None)
    for place, name in enumerate(rows.header):
        if place not in columns and name not in ABOUT_PEOPLE and ODD_NAME.search(name):
            raise rows.odd("odd-column", cell=name, row=None)
    often = Counter(numbers)
    for place, number in zip(columns, numbers, strict=True):
        if often[number] > 1:
            raise rows.odd("column-twice", cell=rows.header[place], row=None)
    if len(columns) > MOST_STATEMENTS:
        raise rows.odd("too-many-statements", most=MOST_STATEMENTS, row=None)
    by_number = sorted(range(len(numbers)), key=numbers.__getitem__)
    statements = np.array(numbers, np.int64)[by_number]
    rank = np.empty(len(numbers), np.uint16)
    rank[by_number] = np.arange(len(numbers))
    wanted = [(place, int(rank[at])) for at, place in enumerate(columns) if numbers[at] not in left_out]
    people, at_rows, lengths, places, values = array("i"), array("i"), array("i"), array("H"), array("b")
    for row in rows:
        people.append(rows.number(row[person_at], "participant"))
        at_rows.append(rows.row)
        before = len(values)
        for place, statement in wanted:
            if cell := row[place]:
                value = VALUES.get(cell)
                if value is None:
                    value = rows.vote(cell, rows.header[place])
                    if value is None:
                        continue
                places.append(statement)
                values.append(value)
        lengths.append(len(values) - before)
        if len(values) > MOST_VOTES:
            raise rows.odd("too-many-rows", most=MOST_VOTES)
    counted, numbered = np.asarray(lengths), np.asarray(people)
    _refuse_twice(rows, numbered, np.asarray(at_rows))
    votes = packed(np.repeat(numbered, counted), np.asarray(places), np.asarray(values))
    votes = replace(votes, statements=statements[votes.statements])
    asked = (known | set(numbers)) - left_out - set(votes.statements.tolist())
    return Conversation(replace(votes, unvoted=tuple(sorted(asked))), tuple(sorted(numbered[counted == 0].tolist())))


def _refuse_twice(rows: "_Rows", numbers: NDArray[np.int32], at_rows: NDArray[np.int32]) -> None:
    """A person has one row."""
    order = np.argsort(numbers, kind="stable")
    same = np.flatnonzero(numbers[order][1:] == numbers[order][:-1])
    if len(same):
        again = same[np.argmin(at_rows[order[same + 1]])]
        first, second = order[again], order[again + 1]
        raise rows.odd("twice", row=int(at_rows[second]), cell=int(numbers[second]), first=int(at_rows[first]))


def _of_list(rows: "_Rows", known: set[int], left_out: frozenset[int]) -> Conversation:
    """A row a vote; of two votes of one person on one statement the latest counts, or else the last in the file."""
    statement_at, person_at, vote_at = (rows.header.index(name) for name in ("comment-id", "voter-id", "vote"))
    time_at = rows.header.index("timestamp") if "timestamp" in rows.header else None
    people, statements, values, times = array("i"), array("i"), array("b"), array("q")
    for row in rows:
        statement = rows.number(row[statement_at], "comment-id")
        person = rows.number(row[person_at], "voter-id")
        value = VALUES.get(row[vote_at])
        if value is None:
            value = rows.vote(row[vote_at], "vote")
        if value is None:
            raise rows.odd("not-a-vote", column="vote", cell="")
        if statement in left_out:
            continue
        people.append(person)
        statements.append(statement)
        values.append(value)
        times.append(0 if time_at is None else rows.moment(row[time_at]))
    if not values:
        return Conversation(replace(packed([], [], []), unvoted=tuple(sorted(known - left_out))))
    who, what = np.asarray(people), np.asarray(statements)
    order = np.lexsort((np.asarray(times), what, who))
    who, what = who[order], what[order]
    is_last = np.append((who[1:] != who[:-1]) | (what[1:] != what[:-1]), True)
    votes = packed(who[is_last], what[is_last], np.asarray(values)[order[is_last]])
    return Conversation(replace(votes, unvoted=tuple(sorted(known - left_out - set(votes.statements.tolist())))))


class _Rows:
    """The rows of one file behind its header, with the number of each row for whoever has to say what is wrong."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._name = name
        self._line = 0
        self.row = 1
        lines = self._lines(file)
        first = next(lines, None)
        if first is None:
            raise self.odd("empty", row=None)
        separator = max(",;\t", key=first.count)
        self._reader = csv.reader(_before(first, lines), delimiter=separator)
        self.header = [cell.strip().casefold() for cell in self._cells() or ()]
        for name_of_column in self.header:
            if name_of_column and self.header.count(name_of_column) > 1:
                raise self.odd("column-twice", cell=name_of_column, row=None)

    def __iter__(self) -> Iterator[list[str]]:
        width = len(self.header)
        count = 0
        while (row := self._next()) is not None:
            if not row or (len(row) == 1 and not row[0].strip()):
                continue
            if len(row) != width:
                raise self.odd("cells", there=len(row), wanted=width)
            count += 1
            if count > MOST_ROWS:
                raise self.odd("too-many-rows", most=MOST_ROWS)
            yield row

    def _next(self) -> list[str] | None:
        self.row = self._line + 1
        return self._cells()

    def _cells(self) -> list[str] | None:
        try:
            return next(self._reader, None)
        except csv.Error as wrong:
            raise self.odd("too-long" if "limit" in str(wrong) else "not-csv") from wrong

    def _lines(self, file: BinaryIO) -> Iterator[str]:
        while line := file.readline(MOST_BYTES_IN_LINE + 1):
            self._line += 1
            if len(line) > MOST_BYTES_IN_LINE:
                raise self.odd("too-long", row=self._line)
            if self._line == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if b"\0" in line:
                raise self.odd("nought-byte", row=self._line)
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError as wrong:
                raise self.odd("not-utf8", row=self._line) from wrong

    def odd(self, code: str, *, row: int | None = 0, **facts: object) -> OddFile:
        """What is wrong, by default in the row at hand."""
        return OddFile(self._name, code, row=self.row if row == 0 else row, **facts)

    def number(self, cell: str, column: str) -> int:
        """A whole number in its plainest spelling."""
        plain = cell.strip()
        if not (plain.isascii() and plain.isdecimal() and len(plain) <= 10 and int(plain) <= MOST_NUMBER):
            raise self.odd("not-a-number", column=column, cell=cell, most=MOST_NUMBER)
        return int(plain)

    def vote(self, cell: str, column: str) -> int | None:
        """A vote that is not spelled in the usual way; None for an empty cell."""
        plain = cell.strip()
        if plain and plain not in VALUES:
            raise self.odd("not-a-vote", column=column, cell=cell)
        return VALUES.get(plain)

    def moment(self, cell: str) -> int:
        """The moment of a vote, which only says which of two came last and is not kept."""
        plain = cell.strip()
        if plain and not (plain.isascii() and plain.isdecimal() and len(plain) <= 18):
            raise self.odd("not-a-number", column="timestamp", cell=cell, most=10**18 - 1)
        return int(plain or 0)


def _before(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _short(fact: object) -> object:
    return fact if not isinstance(fact, str) or len(fact) <= 40 else f"{fact[:40]}…"


# --- writing ---


def write_participants_votes(file: TextIO, votes: Votes, groups: Mapping[int, int] | None = None) -> None:
    """A row a person, in the order of the votes; `groups` may say who is in which group."""
    write = csv.writer(file, lineterminator="\n").writerow
    numbers = sorted({*votes.statements.tolist(), *votes.unvoted})
    place = {number: at for at, number in enumerate(numbers)}
    write([*ABOUT_PEOPLE, *numbers])
    for person, statements, values in votes.rows():
        cells: list[object] = [""] * len(numbers)
        for statement, value in zip(statements.tolist(), values.tolist(), strict=True):
            cells[place[statement]] = value
        group = (groups or {}).get(person, "")
        write([person, group, 0, len(values), int((values == 1).sum()), int((values == -1).sum()), *cells])


def counts_of(votes: Votes) -> dict[int, tuple[int, int, int]]:
    """How many disagreed, passed and agreed, by the number of the statement; one without votes is not in it."""
    counts = np.bincount(votes.codes, minlength=3 * len(votes.statements)).reshape(-1, 3).tolist()
    return {
        number: (no, neither, yes) for number, (no, neither, yes) in zip(votes.statements.tolist(), counts, strict=True)
    }


def write_comments(file: TextIO, comments: Sequence[Comment], votes: Votes) -> None:
    """A row a statement, with how many agreed and disagreed; no times, and nothing about who wrote it."""
    write = csv.writer(file, lineterminator="\n").writerow
    of_statement = counts_of(votes)
    write(ABOUT_STATEMENTS)
    for one in comments:
        disagree, _, agree = of_statement.get(one.id, (0, 0, 0))
        write(["", "", one.id, "", agree, disagree, one.moderated, cell(one.text)])
