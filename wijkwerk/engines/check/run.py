"""What a check remembers: what is said of the plan so far."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import Field

from wijkwerk.engines.check.part import Check
from wijkwerk.words.condition import Given
from wijkwerk.words.event import read_event
from wijkwerk.words.question import read_all
from wijkwerk.words.step import Step
from wijkwerk.words.text import Id, Value


class State(Value):
    """What is said of the plan, and which questions were skipped."""

    version: int = 1
    plan: dict[str, Given] = Field(default_factory=dict)
    skipped: tuple[str, ...] = ()


class Described(Value):
    """Answers about the plan by question; an empty answer is a skipped question."""

    plan: dict[Id, Any]


EVENTS: Mapping[str, type[Value]] = {"described": Described}


def start(check: Check) -> State:
    """Nothing is said of the plan yet."""
    return State()


def next_steps(check: Check, state: State) -> tuple[Step, ...]:
    """The questions that were neither answered nor skipped."""
    return tuple(
        Step("described", question.ask, at=question.id, fields=(question,))
        for question in check.questions
        if question.id not in state.plan and question.id not in state.skipped
    )


def apply(check: Check, state: State, event: Any, *, now: datetime) -> State:
    """The state after the event; Refused when an answer does not fit its question."""
    described = read_event(event, EVENTS)
    assert isinstance(described, Described)
    given = read_all(check.questions, described.plan)
    kept = {name: fact for name, fact in state.plan.items() if name not in described.plan}
    skipped = [name for name in (*state.skipped, *described.plan) if name not in given]
    return state.model_copy(update={"plan": kept | given, "skipped": tuple(dict.fromkeys(skipped))})
