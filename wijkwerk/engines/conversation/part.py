"""What a method file may say about a conversation: a board, questions, goals and a way to close together."""

from typing import Self

from pydantic import Field, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from wijkwerk.words.question import Question
from wijkwerk.words.source import Said, Sourced
from wijkwerk.words.text import Id, Line, Prose


class Area(Sourced):
    """A side of life that may or may not count for someone."""

    id: Id
    title: Line
    ask: Prose | None = None


class Scale(Sourced):
    """The figures people may give themselves, with words at both ends. Nobody else gives them."""

    ask: Line
    least: StrictInt
    most: StrictInt
    least_label: Line
    most_label: Line

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if not 1 <= self.most - self.least <= 10:
            raise PydanticCustomError("narrow-scale", "narrow scale", {})
        return self


class Board(Sourced):
    """The sides of life to choose from; the resident chooses, adds, and gives figures, or does not."""

    ask: Line
    help: Prose | None = None
    areas: tuple[Area, ...] = Field(min_length=1)
    may_add: StrictBool = True
    scale: Scale | None = None


class Goals(Sourced):
    """Own goals in own words, small and few, each with what someone is going to do."""

    ask: Line
    help: Prose | None = None
    asks: tuple[Said, ...] = ()
    most: StrictInt = Field(default=5, ge=1, le=12)


class Closing(Sourced):
    """One of the ways to close; some of them show where to go."""

    id: Id
    label: Line
    help: Prose | None = None
    shows_places: StrictBool = False


class Conclusion(Sourced):
    """What people decide together at the end."""

    ask: Line
    help: Prose | None = None
    closings: tuple[Closing, ...] = Field(min_length=2)


class Place(Sourced):
    """Somewhere to go or someone to call."""

    id: Id
    name: Line
    text: Prose
    phone: Line | None = None
    web: Line | None = None


class Sheet(Sourced):
    """The sheet of paper that is the resident's own."""

    title: Line
    note: Prose | None = None


class Conversation(Sourced):
    """What to say before, what to ask, what to write down and how to close; everything may be skipped."""

    opening: Prose
    rules: tuple[Said, ...] = ()
    board: Board | None = None
    questions: tuple[Question, ...] = ()
    goals: Goals | None = None
    conclusion: Conclusion | None = None
    places: tuple[Place, ...] = ()
    sheet: Sheet

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if self.board is None and not self.questions:
            raise PydanticCustomError("asks-nothing", "asks nothing", {})
        return self
