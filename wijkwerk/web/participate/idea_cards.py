"""What a list shows of an idea: less than the idea itself, and the same for whoever sees the same."""

from __future__ import annotations

from typing import NamedTuple

from wijkwerk.web.participate.models import Idea

# What a query has to answer for a card, after where the round is.
COLUMNS = ("number", "title", "language", "support", "state", "theme__title", "place", "is_mine")


class Card(NamedTuple):
    """What a list shows of an idea, and where its page is."""

    area: str
    round: str
    number: int
    title: str
    language: str
    support: int
    state: str
    theme: str
    place: str
    is_mine: bool

    @classmethod
    def of(cls, idea: Idea) -> Card:
        """The card of an idea with its round and theme."""
        where, what = (idea.round.area.slug, idea.round.slug, idea.number), (idea.title, idea.language)
        return cls(
            *where, *what, idea.support, idea.state, idea.theme.title, idea.place, getattr(idea, "is_mine", False)
        )

    @property
    def lang(self) -> str:
        """The language mark of its words on a page; empty when we do not know the language."""
        return "" if self.language == "und" else self.language

    @property
    def state_words(self) -> str:
        """Its state in the language of the page."""
        return str(Idea.State(self.state).label)
