"""Meetings as the tests meet them: to come, past, and told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from wijkwerk.web.participate.models import AgendaPoint, Meeting
from wijkwerk.web.people.models import Area, Person


def make_meeting(area: Area, *, host: Person | None = None, days: float = 7, **fields: Any) -> Meeting:
    """A meeting so many days from now (before now when negative), with one planned point and one of residents."""
    begins_at = timezone.now() + timedelta(days=days)
    meeting = Meeting.objects.create(
        area=area,
        host=host,
        **{
            "title": "Koffie over warmte",
            "invitation": "Kom je ook? Er is soep.",
            "place": "Kerkstraat",
            "begins_at": begins_at,
            "ends_at": begins_at + timedelta(hours=2),
            "changed_at": timezone.now(),
            **fields,
        },
    )
    AgendaPoint.objects.bulk_create(
        [
            AgendaPoint(meeting=meeting, number=1, text="Wat kost een warmtenet?"),
            AgendaPoint(meeting=meeting, number=2, text="De parkeerplaatsen", by_residents=True),
        ]
    )
    return meeting


def make_told_meeting(area: Area, *, host: Person | None = None, **fields: Any) -> Meeting:
    """A meeting of yesterday with its report."""
    told = {
        "came": 8,
        "notes": "De meesten willen eerst isoleren.",
        "agreements": "De kerngroep vraagt drie offertes, vóór 1 maart.",
        "after_talk": "Bij de koffie ging het over geld.",
        "what_next": "Op 3 maart hoort iedereen wat de offertes zeggen.",
        "told_at": timezone.now(),
    }
    return make_meeting(area, host=host, days=-1, **{**told, **fields})


def another_meeting(meeting: Meeting, number: int) -> Meeting:
    """One like it, not in the database yet."""
    same = ("area", "host", "invitation", "place", "begins_at", "ends_at", "changed_at")
    return Meeting(title=f"Avond {number}", **{name: getattr(meeting, name) for name in same})


def point_of(area: Area, writer: Person, *, is_held: bool = False) -> dict[str, Any]:
    """A point that this person put on the agenda of a meeting, by the words of its address."""
    meeting = make_meeting(area, host=writer)
    point = AgendaPoint(meeting=meeting, number=3, text="De verlichting", by_residents=True, is_held=is_held)
    point.writer_mark = point.mark_of(writer)
    point.save(force_insert=True)
    return {"pk": meeting.pk, "number": 3}
