"""Where everything of the opinion map goes on paper: groups as soft circles, one dot for so many people, nobody's place.

The dots fill their circle in a spiral; they say how many there are, not where anybody stands.
"""

from __future__ import annotations

from math import cos, hypot, pi, sin, sqrt
from typing import Any, NamedTuple

from wijkwerk.analysis.opinion_map.public import OwnPlace

WIDTH, HEIGHT = 360.0, 340.0
EDGE, LABEL = 14.0, 22.0
SHARE = 0.24
LEAST_RADIUS, MOST_RADIUS = 26.0, 92.0
MOST_DOTS = 240
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
SHAPES = ("round", "square", "triangle", "diamond", "cross", "ring")
GOLDEN = pi * (3 - sqrt(5))


class Dot(NamedTuple):
    """So many people, somewhere in the circle of their group."""

    x: float
    y: float


class Cloud(NamedTuple):
    """A group as it is drawn: its number, how many people, its circle, the shape of its dots, and where its words go."""

    id: int
    size: int
    x: float
    y: float
    radius: float
    shape: str
    dots: list[Dot]
    label_y: float


class Picture(NamedTuple):
    """The whole drawing: the groups, how many people a dot stands for, the common middle, and the viewer if there is one.

    The frame begins at `top`: what is empty above and below is left away.
    """

    top: float
    width: float
    height: float
    clouds: list[Cloud]
    people_per_dot: int
    middle: Dot | None
    you: Dot | None
    you_end: bool


def picture_of(content: dict[str, Any], own: OwnPlace | None = None) -> Picture | None:
    """The drawing of a public map; None where no group is drawn."""
    groups = content["groups"]
    if not groups:
        return None
    total = sum(group["size"] for group in groups)
    per_dot = next((step for step in STEPS if total <= MOST_DOTS * step), STEPS[-1])
    radii = [_radius(group["size"], total) for group in groups]
    scale, offset = _frame([group["centre"] for group in groups], radii)
    spots = [(offset[0] + scale * x, offset[1] - scale * y) for x, y in (group["centre"] for group in groups)]
    placed = _apart(spots, radii)
    clouds = [
        Cloud(
            group["id"],
            group["size"],
            round(x, 1),
            round(y, 1),
            round(radius, 1),
            SHAPES[at % len(SHAPES)],
            _spiral(x, y, radius, -(-group["size"] // per_dot)),
            round(y + radius + 15, 1),
        )
        for at, (group, (x, y), radius) in enumerate(zip(groups, placed, radii, strict=True))
    ]
    middle = Dot(*(round(one, 1) for one in offset)) if len(groups) > 1 else None
    you = _you(own, groups, clouds, scale, offset) if own else None
    ends = [(cloud.y - cloud.radius, cloud.label_y) for cloud in clouds]
    ends += [(spot.y - 12, spot.y + 12) for spot in (middle, you) if spot]
    top, bottom = min(high for high, _ in ends) - EDGE, max(low for _, low in ends) + EDGE
    return Picture(
        round(top, 1), WIDTH, round(bottom - top, 1), clouds, per_dot, middle, you, bool(you and you.x > WIDTH - 90)
    )


def _radius(size: int, total: int) -> float:
    return min(MOST_RADIUS, max(LEAST_RADIUS, sqrt(SHARE * WIDTH * HEIGHT / pi * size / total)))


def _frame(centres: list[list[float]], radii: list[float]) -> tuple[float, tuple[float, float]]:
    """How large a step of the map is drawn, and where its common middle comes."""
    xs, ys = [0.0, *(x for x, _ in centres)], [0.0, *(y for _, y in centres)]
    room = max(radii) + EDGE
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = min(
        (WIDTH - 2 * room) / wide if wide else float("inf"),
        (HEIGHT - 2 * room - LABEL) / high if high else float("inf"),
    )
    scale = scale if scale < float("inf") else 1.0
    left = (WIDTH - scale * wide) / 2 - scale * min(xs)
    top = (HEIGHT - LABEL - scale * high) / 2 + scale * max(ys)
    return scale, (left, top)


def _apart(spots: list[tuple[float, float]], radii: list[float]) -> list[tuple[float, float]]:
    """Push circles that cover each other apart, step by step and always alike, and keep them in the frame."""
    placed = [list(spot) for spot in spots]
    for _turn in range(300):
        moved = False
        for one in range(len(placed)):
            for other in range(one):
                dx, dy = placed[one][0] - placed[other][0], placed[one][1] - placed[other][1]
                wanted = radii[one] + radii[other] + LABEL
                far = hypot(dx, dy)
                if far < wanted:
                    angle = (dx / far, dy / far) if far > 0.01 else (cos(GOLDEN * one), sin(GOLDEN * one))
                    step = (wanted - far) / 2 + 0.1
                    for place, sign in ((placed[one], 1), (placed[other], -1)):
                        place[0] += sign * step * angle[0]
                        place[1] += sign * step * angle[1]
                    moved = True
        for place, radius in zip(placed, radii, strict=True):
            place[0] = min(max(place[0], radius + EDGE), WIDTH - radius - EDGE)
            place[1] = min(max(place[1], radius + EDGE), HEIGHT - radius - EDGE - LABEL)
        if not moved:
            break
    return [(x, y) for x, y in placed]


def _spiral(x: float, y: float, radius: float, number: int) -> list[Dot]:
    step = 0.86 * radius / sqrt(max(number, 1))
    return [
        Dot(
            round(x + step * sqrt(at + 0.5) * cos(at * GOLDEN), 1),
            round(y + step * sqrt(at + 0.5) * sin(at * GOLDEN), 1),
        )
        for at in range(number)
    ]


def _you(
    own: OwnPlace, groups: list[dict[str, Any]], clouds: list[Cloud], scale: float, offset: tuple[float, float]
) -> Dot:
    """Where the viewer stands: from the middle of their group, and never outside its circle."""
    x, y = own.position
    for group, cloud in zip(groups, clouds, strict=True):
        if group["id"] == own.group:
            dx, dy = scale * (x - group["centre"][0]), -scale * (y - group["centre"][1])
            short = min(1.0, 0.75 * cloud.radius / max(hypot(dx, dy), 0.001))
            return Dot(round(cloud.x + short * dx, 1), round(cloud.y + short * dy, 1))
    return Dot(
        round(min(max(offset[0] + scale * x, EDGE + 6), WIDTH - EDGE - 6), 1),
        round(min(max(offset[1] - scale * y, EDGE + 6), HEIGHT - EDGE - LABEL), 1),
    )
