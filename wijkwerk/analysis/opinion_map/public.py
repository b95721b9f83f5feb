"""What everyone may see: groups of five and more, no person but oneself, and votes under numbers that lead to nobody.

Before they vote, people are told that the votes are published: who knows enough of somebody's answers may still
recognise the row, so there is nothing in it but the answers.
"""

import hmac
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map.data import rounded
from wijkwerk.analysis.opinion_map.report import FEWEST_PEOPLE, Report
from wijkwerk.analysis.opinion_map.votes import Votes

SHORTEST_SECRET = 16


class OwnPlace(NamedTuple):
    """Where one person stands, for that person alone; without a group when it is too small to be drawn."""

    position: tuple[float, float]
    group: int | None


def public_map(report: Report) -> dict[str, Any]:
    """The map without people: the groups that are drawn, and of a group too small nothing but that it is not drawn."""
    drawn = report.drawn
    middle = report.middle
    return {
        "groups": [
            {
                "id": group.id,
                "size": group.size,
                "centre": rounded(group.centre),
                "representative": [rounded(one._asdict()) for one in group.representative],
            }
            for group in report.groups
            if group.id in drawn
        ],
        "people": len(report.participants),
        "placed": middle.placed,
        "not_drawn": len(drawn) < len(report.groups),
        "statements": [
            {"id": one.id, "votes": one.votes, "agree": one.agree, "disagree": one.disagree, "passed": one.passed}
            for one in report.all_statements()
        ],
        "binds": rounded([one._asdict() for one in report.binds]),
        "divides": rounded([one._asdict() for one in report.divides]),
        "middle": {"people": middle.people, "says": rounded([one._asdict() for one in middle.says])}
        if middle.people >= FEWEST_PEOPLE
        else None,
        "unvoted": list(report.unvoted),
        "seldom": list(report.seldom),
    }


def own_place(report: Report, participant: int) -> OwnPlace | None:
    """The place of this person, who has to be the one who asks; None for who did not vote."""
    place = int(np.searchsorted(report.participants, participant))
    if place == len(report.participants) or report.participants[place] != participant:
        return None
    group = report.group_of(participant)
    x, y = rounded(report.positions[place].tolist())
    return OwnPlace((x, y), group if group in report.drawn else None)


def public_votes(votes: Votes, secret: bytes) -> Votes:
    """The same votes under shuffled numbers from 1, in the order of those numbers; nobody without the secret can undo it."""
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"The secret that shuffles has to be at least {SHORTEST_SECRET} bytes long.")
    marks = [hmac.digest(secret, str(number).encode(), "sha256") for number in votes.participants.tolist()]
    shuffled = np.array(sorted(range(len(marks)), key=marks.__getitem__), np.int64)
    starts, codes = votes.people(shuffled)
    return replace(votes, participants=np.arange(1, len(marks) + 1), starts=starts, codes=codes)
