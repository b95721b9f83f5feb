"""What can be said of an area: a phase is of a place at a time, never of a person."""

from typing import Literal

from wijkwerk.words.condition import Condition
from wijkwerk.words.source import Sourced
from wijkwerk.words.text import Id, Line, Prose

Colour = Literal["green", "yellow", "pink", "red"]
Shape = Literal["circle", "triangle", "square", "diamond"]


class Phase(Sourced):
    """How things stand between people in an area, with a colour, a shape and a word, so colour is never alone."""

    id: Id
    title: Line
    colour: Colour
    shape: Shape
    summary: Prose
    when: Condition | None = None
