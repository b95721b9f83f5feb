"""Notes, marks and choices of the map, drawn once for everything they show: who sees the same, sees the same drawing."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijkwerk.web.places.forms import FilterForm
from wijkwerk.web.places.marks import Mark
from wijkwerk.web.places.models import Note

register = template.Library()

MOST_CHOICES = 500
# By the fields there are, what is chosen in them, and the language.
_choices: dict[tuple[tuple[str, ...], tuple[str, ...], str | None], SafeString] = {}


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


class _Mark(NamedTuple):
    """What is to be seen of a mark."""

    number: int
    kind: str
    letter: str
    x: float
    y: float
    spot_x: float
    spot_y: float
    is_aside: bool


@register.simple_tag
def all_marks(marks: Iterable[Mark]) -> SafeString:
    """The marks of the notes on the drawing."""
    return _marks(
        tuple(
            _Mark(one.note.number, one.note.kind, one.note.letter, one.x, one.y, one.spot_x, one.spot_y, one.is_aside)
            for one in marks
        )
    )


@lru_cache(maxsize=200)
def _marks(marks: tuple[_Mark, ...]) -> SafeString:
    return render_to_string("places/_marks.html", {"marks": marks})


@register.simple_tag
def choices(form: FilterForm) -> SafeString:
    """The choices of the filter; drawn once for each choice that the lists hold."""
    if form.is_bound and not form.is_valid():
        return render_to_string("places/_filter.html", {"form": form})
    key = (tuple(form.fields), tuple(form.cleaned_data.values()) if form.is_bound else (), get_language())
    if key not in _choices:
        if len(_choices) >= MOST_CHOICES:
            _choices.clear()
        _choices[key] = render_to_string("places/_filter.html", {"form": form})
    return _choices[key]
