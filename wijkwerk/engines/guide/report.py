"""Advice with its reasons: what fits, what comes first, what does not fit and why, and what is still open."""

from typing import NamedTuple

from wijkwerk.engines.guide import table
from wijkwerk.engines.guide.part import PHASE, First, Guide, Option
from wijkwerk.engines.guide.run import State
from wijkwerk.engines.guide.table import Verdict
from wijkwerk.words.area import Phase
from wijkwerk.words.condition import Facts, Given, Reason, decide

Advised = table.Advised[Option]


class PlacedPhase(NamedTuple):
    """The phase of the area, which signs say so, and whether people chose it themselves."""

    phase: Phase
    reasons: tuple[Reason, ...]
    is_chosen: bool


class Report(NamedTuple):
    """What page, API and print show."""

    facts: dict[str, Given]
    phase: PlacedPhase | None
    first: tuple[First, ...]
    options: tuple[Advised, ...]
    unanswered: tuple[str, ...]

    def ids(self, verdict: Verdict) -> list[str]:
        """The options with this verdict, in the order of the file."""
        return [advised.option.id for advised in self.options if advised.verdict == verdict]


def report(guide: Guide, state: State) -> Report:
    """The advice for what is known now."""
    facts = dict(state.facts)
    placed = _placed(guide, facts, state.phase)
    if placed:
        facts[PHASE] = placed.phase.id
    first = tuple(one for one in guide.first if decide(one.when, facts)[0])
    return Report(
        facts=facts,
        phase=placed,
        first=first,
        options=_in_order(guide.table.decide(facts), _waiting(first)),
        unanswered=tuple([question.id for question in guide.questions if question.id not in facts]),
    )


def _placed(guide: Guide, facts: Facts, chosen: str | None) -> PlacedPhase | None:
    """The phase people chose, or the first whose signs are there; none while the signs are open."""
    if chosen is not None and (phase := guide.phase(chosen)):
        return PlacedPhase(phase, (), True)
    for phase in guide.phases:
        if phase.when is None:
            continue
        outcome, reasons = decide(phase.when, facts)
        if outcome:
            return PlacedPhase(phase, reasons, False)
        if outcome is None:
            return None
    return None


def _in_order(advised: tuple[Advised, ...], waiting: dict[str, tuple[str, ...]]) -> tuple[Advised, ...]:
    """The advice, in which what fits but has to wait is for later."""
    if not waiting:
        return advised
    return tuple(
        one._replace(verdict="later", after=waiting[one.option.id])
        if one.verdict == "fits" and one.option.id in waiting
        else one
        for one in advised
    )


def _waiting(first: tuple[First, ...]) -> dict[str, tuple[str, ...]]:
    """Which options wait, and for what."""
    waiting: dict[str, tuple[str, ...]] = {}
    for one in first:
        for option in one.before:
            waiting[option] = (*waiting.get(option, ()), one.id)
    return waiting
