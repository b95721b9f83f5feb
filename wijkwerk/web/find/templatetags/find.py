"""What templates of methods need: where a statement comes from, and parts that are drawn once for each method."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijkwerk.web.find.provenance import Provenance, provenance_of
from wijkwerk.words.source import Sourced

register = template.Library()

MOST_DRAWINGS = 5000
Key = tuple[str, str | None, int, int]
_drawings: dict[Key, tuple[Any, Any, SafeString]] = {}


@register.filter
def provenance(element: object) -> Provenance | None:
    """Where the element comes from, in parts."""
    return provenance_of(element) if isinstance(element, Sourced) else None


@register.simple_tag
def source(element: object, around: Sourced | None = None) -> SafeString:
    """Where the element comes from, one click away; nothing when it says the same as the element around it."""
    return drawn("find/_source.html", element, around)


@register.simple_tag
def drawn(name: str, element: object, around: object = None) -> SafeString:
    """The template with `element` and `around` in it, drawn once for each element of a method and each language.

    Elements of methods are frozen and live as long as their edition; the drawing keeps them, so an id is never of another.
    """
    key = (name, get_language(), id(element), id(around))
    kept = _drawings.get(key)
    if kept is None:
        if len(_drawings) >= MOST_DRAWINGS:
            _drawings.clear()
        kept = (element, around, render_to_string(name, _context(element, around)))
        _drawings[key] = kept
    return kept[2]


def _context(element: object, around: object) -> dict[str, Any]:
    outer = around if isinstance(around, Sourced) else None
    return {
        "element": element,
        "around": around,
        "provenance": provenance_of(element, outer) if isinstance(element, Sourced) else None,
    }
