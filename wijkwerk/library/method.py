"""A method: who it is, and the parts one can carry out."""

from typing import Any

from pydantic import Field

from wijkwerk.engines.check.part import Check
from wijkwerk.engines.conversation.part import Conversation
from wijkwerk.engines.guide.part import Guide
from wijkwerk.engines.route.part import Route
from wijkwerk.words.source import Said, Sourced
from wijkwerk.words.text import Id, Line, Prose

PARTS = ("guide", "conversation", "route", "check")


class Section(Sourced):
    """Background someone can read: what is behind the method."""

    id: Id
    title: Line
    text: tuple[Said, ...] = Field(min_length=1)


class Method(Sourced):
    """One social method: identity, evidence and background, and one or more parts to carry out."""

    id: Id
    title: Line
    also_known_as: tuple[Line, ...] = ()
    replaces: Id | None = None
    summary: Prose
    purpose: Prose | None = None
    audience: tuple[Id, ...] = Field(min_length=1)
    life_domains: tuple[Id, ...] = Field(min_length=1)
    turns: tuple[Id, ...] = Field(min_length=1)
    area_phases: tuple[Id, ...] = ()
    keywords: tuple[Line, ...] = ()
    evidence: tuple[Said, ...] = ()
    background: tuple[Section, ...] = ()
    guide: Guide | None = None
    conversation: Conversation | None = None
    route: Route | None = None
    check: Check | None = None

    @property
    def parts(self) -> dict[str, Any]:
        """The parts it has, by kind."""
        return {kind: part for kind in PARTS if (part := getattr(self, kind)) is not None}
