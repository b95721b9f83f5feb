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
from time import sleep
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
# Said to the database itself: this is what such an evening rests on. First what the votes allow, then the codes, each
# found by its digest alone; in this order, and sorted, so that two who write never wait for each other.
_OPEN = f"""SELECT v.id, o.number, v.opens_at, v.closes_at, o.id
FROM {_VOTES} v JOIN {_OPTIONS} o ON o.vote_id = v.id
WHERE v.state = 'ready' AND v.id IN (%s) AND o.number IN (%s) ORDER BY v.id"""  # noqa: S608 - names of our own tables
_LOOK = f"""SELECT c.digest, c.id, c.state, (SELECT b.vote_id FROM {_BATCHES} b WHERE b.id = c.batch_id)
FROM {_CODES} c WHERE c.state <> 'cancelled' AND c.digest IN (%s) ORDER BY c.digest"""  # noqa: S608
# Nobody closes the vote while a ballot goes in. SQLite has one writer at a time and needs no lock.
_HOLD_VOTES, _HOLD_CODES = " FOR KEY SHARE OF v", " FOR UPDATE OF c"
_PUT = f"INSERT INTO {_BALLOTS} (id, vote_id, option_id, label, is_paper) VALUES %s"  # noqa: S608
_CHANGE = f"UPDATE {_BALLOTS} SET option_id = %s WHERE vote_id = %s AND label = %s"  # noqa: S608
_USE = f"UPDATE {_CODES} SET state = 'used' WHERE id IN (%s)"  # noqa: S608


class _Open(NamedTuple):
    """When a vote that is not closed takes ballots, and one of its answers."""

    opens_at: datetime
    closes_at: datetime
    option: int

    def takes(self, at: datetime) -> bool:
        """Whether it was open when a slip was sent."""
        # SQLite knows no zones; what stands in it is UTC.
        zone = self.opens_at.tzinfo or UTC
        return self.opens_at.replace(tzinfo=zone) <= at < self.closes_at.replace(tzinfo=zone)


class _Code(NamedTuple):
    """A code that is not cancelled, and the vote it is of."""

    pk: int
    state: str
    vote: Any


def _write(slips: Sequence[Slip]) -> None:
    try:
        with transaction.atomic():
            outcomes = _put_in(slips)
    except BaseException:
        for slip in slips:
            slip.outcome = Outcome.LOST
        raise
    for slip, outcome in zip(slips, outcomes, strict=True):
        slip.outcome = outcome


def _put_in(slips: Sequence[Slip]) -> list[Outcome]:
    votes = {slip.vote: Vote._meta.pk.get_db_prep_value(slip.vote, connection) for slip in slips}
    open_now, codes = _look(list(votes.values()), slips)
    labels, fresh = ballot_box.Labels(), dict[int, list[Any]]()
    outcomes = []
    for slip in slips:
        vote = votes[slip.vote]
        choice, code = open_now.get((vote, slip.option)), codes.get(slip.digest)
        if choice is None or code is None or code.vote != vote or not choice.takes(slip.at):
            outcomes.append(Outcome.REFUSED)
        elif (label := labels.of(slip.vote, slip.digest)) is None:
            outcomes.append(Outcome.NO_BOX)
        elif code.state == VoteCode.State.USED:
            is_there = _ask(_CHANGE, [choice.option, vote, label]).rowcount
            outcomes.append(Outcome.CHANGED if is_there else Outcome.NO_BOX)
        else:
            outcomes.append(Outcome.CHANGED if code.pk in fresh else Outcome.COUNTED)
            fresh[code.pk] = [by_chance(), vote, choice.option, label, False]
    if fresh:
        rows = ", ".join(f"({_places(row)})" for row in fresh.values())
        _ask(_PUT % rows, [value for row in fresh.values() for value in row])
        _ask(_USE % _places(fresh), list(fresh))
    return outcomes


def _look(votes: Sequence[Any], slips: Sequence[Slip]) -> tuple[dict[tuple[Any, int], _Open], dict[str, _Code]]:
    """The answers of these votes and the codes of these slips, held until the transaction ends."""
    hold_votes, hold_codes = (_HOLD_VOTES, _HOLD_CODES) if connection.features.has_select_for_update else ("", "")
    numbers, digests = list({slip.option for slip in slips}), list({slip.digest for slip in slips})
    options = _ask(_OPEN % (_places(votes), _places(numbers)) + hold_votes, [*votes, *numbers]).fetchall()
    codes = _ask(_LOOK % _places(digests) + hold_codes, digests).fetchall()
    return {(vote, number): _Open(*rest) for vote, number, *rest in options}, {
        digest: _Code(*rest) for digest, *rest in codes
    }


def _ask(sql: str, values: Sequence[Any]) -> Any:
    """The answer of the database, which remembers how it answers this.

    SQLite does so by itself. Django spells out every question to PostgreSQL anew, which then has to plan it anew: that
    takes longer than the answer.
    """
    if connection.vendor != "postgresql":
        cursor = connection.cursor()
        cursor.execute(sql, values)
        return cursor
    import psycopg

    connection.ensure_connection()
    with connection.wrap_database_errors:
        return psycopg.Cursor(connection.connection).execute(sql, values, prepare=True)


def _places(values: Iterable[object]) -> str:
    return ", ".join("%s" for _ in values)
