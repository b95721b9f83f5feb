"""A note in the list for who only reads it: the same for all of them, so drawn once for each version and language."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijkwerk.web.places.models import Note

register = template.Library()


class _Version:
    """A note as it is drawn: equal to another when nothing that shows is different."""

    def __init__(self, card: Mapping[str, Any]) -> None:
        note: Note = card["note"]
        self.card = card
        self._shows = (
            note.pk,
            note.number,
            card["digest"],
            note.is_published,
            note.lon is None,
            str(note.provenance),
            card["may_edit"],
            card["may_withdraw"],
            get_language(),
        )

    def __hash__(self) -> int:
        return hash(self._shows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Version) and self._shows == other._shows


@register.simple_tag
def read_note(card: Mapping[str, Any]) -> SafeString:
    """The note without what an editor can do with it."""
    return _drawn(_Version(card))


@lru_cache(maxsize=2000)
def _drawn(version: _Version) -> SafeString:
    return render_to_string("places/_note.html", {"card": version.card})
