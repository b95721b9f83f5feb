"""Find what is known to work, read it, and try it; without an account and without leaving a trace."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkwerk.library.folders import content_folders
from wijkwerk.library.knowledge import type_of
from wijkwerk.library.method import Method
from wijkwerk.library.shelf import Reader
from wijkwerk.web.find import knowledge, paper, queries
from wijkwerk.web.find.advice import advice_of, findings_of
from wijkwerk.web.find.asking import Asking
from wijkwerk.web.find.entries import KINDS, about, language_of, url_of, whole
from wijkwerk.web.find.fits import MOST_COMPARED, ask, compared
from wijkwerk.web.find.rehearsal import Rehearsal
from wijkwerk.web.find.shelves import shelf
from wijkwerk.web.find.stages import stages_of
from wijkwerk.web.site.headers import for_other_sites
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.web.site.limits import limited

MOST_IDS = 20


def home(request: HttpRequest) -> HttpResponse:
    """Browse and search everything on the shelf."""
    searched = queries.search(request.GET)
    page = Paginator(searched.entries, queries.PAGE).get_page(request.GET.get("pagina"))
    return render(
        request,
        "find/_found.html" if _is_small(request) else "find/home.html",
        {"page": page, "found": queries.found_on(page), "searched": searched},
    )


def sources(request: HttpRequest) -> HttpResponse:
    """The documents that statements come from."""
    return render(request, "find/sources.html", {"documents": shelf().surroundings.documents.values()})


def fits(request: HttpRequest) -> HttpResponse:
    """What fits here, over all methods. The answers stand in the address and are kept nowhere."""
    return render(request, "find/fits.html", {"asked": ask(request.GET)})


def compare(request: HttpRequest) -> HttpResponse:
    """Two or three methods side by side."""
    ids = request.GET.getlist("id")[:MOST_IDS]
    methods, rows = compared(ids)
    columns = [
        (method, language_of(method), [(row.label, row.cells[place]) for row in rows])
        for place, method in enumerate(methods)
    ]
    context = {"methods": methods, "columns": columns, "too_many": len(set(ids)) > MOST_COMPARED}
    return render(request, "find/compare.html", context)


def entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Read one piece of knowledge, in the shape of its kind."""
    language = language_of_page()
    found = shelf().entry(entry_id, language)
    if found is None:
        raise Http404
    if isinstance(found, Method):
        return redirect("find:method", method_id=entry_id)
    kind = type_of(found)
    return render(
        request,
        "find/knowledge.html",
        {
            "entry": found,
            "kind": kind,
            "kind_words": KINDS[kind][1],
            "facts": knowledge.facts_of(found),
            "sections": knowledge.sections_of(found),
            "related": knowledge.related_to(found),
            "actions": knowledge.actions_of(found),
            "overdue": knowledge.year_overdue(found, localdate()),
            "is_dutch_only": language != "nl",
            "about": about(found),
            "whole_in": language_of(found),
        },
    )


def card(request: HttpRequest, entry_id: str) -> HttpResponse:
    """An entry on one sheet of paper, or as a card that folds into a pocket."""
    found = whole(entry_id)
    if found is None:
        raise Http404
    is_pocket = request.GET.get("vorm") == "zak" and isinstance(found, Method)
    context = {"card": paper.card_of(found, request), "is_pocket": is_pocket, "back": url_of(found)}
    return render(request, "find/card.html", context)


@for_other_sites
def embedded(request: HttpRequest, entry_id: str) -> HttpResponse:
    """A small card of an entry, for another site to show in a frame."""
    found = shelf().entry(entry_id, language_of_page())
    if found is None:
        raise Http404
    address = request.build_absolute_uri(url_of(found))
    context = {"entry": found, "kind_word": KINDS[type_of(found)][0], "address": address}
    return render(request, "find/embedded.html", context)


@limited("open-form")
def bundle(request: HttpRequest) -> HttpResponse:
    """What a reader laid aside, to print together; kept in the reader's own browser."""
    laid = paper.bundle(request)
    if request.method == "POST":
        added, removed = request.POST.get("add", ""), request.POST.get("remove", "")
        wanted = [*(entry.id for entry in laid), added] if added in shelf().entries else [entry.id for entry in laid]
        kept = list(dict.fromkeys(one for one in wanted if one != removed))
        if len(kept) > paper.MOST_IN_BUNDLE:
            messages.error(request, _("Er passen er veertig in. Haal er eerst een uit."))
            kept = kept[: paper.MOST_IN_BUNDLE]
        response = redirect("find:bundle")
        paper.keep_bundle(response, kept)
        return response
    cards = [paper.card_of(entry, request) for entry in laid]
    return render(request, "find/bundle.html", {"cards": cards, "has_no_maker": "geen-pdf" in request.GET})


def bundle_pdf(request: HttpRequest) -> HttpResponse:
    """The bundle as one PDF; without a PDF maker or without a bundle, back to the page that says what to do."""
    cards = [paper.card_of(entry, request) for entry in paper.bundle(request)]
    css = finders.find("find/paper.css")
    made = None
    if cards and isinstance(css, str):
        html = render_to_string("find/bundle_pdf.html", {"cards": cards}, request)
        made = paper.as_pdf(html, Path(css).read_text(encoding="utf-8"))
    if made is None:
        return redirect(reverse("find:bundle") + ("?geen-pdf=1" if cards else ""))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="wijkwerk-bundel.pdf"'
    return response


def faults(request: HttpRequest) -> HttpResponse:
    """What is wrong with the content files: as it was at the start, or looked at again now."""
    is_now = "nu" in request.GET
    found = Reader(content_folders()).read(with_cases=True).faults if is_now else shelf().faults
    language = language_of_page()
    context = {"sentences": [fault.sentence(language) for fault in found], "is_now": is_now}
    return render(request, "find/faults.html", context)


def method(request: HttpRequest, method_id: str) -> HttpResponse:
    """Read one method: what it is, for whom, on what ground, and what one can do with it."""
    return render(request, "find/method.html", {"method": _method(method_id)})


def guide(request: HttpRequest, method_id: str) -> HttpResponse:
    """Ask a guide, and see why and why not. The answers stand in the address and are kept nowhere."""
    found = _method(method_id)
    part = _part(found, "guide")
    with override(language_of(found)):
        asking = Asking.of("guide", part, request.GET, language=language_of(found))
        context = {**asking._asdict(), "method": found, "guide": part, "advice": advice_of(part, asking.report)}
    context["content_language"] = language_of(found)
    return render(request, "find/guide.html", context)


def check(request: HttpRequest, method_id: str) -> HttpResponse:
    """Hold a plan against the points of a check. The answers stand in the address and are kept nowhere."""
    found = _method(method_id)
    part = _part(found, "check")
    with override(language_of(found)):
        asking = Asking.of("check", part, request.GET, language=language_of(found))
        context = {**asking._asdict(), "method": found, "check": part, "findings": findings_of(part, asking.report)}
    context["content_language"] = language_of(found)
    return render(request, "find/check.html", context)


@limited("open-form")
def route(request: HttpRequest, method_id: str) -> HttpResponse:
    """Walk a route to see how it goes. What is typed travels with the page and is kept nowhere."""
    found = _method(method_id)
    part = _part(found, "route")
    with override(language_of(found)):
        rehearsal = Rehearsal.of(part, request.POST, language=language_of(found))
        stages = stages_of(part, rehearsal.report)
    context = {"method": found, "route": part, "rehearsal": rehearsal, "report": rehearsal.report, "stages": stages}
    return render(request, "find/route.html", {**context, "content_language": language_of(found)})


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
