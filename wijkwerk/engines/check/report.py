"""Each point met, not met or not said, with reasons and what would help; no grade."""

from typing import Literal, NamedTuple

from wijkwerk.engines.check.part import Check, Point
from wijkwerk.engines.check.run import State
from wijkwerk.words.condition import Facts, Given, Reason, decide, holds

Verdict = Literal["met", "not-met", "not-said", "does-not-apply"]
VERDICTS: dict[bool | None, Verdict] = {True: "met", False: "not-met", None: "not-said"}


class Judged(NamedTuple):
    """One point, what became of it, and the clauses that decided."""

    point: Point
    verdict: Verdict
    reasons: tuple[Reason, ...]


class Report(NamedTuple):
    """What page, API and print show."""

    plan: dict[str, Given]
    points: tuple[Judged, ...]
    unanswered: tuple[str, ...]

    def ids(self, verdict: Verdict) -> list[str]:
        """The points with this verdict, in the order of the file."""
        return [judged.point.id for judged in self.points if judged.verdict == verdict]


def report(check: Check, state: State) -> Report:
    """The points as they stand for what is said of the plan now."""
    return Report(
        plan=dict(state.plan),
        points=tuple(_judged(point, state.plan) for point in check.points),
        unanswered=tuple(question.id for question in check.questions if question.id not in state.plan),
    )


def _judged(point: Point, plan: Facts) -> Judged:
    if holds(point.applies_when, plan) is False:
        return Judged(point, "does-not-apply", decide(point.applies_when, plan)[1] if point.applies_when else ())
    outcome, reasons = decide(point.met_when, plan)
    return Judged(point, VERDICTS[outcome], reasons)
