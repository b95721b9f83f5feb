"""What everything on the shelf has in common, so that it can be found, browsed and compared."""

from pydantic import Field

from wijkwerk.words.source import Said, Sourced
from wijkwerk.words.text import Id, Line, Prose, Value


class English(Value):
    """The title and the summary for readers of English, when the rest is there in Dutch only."""

    title: Line
    summary: Prose


class Section(Sourced):
    """Background someone can read: what is behind it."""

    id: Id
    title: Line
    text: tuple[Said, ...] = Field(min_length=1)


class Entry(Sourced):
    """Something that can be found: what it is, what it is about, for whom, and on what ground."""

    id: Id
    title: Line
    also_known_as: tuple[Line, ...] = ()
    replaces: Id | None = None
    summary: Prose
    english: English | None = None
    plays: tuple[Id, ...] = ()
    life_domains: tuple[Id, ...] = ()
    people: tuple[Id, ...] = ()
    audience: tuple[Id, ...] = ()
    turns: tuple[Id, ...] = ()
    area_phases: tuple[Id, ...] = ()
    ground: Id | None = None
    keywords: tuple[Line, ...] = ()
    see_also: tuple[Id, ...] = ()
    background: tuple[Section, ...] = ()


# The fields that hold words from a vocabulary, and which.
TERMS = {
    "plays": "plays",
    "life_domains": "life-domains",
    "people": "people",
    "audience": "audience",
    "turns": "turns",
    "area_phases": "area-phases",
    "ground": "ground",
}
