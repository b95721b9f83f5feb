"""The resident's own conversation: the page hands out the questions, and never hears an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.functional import Promise
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.engines.conversation import Part
from wijkwerk.engines.conversation.run import MOST_ACTIONS
from wijkwerk.library.method import Method
from wijkwerk.library.plain import plain
from wijkwerk.web.find.service import shelf
from wijkwerk.web.people.models import Area
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.words.refusal import SENTENCES
from wijkwerk.words.source import Sourced

# What conversation.js may refuse; the sentences live in one place, in words/refusal.py.
REFUSALS = (
    "already-there",
    "board-is-fixed",
    "does-not-count",
    "enough-goals",
    "hidden-sign",
    "malformed-event",
    "no-conclusion-here",
    "no-goals-here",
    "no-score-here",
    "not-a-day",
    "not-a-number",
    "not-an-option",
    "not-asked",
    "not-text",
    "score-outside-scale",
    "too-few",
    "too-long",
    "too-many",
    "too-much",
    "unknown-area",
    "unknown-event",
    "unknown-goal",
)
WORDS: Mapping[str, str | Promise] = {
    "counts": gettext_lazy("‘{title}’ telt mee."),
    "counts_not": gettext_lazy("‘{title}’ telt niet meer mee."),
    "added": gettext_lazy("‘{title}’ staat op het bord en telt mee."),
    "skipped": gettext_lazy("Overgeslagen. Dat mag altijd."),
    "goal_set": gettext_lazy("‘{goal}’ staat op je blad."),
    "goal_removed": gettext_lazy("Het doel is van je blad."),
    "places": gettext_lazy("Hieronder staat waar je terechtkunt."),
}
WRONG: Mapping[str, str | Promise] = {
    "area-added": gettext_lazy("Schrijf het kort op, in hoogstens 200 letters. Typ het over als je het hebt geplakt."),
    "goal-set": gettext_lazy(
        "Schrijf je doel op, in één regel van hoogstens 200 letters. Er passen acht regels bij met wat je gaat doen."
    ),
    "scored": gettext_lazy("Kies een heel cijfer."),
    "looked-back": gettext_lazy("Typ een heel cijfer, zoals 6, of laat het leeg."),
    "other": gettext_lazy("Dat past hier niet. Probeer het op een andere manier."),
}
WRITING_LINES = 2


class Screen(NamedTuple):
    """One part of the conversation, with what it is called on its button, and the part that comes next."""

    name: str
    label: str
    next: Screen | None = None


class Origin(NamedTuple):
    """A statement on the page with the texts it comes from, as (title, lines), and what we chose ourselves."""

    text: str
    documents: tuple[tuple[str, str], ...]
    ours: str | None


def conversation(request: HttpRequest, method_id: str) -> HttpResponse:
    """The conversation on the screen; without script, the same questions on paper."""
    return render(request, "work/conversation/board.html", _context(request, method_id))


def blank(request: HttpRequest, method_id: str) -> HttpResponse:
    """The empty sheet, to print for at the kitchen table."""
    return render(request, "work/conversation/blank.html", _context(request, method_id))


def data(request: HttpRequest, method_id: str) -> HttpResponseBase:
    """The questions as JSON, in the language of the page; the same for everyone."""
    method = _method(method_id)
    language = _language_of(method)
    body = JsonResponse(
        {
            "part": plain(_part(method)) | {"questions": plain(_part(method).questions)},
            "refusals": {code: SENTENCES[code][0 if language == "nl" else 1] for code in REFUSALS},
            "words": {name: str(word) for name, word in WORDS.items()}
            | {"wrong": {name: str(word) for name, word in WRONG.items()}},
        },
        json_dumps_params={"ensure_ascii": False},
    )
    etag = quote_etag(hashlib.sha256(body.content).hexdigest())
    body.headers["ETag"] = etag
    patch_cache_control(body, no_cache=True, private=True)
    patch_vary_headers(body, ["Cookie", "Accept-Language"])
    return get_conditional_response(request, etag=etag, response=body) or body


def _context(request: HttpRequest, method_id: str) -> dict[str, Any]:
    method = _method(method_id)
    part = _part(method)
    slug = request.GET.get("gebied")
    return {
        "method": method,
        "part": part,
        "area": get_object_or_404(Area.objects.defer("shapes"), slug=slug) if slug else None,
        "content_language": _language_of(method),
        "screens": _screens(part),
        "figures": _figures(part),
        "most_actions": MOST_ACTIONS,
        "lines": range(WRITING_LINES),
        "source": _origin(method.title, method),
        "origins": list(_origins(part)),
    }


def _method(method_id: str) -> Method:
    method = shelf().method(method_id, language_of_page())
    if method is None or method.conversation is None:
        raise Http404(_("Dit gesprek kennen we niet. Misschien heet het nu anders; zoek het op bij Vinden."))
    return method


def _part(method: Method) -> Part:
    if method.conversation is None:
        raise AssertionError(method.id)
    return method.conversation


def _language_of(method: Method) -> str:
    language = language_of_page()
    return language if shelf().is_translated(method.id, language) else "nl"


def _screens(part: Part) -> list[Screen]:
    screens = (
        (True, Screen("begin", _("Begin"))),
        (part.board is not None, Screen("counts", _("Wat telt"))),
        (part.board is not None and part.board.scale is not None, Screen("figures", _("Hoe het gaat"))),
        (bool(part.questions), Screen("questions", _("Praten"))),
        (part.goals is not None, Screen("goals", _("Doelen"))),
        (part.conclusion is not None, Screen("closing", _("Afsluiten"))),
        (True, Screen("sheet", _("Je blad"))),
    )
    here = [screen for is_there, screen in screens if is_there]
    return [screen._replace(next=after) for screen, after in zip(here, [*here[1:], None], strict=True)]


def _figures(part: Part) -> range:
    scale = part.board.scale if part.board else None
    return range(scale.least, scale.most + 1) if scale else range(0)


def _origins(part: Part) -> Iterator[Origin]:
    yield _origin(part.opening, part)
    for rule in part.rules:
        yield _origin(rule.text, rule)
    if part.board:
        yield _origin(part.board.ask, part.board)
        for area in part.board.areas:
            yield _origin(area.title, area)
        if part.board.scale:
            yield _origin(part.board.scale.ask, part.board.scale)
    for question in part.questions:
        yield _origin(question.ask, question)
    if part.goals:
        yield _origin(part.goals.ask, part.goals)
        for ask in part.goals.asks:
            yield _origin(ask.text, ask)
    if part.conclusion:
        yield _origin(part.conclusion.ask, part.conclusion)
        for closing in part.conclusion.closings:
            yield _origin(closing.label, closing)
    for place in part.places:
        yield _origin(place.name, place)
    yield _origin(part.sheet.title, part.sheet)


def _origin(text: str, said: Sourced) -> Origin:
    documents = shelf().surroundings.documents
    return Origin(
        text,
        tuple((documents[one.id].title, one.lines.replace("-", "–")) for one in said.source),
        said.ours,
    )
