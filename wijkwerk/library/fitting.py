"""What fits here? A guide over all methods: a situation in, at most seven methods out, each with its reasons.

No method gets a figure. The order follows rules that can be said aloud: what is made for what plays comes first, then
what has the fewest reasons against it, then what names first what plays here, then what fits the people and the rest of the
situation, then what asks least.
Where there are incidents, what is made for incidents comes before everything else: safety first (movisies-000,
lines 1319-1330).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from wijkwerk.library.method import Fit, Method
from wijkwerk.library.surroundings import Surroundings
from wijkwerk.words.condition import Given
from wijkwerk.words.question import Choice, Kind, Question

MOST = 7
INCIDENTS = "incidents"
# Each question: the field of a method that answers it, the vocabulary of its answers, and how many may be given.
ASKED: tuple[tuple[str, str, str, Kind], ...] = (
    ("plays", "plays", "plays", "many"),
    ("people", "people", "people", "many"),
    ("phase", "area_phases", "area-phases", "choice"),
    ("turn", "turns", "turns", "choice"),
    ("audience", "audience", "audience", "choice"),
    ("takes", "takes", "takes", "choice"),
)
ASKS = {
    "plays": ("Wat speelt er?", "What plays?"),
    "people": ("Om wie gaat het vooral?", "Who is it mostly about?"),
    "phase": ("Hoe is het in de buurt?", "How are things in the neighbourhood?"),
    "turn": ("Wat wil je nu doen?", "What do you want to do now?"),
    "audience": ("Wie ben jij hierin?", "Who are you in this?"),
    "takes": ("Hoeveel tijd is er?", "How much time is there?"),
}
OURS = "onze vragen, om in alle methoden tegelijk te kunnen zoeken"


class Reason(NamedTuple):
    """One question of the situation, and the words that speak for or against."""

    question: str
    terms: tuple[str, ...]


class Fitting(NamedTuple):
    """A method that fits, with what speaks for it and against it here."""

    method: Method
    fit: Fit
    because: tuple[Reason, ...]
    not_because: tuple[Reason, ...]


def questions(around: Surroundings, language: str = "nl") -> tuple[Question, ...]:
    """What is asked about the situation; every question may be skipped. The answers are the words of vocabularies."""
    return tuple(
        Question(
            id=question,
            ask=ASKS[question][1 if language == "en" else 0],
            kind=kind,
            options=tuple(
                Choice(id=term.id, label=term.words(language), ours=OURS)
                for term in around.vocabularies[vocabulary].values()
            ),
            ours=OURS,
        )
        for question, _, vocabulary, kind in ASKED
    )


def fitting(methods: Iterable[Method], situation: Mapping[str, Given], around: Surroundings) -> tuple[Fitting, ...]:
    """The methods that fit the situation, at most seven, best first; nothing when none is made for what plays."""
    paces = list(around.vocabularies["takes"])
    found = [one for method in methods if (one := _weighed(method, situation, paces)) is not None]
    found.sort(key=lambda one: _order(one, situation, paces))
    return tuple(found[:MOST])


def _weighed(method: Method, situation: Mapping[str, Given], paces: list[str]) -> Fitting | None:
    """What speaks for and against; None for a method that is not made for what plays, or for whom it is about."""
    if method.fit is None:
        return None
    because, against = [], []
    for question, field, _, _ in ASKED:
        wanted = _several(situation.get(question))
        if not wanted:
            continue
        named = (method.fit.takes,) if question == "takes" else getattr(method, field)
        enough = paces[: paces.index(wanted[0]) + 1] if question == "takes" else wanted
        had = tuple(term for term in named if term in enough)
        if had:
            because.append(Reason(question, had))
        elif named:
            against.append(Reason(question, named))
    made_for = {reason.question for reason in because}
    asked = [question for question in ("plays", "people") if situation.get(question)] or [*situation]
    if asked[0] not in made_for if asked else True:
        return None
    return Fitting(method, method.fit, tuple(because), tuple(against))


def _order(one: Fitting, situation: Mapping[str, Given], paces: list[str]) -> tuple[object, ...]:
    named = {"plays": (), **{reason.question: reason.terms for reason in one.because}}
    matched = {reason.question: len(reason.terms) for reason in one.because}
    return (
        situation.get("phase") == INCIDENTS and "phase" not in matched,
        -matched.get("plays", 0),
        len(one.not_because),
        min((one.method.plays.index(play) for play in named["plays"]), default=0),
        -len(matched),
        -matched.get("people", 0),
        len(one.method.plays) - matched.get("plays", 0),
        paces.index(one.fit.takes),
        one.method.title,
    )


def _several(given: Given | None) -> tuple[str, ...]:
    return given if isinstance(given, tuple) else () if given is None else (str(given),)
