"""The reference for the opinion map: red-dwarf, and how alike its answer and ours are."""

import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from wijkwerk.analysis.opinion_map import Report, Votes
from wijkwerk.analysis.opinion_map.report import NO_GROUP
from wijkwerk.analysis.opinion_map.stability import adjusted_rand

Dicts = list[dict[str, int]]


class Reference(NamedTuple):
    """Per person the group, None for who voted too little; and per group its statements with their sides."""

    groups: dict[int, int | None]
    representative: dict[int, list[tuple[int, str]]]


class Alike(NamedTuple):
    """The adjusted Rand index, whether the same people have a place, and the least overlap of what a group says."""

    rand: float
    is_same_people: bool
    overlap: float


def pipeline() -> Callable[..., Any]:
    """red-dwarf's own recipe; imported late, because it takes seconds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from reddwarf.implementations.base import run_pipeline
    run: Callable[..., Any] = run_pipeline
    return run


def as_dicts(votes: Votes) -> Dicts:
    """The votes as red-dwarf takes them."""
    return [
        {"participant_id": person, "statement_id": statement, "vote": value}
        for person, statements, values in votes.rows()
        for statement, value in zip(statements.tolist(), values.tolist(), strict=True)
    ]


def reference(votes: Votes) -> Reference:
    """What red-dwarf says of these votes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return told(pipeline()(votes=as_dicts(votes)))


def told(result: Any) -> Reference:
    """The answer of red-dwarf in a few words."""
    groups = result.participants_df["cluster_id"].astype("object")
    return Reference(
        {int(number): None if groups.isna()[number] else int(group) for number, group in groups.items()},
        {
            int(group): [(int(one["tid"]), str(one["repful-for"])) for one in said]
            for group, said in result.repness.items()
        },
    )


def alike(report: Report, found: Reference) -> Alike:
    """How our map and that of the reference compare; groups are paired by the people they share."""
    theirs = np.array([NO_GROUP if group is None else group + 1 for group in found.groups.values()])
    assert list(found.groups) == report.participants.tolist()
    both = (theirs != NO_GROUP) & (report.groups_of != NO_GROUP)
    overlaps = []
    for number, said in found.representative.items():
        ours = int(np.bincount(report.groups_of[theirs == number + 1]).argmax())
        here = {
            (one.statement, one.side) for group in report.groups if group.id == ours for one in group.representative
        }
        overlaps.append(len(here & set(said)) / max(1, len(here | set(said))))
    return Alike(
        adjusted_rand(report.groups_of[both], theirs[both]),
        bool(((theirs == NO_GROUP) == (report.groups_of == NO_GROUP)).all()),
        min(overlaps, default=1.0),
    )
