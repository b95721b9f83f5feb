"""The pages on which everyone sees how what people wrote was judged, and the same as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkwerk.web.participate import dialogues, house_rules, judgements, rounds
from wijkwerk.web.participate.models import Dialogue, Round
from wijkwerk.words.text import cell

AREA, ROUND, DIALOGUE = "gebied", "ronde", "dialoog"


@require_safe
def of_round(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """What was held and not placed in a round."""
    return _page(request, rounds.round_of(area, slug), f"{AREA}={area}&{ROUND}={slug}", house_rules.FOR_IDEAS)


@require_safe
def of_dialogue(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """What was held, not placed, taken away and restored in a dialogue."""
    return _page(request, dialogues.dialogue_of(area, slug), f"{AREA}={area}&{DIALOGUE}={slug}", house_rules.RULES)


def _page(request: HttpRequest, subject: Round | Dialogue, asked: str, rules: Any) -> HttpResponse:
    context = {
        "subject": subject,
        "area": subject.area,
        "rows": judgements.counted(subject),
        "asked": asked,
        "rules": rules,
        "no_reason": house_rules.NO_REASON,
    }
    return render(request, "participate/judgements.html", context)


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every refusal with its reason, without texts and persons, as CSV; of everything, or of what is asked."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow(judgements.COLUMNS)
    for row in judgements.rows(**_asked(request)):
        lines.writerow([cell(value) if isinstance(value, str) else value for value in row.values()])
    response = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="gelezen.csv"'
    return response


@require_safe
def as_json(request: HttpRequest) -> JsonResponse:
    """The same as JSON."""
    answer = {"judgements": list(judgements.rows(**_asked(request)))}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _asked(request: HttpRequest) -> dict[str, str]:
    names = {"area": AREA, "round": ROUND, "dialogue": DIALOGUE}
    return {name: request.GET.get(word, "")[:60] for name, word in names.items()}
