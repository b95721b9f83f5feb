"""What other apps may ask of the map: load notes, tell what happens, list them for a report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.places import queries
from wijkwerk.web.places.actions import turned
from wijkwerk.web.places.drawing import drawn
from wijkwerk.web.places.grid import Spot, snapped
from wijkwerk.web.places.models import Note
from wijkwerk.web.places.naming import Hint, hints
from wijkwerk.web.site.languages import language_of_terms, marked

__all__ = [
    "Hint",
    "Spot",
    "address_to_add",
    "happenings",
    "hints_in",
    "landmarks_of",
    "load_notes",
    "notes_for_report",
]


def load_notes(area: Area, rows: Iterable[Mapping[str, Any]], *, run: UUID | None = None) -> int:
    """Put the notes of an example on the map of `area`; how many were new.

    A row holds theme, kind, text, and perhaps at ([lon, lat]), published, ours, source ({id, lines}) and key.
    A row that was loaded before is passed over, whatever people did with it since: the key (or else the text)
    says which one it is. ValidationError for a row that could not have been typed either.
    """
    with transaction.atomic():
        notes = [_loaded(area, row, run=run) for row in rows]
        there = set(Note.objects.filter(pk__in=[note.pk for note in notes]).values_list("pk", flat=True))
        fresh = [note for note in notes if note.pk not in there]
        if fresh:
            last = turned(area, numbers=len(fresh)).last_number
            for number, note in enumerate(fresh, start=last - len(fresh) + 1):
                note.number = number
                note.full_clean()
                note.save(force_insert=True)
    return len(fresh)


def happenings() -> list[dict[str, object]]:
    """For the home page: the area where a note was shown to everybody last, with that note; one query."""
    newest = queries.newest_published()
    if newest is None:
        return []
    total: int = newest.total  # type: ignore[attr-defined]
    title = ngettext("%(total)s briefje op de kaart", "%(total)s briefjes op de kaart", total) % {"total": total}
    return [
        {
            "title": title,
            "sentence": marked(
                _("Het nieuwste, over %(theme)s: “%(text)s”"),
                theme=(language_of_terms(), newest.theme_words.lower()),
                text=("nl", newest.text),
            ),
            "url": reverse("places:note", args=[newest.area.slug, newest.number]),
            "area": newest.area.name,
        }
    ]


def notes_for_report(area: Area, *, run: UUID | None = None, person: Person | None = None) -> list[dict[str, object]]:
    """The notes of a walk (or of the whole area) that this person may see, by number, as plain words for a report."""
    return [
        {
            "number": note.number,
            "kind": note.kind,
            "kind_word": str(note.get_kind_display()),
            "theme": note.theme,
            "theme_word": note.theme_words,
            "text": note.text,
            "is_published": note.is_published,
            "url": reverse("places:note", args=[area.slug, note.number]),
        }
        for note in queries.of_run(area, run, person)
    ]


def hints_in(text: str) -> list[Hint]:
    """What in this text may point at a person, in the order of the text."""
    return hints(text)


def landmarks_of(area: Area) -> dict[str, Spot]:
    """The named places of this area, each with its point on the grid; none when nobody drew the area."""
    drawing = drawn(area.shapes)
    return {place.name: snapped(place.lon, place.lat) for place in drawing.landmarks} if drawing else {}


def address_to_add(area: Area, *, run: UUID | None = None) -> str:
    """Where somebody writes a note for this area, perhaps during a walk."""
    return reverse("places:add", args=[area.slug]) + (f"?wandeling={run}" if run else "")


def _loaded(area: Area, row: Mapping[str, Any], *, run: UUID | None) -> Note:
    at, source = row.get("at"), row.get("source") or {}
    spot = snapped(*at) if at else None
    is_published = bool(row.get("published", True))
    now = timezone.now()
    return Note(
        pk=uuid5(NAMESPACE_URL, f"wijkwerk:{area.slug}:{row.get('key') or _digest(row['text'])}"),
        area=area,
        kind=row["kind"],
        theme=row["theme"],
        text=row["text"],
        lon=spot.lon if spot else None,
        lat=spot.lat if spot else None,
        at=now,
        run=run,
        is_published=is_published,
        published_at=now if is_published else None,
        source_document=source.get("id", ""),
        source_lines=str(source.get("lines", "")),
        ours=row.get("ours") or "",
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
