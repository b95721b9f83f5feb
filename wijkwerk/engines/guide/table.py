"""Many conditions over the same facts, decided together.

What becomes of a condition depends only on which of its clauses hold. So each clause is looked at once for
all options, and what is said of an option is kept for every pattern of clauses that has been seen.
"""

from collections.abc import Iterable
from typing import Generic, Literal, NamedTuple, TypeVar

from wijkwerk.words.condition import Clause, Condition, Facts, Is, Outcome, Reason, clauses, decide, outcome_of

Verdict = Literal["fits", "later", "not", "open"]
VERDICTS: dict[Outcome, Verdict] = {True: "fits", False: "not", None: "open"}
MOST_PATTERNS = 256
Option = TypeVar("Option")


class Advised(NamedTuple, Generic[Option]):
    """One option with its verdict and the clauses that decided; `after` names what has to come first."""

    option: Option
    verdict: Verdict
    reasons: tuple[Reason, ...]
    after: tuple[str, ...] = ()


class Table(Generic[Option]):
    """Options in order, each with its condition; None stands for a condition that always holds."""

    def __init__(self, options: Iterable[tuple[Option, Condition | None]]) -> None:
        rows = tuple(options)
        found = dict.fromkeys(clause for _, when in rows if when is not None for clause in clauses(when))
        self._bits = {clause: 1 << place for place, clause in enumerate(found)}
        self._values, self._others = _by_value(self._bits)
        self._rows = [(self._mask(when), dict[int, Advised[Option]](), option, when) for option, when in rows]

    def decide(self, facts: Facts) -> tuple[Advised[Option], ...]:
        """What becomes of each option, with the clauses that decided it, in order."""
        looked = self._look(facts)
        return tuple(
            [
                seen.get(looked & mask) or self._advised(facts, looked & mask, seen, option, when)
                for mask, seen, option, when in self._rows
            ]
        )

    def _advised(
        self, facts: Facts, pattern: int, seen: dict[int, Advised[Option]], option: Option, when: Condition | None
    ) -> Advised[Option]:
        """The advice for a pattern of clauses that was not met before."""
        outcome, reasons = (True, ()) if when is None else decide(when, facts)
        advised = Advised(option, VERDICTS[outcome], reasons)
        if len(seen) < MOST_PATTERNS:
            seen[pattern] = advised
        return advised

    def _mask(self, when: Condition | None) -> int:
        """The clauses of one condition, among those that hold and among those that fail."""
        bits = 0 if when is None else sum({self._bits[clause] for clause in clauses(when)})
        return bits | bits << len(self._bits)

    def _look(self, facts: Facts) -> int:
        """Which clauses hold, and above them which fail, as bits; a clause in neither is open."""
        held = failed = 0
        for fact, (of_value, every) in self._values.items():
            given = facts.get(fact)
            if type(given) is str:
                bits = of_value.get(given, 0)
                held |= bits
                failed |= every & ~bits
            elif given is not None:
                for clause, bit in self._bits.items():
                    if type(clause) is Is and clause.fact == fact:
                        held, failed = _marked(held, failed, bit, outcome_of(clause, facts))
        for clause, bit in self._others:
            held, failed = _marked(held, failed, bit, outcome_of(clause, facts))
        return held | failed << len(self._bits)


def _marked(held: int, failed: int, bit: int, outcome: Outcome) -> tuple[int, int]:
    if outcome is None:
        return held, failed
    return (held | bit, failed) if outcome else (held, failed | bit)


def _by_value(bits: dict[Clause, int]) -> tuple[dict[str, tuple[dict[str, int], int]], list[tuple[Clause, int]]]:
    """The clauses "fact is value" per fact and value, and the clauses of other kinds."""
    values: dict[str, tuple[dict[str, int], int]] = {}
    others: list[tuple[Clause, int]] = []
    for clause, bit in bits.items():
        if isinstance(clause, Is):
            of_value, every = values.get(clause.fact, ({}, 0))
            of_value[clause.is_] = of_value.get(clause.is_, 0) | bit
            values[clause.fact] = (of_value, every | bit)
        else:
            others.append((clause, bit))
    return values, others
