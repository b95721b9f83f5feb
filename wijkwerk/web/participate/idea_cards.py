"""What a list shows of an idea: less than the idea itself, and the same for whoever sees the same."""

from __future__ import annotations

from typing import Any, NamedTuple

from wijkwerk.web.participate.models import Idea, Round
from wijkwerk.web.participate.models.said import Said, in_words

# What a query of `translated.of_ideas` has to answer for a card.
COLUMNS = (
    "number", "title", "text", "language", "translation", "support", "state", "theme__title", "place", "is_mine",
)  # fmt: skip


class Card(NamedTuple):
    """What a list shows of an idea, and where its page is."""

    area: str
    round: str
    number: int
    title: Said
    support: int
    state: str
    theme: str
    place: str
    is_mine: bool

    @classmethod
    def of(cls, idea: Idea) -> Card:
        """The card of an idea with its round and theme."""
        round, is_mine = idea.round, getattr(idea, "is_mine", False)
        facts = (idea.support, idea.state, idea.theme.title, idea.place, is_mine)
        return cls(round.area.slug, round.slug, idea.number, idea.said_title, *facts)

    @classmethod
    def read(cls, round: Round, row: tuple[Any, ...]) -> Card:
        """The card in a row of COLUMNS."""
        number, title, text, language, translation, *facts = row
        language = "" if language == "und" else language
        words = in_words(title, language, translation, "title", of=(title, text))
        return cls(round.area.slug, round.slug, number, words, *facts)

    @property
    def state_words(self) -> str:
        """Its state in the language of the page."""
        return str(Idea.State(self.state).label)
