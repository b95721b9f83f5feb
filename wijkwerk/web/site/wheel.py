"""The wheel of the work, as shapes: five turns in a ring, so that the page can draw and list the same five."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CENTRE = 240
OUTER, INNER, LABEL = 226, 94, 162
# The path of an arc bulges towards the next turn by this much (degrees), so that the ring seems to go round.
POINT = 7


@dataclass(frozen=True)
class Turn:
    """One turn of the wheel: its word, the question people ask there, and where it leads."""

    id: str
    label: str | Promise
    question: str | Promise
    url: str
    icon: str


@dataclass(frozen=True)
class Segment:
    """A turn with its drawing: an SVG path and the middle of its label, in units of a 480 × 480 square."""

    turn: Turn
    path: str
    x: int
    y: int

    @property
    def icon_x(self) -> int:
        """Left side of the 30 units wide icon above the label."""
        return self.x - 15

    @property
    def icon_y(self) -> int:
        """Top of the icon above the label."""
        return self.y - 36

    @property
    def label_y(self) -> int:
        """Base line of the label."""
        return self.y + 20


TURNS = (
    Turn("luisteren", _("luisteren"), _("Wat is hier gaande? Wat telt voor jou?"), "/vinden/methode/wat-telt/", "ear"),
    Turn("begrijpen", _("begrijpen"), _("Hoe hangt het samen?"), "/kaart/", "map"),
    Turn("kiezen", _("kiezen"), _("Wat werkt, voor wie, wanneer en waarom?"), "/vinden/", "compass"),
    Turn("doen", _("doen"), _("Wie doet wat, en wanneer?"), "/werk/", "hands"),
    Turn("leren", _("leren"), _("Wat bracht het? Wat doen we nu?"), "/over/#leren", "book"),
)


def drawn(turns: Iterable[Turn] = TURNS) -> list[Segment]:
    """The turns as a ring, clockwise from the top."""
    turns = list(turns)
    width = 360 / len(turns)
    return [_segment(turn, middle=-90 + index * width, width=width) for index, turn in enumerate(turns)]


def _segment(turn: Turn, *, middle: float, width: float) -> Segment:
    start, end = middle - width / 2 + 1, middle + width / 2 - 1
    ring = (OUTER + INNER) / 2
    path = (
        f"M{_at(start, OUTER)} A{OUTER} {OUTER} 0 0 1 {_at(end, OUTER)} "
        f"L{_at(end + POINT, ring)} L{_at(end, INNER)} "
        f"A{INNER} {INNER} 0 0 0 {_at(start, INNER)} L{_at(start + POINT, ring)} Z"
    )
    x, y = _point(middle + POINT / 2, LABEL)
    return Segment(turn, path, round(x), round(y))


def _point(degrees: float, radius: float) -> tuple[float, float]:
    angle = degrees * pi / 180
    return CENTRE + radius * cos(angle), CENTRE + radius * sin(angle)


def _at(degrees: float, radius: float) -> str:
    x, y = _point(degrees, radius)
    return f"{x:.1f} {y:.1f}"
