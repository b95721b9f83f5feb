"""What the pages of meetings read."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.web.participate.calendars import Entry
from wijkwerk.web.participate.dialogues import READERS
from wijkwerk.web.participate.models import AgendaPoint, Idea, Meeting
from wijkwerk.web.participate.translated import Kind, with_words
from wijkwerk.web.people.models import Area, AreaRole, Person
from wijkwerk.web.people.service import lives_or_works_in, may

A_PAGE = 60
PAGE, WHEN, BEEN = "pagina", "wanneer", "geweest"
MOST_IN_FEED = 500
KEPT_IN_FEED = timedelta(days=90)
STEPS = ("", "within__", "within__within__", "within__within__within__")


class Agenda(NamedTuple):
    """One point to talk about, with the page of the idea it is about, if any."""

    point: AgendaPoint
    url: str
    is_own: bool = False


def area_of(slug: str) -> Area:
    """The area with this name, with what lies around it; Http404 with a sentence when there is none."""
    try:
        return Area.objects.select_related("within__within__within").defer("shapes", "within__shapes").get(slug=slug)
    except Area.DoesNotExist:
        raise Http404(_("Dit gebied kennen we niet.")) from None


def areas_within(area: Area) -> QuerySet[Area]:
    """The area and its parts: the blocks and streets where an evening can be held."""
    return Area.objects.filter(_in(area)).defer("shapes").order_by("name")


def _in(area: Area, of: str = "") -> Q:
    return reduce(or_, (Q(**{f"{of}{step}pk": area.pk}) for step in STEPS))


def meetings_in(area: Area) -> QuerySet[Meeting]:
    """The meetings of the area and its parts, with what a list shows of them."""
    found = Meeting.objects.filter(_in(area, "area__")).select_related("area").defer("area__shapes")
    return with_words(found, Kind.MEETING).annotate(
        points=Count("agenda", filter=Q(agenda__by_residents=True, agenda__is_held=False))
    )


def coming(area: Area, now: datetime) -> QuerySet[Meeting]:
    """What is to come, the first one first."""
    return meetings_in(area).filter(ends_at__gt=now).order_by("begins_at", "pk")


def been(area: Area, now: datetime) -> QuerySet[Meeting]:
    """What has been, the last one first."""
    return meetings_in(area).filter(ends_at__lte=now).order_by("-begins_at", "pk")


def to_read(person: Person, now: datetime) -> QuerySet[Meeting]:
    """The meetings to come with points that wait to be read where this person may place them; `held` says how many."""
    areas = AreaRole.objects.filter(person=person, role__in=READERS).values("area")
    here = reduce(or_, (Q(**{f"area__{step}pk__in": areas}) for step in STEPS))
    points = AgendaPoint.objects.filter(meeting=OuterRef("pk"), is_held=True).order_by().values("meeting")
    found = Meeting.objects.filter(here, ends_at__gt=now, called_off="").select_related("area").defer("area__shapes")
    held = found.annotate(held=Subquery(points.annotate(number=Count("pk")).values("number"))).filter(held__gt=0)
    return with_words(held, Kind.MEETING).order_by("begins_at", "pk")


def meeting_of(pk: UUID) -> Meeting:
    """One meeting with its area and who receives people; Http404 with a sentence when there is none."""
    around = ("area__shapes", "area__within__shapes", "area__within__within__shapes")
    try:
        found = Meeting.objects.select_related("area__within__within", "host").defer(*around)
        return with_words(found, Kind.MEETING).get(pk=pk)
    except Meeting.DoesNotExist:
        raise Http404(_("Deze samenkomst kennen we niet.")) from None


def agenda_of(meeting: Meeting, person: Person | None = None) -> list[Agenda]:
    """The points: those of the plan first, then those that residents added, in the order they came in.

    One that somebody reads first is there for who wrote it and for who may read it.
    """
    points = list(meeting.agenda.order_by("by_residents", "number"))
    own = {one.pk for one in points if person and one.writer_mark and one.writer_mark == one.mark_of(person)}
    if not may(person, "participate.read_first", meeting):
        points = [one for one in points if not one.is_held or one.pk in own]
    about = {point.idea for point in points if point.idea}
    ideas = {}
    if about:
        ideas = {idea.pk: idea for idea in Idea.objects.filter(pk__in=about).select_related("round__area")}
    return [
        Agenda(
            point, ideas[point.idea].get_absolute_url() if point.idea and point.idea in ideas else "", point.pk in own
        )
        for point in points
    ]


def host_as_seen(meeting: Meeting, person: Person | None) -> str:
    """Who receives people, by name. A resident who does so at home is named to people of the area only."""
    host = meeting.host
    if host is None:
        return ""
    return host.name if lives_or_works_in(person, meeting.area) or host.organisation_id else ""


def people_to_invite(area: Area) -> QuerySet[Person]:
    """Who has a role in this area or in a part of it: the ones an invitation can reach here; the rest gets paper."""
    return Person.objects.filter(_in(area, "area_roles__area__"), is_active=True).distinct()


def hosts_in(area: Area) -> QuerySet[Person]:
    """Who could receive people: everyone with a role in the area, in a part of it or around it."""
    around = Q(area_roles__area__in=list(area.with_around()))
    return Person.objects.filter(around | _in(area, "area_roles__area__"), is_active=True).distinct().order_by("name")


def in_feed(area: Area, now: datetime) -> QuerySet[Meeting]:
    """What the calendar of an area holds: what is to come, and what was lately."""
    found = Meeting.objects.filter(_in(area, "area__"), ends_at__gt=now - KEPT_IN_FEED).order_by("begins_at", "pk")
    return with_words(found, Kind.MEETING)[:MOST_IN_FEED]


def entry_of(meeting: Meeting, site: str) -> Entry:
    """The meeting for a calendar; `site` is the address of this site, without a slash."""
    return Entry(
        uid=f"{meeting.pk}@{site.partition('//')[2]}",
        begins_at=meeting.begins_at,
        ends_at=meeting.ends_at,
        title=meeting.said["title"].text,
        place=meeting.said["place"].text,
        text=meeting.said["called_off" if meeting.called_off else "invitation"].text,
        url=site + reverse("participate:meeting", args=[meeting.pk]),
        version=meeting.version,
        changed_at=meeting.changed_at,
        is_called_off=bool(meeting.called_off),
    )
