"""What people do with a method: begin it, share out the parts, and record what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wijkwerk.engines import KINDS
from wijkwerk.library.method import Method
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import NotAllowed, has_role_in, may, require
from wijkwerk.web.site.prepared import change, insert
from wijkwerk.web.work.editions import keep_edition, method_of
from wijkwerk.web.work.models import Run, RunEvent, RunRole
from wijkwerk.web.work.queries import run_to_change
from wijkwerk.web.work.rules import roles_of

Reading = Callable[[Run, Any, Any], dict[str, Any]]


class Overtaken(Exception):
    """Somebody else recorded something since the form was made; nothing is changed."""


def start_run(method: Method, part: str, area: Area, *, title: str, by: Person, now: datetime) -> Run:
    """Begin a method for an area; who begins takes every role they may fill, until others take it."""
    require(by, "work.start_run", area)
    engine, content = KINDS[part], method.parts[part]
    with transaction.atomic():
        run = Run(
            edition_id=keep_edition(method.id),
            part=part,
            area=area,
            title=title,
            owner=by,
            state=engine.start(content).model_dump(mode="json"),
            started_at=now,
            changed_at=now,
        )
        run.full_clean(exclude=["id", "edition"])
        run.save(force_insert=True)
        RunRole.objects.bulk_create(
            RunRole(run=run, role=role.id, person=by)
            for role in getattr(content, "roles", ())
            if has_role_in(by, area, *role.filled_by)
        )
    return run


def record(run_id: UUID, read: Reading, *, by: Person, now: datetime, step: int, token: str | None = None) -> Run:
    """Read an event from what was sent, apply it and keep it: the one place where a run changes.

    `read` gets the run, its part and its state and gives the event. Refused with its reason, or Overtaken when
    the form is of an earlier step; then nothing is kept. The same form sent twice counts once.
    """
    try:
        with transaction.atomic():
            run = run_to_change(run_id)
            require(by, "work.take_part", run, is_hidden=not may(by, "work.see_run", run))
            if run.step == step:
                return _kept(run, read, by=by, now=now, token=token)
    except IntegrityError:
        pass
    if token and RunEvent.objects.filter(run_id=run_id, token=token).exists():
        return Run.objects.select_related("area").get(pk=run_id)
    raise Overtaken


def _kept(run: Run, read: Reading, *, by: Person, now: datetime, token: str | None) -> Run:
    engine, part = KINDS[run.part], method_of(run.edition_id).parts[run.part]
    before = engine.start(part).model_validate(run.state)
    event = read(run, part, before)
    role = next(iter(event.values())).get("by", "")
    if role and role not in roles_of(by, run):
        raise NotAllowed(_("Je hebt deze rol niet in deze route. Vraag wie de route begon om je erbij te zetten."))
    state = engine.apply(part, before, event, now=now)
    run.state = state.model_dump(mode="json")
    run.is_finished = getattr(state, "is_finished", False)
    run.step += 1
    run.changed_at = now
    insert(RunEvent(run=run, number=run.step, event=event, by=by, role=role, at=now, token=token))
    change(run, "state", "is_finished", "step", "changed_at")
    return run


def give_role(run: Run, role: str, person: Person, *, by: Person) -> RunRole:
    """Someone of the area takes a role; ValidationError when this role is not for them."""
    require(by, "work.give_roles", run)
    known = {one.id: one for one in getattr(method_of(run.edition_id).parts[run.part], "roles", ())}
    if role not in known:
        raise ValidationError(_("Deze rol bestaat hier niet."))
    if not has_role_in(person, run.area, *known[role].filled_by):
        raise ValidationError(_("Deze rol is voor iemand anders bedoeld: kies een ander."))
    return RunRole.objects.get_or_create(run=run, role=role, person=person)[0]


def end_role(held: RunRole, *, by: Person) -> None:
    """Someone gives a role back."""
    require(by, "work.give_roles", held.run)
    held.delete()


def set_open(run: Run, *, is_open: bool, by: Person) -> None:
    """Let everyone see the stages and votes of a run, or only the people of the area."""
    require(by, "work.give_roles", run)
    run.is_open = is_open
    run.save(update_fields=["is_open"])
