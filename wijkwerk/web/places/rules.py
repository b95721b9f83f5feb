"""The permissions of the map as sentences."""

from __future__ import annotations

import rules

from wijkwerk.web.people.models import Person
from wijkwerk.web.people.rules import holds, lives_or_works_in_area
from wijkwerk.web.people.service import Role
from wijkwerk.web.places.models import Note


def _is_writer(person: Person | None, note: Note | None) -> bool:
    return person is not None and note is not None and person.is_active and note.by_id == person.pk


is_writer = rules.Predicate(_is_writer, name="wrote the note")
is_editor = holds(Role.EDITOR)

rules.add_perm("places.add_note", lives_or_works_in_area)
rules.add_perm("places.edit_note", is_writer | is_editor)
rules.add_perm("places.withdraw_note", is_writer)
rules.add_perm("places.publish_note", is_editor)
