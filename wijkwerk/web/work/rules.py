"""Who may do what with a run, as sentences."""

from __future__ import annotations

import rules

from wijkwerk.web.people.models import Person
from wijkwerk.web.people.rules import holds, lives_or_works_in_area
from wijkwerk.web.people.service import lives_or_works_in
from wijkwerk.web.site.prepared import Prepared
from wijkwerk.web.work.models import Run, RunRole

_roles_in = Prepared(
    lambda run, person: RunRole.objects.filter(run=run, person=person).values_list("role", flat=True),
    RunRole._meta.get_field("run"),
    RunRole._meta.get_field("person"),
)


def roles_of(person: Person | None, run: Run) -> frozenset[str]:
    """The roles this person has in the run, as long as they still have a role in its area."""
    if person is None or not person.is_active:
        return frozenset()
    if person.pk not in run.roles_held:
        run.roles_held[person.pk] = _roles(person, run)
    return run.roles_held[person.pk]


def _roles(person: Person, run: Run) -> frozenset[str]:
    if not lives_or_works_in(person, run.area):
        return frozenset()
    return frozenset(_roles_in(run.pk, person.pk))


def _is_owner(person: Person | None, run: Run | None) -> bool:
    return run is not None and person is not None and run.owner_id == person.pk and lives_or_works_in(person, run.area)


def _takes_part(person: Person | None, run: Run | None) -> bool:
    """In a route someone with a role in it; advice and checks are for everyone of the area."""
    if run is None or person is None:
        return False
    return bool(roles_of(person, run)) if run.part == Run.Part.ROUTE else lives_or_works_in(person, run.area)


takes_part = rules.Predicate(_takes_part, name="takes part in the run")
is_open = rules.Predicate(lambda _person, run: run.is_open, name="run is open")
is_owner = rules.Predicate(_is_owner, name="began the run and is still of the area")

rules.add_perm("work.start_run", lives_or_works_in_area)
rules.add_perm("work.see_run", is_open | lives_or_works_in_area)
rules.add_perm("work.read_run", lives_or_works_in_area)
rules.add_perm("work.take_part", takes_part)
rules.add_perm("work.give_roles", is_owner | holds("community-worker"))
