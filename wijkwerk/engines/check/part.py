"""What a method file may say about looking over a plan."""

from typing import Literal

from pydantic import Field

from wijkwerk.words.condition import Condition
from wijkwerk.words.question import Question, Situation
from wijkwerk.words.source import Said, Sourced
from wijkwerk.words.text import Id, Line, Prose


class Group(Sourced):
    """Points that belong together, such as one lesson or one working element."""

    id: Id
    title: Line
    summary: Prose | None = None


class Point(Sourced):
    """One thing to have in order: when it is met, why it matters, and what would help.

    `applies_when` leaves a point out for a plan that does not use what it is about.
    """

    id: Id
    title: Line
    group: Id | None = None
    applies_when: Condition | None = None
    met_when: Condition
    why: Prose
    helps: tuple[Said, ...] = ()


class Check(Sourced):
    """Questions about one plan, text, place or organisation, and the points it is held against."""

    of: Literal["plan", "text", "place", "organisation"]
    intro: Prose | None = None
    questions: tuple[Question, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = ()
    points: tuple[Point, ...] = Field(min_length=1)
    examples: tuple[Situation, ...] = ()
