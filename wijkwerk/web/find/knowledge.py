"""How each kind of knowledge is told: which of its fields come first, under what words, in what shape."""

from datetime import date
from typing import Any, Literal, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.library.entry import Entry
from wijkwerk.library.knowledge import Dossier, Persona, type_of
from wijkwerk.web.find.entries import Looked, look_up
from wijkwerk.words.period import is_day

Layout = Literal["prose", "said", "named", "chain", "entries"]


class Section(NamedTuple):
    """One field of an entry with its words, and how it is laid out."""

    field: str
    title: str | Promise
    layout: Layout
    content: Any = None


class Fact(NamedTuple):
    """A short fact at the head of the page."""

    label: str | Promise
    text: str
    url: str = ""


class Action(NamedTuple):
    """What one can do from here."""

    label: str
    url: str


_l = gettext_lazy
FACTS: dict[str, tuple[tuple[str, str | Promise], ...]] = {
    "persona": (("age", _l("Leeftijd")),),
    "story": (("who", _l("Wie")),),
    "practice": (("where", _l("Waar")), ("who", _l("Wie"))),
    "intervention": (("by", _l("Van wie")),),
    "module": (
        ("form", _l("Vorm")), ("by", _l("Van wie")), ("hours", _l("Duur")), ("certificate", _l("Bewijs")),
        ("points", _l("Punten")), ("costs", _l("Kosten")), ("web", _l("Op internet")),
    ),
    "tool": (("form", _l("Wat het is")), ("web", _l("Op internet"))),
    "provision": (("run_by", _l("Wie het doet")),),
    "organisation": (("form", _l("Wat het is")), ("place", _l("Waar")), ("phone", _l("Telefoon")), ("web", _l("Op internet"))),
    "programme": (("by", _l("Van wie")), ("period", _l("Wanneer"))),
    "publication": (("form", _l("Wat het is")), ("by", _l("Van wie")), ("year", _l("Jaar")), ("web", _l("Op internet"))),
    "event": (("form", _l("Wat het is")), ("by", _l("Van wie")), ("on", _l("Wanneer")), ("place", _l("Waar"))),
    "scheme": (("form", _l("Wat het is")), ("by", _l("Van wie")), ("since", _l("Sinds"))),
    "figure": (("when", _l("Wanneer gemeten")), ("measured_by", _l("Door wie gemeten"))),
}  # fmt: skip
SECTIONS: dict[str, tuple[Section, ...]] = {
    "dossier": (
        Section("facts", _l("Wat we weten"), "said"),
        Section("works", _l("Wat werkt"), "named"),
        Section("does_not_work", _l("Wat niet werkt"), "named"),
        Section("roles", _l("Wie kan wat doen?"), "named"),
        Section("approaches", _l("Aanpakken die kansrijk zijn"), "named"),
        Section("gaps", _l("Wat we nog niet weten"), "said"),
    ),
    "mechanism": (
        Section("chain", _l("De ketting"), "chain"),
        Section("conditions", _l("Wanneer houdt de ketting?"), "said"),
        Section("carried_by", _l("Wat dit in gang zet"), "entries"),
    ),
    "intervention": (
        Section("aim", _l("Waarvoor"), "prose"),
        Section("steps", _l("Zo gaat het"), "said"),
        Section("results", _l("Wat het bracht"), "said"),
        Section("limits", _l("Wat je er niet uit mag besluiten"), "said"),
        Section("mechanisms", _l("Waarom het werkt"), "entries"),
    ),
    "persona": (
        Section("situation", _l("Zo leeft deze mens"), "prose"),
        Section("traits", _l("Wie dit is"), "named"),
        Section("wishes", _l("Wat deze mens wil"), "said"),
        Section("obstacles", _l("Wat in de weg zit"), "said"),
        Section("asks", _l("Vraag dit bij je plan of tekst"), "said"),
    ),
    "story": (
        Section("happened", _l("Wat er gebeurde"), "said"),
        Section("teaches", _l("Wat je ervan leert"), "said"),
    ),
    "practice": (
        Section("did", _l("Wat ze deden"), "said"),
        Section("results", _l("Wat het bracht"), "said"),
        Section("lessons", _l("Wat ze anderen meegeven"), "said"),
    ),
    "module": (Section("learns", _l("Wat je leert"), "said"),),
    "tool": (
        Section("functions", _l("Wat je ermee kunt"), "said"),
        Section("strengths", _l("Waar het goed in is"), "said"),
        Section("limits", _l("Waar je op let"), "said"),
        Section("used_by", _l("Wie het gebruikt"), "said"),
    ),
    "provision": (
        Section("offers", _l("Wat je er vindt"), "said"),
        Section("examples", _l("Voorbeelden"), "said"),
    ),
    "organisation": (Section("does", _l("Wat ze doen"), "said"),),
    "programme": (
        Section("aim", _l("Waarvoor"), "prose"),
        Section("parts", _l("Waaruit het bestaat"), "named"),
        Section("results", _l("Wat het bracht"), "said"),
    ),
    "publication": (Section("says", _l("Wat erin staat"), "said"),),
    "event": (Section("about", _l("Waar het over ging"), "said"),),
    "scheme": (
        Section("arranges", _l("Wat het regelt"), "said"),
        Section("pinches", _l("Waar het knelt"), "said"),
    ),
    "figure": (
        Section("counts", _l("Wat is er geteld?"), "prose"),
        Section("whom", _l("Wie telt mee?"), "prose"),
        Section("do_not_compare", _l("Waarmee vergelijk je het niet?"), "prose"),
        Section("compare_with", _l("Leg het hiernaast"), "entries"),
    ),
    "concept": (
        Section("means", _l("Wat het betekent"), "prose"),
        Section("parts", _l("Waaruit het bestaat"), "named"),
        Section("use", _l("Zo gebruik je het"), "said"),
        Section("beware", _l("Let op"), "said"),
    ),
}


def facts_of(entry: Entry) -> list[Fact]:
    """The short facts of the entry that are there."""
    told = [(label, getattr(entry, field), field) for field, label in FACTS.get(type_of(entry), ())]
    return [Fact(label, str(text), _address(field, str(text))) for label, text, field in told if text is not None]


def _address(field: str, text: str) -> str:
    if field == "phone":
        return f"tel:{text.replace(' ', '')}"
    is_site = field == "web" and "." in text and not text.startswith(("http:", "https:")) and " " not in text
    return f"https://{text}" if is_site else text if text.startswith("https://") else ""


def sections_of(entry: Entry) -> list[Section]:
    """The sections of the entry that have something to say; ids are looked up."""
    told = []
    for section in SECTIONS[type_of(entry)]:
        content = getattr(entry, section.field)
        if section.layout == "entries":
            content = look_up(content)
        if content:
            told.append(section._replace(content=content))
    return told


def related_to(entry: Entry) -> list[Looked]:
    """What belongs with the entry and is not told of elsewhere on its page."""
    return look_up(entry.see_also)


def actions_of(entry: Entry) -> list[Action]:
    """What one can do from this entry: hold a plan against it, test a text, carry it out."""
    found = []
    if isinstance(entry, Dossier) and entry.check:
        found.append(Action(_("Houd je eigen plan ertegen"), reverse("find:check", args=[entry.check])))
    if isinstance(entry, Persona) and entry.test:
        found.append(Action(_("Toets een tekst of plan"), reverse("find:check", args=[entry.test])))
    if method := getattr(entry, "method", None):
        found.append(Action(_("Doe dit zelf"), reverse("find:method", args=[method])))
    return found


def year_overdue(entry: Entry, today: date) -> str:
    """The year a dossier was last looked through, when that is more than a year ago; else nothing."""
    if not isinstance(entry, Dossier) or not is_day(entry.reviewed):
        return ""
    year = entry.reviewed[:4]
    return year if int(year) + 1 < today.year else ""
