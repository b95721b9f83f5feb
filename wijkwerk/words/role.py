"""Who does what in a method: a role is of the work, never a label on a person."""

from typing import Literal

from wijkwerk.words.source import Sourced
from wijkwerk.words.text import Id, Line, Prose

AreaRole = Literal["resident", "community-worker", "policy-officer", "editor"]


class Role(Sourced):
    """A part to play in a route, and which people of the area may take it."""

    id: Id
    title: Line
    summary: Prose | None = None
    filled_by: tuple[AreaRole, ...] = ("resident", "community-worker")
