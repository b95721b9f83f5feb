"""What a method file may say about a route: roles, groups, stages, and lists that stay open all the way."""

from functools import cached_property
from typing import Literal, Self

from pydantic import Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from wijkwerk.words.period import Dates, Day
from wijkwerk.words.question import Question
from wijkwerk.words.role import Role
from wijkwerk.words.share import Share
from wijkwerk.words.source import Said, Sourced
from wijkwerk.words.text import Id, Line, Prose

Needs = Literal["nothing", "vote", "meeting", "notes", "list", "agreement", "document"]
END = "end"


class Group(Sourced):
    """People a vote is counted over."""

    id: Id
    title: Line


class Log(Sourced):
    """A list that stays open during the whole route, such as the account of participation.

    `at_least` entries are needed before the route can be finished.
    """

    id: Id
    title: Line
    summary: Prose | None = None
    owner: Id
    also: tuple[Id, ...] = ()
    asks: tuple[Question, ...] = Field(min_length=1)
    at_least: int = Field(default=0, strict=True, ge=0, le=100)


class Stage(Sourced):
    """One stretch of the way: whose it is, what it needs before it can close, and what it leaves behind."""

    id: Id
    title: Line
    summary: Prose | None = None
    owner: Id
    also: tuple[Id, ...] = ()
    needs: Needs = "nothing"
    asks: tuple[Question, ...] = ()
    at_least: int = Field(default=1, strict=True, ge=0, le=100)
    gate: Share | None = None
    over: Id | None = None
    planned: Day | None = None
    dates: Dates | None = None
    do: tuple[Said, ...] = ()
    dont: tuple[Said, ...] = ()
    outputs: tuple[Said, ...] = ()
    may_skip: StrictBool = False
    back_to: tuple[Id, ...] = ()
    then: Id | None = None
    method: Id | None = None

    @model_validator(mode="after")
    def _asks_what_it_needs(self) -> Self:
        if self.needs == "vote":
            if self.over is None and self.gate is None:
                raise PydanticCustomError("vote-over-whom", "vote over whom", {"stage": self.id})
        elif self.gate is not None:
            raise PydanticCustomError("gate-without-vote", "gate without vote", {"stage": self.id})
        elif (self.needs != "nothing") is not bool(self.asks):
            raise PydanticCustomError("asks-what-it-needs", "asks what it needs", {"stage": self.id})
        return self

    @property
    def counted_over(self) -> str | None:
        """The group a vote at this stage is counted over."""
        return self.gate.of if self.gate else self.over


class Route(Sourced):
    """The way from question to result, at the pace of the area."""

    intro: Prose | None = None
    roles: tuple[Role, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = ()
    stages: tuple[Stage, ...] = Field(min_length=1)
    logs: tuple[Log, ...] = ()
    dates: Dates | None = None
    rules: tuple[Said, ...] = ()

    def stage(self, stage_id: str) -> Stage | None:
        """The stage with this id."""
        return self.by_id.get(stage_id)

    @cached_property
    def by_id(self) -> dict[str, Stage]:
        """The stages by their id."""
        return {stage.id: stage for stage in self.stages}

    def log(self, log_id: str) -> Log | None:
        """The list with this id."""
        return next((log for log in self.logs if log.id == log_id), None)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The words for every id in the route."""
        named: tuple[Role | Group | Stage | Log, ...] = (*self.logs, *self.stages, *self.groups, *self.roles)
        return {one.id: one.title for one in named}

    def after(self, stage: Stage) -> str | None:
        """The id of the stage that follows; None at the end."""
        return self.onward[stage.id]

    @cached_property
    def onward(self) -> dict[str, str | None]:
        """For each stage the id of the stage that follows; None at the end."""
        ids = [stage.id for stage in self.stages]
        following = zip(self.stages, [*ids[1:], None], strict=True)
        return {stage.id: None if stage.then == END else stage.then or after for stage, after in following}
