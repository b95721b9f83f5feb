"""Published counts stand up to the attacks that are known: nobody's answer can be worked out, and nothing is made up."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwerk.analysis.representation import FLOOR
from wijkwerk.analysis.small_cells import (
    BASE,
    FEWEST_A_CELL,
    TOGETHER,
    could_be,
    is_full_enough,
    may_stand_beside,
    rounded,
    rounded_all,
)
from wijkwerk.analysis.tally import tally

SECRET = b"a secret for the tests only"
TABLES = 200
MOST_ANSWERS = 5
# Between how many people to a cell, on average, random tables are drawn.
FULL, THIN = (FEWEST_A_CELL, 12), (0.5, FEWEST_A_CELL)
names = st.frozensets(st.text(min_size=1, max_size=4), max_size=30)


def people(number: int, mark: str = "") -> frozenset[str]:
    return frozenset(f"{mark}-{one}" for one in range(number))


# --- what a figure is ---


@settings(derandomize=True)
@given(names)
def test_a_figure_is_a_five_next_to_the_count(records):
    shown = rounded(records, secret=SECRET)

    assert shown % BASE == 0
    assert abs(shown - len(records)) < BASE
    assert len(records) in could_be(shown)


@settings(derandomize=True)
@given(names, st.randoms(use_true_random=False))
def test_the_same_people_always_give_the_same_figure(records, chance):
    again = sorted(records)
    chance.shuffle(again)

    assert {rounded(again, secret=SECRET) for _ in range(3)} == {rounded(records, secret=SECRET)}


@pytest.mark.parametrize("number", range(0, 60, BASE))
def test_a_count_that_is_a_five_stays(number):
    assert {rounded(people(number, str(lot)), secret=SECRET) for lot in range(50)} == {number}


def test_nobody_is_published_as_nobody_and_a_few_people_sometimes_too():
    assert rounded([], secret=SECRET) == 0
    assert 0 in {rounded(people(4, str(lot)), secret=SECRET) for lot in range(50)}
    assert could_be(0) == range(5)


def test_names_that_run_together_are_other_people():
    """A lot over the joined names could not tell these apart."""
    others = [({f"{lot}a", "b"}, {f"{lot}", "ab"}) for lot in range(200)]

    assert any(rounded(one, secret=SECRET) != rounded(other, secret=SECRET) for one, other in others)


def test_another_secret_draws_other_lots():
    crowds = [people(2, str(lot)) for lot in range(200)]

    assert [rounded(one, secret=SECRET) for one in crowds] != [rounded(one, secret=SECRET[::-1]) for one in crowds]


def test_a_secret_that_hides_nothing_is_refused():
    with pytest.raises(ValueError, match="too short"):
        rounded(["a"], secret=b"short")


# --- nothing is made up: right on average ---


def test_rounding_is_right_on_average():
    crowds = [people(number % 23, f"crowd {number}") for number in range(40_000)]
    errors = [rounded(crowd, secret=SECRET) - len(crowd) for crowd in crowds]

    assert abs(sum(errors) / len(errors)) < 0.05


@pytest.mark.parametrize("above", range(1, BASE))
def test_a_count_goes_up_as_often_as_it_is_above_a_five(above):
    ups = sum(rounded(people(10 + above, f"{lot}"), secret=SECRET) == 15 for lot in range(5_000))

    assert abs(ups / 5_000 - above / BASE) < 0.025


# --- the attack by linear programme: what do cells and margins together give away? ---


@dataclass(frozen=True)
class Arc:
    """People that run from one node to the next: how many there are, and between which numbers the attacker knows it."""

    tail: str
    head: str
    count: int
    least: int
    most: int


def span_of(arcs: list[Arc], at: int) -> tuple[int, int]:
    """The least and the most the attacker can prove about one arc, exactly.

    A table with its margins is a network, in which this linear programme is a greatest flow. The attacker does not
    know the true table, but what is reached from it is what is possible.
    """
    return reached(arcs, at, -1), reached(arcs, at, 1)


def reached(arcs: list[Arc], at: int, way: int) -> int:
    counts = [arc.count for arc in arcs]
    wanted = arcs[at]
    start, end = (wanted.head, wanted.tail) if way > 0 else (wanted.tail, wanted.head)
    leaving: dict[str, list[int]] = {}
    for number, arc in enumerate(arcs):
        if number != at:
            leaving.setdefault(arc.tail, []).append(number)
            leaving.setdefault(arc.head, []).append(number)
    while (room := wanted.most - counts[at] if way > 0 else counts[at] - wanted.least) > 0:
        path = find_path(arcs, counts, leaving, start, end)
        if path is None:
            break
        for number, direction in path:
            arc = arcs[number]
            room = min(room, arc.most - counts[number] if direction > 0 else counts[number] - arc.least)
        for number, direction in path:
            counts[number] += direction * room
        counts[at] += way * room
    return counts[at]


def find_path(arcs, counts, leaving, start, end):
    came: dict[str, tuple[str, int, int] | None] = {start: None}
    queue = deque([start])
    while queue and end not in came:
        node = queue.popleft()
        for number in leaving.get(node, ()):
            arc = arcs[number]
            forward = arc.tail == node
            other = arc.head if forward else arc.tail
            has_room = counts[number] < arc.most if forward else counts[number] > arc.least
            if other not in came and has_room:
                came[other] = (node, number, 1 if forward else -1)
                queue.append(other)
    if end not in came:
        return None
    path, node = [], end
    while (step := came[node]) is not None:
        path.append((step[1], step[2]))
        node = step[0]
    return path


def a_table(chance: np.random.Generator, how_many: tuple[float, float] = FULL) -> np.ndarray:
    """A random table of 4 to 12 by 3 to 7 cells, as the study drew them."""
    shape = (int(chance.integers(4, 13)), int(chance.integers(3, 8)))
    return chance.poisson(chance.uniform(*how_many), shape)


def arcs_of(table: np.ndarray, known) -> list[Arc]:
    """Cells first, row by row; then the margins; `known` says what the attacker knows of a set of people."""
    rows, columns = table.shape
    crowd = {
        (row, column): people(int(table[row, column]), f"{row}.{column}") for row, column in np.ndindex(rows, columns)
    }

    def union(cells):
        return frozenset[str]().union(*(crowd[cell] for cell in cells))

    arcs = [arc(f"r{row}", f"c{column}", crowd[row, column], known) for row, column in np.ndindex(rows, columns)]
    arcs += [arc("all", f"r{row}", union((row, column) for column in range(columns)), known) for row in range(rows)]
    arcs += [arc(f"c{column}", "end", union((row, column) for row in range(rows)), known) for column in range(columns)]
    return [*arcs, arc("end", "all", union(crowd), known)]


def arc(tail, head, crowd, known) -> Arc:
    least, most = known(crowd)
    return Arc(tail, head, len(crowd), least, most)


def as_published(mark: str):
    def known(crowd):
        behind = could_be(rounded([f"{mark}{one}" for one in crowd], secret=SECRET))
        return behind[0], behind[-1]

    return known


def small_cells_blanked(crowd):
    """The control: blank 1 to 4 and publish the rest as it is."""
    return (1, 4) if 1 <= len(crowd) <= 4 else (len(crowd), len(crowd))


def attacked(known_of, tables: int, how_many: tuple[float, float] = FULL) -> tuple[int, int, int]:
    """Over random tables: how many small cells there were, how many were found exactly, how many within less than 4."""
    chance = np.random.default_rng(2026)
    small = exact = narrow = 0
    for number in range(tables):
        table = a_table(chance, how_many)
        arcs = arcs_of(table, known_of(number))
        for at, count in enumerate(table.flat):
            if 1 <= count <= 4:
                least, most = span_of(arcs, at)
                assert least <= count <= most
                small, exact, narrow = small + 1, exact + (least == most), narrow + (most - least < 4)
    return small, exact, narrow


def test_cells_and_margins_together_give_nobody_away():
    small, exact, narrow = attacked(lambda number: as_published(f"table {number} "), TABLES)

    assert small > 1_000
    assert exact == 0
    assert narrow / small < 0.01


def test_the_attack_would_find_them_if_small_cells_were_only_blanked():
    small, exact, _narrow = attacked(lambda _number: small_cells_blanked, 40, how_many=(6, 12))

    assert exact / small > 0.5


def test_a_table_with_too_few_people_for_its_cells_is_not_published():
    """Nobody is found exactly in those either, but the range of some is narrow: that is why there is a rule."""
    small, exact, narrow = attacked(lambda number: as_published(f"thin {number} "), TABLES, how_many=THIN)

    assert exact == 0
    assert narrow / small > 0.01
    assert [is_full_enough(people, 10) for people in (15, 20)] == [False, True]


def test_who_knows_the_number_of_people_exactly_finds_no_cell_either():
    chance = np.random.default_rng(7)
    for number in range(TABLES):
        arcs = arcs_of(a_table(chance), as_published(f"whole {number} "))
        arcs[-1] = replace(arcs[-1], least=arcs[-1].count, most=arcs[-1].count)
        for at, one in enumerate(arcs):
            if one.tail.startswith("r") and 1 <= one.count <= 4:
                least, most = span_of(arcs, at)
                assert least < most


def test_who_knows_their_own_answer_does_not_learn_whether_they_are_alone():
    alone = {rounded([f"me {lot}"], secret=SECRET) for lot in range(100)}
    with_three = {rounded([f"me {lot}", *people(3, str(lot))], secret=SECRET) for lot in range(100)}

    assert alone == with_three == {0, BASE}


def test_one_question_with_its_total_as_our_pages_publish_it_gives_nobody_away():
    """Thousands of small groups: one row of three to five answers, and how many people answered."""
    chance = np.random.default_rng(3)
    small = narrow = 0
    for number in range(4_000):
        shares = chance.dirichlet(np.full(int(chance.integers(3, 6)), 1.5))
        table = chance.multinomial(int(chance.integers(11, 60)), shares)[np.newaxis]
        arcs = arcs_of(table, as_published(f"one row {number} "))
        if arcs[-1].most < FLOOR + BASE - 1:
            continue
        for at, count in enumerate(table.flat):
            if 1 <= count <= 4:
                # Each column is its only cell, and the row is the whole: the same people, so the same figures.
                least, most = span_of(arcs, at)
                assert least < most
                small, narrow = small + 1, narrow + (most - least < 4)

    assert small > 3_000
    assert narrow / small < 0.002
    assert is_full_enough(FLOOR, MOST_ANSWERS)


# --- asking again ---


def test_a_thousand_questions_tell_no_more_than_one():
    crowd = sorted(people(13))
    asked = []
    for turn in range(1_000):
        Random(turn).shuffle(crowd)
        asked.append(rounded_all({"a": crowd, "b": list(crowd)}, secret=SECRET)["b"])

    assert len(set(asked)) == 1


def test_the_same_people_in_another_table_are_the_same_figure():
    renters = people(7)
    by_tenure = rounded_all({"rent": renters, "own": people(4, "own")}, secret=SECRET)
    all_of_a_street_where_everyone_rents = rounded(renters, secret=SECRET)

    assert by_tenure["rent"] == all_of_a_street_where_everyone_rents


# --- looking before and after ---

ANSWERS = ("a", "b", "c", "d")


def shown(answers: dict[str, str]) -> dict[str, int]:
    cells = tally(((who, [answer]) for who, answer in answers.items()), ANSWERS).by_answer
    return rounded_all(cells, secret=SECRET)


def grown(before: dict[str, int], after: dict[str, int], answer: str) -> tuple[int, int]:
    """The least and the most people that may have come with this answer."""
    early, late = could_be(before[answer]), could_be(after[answer])
    return max(0, late[0] - early[-1]), late[-1] - early[0]


def test_counting_one_by_one_gives_away_what_somebody_said():
    """The control: the only figure that changes is theirs."""
    found = 0
    for lot in range(300):
        chance = Random(lot)
        answers = {f"{lot}.{one}": chance.choice(ANSWERS) for one in range(23)}
        before = shown(answers)
        answers["the newcomer"] = chance.choice(ANSWERS)
        changed = [answer for answer, figure in shown(answers).items() if figure != before[answer]]
        found += changed == [answers["the newcomer"]]

    assert found > 60


def test_counting_ten_at_once_never_says_for_certain_what_one_of_them_said():
    for lot in range(600):
        chance = Random(lot)
        answers = {f"{lot}.{one}": chance.choice(ANSWERS) for one in range(chance.randrange(10, 60))}
        before = shown(answers)
        # Also when the ten think alike, which is the easiest for who attacks.
        alike = ANSWERS[lot % 4 : lot % 4 + 1] if lot % 2 else ANSWERS
        answers |= {f"{lot}.new.{one}": chance.choice(alike) for one in range(TOGETHER)}
        after = shown(answers)
        for answer in ANSWERS:
            least, most = grown(before, after, answer)
            assert least < TOGETHER, "all ten said this"
            assert most > 0, "none of the ten said this"


@settings(derandomize=True)
@given(names, names)
def test_two_figures_stand_beside_each_other_only_when_ten_or_nobody_came_and_went(one, other):
    sizes = {len(one - other), len(other - one)}

    assert may_stand_beside(one, other) == all(size == 0 or size >= TOGETHER for size in sizes)


def test_one_person_between_two_moments_or_two_areas_is_refused():
    crowd = people(40)

    assert may_stand_beside(crowd, crowd)
    assert may_stand_beside(crowd, crowd | people(TOGETHER, "new"))
    assert not may_stand_beside(crowd, crowd | {"one"})
    assert not may_stand_beside(crowd, (crowd | people(TOGETHER, "new")) - {next(iter(crowd))})


# --- several answers by one person ---


@settings(derandomize=True)
@given(st.dictionaries(st.text(min_size=1, max_size=3), st.lists(st.sampled_from("abcx")), max_size=20))
def test_a_person_counts_once_for_an_answer_and_who_gave_none_did_not_answer(records):
    found = tally(records.items(), "abc")

    assert list(found.by_answer) == ["a", "b", "c"]
    for record, answer in product(records, "abc"):
        assert (record in found.by_answer[answer]) == (answer in records[record])
    assert found.who == {record for record, given_ in records.items() if set(given_) & set("abc")}
