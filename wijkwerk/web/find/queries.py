"""What the pages of find need, worked out before the template."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.library.entry import Entry
from wijkwerk.library.method import Method
from wijkwerk.library.search import Hit
from wijkwerk.web.find.entries import KINDS, words_of_type
from wijkwerk.web.find.shelves import browser, index, shelf
from wijkwerk.web.site.languages import language_of_page, language_of_terms

PAGE = 60
MOST_WORDS = 400


class Facet(NamedTuple):
    """One way of narrowing: its name in the address, its words, and the vocabulary of its answers."""

    name: str
    facet: str
    label: str | Promise
    vocabulary: str
    is_main: bool = False


FACETS = (
    Facet("soort", "type", gettext_lazy("Wat zoek je?"), "", is_main=True),
    Facet("speelt", "plays", gettext_lazy("Wat speelt er?"), "plays", is_main=True),
    Facet("leefgebied", "life_domain", gettext_lazy("Waar gaat het over?"), "life-domains", is_main=True),
    Facet("mensen", "people", gettext_lazy("Om wie gaat het?"), "people"),
    Facet("doen", "turn", gettext_lazy("Wat wil je doen?"), "turns"),
    Facet("wie", "audience", gettext_lazy("Wie ben je?"), "audience"),
    Facet("fase", "area_phase", gettext_lazy("Hoe is het in de buurt?"), "area-phases"),
    Facet("grond", "ground", gettext_lazy("Waarop steunt het?"), "ground"),
    Facet("bron", "document", gettext_lazy("Uit welk blad?"), ""),
)


class Filter(NamedTuple):
    """One way of narrowing the list: its words, how many each leaves, and which one is chosen."""

    name: str
    label: str
    terms: tuple[tuple[str, str, int], ...]
    chosen: str
    is_main: bool
    language: str


class Found(NamedTuple):
    """An entry on the list, with why it is there when somebody searched."""

    entry: Entry
    because: str

    @property
    def tags(self) -> list[str]:
        """What one can do with it, or what sort of thing it is."""
        return part_names(self.entry) if isinstance(self.entry, Method) else [words_of_type(self.entry)]


class Listed(NamedTuple):
    """An entry, and the hit that found it when somebody searched."""

    entry: Entry
    hit: Hit | None = None

    def why(self, language: str) -> str:
        """Why it was found, as a sentence; nothing when nobody searched."""
        return self.hit.why(language) if self.hit else ""


class Search(NamedTuple):
    """What was asked and what came of it: how many, and the rest a page at a time."""

    words: str
    chosen: dict[str, str]
    entries: list[Listed]
    filters: list[Filter]

    @property
    def is_narrowed(self) -> bool:
        """Whether a choice was made that is folded away."""
        main = {facet.name for facet in FACETS if facet.is_main}
        return bool(self.chosen.keys() - main)


def method_in_language(method_id: str) -> Method | None:
    """The method in the language of the page, or in Dutch."""
    return shelf().method(method_id, language_of_page())


def part_names(method: Method) -> list[str]:
    """What one can do with the method, in everyday words."""
    names = {
        "guide": _("geeft advies"),
        "conversation": _("een gesprek"),
        "route": _("een route"),
        "check": _("een toets voor je plan"),
    }
    return [names[kind] for kind in method.parts]


def search(asked: QueryDict) -> Search:
    """The entries that fit the words and the choices: best first when there are words, else as they are listed."""
    words = asked.get("q", "").strip()[:MOST_WORDS]
    chosen = {facet.name: term for facet in FACETS if (term := asked.get(facet.name, "")[:60])}
    language = language_of_page()
    by_facet = {facet.facet: chosen[facet.name] for facet in FACETS if facet.name in chosen}
    entries, left = _find(words, by_facet, language)
    return Search(words, chosen, entries, _filters(chosen, left))


def find_entries(words: str, chosen: Mapping[str, str], language: str) -> list[Listed]:
    """The entries that fit the words and the choices by facet, best first when there are words."""
    return _find(words, chosen, language)[0]


def _find(words: str, chosen: Mapping[str, str], language: str) -> tuple[list[Listed], int]:
    """The entries, and the same entries as bits of the browser."""
    here = browser(language)
    left = here.narrowed(chosen)
    if not words:
        return [Listed(entry) for entry in here.listed(left)], left
    hits = index().find(words, most=None, where=lambda entry: here.holds(left, entry.id))
    found = [Listed(here.entries[here.places[hit.entry.id]], hit) for hit in hits]
    return found, here.bits_of(hit.entry.id for hit in hits)


def found_on(page: Iterable[Listed]) -> list[Found]:
    """The entries of one page, as the list shows them."""
    language = language_of_page()
    return [Found(one.entry, one.why(language)) for one in page]


def _filters(chosen: Mapping[str, str], left: int) -> list[Filter]:
    """Every way of narrowing, with only the words that would leave something."""
    language = language_of_page()
    here = browser(language)
    return [
        Filter(
            facet.name,
            str(facet.label),
            _terms(facet, here.counts(facet.facet, left), language),
            chosen.get(facet.name, ""),
            facet.is_main,
            _language(facet),
        )
        for facet in FACETS
    ]


def _language(facet: Facet) -> str:
    """The language its words are in: sorts of things are ours, documents have one name, a list is English or Dutch."""
    return {"type": language_of_page(), "document": "nl"}.get(facet.facet, language_of_terms())


def _terms(facet: Facet, counts: Mapping[str, int], language: str) -> tuple[tuple[str, str, int], ...]:
    if facet.facet == "type":
        known = {name: str(several).capitalize() for name, (_one, several) in KINDS.items()}
    elif facet.facet == "document":
        known = {one.id: one.title for one in shelf().surroundings.documents.values()}
    else:
        terms = shelf().surroundings.vocabularies[facet.vocabulary]
        known = {term.id: term.words(language) for term in terms.values()}
    return tuple((term, words, counts[term]) for term, words in known.items() if term in counts)
