"""Puts ballots in the box, all that wait in one transaction, so that an evening with a whole neighbourhood goes fast.

A disk takes as long to keep one ballot as to keep eight. Whoever finds nobody writing, writes for all who wait by then;
everyone is answered after the commit of the transaction with their own ballot.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import Enum
from threading import Condition
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, transaction

from wijkwerk.web.participate import ballot_box
from wijkwerk.web.participate.models import Ballot, CodeBatch, Vote, VoteCode, VoteOption
from wijkwerk.web.participate.models.votes import by_chance


class Outcome(Enum):
    """What became of a slip. Why it was refused is not said here; look that up, in words."""

    COUNTED = "counted"
    CHANGED = "changed"
    REFUSED = "refused"
    NO_BOX = "no box"
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
            together, self._waiting, self._is_busy = self._waiting, [], True
        try:
            _write(together)
        finally:
            with self._changed:
                self._is_busy = False
                self._changed.notify_all()


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
# Said to the database itself: this is what such an evening rests on. Everything a vote has to be right in comes in one
# question; what is wrong is looked up afterwards, in words. Locked in one order, so that two never wait for each other.
_LOOK = f"""SELECT c.digest, o.number, c.id, c.state, v.id, v.opens_at, v.closes_at, o.id
FROM {_CODES} c JOIN {_BATCHES} b ON b.id = c.batch_id JOIN {_VOTES} v ON v.id = b.vote_id
JOIN {_OPTIONS} o ON o.vote_id = v.id
WHERE v.state = 'ready' AND c.state <> 'cancelled' AND c.digest IN (%s) AND o.number IN (%s) ORDER BY c.digest"""  # noqa: S608 - names of our own tables
# Nobody closes the vote while a ballot goes in. SQLite has one writer at a time and needs no lock.
_LOCK = " FOR UPDATE OF c FOR SHARE OF v"
_PUT = f"INSERT INTO {_BALLOTS} (id, vote_id, option_id, label, is_paper) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608
_CHANGE = f"UPDATE {_BALLOTS} SET option_id = %s WHERE vote_id = %s AND label = %s"  # noqa: S608
_USE = f"UPDATE {_CODES} SET state = 'used' WHERE id IN (%s)"  # noqa: S608


class _Code(NamedTuple):
    """A code that is not cancelled, of a vote that is not closed, with the answer that is wanted."""

    pk: int
    state: str
    vote: Any
    opens_at: datetime
    closes_at: datetime
    option: int

    def is_for(self, vote: Any, at: datetime) -> bool:
        """Whether it is of the vote somebody thinks, and that was open when they sent it."""
        # SQLite knows no zones; what stands in it is UTC.
        zone = self.opens_at.tzinfo or UTC
        return bool(
            self.vote == vote and self.opens_at.replace(tzinfo=zone) <= at < self.closes_at.replace(tzinfo=zone)
        )


def _write(slips: Sequence[Slip]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            outcomes = _put_in(cursor, slips)
    except BaseException:
        for slip in slips:
            slip.outcome = Outcome.LOST
        raise
    for slip, outcome in zip(slips, outcomes, strict=True):
        slip.outcome = outcome


def _put_in(cursor: Any, slips: Sequence[Slip]) -> list[Outcome]:
    found, labels = _look(cursor, slips), ballot_box.Labels()
    votes = {vote: Vote._meta.pk.get_db_prep_value(vote, connection) for vote in {slip.vote for slip in slips}}
    fresh: dict[int, list[Any]] = {}
    outcomes = []
    for slip in slips:
        code = found.get((slip.digest, slip.option))
        if code is None or not code.is_for(votes[slip.vote], slip.at):
            outcomes.append(Outcome.REFUSED)
        elif (label := labels.of(slip.vote, slip.digest)) is None:
            outcomes.append(Outcome.NO_BOX)
        elif code.state == VoteCode.State.USED:
            cursor.execute(_CHANGE, [code.option, code.vote, label])
            outcomes.append(Outcome.CHANGED if cursor.rowcount else Outcome.NO_BOX)
        else:
            outcomes.append(Outcome.CHANGED if code.pk in fresh else Outcome.COUNTED)
            fresh[code.pk] = [by_chance(), code.vote, code.option, label, False]
    if fresh:
        cursor.executemany(_PUT, list(fresh.values()))
        cursor.execute(_USE % _places(fresh), list(fresh))
    return outcomes


def _look(cursor: Any, slips: Sequence[Slip]) -> dict[tuple[str, int], _Code]:
    """The codes of these slips with the answers they name, held until the transaction ends."""
    digests, numbers = {slip.digest for slip in slips}, {slip.option for slip in slips}
    lock = _LOCK if connection.features.has_select_for_update else ""
    cursor.execute(_LOOK % (_places(digests), _places(numbers)) + lock, [*digests, *numbers])
    return {(digest, number): _Code(*rest) for digest, number, *rest in cursor.fetchall()}


def _places(values: Iterable[object]) -> str:
    return ", ".join("%s" for _ in values)
