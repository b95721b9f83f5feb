"""Asking a guide or a check without keeping it: the answers stand in the address, and are read anew each time."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.timezone import now

from wijkwerk.engines import KINDS
from wijkwerk.web.find.forms import Questions
from wijkwerk.words.question import Situation
from wijkwerk.words.refusal import Refused

PHASE_CHOSEN = "fase"
EXAMPLE = "voorbeeld"
CHANGE = "verander"


class Asking(NamedTuple):
    """The questions with what was answered, the report, and whether there is something to show."""

    form: Questions
    report: Any
    answers: str
    example: Situation | None
    phase_chosen: str
    is_asked: bool

    @classmethod
    def of(cls, kind: str, part: Any, asked: QueryDict, *, language: str) -> "Asking":
        """What was answered, or the answers of the example somebody chose to look at."""
        example = next((one for one in part.examples if one.id == asked.get(EXAMPLE)), None)
        data = _without_own_words(asked) if example is None else _filled(example)
        form = Questions(part.questions, data or None)
        engine = KINDS[kind]
        state = engine.start(part)
        try:
            for event in _events(kind, form, data):
                state = engine.apply(part, state, event, now=now())
        except Refused as refusal:
            form.tell(refusal, language)
        return cls(
            form=form,
            report=engine.report(part, state),
            answers=data.urlencode(),
            example=example,
            phase_chosen=data.get(PHASE_CHOSEN, ""),
            is_asked=bool(data) and CHANGE not in asked and not form.errors,
        )


def _events(kind: str, form: Questions, data: QueryDict) -> Iterator[dict[str, Any]]:
    if data:
        yield {"answered": {"facts": form.answers()}} if kind == "guide" else {"described": {"plan": form.answers()}}
    if kind == "guide" and data.get(PHASE_CHOSEN):
        yield {"phase-chosen": {"phase": data[PHASE_CHOSEN]}}


def _without_own_words(asked: QueryDict) -> QueryDict:
    answers = asked.copy()
    for own in (CHANGE, EXAMPLE):
        answers.pop(own, None)
    return answers


def _filled(example: Situation) -> QueryDict:
    filled = QueryDict(mutable=True)
    for name, given in example.facts.items():
        filled.setlist(name, [str(one) for one in given] if isinstance(given, tuple) else [str(given)])
    return filled
