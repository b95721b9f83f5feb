"""Everything people can take part in now, area by area."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkwerk.web.participate import rounds as rounds_of_ideas
from wijkwerk.web.participate.models import Dialogue, Meeting, Round, Vote
from wijkwerk.web.participate.rules import areas_led_by
from wijkwerk.web.people.service import visitor_or_person

MOST = 60


class Going(NamedTuple):
    """One thing that goes on: what it is, where, until when, and its page."""

    kind: str
    icon: str
    title: str
    sentence: str
    area: str
    url: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What goes on now: rounds of ideas, votes, dialogues and meetings."""
    today = timezone.localdate()
    now = timezone.now()
    rounds = Round.objects.filter(ideas_from__lte=today, decision_on__gte=today).select_related("area")[:MOST]
    votes = Vote.objects.filter(state=Vote.State.READY, closes_at__gt=now).select_related("area")[:MOST]
    dialogues = Dialogue.objects.filter(opens_on__lte=today, closes_on__gte=today).select_related("area")[:MOST]
    meetings = Meeting.objects.filter(ends_at__gt=now, called_off="").select_related("area")[:MOST]
    going = [
        *(_going(_("ideeën"), "list", one, one.question) for one in rounds),
        *(_going(_("stemming"), "check", one, one.question) for one in votes),
        *(_going(_("dialoog"), "chat", one, one.question) for one in dialogues),
        *(_going(_("samenkomst"), "houses", one, one.place) for one in meetings),
    ]
    person = visitor_or_person(request)
    late = rounds_of_ideas.waiting_for(person).filter(answer_due_on__lt=today).count() if person else 0
    leads = areas_led_by(person)
    return render(request, "participate/home.html", {"going": going, "late": late, "leads": leads})


def _going(kind: str, icon: str, one: Round | Vote | Dialogue | Meeting, sentence: str) -> Going:
    return Going(kind, icon, one.title, sentence, one.area.name, one.get_absolute_url())
