"""Gives every note a mark of its own on the drawing: marks that would cover each other step aside."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wijkwerk.web.places.drawing import WIDTH, Drawing, Label, Point
from wijkwerk.web.places.models import Note

# The distance between two marks, in units of the drawing; a mark is some 30 units wide.
APART = 38.0
TRIES = 120
EDGE = 18.0
# How wide a letter of a name is, more or less.
LETTER = 8.0


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


def marks(notes: Iterable[Note], drawing: Drawing) -> list[Mark]:
    """The marks of the notes that have a place on the drawing, in the order of the notes."""
    frame = drawing.frame
    drawn = [
        note
        for note in notes
        if note.lon is not None and note.lat is not None and frame.holds(float(note.lon), float(note.lat))
    ]
    spots = tuple(frame.point(float(note.lon or 0), float(note.lat or 0)) for note in drawn)
    places = _placed(spots, tuple(drawing.labels), frame.height)
    return [Mark(note, *place, *spot) for note, place, spot in zip(drawn, places, spots, strict=True)]


@lru_cache(maxsize=64)
def _placed(spots: tuple[Point, ...], labels: tuple[Label, ...], height: float) -> tuple[Point, ...]:
    """A place for each mark; the same spots on the same drawing always give the same places."""
    taken: list[Point] = []
    for spot in spots:
        taken.append(_free(spot, taken, labels, height))
    return tuple(taken)


def _free(spot: Point, taken: Sequence[Point], labels: Sequence[Label], height: float) -> Point:
    """The first place on a widening spiral that covers no earlier mark and no name; the spot itself when all is full."""
    for turn in range(TRIES):
        away, angle = 7.0 * math.sqrt(turn), turn * 2.39996
        x = min(max(spot[0] + away * math.cos(angle), EDGE), WIDTH - EDGE)
        y = min(max(spot[1] + away * math.sin(angle), EDGE), height - EDGE)
        if any(math.dist((x, y), other) < APART for other in taken):
            continue
        if not any(_covers(label, x, y) for label in labels):
            return round(x, 1), round(y, 1)
    return spot


def _covers(label: Label, x: float, y: float) -> bool:
    """Whether a mark at this place would stand on the name."""
    angle = math.radians(label.angle)
    across, down = x - label.x, y - label.y
    along = across * math.cos(angle) + down * math.sin(angle)
    beside = down * math.cos(angle) - across * math.sin(angle)
    return abs(along) < len(label.name) * LETTER / 2 + EDGE * 0.8 and abs(beside) < LETTER + EDGE * 0.7
