"""What asking a guide remembers, and its moves: answers, and the phase people recognise themselves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import Field

from wijkwerk.engines.guide.part import Guide
from wijkwerk.words.condition import Given
from wijkwerk.words.event import read_event
from wijkwerk.words.question import read_all
from wijkwerk.words.refusal import Refused
from wijkwerk.words.step import Step
from wijkwerk.words.text import Id, Value


class State(Value):
    """The facts given so far, which questions were skipped, and the phase people chose themselves."""

    version: int = 1
    facts: dict[str, Given] = Field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    phase: Id | None = None


class Answered(Value):
    """Answers by question; an empty answer is a skipped question."""

    facts: dict[Id, Any]


class PhaseChosen(Value):
    """People of the area say which phase they recognise; None leaves it to the signs again."""

    phase: Id | None = None


EVENTS: Mapping[str, type[Value]] = {"answered": Answered, "phase-chosen": PhaseChosen}


def start(guide: Guide) -> State:
    """Nothing is known yet."""
    return State()


def next_steps(guide: Guide, state: State) -> tuple[Step, ...]:
    """The questions that were neither answered nor skipped; each may be skipped."""
    return tuple(
        Step("answered", question.ask, at=question.id, fields=(question,))
        for question in guide.questions
        if question.id not in state.facts and question.id not in state.skipped
    )


def apply(guide: Guide, state: State, event: Any, *, now: datetime) -> State:
    """The state after the event; Refused when an answer does not fit its question."""
    match read_event(event, EVENTS):
        case Answered(facts=answers):
            given = read_all(guide.questions, answers)
            kept = {name: fact for name, fact in state.facts.items() if name not in answers}
            skipped = [name for name in (*state.skipped, *answers) if name not in given]
            return state.model_copy(update={"facts": kept | given, "skipped": tuple(dict.fromkeys(skipped))})
        case PhaseChosen(phase=phase):
            if phase is not None and guide.phase(phase) is None:
                raise Refused("unknown-phase", phase=phase)
            return state.model_copy(update={"phase": phase})
    raise AssertionError(event)
