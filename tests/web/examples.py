"""One example for each address that names something: made in the cast's area, by a given owner, ready for the act.

Each app adds its own lines. `EXAMPLES` gives the words of the address, `DATA` what a right form would send.
An example stands in a state in which those with the permission may do it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast, make_person
from tests.web.places.notes import make_note
from wijkwerk.web.people import printed_code
from wijkwerk.web.people.models import AreaRole, Person

Example = Callable[[Cast, Person], dict[str, Any]]

EXAMPLES: dict[str, Example] = {
    # people
    "people:invitation-link": lambda cast, owner: {"code": printed_code.make(lambda alphabet: alphabet[7])},
    "people:password-link": lambda cast, owner: {"code": printed_code.make(lambda alphabet: alphabet[7])},
    "people:organisation": lambda cast, owner: {"pk": _organisation_of(cast)},
    "people:area": lambda cast, owner: {"slug": cast.area.slug},
    "people:area-people": lambda cast, owner: {"slug": cast.area.slug},
    "people:invite": lambda cast, owner: {"slug": cast.area.slug},
    "people:person": lambda cast, owner: {"pk": cast.amina.pk},
    "people:give-code": lambda cast, owner: {"pk": _another_resident(cast).pk},
    "people:role-end": lambda cast, owner: {"pk": AreaRole.objects.get(person=_another_resident(cast)).pk},
    # find
    # work
    # places
    "places:area": lambda cast, owner: {"slug": cast.area.slug},
    "places:geojson": lambda cast, owner: {"slug": cast.area.slug},
    "places:add": lambda cast, owner: {"slug": cast.area.slug},
    "places:note": lambda cast, owner: _note(cast, owner, is_published=True),
    "places:edit": lambda cast, owner: _note(cast, owner),
    "places:publish": lambda cast, owner: _note(cast, owner),
    "places:unpublish": lambda cast, owner: _note(cast, owner, is_published=True),
    "places:withdraw": lambda cast, owner: _note(cast, owner),
}

DATA: dict[str, dict[str, Any]] = {
    "people:invite": {"name": "Sem"},
    "people:invite-anyone": {"name": "Sem", "is_administrator": "on"},
    # find
    # work
    # places
    "places:add": {"kind": "wish", "theme": "natuur", "text": "Meer bomen op het plein."},
    "places:edit": {"kind": "wish", "theme": "natuur", "text": "Meer bomen op het plein."},
}


def _organisation_of(cast: Cast) -> int:
    assert cast.joost.organisation is not None
    return cast.joost.organisation.pk


def _another_resident(cast: Cast) -> Person:
    return make_person(f"bewoner-{Person.objects.count()}", "Sem de Wit", area=cast.area, role=AreaRole.Role.RESIDENT)


def _note(cast: Cast, owner: Person, *, is_published: bool = False) -> dict[str, Any]:
    note = make_note(cast.area, by=owner, is_published=is_published)
    return {"slug": cast.area.slug, "number": note.number}
