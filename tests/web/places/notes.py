"""Notes and a drawn neighbourhood for the tests of the map."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.places.actions import turned
from wijkwerk.web.places.grid import snapped
from wijkwerk.web.places.models import Note

NOW = datetime(2026, 5, 4, 20, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
SOMEWHERE = (4.4902, 51.9312)


def make_note(
    area: Area,
    text: str = "Veel lawaai van auto's.",
    *,
    kind: str = "problem",
    theme: str = "lawaai",
    at: tuple[float, float] | None = SOMEWHERE,
    by: Person | None = None,
    is_published: bool = False,
    **facts: Any,
) -> Note:
    """A note on the map of `area`, with the next number; `at` is (lon, lat) in degrees."""
    spot = snapped(*at) if at else None
    return Note.objects.create(
        area=area,
        number=turned(area, numbers=1).last_number,
        text=text,
        kind=kind,
        theme=theme,
        lon=spot.lon if spot else None,
        lat=spot.lat if spot else None,
        by=by,
        at=NOW,
        is_published=is_published,
        published_at=NOW if is_published else None,
        **facts,
    )


def draw(area: Area) -> Area:
    """Give the area two streets, a canal, a park and a few blocks."""
    area.shapes = SHAPES
    area.save()
    return area


def _feature(kind: str, name: str, shape: str, points: list[list[float]]) -> dict[str, Any]:
    coordinates = [[*points, points[0]]] if shape == "Polygon" else points
    return {
        "type": "Feature",
        "properties": {"kind": kind, "name": name},
        "geometry": {"type": shape, "coordinates": coordinates},
    }


SHAPES = {
    "type": "FeatureCollection",
    "features": [
        _feature("outline", "", "Polygon", [[4.486, 51.928], [4.496, 51.928], [4.496, 51.934], [4.486, 51.934]]),
        _feature("block", "", "Polygon", [[4.487, 51.929], [4.489, 51.929], [4.489, 51.931], [4.487, 51.931]]),
        _feature("block", "", "Polygon", [[4.491, 51.9292], [4.4935, 51.929], [4.4935, 51.931], [4.491, 51.931]]),
        _feature(
            "green", "Speelpark", "Polygon", [[4.491, 51.932], [4.495, 51.932], [4.495, 51.9335], [4.491, 51.9335]]
        ),
        _feature(
            "water",
            "Singel",
            "Polygon",
            [[4.4865, 51.9315], [4.4955, 51.9312], [4.4955, 51.9317], [4.4865, 51.932]],
        ),
        _feature("street", "Kerkstraat", "LineString", [[4.49, 51.928], [4.4902, 51.934]]),
        _feature("street", "Marktstraat", "LineString", [[4.486, 51.9312], [4.4955, 51.9305]]),
    ],
}
