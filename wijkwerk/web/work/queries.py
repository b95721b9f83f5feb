"""What the pages of work read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wijkwerk.engines import KINDS
from wijkwerk.library.method import Method
from wijkwerk.web.people.models import Area, Person, but_its_place
from wijkwerk.web.people.service import may, require
from wijkwerk.web.site.prepared import Prepared
from wijkwerk.web.work.editions import method_of
from wijkwerk.web.work.models import Run, RunEvent, RunRole
from wijkwerk.web.work.results import with_results

PAGE = 60
LATEST = 10
# What only the map draws, and what may be large.
DRAWINGS = ("area__shapes",)
AROUND = "area__within__within__within"
UNREAD = (
    *DRAWINGS,
    *but_its_place("area__within"),
    *but_its_place("area__within__within"),
    *but_its_place(AROUND),
)


# Runs with the place of their area, for the rights; what is only changed comes without the results that wait for it.
_run = Prepared(
    lambda key: with_results(Run.objects.select_related(AROUND).defer(*UNREAD).filter(pk=key)), Run._meta.pk
)
_run_alone = Prepared(
    lambda key: Run.objects.select_for_update(of=("self",)).select_related(AROUND).defer(*UNREAD).filter(pk=key),
    Run._meta.pk,
)


_events = Prepared(
    lambda run, first, last: _told(RunEvent.objects.filter(run=run, number__gte=first, number__lte=last)),
    RunEvent._meta.get_field("run"),
    RunEvent._meta.get_field("number"),
    RunEvent._meta.get_field("number"),
)


class Opened(NamedTuple):
    """A run with its method, the state as the engine knows it, and its report."""

    run: Run
    method: Method
    part: Any
    state: Any
    report: Any


def runs_for(person: Person | None) -> QuerySet[Run]:
    """The runs this person may see, last changed first."""
    visible = Q(is_open=True) | (_within_reach(person, "area__") if person else Q())
    runs = Run.objects.filter(visible).select_related("area").defer("state", *DRAWINGS)
    return runs.order_by("-changed_at", "pk")


class RunRow(NamedTuple):
    """What a list shows of a run."""

    pk: UUID
    title: str
    part: str
    is_finished: bool
    changed_at: datetime
    area_name: str

    @property
    def url(self) -> str:
        """The page of the run."""
        return reverse("work:run", args=[self.pk])

    @property
    def facts(self) -> list[str]:
        """Where it is, what sort of thing it is, and since when it stands as it does."""
        changed = _("laatst veranderd op %(day)s") % {"day": date_format(localtime(self.changed_at), "j E Y")}
        facts = [self.area_name, str(Run.Part(self.part).label), changed]
        return [*facts, _("afgerond")] if self.is_finished else facts


def rows_for(person: Person | None) -> QuerySet[Run, tuple[UUID, str, str, bool, datetime, str]]:
    """What the list shows of the runs this person may see, in the order of RunRow."""
    return runs_for(person).values_list("pk", "title", "part", "is_finished", "changed_at", "area__name")


def areas_to_start_in(person: Person) -> QuerySet[Area]:
    """The areas where this person has a role, and the parts of them."""
    return Area.objects.filter(_within_reach(person)).order_by("name")


def run_for(person: Person | None, run_id: UUID, permission: str = "work.see_run") -> Run:
    """The run, when this person may see it; 404 otherwise, so that nobody learns it exists."""
    run = next(iter(_run(run_id)), None)
    if run is None:
        raise Http404
    if permission != "work.see_run" and not may(person, "work.see_run", run):
        raise Http404
    require(person, permission, run, is_hidden=permission == "work.see_run")
    return run


def run_to_change(run_id: UUID) -> Run:
    """The run, which nobody else changes until the transaction ends; 404 when there is none."""
    run = next(iter(_run_alone(run_id)), None)
    if run is None:
        raise Http404
    return run


def opened(run: Run) -> Opened:
    """The run with everything its page shows, worked out from its state."""
    method = method_of(run.edition_id)
    part, engine = method.parts[run.part], KINDS[run.part]
    state = engine.start(part).model_validate(run.state)
    return Opened(run, method, part, state, engine.report(part, state))


def events_of(run: Run) -> QuerySet[RunEvent]:
    """What happened, last first."""
    return _told(RunEvent.objects.filter(run=run))


def some_events_of(run: Run, numbers: Sequence[int]) -> list[RunEvent]:
    """What happened under these numbers, which go down one by one."""
    return _events(run.pk, numbers[-1], numbers[0]) if numbers else []


def _told(events: QuerySet[RunEvent]) -> QuerySet[RunEvent]:
    return events.select_related("by").only("number", "event", "role", "at", "by__name").order_by("-number")


def roles_of_run(run: Run) -> list[RunRole]:
    """Who has which role, in the order of names."""
    return list(RunRole.objects.filter(run=run).select_related("person").order_by("role", "person__name"))


def people_of(area: Area) -> QuerySet[Person]:
    """The people who could take a role in this area."""
    return (
        Person.objects.filter(area_roles__area__in=list(area.with_around()), is_active=True).distinct().order_by("name")
    )


def _within_reach(person: Person, of: str = "") -> Q:
    """The areas where this person has a role, and everything inside them: block, street, neighbourhood, district."""
    mine = set(person.roles_by_area)
    steps = ("", "within__", "within__within__", "within__within__within__")
    return reduce(or_, (Q(**{f"{of}{step}pk__in": mine}) for step in steps))
