"""Ideas on a list, drawn once for everything they show: who sees the same, sees the same drawing."""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijkwerk.web.participate.models import Idea

register = template.Library()


class Card(NamedTuple):
    """What is to be seen of an idea on a list, and where its page is."""

    area: str
    round: str
    number: int
    title: str
    lang: str
    support: int
    state: str
    theme: str
    place: str
    is_mine: bool

    @property
    def state_words(self) -> str:
        """Its state in the language of the page."""
        return str(Idea.State(self.state).label)


@register.simple_tag
def idea_card(idea: Idea) -> SafeString:
    """An idea on a list, with its round."""
    card = Card(
        idea.round.area.slug, idea.round.slug, idea.number, idea.title, idea.lang, idea.support, idea.state,
        idea.theme.title, idea.place, getattr(idea, "is_mine", False),
    )  # fmt: skip
    return _drawn(card, get_language())


@lru_cache(maxsize=2000)
def _drawn(card: Card, language: str | None) -> SafeString:
    return render_to_string("participate/rounds/_idea.html", {"idea": card})
