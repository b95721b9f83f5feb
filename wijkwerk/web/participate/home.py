"""Everything people can take part in now, until when, and what came out of it lately."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, DateTimeField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wijkwerk.web.participate import rounds as rounds_of_ideas
from wijkwerk.web.participate.models import Dialogue, Meeting, Round, Vote
from wijkwerk.web.participate.rules import areas_led_by
from wijkwerk.web.people.service import visitor_or_person

MOST = 60
LATELY = timedelta(days=28)


class Kind(NamedTuple):
    """A kind of thing that goes on: its words, its picture, its page, and whether that is named after its area."""

    word: str | Promise
    icon: str
    page: str
    is_in_area: bool
    when: str | Promise
    is_over: bool = False


UNTIL = _("tot en met %(day)s")
KINDS = (
    Kind(_("ideeën"), "list", "participate:round", is_in_area=True, when=UNTIL),
    Kind(_("stemming"), "check", "participate:vote", is_in_area=False, when=UNTIL),
    Kind(_("dialoog"), "chat", "participate:dialogue", is_in_area=True, when=UNTIL),
    Kind(_("samenkomst"), "houses", "participate:meeting", is_in_area=False, when=_("op %(day)s")),
    Kind(_("ideeën"), "list", "participate:round", is_in_area=True, when=_("besluit uiterlijk op %(day)s")),
    Kind(_("uitslag"), "check", "participate:vote", is_in_area=False, when=_("sinds %(day)s"), is_over=True),
    Kind(_("verslag"), "houses", "participate:meeting", is_in_area=False, when=_("sinds %(day)s"), is_over=True),
)


class Going(NamedTuple):
    """One thing that goes on or just ended: what it is, where, until or since when, and its page."""

    kind: str | Promise
    icon: str
    title: str
    sentence: str
    area: str
    when: str
    url: str
    is_over: bool


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What goes on now: rounds of ideas, votes, dialogues and meetings; and what came out lately."""
    today = timezone.localdate()
    person = visitor_or_person(request)
    late = rounds_of_ideas.waiting_for(person).filter(answer_due_on__lt=today).count() if person else 0
    shown = going_on(today, timezone.now())
    context = {
        "going": [one for one in shown if not one.is_over],
        "over": [one for one in shown if one.is_over],
        "late": late,
        "leads": areas_led_by(person),
    }
    return render(request, "participate/home.html", context)


def going_on(today: date, now: datetime) -> list[Going]:
    """What people can take part in now, kind by kind, what ends first first, and what came out; one question asked."""
    rounds = Round.objects.filter(ideas_from__lte=today, decision_on__gte=today)
    votes = Vote.objects.filter(state=Vote.State.READY, closes_at__gt=now)
    dialogues = Dialogue.objects.filter(opens_on__lte=today, closes_on__gte=today)
    meetings = Meeting.objects.filter(ends_at__gt=now, called_off="")
    results = Vote.objects.filter(state=Vote.State.PUBLISHED, published_at__gt=now - LATELY)
    reports = Meeting.objects.filter(told_at__gt=now - LATELY)
    rows = _rows(0, rounds.filter(support_until__gte=today), "support_until", "question", "slug").union(
        _rows(1, votes, "closes_at", "question", "pk"),
        _rows(2, dialogues, "closes_on", "question", "slug"),
        _rows(3, meetings, "begins_at", "place", "pk"),
        _rows(4, rounds.filter(support_until__lt=today), "decision_on", "question", "slug"),
        _rows(5, results, "published_at", "question", "pk"),
        _rows(6, reports, "told_at", "place", "pk"),
        all=True,
    )
    return [_going(KINDS[kind], *row) for kind, *row in sorted(rows)]


def _rows(kind: int, found: QuerySet[Any], until: str, sentence: str, key: str) -> QuerySet[Any, tuple[Any, ...]]:
    """The first to end of one kind, in columns that all kinds have."""
    ends_first: QuerySet[Any] = found.model.objects.filter(pk__in=found.order_by(until).values("pk")[:MOST]).order_by()
    # Closed from midnight on is open until the day before.
    last = ExpressionWrapper(F(until) - timedelta(seconds=1), DateTimeField())
    ends_on = TruncDate(last) if until.endswith("_at") else F(until)
    columns = {"which": Value(kind), "until": ends_on, "sentence": F(sentence), "key": Cast(key, CharField())}
    rows: QuerySet[Any, Any] = ends_first.annotate(**columns)
    return rows.values_list("which", "until", "title", "sentence", "area__name", "area__slug", "key")


def _going(kind: Kind, day: date, title: str, sentence: str, area: str, slug: str, key: str) -> Going:
    url = reverse(kind.page, args=[slug, key] if kind.is_in_area else [UUID(key)])
    when = str(kind.when) % {"day": date_format(day, "j E Y")}
    return Going(kind.word, kind.icon, title, sentence, area, when, url, kind.is_over)
