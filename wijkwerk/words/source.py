"""Where a statement comes from: a document with its lines, or our own choice with its reason."""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from wijkwerk.words.text import Id, Prose, Value


@lru_cache(maxsize=10_000)
def ranges(lines: str) -> tuple[tuple[int, int], ...]:
    """The first and last line of each piece of `lines`: "7, 12-15" gives ((7, 7), (12, 15))."""
    if not lines.isascii():
        raise ValueError(lines)
    pieces = []
    for piece in lines.split(","):
        first, dash, last = piece.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise ValueError(lines)
        pieces.append((int(first), int(last) if dash else int(first)))
    return tuple(pieces)


def _readable_lines(lines: str) -> str:
    try:
        pieces = ranges(lines)
    except ValueError:
        pieces = ()
    if not pieces or any(first < 1 or last < first for first, last in pieces):
        raise PydanticCustomError("not-lines", "not lines", {"lines": lines[:40]})
    return lines


def _text_of_number(lines: Any) -> Any:
    return str(lines) if type(lines) is int else lines


Lines = Annotated[
    str, AfterValidator(_readable_lines), BeforeValidator(_text_of_number, json_schema_input_type=str | int)
]


class Source(Value):
    """Lines of one document, as numbered in the text that `content/sources.yaml` names."""

    id: Id
    lines: Lines


def _several(source: Any) -> Any:
    return source if source is None or isinstance(source, list | tuple) else (source,)


Sources = Annotated[tuple[Source, ...], BeforeValidator(_several, json_schema_input_type=Source | list[Source])]


class Sourced(Value):
    """Something a reader could attribute to a text.

    `source` is what the text says and where; `ours` is what we chose and why. A statement may have both.
    The reader of files fills in what an element inherits from the nearest element around it.
    """

    source: Sources = ()
    ours: Prose | None = None

    @property
    def has_provenance(self) -> bool:
        """Whether anyone can look up, or question, where this comes from."""
        return bool(self.source) or self.ours is not None


class Statement(Sourced):
    """One sentence or a few, with where it comes from."""

    text: Prose


def _from_text(statement: Any) -> Any:
    return {"text": statement} if isinstance(statement, str) else statement


Said = Annotated[Statement, BeforeValidator(_from_text, json_schema_input_type=str | Statement)]
