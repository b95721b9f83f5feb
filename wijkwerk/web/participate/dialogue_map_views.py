"""The map of opinions: in words, as a picture with its table, and as data; and how it is made."""

from __future__ import annotations

import io
import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wijkwerk.analysis.opinion_map import Votes
from wijkwerk.analysis.opinion_map.recipe import FEWEST_VOTES
from wijkwerk.analysis.opinion_map.report import FEWEST_PEOPLE
from wijkwerk.library import polis
from wijkwerk.web.participate import dialogues, map_words, mapping, open_data
from wijkwerk.web.participate.dialogue_import import comments_of
from wijkwerk.web.participate.dialogue_views import about
from wijkwerk.web.participate.map_drawing import picture_of
from wijkwerk.web.participate.map_floor import FEWEST
from wijkwerk.web.participate.models import Dialogue
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import may, person_of, require, visitor_or_person
from wijkwerk.web.site.double_submit import once

FLOORS = {
    "fewest": FEWEST,
    "fewest_in_group": FEWEST_PEOPLE,
    "fewest_votes": FEWEST_VOTES,
    "fewest_changed": mapping.FEWEST_CHANGED,
}


@require_safe
def map_page(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """What binds and what divides: first in words, then as a picture with its table."""
    dialogue, person = dialogues.dialogue_of(area, slug), visitor_or_person(request)
    content, at, own = mapping.read_by(dialogue, person)
    context: dict[str, Any] = {
        **about(dialogue),
        **FLOORS,
        "content": content,
        "at": at,
        "leads": may(person, "participate.lead", dialogue),
        "embedded": request.build_absolute_uri(reverse("participate:dialogue-embedded", args=[area, slug])),
    }
    if content and map_words.named_in(content):
        context |= {
            "words": map_words.told(content, dialogues.open_texts(dialogue)),
            "picture": picture_of(content["map"], own),
            "own": own,
        }
    else:
        context["is_coming"] = dialogues.has_enough(dialogue)
    return render(request, "participate/dialogue/map.html", context)


@require_POST
def draw_again(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """Ask for the map again, without waiting."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.lead", dialogue)
    return _draw_again(request, dialogue, person)


@once
def _draw_again(request: HttpRequest, dialogue: Dialogue, person: Person) -> HttpResponse:
    mapping.draw.enqueue(dialogue.pk)
    messages.success(request, _("De kaart wordt gemaakt als er genoeg nieuws is. Kijk over een minuut nog eens."))
    return redirect("participate:dialogue-map", dialogue.area.slug, dialogue.slug)


@require_safe
def recipe(request: HttpRequest) -> HttpResponse:
    """How the map is worked out, and what is never shown."""
    return render(request, "participate/dialogue/recipe.html", FLOORS)


@require_safe
def as_json(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The public report with the statements that are open: nothing about any one person."""
    dialogue = dialogues.dialogue_of(area, slug)
    return HttpResponse(json.dumps(open_data.map_data(dialogue), ensure_ascii=False), content_type="application/json")


@require_safe
def votes_csv(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The votes under shuffled numbers, in the format of Polis: no times, nothing about anybody."""
    dialogue = dialogues.dialogue_of(area, slug)
    file = io.StringIO()
    polis.write_participants_votes(file, _votes_of(dialogue))
    return _file(file, f"{dialogue.slug}-participants-votes.csv")


@require_safe
def comments_csv(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The open statements with how many agreed and disagreed, in the format of Polis."""
    dialogue = dialogues.dialogue_of(area, slug)
    votes, file = _votes_of(dialogue), io.StringIO()
    polis.write_comments(file, comments_of(dialogue, dialogues.open_texts(dialogue)), votes)
    return _file(file, f"{dialogue.slug}-comments.csv")


def _votes_of(dialogue: Dialogue) -> Votes:
    votes = mapping.votes_of(dialogue)
    if votes is None:
        raise Http404(_("Deze tabel komt als minstens %(most)s mensen meededen.") % {"most": FEWEST})
    return votes


def _file(file: io.StringIO, name: str) -> HttpResponse:
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
