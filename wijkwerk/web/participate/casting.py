"""Puts ballots in the box, all that wait in one transaction, so that an evening with a whole neighbourhood goes fast.

A disk takes as long to keep one ballot as to keep eight. Whoever finds nobody writing, writes for all who wait by then;
everyone is answered after the commit of the transaction with their own ballot.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from threading import Condition
from time import sleep
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from wijkwerk.web.participate import ballot_box
from wijkwerk.web.participate.models import Ballot, CodeBatch, Vote, VoteCode, VoteOption
from wijkwerk.web.participate.models.votes import by_chance


class Outcome(Enum):
    """What became of a slip. Why it was refused is not said here; look that up, in words."""

    COUNTED = "counted"
    CHANGED = "changed"
    REFUSED = "refused"
    LOST = "lost"


class Slip:
    """A choice on its way to the box, and what became of it."""

    def __init__(self, vote: uuid.UUID, digest: str, option: int, at: datetime) -> None:
        self.vote, self.digest, self.option, self.at = vote, digest, option, at
        self.outcome: Outcome | None = None


class Queue:
    """Those who wait at the box; one of them writes at a time, for all who are there by then."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: list[Slip] = []
        self._is_busy = False

    def stand_in(self, slip: Slip) -> None:
        """Wait until this slip was written, by somebody else or as the one who writes."""
        with self._changed:
            self._waiting.append(slip)
            self._changed.wait_for(lambda: slip.outcome or not self._is_busy)
            if slip.outcome:
                return
            self._is_busy = True
        try:
            _write(self._together())
        finally:
            with self._changed:
                self._is_busy = False
                self._changed.notify_all()

    def _together(self) -> list[Slip]:
        """All who wait; whoever is on the way here comes along, but nobody is waited for."""
        number = 0
        while number < len(self._waiting):
            number = len(self._waiting)
            sleep(0)
        with self._changed:
            together, self._waiting = self._waiting, []
        return together


_queue = Queue()


def put(slip: Slip) -> Outcome:
    """Put this choice in the box, or change the one that is there; durable when this returns.

    DatabaseError when the database did not keep it. In a transaction of the caller it goes alone: no ballot may
    depend on what somebody else does next.
    """
    if connection.in_atomic_block:
        _write([slip])
    else:
        _queue.stand_in(slip)
    if slip.outcome is None or slip.outcome is Outcome.LOST:
        raise DatabaseError("the transaction with this ballot was not kept")
    return slip.outcome


# --- in the database ---


_CODES, _BATCHES, _VOTES, _OPTIONS, _BALLOTS = (
    model._meta.db_table for model in (VoteCode, CodeBatch, Vote, VoteOption, Ballot)
)
# Said to the database itself: this is what such an evening rests on. PostgreSQL holds the votes first and then the codes,
# sorted, so that nobody closes a vote while a ballot goes in, and two who write never wait for each other. SQLite has one
# writer at a time. A used code may change its ballot and nothing else: with another key its label is not in the box, and
# nobody votes twice. Not with EXISTS, for which PostgreSQL would read the whole box.
_HOLD = f"""SELECT c.id FROM {_CODES} c JOIN {_BATCHES} b ON b.id = c.batch_id JOIN {_VOTES} v ON v.id = b.vote_id
WHERE c.digest = ANY(%s) ORDER BY c.digest FOR KEY SHARE OF v FOR UPDATE OF c"""  # noqa: S608 - names of our own tables
_IS_IN = f"(SELECT id FROM {_BALLOTS} WHERE vote_id = %s AND label = %s) IS NOT NULL"  # noqa: S608
_PUT = f"""INSERT INTO {_BALLOTS} (id, vote_id, option_id, label, is_paper)
SELECT %s, v.id, o.id, %s, %s
FROM {_CODES} c JOIN {_BATCHES} b ON b.id = c.batch_id JOIN {_VOTES} v ON v.id = b.vote_id
JOIN {_OPTIONS} o ON o.vote_id = v.id
WHERE c.digest = %s AND v.id = %s AND o.number = %s AND v.state = 'ready' AND v.opens_at <= %s AND v.closes_at > %s
AND (c.state = 'fresh' OR c.state = 'used' AND {_IS_IN})
ON CONFLICT (vote_id, label) DO UPDATE SET option_id = excluded.option_id"""  # noqa: S608
_USE = f"UPDATE {_CODES} SET state = 'used' WHERE digest = %s AND state = 'fresh' AND {_IS_IN}"  # noqa: S608


def _write(slips: Sequence[Slip]) -> None:
    labels, outcome = ballot_box.Labels(), dict[Slip, Callable[[], Outcome]]()
    try:
        with _transaction(slips) as ask:
            for slip in slips:
                if label := labels.of(slip.vote, slip.digest):
                    outcome[slip] = _put_in(slip, label, ask)
    except BaseException:
        for slip in slips:
            slip.outcome = Outcome.LOST
        raise
    for slip in slips:
        slip.outcome = outcome[slip]() if slip in outcome else Outcome.REFUSED


Ask = Callable[[str, Sequence[Any]], Any]


def _put_in(slip: Slip, label: str, ask: Ask) -> Callable[[], Outcome]:
    """Puts a slip in. What became of it is known when the transaction has ended."""
    vote, at = _stored(Vote, "id", slip.vote), _stored(Vote, "opens_at", slip.at)
    put = ask(_PUT, [by_chance(), label, False, slip.digest, vote, slip.option, at, at, vote, label])
    used = ask(_USE, [slip.digest, vote, label])
    return lambda: (Outcome.COUNTED if used.rowcount else Outcome.CHANGED) if put.rowcount else Outcome.REFUSED


def _stored(model: type[Model], name: str, value: object) -> Any:
    field: Any = model._meta.get_field(name)
    return field.get_db_prep_value(value, connection)


@contextmanager
def _transaction(slips: Sequence[Slip]) -> Iterator[Ask]:
    """One transaction, in which the `rowcount` of what was asked is known when it has ended.

    PostgreSQL gets all of it without waiting for answers in between, and keeps its plans: Django would spell out every
    question anew, and planning takes longer than answering. SQLite keeps them by itself.
    """
    connection.ensure_connection()
    held = connection.connection
    if connection.vendor != "postgresql":
        with connection.wrap_database_errors, transaction.atomic():
            yield lambda sql, values: held.execute(sql.replace("%s", "?"), values)
        return
    import psycopg

    def ask(sql: str, values: Sequence[Any]) -> Any:
        return psycopg.Cursor(held).execute(sql, values, prepare=True)

    with connection.wrap_database_errors, held.pipeline():
        ask(_HOLD, [[slip.digest for slip in slips]])
        yield ask
