"""A round and a map of opinions for somebody else's site: in a frame, with words and a table, without script or cookie."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkwerk.web.participate import dialogues, map_words, mapping, round_steps, rounds
from wijkwerk.web.participate.map_drawing import picture_of
from wijkwerk.web.participate.map_floor import FEWEST
from wijkwerk.web.participate.phases import phase_on
from wijkwerk.web.participate.rounds import Asked
from wijkwerk.web.site.headers import for_other_sites

IDEAS = 5


@for_other_sites
@require_safe
def of_round(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """A round with its phase and the ideas with the most support."""
    round = rounds.round_of(area, slug)
    context = {
        "round": round,
        "area": round.area,
        "phase": phase_on(round.days, timezone.localdate()).value,
        "rule": round_steps.rule_of(round),
        "written": rounds.translated_of(round, "question", "body"),
        "ideas": list(rounds.listed(round, Asked())[:IDEAS]),
        "address": request.build_absolute_uri(round.get_absolute_url()),
    }
    return render(request, "participate/embedded/round.html", context)


@for_other_sites
@require_safe
def of_dialogue(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """What binds in a dialogue, and the groups as a drawing and a table. Where the visitor stands is never on it."""
    dialogue = dialogues.dialogue_of(area, slug)
    content, _at, _own = mapping.read_by(dialogue, None)
    context: dict[str, Any] = {
        "dialogue": dialogue,
        "area": dialogue.area,
        "fewest": FEWEST,
        "is_open": dialogues.is_open(dialogue, timezone.localdate()),
        "address": request.build_absolute_uri(dialogue.get_absolute_url()),
    }
    if content and map_words.named_in(content):
        context |= {
            "words": map_words.told(content, dialogues.open_texts(dialogue)),
            "picture": picture_of(content["map"]),
        }
    else:
        context["is_coming"] = dialogues.has_enough(dialogue)
    return render(request, "participate/embedded/dialogue.html", context)
