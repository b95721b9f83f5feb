"""Read figures about areas from any published table: a small mapping file says which column is which answer.

The table is read as it was published: with semicolons or commas, in quotes, with padded numbers and a byte-order mark.
What is wrong in the mapping or the table is a fault with its file and line, never a guess.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from wijkwerk.library.faults import Fault, Faulty
from wijkwerk.library.reading import read_model
from wijkwerk.library.strict import Document, read_file
from wijkwerk.words.source import Sourced
from wijkwerk.words.text import HIDDEN, Id, Line, Prose, Value

FOLDER = "figures"
MOST_BYTES = 20 * 1024 * 1024
MOST_CELL = 300
MOST_COLUMNS = 500
WHOLE = 1000  # shares are whole per mille
# Published percentages are rounded one by one, so together they are seldom exactly a hundred.
SLACK = 10

# CBS writes 2019 for people and 2019JJ00 for programs; a star means provisional.
YEAR = re.compile(r"([12][0-9]{3})(?:JJ00|\*{1,2})?\Z")

Separator = Literal[";", ",", "tab"]
Unit = Literal["percent", "per-mille", "count"]
# They stand together under the figures on a page, and in one field.
Short = Annotated[Line, Field(max_length=80)]
FileName = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.csv$", max_length=80)]


class Columns(Value):
    """The names above the columns that say which area a row is about, and of which year it is."""

    code: Line
    name: Line
    year: Line | None = None


class AnswerColumns(Value):
    """One answer to a question, and the columns whose figures together are its share."""

    answer: Id
    columns: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]


class QuestionColumns(Value):
    """One question, with the columns of its answers; `whole` is the column that counts everyone, where the unit is a count."""

    question: Id
    answers: Annotated[tuple[AnswerColumns, ...], Field(min_length=1, max_length=20)]
    whole: Line | None = None


class TableMapping(Sourced):
    """What a table is, whom it counts, what it cannot be compared with, and where in it the shares stand."""

    id: Id
    title: Line
    file: FileName
    publisher: Short
    table: Annotated[Line, Field(max_length=120)]
    licence: Short
    counts: Annotated[Line, Field(max_length=150)]
    limits: Annotated[Prose, Field(max_length=300)]
    columns: Columns
    separator: Separator = ";"
    decimal: Literal[".", ","] = "."
    unit: Unit
    missing: tuple[str, ...] = (".", "", "-", "x")
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    questions: Annotated[tuple[QuestionColumns, ...], Field(min_length=1, max_length=20)]


class AreaRow(NamedTuple):
    """One area of a table: its code, name and year, and per question the share of each answer in whole per mille."""

    code: str
    name: str
    year: int
    shares: dict[str, dict[str, int]]


class AreaFigures(NamedTuple):
    """One table: what it is, and its areas by code, of the newest year. Where a figure is missing, a question has none."""

    about: TableMapping
    areas: dict[str, AreaRow]


def read_all(folders: tuple[Path, ...]) -> tuple[dict[str, AreaFigures], list[Fault]]:
    """Every table in these content folders by id, later folders before earlier ones, with all faults."""
    found: dict[str, AreaFigures] = {}
    faults: list[Fault] = []
    for path in (path for folder in folders for path in sorted((folder / FOLDER).glob("*.yaml"))):
        try:
            figures = read_figures(path)
        except Faulty as wrong:
            faults += wrong.faults
        else:
            found[figures.about.id] = figures
    return found, faults


def read_figures(path: Path) -> AreaFigures:
    """The table that this mapping file describes; Faulty with every fault in the file or its table."""
    document = read_file(path, f"{FOLDER}/{path.name}")
    about = read_model(document, TableMapping)
    if about is not None:
        _check(document, about, path)
    if about is None or document.faults:
        raise Faulty(document.faults)
    table = Document(f"{FOLDER}/{about.file}")
    areas = {} if (text := _text(path.with_name(about.file), table)) is None else _read(text, about, document, table)
    if faults := [*document.faults, *table.faults]:
        raise Faulty(faults)
    return AreaFigures(about, areas)


def _check(document: Document, about: TableMapping, path: Path) -> None:
    """What no single value can say: the name of the file, where it comes from, the year, and each answer once."""
    if about.id != path.stem:
        document.fault("name-is-not-id", document.line(("id",)), file=path.name, id=about.id)
    if not about.has_provenance:
        document.fault("no-source", 1, key=about.id)
    if (about.columns.year is None) == (about.year is None):
        document.fault("one-year", document.line(("columns",)))
    _check_once(document, [(question.question, ("questions", at)) for at, question in enumerate(about.questions)])
    for at, question in enumerate(about.questions):
        places = [(one.answer, ("questions", at, "answers", place)) for place, one in enumerate(question.answers)]
        _check_once(document, places)


def _check_once(document: Document, ids: Sequence[tuple[str, tuple[str | int, ...]]]) -> None:
    seen = set[str]()
    for one, place in ids:
        if one in seen:
            document.fault("duplicate-id", document.line(place), id=one)
        seen.add(one)


def _text(path: Path, table: Document) -> str | None:
    """The text of a table; None with a fault when it cannot be read, is too big, or is in another encoding."""
    try:
        if path.stat().st_size > MOST_BYTES:
            table.fault("too-big", 1, size=path.stat().st_size, most=MOST_BYTES)
            return None
        raw = path.read_bytes()
    except OSError as wrong:
        table.fault("cannot-read", 1, why=wrong.strerror or type(wrong).__name__)
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        table.fault("not-utf8", raw[: wrong.start].count(b"\n") + 1)
        return None
    if found := HIDDEN.search(text.replace("\r\n", "\n")):
        line = text.replace("\r\n", "\n").count("\n", 0, found.start()) + 1
        table.fault("hidden-in-line", line, sign=f"{ord(found[0]):04X}")
        return None
    return text


def _read(text: str, about: TableMapping, document: Document, table: Document) -> dict[str, AreaRow]:
    rows = _rows(text, about, table)
    header = [name.strip() for name in next(rows, (1, []))[1]]
    if not header:
        table.fault("empty", 1)
        return {}
    if not _has_columns(header, about, document):
        return {}
    areas: dict[str, AreaRow] = {}
    for line, cells in rows:
        if len(cells) != len(header):
            table.fault("other-cells", line, there=len(cells), wanted=len(header))
            continue
        row = _area(dict(zip(header, (cell.strip() for cell in cells), strict=True)), about, table, line)
        if row is None:
            continue
        earlier = areas.get(row.code)
        if earlier and earlier.year == row.year:
            table.fault("area-twice", line, area=row.code, year=row.year)
        if earlier is None or row.year > earlier.year:
            areas[row.code] = row
    return areas


def _rows(text: str, about: TableMapping, table: Document) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line each ends on, empty ones passed over; a broken one is a fault and the last."""
    separator = "\t" if about.separator == "tab" else about.separator
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            table.fault("not-a-table", reader.line_num, problem=str(wrong)[:120])
            return
        if len(cells) > MOST_COLUMNS or any(len(cell) > MOST_CELL for cell in cells):
            table.fault("not-a-table", reader.line_num, problem="too much in one row")
            return
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _has_columns(header: list[str], about: TableMapping, document: Document) -> bool:
    """Whether every column of the mapping stands in the table, exactly once."""
    before = len(document.faults)
    wanted: list[tuple[str, tuple[str | int, ...]]] = [
        (name, ("columns", key)) for key, name in about.columns.model_dump(exclude_none=True).items()
    ]
    for at, question in enumerate(about.questions):
        if question.whole:
            wanted.append((question.whole, ("questions", at, "whole")))
        for place, one in enumerate(question.answers):
            wanted += [
                (name, ("questions", at, "answers", place, "columns", number))
                for number, name in enumerate(one.columns)
            ]
    for name, path in wanted:
        if header.count(name) != 1:
            document.fault("no-such-column", document.line(path), column=name, known=", ".join(header[:20])[:600])
    return len(document.faults) == before


def _area(cells: Mapping[str, str], about: TableMapping, table: Document, line: int) -> AreaRow | None:
    code, name = cells[about.columns.code], cells[about.columns.name]
    year = _year(cells, about, table, line)
    if not code or year is None:
        if not code:
            table.fault("area-without-code", line, column=about.columns.code)
        return None
    shares = {}
    for question in about.questions:
        if found := _shares(cells, question, about, table, line):
            shares[question.question] = found
    return AreaRow(code, name, year, shares)


def _year(cells: Mapping[str, str], about: TableMapping, table: Document, line: int) -> int | None:
    if about.columns.year is None:
        return about.year
    found = YEAR.match(text := cells[about.columns.year])
    if found is None:
        table.fault("not-a-figure", line, column=about.columns.year, value=text[:40])
        return None
    return int(found[1])


def _shares(
    cells: Mapping[str, str], question: QuestionColumns, about: TableMapping, table: Document, line: int
) -> dict[str, int] | None:
    """The share of each answer in whole per mille; None when a figure is missing, or wrong (then with a fault)."""
    figures: dict[str, Decimal] = {}
    names = {name for one in question.answers for name in one.columns} | {name for name in [question.whole] if name}
    for name in sorted(names):
        if cells[name] in about.missing:
            return None
        figure = _figure(cells[name], about.decimal)
        if figure is None:
            table.fault("not-a-figure", line, column=name, value=cells[name][:40])
            return None
        figures[name] = figure
    sums = {one.answer: sum((figures[name] for name in one.columns), Decimal(0)) for one in question.answers}
    whole = _whole(sums, figures, question, about)
    if whole == 0:
        return None
    shares = {
        answer: int((part * WHOLE / whole).to_integral_value(rounding=ROUND_HALF_EVEN)) for answer, part in sums.items()
    }
    if sum(shares.values()) > WHOLE + SLACK:
        table.fault("more-than-whole", line, question=question.question, sum=sum(shares.values()))
        return None
    return shares


def _whole(
    sums: Mapping[str, Decimal], figures: Mapping[str, Decimal], question: QuestionColumns, about: TableMapping
) -> Decimal:
    if about.unit == "count":
        return figures[question.whole] if question.whole else sum(sums.values(), Decimal(0))
    return Decimal(100 if about.unit == "percent" else WHOLE)


def _figure(text: str, decimal: str) -> Decimal | None:
    """The figure in plain digits with at most one decimal sign; None for anything else, such as 1e9 or a formula."""
    whole, sign, part = text.partition(decimal)
    is_plain = whole.isascii() and whole.isdecimal() and len(whole) <= 9
    has_part = not sign or (part.isascii() and part.isdecimal() and len(part) <= 6)
    return Decimal(f"{whole}.{part or 0}") if is_plain and has_part else None
