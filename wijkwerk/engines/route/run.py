"""What a route remembers, and its moves: write down, count a vote, close, skip, go back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from wijkwerk.engines.route.part import Log, Route, Stage
from wijkwerk.words.condition import Given
from wijkwerk.words.event import read_event
from wijkwerk.words.period import Day
from wijkwerk.words.question import Question, read_all
from wijkwerk.words.refusal import Refused
from wijkwerk.words.step import Step
from wijkwerk.words.text import Id, Prose, Value

Count = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
MOST_ENTRIES = 500


class Entry(Value):
    """Something written down at a stage or on a list, when, and by which role."""

    values: dict[str, Given]
    at: datetime
    by: Id | None = None


class Vote(Value):
    """A counted vote: how many agreed, out of which group of people."""

    agree: int
    against: int
    blank: int
    of: dict[str, int]
    on: Day | None
    at: datetime


class Passage(Value):
    """How and when a stage was left."""

    stage: Id
    how: str
    at: datetime
    by: Id | None = None
    why: str | None = None
    to: Id | None = None


class State(Value):
    """Where the route is, what was written down, the votes, and the way so far."""

    version: int = 1
    stage: Id | None
    entries: dict[str, tuple[Entry, ...]] = Field(default_factory=dict)
    votes: dict[str, Vote] = Field(default_factory=dict)
    way: tuple[Passage, ...] = ()

    @property
    def is_finished(self) -> bool:
        """Whether the last stage was left."""
        return self.stage is None


class Event(Value):
    """Something that happened; `by` is the role of who says so."""

    by: Id | None = None


class EntryAdded(Event):
    """Something is written down: at the stage at hand, or on one of the lists."""

    to: Id
    values: dict[Id, Any]


class VoteCounted(Event):
    """The count of a vote, in whole numbers, with the size of the group it is counted over."""

    agree: Count
    against: Count = 0
    blank: Count = 0
    of: dict[Id, Count]
    on: Day | None = None


class StageClosed(Event):
    """The stage at hand is done."""


class StageSkipped(Event):
    """The stage at hand is left out, and why."""

    why: Prose


class WentBack(Event):
    """Back to an earlier stage, and why."""

    to: Id
    why: Prose


EVENTS: Mapping[str, type[Event]] = {
    "entry-added": EntryAdded,
    "vote-counted": VoteCounted,
    "stage-closed": StageClosed,
    "stage-skipped": StageSkipped,
    "went-back": WentBack,
}
WHY = (Question(id="why", ask="Waarom?", kind="story", required=True),)


def start(route: Route) -> State:
    """At the first stage, with nothing written down."""
    return State(stage=route.stages[0].id)


def next_steps(route: Route, state: State) -> tuple[Step, ...]:
    """What can be done at the stage at hand, by which roles, and what closing still waits for."""
    stage = route.stage(state.stage) if state.stage else None
    if stage is None:
        return ()
    roles = (stage.owner, *stage.also)
    steps = []
    if stage.needs == "vote":
        steps.append(Step("vote-counted", stage.title, stage.id, roles))
    elif stage.needs != "nothing":
        steps.append(Step("entry-added", stage.title, stage.id, roles, stage.asks))
    refusal = _reason_to_stay(route, state, stage)
    close = Step("stage-closed", stage.title, stage.id, (stage.owner,), waits_for=refusal)
    # After a vote that is enough, going on comes first; of other things there may be more to write down.
    steps.insert(0 if stage.needs == "vote" and refusal is None else len(steps), close)
    if stage.may_skip:
        waits_for = _list_that_waits(route, state, stage)
        steps.append(Step("stage-skipped", stage.title, stage.id, (stage.owner,), WHY, waits_for))
    steps += [Step("went-back", stage.title, back, (stage.owner,), WHY) for back in stage.back_to]
    steps += [Step("entry-added", log.title, log.id, (log.owner, *log.also), log.asks) for log in route.logs]
    return tuple(steps)


def apply(route: Route, state: State, event: Any, *, now: datetime) -> State:
    """The state after the event; Refused when it is not its turn, not its role, or the gate is not met."""
    happened = read_event(event, EVENTS)
    stage = route.stage(state.stage) if state.stage else None
    if stage is None:
        raise Refused("finished")
    match happened:
        case EntryAdded():
            return _with_entry(route, state, stage, happened, now)
        case VoteCounted():
            return _with_vote(route, state, stage, happened, now)
        case StageClosed():
            _check_role(route, happened, (stage.owner,))
            if refusal := _reason_to_stay(route, state, stage):
                raise refusal
            return _left(state, Passage(stage=stage.id, how="closed", at=now, by=happened.by), route.after(stage))
        case StageSkipped(why=why):
            _check_role(route, happened, (stage.owner,))
            if not stage.may_skip:
                raise Refused("may-not-be-skipped", stage=stage.title)
            if refusal := _list_that_waits(route, state, stage):
                raise refusal
            passage = Passage(stage=stage.id, how="skipped", at=now, by=happened.by, why=why)
            return _left(state, passage, route.after(stage))
        case WentBack(to=to, why=why):
            _check_role(route, happened, (stage.owner,))
            if to not in stage.back_to:
                raise Refused("no-way-back", stage=stage.title, to=to)
            return _left(state, Passage(stage=stage.id, how="went-back", at=now, by=happened.by, why=why, to=to), to)
    raise AssertionError(event)


def _check_role(route: Route, event: Event, roles: tuple[str, ...]) -> None:
    """An event without a role comes from a story told afterwards; one with a role has to have the right one."""
    if event.by is not None and event.by not in roles:
        owners = ", ".join(route.titles.get(role, role) for role in roles)
        raise Refused("not-your-role", owner=owners, role=route.titles.get(event.by, event.by))


def _with_entry(route: Route, state: State, stage: Stage, event: EntryAdded, now: datetime) -> State:
    place = _place(route, state, stage, event.to)
    _check_role(route, event, (place.owner, *place.also))
    values = read_all(place.asks, event.values)
    for question in place.asks:
        if question.required and question.id not in values:
            raise Refused("missing", question=question.id, ask=question.ask)
    there = state.entries.get(place.id, ())
    if len(there) >= MOST_ENTRIES:
        raise Refused("too-much", at_most=MOST_ENTRIES)
    entry = Entry(values=values, at=now, by=event.by)
    return state.model_copy(update={"entries": state.entries | {place.id: (*there, entry)}})


def _place(route: Route, state: State, stage: Stage, to: str) -> Stage | Log:
    if log := route.log(to):
        return log
    named = route.stage(to)
    if named is None:
        raise Refused("unknown-list", list=to)
    if named.id != stage.id:
        raise Refused("not-now", stage=named.title, current=stage.title)
    if not stage.asks:
        raise Refused("no-entries-here", stage=stage.title)
    return stage


def _with_vote(route: Route, state: State, stage: Stage, event: VoteCounted, now: datetime) -> State:
    _check_role(route, event, (stage.owner, *stage.also))
    group = stage.counted_over
    if stage.needs != "vote" or group is None:
        raise Refused("no-vote-here", stage=stage.title)
    if not event.of.get(group):
        raise Refused("group-missing", group=route.titles.get(group, group))
    known = [one.id for one in route.groups]
    votes = event.agree + event.against + event.blank
    for name, people in event.of.items():
        if name not in known:
            raise Refused("unknown-group", group=name, known=", ".join(route.titles[one] for one in known))
        if votes > people:
            raise Refused("more-votes-than-people", votes=votes, people=people, group=route.titles.get(name, name))
    counted = Vote(**event.model_dump(exclude={"by"}), at=now)
    return state.model_copy(update={"votes": state.votes | {stage.id: counted}})


def _reason_to_stay(route: Route, state: State, stage: Stage) -> Refused | None:
    """Why the stage cannot be closed yet; None when it can."""
    if stage.needs == "vote":
        vote = state.votes.get(stage.id)
        if vote is None:
            return Refused("vote-missing", stage=stage.title)
        if stage.gate and not stage.gate.is_met(vote.agree, vote.of[stage.gate.of]):
            return Refused("gate-not-met", percent=stage.gate.percent, of=stage.gate.of)
    elif stage.needs != "nothing":
        there = len(state.entries.get(stage.id, ()))
        if there < stage.at_least:
            return Refused("too-little", title=stage.title, there=there, at_least=stage.at_least)
    return _list_that_waits(route, state, stage)


def _list_that_waits(route: Route, state: State, stage: Stage) -> Refused | None:
    """The list that has too little on it to finish the route after this stage."""
    if route.after(stage) is None:
        for log in route.logs:
            there = len(state.entries.get(log.id, ()))
            if there < log.at_least:
                return Refused("too-little", title=log.title, there=there, at_least=log.at_least)
    return None


def _left(state: State, passage: Passage, to: str | None) -> State:
    """Elsewhere; a stage that is entered again starts its vote anew, what was written down stays."""
    votes = {stage: vote for stage, vote in state.votes.items() if stage != to}
    return state.model_copy(update={"stage": to, "votes": votes, "way": (*state.way, passage)})
