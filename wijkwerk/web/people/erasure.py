"""Erasing an account: what is someone's own goes, what others build on stays without their name, and no copy is left."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from wijkwerk.web.people import terms
from wijkwerk.web.people.keepers import keepers
from wijkwerk.web.people.models import Area, AreaRole, Invitation, Person
from wijkwerk.web.people.service import NotAllowed, Role
from wijkwerk.web.people.sign_in import unreadable_login
from wijkwerk.web.site.checks import RESTORED

LEADING = (Role.COMMUNITY_WORKER, Role.POLICY_OFFICER)
MOST_NAMED = 20
# Beside the database, not in it: a backup that is put back must not bring back who was erased since.
MARKS = "erased"


class Led(NamedTuple):
    """Things of one kind that somebody leads and that must be led by someone."""

    kind: str
    number: int
    titles: list[str]


class NobodyTakesOver(NotAllowed):
    """This account leads something, and nobody was named to take it over."""


def led_by(person: Person) -> list[Led]:
    """What cannot do without this person: every row of our tables that may not lose the one it points at."""
    found = []
    for model, names in _leading_links():
        rows = model._default_manager.filter(_of(person, names))
        if number := rows.count():
            word = str(model._meta.verbose_name)
            found.append(Led(word, number, [str(row) for row in rows[:MOST_NAMED]]))
    return found


def can_take_over(person: Person) -> list[Person]:
    """Who may lead what this person leads: someone with such a role in each area where this person has one."""
    areas = Area.objects.filter(roles__person=person, roles__role__in=LEADING).distinct()
    leading = AreaRole.objects.filter(role__in=LEADING, person__is_active=True).exclude(person=person)
    holders = [{one.person_id for one in leading.filter(area__in=list(area.with_around()))} for area in areas]
    able = set.intersection(*holders) if holders else set(leading.values_list("person", flat=True))
    return list(Person.objects.filter(pk__in=able).order_by("name"))


def called_in(person: Person) -> list[Area]:
    """The areas where this name stands as somebody to call. It is free text, so it may be a namesake."""
    own = _words_of(person.name)
    areas = Area.objects.defer("shapes").order_by("name")
    return [area for area in areas if own <= (there := _words_of(area.contact_name)) or there <= own]


def _words_of(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def erase(person: Person, *, now: datetime, to: Person | None = None) -> None:
    """Erase this account for good; what it leads goes on with `to`. NotAllowed for the only administrator.

    An area where the name stands as somebody to call is marked, so that an administrator puts another there.
    When the transaction is kept, it is also cleaned out of the journal of SQLite, and marked for the day that an
    older backup is put back.
    """
    if person.is_administrator and not _has_another_administrator(person):
        raise NotAllowed(_("Je bent de enige beheerder. Maak eerst iemand anders beheerder."))
    mark = mark_of(person)
    with transaction.atomic():
        _hand_over(person, to)
        for keeper in keepers():
            keeper.let_go(person, now=now)
        called = [area.pk for area in called_in(person)]
        Area.objects.filter(pk__in=called).update(contact_erased_on=timezone.localdate(now))
        _forget_traces(person)
        person.delete()
    transaction.on_commit(lambda: _leave_no_copy(mark, now))


def _has_another_administrator(person: Person) -> bool:
    return Person.objects.filter(is_administrator=True, is_active=True).exclude(pk=person.pk).exists()


def _leading_links() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Each of our tables with its links that may not lose the person they point at."""
    for model in sorted(apps.get_models(), key=lambda one: one._meta.label):
        fields = [field for field in model._meta.concrete_fields if field.related_model is Person]
        if names := [one.name for one in fields if getattr(one.remote_field, "on_delete", None) is models.PROTECT]:
            yield model, names


def _of(person: Person, names: list[str]) -> Q:
    links = Q(pk__in=[])
    for name in names:
        links |= Q((name, person))
    return links


def _hand_over(person: Person, to: Person | None) -> None:
    for model, names in _leading_links():
        for name in names:
            rows = model._default_manager.filter(_of(person, [name]))
            if to is None and rows.exists():
                raise NobodyTakesOver(_("Kies eerst wie overneemt wat jij leidt."))
            if to is not None:
                rows.update(**{name: to})


def _forget_traces(person: Person) -> None:
    """What names this person without pointing at them: sessions, invitations, failed sign-ins, work that went wrong."""
    for session in Session.objects.all().iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
    typed = [name for name in (person.login, person.email) if name]
    marks = [unreadable_login(None, {"username": name}) for name in typed]
    AccessAttempt.objects.filter(username__in=marks).delete()
    if person.email:
        Invitation.objects.filter(email__iexact=person.email).delete()
        DBTaskResult.objects.filter(traceback__icontains=person.email).delete()


def _leave_no_copy(mark: str, now: datetime) -> None:
    keep_mark(mark, now)
    terms.clean_journal()
    # Any mail may name them, so all of it goes: these files stand in for a mail server, and reach nobody.
    terms.clear_mail(before=timezone.now())
    terms.forget_today.enqueue()


# --- backups ---


def mark_of(person: Person) -> str:
    """An unreadable mark of an account, by which it is known again in an older backup."""
    return salted_hmac("wijkwerk.erased", f"{person.pk}|{person.login}", algorithm="sha256").hexdigest()


def keep_mark(mark: str, now: datetime) -> None:
    """Write down, beside the database, that this account was erased and when."""
    handle = os.open(_beside(MARKS), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"{now.isoformat()} {mark}\n")
        file.flush()
        os.fsync(file.fileno())


def erase_again(*, now: datetime) -> int:
    """After a backup was put back: erase who was erased since it was made. How many.

    Only those: an account that somebody makes later under the same name stays.
    """
    if not _beside(RESTORED).exists():
        return 0
    made_at = datetime.fromisoformat(_beside(RESTORED).read_text().strip())
    since = {mark for at, mark in _marks() if at >= made_at}
    found = [person for person in Person.objects.order_by("pk") if mark_of(person) in since] if since else []
    for person in found:
        to = next(iter(can_take_over(person)), None) if led_by(person) else None
        erase(person, now=now, to=to)
    _beside(RESTORED).unlink()
    return len(found)


def _marks() -> Iterator[tuple[datetime, str]]:
    if _beside(MARKS).exists():
        for line in _beside(MARKS).read_text().splitlines():
            at, _space, mark = line.partition(" ")
            yield datetime.fromisoformat(at), mark


def _beside(name: str) -> Path:
    return Path(settings.VAR) / name
