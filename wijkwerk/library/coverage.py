"""What the source documents describe, row by row, and where it stands in the library."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from wijkwerk.library.faults import Faulty
from wijkwerk.library.reading import read_list
from wijkwerk.library.shelf import Shelf
from wijkwerk.library.strict import read_file
from wijkwerk.words.text import Id, Line, Prose, Value

NAME = "coverage.yaml"
State = Literal["carried", "planned", "declined"]
STATES: tuple[State, ...] = ("carried", "planned", "declined")
Rating = Literal["A", "B", "C", "-"]
App = Literal["places", "exchange", "concerns", "household", "monitor", "learn", "participate"]


class Row(Value):
    """One thing that a document describes, and what carries it.

    `carriers` are ids of entries, a method with its part (`wijkverbinder/guide`). `planned` names the app that brings
    the feature, `declined` says why it is not brought at all; both may still have an entry that tells what it is.
    """

    document: Line
    id: Line
    name: Line
    rating: Rating
    carriers: tuple[Line, ...] = ()
    planned: App | None = None
    what: Prose | None = None
    declined: Prose | None = None

    @model_validator(mode="after")
    def _has_one_state(self) -> Self:
        if (self.planned is not None and self.declined is not None) or not (
            self.carriers or self.planned or self.declined
        ):
            raise PydanticCustomError("one-state", "one state", {"row": f"{self.document} {self.id}"})
        return self

    @property
    def state(self) -> State:
        """Carried, unless it says that it is planned or declined."""
        return "planned" if self.planned else "declined" if self.declined else "carried"

    @property
    def entries(self) -> tuple[Id, ...]:
        """The ids of the entries that carry it, each once."""
        return tuple(dict.fromkeys(carrier.partition("/")[0] for carrier in self.carriers))

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of methods that carry it."""
        return tuple(carrier for carrier in self.carriers if "/" in carrier)


def read_coverage(folder: Path) -> tuple[Row, ...]:
    """The rows in coverage.yaml of this content folder; Faulty with every fault of the file."""
    document = read_file(folder / NAME, NAME)
    rows = read_list(document, Row)
    if document.faults:
        raise Faulty(document.faults)
    return rows


def missing(rows: Iterable[Row], shelf: Shelf) -> Iterator[str]:
    """Each carrier that is not there, as a sentence."""
    for row in rows:
        for carrier in row.carriers:
            entry_id, _, part = carrier.partition("/")
            method = shelf.methods.get(entry_id)
            if entry_id not in shelf.entries:
                yield f"{row.document} {row.id}: there is no entry {entry_id}"
            elif part and (method is None or part not in method.parts):
                yield f"{row.document} {row.id}: {entry_id} has no {part}"
            elif not part and method is not None:
                yield f"{row.document} {row.id}: say which part of {entry_id}: {', '.join(method.parts)}"


def counts(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """For each document and rating: how many rows, and how many in each state."""
    counted = Counter((row.document, row.rating, row.state) for row in rows)
    found = sorted({(document, rating) for document, rating, _ in counted})
    return [
        {
            "document": document,
            "rating": rating,
            "rows": sum(counted[document, rating, state] for state in STATES),
            **{state: counted[document, rating, state] for state in STATES},
        }
        for document, rating in found
    ]


def table(rows: tuple[Row, ...]) -> Iterator[str]:
    """The counts as a table in Markdown, for a terminal and for the docs."""
    yield "| document | rating | rows | carried | planned | declined |"
    yield "|---|---|---|---|---|---|"
    for one in (*counts(rows), {"document": "all", "rating": "", "rows": len(rows), **_states(rows)}):
        yield "| " + " | ".join(str(one[name]) for name in ("document", "rating", "rows", *STATES)) + " |"


def _states(rows: Iterable[Row]) -> dict[str, int]:
    counted = Counter(row.state for row in rows)
    return {state: counted[state] for state in STATES}


def as_data(rows: tuple[Row, ...]) -> dict[str, Any]:
    """The counts and every row, for scripts."""
    return {
        "total": len(rows),
        "states": _states(rows),
        "counts": counts(rows),
        "rows": [
            {
                "document": row.document,
                "id": row.id,
                "name": row.name,
                "rating": row.rating,
                "state": row.state,
                "carriers": list(row.entries),
                "parts": list(row.parts),
                **({"app": row.planned, "what": row.what} if row.planned else {}),
                **({"reason": row.declined} if row.declined else {}),
            }
            for row in rows
        ],
    }
