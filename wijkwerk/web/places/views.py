"""The pages of the area map: choose an area, see its notes as map and as list, write one, show it to everybody."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from copy import copy
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import lives_or_works_in, may, person_of, require, visitor_or_person
from wijkwerk.web.places import actions, queries
from wijkwerk.web.places.drawing import Drawing, drawn
from wijkwerk.web.places.forms import FilterForm, NoteForm
from wijkwerk.web.places.grid import METRES
from wijkwerk.web.places.marks import marks
from wijkwerk.web.places.models import Note
from wijkwerk.web.places.queries import Filter
from wijkwerk.web.places.tiles import Tiles
from wijkwerk.web.site.double_submit import once


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The areas, to choose one."""
    page = Paginator(queries.areas(), queries.A_PAGE).get_page(request.GET.get(queries.PAGE))
    pictures = [(area, drawn(area.shapes)) for area in page]
    return render(request, "places/home.html", {"page": page, "pictures": pictures})


@require_safe
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """One area: its notes as numbered marks on a map and as the same numbered list."""
    person = visitor_or_person(request)
    area = queries.area_of(slug, is_drawn=True)
    asked = Filter.of(request.GET)
    notes = queries.visible(area, person)
    counted = queries.counts(notes, asked)
    page = queries.page_of(notes, asked, request.GET.get(queries.PAGE), counted)
    shown = queries.of_area(page, area)
    drawing = drawn(area.shapes, _places(shown))
    return render(
        request,
        "places/area.html",
        {
            "area": area,
            "page": page,
            "cards": _cards(shown, person),
            "counted": counted,
            "total": sum(row.number for row in counted),
            "asked": asked,
            "filter": FilterForm(request.GET or None, sees_waiting=lives_or_works_in(person, area)),
            "drawing": drawing,
            "ground": _ground(drawing) if drawing else "",
            "marks": marks(shown, drawing) if drawing else [],
            "tiles": Tiles.of(settings.WIJKWERK_TILES),
            "may_add": may(person, "places.add_note", area),
            "may_publish": may(person, "places.publish_note", area),
            "metres": METRES,
        },
    )


@require_safe
def geojson(request: HttpRequest, slug: str) -> HttpResponse:
    """The notes of an area as GeoJSON, for the map that moves; the same rights and the same question as the page."""
    person = visitor_or_person(request)
    area = queries.area_of(slug)
    asked = Filter.of(request.GET)
    etag = _etag(area, person, asked)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        notes = queries.visible(area, person).filter(asked.condition(), lon__isnull=False)
        collection = {
            "type": "FeatureCollection",
            "features": [_feature(note) for note in queries.of_area(notes, area)],
        }
        response = HttpResponse(json.dumps(collection, ensure_ascii=False), content_type="application/geo+json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


@require_safe
def note(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """To the place of one note in the list: an address to write down."""
    person = visitor_or_person(request)
    return redirect(queries.address_of(queries.note_of(slug, number, person), person))


# The permission is asked before `once`: a second send is answered without calling what stands under it.


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Write a note."""
    person, area = person_of(request), queries.area_of(slug, is_drawn=True)
    require(person, "places.add_note", area)
    return _add(request, area, person)


@once
def _add(request: HttpRequest, area: Area, person: Person) -> HttpResponse:
    drawing = drawn(area.shapes)
    if request.method != "POST":
        begin = {"run": _run_in(request.GET), "landmark": request.GET.get("plek", "")}
        return _form_page(request, area, NoteForm(drawing=drawing, initial=begin), drawing)
    form = NoteForm(request.POST, drawing=drawing)
    if not form.is_valid():
        return _form_page(request, area, form, drawing)
    note = actions.add_note(area, form.words(), by=person, now=timezone.now(), run=form.walk())
    messages.success(
        request,
        _(
            "Je briefje hangt op de kaart: nummer %(number)s. Mensen uit %(area)s zien het nu. Een redacteur leest het en laat het dan aan iedereen zien."
        )
        % {"number": note.number, "area": area.name},
    )
    return redirect(queries.address_of(note, person))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Change a note: one's own, or any when you are editor here."""
    person = person_of(request)
    note = queries.note_of(slug, number, person, is_drawn=True)
    require(person, "places.edit_note", note)
    return _edit(request, note, person)


@once
def _edit(request: HttpRequest, note: Note, person: Person) -> HttpResponse:
    drawing = drawn(note.area.shapes, _places([note]))
    # The form writes what was typed into the note it holds, right or wrong; the page keeps the note as it is.
    form = NoteForm(request.POST or None, instance=copy(note), drawing=drawing)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, note.area, form, drawing, note=note)
    actions.change_note(note, form.words(), by=person)
    messages.success(request, _("Briefje %(number)s is veranderd.") % {"number": note.number})
    return redirect(queries.address_of(note, person))


@require_POST
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Show a note to everybody."""
    person = person_of(request)
    note = queries.note_of(slug, number, person)
    require(person, "places.publish_note", note)
    return _publish(request, note, person)


@once
def _publish(request: HttpRequest, note: Note, person: Person) -> HttpResponse:
    number = {"number": note.number}
    if actions.publish_note(note, by=person, now=timezone.now(), read=request.POST.get("gelezen", "")):
        messages.success(request, _("Iedereen kan briefje %(number)s nu lezen.") % number)
    else:
        messages.warning(request, _("Briefje %(number)s is net veranderd. Lees het nog eens.") % number)
    return redirect(queries.address_of(note, person, _asked_before(request)))


@require_POST
def unpublish(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Show a note to people of the area only."""
    person = person_of(request)
    note = queries.note_of(slug, number, person)
    require(person, "places.publish_note", note)
    return _unpublish(request, note, person)


@once
def _unpublish(request: HttpRequest, note: Note, person: Person) -> HttpResponse:
    actions.unpublish_note(note, by=person)
    messages.success(
        request,
        _("Briefje %(number)s is nu alleen te zien voor mensen uit %(area)s.")
        % {"number": note.number, "area": note.area.name},
    )
    return redirect(queries.address_of(note, person, _asked_before(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Take one's own note away, after being asked once."""
    person = person_of(request)
    note = queries.note_of(slug, number, person)
    require(person, "places.withdraw_note", note)
    return _withdraw(request, note, person)


@once
def _withdraw(request: HttpRequest, note: Note, person: Person) -> HttpResponse:
    if request.method != "POST":
        return render(request, "places/withdraw.html", {"area": note.area, "note": note})
    actions.withdraw_note(note, by=person)
    messages.success(request, _("Je briefje is weg. Niemand ziet het meer."))
    return redirect("places:area", slug=note.area.slug)


@lru_cache(maxsize=256)
def _ground(drawing: Drawing) -> SafeString:
    """The shapes and names of a drawing as SVG; they stay the same until the area changes."""
    return render_to_string("places/_ground.html", {"drawing": drawing, "named": True})


def _form_page(
    request: HttpRequest, area: Area, form: NoteForm, drawing: Drawing | None, *, note: Note | None = None
) -> HttpResponse:
    context = {
        "area": area,
        "form": form,
        "drawing": drawing,
        "ground": _ground(drawing) if drawing else "",
        "note": note,
        "tiles": Tiles.of(settings.WIJKWERK_TILES),
        "metres": METRES,
    }
    return render(request, "places/note_form.html", context)


def _cards(notes: Iterable[Note], person: Person | None) -> list[dict[str, Any]]:
    """The lines of the list, each with what this person may do with it: in one area that depends on who wrote it."""
    rights: dict[int | None, dict[str, bool]] = {}
    for note in notes:
        if note.by_id not in rights:
            rights[note.by_id] = {
                "may_edit": may(person, "places.edit_note", note),
                "may_withdraw": may(person, "places.withdraw_note", note),
            }
    return [{"note": note, "digest": actions.digest_of(note), **rights[note.by_id]} for note in notes]


def _feature(note: Note) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": note.number,
        "geometry": {"type": "Point", "coordinates": [float(note.lon or 0), float(note.lat or 0)]},
        "properties": {
            "number": note.number,
            "kind": note.kind,
            "kind_word": str(note.get_kind_display()),
            "letter": note.letter,
            "theme": note.theme,
            "theme_word": note.theme_words,
            "text": note.text,
            "is_published": note.is_published,
            "url": reverse("places:note", args=[note.area.slug, note.number]),
        },
    }


def _etag(area: Area, person: Person | None, asked: Filter) -> str:
    who = "everybody"
    if person is not None:
        who = "area" if lives_or_works_in(person, area) else f"person {person.pk}"
    parts = (area.slug, queries.version_of(area), who, asked.query(), get_language())
    return '"' + hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32] + '"'


def _places(notes: Any) -> list[tuple[float, float]]:
    return [(float(note.lon), float(note.lat)) for note in notes if note.lon is not None]


def _run_in(asked: QueryDict) -> UUID | None:
    try:
        return UUID(asked.get("wandeling", ""))
    except ValueError:
        return None


def _asked_before(request: HttpRequest) -> Filter:
    return Filter.of(QueryDict(request.POST.get("vraag", "")))
