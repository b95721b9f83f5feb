"""What someone could do next; forms are built from it."""

from typing import NamedTuple

from wijkwerk.words.question import Question
from wijkwerk.words.refusal import Refused


class Step(NamedTuple):
    """One thing that can be done now: the event it makes, who it is for, what to fill in, and what it waits for."""

    event: str
    title: str
    at: str | None = None
    roles: tuple[str, ...] = ()
    fields: tuple[Question, ...] = ()
    waits_for: Refused | None = None
