"""Expected outcomes beside a method: a situation, and what should come of it."""

from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import Field

from wijkwerk.engines import KINDS
from wijkwerk.library.method import Method
from wijkwerk.words.refusal import Refused
from wijkwerk.words.text import Id, Line, Value

STORY_TIME = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Case(Value):
    """A situation in a few facts, a plan or events, and the outcome that people expect of it."""

    name: Line
    part: Literal["guide", "conversation", "route", "check"]
    facts: dict[str, Any] = Field(default_factory=dict)
    phase: Id | None = None
    plan: dict[str, Any] = Field(default_factory=dict)
    at: Id | None = None
    events: tuple[Any, ...] = ()
    expect: dict[str, Any] = Field(min_length=1)


def run(method: Method, case: Case) -> Any:
    """The report of the case; Refused when one of its steps is."""
    return play(method, case.part, facts=case.facts, phase=case.phase, plan=case.plan, at=case.at, events=case.events)


def play(
    method: Method,
    kind: str,
    *,
    facts: dict[str, Any] | None = None,
    phase: str | None = None,
    plan: dict[str, Any] | None = None,
    at: str | None = None,
    events: tuple[Any, ...] = (),
) -> Any:
    """The report of a part of the method after facts, a plan or events; Refused with the reason."""
    part = method.parts[kind]
    engine = KINDS[kind]
    state = engine.start(part)
    if at is not None:
        if kind != "route" or part.stage(at) is None:
            raise Refused("unknown-stage", stage=at)
        state = state.model_copy(update={"stage": at})
    said: list[Any] = [{"answered": {"facts": facts}}] if facts else []
    said += [{"phase-chosen": {"phase": phase}}] if phase else []
    said += [{"described": {"plan": plan}}] if plan else []
    for event in (*said, *events):
        state = engine.apply(part, state, event, now=STORY_TIME)
    return engine.report(part, state)


def difference(method: Method, case: Case) -> dict[str, tuple[Any, Any]]:
    """What was expected and what came instead, for each expectation that did not come out."""
    outcome = outcome_of(method, case)
    if "refused" in outcome and "refused" not in case.expect:
        return {"refused": ("–", outcome["refused"])}
    return {
        name: (wanted, outcome.get(name, "–"))
        for name, wanted in case.expect.items()
        if name not in outcome or _listed(outcome[name]) != _listed(wanted)
    }


def outcome_of(method: Method, case: Case) -> dict[str, Any]:
    """The outcome in the words of a case file."""
    try:
        report = run(method, case)
    except Refused as refusal:
        return {"refused": refusal.code, **refusal.facts}
    return OUTCOMES[case.part](report)


def _listed(value: Any) -> Any:
    return [*value] if isinstance(value, tuple) else value


def _guide(report: Any) -> dict[str, Any]:
    return {
        "phase": report.phase.phase.id if report.phase else None,
        "first": [one.id for one in report.first],
        **{verdict: report.ids(verdict) for verdict in ("fits", "later", "not", "open")},
    }


def _check(report: Any) -> dict[str, Any]:
    return {verdict: report.ids(verdict) for verdict in ("met", "not-met", "not-said", "does-not-apply")}


def _route(report: Any) -> dict[str, Any]:
    return {
        "stage": report.stage,
        "finished": report.is_finished,
        "entries": {
            place.id: len(written)
            for place, written in [
                *((one.stage, one.written) for one in report.stages),
                *((one.log, one.written) for one in report.logs),
            ]
            if written
        },
        "standing": {one.stage.id: one.standing for one in report.stages},
    }


def _conversation(report: Any) -> dict[str, Any]:
    return {
        "counts": [one.area for one in report.counts],
        "scores": {one.area: one.score for one in report.counts if one.score is not None},
        "last": {one.area: one.last for one in report.counts if one.last is not None},
        "answered": [one.question for one in report.answers if one.answer is not None],
        "answers": {one.question: one.answer for one in report.answers if one.answer is not None},
        "skipped": [one.question for one in report.answers if one.is_skipped],
        "goals": [goal.text for goal in report.goals],
        "closing": report.closing.id if report.closing else None,
        "places": [place.id for place in report.places],
    }


OUTCOMES = {"guide": _guide, "check": _check, "route": _route, "conversation": _conversation}
