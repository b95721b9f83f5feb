"""Many people as few points: neighbours on the map taken together, with their number and how far they lie apart."""

from dataclasses import dataclass

import numpy as np

from wijkwerk.analysis.opinion_map.votes import Floats, Whole

STRIPS = 64


@dataclass(frozen=True, eq=False)
class Clouds:
    """The middle of each cloud, how many people it holds, and its spread along one axis, squared."""

    middles: Floats
    numbers: Floats
    blur: Floats
    of_person: Whole | None = None


def one_by_one(points: Floats) -> Clouds:
    """Each person apart: the smallest clouds there are."""
    return Clouds(points, np.ones(len(points)), np.zeros(len(points)))


def strips(points: Floats, parts: Whole | None = None) -> Clouds:
    """Strips of as many people from left to right, each cut in as many pieces; people of two parts never come together."""
    number = len(points)
    across = np.empty(number, np.int64)
    across[np.argsort(points[:, 0], kind="stable")] = np.arange(number) * STRIPS // number
    cell = np.empty(number, np.int64)
    cell[np.lexsort((points[:, 1], across))] = np.arange(number) * STRIPS**2 // number
    if parts is not None:
        cell = cell * (int(parts.max()) + 1) + parts
    _, of_person = np.unique(cell, return_inverse=True)
    numbers = np.bincount(of_person).astype(np.float64)
    middles = np.stack([np.bincount(of_person, points[:, axis]) / numbers for axis in (0, 1)], axis=1)
    away = ((points - middles[of_person]) ** 2).sum(axis=1)
    return Clouds(middles, numbers, np.bincount(of_person, away) / numbers / 2, of_person)
