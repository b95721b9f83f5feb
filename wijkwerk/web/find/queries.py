"""What the pages of find need, worked out before the template."""

from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwerk.library.method import Method
from wijkwerk.library.surroundings import Term
from wijkwerk.web.find.shelves import index, shelf

FILTERS = {"leefgebied": "life_domains", "doen": "turns", "wie": "audience", "fase": "area_phases"}
VOCABULARY = {"leefgebied": "life-domains", "doen": "turns", "wie": "audience", "fase": "area-phases"}
PAGE = 60
MOST_WORDS = 200


class Filter(NamedTuple):
    """One way of narrowing the list: its words, and which one is chosen."""

    name: str
    label: str
    terms: list[tuple[str, str]]
    chosen: str


class Found(NamedTuple):
    """A method on the list, with why it is there when somebody searched."""

    method: Method
    parts: list[str]
    because: str


def method_in_language(method_id: str) -> Method | None:
    """The method in the language of the page, or in Dutch."""
    return shelf().method(method_id, get_language() or "nl")


def part_names(method: Method) -> list[str]:
    """What one can do with the method, in everyday words."""
    names = {
        "guide": _("geeft advies"),
        "conversation": _("een gesprek"),
        "route": _("een route"),
        "check": _("een toets voor je plan"),
    }
    return [names[kind] for kind in method.parts]


def filters(asked: QueryDict) -> list[Filter]:
    """The filters with only the words that some method carries."""
    language = get_language() or "nl"
    labels = {"leefgebied": _("Waar gaat het over?"), "doen": _("Wat wil je doen?"), "wie": _("Wie ben je?"), "fase": _("Hoe is het in de buurt?")}  # fmt: skip
    return [
        Filter(
            name,
            labels[name],
            [(term.id, term.words(language)) for term in _used(name)],
            asked.get(name, ""),
        )
        for name in FILTERS
    ]


def _used(name: str) -> list[Term]:
    used = {term for method in shelf() for term in getattr(method, FILTERS[name])}
    return [term for term in shelf().surroundings.vocabularies[VOCABULARY[name]].values() if term.id in used]


def found(asked: QueryDict) -> list[Found]:
    """The methods that fit the words and the filters: best first when there are words, else by title."""
    words = asked.get("q", "").strip()[:MOST_WORDS]
    hits = index(get_language() or "nl").find(words) if words else None
    if hits is None:
        methods = sorted((method_in_language(one.id) or one for one in shelf()), key=lambda one: one.title)
        rows = [(method, "") for method in methods]
    else:
        rows = [(hit.method, ", ".join(hit.words)) for hit in hits]
    chosen = {field: asked.get(name, "") for name, field in FILTERS.items()}
    return [
        Found(method, part_names(method), because)
        for method, because in rows
        if all(not term or term in getattr(method, field) for field, term in chosen.items())
    ]
