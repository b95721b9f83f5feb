"""Find what is known to work, read it, and try it; without an account and without leaving a trace."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import get_language

from wijkwerk.engines import KINDS
from wijkwerk.library.method import Method
from wijkwerk.web.find import queries
from wijkwerk.web.find.advice import advice_of, findings_of
from wijkwerk.web.find.forms import Questions
from wijkwerk.web.find.rehearsal import Rehearsal
from wijkwerk.web.find.shelves import shelf
from wijkwerk.web.find.stages import stages_of
from wijkwerk.web.site.limits import limited
from wijkwerk.words.refusal import Refused

PHASE_CHOSEN = "fase"
EXAMPLE = "voorbeeld"
CHANGE = "verander"


def home(request: HttpRequest) -> HttpResponse:
    """Browse and search the methods."""
    found = queries.found(request.GET)
    page = Paginator(found, queries.PAGE).get_page(request.GET.get("pagina"))
    return render(
        request,
        "find/_found.html" if _is_small(request) else "find/home.html",
        {
            "page": page,
            "filters": queries.filters(request.GET),
            "words": request.GET.get("q", "")[: queries.MOST_WORDS],
        },
    )


def sources(request: HttpRequest) -> HttpResponse:
    """The documents that statements come from."""
    return render(request, "find/sources.html", {"documents": shelf().surroundings.documents.values()})


def method(request: HttpRequest, method_id: str) -> HttpResponse:
    """Read one method: what it is, for whom, on what ground, and what one can do with it."""
    found = _method(method_id)
    vocabularies = shelf().surroundings.vocabularies
    language = get_language() or "nl"
    return render(
        request,
        "find/method.html",
        {
            "method": found,
            "parts": found.parts,
            "audience": [vocabularies["audience"][term].words(language) for term in found.audience],
            "domains": [vocabularies["life-domains"][term].words(language) for term in found.life_domains],
            "edition": shelf().edition(method_id),
            "is_translated": shelf().is_translated(method_id, language),
        },
    )


def guide(request: HttpRequest, method_id: str) -> HttpResponse:
    """Ask a guide, and see why and why not. The answers stand in the address and are kept nowhere."""
    found = _method(method_id)
    part = _part(found, "guide")
    data = _with_example(request, part)
    form = Questions(part.questions, data or None)
    engine = KINDS["guide"]
    state = engine.start(part)
    phase = data.get(PHASE_CHOSEN, "")
    try:
        if data:
            state = engine.apply(part, state, {"answered": {"facts": form.answers()}}, now=now())
        if phase:
            state = engine.apply(part, state, {"phase-chosen": {"phase": phase}}, now=now())
    except Refused as refusal:
        form.tell(refusal, get_language() or "nl")
    context = {
        "method": found,
        "guide": part,
        "form": form,
        "is_asked": bool(data) and CHANGE not in request.GET and not form.errors,
        "answers": data.urlencode(),
        "example": _example(request, part),
        "phase_chosen": phase,
        "advice": advice_of(part, engine.report(part, state)),
    }
    return render(request, "find/guide.html", context)


def check(request: HttpRequest, method_id: str) -> HttpResponse:
    """Hold a plan against the points of a check. The answers stand in the address and are kept nowhere."""
    found = _method(method_id)
    part = _part(found, "check")
    data = _with_example(request, part)
    form = Questions(part.questions, data or None)
    engine = KINDS["check"]
    state = engine.start(part)
    if data:
        try:
            state = engine.apply(part, state, {"described": {"plan": form.answers()}}, now=now())
        except Refused as refusal:
            form.tell(refusal, get_language() or "nl")
    context = {
        "method": found,
        "check": part,
        "form": form,
        "is_asked": bool(data) and CHANGE not in request.GET and not form.errors,
        "answers": data.urlencode(),
        "example": _example(request, part),
        "findings": findings_of(part, engine.report(part, state)),
    }
    return render(request, "find/check.html", context)


@limited("open-form")
def route(request: HttpRequest, method_id: str) -> HttpResponse:
    """Walk a route to see how it goes. What is typed travels with the page and is kept nowhere."""
    found = _method(method_id)
    part = _part(found, "route")
    rehearsal = Rehearsal.of(part, request.POST, language=get_language() or "nl")
    return render(
        request,
        "find/route.html",
        {
            "method": found,
            "route": part,
            "rehearsal": rehearsal,
            "report": rehearsal.report,
            "stages": stages_of(part, rehearsal.report),
        },
    )


def _method(method_id: str) -> Method:
    found = queries.method_in_language(method_id)
    if found is None:
        raise Http404
    return found


def _part(found: Method, kind: str) -> Any:
    part = found.parts.get(kind)
    if part is None:
        raise Http404
    return part


def _example(request: HttpRequest, part: Any) -> Any:
    """The example somebody chose to look at, if it is there."""
    return next((one for one in part.examples if one.id == request.GET.get(EXAMPLE)), None)


def _with_example(request: HttpRequest, part: Any) -> QueryDict:
    """What was answered, or the answers of the example somebody chose to look at."""
    data = request.GET
    example = _example(request, part)
    if example is None:
        answers = data.copy()
        for own in (CHANGE, EXAMPLE):
            answers.pop(own, None)
        return answers
    filled = QueryDict(mutable=True)
    for name, given in example.facts.items():
        filled.setlist(name, [str(one) for one in given] if isinstance(given, tuple) else [str(given)])
    return filled


def _is_small(request: HttpRequest) -> bool:
    """Whether only a part of the page is asked for."""
    return bool(getattr(request, "htmx", False))
