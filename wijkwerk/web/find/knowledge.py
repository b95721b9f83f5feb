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


FACTS: dict[str, tuple[tuple[str, str | Promise], ...]] = {
    "persona": (("age", gettext_lazy("Leeftijd")),),
    "story": (("who", gettext_lazy("Wie")),),
    "practice": (("where", gettext_lazy("Waar")), ("who", gettext_lazy("Wie"))),
    "intervention": (("by", gettext_lazy("Van wie")),),
    "module": (
        ("form", gettext_lazy("Vorm")), ("by", gettext_lazy("Van wie")), ("hours", gettext_lazy("Duur")), ("certificate", gettext_lazy("Bewijs")),
        ("points", gettext_lazy("Punten")), ("costs", gettext_lazy("Kosten")), ("web", gettext_lazy("Op internet")),
    ),
    "tool": (("form", gettext_lazy("Wat het is")), ("web", gettext_lazy("Op internet"))),
    "provision": (("run_by", gettext_lazy("Wie het doet")),),
    "organisation": (("form", gettext_lazy("Wat het is")), ("place", gettext_lazy("Waar")), ("phone", gettext_lazy("Telefoon")), ("web", gettext_lazy("Op internet"))),
    "programme": (("by", gettext_lazy("Van wie")), ("period", gettext_lazy("Wanneer"))),
    "publication": (("form", gettext_lazy("Wat het is")), ("by", gettext_lazy("Van wie")), ("year", gettext_lazy("Jaar")), ("web", gettext_lazy("Op internet"))),
    "event": (("form", gettext_lazy("Wat het is")), ("by", gettext_lazy("Van wie")), ("on", gettext_lazy("Wanneer")), ("place", gettext_lazy("Waar"))),
    "scheme": (("form", gettext_lazy("Wat het is")), ("by", gettext_lazy("Van wie")), ("since", gettext_lazy("Sinds"))),
    "figure": (("when", gettext_lazy("Wanneer gemeten")), ("measured_by", gettext_lazy("Door wie gemeten"))),
}  # fmt: skip
SECTIONS: dict[str, tuple[Section, ...]] = {
    "dossier": (
        Section("facts", gettext_lazy("Wat we weten"), "said"),
        Section("works", gettext_lazy("Wat werkt"), "named"),
        Section("does_not_work", gettext_lazy("Wat niet werkt"), "named"),
        Section("roles", gettext_lazy("Wie kan wat doen?"), "named"),
        Section("approaches", gettext_lazy("Aanpakken die kansrijk zijn"), "named"),
        Section("gaps", gettext_lazy("Wat we nog niet weten"), "said"),
    ),
    "mechanism": (
        Section("chain", gettext_lazy("De ketting"), "chain"),
        Section("conditions", gettext_lazy("Wanneer houdt de ketting?"), "said"),
        Section("carried_by", gettext_lazy("Wat dit in gang zet"), "entries"),
    ),
    "intervention": (
        Section("aim", gettext_lazy("Waarvoor"), "prose"),
        Section("steps", gettext_lazy("Zo gaat het"), "said"),
        Section("results", gettext_lazy("Wat het bracht"), "said"),
        Section("limits", gettext_lazy("Wat je er niet uit mag besluiten"), "said"),
        Section("mechanisms", gettext_lazy("Waarom het werkt"), "entries"),
    ),
    "persona": (
        Section("situation", gettext_lazy("Zo leeft deze mens"), "prose"),
        Section("traits", gettext_lazy("Wie dit is"), "named"),
        Section("wishes", gettext_lazy("Wat deze mens wil"), "said"),
        Section("obstacles", gettext_lazy("Wat in de weg zit"), "said"),
        Section("asks", gettext_lazy("Vraag dit bij je plan of tekst"), "said"),
    ),
    "story": (
        Section("happened", gettext_lazy("Wat er gebeurde"), "said"),
        Section("teaches", gettext_lazy("Wat je ervan leert"), "said"),
    ),
    "practice": (
        Section("did", gettext_lazy("Wat ze deden"), "said"),
        Section("results", gettext_lazy("Wat het bracht"), "said"),
        Section("lessons", gettext_lazy("Wat ze anderen meegeven"), "said"),
    ),
    "module": (Section("learns", gettext_lazy("Wat je leert"), "said"),),
    "tool": (
        Section("functions", gettext_lazy("Wat je ermee kunt"), "said"),
        Section("strengths", gettext_lazy("Waar het goed in is"), "said"),
        Section("limits", gettext_lazy("Waar je op let"), "said"),
        Section("used_by", gettext_lazy("Wie het gebruikt"), "said"),
    ),
    "provision": (
        Section("offers", gettext_lazy("Wat je er vindt"), "said"),
        Section("examples", gettext_lazy("Voorbeelden"), "said"),
    ),
    "organisation": (Section("does", gettext_lazy("Wat ze doen"), "said"),),
    "programme": (
        Section("aim", gettext_lazy("Waarvoor"), "prose"),
        Section("parts", gettext_lazy("Waaruit het bestaat"), "named"),
        Section("results", gettext_lazy("Wat het bracht"), "said"),
    ),
    "publication": (Section("says", gettext_lazy("Wat erin staat"), "said"),),
    "event": (Section("about", gettext_lazy("Waar het over ging"), "said"),),
    "scheme": (
        Section("arranges", gettext_lazy("Wat het regelt"), "said"),
        Section("pinches", gettext_lazy("Waar het knelt"), "said"),
    ),
    "figure": (
        Section("counts", gettext_lazy("Wat is er geteld?"), "prose"),
        Section("whom", gettext_lazy("Wie telt mee?"), "prose"),
        Section("do_not_compare", gettext_lazy("Waarmee vergelijk je het niet?"), "prose"),
        Section("compare_with", gettext_lazy("Leg het hiernaast"), "entries"),
    ),
    "concept": (
        Section("means", gettext_lazy("Wat het betekent"), "prose"),
        Section("parts", gettext_lazy("Waaruit het bestaat"), "named"),
        Section("use", gettext_lazy("Zo gebruik je het"), "said"),
        Section("beware", gettext_lazy("Let op"), "said"),
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
