"""The places in an entry where a word can stand, and how much it counts there."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wijkwerk.library.entry import TERMS, Entry
from wijkwerk.library.knowledge import type_of
from wijkwerk.library.surroundings import Surroundings
from wijkwerk.library.translation import texts


class Field(NamedTuple):
    """A place of words: its weight, how much its length matters (0 to 1), and what it is called on the page."""

    name: str
    weight: float
    length: float
    nl: str
    en: str


FIELDS = (
    Field("title", 5.0, 0.2, "de titel", "the title"),
    Field("also_known_as", 4.0, 0.2, "de andere naam", "the other name"),
    Field("keywords", 3.0, 0.2, "de trefwoorden", "the keywords"),
    Field("about", 1.5, 0.2, "het onderwerp", "the subject"),
    Field("summary", 2.0, 0.4, "de samenvatting", "the summary"),
    Field("headings", 1.0, 0.6, "de kopjes", "the headings"),
    Field("text", 0.6, 0.7, "de tekst", "the text"),
)
PLACE = {field.name: place for place, field in enumerate(FIELDS)}

# What people call an entry of this type when they ask for one.
CALLED = {
    "method": "methode aanpak werkwijze",
    "dossier": "dossier wat werkt",
    "mechanism": "werkzaam mechanisme",
    "intervention": "interventie erkend",
    "persona": "persona",
    "story": "verhaal",
    "practice": "praktijkvoorbeeld voorbeeld",
    "module": "cursus training e-learning opleiding",
    "tool": "hulpmiddel tool",
    "provision": "voorziening",
    "organisation": "organisatie",
    "programme": "programma",
    "publication": "publicatie",
    "event": "bijeenkomst congres",
    "scheme": "wet regeling",
    "figure": "cijfer cijfers percentage",
    "concept": "begrip betekenis",
}
# What one can carry out comes first, then where one can go or what one can use, then what says something of it,
# and last what only tells or counts.
USED, SAID, TOLD = 0.8, 0.7, 0.58
WORTH = {"method": 1.0, "dossier": 1.0} | dict.fromkeys(("provision", "tool", "intervention", "scheme", "module"), USED)
WORTH |= dict.fromkeys(("figure", "story", "event", "publication"), TOLD)


LEADING = {"question", "aim", "purpose", "means", "situation", "value", "counts"}
ELSEWHERE = {"title", "also_known_as", "keywords", "summary", "english", "see_also"}
UNREAD = {"ours", "web", "phone"}


def worth_of(entry: Entry) -> float:
    """How much the entry weighs against another that answers as well."""
    return WORTH.get(type_of(entry), SAID)


def types_called(asked: Iterable[str]) -> list[str]:
    """The types of entry that one of these words is a name for; methods and dossiers come first already."""
    said = {*asked}
    return [name for name, called in CALLED.items() if name not in {"method", "dossier"} and said & {*called.split()}]


def dutch(entry: Entry, surroundings: Surroundings) -> dict[str, list[str]]:
    """The Dutch texts of the entry, by place."""
    found: dict[str, list[str]] = {
        "title": [entry.title],
        "also_known_as": [*entry.also_known_as],
        "keywords": [*entry.keywords],
        "about": [CALLED[type_of(entry)], *_labels(entry, surroundings)],
        "summary": [entry.summary],
        "headings": [],
        "text": [],
    }
    for path, text in texts(entry):
        if path[0] not in ELSEWHERE and path[-1] not in UNREAD:
            found["summary" if path[0] in LEADING else _kind(path)].append(text)
    return found


def english(entry: Entry, translated: Entry | None, surroundings: Surroundings) -> dict[str, list[str]]:
    """The English texts of the entry: title and summary, and the whole when it is translated."""
    if translated is not None:
        return dutch(translated, Surroundings()) | {"about": [*_labels(entry, surroundings, "en")]}
    if entry.english is None:
        return {}
    about = [*_labels(entry, surroundings, "en")]
    return {"title": [entry.english.title], "summary": [entry.english.summary], "about": about}


def _kind(path: tuple[str | int, ...]) -> str:
    return "headings" if path[-1] in {"title", "ask", "label"} else "text"


def _labels(entry: Entry, surroundings: Surroundings, language: str = "nl") -> Iterator[str]:
    """The words of the vocabularies that the entry carries."""
    for field in ("plays", "life_domains", "people"):
        known = surroundings.vocabularies.get(TERMS[field], {})
        yield from (known[term].words(language) for term in getattr(entry, field) if term in known)
