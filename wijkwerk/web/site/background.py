"""Work in the background that a killed worker left is taken up again by the next one."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)

TRIES = 3


@contextmanager
def at_work() -> Iterator[bool]:
    """Whether this is the only worker of the site on this machine, for as long as it works."""
    with (Path(settings.VAR) / "worker.lock").open("w") as lock:
        yield _taken(lock.fileno())


def _taken(file: int) -> bool:
    try:
        # The system lets go of it however the worker ends.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def take_up_again() -> int:
    """Have tasks that nobody works at any more wait again, and say how many; to be asked by the only worker.

    Every task can bear to be done twice: who was told something is not told again. One that was begun three times
    has failed, so that a task which kills its worker does not do so for ever.
    """
    left = DBTaskResult.objects.running()
    again = [task.pk for task in left if len(task.worker_ids) < TRIES]
    for task in left.exclude(pk__in=again):
        log.error("a task was given up", extra={"task": task.task_path, "count": TRIES})
    left.exclude(pk__in=again).update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    return left.filter(pk__in=again).update(status=TaskResultStatus.READY, started_at=None)
