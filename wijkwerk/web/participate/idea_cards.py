"""What a list shows of an idea: less than the idea itself, and the same for whoever sees the same."""

from __future__ import annotations

from typing import Any, NamedTuple

from wijkwerk.web.participate.models import Idea, Round
from wijkwerk.web.participate.models.rounds import word_of
from wijkwerk.web.participate.models.said import DUTCH, Said, in_words, said

# What a query of `translated.of_ideas` has to answer for a card.
COLUMNS = (
    "number", "title", "language", "translation", "theme__slug", "theme__title", "support", "state", "place", "is_mine",
)  # fmt: skip


class Card(NamedTuple):
    """What a list shows of an idea, and where its page is."""

    area: str
    round: str
    number: int
    title: Said
    theme: Said
    support: int
    state: str
    place: str
    is_mine: bool

    @classmethod
    def of(cls, idea: Idea) -> Card:
        """The card of an idea with its round and theme."""
        round, is_mine = idea.round, getattr(idea, "is_mine", False)
        facts = (idea.said_theme, idea.support, idea.state, idea.place, is_mine)
        return cls(round.area.slug, round.slug, idea.number, idea.said_title, *facts)

    @classmethod
    def read(cls, round: Round, row: tuple[Any, ...]) -> Card:
        """The card in a row of COLUMNS."""
        number, title, language, translation, slug, theme, *facts = row
        language = "" if language == "und" else language
        words, about = in_words(title, language, translation, "title"), said(theme, DUTCH, round, word_of(slug))
        return cls(round.area.slug, round.slug, number, words, about, *facts)

    @property
    def state_words(self) -> str:
        """Its state in the language of the page."""
        return str(Idea.State(self.state).label)
