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
from wijkwerk.web.participate.models import Dialogue, Meeting, Round, Translation, Vote
from wijkwerk.web.participate.models.said import DUTCH, Said, in_words
from wijkwerk.web.participate.rules import areas_led_by
from wijkwerk.web.participate.translated import with_words
from wijkwerk.web.people.service import visitor_or_person

MOST = 60
LATELY = timedelta(days=28)


class Kind(NamedTuple):
    """A kind of thing that goes on: its words, its picture, its page, its translations, and what is said of it.

    What is named after its area in the address has its name there too; the rest has its mark.
    """

    word: str | Promise
    icon: str
    page: str
    of: Translation.Kind
    is_in_area: bool
    when: str | Promise
    says: str = "question"
    is_over: bool = False


UNTIL, SINCE = _("tot en met %(day)s"), _("sinds %(day)s")
OF = Translation.Kind
KINDS = (
    Kind(_("ideeën"), "list", "participate:round", OF.ROUND, is_in_area=True, when=UNTIL),
    Kind(_("stemming"), "check", "participate:vote", OF.VOTE, is_in_area=False, when=UNTIL),
    Kind(_("dialoog"), "chat", "participate:dialogue", OF.DIALOGUE, is_in_area=True, when=UNTIL),
    Kind(
        _("samenkomst"),
        "houses",
        "participate:meeting",
        OF.MEETING,
        is_in_area=False,
        when=_("op %(day)s"),
        says="place",
    ),
    Kind(_("ideeën"), "list", "participate:round", OF.ROUND, is_in_area=True, when=_("besluit uiterlijk op %(day)s")),
    Kind(_("uitslag"), "check", "participate:vote", OF.VOTE, is_in_area=False, when=SINCE, is_over=True),
    Kind(
        _("verslag"),
        "houses",
        "participate:meeting",
        OF.MEETING,
        is_in_area=False,
        when=SINCE,
        says="place",
        is_over=True,
    ),
)


class Going(NamedTuple):
    """One thing that goes on or just ended: what it is, where, until or since when, and its page."""

    kind: str | Promise
    icon: str
    title: Said
    sentence: Said
    area: str
    when: str
    url: str
    is_over: bool


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What goes on now: rounds of ideas, votes, dialogues and meetings; and what came out lately."""
    today = timezone.localdate()
    person = visitor_or_person(request)
    late = rounds_of_ideas.late(today).filter(owner=person).count() if person else 0
    shown = going_on(today, timezone.now())
    context = {
        "going": [one for one in shown if not one.is_over],
        "over": [one for one in shown if one.is_over],
        "late": late,
        "leads": areas_led_by(person),
    }
    return render(request, "participate/home.html", context)


def going_on(today: date, now: datetime) -> list[Going]:
    """What people can take part in now, kind by kind, what ends first first, and what came out; one question asked.

    The translation of each is asked with it.
    """
    rounds = Round.objects.filter(ideas_from__lte=today, decision_on__gte=today)
    votes = Vote.objects.filter(state=Vote.State.READY, closes_at__gt=now)
    dialogues = Dialogue.objects.filter(opens_on__lte=today, closes_on__gte=today)
    meetings = Meeting.objects.filter(ends_at__gt=now, called_off="")
    results = Vote.objects.filter(state=Vote.State.PUBLISHED, published_at__gt=now - LATELY)
    reports = Meeting.objects.filter(told_at__gt=now - LATELY)
    rows = _rows(0, rounds.filter(support_until__gte=today), "support_until").union(
        _rows(1, votes, "closes_at"),
        _rows(2, dialogues, "closes_on"),
        _rows(3, meetings, "begins_at"),
        _rows(4, rounds.filter(support_until__lt=today), "decision_on"),
        _rows(5, results, "published_at"),
        _rows(6, reports, "told_at"),
        all=True,
    )
    return [_going(KINDS[kind], *row) for kind, *row in sorted(rows, key=lambda row: row[:-1])]


def _rows(kind: int, found: QuerySet[Any], until: str) -> QuerySet[Any, tuple[Any, ...]]:
    """The first to end of one kind, in columns that all kinds have."""
    ends_first: QuerySet[Any] = found.model.objects.filter(pk__in=found.order_by(until).values("pk")[:MOST]).order_by()
    # Closed from midnight on is open until the day before.
    last = ExpressionWrapper(F(until) - timedelta(seconds=1), DateTimeField())
    ends_on = TruncDate(last) if until.endswith("_at") else F(until)
    what = KINDS[kind]
    columns: dict[str, Any] = {"which": Value(kind), "until": ends_on, "sentence": F(what.says)}
    columns |= {"name": Cast("slug" if what.is_in_area else "pk", CharField())}
    told = with_words(ends_first, what.of, "key" if what.is_in_area else "pk")
    rows: QuerySet[Any, Any] = told.annotate(**columns)
    return rows.values_list("which", "until", "title", "sentence", "area__name", "area__slug", "name", "translation")


def _going(
    kind: Kind,
    day: date,
    title: str,
    sentence: str,
    area: str,
    slug: str,
    name: str,
    translation: dict[str, Any] | None,
) -> Going:
    url = reverse(kind.page, args=[slug, name] if kind.is_in_area else [UUID(name)])
    when = str(kind.when) % {"day": date_format(day, "j E Y")}
    words = (in_words(title, DUTCH, translation, "title"), in_words(sentence, DUTCH, translation, kind.says))
    return Going(kind.word, kind.icon, *words, area, when, url, kind.is_over)
