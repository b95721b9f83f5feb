"""What of a map is public: whole groups of five and more, and no part of the people that is small or of one mind.

Of fewer than ten voters in a group, or of a group that all said the same, it is only said which side most take.
"""

from __future__ import annotations

from typing import Any

from wijkwerk.analysis.opinion_map.public import public_map
from wijkwerk.analysis.opinion_map.report import Report

# A dialogue with fewer people has no map; a statement or a part of a group with fewer voters has no figures.
FEWEST = 10
# On a page one reads; the table has the rest.
MOST_SAID, MOST_DIVIDING = 3, 5

Figures = dict[str, int] | None


def floored(report: Report) -> dict[str, Any]:
    """The public map with figures only where they stand for ten people or more who do not all say the same.

    What a group says is what most of it say; what binds is not told again as what divides.
    """
    plain = public_map(report)
    numbers = [group["id"] for group in plain["groups"]]
    # What most of every group say binds them, also where some say it more than others.
    shared = {one["statement"] for one in plain["binds"]}
    return {
        "groups": [
            {
                "id": group["id"],
                "size": group["size"],
                "centre": group["centre"],
                "says": [
                    {
                        "statement": one["statement"],
                        "side": one["side"],
                        "here": figures(one["voters"], one[one["side"]]),
                        "others": figures(one["others"], one[f"others_{one['side']}"]),
                    }
                    for one in [one for one in group["representative"] if _is_of_most(one)][:MOST_SAID]
                ],
            }
            for group in plain["groups"]
        ],
        "placed": plain["placed"],
        "not_drawn": plain["not_drawn"],
        "statements": [_statement(one) for one in plain["statements"]],
        "binds": [_binding(one, numbers) for one in plain["binds"]],
        "divides": [
            {
                "statement": one["statement"],
                "side": one["side"],
                "most": {"id": one["most"], "figures": figures(one["most_voters"], one["most_with_it"])},
                "least": {"id": one["least"], "figures": figures(one["least_voters"], one["least_with_it"])},
            }
            for one in [one for one in plain["divides"] if one["statement"] not in shared][:MOST_DIVIDING]
        ],
        "middle": _middle(plain["middle"]),
        "unvoted": plain["unvoted"],
        "seldom": plain["seldom"],
    }


def figures(voters: int, with_it: int) -> Figures:
    """How many of how many; nothing where that would tell what each of a few people said."""
    return {"voters": voters, "with_it": with_it} if voters >= FEWEST and 0 < with_it < voters else None


def _is_of_most(one: dict[str, Any]) -> bool:
    """Whether more than half of the group take this side: a few are not the group."""
    return bool(2 * one[one["side"]] > one["voters"])


def _statement(one: dict[str, Any]) -> dict[str, Any]:
    """A statement of all who answered it: how many is no secret, how is, while they are few."""
    if one["votes"] >= FEWEST:
        return one
    return {"id": one["id"], "votes": one["votes"], "agree": None, "disagree": None, "passed": None}


def _binding(one: dict[str, Any], numbers: list[int]) -> dict[str, Any]:
    of = one.get("groups", numbers if len(numbers) == len(one["voters"]) else [])
    return {
        "statement": one["statement"],
        "side": one["side"],
        "groups": [
            {"id": number, "figures": figures(voters, with_it)}
            for number, voters, with_it in zip(of or [None], one["voters"], one["with_it"], strict=True)
        ],
    }


def _middle(middle: dict[str, Any] | None) -> dict[str, Any] | None:
    if middle is None:
        return None
    return {
        "people": middle["people"],
        "says": [
            {
                "statement": one["statement"],
                "side": one["side"],
                "figures": figures(one["voters"], one.get(one["side"], 0)),
            }
            for one in middle["says"]
        ],
    }
