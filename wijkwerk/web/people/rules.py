"""The permissions of people as sentences, and the words other apps build theirs from."""

from __future__ import annotations

import rules

from wijkwerk.web.people.models import Area, AreaRole, Person
from wijkwerk.web.people.service import HasArea, Role, has_role_in


def area_of(subject: Area | HasArea) -> Area:
    """The area itself, or the area something belongs to."""
    return subject if isinstance(subject, Area) else subject.area


def holds(*roles: str) -> rules.Predicate:
    """Holds for someone with one of these roles in the area of the object; any role when none are named."""

    def holds_role(person: Person | None, subject: Area | HasArea | None) -> bool:
        return subject is not None and has_role_in(person, area_of(subject), *roles)

    return rules.Predicate(holds_role, name=f"holds {' or '.join(roles) or 'any role'}")


def _is_administrator(person: Person | None) -> bool:
    return person is not None and person.is_active and person.is_administrator


def _is_resident_nearby(person: Person | None, subject: Person | None) -> bool:
    """The subject is a resident and nothing more, in an area where this person is community worker."""
    if person is None or subject is None or subject.is_professional:
        return False
    homes = AreaRole.objects.filter(person=subject).select_related("area__within")
    return any(has_role_in(person, home.area, Role.COMMUNITY_WORKER) for home in homes)


is_administrator = rules.Predicate(_is_administrator, name="is administrator")
lives_or_works_in_area = holds()
is_community_worker = holds(Role.COMMUNITY_WORKER)
is_resident_nearby = rules.Predicate(_is_resident_nearby, name="is a resident of their area")

rules.add_perm("people.invite", is_administrator | is_community_worker)
rules.add_perm("people.see_people", is_administrator | is_community_worker)
rules.add_perm("people.give_code", is_administrator | is_resident_nearby)
