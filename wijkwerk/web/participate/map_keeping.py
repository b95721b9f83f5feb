"""The votes and places of a map as bytes: the same votes give the same bytes, and only its owner finds a place."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any
from uuid import UUID

import numpy as np

from wijkwerk.analysis.opinion_map.public import OwnPlace, own_place
from wijkwerk.analysis.opinion_map.report import Report
from wijkwerk.analysis.opinion_map.votes import Votes

# Who (a UUID in two halves), where they stand, their group (0 is none that is drawn), and a mark of what they said.
ROW = np.dtype([("high", "<u8"), ("low", "<u8"), ("x", "<f8"), ("y", "<f8"), ("group", "<u2"), ("said", "<u8")])
HALF = 1 << 64


def bytes_of(data: Any) -> bytes:
    """Plain data as JSON, always spelled the same way."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def pack_votes(votes: Votes) -> bytes:
    """The votes of people with the numbers 1, 2, 3 …"""
    head = bytes_of({
        "people": len(votes.participants),
        "statements": votes.statements.tolist(),
        "unvoted": list(votes.unvoted),
    })  # fmt: skip
    body = votes.starts.astype("<i8").tobytes() + votes.codes.astype("<u2").tobytes()
    return zlib.compress(len(head).to_bytes(8, "little") + head + body, 6)


def unpack_votes(kept: bytes) -> Votes:
    """What `pack_votes` packed."""
    plain = zlib.decompress(kept)
    size = 8 + int.from_bytes(plain[:8], "little")
    head = json.loads(plain[8:size])
    begins = size + 8 * (head["people"] + 1)
    return Votes(
        np.arange(1, head["people"] + 1),
        np.array(head["statements"], np.int64),
        np.frombuffer(plain[size:begins], "<i8").astype(np.int64),
        np.frombuffer(plain[begins:], "<u2").astype(np.uint16),
        tuple(head["unvoted"]),
    )


def pack_places(people: list[UUID], said: list[int], report: Report | None) -> bytes:
    """Where each of these people stands; they are in the order of their numbers 1, 2, 3 …"""
    rows = np.zeros(len(people), ROW)
    rows["high"] = [person.int // HALF for person in people]
    rows["low"] = [person.int % HALF for person in people]
    rows["said"] = said
    if report is not None:
        for at in range(len(people)):
            place = own_place(report, at + 1)
            if place is not None:
                rows["x"][at], rows["y"][at], rows["group"][at] = (*place.position, place.group or 0)
    return rows[np.argsort(rows, order=["high", "low"])].tobytes()


def place_of(kept: bytes, person: UUID) -> OwnPlace | None:
    """The place of this participant, who has to be the one who asks; None for who is not in this map."""
    rows = np.frombuffer(kept, ROW)
    found = rows[(rows["high"] == person.int // HALF) & (rows["low"] == person.int % HALF)]
    if not len(found):
        return None
    row = found[0]
    return OwnPlace((float(row["x"]), float(row["y"])), int(row["group"]) or None)


def said_before(kept: bytes) -> dict[UUID, int]:
    """For each participant of an earlier map the mark of what they said then."""
    rows = np.frombuffer(kept, ROW)
    return {
        UUID(int=high * HALF + low): said
        for high, low, said in zip(rows["high"].tolist(), rows["low"].tolist(), rows["said"].tolist(), strict=True)
    }


def mark_of(answers: list[tuple[int, int]]) -> int:
    """A mark of what somebody said, by which a change shows."""
    return int.from_bytes(hashlib.blake2b(repr(sorted(answers)).encode(), digest_size=8).digest(), "little")
