"""A plan that was held against a check, for a room that shows what the check found beside what was planned."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from wijkwerk.engines.check.part import Point
from wijkwerk.web.people.models import Area
from wijkwerk.web.work.models import Run
from wijkwerk.web.work.queries import opened

MOST = 60


class PlanCheck(NamedTuple):
    """What a check says of a plan now: what is in order, what is not, and what nobody said."""

    title: str
    method: str
    method_title: str
    met: tuple[Point, ...]
    not_met: tuple[Point, ...]
    not_said: tuple[Point, ...]


def plan_checks(area: Area, method: str) -> list[tuple[UUID, str]]:
    """The plans of this area that were held against the check of a method, the last first; one without answers is none."""
    runs = Run.objects.filter(area=area, part=Run.Part.CHECK, edition__method_id=method, step__gt=0)
    return list(runs.order_by("-changed_at", "pk").values_list("pk", "title")[:MOST])


def plan_check(run_id: UUID) -> PlanCheck | None:
    """What the check found; None when it is not there."""
    run = Run.objects.filter(pk=run_id, part=Run.Part.CHECK).first()
    if run is None:
        return None
    found = opened(run)
    points: dict[str, list[Point]] = {"met": [], "not-met": [], "not-said": [], "does-not-apply": []}
    for judged in found.report.points:
        points[judged.verdict].append(judged.point)
    return PlanCheck(
        title=run.title,
        method=found.method.id,
        method_title=found.method.title,
        met=tuple(points["met"]),
        not_met=tuple(points["not-met"]),
        not_said=tuple(points["not-said"]),
    )
