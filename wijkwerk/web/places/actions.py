"""What people do with notes: write, change, show to everybody, put back, take away."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import Role, has_role_in, require
from wijkwerk.web.places.grid import Spot
from wijkwerk.web.places.models import Note, Sheet

MAY_CHANGE = ("kind", "theme", "text", "lon", "lat", "is_published", "published_by", "published_at")


@dataclass(frozen=True)
class Words:
    """What the writer of a note says: about what, which kind, the words, and perhaps where."""

    kind: str
    theme: str
    text: str
    spot: Spot | None = None


def add_note(area: Area, words: Words, *, by: Person, now: datetime, run: UUID | None = None) -> Note:
    """A new note with the next number of the area; only people of the area see it until an editor publishes it."""
    require(by, "places.add_note", area)
    with transaction.atomic(savepoint=False):
        note = Note(area=area, number=turned(area, numbers=1).last_number, by=by, at=now, run=run)
        _write(note, words)
        note.save(force_insert=True)
    return note


def change_note(note: Note, words: Words, *, by: Person) -> None:
    """Other words or another place. When the writer changes a published note, an editor reads it again first."""
    require(by, "places.edit_note", note)
    with transaction.atomic(savepoint=False):
        _hold(note)
        _write(note, words)
        if not has_role_in(by, note.area, Role.EDITOR):
            _hide(note)
        note.save(update_fields=MAY_CHANGE)


def publish_note(note: Note, *, by: Person, now: datetime, read: str) -> bool:
    """Everybody may see the note from now on; False when it no longer says what the editor `read` (digest_of)."""
    require(by, "places.publish_note", note)
    with transaction.atomic(savepoint=False):
        _hold(note)
        if digest_of(note) != read:
            return False
        note.is_published, note.published_by, note.published_at = True, by, now
        note.save(update_fields=MAY_CHANGE)
    return True


def unpublish_note(note: Note, *, by: Person) -> None:
    """Only people of the area see the note from now on."""
    require(by, "places.publish_note", note)
    with transaction.atomic(savepoint=False):
        _hold(note)
        _hide(note)
        note.save(update_fields=MAY_CHANGE)


def withdraw_note(note: Note, *, by: Person) -> None:
    """Take one's own note away for good; its number is not given to another."""
    require(by, "places.withdraw_note", note)
    with transaction.atomic(savepoint=False):
        area = note.area
        note.delete()
        turned(area)


def turned(area: Area, *, numbers: int = 0) -> Sheet:
    """The sheet of the area, held until the transaction ends, one version on and with so many new numbers."""
    sheet, _is_new = Sheet.objects.select_for_update().get_or_create(area=area)
    sheet.version += 1
    sheet.last_number += numbers
    sheet.save()
    return sheet


def digest_of(note: Note) -> str:
    """A short mark of what the note says, by which a form remembers what was read."""
    return hashlib.sha256(f"{note.kind}|{note.theme}|{note.text}".encode()).hexdigest()[:16]


def _hold(note: Note) -> None:
    """The note as it is now, held until the transaction ends; Http404 when its writer just took it away."""
    turned(note.area)
    try:
        note.refresh_from_db(fields=MAY_CHANGE)
    except Note.DoesNotExist:
        raise Http404 from None


def _write(note: Note, words: Words) -> None:
    note.kind, note.theme, note.text = words.kind, words.theme, words.text
    note.lon, note.lat = words.spot or (None, None)


def _hide(note: Note) -> None:
    note.is_published, note.published_by, note.published_at = False, None, None
