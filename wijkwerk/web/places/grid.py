"""Rounds the place of a note, so that it shows a corner of the street and not somebody's front door."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

# About 22 m north to south and 27 m east to west, at the latitude of the Netherlands.
STEP_LAT = Decimal("0.0002")
STEP_LON = Decimal("0.0004")
METRES = 25


class Spot(NamedTuple):
    """A point of the grid, in degrees (WGS84), with four decimals."""

    lon: Decimal
    lat: Decimal


def snapped(lon: float | Decimal, lat: float | Decimal) -> Spot:
    """The point of the grid that is nearest to this place."""
    return Spot(_to_step(lon, STEP_LON), _to_step(lat, STEP_LAT))


def _to_step(value: float | Decimal, step: Decimal) -> Decimal:
    steps = (Decimal(str(value)) / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return (steps * step).quantize(Decimal("0.0001"))
