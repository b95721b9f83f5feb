"""Runs and their stages, drawn once: they look the same until the next step."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijkwerk.web.work.history import Told
from wijkwerk.web.work.models import Run
from wijkwerk.web.work.queries import RunRow

register = template.Library()

MOST_DRAWINGS = 500
# By run, its number of events, the language, and whether the words that were written may be read.
_drawings: dict[tuple[Any, int, str | None, bool], SafeString] = {}


@register.simple_tag
def run_row(row: RunRow) -> SafeString:
    """A run on a list, drawn once: it looks the same as long as nothing that it shows is different."""
    return _run_row(row, get_language())


@lru_cache(maxsize=2000)
def _run_row(row: RunRow, language: str | None) -> SafeString:
    return render_to_string("work/_run_row.html", {"row": row})


@register.simple_tag
def happened(told: Told) -> SafeString:
    """One thing that happened in a run; what it shows is in its words and its moment, so those are what it is kept by."""
    return _happened(told, get_language())


@lru_cache(maxsize=2000)
def _happened(told: Told, language: str | None) -> SafeString:
    return render_to_string("work/_told.html", {"told": told})


@register.simple_tag(takes_context=True)
def whole_route(context: template.Context) -> SafeString:
    """All stages of the run with what was written down, as far as this person may read it."""
    run: Run = context["run"]
    key = (run.pk, run.step, get_language(), context["may_read"])
    if key not in _drawings:
        if len(_drawings) >= MOST_DRAWINGS:
            _drawings.clear()
        shown = {name: context[name] for name in ("run", "report", "stages", "may_read")}
        _drawings[key] = render_to_string("work/_whole_route.html", shown)
    return _drawings[key]
