"""Where a route stands: stages with what was written down, votes with their gate, dates of both sides."""

from typing import Literal, NamedTuple

from wijkwerk.engines.route.part import Log, Route, Stage
from wijkwerk.engines.route.run import Entry, Passage, State, Vote, next_steps
from wijkwerk.words.period import Dates
from wijkwerk.words.step import Step

Standing = Literal["done", "skipped", "here", "ahead"]


class Line(NamedTuple):
    """One answer in an entry: the question as asked, and the words of the answer."""

    question: str
    ask: str
    answer: str


class Written(NamedTuple):
    """One entry as people read it."""

    lines: tuple[Line, ...]
    entry: Entry


class Counted(NamedTuple):
    """A vote with what its gate asks: `needed` people of the `people` in the group."""

    vote: Vote
    group: str
    people: int
    percent: int | None
    needed: int | None
    is_met: bool


class StageReport(NamedTuple):
    """One stage, where it stands, and what it holds."""

    stage: Stage
    standing: Standing
    written: tuple[Written, ...]
    vote: Counted | None
    passages: tuple[Passage, ...]


class LogReport(NamedTuple):
    """One list with what is on it."""

    log: Log
    written: tuple[Written, ...]


class Report(NamedTuple):
    """What page, API and print show."""

    stage: str | None
    stages: tuple[StageReport, ...]
    logs: tuple[LogReport, ...]
    steps: tuple[Step, ...]
    dates: Dates | None
    is_finished: bool


def report(route: Route, state: State) -> Report:
    """The route as it stands."""
    return Report(
        stage=state.stage,
        stages=tuple(_stage(route, state, stage) for stage in route.stages),
        logs=tuple(LogReport(log, _written(log, state)) for log in route.logs),
        steps=next_steps(route, state),
        dates=route.dates,
        is_finished=state.is_finished,
    )


def _stage(route: Route, state: State, stage: Stage) -> StageReport:
    passages = tuple(passage for passage in state.way if passage.stage == stage.id)
    return StageReport(
        stage=stage,
        standing=_standing(state, stage, passages),
        written=_written(stage, state),
        vote=_counted(route, state, stage),
        passages=passages,
    )


def _standing(state: State, stage: Stage, passages: tuple[Passage, ...]) -> Standing:
    if stage.id == state.stage:
        return "here"
    left = [passage.how for passage in passages if passage.how != "went-back"]
    if not left:
        return "ahead"
    return "skipped" if left[-1] == "skipped" else "done"


def _written(place: Stage | Log, state: State) -> tuple[Written, ...]:
    return tuple(
        Written(
            tuple(
                Line(question.id, question.ask, _words(question.label, entry.values[question.id]))
                for question in place.asks
                if question.id in entry.values
            ),
            entry,
        )
        for entry in state.entries.get(place.id, ())
    )


def _words(label: object, given: object) -> str:
    assert callable(label)
    return ", ".join(label(one) for one in given) if isinstance(given, tuple) else label(str(given))


def _counted(route: Route, state: State, stage: Stage) -> Counted | None:
    vote, group = state.votes.get(stage.id), stage.counted_over
    if vote is None or group is None:
        return None
    people = vote.of[group]
    return Counted(
        vote=vote,
        group=route.titles.get(group, group),
        people=people,
        percent=stage.gate.percent if stage.gate else None,
        needed=stage.gate.needed(people) if stage.gate else None,
        is_met=stage.gate is None or stage.gate.is_met(vote.agree, people),
    )
