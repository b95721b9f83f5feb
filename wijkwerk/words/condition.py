"""A small closed set of conditions over facts, so that Python and the browser give the same answer.

A fact that nobody gave makes a condition neither true nor false but open (None): a skipped question
never counts against anyone. The same cases, `content/cases/conditions.yaml`, run in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Discriminator, Field, StrictInt, Tag

from wijkwerk.words.text import Id, Value

Given = str | int | tuple[str, ...]
Facts = Mapping[str, Given]
Outcome = bool | None


class Is(Value):
    """The fact has this value; of a fact with several values, one of them is this."""

    fact: Id
    is_: Id = Field(alias="is")


class OneOf(Value):
    """The fact has one of these values."""

    fact: Id
    one_of: tuple[Id, ...] = Field(min_length=1)


class AtLeast(Value):
    """The fact is a whole number of at least this."""

    fact: Id
    at_least: StrictInt


class Answered(Value):
    """Somebody gave this fact, or (with false) nobody did; the one condition that is never open."""

    fact: Id
    answered: Annotated[bool, Field(strict=True)]


class All(Value):
    """Each of these holds."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Value):
    """At least one of these holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Value):
    """This does not hold."""

    not_: Condition = Field(alias="not")


Clause = Is | OneOf | AtLeast | Answered
WORDS = {
    "all": "All",
    "any": "AnyOf",
    "not": "Not",
    "is": "Is",
    "one_of": "OneOf",
    "at_least": "AtLeast",
    "answered": "Answered",
}


def _word(data: Any) -> str | None:
    if isinstance(data, dict):
        return next((name for word, name in WORDS.items() if word in data), None)
    return type(data).__name__


Condition = Annotated[
    Annotated[All, Tag("All")]
    | Annotated[AnyOf, Tag("AnyOf")]
    | Annotated[Not, Tag("Not")]
    | Annotated[Is, Tag("Is")]
    | Annotated[OneOf, Tag("OneOf")]
    | Annotated[AtLeast, Tag("AtLeast")]
    | Annotated[Answered, Tag("Answered")],
    Discriminator(_word),
]

for _model in (All, AnyOf, Not):
    _model.model_rebuild()


class Reason(NamedTuple):
    """One clause and what became of it: what a page turns into "omdat …" or "want …"."""

    clause: Clause
    outcome: Outcome


def clauses(condition: Condition) -> Iterator[Clause]:
    """Every clause in the condition, in reading order."""
    match condition:
        case All(all=inner) | AnyOf(any=inner):
            for part in inner:
                yield from clauses(part)
        case Not(not_=part):
            yield from clauses(part)
        case _:
            yield condition


def outcome_of(clause: Clause, facts: Facts) -> Outcome:
    """Whether the clause holds; None when nobody gave the fact."""
    given = facts.get(clause.fact)
    if isinstance(clause, Answered):
        return (given is not None) is clause.answered
    if given is None:
        return None
    match clause:
        case Is(is_=wanted):
            return wanted in given if isinstance(given, tuple) else given == wanted
        case OneOf(one_of=wanted_ones):
            return any(one in wanted_ones for one in given) if isinstance(given, tuple) else given in wanted_ones
        case AtLeast(at_least=least):
            return type(given) is int and given >= least


def decide(condition: Condition, facts: Facts) -> tuple[Outcome, tuple[Reason, ...]]:
    """The outcome, and the clauses that decided it.

    True: the clauses that made it true. False: those that made it false. None: those that are still open.
    """
    match condition:
        case All(all=inner):
            return _joined([decide(part, facts) for part in inner], decisive=False)
        case AnyOf(any=inner):
            return _joined([decide(part, facts) for part in inner], decisive=True)
        case Not(not_=part):
            outcome, reasons = decide(part, facts)
            return (None if outcome is None else not outcome), reasons
        case _:
            outcome = outcome_of(condition, facts)
            return outcome, (Reason(condition, outcome),)


def holds(condition: Condition | None, facts: Facts) -> Outcome:
    """The outcome alone; no condition always holds."""
    return True if condition is None else decide(condition, facts)[0]


def _joined(
    parts: list[tuple[Outcome, tuple[Reason, ...]]], *, decisive: Literal[True, False]
) -> tuple[Outcome, tuple[Reason, ...]]:
    """One decisive part settles it; else one open part leaves it open; else all of them together say so."""
    outcomes = [outcome for outcome, _ in parts]
    outcome: Outcome = decisive if decisive in outcomes else None if None in outcomes else not decisive
    return outcome, tuple(reason for was, reasons in parts if was is outcome for reason in reasons)
