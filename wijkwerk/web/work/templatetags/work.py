"""Runs and their stages, drawn once: they look the same until the next step."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijkwerk.web.site.form_token import with_fresh_tokens
from wijkwerk.web.work.history import Told
from wijkwerk.web.work.models import Run
from wijkwerk.web.work.queries import RunRow
from wijkwerk.web.work.run_page import RunPage

register = template.Library()

MOST_DRAWINGS = 500
# Where a stage is carried on, for who may: present or not.
ADDRESSES = ("meeting_address", "note_address", "result_address", "vote_address")
# By run, its number of events, the language, and all of the person and the area that it shows something of.
_drawings: dict[tuple[Any, ...], SafeString] = {}


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
    shown = {name: context[name] for name in ("run", "report", "stages", "may_read")}
    return _drawn("work/_whole_route.html", shown, context["may_read"])


@register.simple_tag(takes_context=True)
def what_now(context: template.Context) -> SafeString:
    """What can be done in the run, by this person and by others; drawn anew when a form comes back with a refusal."""
    standing: RunPage = context["standing"]
    csrf_token = str(context.get("csrf_token", ""))
    names = ("standing", "run", "report", "refusal", "stages", *ADDRESSES)
    shown = {name: context.get(name) for name in names} | {"csrf_token": csrf_token}
    if not standing.is_fresh:
        return render_to_string("work/_now.html", shown)
    area, addresses = standing.run.area, tuple(shown[name] for name in ADDRESSES)
    drawn = _drawn("work/_now.html", shown, standing.roles, area.residents, area.households, addresses)
    return with_fresh_tokens(drawn, csrf_token)


def _drawn(name: str, shown: dict[str, Any], *seen: object) -> SafeString:
    run: Run = shown["run"]
    key = (name, run.pk, run.step, get_language(), *seen)
    drawn = _drawings.get(key)
    if drawn is None:
        if len(_drawings) >= MOST_DRAWINGS:
            _drawings.clear()
        drawn = _drawings[key] = render_to_string(name, shown)
    return drawn
