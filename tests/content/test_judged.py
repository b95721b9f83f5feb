"""The judged search queries: enough of each kind, two fair halves, and only entries that stand on the shelf."""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from tests.content.test_methods import READER

QUERIES = sorted((Path(__file__).resolve().parents[2] / "bench/judged").glob("*.yaml"))
KINDS = ("compound", "inflection", "typo", "synonym", "sentence")
EXTRA = "english"
HALVES = ("tune", "report")
LEAST = 160
LEAST_OF_A_KIND = 32
USEFUL = 2

JUDGED: list[dict[str, Any]] = [one for path in QUERIES for one in yaml.safe_load(path.read_text())]
COUNTED = Counter((one["kind"], one["half"]) for one in JUDGED)
SHELF = {*READER.methods, *READER.knowledge}


def test_a_query_has_a_kind_a_half_and_judgements_and_nothing_else():
    assert [one for one in JUDGED if set(one) != {"query", "kind", "half", "relevant"}] == []
    assert {one["kind"] for one in JUDGED} == {*KINDS, EXTRA}
    assert {one["half"] for one in JUDGED} == {*HALVES}


def test_the_two_halves_hold_enough_queries_of_every_kind():
    of_a_kind = {kind: sum(COUNTED[kind, half] for half in HALVES) for kind in KINDS}
    assert sum(of_a_kind.values()) >= LEAST
    assert {kind: number for kind, number in of_a_kind.items() if number < LEAST_OF_A_KIND} == {}


def test_the_halves_differ_by_one_query_of_a_kind_at_most():
    assert [kind for kind in (*KINDS, EXTRA) if abs(COUNTED[kind, "tune"] - COUNTED[kind, "report"]) > 1] == []


def test_the_queries_of_a_kind_go_to_the_halves_in_turn_and_not_by_what_they_ask():
    for kind in (*KINDS, EXTRA):
        halves = [one["half"] for one in JUDGED if one["kind"] == kind]
        assert halves == [HALVES[place % 2] for place in range(len(halves))], kind


def test_no_query_stands_in_the_set_twice():
    asked = Counter(" ".join(one["query"].casefold().split()) for one in JUDGED)
    assert [query for query, times in asked.items() if times > 1 or not query] == []


def test_every_judged_entry_stands_on_the_shelf():
    assert {(one["query"], entry) for one in JUDGED for entry in one["relevant"] if entry not in SHELF} == set()


def test_a_grade_is_one_two_or_three_and_every_query_has_something_useful():
    grades = [grade for one in JUDGED for grade in one["relevant"].values()]
    assert {(type(grade), grade) for grade in grades} == {(int, 1), (int, 2), (int, 3)}
    assert [one["query"] for one in JUDGED if max(one["relevant"].values(), default=0) < USEFUL] == []
