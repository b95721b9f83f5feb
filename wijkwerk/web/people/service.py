"""What other apps may ask of people: who is this, which roles do they have here, and may they do that."""

from __future__ import annotations

from typing import Protocol

import rules
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from wijkwerk.web.people.keepers import Keeper
from wijkwerk.web.people.keepers import register as register_keeper
from wijkwerk.web.people.models import Area, AreaRole, Person
from wijkwerk.web.site import policy

__all__ = [
    "HasArea",
    "Keeper",
    "NotAllowed",
    "Role",
    "end_role",
    "end_sessions",
    "give_role",
    "has_role_in",
    "lives_or_works_in",
    "may",
    "person_of",
    "register_keeper",
    "require",
    "roles_in",
    "visitor_or_person",
]
Role = AreaRole.Role


class HasArea(Protocol):
    """Anything that belongs to one area."""

    @property
    def area(self) -> Area: ...


class NotAllowed(PermissionDenied):
    """This person may not do that; the text is the sentence the page shows."""


def visitor_or_person(request: HttpRequest) -> Person | None:
    """Who asks: a person who is signed in, or None for a visitor."""
    return request.user if isinstance(request.user, Person) else None


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in; NotAllowed for a visitor."""
    person = visitor_or_person(request)
    if person is None:
        raise NotAllowed(_("Log eerst in."))
    return person


def may(person: Person | None, permission: str, subject: object = None) -> bool:
    """Whether the rule of this permission holds; use it to show or hide, and `require` to guard."""
    return bool(rules.has_perm(permission, person, subject))


def require(person: Person | None, permission: str, subject: object = None, *, is_hidden: bool = False) -> None:
    """NotAllowed with the sentence of the policy table unless the rule holds.

    With `is_hidden` someone without the permission may not even learn that it exists: Http404.
    """
    policy.note_asked(permission)
    if may(person, permission, subject):
        return
    if is_hidden:
        raise Http404
    raise NotAllowed(_("Dit mag alleen %(who)s.") % {"who": policy.PERMISSIONS[permission].sentence})


def roles_in(person: Person | None, area: Area | None) -> frozenset[str]:
    """The roles of this person in this area or in an area around it (who works in a district works in its streets)."""
    if person is None or area is None or not person.is_active or not person.roles_by_area:
        return frozenset()
    held = (person.roles_by_area.get(one.pk, frozenset()) for one in area.with_around())
    return frozenset[str]().union(*held)


def has_role_in(person: Person | None, area: Area | None, *roles: str) -> bool:
    """Whether this person has one of these roles in this area (any role when none are named)."""
    held = roles_in(person, area)
    return bool(held & set(roles)) if roles else bool(held)


def lives_or_works_in(person: Person | None, area: Area | None) -> bool:
    """Whether this person has any role in this area."""
    return has_role_in(person, area)


def end_sessions(person: Person) -> None:
    """Sign this person out everywhere, at their next request."""
    person.session_round += 1
    person.save(update_fields=["session_round"])


def give_role(person: Person, area: Area, role: str) -> AreaRole:
    """Give someone a role in an area; they sign in again to use it."""
    given, is_new = AreaRole.objects.get_or_create(person=person, area=area, role=role)
    person.__dict__.pop("roles_by_area", None)
    if is_new:
        end_sessions(person)
    return given


def end_role(held: AreaRole) -> None:
    """Take a role away; every session of this person ends."""
    held.delete()
    held.person.__dict__.pop("roles_by_area", None)
    end_sessions(held.person)
