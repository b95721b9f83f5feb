"""Meetings as an iCalendar file (RFC 5545), for the calendar people already have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_OCTETS = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True)
class Entry:
    """One meeting as a calendar keeps it; `version` grows with every change, so that calendars follow."""

    uid: str
    begins_at: datetime
    ends_at: datetime
    title: str
    place: str
    text: str
    url: str
    version: int
    changed_at: datetime
    is_called_off: bool = False


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """The whole file; moments stand in it in UTC, which every calendar shows in the time of its owner."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wijkwerk//Samenkomsten//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for entry in entries for line in _event(entry)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{_moment(entry.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(entry.changed_at)}"
    yield f"SEQUENCE:{entry.version}"
    yield f"DTSTART:{_moment(entry.begins_at)}"
    yield f"DTEND:{_moment(entry.ends_at)}"
    yield f"SUMMARY:{escaped(entry.title)}"
    yield f"LOCATION:{escaped(entry.place)}"
    if entry.text:
        yield f"DESCRIPTION:{escaped(entry.text)}"
    yield f"URL:{_plain(entry.url)}"
    yield f"STATUS:{'CANCELLED' if entry.is_called_off else 'CONFIRMED'}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value: what has a meaning of its own is marked, and no sign can begin a line of its own."""
    one_kind = text.replace("\r\n", "\n").replace("\r", "\n")
    return _plain(one_kind.translate(ESCAPES))


def folded(line: str) -> bytes:
    """The line with its end, in pieces of at most 75 octets; a sign is never cut in two."""
    pieces, piece, most = [], b"", MOST_OCTETS
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > most:
            pieces.append(piece)
            piece, most = b"", MOST_OCTETS - 1  # the space that says "this goes on" counts too
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"


def _plain(text: str) -> str:
    """Without control signs, which a calendar refuses."""
    return "".join(sign for sign in text if sign >= " " and sign != "\x7f")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
