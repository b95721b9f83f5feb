"""Advice with reasons from a guide of forty options, beside zen-engine's decision table with the same rules."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import zen

from bench.pairs import Work, paired, spent
from bench.result import Result
from wijkwerk.engines import guide as engine
from wijkwerk.engines.guide.report import Report

OPTIONS, CONDITIONS, QUESTIONS, ANSWERS = 40, 4, 10, ("a", "b", "c")
SITUATIONS = 400
NOW = datetime(2026, 1, 1, tzinfo=UTC)

Situation = dict[str, str]


def measure() -> Iterator[Result]:
    """Ratios, after both were seen to give the same answers."""
    chance = random.Random(40)  # noqa: S311 - the same rules and situations in every run
    rules = [_rule(chance) for _ in range(OPTIONS)]
    situations = [_situation(chance, rules) for _ in range(SITUATIONS)]
    guide, table = our_guide(rules), zen_table(rules)
    check_same(guide, table, situations)

    for name, bar, answer in (("from facts", 5, ours), ("from what people typed, checked first", None, ours_checked)):
        pair = paired(each(answer, guide, situations), each(theirs, table, situations))
        yield Result(
            f"guide: {OPTIONS} options × {CONDITIONS} conditions with reasons, {name}, beside zen-engine's table",
            pair.ratio_of_cpu, "×", "at least", bar, 20 if bar else None,
            f"{pair.ours / SITUATIONS * 1e6:.0f} beside {pair.theirs / SITUATIONS * 1e6:.0f} µs, "
            f"{pair.ratio:.1f} × by the clock",
        )  # fmt: skip
    yield first_time(rules, situations)


def first_time(rules: list[Situation], situations: list[Situation]) -> Result:
    """The same with a guide that was never asked before: nothing is remembered from an earlier answer."""
    tables = [zen_table(rules) for _ in range(5)]
    ratios = []
    for table in tables:
        guide = our_guide(rules)
        guide.table  # noqa: B018 - made when the guide is read, as zen's table is
        theirs(table, situations[0])
        one, other = spent(lambda g=guide: ours(g, situations[0])), spent(lambda t=table: theirs(t, situations[0]))  # type: ignore[misc]
        ratios.append(other.wall / one.wall)
    return Result("guide: its very first answer", sorted(ratios)[2], "×", "at least")


def each(answer: Callable[[Any, Situation], object], rules: Any, situations: list[Situation]) -> Work:
    """All situations in turn, nothing kept."""

    def work() -> None:
        for facts in situations:
            answer(rules, facts)

    return work


def ours(guide: engine.Part, facts: Situation) -> Report:
    """From facts, as zen-engine has them, to the report that a page shows."""
    return engine.report(guide, engine.State(facts={**facts}))


def ours_checked(guide: engine.Part, facts: Situation) -> Report:
    """The same after each answer was held beside its question, which zen-engine leaves to others."""
    state = engine.apply(guide, engine.start(guide), {"answered": {"facts": facts}}, now=NOW)
    return engine.report(guide, state)


def theirs(table: Any, facts: Situation) -> Any:
    """The rows of the decision table that fit."""
    return table.evaluate(facts)


def check_same(guide: engine.Part, table: Any, situations: list[Situation]) -> None:
    """A ratio counts only where the answers agree, and where there is something to agree on."""
    found = 0
    for facts in situations:
        fits = ours(guide, facts).ids("fits")
        assert ours(guide, facts) == ours_checked(guide, facts)
        assert fits == [row["option"] for row in theirs(table, facts)["result"]], facts
        found += bool(fits)
    assert SITUATIONS // 3 < found < SITUATIONS, f"{found} situations have a fitting option"


def our_guide(rules: list[Situation]) -> engine.Part:
    """The rules as the guide of a method file."""
    choices = [{"id": answer, "label": f"Antwoord {answer}"} for answer in ANSWERS]
    return engine.Part.model_validate(
        {
            "ours": "om te meten",
            "questions": [{"id": fact, "ask": f"Hoe is {fact}?", "options": choices} for fact in _facts()],
            "options": [
                {
                    "id": f"option-{number}",
                    "title": f"Optie {number}",
                    "summary": "Iets wat je kunt doen.",
                    "when": {"all": [{"fact": fact, "is": answer} for fact, answer in rule.items()]},
                }
                for number, rule in enumerate(rules)
            ],
        }
    )


def zen_table(rules: list[Situation]) -> Any:
    """The rules as a decision table that collects every row that fits."""
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": fact, "name": fact, "field": fact, "type": "expression"} for fact in _facts()],
        "outputs": [{"id": "out", "name": "option", "field": "option", "type": "expression"}],
        "rules": [
            {"_id": str(number), "out": f'"option-{number}"'}
            | {fact: f'"{rule[fact]}"' if fact in rule else "" for fact in _facts()}
            for number, rule in enumerate(rules)
        ],
    }
    place = {"x": 0, "y": 0}
    graph = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "position": place},
            {"id": "table", "name": "table", "type": "decisionTableNode", "position": place, "content": content},
            {"id": "end", "name": "end", "type": "outputNode", "position": place},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "2", "sourceId": "table", "targetId": "end", "type": "edge"},
        ],
    }
    return zen.ZenEngine().create_decision(json.dumps(graph))


def _facts() -> list[str]:
    return [f"f{number}" for number in range(QUESTIONS)]


def _rule(chance: random.Random) -> Situation:
    return {fact: chance.choice(ANSWERS) for fact in chance.sample(_facts(), CONDITIONS)}


def _situation(chance: random.Random, rules: list[Situation]) -> Situation:
    """Most of what one rule asks and some more: questions are skipped, as people do."""
    fitting = chance.choice(rules) if chance.random() < 0.8 else {}
    given = {fact: chance.choice(ANSWERS) for fact in _facts() if chance.random() < 0.8}
    return given | fitting
