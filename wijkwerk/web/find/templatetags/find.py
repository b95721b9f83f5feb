"""What templates of methods need: where a statement comes from, and parts that are drawn once for each method."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijkwerk.library.method import Method
from wijkwerk.web.find.advice import Offered
from wijkwerk.web.find.entries import about, language_of, language_of_title, look_up, url_of, words_of
from wijkwerk.web.find.provenance import Provenance, provenance_of
from wijkwerk.web.find.queries import Filter, Found
from wijkwerk.web.find.shelves import shelf
from wijkwerk.web.find.steps import Offer
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.words.period import is_day
from wijkwerk.words.source import Sourced

register = template.Library()

MOST_DRAWINGS = 5000
Key = tuple[str, str | int, str | None, int]
# What each drawing was made of is kept beside it, so that an id in a key is never of something else.
_drawings: dict[Key, tuple[object, dict[str, Any], SafeString]] = {}


@register.filter
def provenance(element: object) -> Provenance | None:
    """Where the element comes from, in parts."""
    return provenance_of(element) if isinstance(element, Sourced) else None


@register.filter
def day(text: str) -> str:
    """A day, month or year as people say it: 2019-07-29 is 29 juli 2019. Any other text stays as it is."""
    if not is_day(text) or "-" not in text:
        return text
    year, month, *days = (int(part) for part in text.split("-"))
    return date_format(date(year, month, days[0] if days else 1), "j E Y" if days else "F Y")


@register.filter
def is_said(cell: object) -> bool:
    """Whether the cell holds statements rather than text."""
    return isinstance(cell, tuple)


@register.simple_tag
def entry_url(entry_id: str) -> str:
    """The page of the entry with this id."""
    return url_of(shelf().entries[entry_id])


@register.simple_tag
def source(element: object, around: Sourced | None = None) -> SafeString:
    """Where the element comes from, one click away; nothing when it says the same as the element around it."""
    return drawn("find/_source.html", element, around)


@register.simple_tag
def fields(offer: Offer) -> SafeString:
    """The fields of an offer and its button; drawn once as long as nothing is typed."""
    shown = {"form": offer.form, "verb": offer.verb}
    if offer.form.is_bound:
        return render_to_string("find/_fields.html", shown)
    asked = " ".join(str(field.label) for field in offer.form.fields.values())
    use = f"{offer.key} {offer.form.initial} {asked}"
    return _drawn("find/_fields.html", offer.step.fields, use, lambda: shown)


@register.simple_tag
def drawn(name: str, element: object, around: object = None) -> SafeString:
    """The template with `element` in it, drawn once for each element of a method and each language."""
    outer = around if isinstance(around, Sourced) else None
    return _drawn(
        name,
        element,
        id(outer),
        lambda: {
            "element": element,
            "provenance": provenance_of(element, outer) if isinstance(element, Sourced) else None,
            "around": outer,
        },
    )


@register.simple_tag
def found_row(found: Found) -> SafeString:
    """An entry on the list; drawn once as long as nobody's words say why it is there."""

    def shown() -> dict[str, Any]:
        return {
            "entry": found.entry,
            "language": language_of_title(found.entry),
            "url": url_of(found.entry),
            "tags": found.tags,
            "because": found.because,
        }

    if found.because:
        return render_to_string("find/_found_row.html", shown())
    return _drawn("find/_found_row.html", found.entry, "", shown)


@register.simple_tag
def narrowing(filter: Filter) -> SafeString:
    """One way of narrowing the list; drawn once for each choice and each set of numbers."""
    return _narrowing(filter, get_language())


@lru_cache(maxsize=1000)
def _narrowing(filter: Filter, language: str | None) -> SafeString:
    return render_to_string("find/_filter.html", {"filter": filter})


@register.simple_tag
def option_head(offered: Offered) -> SafeString:
    """What an option says whatever was answered, with its aim at this phase."""
    option, aim = offered.option, offered.aim or ""
    return _drawn("find/_option_head.html", option, aim, lambda: {"option": option, "aim": aim})


@register.simple_tag
def of_method(name: str, method: Method) -> SafeString:
    """A part of the page of a method that is the same for everybody: drawn once for each language."""
    return _drawn(name, method, "", lambda: _told(method))


def _told(method: Method) -> dict[str, Any]:
    language = language_of_page()
    return {
        "method": method,
        "parts": method.parts,
        "about": about(method),
        "whole_in": language_of(method),
        "fit": method.fit,
        "takes": words_of("takes", (method.fit.takes,))[0] if method.fit else "",
        "together": look_up(method.together_with),
        "related": look_up(method.see_also),
        "edition": shelf().edition(method.id),
        "is_translated": shelf().is_translated(method.id, language),
        "is_told": language == "en" and method.english is not None,
    }


def _drawn(name: str, element: object, use: str | int, context: Callable[[], dict[str, Any]]) -> SafeString:
    key = (name, use, get_language(), id(element))
    drawing = _drawings.get(key)
    if drawing is None:
        if len(_drawings) >= MOST_DRAWINGS:
            _drawings.clear()
        filled = context()
        drawing = _drawings[key] = (element, filled, render_to_string(name, filled))
    return drawing[2]
