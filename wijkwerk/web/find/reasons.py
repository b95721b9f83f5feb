"""Clauses as sentences: why an option fits, why not, and which answer would tell."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from wijkwerk.words.area import Phase
from wijkwerk.words.condition import Answered, AtLeast, Clause, Facts, Is, OneOf, Outcome, Reason
from wijkwerk.words.question import Question

PHASE = "phase"


class Sentences:
    """Turns the clauses of one method into sentences, with its own questions and phases."""

    def __init__(self, questions: Iterable[Question], phases: Iterable[Phase] = (), *, facts: Facts) -> None:
        self._questions = {question.id: question for question in questions}
        self._phases = {phase.id: phase.title for phase in phases}
        self._facts = facts

    def of(self, reasons: Iterable[Reason]) -> list[str]:
        """One sentence for each question, in the order in which the clauses decided; that nobody gave a fact is no reason."""
        telling = [reason for reason in reasons if not (reason.outcome and reason.clause.fact not in self._facts)]
        together: dict[tuple[str, Outcome], list[Clause]] = {}
        for reason in telling:
            together.setdefault((reason.clause.fact, reason.outcome), []).append(reason.clause)
        return [self._sentence(fact, outcome, clauses) for (fact, outcome), clauses in together.items()]

    def _sentence(self, fact: str, outcome: Outcome, clauses: list[Clause]) -> str:
        """What was said, and for clauses that do not hold what was wanted instead."""
        ask = self._ask(fact)
        if outcome is None:
            return _("Dit weten we nog niet: %(ask)s") % {"ask": ask}
        if fact not in self._facts:
            return _("“%(ask)s” is niet beantwoord.") % {"ask": ask}
        said = self._said(fact)
        if outcome:
            return _("%(ask)s Je zegt: %(said)s.") % {"ask": ask, "said": said}
        wanted = _(" of ").join(dict.fromkeys(self._wanted(clause) for clause in clauses))
        return _("%(ask)s Je zegt: %(said)s. Hier past: %(wanted)s.") % {"ask": ask, "said": said, "wanted": wanted}

    def _ask(self, fact: str) -> str:
        if fact == PHASE and fact not in self._questions:
            return _("Hoe is het in de buurt?")
        return self._questions[fact].ask

    def _label(self, fact: str) -> Callable[[str], str]:
        if fact in self._questions:
            return self._questions[fact].label
        return lambda value: self._phases.get(value, value)

    def _said(self, fact: str) -> str:
        given = self._facts[fact]
        label = self._label(fact)
        return ", ".join(label(one) for one in given) if isinstance(given, tuple) else label(str(given))

    def _wanted(self, clause: Clause) -> str:
        label = self._label(clause.fact)
        match clause:
            case Is(is_=value):
                return label(value)
            case OneOf(one_of=values):
                return _(" of ").join(label(value) for value in values)
            case AtLeast(at_least=least):
                return _("%(least)s of meer") % {"least": least}
            case Answered(answered=answered):
                return _("beantwoord") if answered else _("niet beantwoord")
