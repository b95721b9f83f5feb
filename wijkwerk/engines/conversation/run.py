"""What a conversation remembers while it lasts, and its moves. The browser module `conversation.js` is its twin."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import Field, StrictInt

from wijkwerk.engines.conversation.part import Conversation
from wijkwerk.words.condition import Given
from wijkwerk.words.event import read_event
from wijkwerk.words.question import Question
from wijkwerk.words.refusal import Refused
from wijkwerk.words.step import Step
from wijkwerk.words.text import Id, Line, Value

MOST_OWN_AREAS = 12
MOST_ACTIONS = 8


class OwnArea(Value):
    """A side of life the resident added."""

    id: Id
    title: Line


class Goal(Value):
    """What someone wants to reach, in their own words, and what they are going to do."""

    text: Line
    actions: tuple[Line, ...] = Field(default=(), max_length=MOST_ACTIONS)
    area: Id | None = None


class State(Value):
    """Everything said so far; it lives with the resident, not with the organisation."""

    version: int = 1
    own_areas: tuple[OwnArea, ...] = ()
    counts: tuple[Id, ...] = ()
    scores: dict[str, int] = Field(default_factory=dict)
    last_scores: dict[str, int] = Field(default_factory=dict)
    answers: dict[str, Given] = Field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    closing: Id | None = None


class AreaAdded(Value):
    """The resident adds a side of life; it counts at once."""

    area: Id
    title: Line


class Counts(Value):
    """This side of life counts for me."""

    area: Id


class CountsNot(Value):
    """This side of life does not count for me (now); its figures go with it."""

    area: Id


class Scored(Value):
    """The figure I give myself; None takes it back."""

    area: Id
    score: StrictInt | None


class LookedBack(Value):
    """The figure on my own sheet of last time; None takes it back."""

    area: Id
    score: StrictInt | None


class Answered(Value):
    """My answer in my own words, or one of the options."""

    question: Id
    answer: Any


class Skipped(Value):
    """I would rather not answer this."""

    question: Id


class GoalSet(Value):
    """A goal of my own."""

    goal: Line
    actions: tuple[Line, ...] = Field(default=(), max_length=MOST_ACTIONS)
    area: Id | None = None


class GoalRemoved(Value):
    """This goal goes; goals are numbered from 1."""

    number: StrictInt


class Concluded(Value):
    """How we close, decided together."""

    closing: Id


EVENTS: Mapping[str, type[Value]] = {
    "area-added": AreaAdded,
    "counts": Counts,
    "counts-not": CountsNot,
    "scored": Scored,
    "looked-back": LookedBack,
    "answered": Answered,
    "skipped": Skipped,
    "goal-set": GoalSet,
    "goal-removed": GoalRemoved,
    "concluded": Concluded,
}


def start(conversation: Conversation) -> State:
    """Nothing is said yet."""
    return State()


def next_steps(conversation: Conversation, state: State) -> tuple[Step, ...]:
    """What can still be talked about; each of these may be left out."""
    steps = []
    if conversation.board and not state.counts:
        steps.append(Step("counts", conversation.board.ask))
    if conversation.board and conversation.board.scale:
        steps += [
            Step("scored", conversation.board.scale.ask, at=area) for area in state.counts if area not in state.scores
        ]
    steps += [
        Step("answered", question.ask, at=question.id, fields=(question,))
        for question in conversation.questions
        if question.id not in state.answers and question.id not in state.skipped
    ]
    if conversation.goals and not state.goals:
        steps.append(Step("goal-set", conversation.goals.ask))
    if conversation.conclusion and state.closing is None:
        steps.append(Step("concluded", conversation.conclusion.ask))
    return tuple(steps)


def apply(conversation: Conversation, state: State, event: Any, *, now: datetime) -> State:
    """The state after the event; Refused when it does not fit this conversation."""
    match read_event(event, EVENTS):
        case AreaAdded(area=area, title=title):
            return _with_own_area(conversation, state, OwnArea(id=area, title=title))
        case Counts(area=area):
            _check_area(conversation, state, area)
            return state.model_copy(update={"counts": (*(one for one in state.counts if one != area), area)})
        case CountsNot(area=area):
            _check_area(conversation, state, area)
            return _without_area(state, area)
        case Scored(area=area, score=score):
            return _with_score(conversation, state, "scores", area, score)
        case LookedBack(area=area, score=score):
            return _with_score(conversation, state, "last_scores", area, score)
        case Answered(question=name, answer=answer):
            return _with_answer(state, _question(conversation, name), answer)
        case Skipped(question=name):
            return _with_answer(state, _question(conversation, name), None)
        case GoalSet(goal=text, actions=actions, area=area):
            return _with_goal(conversation, state, Goal(text=text, actions=actions, area=area))
        case GoalRemoved(number=number):
            if not 1 <= number <= len(state.goals):
                raise Refused("unknown-goal")
            return state.model_copy(update={"goals": state.goals[: number - 1] + state.goals[number:]})
        case Concluded(closing=closing):
            known = conversation.conclusion.closings if conversation.conclusion else ()
            if all(one.id != closing for one in known):
                raise Refused("no-conclusion-here", choice=closing)
            return state.model_copy(update={"closing": closing})
    raise AssertionError(event)


def _board_areas(conversation: Conversation, state: State) -> tuple[str, ...]:
    fixed = conversation.board.areas if conversation.board else ()
    return (*(area.id for area in fixed), *(area.id for area in state.own_areas))


def _check_area(conversation: Conversation, state: State, area: str) -> None:
    if area not in _board_areas(conversation, state):
        raise Refused("unknown-area", area=area)


def _with_own_area(conversation: Conversation, state: State, area: OwnArea) -> State:
    if conversation.board is None or not conversation.board.may_add:
        raise Refused("board-is-fixed")
    if area.id in _board_areas(conversation, state):
        raise Refused("already-there", area=area.title)
    if len(state.own_areas) >= MOST_OWN_AREAS:
        raise Refused("too-much", at_most=MOST_OWN_AREAS)
    return state.model_copy(update={"own_areas": (*state.own_areas, area), "counts": (*state.counts, area.id)})


def _without_area(state: State, area: str) -> State:
    return state.model_copy(
        update={
            "counts": tuple(one for one in state.counts if one != area),
            "scores": {one: score for one, score in state.scores.items() if one != area},
            "last_scores": {one: score for one, score in state.last_scores.items() if one != area},
        }
    )


def _with_score(conversation: Conversation, state: State, which: str, area: str, score: int | None) -> State:
    scale = conversation.board.scale if conversation.board else None
    if scale is None:
        raise Refused("no-score-here")
    _check_area(conversation, state, area)
    if area not in state.counts:
        raise Refused("does-not-count", area=area)
    kept = {one: given for one, given in getattr(state, which).items() if one != area}
    if score is None:
        return state.model_copy(update={which: kept})
    if not scale.least <= score <= scale.most:
        raise Refused("score-outside-scale", score=score, least=scale.least, most=scale.most)
    return state.model_copy(update={which: kept | {area: score}})


def _question(conversation: Conversation, name: str) -> Question:
    for question in conversation.questions:
        if question.id == name:
            return question
    raise Refused("not-asked", fact=name)


def _with_answer(state: State, question: Question, answer: Any) -> State:
    given = question.read(answer)
    answers = {name: one for name, one in state.answers.items() if name != question.id}
    skipped = tuple(name for name in state.skipped if name != question.id)
    if given is None:
        return state.model_copy(update={"answers": answers, "skipped": (*skipped, question.id)})
    return state.model_copy(update={"answers": answers | {question.id: given}, "skipped": skipped})


def _with_goal(conversation: Conversation, state: State, goal: Goal) -> State:
    if conversation.goals is None:
        raise Refused("no-goals-here")
    if len(state.goals) >= conversation.goals.most:
        raise Refused("enough-goals", most=conversation.goals.most)
    if goal.area is not None:
        _check_area(conversation, state, goal.area)
    return state.model_copy(update={"goals": (*state.goals, goal)})
