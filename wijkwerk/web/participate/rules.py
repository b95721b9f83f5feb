"""Who may do what when people take part, as sentences."""

from __future__ import annotations

import rules
from django.db.models import Q
from django.utils.crypto import constant_time_compare

from wijkwerk.web.participate.models import AgendaPoint, Statement
from wijkwerk.web.people.models import Area, AreaRole, Person
from wijkwerk.web.people.rules import holds, lives_or_works_in_area

LEADERS = ("community-worker", "policy-officer")


def areas_led_by(person: Person | None) -> list[Area]:
    """The areas where this person may begin something, and everything inside them, by name."""
    if person is None:
        return []
    mine = AreaRole.objects.filter(person=person, role__in=LEADERS).values("area")
    within = Q(pk__in=mine) | Q(within__in=mine) | Q(within__within__in=mine) | Q(within__within__within__in=mine)
    return list(Area.objects.filter(within).defer("shapes").order_by("name"))


def _brought(person: Person | None, statement: Statement | None) -> bool:
    writer = statement.participant if statement is not None else None
    return person is not None and person.is_active and writer is not None and writer.person_id == person.pk


def _wrote_point(person: Person | None, point: AgendaPoint | None) -> bool:
    if person is None or point is None or not person.is_active:
        return False
    return constant_time_compare(point.writer_mark, point.mark_of(person))


brought_statement = rules.Predicate(_brought, name="brought the statement")
leads = holds(*LEADERS)
reads_first = holds("community-worker", "policy-officer", "editor")

rules.add_perm("participate.lead", leads)
rules.add_perm("participate.take_part", lives_or_works_in_area)
rules.add_perm("participate.read_first", reads_first)
rules.add_perm("participate.remove_point", rules.Predicate(_wrote_point, name="wrote the point") | leads)
rules.add_perm("participate.translate", reads_first)
# participate: notices
rules.add_perm("participate.tell_on_paper", holds("community-worker"))
rules.add_perm("participate.own_statement", brought_statement)
