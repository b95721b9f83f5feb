"""Draws an area from its own shapes, softly and by hand, so that the map needs no outside address and no script."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

Point = tuple[float, float]

WIDTH = 800.0
TALLEST, LOWEST = 700.0, 420.0
MARGIN = 26.0
# How far a pencil line strays, and after how many units it does: enough to look drawn, not enough to mislead.
WOBBLE, STRIDE = 1.6, 46.0
CORNER = 9.0
KINDS = ("outline", "green", "block", "water", "street")
METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True)
class Frame:
    """How degrees become units of the drawing: `west` and `north` lie at (0, 0)."""

    west: float
    south: float
    east: float
    north: float
    height: float

    def point(self, lon: float, lat: float) -> Point:
        """The place on the drawing, rounded to a tenth of a unit."""
        x = (lon - self.west) / (self.east - self.west) * WIDTH
        y = (self.north - lat) / (self.north - self.south) * self.height
        return round(x, 1), round(y, 1)

    @property
    def view_box(self) -> str:
        """The size of the drawing, in its own units."""
        return f"0 0 {WIDTH:g} {self.height:g}"

    @property
    def bounds(self) -> str:
        """West, south, east and north in degrees, with commas between."""
        return f"{self.west:.6f},{self.south:.6f},{self.east:.6f},{self.north:.6f}"

    def holds(self, lon: float, lat: float) -> bool:
        """Whether this place lies on the drawing."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


@dataclass(frozen=True)
class Shape:
    """One soft shape: its kind and the path of its line."""

    kind: str
    path: str


@dataclass(frozen=True)
class Label:
    """A name on the drawing, upright and along the street it belongs to."""

    kind: str
    name: str
    x: float
    y: float
    angle: float


@dataclass(frozen=True)
class Landmark:
    """A named place one can point at without a map (degrees)."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Drawing:
    """An area as people know it: shapes, names, and the frame that puts notes in their place."""

    frame: Frame
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    landmarks: tuple[Landmark, ...]


def drawn(collection: Any, places: Iterable[Point] = ()) -> Drawing | None:
    """The drawing of a GeoJSON FeatureCollection; without shapes, empty paper around `places`; None without either."""
    if drawing := _drawn(json.dumps(collection)):
        return drawing
    frame = framed(places)
    return Drawing(frame, (), (), ()) if frame else None


def framed(places: Iterable[Point]) -> Frame | None:
    """The frame around these places with a margin, not too flat and not too tall; None without places."""
    known = list(places)
    if not known:
        return None
    lons, lats = [lon for lon, _ in known], [lat for _, lat in known]
    middle = (max(lats) + min(lats)) / 2
    shrink = math.cos(math.radians(middle))
    across = max((max(lons) - min(lons)) * shrink, 0.002)
    down = max(max(lats) - min(lats), 0.002)
    share = WIDTH / (WIDTH - 2 * MARGIN)
    across, down = across * share, down * share
    across = max(across, down * WIDTH / TALLEST)
    down = max(down, across * LOWEST / WIDTH)
    centre = (max(lons) + min(lons)) / 2
    half = across / shrink / 2
    return Frame(centre - half, middle - down / 2, centre + half, middle + down / 2, round(WIDTH * down / across, 1))


@lru_cache(maxsize=256)
def _drawn(collection: str) -> Drawing | None:
    features = [_Feature.read(feature) for feature in _features(json.loads(collection))]
    known = [feature for feature in features if feature]
    frame = framed(point for feature in known for line in feature.lines for point in line)
    if frame is None:
        return None
    known.sort(key=lambda feature: KINDS.index(feature.kind))
    return Drawing(
        frame,
        tuple(Shape(feature.kind, feature.path(frame)) for feature in known),
        tuple(feature.label(frame) for feature in known if feature.name and feature.kind != "outline"),
        tuple(_landmarks(known)),
    )


def _features(collection: Any) -> list[Any]:
    features = collection.get("features") if isinstance(collection, Mapping) else None
    return features if isinstance(features, list) else []


def _landmarks(features: Iterable[_Feature]) -> list[Landmark]:
    """Each name once, in the order of the alphabet."""
    named = {feature.name: feature.middle() for feature in features if feature.name and feature.kind != "outline"}
    return [Landmark(name, *middle) for name, middle in sorted(named.items(), key=lambda one: one[0].casefold())]


@dataclass(frozen=True)
class _Feature:
    """A feature we can draw: `lines` are its rings, or the parts of a street, in degrees."""

    kind: str
    name: str
    is_closed: bool
    lines: tuple[tuple[Point, ...], ...]

    @classmethod
    def read(cls, feature: Any) -> _Feature | None:
        """The feature, or None when it is of another kind than we draw."""
        try:
            geometry, properties = feature["geometry"], feature.get("properties") or {}
            kind, type_, found = str(properties.get("kind", "block")), geometry["type"], geometry["coordinates"]
            points = tuple(tuple((float(lon), float(lat)) for lon, lat, *_ in line) for line in _lines(type_, found))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        if kind not in KINDS or not points or any(len(line) < 2 for line in points):
            return None
        return cls(kind, str(properties.get("name") or ""), "Polygon" in type_, points)

    def path(self, frame: Frame) -> str:
        """The line as an SVG path, with a steady hand and round corners."""
        drawn_lines = ([frame.point(*point) for point in line] for line in self.lines)
        wobble = WOBBLE if self.kind in ("block", "green", "outline") else WOBBLE * 0.8
        return " ".join(_soft(line, is_closed=self.is_closed, wobble=wobble) for line in drawn_lines)

    def middle(self) -> Point:
        """A place that stands for the whole: the middle of a street, the centre of a shape (degrees)."""
        line = max(self.lines, key=len)
        if not self.is_closed:
            (ax, ay), (bx, by) = _longest(line)
            return (ax + bx) / 2, (ay + by) / 2
        ring = line[:-1] if line[0] == line[-1] else line
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)

    def label(self, frame: Frame) -> Label:
        """The name, along the longest stretch of a street or water, level in any other shape."""
        x, y = frame.point(*self.middle())
        angle = 0.0
        line = [frame.point(*point) for point in max(self.lines, key=len)]
        (ax, ay), (bx, by) = _longest(line)
        if self.kind == "street" or (self.kind == "water" and _is_long(line)):
            angle = math.degrees(math.atan2(by - ay, bx - ax))
            angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
        return Label(self.kind, self.name, x, y, round(angle, 1))


def _lines(type_: str, found: Any) -> list[Any]:
    """The rings or lines of a geometry; KeyError for one we do not draw."""
    match type_:
        case "Polygon" | "MultiLineString":
            return list(found)
        case "MultiPolygon":
            return [ring for polygon in found for ring in polygon]
        case "LineString":
            return [found]
        case _:
            raise KeyError(type_)


def _longest(line: Sequence[Point]) -> tuple[Point, Point]:
    return max(pairwise(line), key=lambda pair: math.dist(*pair))


def _is_long(line: Sequence[Point]) -> bool:
    wide = max(x for x, _ in line) - min(x for x, _ in line)
    high = max(y for _, y in line) - min(y for _, y in line)
    return max(wide, high) > 3 * max(min(wide, high), 1)


def _soft(line: list[Point], *, is_closed: bool, wobble: float) -> str:
    """The line with a slight tremble, and curves instead of corners."""
    if is_closed and line[0] == line[-1]:
        line = line[:-1]
    points = _trembling(line, is_closed=is_closed, wobble=wobble)
    if is_closed:
        corners = [_corner(points[i - 1], points[i], points[(i + 1) % len(points)]) for i in range(len(points))]
        (start, _middle, _end), *_rest = corners
        return f"M{_xy(start)}" + "".join(f"L{_xy(a)}Q{_xy(b)} {_xy(c)}" for a, b, c in corners) + "Z"
    corners = [_corner(*three) for three in zip(points, points[1:], points[2:], strict=False)]
    bends = "".join(f"L{_xy(a)}Q{_xy(b)} {_xy(c)}" for a, b, c in corners)
    return f"M{_xy(points[0])}{bends}L{_xy(points[-1])}"


def _trembling(line: Sequence[Point], *, is_closed: bool, wobble: float) -> list[Point]:
    ends = [*line, line[0]] if is_closed else list(line)
    points: list[Point] = []
    for (ax, ay), (bx, by) in pairwise(ends):
        long = math.dist((ax, ay), (bx, by))
        parts = max(1, round(long / STRIDE))
        points.append((ax, ay))
        for part in range(1, parts):
            along = part / parts
            x, y = ax + (bx - ax) * along, ay + (by - ay) * along
            # The same place always trembles the same way: a sine of the place stands in for chance.
            stray = wobble * math.sin(x * 12.9898 + y * 78.233)
            points.append((x - (by - ay) / long * stray, y + (bx - ax) / long * stray))
    return points if is_closed else [*points, ends[-1]]


def _corner(before: Point, at: Point, after: Point) -> tuple[Point, Point, Point]:
    return _towards(at, before), at, _towards(at, after)


def _towards(at: Point, other: Point) -> Point:
    long = math.dist(at, other)
    share = min(CORNER, long / 2.2) / long if long else 0.0
    return at[0] + (other[0] - at[0]) * share, at[1] + (other[1] - at[1]) * share


def _xy(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
