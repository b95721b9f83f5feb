"""“Wat past hier?” over all methods, and methods side by side, in the words of the page."""

from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.library.fitting import ASKED, INCIDENTS, MOST, Fitting, Reason, fitting, questions
from wijkwerk.library.method import Method
from wijkwerk.web.find.entries import Looked, language_of, looked, words_of
from wijkwerk.web.find.forms import Questions
from wijkwerk.web.find.queries import part_names
from wijkwerk.web.find.shelves import browser, shelf
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.words.condition import Given
from wijkwerk.words.question import Question, read_all
from wijkwerk.words.refusal import Refused
from wijkwerk.words.source import Said

MOST_COMPARED = 3
MOST_DOSSIERS = 3
CHANGE = "verander"
VOCABULARY = {question: vocabulary for question, _, vocabulary, _ in ASKED}
FOR: dict[str, str | Promise] = {
    "plays": gettext_lazy("Gaat over: %(words)s"),
    "people": gettext_lazy("Is er voor: %(words)s"),
    "phase": gettext_lazy("Is gemaakt voor een buurt met: %(words)s"),
    "turn": gettext_lazy("Is om te: %(words)s"),
    "audience": gettext_lazy("Jij kunt het doen: %(words)s"),
    "takes": gettext_lazy("Past in de tijd die er is: %(words)s"),
}
AGAINST: dict[str, str | Promise] = {
    "plays": gettext_lazy("Gaat over iets anders: %(words)s"),
    "people": gettext_lazy("Is vooral voor: %(words)s"),
    "phase": gettext_lazy("Is gemaakt voor een buurt met: %(words)s"),
    "turn": gettext_lazy("Is meer om te: %(words)s"),
    "audience": gettext_lazy("Is vooral te doen door: %(words)s"),
    "takes": gettext_lazy("Vraagt meer tijd: %(words)s"),
}


class Offer(NamedTuple):
    """A method that fits, as a colleague would tell it."""

    method: Method
    language: str
    does: list[str]
    because: list[str]
    said_because: tuple[Said, ...]
    not_because: list[str]
    said_not_because: tuple[Said, ...]
    conditions: tuple[Said, ...]
    takes: str
    effort: str
    ground: str
    first_step: str


class Asked(NamedTuple):
    """The form, whether something was asked, what was said, and what fits."""

    form: Questions
    is_asked: bool
    answers: str
    given: list[tuple[Question, str]]
    offers: list[Offer]
    dossiers: list[Looked]
    is_unsafe: bool


class Compared(NamedTuple):
    """One row of methods side by side."""

    label: str
    cells: list[Any]


def ask(data: QueryDict) -> Asked:
    """What fits the situation in the address; the answers are kept nowhere."""
    language = language_of_page()
    asked = questions(shelf().surroundings, language)
    answers = data.copy()
    answers.pop(CHANGE, None)
    form = Questions(asked, answers or None)
    situation: dict[str, Given] = {}
    try:
        situation = read_all(asked, form.answers()) if answers else {}
    except Refused as refusal:
        form.tell(refusal, language)
    methods = [shelf().method(one.id, language) or one for one in shelf()]
    return Asked(
        form=form,
        is_asked=bool(situation) and CHANGE not in data,
        answers=answers.urlencode(),
        given=[(one, ", ".join(map(one.label, _several(situation[one.id])))) for one in asked if one.id in situation],
        offers=[_offer(one) for one in fitting(methods, situation, shelf().surroundings)],
        dossiers=_dossiers(_several(situation["plays"])) if "plays" in situation else [],
        is_unsafe=situation.get("phase") == INCIDENTS,
    )


def _dossiers(plays: tuple[str, ...]) -> list[Looked]:
    """What is known about what plays: the dossiers that are about most of it."""
    here = browser(language_of_page())
    found = [(len({*entry.plays} & {*plays}), entry) for entry in here.listed(here.narrowed({"type": "dossier"}))]
    found.sort(key=lambda one: -one[0])
    return [looked(entry) for shared, entry in found[:MOST_DOSSIERS] if shared]


def _several(given: Given) -> tuple[str, ...]:
    return given if isinstance(given, tuple) else (str(given),)


def _offer(one: Fitting) -> Offer:
    return Offer(
        method=one.method,
        language=language_of(one.method),
        does=part_names(one.method),
        because=[_sentence(FOR, reason) for reason in one.because],
        said_because=one.fit.because,
        not_because=[_sentence(AGAINST, reason) for reason in one.not_because],
        said_not_because=one.fit.not_because,
        conditions=one.fit.conditions,
        takes=words_of("takes", (one.fit.takes,))[0],
        effort=one.fit.effort,
        ground=_ground(one.method),
        first_step=one.fit.first_step,
    )


def _sentence(sentences: dict[str, str | Promise], reason: Reason) -> str:
    words = [word[:1].lower() + word[1:] for word in words_of(VOCABULARY[reason.question], reason.terms)]
    return f"{str(sentences[reason.question]) % {'words': ', '.join(words)}}."


def _ground(method: Method) -> str:
    return words_of("ground", (method.ground,))[0] if method.ground else ""


def compared(ids: list[str]) -> tuple[list[Method], list[Compared]]:
    """At most three methods and what people compare of them, row by row."""
    language = language_of_page()
    known = [shelf().method(one, language) for one in dict.fromkeys(ids)]
    methods = [method for method in known if method is not None][:MOST_COMPARED]
    fits = [method.fit for method in methods]
    rows = [
        Compared(_("Wat het is"), [method.summary for method in methods]),
        Compared(_("Wat je ermee doet"), [", ".join(part_names(method)) for method in methods]),
        Compared(_("Dit past als"), [fit.because if fit else () for fit in fits]),
        Compared(_("Doe dit niet als"), [fit.not_because if fit else () for fit in fits]),
        Compared(_("Dit moet er zijn"), [fit.conditions if fit else () for fit in fits]),
        Compared(_("Hoe lang het duurt"), [words_of("takes", (fit.takes,))[0] if fit else "" for fit in fits]),
        Compared(_("Wat het vraagt"), [fit.effort if fit else "" for fit in fits]),
        Compared(_("Waarop het steunt"), [_ground(method) for method in methods]),
        Compared(_("Voor wie"), [", ".join(words_of("audience", method.audience)) for method in methods]),
        Compared(_("Eerste stap"), [fit.first_step if fit else "" for fit in fits]),
    ]
    return methods, [row for row in rows if any(row.cells)]


__all__ = ["MOST", "MOST_COMPARED", "Asked", "Compared", "Offer", "ask", "compared"]
