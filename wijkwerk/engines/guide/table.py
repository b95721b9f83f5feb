"""Many conditions over the same facts, decided together.

What becomes of a condition depends only on which of its clauses hold. So each clause is looked at once for
all options, and the outcome with its reasons is kept for every pattern of clauses that has been seen.
"""

from collections.abc import Iterable

from wijkwerk.words.condition import Clause, Condition, Facts, Is, Outcome, Reason, clauses, decide, outcome_of

Decided = tuple[Outcome, tuple[Reason, ...]]
ALWAYS: Decided = (True, ())
MOST_PATTERNS = 256


class Table:
    """The conditions in order; None stands for a condition that always holds."""

    def __init__(self, conditions: Iterable[Condition | None]) -> None:
        self._conditions = tuple(conditions)
        found = dict.fromkeys(clause for one in self._conditions if one is not None for clause in clauses(one))
        self._bits = {clause: 1 << place for place, clause in enumerate(found)}
        self._values, self._others = _by_value(self._bits)
        self._rows = [
            (sum({self._bits[clause] for clause in clauses(one)}) if one is not None else 0, one, {})
            for one in self._conditions
        ]  # type: list[tuple[int, Condition | None, dict[tuple[int, int], Decided]]]

    def decide(self, facts: Facts) -> list[Decided]:
        """The outcome and the deciding clauses of each condition, in order."""
        held, failed = self._look(facts)
        answers = []
        for mask, condition, seen in self._rows:
            pattern = (held & mask, failed & mask)
            decided = seen.get(pattern)
            if decided is None:
                decided = ALWAYS if condition is None else decide(condition, facts)
                if len(seen) < MOST_PATTERNS:
                    seen[pattern] = decided
            answers.append(decided)
        return answers

    def _look(self, facts: Facts) -> tuple[int, int]:
        """Which clauses hold and which fail, as two sets of bits; a clause in neither is open."""
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
        return held, failed


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
