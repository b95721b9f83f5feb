"""An example for each address of a dialogue, in a state in which those who may do it can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.web.participate.dialogue_world import (
    address,
    make_dialogue,
    make_statement,
    mapped,
    with_sheet,
    with_statements,
)
from wijkwerk.web.participate.models import Dialogue
from wijkwerk.web.people.models import Person

Example = Callable[[Cast, Person], dict[str, Any]]
ON_A_DIALOGUE = (
    "dialogue", "dialogue-talk", "dialogue-answer", "dialogue-mine", "dialogue-take-back", "dialogue-bring",
    "dialogue-read", "dialogue-move", "dialogue-account", "dialogue-sheets", "dialogue-map-again", "dialogue-done",
)  # fmt: skip
WITH_A_MAP = ("dialogue-map", "dialogue-map-json", "dialogue-votes-csv", "dialogue-comments-csv")


def _talking(cast: Cast, owner: Person) -> Dialogue:
    dialogue = make_dialogue(cast.area, cast.joost)
    with_statements(dialogue)
    make_statement(dialogue, "Er moet een fontein komen.", by=cast.amina)
    return dialogue


def _refused(cast: Cast, owner: Person) -> dict[str, Any]:
    statement = make_statement(
        make_dialogue(cast.area, cast.joost), by=owner, state="refused", rule="one-thing", why="Twee dingen."
    )
    return {**address(statement.dialogue), "number": statement.number}


def _held(cast: Cast, owner: Person) -> dict[str, Any]:
    statement = make_statement(make_dialogue(cast.area, cast.joost), by=cast.noor)
    return {**address(statement.dialogue), "number": statement.number}


def _sheet(cast: Cast, owner: Person, *, has_part: bool) -> dict[str, Any]:
    dialogue = _talking(cast, owner)
    sheet = with_sheet(dialogue, cast.joost)
    return {**address(dialogue), **({"part": 1} if has_part else {}), "number": sheet.number}


EXAMPLES: dict[str, Example] = {
    **{f"participate:{name}": lambda cast, owner: address(_talking(cast, owner)) for name in ON_A_DIALOGUE},
    **{f"participate:{name}": lambda cast, owner: address(mapped(cast)) for name in WITH_A_MAP},
    "participate:dialogue-new": lambda cast, owner: {"area": cast.area.slug},
    "participate:dialogue-import": lambda cast, owner: {"area": cast.area.slug},
    "participate:dialogue-appeal": _refused,
    "participate:dialogue-withdraw": _refused,
    "participate:dialogue-place": _held,
    "participate:dialogue-refuse": _held,
    "participate:dialogue-sheet": lambda cast, owner: {**address(_talking(cast, owner)), "part": 1},
    "participate:dialogue-type": lambda cast, owner: {**address(_talking(cast, owner)), "part": 1},
    "participate:dialogue-type-again": lambda cast, owner: _sheet(cast, owner, has_part=True),
    "participate:dialogue-sheet-back": lambda cast, owner: _sheet(cast, owner, has_part=False),
}

DATA: dict[str, dict[str, Any]] = {
    "participate:dialogue-answer": {"stelling": "1", "mening": "1"},
    "participate:dialogue-take-back": {"wat": "alles"},
    "participate:dialogue-bring": {"text": "Er moet een bankje bij.", "language": "nl"},
    "participate:dialogue-appeal": {"appeal": "Het is echt één ding."},
    "participate:dialogue-place": {"gelezen": "held"},
    "participate:dialogue-refuse": {"gelezen": "held", "rule": "one-thing", "why": "Dit zijn twee dingen."},
    "participate:dialogue-type": {"channel": "paper", "s1": "1"},
    "participate:dialogue-type-again": {"s1": "1", "s2": "-1"},
}
