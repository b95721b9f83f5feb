"""Gives every note a mark of its own on the drawing: marks that would cover each other step aside."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wijkwerk.web.places.drawing import WIDTH, Frame, Point
from wijkwerk.web.places.models import Note

# The distance between two marks, in units of the drawing; a mark is some 30 units wide.
APART = 38.0
TRIES = 120
EDGE = 18.0


@dataclass(frozen=True)
class Mark:
    """A note on the drawing: where its mark stands, and where its place really is."""

    note: Note
    x: float
    y: float
    spot_x: float
    spot_y: float

    @property
    def is_aside(self) -> bool:
        """Whether the mark stepped aside, so that a thin line must lead to its place."""
        return math.dist((self.x, self.y), (self.spot_x, self.spot_y)) > APART / 4


def marks(notes: Iterable[Note], frame: Frame) -> list[Mark]:
    """The marks of the notes that have a place on the drawing, in the order of the notes."""
    taken: list[Point] = []
    found = []
    for note in notes:
        if note.lon is None or note.lat is None or not frame.holds(float(note.lon), float(note.lat)):
            continue
        spot = frame.point(float(note.lon), float(note.lat))
        x, y = _free(spot, taken, frame.height)
        taken.append((x, y))
        found.append(Mark(note, x, y, *spot))
    return found


def _free(spot: Point, taken: Sequence[Point], height: float) -> Point:
    """The first place on a widening spiral that covers no earlier mark; the spot itself when all is full."""
    for turn in range(TRIES):
        away, angle = 7.0 * math.sqrt(turn), turn * 2.39996
        x = min(max(spot[0] + away * math.cos(angle), EDGE), WIDTH - EDGE)
        y = min(max(spot[1] + away * math.sin(angle), EDGE), height - EDGE)
        if all(math.dist((x, y), other) >= APART for other in taken):
            return round(x, 1), round(y, 1)
    return spot
