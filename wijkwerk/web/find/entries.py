"""Where each entry of the shelf is read, and a short look at it for lists."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from wijkwerk.library.entry import Entry
from wijkwerk.library.knowledge import type_of
from wijkwerk.web.find.shelves import shelf

KINDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "method": (_l("methode"), _l("methoden")),
    "dossier": (_l("dossier"), _l("dossiers")),
    "mechanism": (_l("hoe het werkt"), _l("hoe het werkt")),
    "intervention": (_l("interventie"), _l("interventies")),
    "persona": (_l("persona"), _l("persona’s")),
    "story": (_l("verhaal"), _l("verhalen")),
    "practice": (_l("praktijkvoorbeeld"), _l("praktijkvoorbeelden")),
    "module": (_l("training of les"), _l("trainingen en lessen")),
    "tool": (_l("hulpmiddel"), _l("hulpmiddelen")),
    "provision": (_l("voorziening"), _l("voorzieningen")),
    "organisation": (_l("organisatie"), _l("organisaties")),
    "programme": (_l("programma"), _l("programma’s")),
    "publication": (_l("publicatie"), _l("publicaties")),
    "event": (_l("bijeenkomst"), _l("bijeenkomsten")),
    "scheme": (_l("wet of regeling"), _l("wetten en regelingen")),
    "figure": (_l("cijfer"), _l("cijfers")),
    "concept": (_l("begrip"), _l("begrippen")),
}


class Looked(NamedTuple):
    """An entry as a list shows it."""

    id: str
    kind: str
    kind_word: str
    title: str
    summary: str
    url: str


def url_of(entry: Entry) -> str:
    """The page of the entry."""
    name = "find:method" if type_of(entry) == "method" else "find:entry"
    return reverse(name, args=[entry.id])


def looked(entry: Entry) -> Looked:
    """The entry for a list."""
    kind = type_of(entry)
    return Looked(entry.id, kind, words_of_type(entry), entry.title, entry.summary, url_of(entry))


def words_of_type(entry: Entry) -> str:
    """What sort of thing the entry is, in a word."""
    return str(KINDS[type_of(entry)][0])


def look_up(ids: tuple[str, ...]) -> list[Looked]:
    """The entries with these ids, in the language of the page."""
    language = get_language() or "nl"
    found = [shelf().entry(one, language) for one in ids]
    return [looked(entry) for entry in found if entry is not None]


def words_of(vocabulary: str, terms: tuple[str, ...]) -> list[str]:
    """The words of these terms in the language of the page."""
    known, language = shelf().surroundings.vocabularies[vocabulary], get_language() or "nl"
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
