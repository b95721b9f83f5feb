"""Where each entry of the shelf is read, and a short look at it for lists."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.library.entry import Entry
from wijkwerk.library.knowledge import type_of
from wijkwerk.web.find.shelves import shelf
from wijkwerk.web.site.languages import language_of_page

KINDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "method": (gettext_lazy("methode"), gettext_lazy("methoden")),
    "dossier": (gettext_lazy("dossier"), gettext_lazy("dossiers")),
    "mechanism": (gettext_lazy("hoe het werkt"), gettext_lazy("hoe het werkt")),
    "intervention": (gettext_lazy("interventie"), gettext_lazy("interventies")),
    "persona": (gettext_lazy("persona"), gettext_lazy("persona’s")),
    "story": (gettext_lazy("verhaal"), gettext_lazy("verhalen")),
    "practice": (gettext_lazy("praktijkvoorbeeld"), gettext_lazy("praktijkvoorbeelden")),
    "module": (gettext_lazy("training of les"), gettext_lazy("trainingen en lessen")),
    "tool": (gettext_lazy("hulpmiddel"), gettext_lazy("hulpmiddelen")),
    "provision": (gettext_lazy("voorziening"), gettext_lazy("voorzieningen")),
    "organisation": (gettext_lazy("organisatie"), gettext_lazy("organisaties")),
    "programme": (gettext_lazy("programma"), gettext_lazy("programma’s")),
    "publication": (gettext_lazy("publicatie"), gettext_lazy("publicaties")),
    "event": (gettext_lazy("bijeenkomst"), gettext_lazy("bijeenkomsten")),
    "scheme": (gettext_lazy("wet of regeling"), gettext_lazy("wetten en regelingen")),
    "figure": (gettext_lazy("cijfer"), gettext_lazy("cijfers")),
    "concept": (gettext_lazy("begrip"), gettext_lazy("begrippen")),
}


class Looked(NamedTuple):
    """An entry as a list shows it."""

    id: str
    kind: str
    kind_word: str
    title: str
    summary: str
    language: str
    url: str


def url_of(entry: Entry) -> str:
    """The page of the entry."""
    name = "find:method" if type_of(entry) == "method" else "find:entry"
    return reverse(name, args=[entry.id])


def looked(entry: Entry) -> Looked:
    """The entry for a list."""
    kind = type_of(entry)
    return Looked(
        entry.id, kind, words_of_type(entry), entry.title, entry.summary, language_of_title(entry), url_of(entry)
    )


def words_of_type(entry: Entry) -> str:
    """What sort of thing the entry is, in a word."""
    return str(KINDS[type_of(entry)][0])


def look_up(ids: tuple[str, ...]) -> list[Looked]:
    """The entries with these ids, in the language of the page."""
    language = language_of_page()
    found = [shelf().entry(one, language) for one in ids]
    return [looked(entry) for entry in found if entry is not None]


def language_of(entry: Entry) -> str:
    """The language the whole of the entry can be read in: that of the page, or else Dutch."""
    language = language_of_page()
    return language if shelf().is_translated(entry.id, language) else "nl"


def language_of_title(entry: Entry) -> str:
    """The language of its title and summary: on an English page English, when somebody wrote them so."""
    return "en" if language_of_page() == "en" and entry.english else language_of(entry)


def whole(entry_id: str) -> Entry | None:
    """The entry in one language from its title to its last word: that of the page, or else Dutch."""
    language = language_of_page()
    return shelf().entry(entry_id, language if shelf().is_translated(entry_id, language) else "nl")


def words_of(vocabulary: str, terms: tuple[str, ...]) -> list[str]:
    """The words of these terms in the language of the page."""
    known, language = shelf().surroundings.vocabularies[vocabulary], language_of_page()
    return [known[term].words(language) for term in terms]


def about(entry: Entry) -> list[tuple[str, list[str]]]:
    """What the entry is about, for whom and on what ground, as labels with words."""
    return [
        (_("Wat er speelt"), words_of("plays", entry.plays)),
        (_("Waarover"), words_of("life-domains", entry.life_domains)),
        (_("Om wie het gaat"), words_of("people", entry.people)),
        (_("Voor wie om te doen"), words_of("audience", entry.audience)),
        (_("In een buurt met"), words_of("area-phases", entry.area_phases)),
        (_("Waarop het steunt"), words_of("ground", (entry.ground,) if entry.ground else ())),
    ]
