"""Ideas on a list, drawn once for everything they show: who sees the same, sees the same drawing."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijkwerk.web.participate.idea_cards import Card
from wijkwerk.web.participate.models import Idea
from wijkwerk.web.participate.models.said import in_language

register = template.Library()
register.filter("in_language", in_language)


@register.simple_tag
def idea_card(idea: Card | Idea) -> SafeString:
    """An idea on a list."""
    return _drawn(idea if isinstance(idea, Card) else Card.of(idea), get_language())


@lru_cache(maxsize=2000)
def _drawn(card: Card, language: str | None) -> SafeString:
    return render_to_string("participate/rounds/_idea.html", {"idea": card})
