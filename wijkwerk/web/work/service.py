"""What other rooms may ask of work."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import may
from wijkwerk.web.site.languages import marked
from wijkwerk.web.work.actions import record
from wijkwerk.web.work.editions import method_of
from wijkwerk.web.work.models import Run
from wijkwerk.web.work.plan_check import PlanCheck, plan_check, plan_checks
from wijkwerk.web.work.results import register_results
from wijkwerk.web.work.rules import roles_of
from wijkwerk.web.work.stage_meeting import StageMeeting, may_write_of_meeting, stage_meeting, write_of_meeting
from wijkwerk.words.refusal import Refused

__all__ = [
    "PlanCheck",
    "StageMeeting",
    "VoteAsked",
    "VoteCount",
    "count_vote",
    "happenings",
    "may_write_of_meeting",
    "plan_check",
    "plan_checks",
    "register_results",
    "stage_meeting",
    "vote_asked",
    "write_of_meeting",
]

MOST_HAPPENINGS = 3


def happenings() -> list[dict[str, str]]:
    """What is going on for everyone to see, last changed first, as title and its language, sentence, address and area."""
    runs = Run.objects.filter(is_open=True).select_related("area").defer("area__shapes")
    return [
        {
            "title": run.title,
            "language": "nl",
            "sentence": _sentence(run),
            "url": run.get_absolute_url(),
            "area": run.area.name,
        }
        for run in runs.order_by("-changed_at")[:MOST_HAPPENINGS]
    ]


def _sentence(run: Run) -> str:
    if run.part != Run.Part.ROUTE:
        return _("Hier is advies over gevraagd.") if run.part == Run.Part.GUIDE else _("Dit plan is getoetst.")
    stage = method_of(run.edition_id).route.stage(run.state["stage"] or "")  # type: ignore[union-attr]
    return marked(_("Nu: %(stage)s"), stage=("nl", stage.title)) if stage else _("Deze route is afgerond.")


class VoteAsked(NamedTuple):
    """A vote that a stage of a route needs: over which group, how many per cent of it, and who may record its count."""

    area: Area
    run_title: str
    title: str
    summary: str
    group: str
    percent: int | None
    url: str
    roles: str
    is_mine: bool


class VoteCount(NamedTuple):
    """The count of a vote for a stage, in whole numbers, and how many people the group has."""

    stage: str
    agree: int
    against: int
    blank: int
    whole: int
    on: str


def vote_asked(run_id: UUID, stage_id: str, *, by: Person) -> VoteAsked:
    """What the stage asks of a vote; Http404 when there is no such vote that this person may see."""
    run = Run.objects.filter(pk=run_id, part=Run.Part.ROUTE).select_related("area__within__within__within").first()
    if run is None or not may(by, "work.see_run", run):
        raise Http404
    route = method_of(run.edition_id).route
    stage = route.stage(stage_id) if route else None
    if route is None or stage is None or stage.needs != "vote":
        raise Http404
    percent = stage.gate.percent if stage.gate else None
    roles, titles = (stage.owner, *stage.also), route.titles
    return VoteAsked(
        area=run.area,
        run_title=run.title,
        title=stage.title,
        summary=stage.summary or "",
        group=stage.counted_over or "",
        percent=percent,
        url=run.get_absolute_url(),
        roles=", ".join(titles[role] for role in roles),
        is_mine=not roles_of(by, run).isdisjoint(roles),
    )


def count_vote(run_id: UUID, count: VoteCount, *, by: Person, now: datetime) -> None:
    """Record the count of a vote at the stage it was held for, as somebody with a role there, in one transaction.

    Refused with its reason when the route is at another stage, NotAllowed when this person has no role in it.
    """

    def read(run: Run, part: Any, state: Any) -> dict[str, Any]:
        stage = part.stage(count.stage)
        if stage is None or state.stage != stage.id:
            current = part.titles.get(state.stage or "", state.stage or "")
            raise Refused("not-now", stage=stage.title if stage else count.stage, current=current)
        mine = roles_of(by, run)
        role = next((role for role in (stage.owner, *stage.also) if role in mine), None)
        if role is None:
            titles = part.titles
            raise Refused(
                "not-your-role",
                owner=titles.get(stage.owner, stage.owner),
                role=", ".join(sorted(titles.get(one, one) for one in mine)),
            )
        sums = {"agree": count.agree, "against": count.against, "blank": count.blank}
        return {"vote-counted": {**sums, "of": {stage.counted_over: count.whole}, "on": count.on, "by": role}}

    with transaction.atomic():
        step = Run.objects.select_for_update().filter(pk=run_id).values_list("step", flat=True).first()
        if step is None:
            raise Http404
        record(run_id, read, by=by, now=now, step=step)
