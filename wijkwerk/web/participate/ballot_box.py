"""Keeps apart who voted and what was voted: the key of an open vote, and the mixing of the ballots at closing.

Until closing a ballot carries a label, an HMAC of the digest of a code, so that someone can change their vote. The key of
that HMAC stands in one file outside the database, so no copy of the database holds it. At closing the ballots are
written anew in an order of chance, with new ids and without a label, and then the key is destroyed.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection

from wijkwerk.web.participate.models import Ballot, PaperEntry, Vote

T = TypeVar("T")
KEY_BYTES, LABEL = 32, 32
FOLDER = "stembus"
A_TIME = 2000


def folder() -> Path:
    """Where sealed files stand: beside the database, never in it."""
    path = Path(settings.VAR) / FOLDER
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def make_key(vote_id: UUID) -> None:
    """A key for a vote that opens; an earlier one of the same vote stays."""
    path = _key_path(vote_id)
    if not path.exists():
        write_sealed(path, secrets.token_bytes(KEY_BYTES))


def has_key(vote_id: UUID) -> bool:
    """Whether the key of this vote still exists."""
    return _key_path(vote_id).exists()


class Labels:
    """The labels of ballots, with the key of each vote read once."""

    def __init__(self) -> None:
        self._keys: dict[UUID, bytes | None] = {}

    def of(self, vote_id: UUID, digest: str) -> str | None:
        """The label of the ballot that belongs to a code; None when the key of the vote is not here."""
        if vote_id not in self._keys:
            self._keys[vote_id] = _key(vote_id)
        key = self._keys[vote_id]
        return None if key is None else hmac.digest(key, digest.encode(), "sha256").hex()[:LABEL]


def destroy_key(vote_id: UUID) -> None:
    """The key is gone for good; asking it again does no harm."""
    destroy(_key_path(vote_id))


def mix(vote: Vote, paper: Iterable[int]) -> int:
    """Write all ballots anew, together with the options of paper ballots, in an order of chance; how many there are.

    To be called inside the transaction that closes the vote.
    """
    cast = [(option, False) for option in Ballot.objects.filter(vote=vote).values_list("option_id", flat=True)]
    mixed = in_order_of_chance([*cast, *((option, True) for option in paper)])
    Ballot.objects.filter(vote=vote).delete()
    Ballot.objects.bulk_create(
        (Ballot(vote=vote, option_id=option, is_paper=is_paper) for option, is_paper in mixed), batch_size=A_TIME
    )
    _forget_codes_of_paper(vote)
    return len(mixed)


def _forget_codes_of_paper(vote: Vote) -> None:
    """Who typed which answer stays; of which code it was, and when, does not, nor the order."""
    typed = list(PaperEntry.objects.filter(vote=vote).values_list("option_id", "turn", "by_id"))
    PaperEntry.objects.filter(vote=vote).delete()
    PaperEntry.objects.bulk_create(
        PaperEntry(vote=vote, option_id=option, turn=turn, by_id=by) for option, turn, by in in_order_of_chance(typed)
    )


def in_order_of_chance(items: Iterable[T]) -> list[T]:
    """The same items in an order nobody can know."""
    mixed = list(items)
    SystemRandom().shuffle(mixed)
    return mixed


def scrub() -> None:
    """Have the database let go of what was deleted: the journal of SQLite, the dead rows of PostgreSQL."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif connection.vendor == "postgresql":
            cursor.execute(f"VACUUM {Ballot._meta.db_table}, {PaperEntry._meta.db_table}")


def write_sealed(path: Path, content: bytes) -> None:
    """A file only this program reads, whole on the disk before we go on."""
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync(path.parent)


def destroy(path: Path) -> None:
    """Write zeros over a sealed file and take it away."""
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync(path.parent)


def _key(vote_id: UUID) -> bytes | None:
    try:
        handle = os.open(f"{settings.VAR}/{FOLDER}/{vote_id}.key", os.O_RDONLY)
    except FileNotFoundError:
        return None
    key = os.read(handle, KEY_BYTES + 1)
    os.close(handle)
    return key if len(key) == KEY_BYTES else None


def _key_path(vote_id: UUID) -> Path:
    return folder() / f"{vote_id}.key"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
