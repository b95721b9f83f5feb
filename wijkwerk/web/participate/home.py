"""Everything people can take part in now, area by area."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wijkwerk.web.participate import rounds as rounds_of_ideas
from wijkwerk.web.participate.models import Dialogue, Meeting, Round, Vote
from wijkwerk.web.participate.rules import areas_led_by
from wijkwerk.web.people.service import visitor_or_person

MOST = 60


class Kind(NamedTuple):
    """A kind of thing that goes on: its word, its picture, its page, and whether that is named after its area."""

    word: str | Promise
    icon: str
    page: str
    is_in_area: bool


KINDS = (
    Kind(_("ideeën"), "list", "participate:round", is_in_area=True),
    Kind(_("stemming"), "check", "participate:vote", is_in_area=False),
    Kind(_("dialoog"), "chat", "participate:dialogue", is_in_area=True),
    Kind(_("samenkomst"), "houses", "participate:meeting", is_in_area=False),
)


class Going(NamedTuple):
    """One thing that goes on: what it is, where, and its page."""

    kind: str | Promise
    icon: str
    title: str
    sentence: str
    area: str
    url: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What goes on now: rounds of ideas, votes, dialogues and meetings."""
    today = timezone.localdate()
    person = visitor_or_person(request)
    late = rounds_of_ideas.waiting_for(person).filter(answer_due_on__lt=today).count() if person else 0
    context = {"going": going_on(today, timezone.now()), "late": late, "leads": areas_led_by(person)}
    return render(request, "participate/home.html", context)


def going_on(today: date, now: datetime) -> list[Going]:
    """What people can take part in now, kind by kind, what ends first first; one question to the database."""
    rounds = Round.objects.filter(ideas_from__lte=today, decision_on__gte=today)
    votes = Vote.objects.filter(state=Vote.State.READY, closes_at__gt=now)
    dialogues = Dialogue.objects.filter(opens_on__lte=today, closes_on__gte=today)
    meetings = Meeting.objects.filter(ends_at__gt=now, called_off="")
    rows = _rows(0, rounds, "decision_on", "question", "slug").union(
        _rows(1, votes, "closes_at", "question", "pk"),
        _rows(2, dialogues, "closes_on", "question", "slug"),
        _rows(3, meetings, "ends_at", "place", "pk"),
        all=True,
    )
    return [_going(KINDS[kind], *row) for kind, _until, *row in sorted(rows)]


def _rows(kind: int, found: QuerySet[Any], until: str, sentence: str, key: str) -> QuerySet[Any, tuple[Any, ...]]:
    """The first to end of one kind, in columns that all kinds have."""
    ends_first: QuerySet[Any] = found.model.objects.filter(pk__in=found.order_by(until).values("pk")[:MOST]).order_by()
    ends_on = TruncDate(until) if until.endswith("_at") else F(until)
    columns = {"which": Value(kind), "until": ends_on, "sentence": F(sentence), "key": Cast(key, CharField())}
    rows: QuerySet[Any, Any] = ends_first.annotate(**columns)
    return rows.values_list("which", "until", "title", "sentence", "area__name", "area__slug", "key")


def _going(kind: Kind, title: str, sentence: str, area: str, slug: str, key: str) -> Going:
    url = reverse(kind.page, args=[slug, key] if kind.is_in_area else [UUID(key)])
    return Going(kind.word, kind.icon, title, sentence, area, url)
