"""The background of the map that moves, when the settings name a tile server; without one the drawing is the map."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Tiles:
    """The address of the tiles, and who made them."""

    url: str
    credit: str

    @classmethod
    def of(cls, template: str) -> Tiles | None:
        """The tiles at this address ({z}, {x}, {y} in it); None when the setting is empty."""
        if not template:
            return None
        host = urlsplit(template.replace("{s}.", "")).hostname or ""
        return cls(template, "© OpenStreetMap" if host.endswith("openstreetmap.org") else host)
