"""Forgets what is past its term, as the privacy page promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from wijkwerk.web.people.keepers import keepers
from wijkwerk.web.people.models import Invitation, PasswordCode
from wijkwerk.web.site import double_submit, limits

A_DAY = timedelta(days=1)
_asked_on: list[date] = []


def forget(*, now: datetime) -> dict[str, int]:
    """Delete what is past its term, also from the journal of SQLite; how many rows of each kind."""
    kinds: dict[str, Callable[[], int]] = {
        "sessions": lambda: _gone(Session.objects.filter(expire_date__lt=now)),
        "forms": lambda: double_submit.clear_old(now=now),
        "counts": lambda: limits.clear_old(now=now),
        "failed sign-ins": lambda: _gone(AccessAttempt.objects.filter(attempt_time__lt=now - A_DAY)),
        "invitations": lambda: _gone(Invitation.objects.filter(ends_at__lt=now)),
        "password codes": lambda: _gone(PasswordCode.objects.filter(ends_at__lt=now)),
        "background work": lambda: _gone(DBTaskResult.objects.filter(finished_at__lt=now - A_DAY)),
        "mail in files": lambda: clear_mail(before=now - A_DAY),
    }
    forgotten = {name: forget_kind() for name, forget_kind in kinds.items()}
    for keeper in keepers():
        forgotten |= keeper.forget(now=now)
    clean_journal()
    return forgotten


def clean_journal() -> None:
    """What was deleted also goes from the journal of SQLite, when nobody is writing."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def clear_mail(*, before: datetime) -> int:
    """Where no mail server is set up, mail is written to files: throw away those of before this moment; how many."""
    if settings.EMAIL_BACKEND != "django.core.mail.backends.filebased.EmailBackend":
        return 0
    files = [file for file in Path(settings.EMAIL_FILE_PATH).glob("*.log") if file.stat().st_mtime < before.timestamp()]
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _gone(rows: object) -> int:
    return int(rows.delete()[0])  # type: ignore[attr-defined]


@task()
def forget_today() -> None:
    """The same, in the background; and tomorrow again, so that a site to which nobody signs in forgets as well."""
    now = timezone.now()
    # First tomorrow: whatever goes wrong today, the worker comes again.
    _ask_for_tomorrow(now)
    forget(now=now)


def _ask_for_tomorrow(now: datetime) -> None:
    """Once is enough. Where tasks are carried out at once there is no worker that waits, and nothing is asked."""
    waiting = DBTaskResult.objects.filter(task_path=forget_today.module_path, status=TaskResultStatus.READY)
    if forget_today.get_backend().supports_defer and not waiting.filter(run_after__gt=now).exists():
        forget_today.using(run_after=now + A_DAY).enqueue()


def ask_to_forget(*, today: date) -> None:
    """Ask the worker to forget, once a day for each server process; called when someone signs in."""
    if _asked_on[-1:] != [today]:
        _asked_on[:] = [today]
        forget_today.enqueue()
