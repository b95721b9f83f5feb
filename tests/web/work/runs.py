"""Runs as the tests meet them: just begun or some events along, with one person in every role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from wijkwerk.engines import KINDS
from wijkwerk.web.find.service import shelf
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.work.editions import keep_edition
from wijkwerk.web.work.models import Run, RunEvent, RunRole

VOTE = "buurtwarmte-vechtzoom"
ROLE = "kerngroep"


def make_run(
    area: Area,
    *,
    by: Person,
    method: str = VOTE,
    part: str = "route",
    roles: tuple[str, ...] = (ROLE,),
    events: tuple[dict[str, Any], ...] = (),
    is_open: bool = False,
    title: str = "Van het gas af",
) -> Run:
    """A run that `by` owns, in `area` whether they live there or not, with the events played by the engine."""
    at, content = now() - timedelta(minutes=len(events)), shelf().methods[method].parts[part]
    engine = KINDS[part]
    state = engine.start(content)
    for number, event in enumerate(events, start=1):
        state = engine.apply(content, state, event, now=at + timedelta(minutes=number))
    run = Run.objects.create(
        edition_id=keep_edition(method),
        part=part,
        area=area,
        title=title,
        owner=by,
        state=state.model_dump(mode="json"),
        step=len(events),
        is_open=is_open,
        is_finished=getattr(state, "is_finished", False),
        started_at=at,
        changed_at=at + timedelta(minutes=len(events)),
    )
    RunRole.objects.bulk_create(RunRole(run=run, role=role, person=by) for role in roles if part == "route")
    RunEvent.objects.bulk_create(
        RunEvent(run=run, number=number, event=event, by=by, role=ROLE, at=at + timedelta(minutes=number))
        for number, event in enumerate(events, start=1)
    )
    return run


def wrote(to: str, **values: Any) -> dict[str, Any]:
    """Something is written down at a stage or on a list."""
    return {"entry-added": {"to": to, "values": values}}


def counted(agree: int, people: int = 260) -> dict[str, Any]:
    """A vote is counted over the residents."""
    return {"vote-counted": {"agree": agree, "of": {"residents": people}}}


CLOSED: dict[str, Any] = {"stage-closed": {}}
UP_TO_THE_FIRST_VOTE: tuple[dict[str, Any], ...] = (
    wrote("initiatiefgroep", who="Fatma"),
    wrote("initiatiefgroep", who="Bram"),
    CLOSED,
    wrote("manifest", name="Nieuwe Energie"),
    CLOSED,
    wrote("contactpersonen", block="Blok 1", houses=8, contact="Fatma"),
    CLOSED,
    wrote("gespreksavonden", block="Blok 1", people=9),
    CLOSED,
    wrote("langs-de-deuren", block="Blok 1"),
    CLOSED,
)
UP_TO_THE_SECOND_VOTE: tuple[dict[str, Any], ...] = (
    *UP_TO_THE_FIRST_VOTE,
    counted(200),
    CLOSED,
    wrote("oplossingen", solution="Een warmtenet"),
    wrote("oplossingen", solution="Ieder een warmtepomp"),
    CLOSED,
)
TO_THE_END: tuple[dict[str, Any], ...] = (
    *UP_TO_THE_SECOND_VOTE,
    counted(200),
    CLOSED,
    counted(190),
    CLOSED,
    wrote("uitvoering", done="De eerste straat is klaar."),
    wrote("answers", brought="Kan het goedkoper?", answer="We vragen subsidie."),
    CLOSED,
)
