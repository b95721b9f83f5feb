"""YAML read strictly, in one pass, with the line of every value.

Refused: duplicate keys, anchors, aliases, tags, merge keys, hidden signs, and plain words that readers of
other versions take for something else (`no`, `12:30`). Only true and false are booleans; days stay text.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from wijkwerk.library.faults import Fault
from wijkwerk.words.text import HIDDEN

MOST_BYTES = 256 * 1024
MOST_DEPTH = 20
MOST_NODES = 20_000
MOST_FAULTS = 50

Path_ = tuple[str | int, ...]

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
AMBIGUOUS = re.compile(
    r"""(?:y|n|yes|no|on|off)\Z            # YAML 1.1 takes these for true and false
      | (?:true|false|null)\Z              # only the small letters are plain
      | [-+]?[0-9]+(?::[0-9]{1,2})+(?:\.[0-9]*)?\Z   # 12:30 becomes 750
      | [-+]?0[0-9_]+\Z | [-+]?0x[0-9a-f_]+\Z | [-+]?0b[01_]+\Z | [-+]?0o[0-7]+\Z
      | [-+]?[0-9][0-9_]*_[0-9_]*\Z | \+[0-9]+\Z
      | [-+]?\.(?:inf|nan)\Z | <<\Z | =\Z""",
    re.VERBOSE | re.IGNORECASE,
)
PLAIN = {"true": True, "false": False, "": None, "~": None, "null": None}


@lru_cache(maxsize=10_000)
def is_ambiguous(text: str) -> bool:
    """Whether readers of other versions of YAML take this plain word for something else than text."""
    return text not in PLAIN and AMBIGUOUS.match(text) is not None


class Document:
    """A file as values, with the line each value stands on, and the faults of its layout."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.data: Any = None
        self.lines: dict[Path_, int] = {}
        self.faults: list[Fault] = []

    def fault(self, code: str, line: int, **facts: Any) -> None:
        """Note what is wrong; after fifty nobody reads on."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(code, self.file, line, facts))

    def line(self, path: Path_) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def place(self, steps: Path_) -> Path_:
        """The steps that stand in the file; those it does not have, such as the kind of a condition, are passed over."""
        path: Path_ = ()
        for step in steps:
            if (*path, step) in self.lines:
                path = (*path, step)
        return path


def read_file(path: Path, name: str) -> Document:
    """The file as a Document; what cannot be read is a fault, never an exception."""
    document = Document(name)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            document.fault("too-big", 1, size=size, most=MOST_BYTES)
            return document
        raw = path.read_bytes()
    except OSError as wrong:
        document.fault("cannot-read", 1, why=wrong.strerror or type(wrong).__name__)
        return document
    return read_bytes(raw, name)


def read_bytes(raw: bytes, name: str) -> Document:
    """The bytes of a file as a Document."""
    document = Document(name)
    if len(raw) > MOST_BYTES:
        document.fault("too-big", 1, size=len(raw), most=MOST_BYTES)
        return document
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        document.fault("not-utf8", raw[: wrong.start].count(b"\n") + 1)
        return document
    if found := HIDDEN.search(text.replace("\r\n", "\n")):
        line = text.replace("\r\n", "\n").count("\n", 0, found.start()) + 1
        document.fault("hidden-in-line", line, sign=f"{ord(found[0]):04X}")
        return document
    loader = yaml.CSafeLoader(text)
    try:
        _Builder(document, loader.get_event).build()
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
        problem = getattr(wrong, "problem", None) or getattr(wrong, "reason", None) or "?"
        document.fault("not-yaml", mark.line + 1 if mark else 1, problem=str(problem)[:120])
    except _TooMuch:
        pass
    finally:
        loader.dispose()
    return document


class _TooMuch(Exception):
    """The file is over a limit; reading stops there."""


class _Builder:
    """Turns the events of the parser into values."""

    def __init__(self, document: Document, next_event: Callable[[], Any]) -> None:
        self.document = document
        self.next = next_event
        self.nodes = 0

    def build(self) -> None:
        self.next()
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            self.document.fault("empty", 1)
            return
        self.document.data = self.value(self.next(), (), 0)
        self.next()
        more = self.next()
        if not isinstance(more, yaml.StreamEndEvent):
            self.document.fault("two-documents", more.start_mark.line + 1)
        elif self.document.data is None and not self.document.faults:
            self.document.fault("empty", 1)

    def value(self, event: Any, path: Path_, depth: int) -> Any:
        line = event.start_mark.line + 1
        self.document.lines.setdefault(path, line)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.document.fault("too-many-parts", line, most=MOST_NODES)
            raise _TooMuch
        if depth > MOST_DEPTH:
            self.document.fault("too-deep", line, most=MOST_DEPTH)
            raise _TooMuch
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.document.fault("anchor", line)
            return None
        self.check_marks(event, line)
        if kind is yaml.ScalarEvent:
            return self.scalar(event, line)
        return self.sequence(path, depth) if kind is yaml.SequenceStartEvent else self.mapping(path, depth)

    def check_marks(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self.document.fault("anchor", line)
        if event.tag is not None:
            self.document.fault("tag", line, tag=event.tag[:40])

    def sequence(self, path: Path_, depth: int) -> list[Any]:
        values: list[Any] = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            values.append(self.value(event, (*path, len(values)), depth + 1))
        return values

    def mapping(self, path: Path_, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        next_event, lines = self.next, self.document.lines
        while type(event := next_event()) is not yaml.MappingEndEvent:
            line = event.start_mark.line + 1
            key = self.key(event, path, depth, line)
            place = (*path, key)
            if key in values:
                self.document.fault("duplicate-key", line, key=key[:60], first=lines[place])
                self.value(next_event(), (*place, "again"), depth + 1)
                continue
            lines[place] = line
            event = next_event()
            # Most values are text without marks, and need no further look.
            is_plain = type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None
            if is_plain and depth < MOST_DEPTH and self.nodes < MOST_NODES:
                self.nodes += 1
                values[key] = event.value if event.style else self.scalar(event, event.start_mark.line + 1)
            else:
                values[key] = self.value(event, place, depth + 1)
        return values

    def key(self, event: Any, path: Path_, depth: int, line: int) -> str:
        if type(event) is not yaml.ScalarEvent:
            if type(event) is not yaml.AliasEvent:
                self.document.fault("not-a-plain-key", line)
            self.value(event, (*path, "?"), depth + 1)
            return "?"
        if event.anchor is not None or event.tag is not None:
            self.check_marks(event, line)
        key: str = event.value
        if not event.style and is_ambiguous(key):
            self.document.fault("ambiguous", line, value=key[:40])
        return key

    def scalar(self, event: Any, line: int) -> Any:
        text: str = event.value
        if event.style or not event.implicit[0]:
            return text
        if text in PLAIN:
            return PLAIN[text]
        if WHOLE.match(text):
            return int(text)
        if is_ambiguous(text):
            self.document.fault("ambiguous", line, value=text[:40])
        return text
