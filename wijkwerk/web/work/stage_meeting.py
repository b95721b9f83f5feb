"""A stage of a route that needs a meeting: what it asks, and writing down there what the meeting brought."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from wijkwerk.engines.route.part import Route, Stage
from wijkwerk.engines.route.run import State
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import may
from wijkwerk.web.work.actions import record
from wijkwerk.web.work.editions import method_of
from wijkwerk.web.work.models import Run
from wijkwerk.web.work.rules import roles_of
from wijkwerk.words.question import Question
from wijkwerk.words.refusal import Refused


class StageMeeting(NamedTuple):
    """A stage, as the meeting that belongs to it shows it; `asks` is empty unless it needs a meeting and is at hand."""

    run: Run
    title: str
    asks: tuple[Question, ...]


def stage_meeting(run_id: UUID, stage_id: str, person: Person | None) -> StageMeeting | None:
    """The stage of a route that this person may see; None when there is none."""
    run = Run.objects.filter(pk=run_id, part=Run.Part.ROUTE).select_related("area__within__within").first()
    route = method_of(run.edition_id).route if run and may(person, "work.see_run", run) else None
    stage = route.stage(stage_id) if route else None
    if run is None or stage is None:
        return None
    is_at_hand = stage.needs == "meeting" and run.state.get("stage") == stage.id
    return StageMeeting(run, stage.title, stage.asks if is_at_hand else ())


def may_write_of_meeting(found: StageMeeting, stage_id: str, person: Person) -> bool:
    """Whether this person has a role that writes at this stage, and the stage asks something now."""
    stage = _stage(found.run, stage_id)
    return bool(found.asks) and stage is not None and _role(found.run, stage, person) is not None


def write_of_meeting(
    run_id: UUID, stage_id: str, answers: Mapping[str, Any], *, by: Person, now: datetime, once: str
) -> None:
    """Write down at the stage what the meeting brought; the same `once` counts once. Refused with its reason."""

    def read(run: Run, part: Route, state: State) -> dict[str, Any]:
        stage = part.stage(stage_id)
        if stage is None or stage.needs != "meeting":
            raise Refused("no-entries-here", stage=stage.title if stage else stage_id)
        role = _role(run, stage, by)
        return {"entry-added": {"to": stage_id, "values": dict(answers), **({"by": role} if role else {})}}

    step = Run.objects.values_list("step", flat=True).get(pk=run_id)
    record(run_id, read, by=by, now=now, step=step, token=once)


def _stage(run: Run, stage_id: str) -> Stage | None:
    route = method_of(run.edition_id).route
    return route.stage(stage_id) if route else None


def _role(run: Run, stage: Stage, person: Person) -> str | None:
    held = roles_of(person, run)
    return next((role for role in (stage.owner, *stage.also) if role in held), None)
