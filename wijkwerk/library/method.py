"""A method: who it is, when it fits, and the parts one can carry out."""

from typing import Any

from pydantic import Field

from wijkwerk.engines.check.part import Check
from wijkwerk.engines.conversation.part import Conversation
from wijkwerk.engines.guide.part import Guide
from wijkwerk.engines.route.part import Route
from wijkwerk.library.entry import Entry
from wijkwerk.words.source import Said, Sourced
from wijkwerk.words.text import Id, Prose

PARTS = ("guide", "conversation", "route", "check")


class Fit(Sourced):
    """When this is the thing to do, when not, and what it asks of people."""

    because: tuple[Said, ...] = Field(min_length=1)
    not_because: tuple[Said, ...] = Field(min_length=1)
    conditions: tuple[Said, ...] = ()
    takes: Id
    effort: Prose
    first_step: Prose


class Method(Entry):
    """One social method: identity, evidence and background, and one or more parts to carry out."""

    purpose: Prose | None = None
    audience: tuple[Id, ...] = Field(min_length=1)
    life_domains: tuple[Id, ...] = Field(min_length=1)
    turns: tuple[Id, ...] = Field(min_length=1)
    fit: Fit | None = None
    together_with: tuple[Id, ...] = ()
    evidence: tuple[Said, ...] = ()
    guide: Guide | None = None
    conversation: Conversation | None = None
    route: Route | None = None
    check: Check | None = None

    @property
    def parts(self) -> dict[str, Any]:
        """The parts it has, by kind."""
        return {kind: part for kind in PARTS if (part := getattr(self, kind)) is not None}
