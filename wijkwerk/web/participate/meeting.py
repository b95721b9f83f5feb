"""What people do with a meeting: plan it, invite, put something on the agenda, and write down what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wijkwerk.web.participate import meetings, notices
from wijkwerk.web.participate.models import AgendaPoint, Meeting, Round
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.rounds import owners_in
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import require

MOST_POINTS = 40
LONGEST_POINT = 200


class Overtaken(Exception):
    """Somebody else changed the meeting since the form was made; nothing is changed."""


@dataclass(frozen=True)
class Plan:
    """What an invitation says."""

    area: Area
    title: str
    invitation: str
    begins_at: datetime
    ends_at: datetime
    place: str
    is_at_home: bool
    most: int
    host: Person | None
    round: Round | None = None
    run: UUID | None = None
    stage: str = ""


@dataclass(frozen=True)
class Told:
    """What came of it: how many came, never who."""

    came: int
    notes: str
    agreements: str
    after_talk: str
    what_next: str


def plan_meeting(plan: Plan, points: Iterable[str], *, by: Person, now: datetime) -> Meeting:
    """A new meeting with its agenda; nobody is invited yet."""
    require(by, "participate.lead", plan.area)
    with transaction.atomic():
        meeting = Meeting(**_fields(plan), changed_at=now)
        meeting.full_clean(exclude=["id"])
        meeting.save(force_insert=True)
        _set_points(meeting, points)
    return meeting


def change_meeting(
    meeting: Meeting, plan: Plan, points: Iterable[str], *, by: Person, now: datetime, seen: int
) -> bool:
    """Another day, place or agenda; who was invited hears of another day or place. Whether they were told.

    What residents put on the agenda stays as it is.
    """
    require(by, "participate.lead", meeting)
    require(by, "participate.lead", plan.area)
    with transaction.atomic():
        held = _held(meeting, seen)
        _refuse_called_off(held)
        before = (held.begins_at, held.ends_at, held.place)
        for name, value in _fields(plan).items():
            setattr(held, name, value)
        has_moved = before != (held.begins_at, held.ends_at, held.place)
        _save(held, now)
        _set_points(held, points)
        tells = has_moved and held.invited_at is not None and not held.is_over(now)
        if tells:
            _tell_invited(
                held,
                lambda: _("%(title)s is verzet: %(when)s, %(place)s.") % _words(held),
                key=f"changed:{held.version}",
            )
    return tells


def call_off(meeting: Meeting, why: str, *, by: Person, now: datetime) -> None:
    """It does not go on; who was invited hears so, with the reason."""
    require(by, "participate.lead", meeting)
    with transaction.atomic():
        held = _held(meeting)
        if held.is_told:
            raise NotNow(_("Deze samenkomst is al geweest: er staat een verslag."))
        if held.called_off:
            return
        held.called_off = why
        _save(held, now)
        if held.invited_at is not None:
            _tell_invited(
                held, lambda: _("%(title)s gaat niet door: %(why)s") % {**_words(held), "why": why}, key="called-off"
            )


def invite(meeting: Meeting, *, by: Person, now: datetime) -> int:
    """Tell everyone with a role here that they are welcome; how many. Again: only who came since."""
    require(by, "participate.lead", meeting)
    with transaction.atomic():
        held = _held(meeting)
        _refuse_called_off(held)
        if held.is_over(now):
            raise NotNow(_("Deze samenkomst is al geweest."))
        invited = _tell_invited(
            held, lambda: _("Je bent welkom bij %(title)s: %(when)s, %(place)s.") % _words(held), key="invited"
        )
        held.invited_at = held.invited_at or now
        held.save(update_fields=["invited_at"])
    return invited


def add_point(
    meeting: Meeting, text: str, *, by: Person, now: datetime, idea: UUID | None = None, is_read_first: bool = False
) -> AgendaPoint:
    """Anyone of the area puts something on the agenda, marked as theirs: the agenda is wider than the plan.

    Nothing says who it was. Nobody else sees it before it was read when `is_read_first`.
    """
    require(by, "participate.take_part", meeting)
    with transaction.atomic():
        held = _held(meeting)
        _refuse_called_off(held)
        if held.is_over(now):
            raise NotNow(
                _("Deze samenkomst is al geweest. Bel de contactpersoon als er nog iets moet worden besproken.")
            )
        if held.agenda.count() >= MOST_POINTS:
            raise NotNow(_("De agenda is vol. Bel de contactpersoon; misschien is er een tweede avond nodig."))
        point = AgendaPoint(
            meeting=held, number=_last_number(held) + 1, text=text, by_residents=True, idea=idea, is_held=is_read_first
        )
        point.writer_mark = point.mark_of(by)
        point.full_clean(exclude=["meeting"])
        point.save(force_insert=True)
        if is_read_first:
            notices.tell_all(
                owners_in(held.area),
                lambda: _("Iemand schreef een punt op voor %(title)s. Lees het eerst.") % {"title": held.title},
                why=lambda: _("Je hebt een rol in %(area)s.") % {"area": held.area.name},
                url=f"{held.get_absolute_url()}#agenda",
                key=f"meeting:{held.pk}:read-{point.number}",
            )
    return point


def place_point(point: AgendaPoint, *, by: Person) -> None:
    """Everybody may see a point that somebody read first."""
    require(by, "participate.read_first", point.meeting)
    point.is_held = False
    point.save(update_fields=["is_held"])


def remove_point(point: AgendaPoint, *, by: Person) -> None:
    """Take a point away: one's own, or because it names somebody or stands there twice."""
    require(by, "participate.remove_point", point)
    point.delete()


def write_up(meeting: Meeting, told: Told, *, by: Person, now: datetime, seen: int) -> None:
    """How many came, what was said and agreed, also at the after-talk, and what happens next.

    Who was invited hears that the report is there. Overtaken when somebody wrote since the form was made.
    """
    require(by, "participate.lead", meeting)
    with transaction.atomic():
        held = _held(meeting, seen)
        _refuse_called_off(held)
        if held.begins_at > now:
            raise NotNow(_("Deze samenkomst moet nog beginnen."))
        is_first = not held.is_told
        for name, value in asdict(told).items():
            setattr(held, name, value)
        held.told_at = held.told_at or now
        held.full_clean(exclude=["id"])
        _save(held, now)
        if is_first and held.invited_at is not None:
            _tell_invited(held, lambda: _("Er is een verslag van %(title)s.") % _words(held), key="told")


def _fields(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in plan.__dataclass_fields__}


def _held(meeting: Meeting, seen: int | None = None) -> Meeting:
    """The meeting as it is now, nobody else's until the transaction ends; Overtaken when it is not as it was seen."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("area").get(pk=meeting.pk)
    if seen is not None and held.version != seen:
        raise Overtaken
    return held


def _save(held: Meeting, now: datetime) -> None:
    held.version += 1
    held.changed_at = now
    held.full_clean(exclude=["id"])
    held.save()


def _refuse_called_off(held: Meeting) -> None:
    if held.called_off:
        raise NotNow(_("Deze samenkomst gaat niet door."))


def _set_points(meeting: Meeting, points: Iterable[str]) -> None:
    """The points of the plan, anew; those of residents stay."""
    meeting.agenda.filter(by_residents=False, idea=None).delete()
    first = _last_number(meeting) + 1
    made = [AgendaPoint(meeting=meeting, number=number, text=text) for number, text in enumerate(points, first)]
    for point in made:
        point.full_clean(exclude=["meeting"])
    AgendaPoint.objects.bulk_create(made)


def _last_number(meeting: Meeting) -> int:
    return meeting.agenda.aggregate(last=Max("number"))["last"] or 0


def _words(meeting: Meeting) -> dict[str, str]:
    when = date_format(localtime(meeting.begins_at), "l j E, H.i")
    return {"title": meeting.title, "when": when, "place": meeting.place}


def _tell_invited(meeting: Meeting, text: Callable[[], str], *, key: str) -> int:
    return notices.tell_all(
        meetings.people_to_invite(meeting.area),
        text,
        why=lambda: _("Je hebt een rol in %(area)s.") % {"area": meeting.area.name},
        url=meeting.get_absolute_url(),
        key=f"meeting:{meeting.pk}:{key}",
    )
