"""Find what is known to work, read it, and try it; without an account and without leaving a trace."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from wijkwerk.library.method import Method
from wijkwerk.web.find import queries
from wijkwerk.web.find.advice import advice_of, findings_of
from wijkwerk.web.find.asking import Asking
from wijkwerk.web.find.rehearsal import Rehearsal
from wijkwerk.web.find.shelves import shelf
from wijkwerk.web.find.stages import stages_of
from wijkwerk.web.site.limits import limited


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
    asking = Asking.of("guide", part, request.GET, language=get_language() or "nl")
    context = {**asking._asdict(), "method": found, "guide": part, "advice": advice_of(part, asking.report)}
    return render(request, "find/guide.html", context)


def check(request: HttpRequest, method_id: str) -> HttpResponse:
    """Hold a plan against the points of a check. The answers stand in the address and are kept nowhere."""
    found = _method(method_id)
    part = _part(found, "check")
    asking = Asking.of("check", part, request.GET, language=get_language() or "nl")
    context = {**asking._asdict(), "method": found, "check": part, "findings": findings_of(part, asking.report)}
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


def _is_small(request: HttpRequest) -> bool:
    """Whether only a part of the page is asked for."""
    return bool(getattr(request, "htmx", False))
