"""The opinion map: the groups of the reference, the same whatever the order, and honest about what it does not know."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.conversations import HELD, POLIS, camps, crowd, held, members, table, whole
from wijkwerk.analysis.opinion_map import Stability, opinion_map, packed, stability
from wijkwerk.analysis.opinion_map import shares as shares_module
from wijkwerk.analysis.opinion_map.stability import adjusted_rand


def mapped(*columns):
    return opinion_map(packed(*columns), is_compiled=False)


# --- the reference ---


def expected():
    return json.loads((POLIS / "expected.json").read_text("utf-8"))["conversations"][HELD]


def test_a_real_conversation_has_the_groups_of_the_reference():
    report, theirs = opinion_map(held(), is_compiled=False), expected()["participants"]

    groups: dict[int | None, set[int]] = {}
    for person, group in theirs.items():
        groups.setdefault(group, set()).add(int(person))
    nowhere = groups.pop(None)
    assert members(report) == {frozenset(people) for people in groups.values()}
    assert {int(one) for one in report.participants[report.groups_of == 0]} == nowhere
    assert [group.size for group in report.groups] == [92, 62, 35]


def test_each_group_says_what_it_says_in_the_reference():
    report, theirs = opinion_map(held(), is_compiled=False), expected()

    for number, said in theirs["representative"].items():
        person = next(int(who) for who, group in theirs["participants"].items() if group == int(number))
        (ours,) = (group for group in report.groups if group.id == report.group_of(person))
        assert {(one.statement, one.side) for one in ours.representative} == {tuple(one) for one in said}


# --- the same whatever the order ---


@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_same_votes_in_any_order_give_the_same_bytes(seed, chance):
    people, asked, values = crowd(20, 9, seed=seed)
    order = chance.sample(range(len(people)), len(people))

    assert whole(packed(people[order], asked[order], values[order])) == whole(packed(people, asked, values))


@given(st.lists(st.integers(1, 5), min_size=23, max_size=23), st.lists(st.integers(1, 5), min_size=12, max_size=12))
@settings(max_examples=20)
def test_other_numbers_for_people_and_statements_change_only_the_names(steps, statement_steps):
    people, asked, values = camps()
    names, statement_names = np.cumsum(steps), np.cumsum(statement_steps)

    one, other = mapped(people, asked, values), mapped(names[people], statement_names[asked], values)

    assert one.positions.tobytes() == other.positions.tobytes()
    assert one.groups_of.tolist() == other.groups_of.tolist()
    assert [statement_names[said.statement] for said in one.binds] == [said.statement for said in other.binds]


@given(st.permutations(range(23)), st.permutations(range(12)))
@settings(max_examples=20)
def test_the_groups_are_of_people_and_not_of_numbers(names, statement_names):
    people, asked, values = camps()
    shuffled = mapped(np.array(names)[people], np.array(statement_names)[asked], values)

    assert members(shuffled) == {
        frozenset(names[who] for who in group) for group in members(mapped(people, asked, values))
    }


def test_a_statement_without_votes_changes_nothing_but_the_list_of_those():
    cast = camps()
    with_it, without = (
        json.loads(whole(packed(*cast, known_statements=known))) for known in ([*range(12), 99], range(12))
    )

    assert (with_it.pop("unvoted"), without.pop("unvoted")) == ([99], [])
    assert [one["id"] for one in with_it.pop("statements")] == [*range(12), 99]
    without.pop("statements")
    assert with_it == without


def test_groups_are_numbered_by_size_and_then_by_the_first_person():
    people, asked, values = camps((6, 9, 6), 20, noise=0)
    report = mapped(people, asked, values)

    assert [group.size for group in report.groups] == [9, 6, 6]
    assert [report.group_of(person) for person in (0, 6, 15)] == [2, 1, 3]


# --- the mathematics, held against a plain reckoning ---


def plain_axes(votes):
    """Principal components by the book: a full table, means for what is missing, a singular value decomposition."""
    full = np.full((len(votes.participants), len(votes.statements)), np.nan)
    for place, (_, asked, values) in enumerate(votes.rows()):
        full[place, np.searchsorted(votes.statements, asked)] = values
    lengths = (~np.isnan(full)).sum(axis=1)
    centred = np.where(np.isnan(full), 0, full - np.nanmean(full, axis=0))
    _, values, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2] * np.sign(axes[:2][[0, 1], np.abs(axes[:2]).argmax(axis=1)])[:, None]
    places = centred @ axes.T * np.sqrt(full.shape[1] / lengths)[:, None]
    return places, values[:2] ** 2 / (values**2).sum()


@pytest.mark.parametrize("cast", [camps(), camps((40, 30, 20), 60, seed=3), crowd()], ids=["camps", "three", "crowd"])
def test_people_stand_where_a_full_decomposition_puts_them(cast):
    votes = packed(*cast)
    places, shares = plain_axes(votes)
    report = opinion_map(votes, is_compiled=False)

    np.testing.assert_allclose(report.positions, places, atol=1e-6)
    np.testing.assert_allclose(report.shares_of_axes, shares, atol=1e-9)


def plain_silhouette(points, labels):
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    found = []
    for place, label in enumerate(labels):
        own = labels == label
        if own.sum() == 1:
            found.append(0.0)
            continue
        within = apart[place, own].sum() / (own.sum() - 1)
        between = min(apart[place, labels == other].mean() for other in set(labels.tolist()) - {label})
        found.append((between - within) / max(between, within))
    return float(np.mean(found))


def test_how_well_the_groups_part_is_the_mean_silhouette():
    report = opinion_map(held(), is_compiled=False)
    is_placed = report.groups_of > 0

    measured = plain_silhouette(report.positions[is_placed], report.groups_of[is_placed])

    assert report.separations[len(report.groups)] == pytest.approx(measured, abs=1e-9)
    assert max(report.separations.values()) == report.separations[len(report.groups)]


# --- what it says, and what it does not say ---


def test_what_every_group_agrees_on_binds():
    votes = table({**dict.fromkeys(range(8), "+++-+0++"), **dict.fromkeys(range(8, 15), "+---0-+-")})
    report = opinion_map(votes, is_compiled=False)

    assert [group.size for group in report.groups] == [8, 7]
    assert {(one.statement, one.side) for one in report.binds} == {(0, "agree"), (3, "disagree"), (6, "agree")}
    assert {one.statement for one in report.divides} >= {1, 2, 7}
    assert all(one.groups == (1, 2) for one in report.binds)


def voted_beside(of_each):
    """Two camps of fourteen and nine, in which so many of each agree with statement 50 and nobody else looked at it."""
    people, asked, values = camps()
    more = [*range(of_each), *range(14, 14 + of_each)]
    votes = packed(np.append(people, more), np.append(asked, [50] * len(more)), np.append(values, [1] * len(more)))
    report = opinion_map(votes, is_compiled=False)
    assert [group.size for group in report.groups] == [14, 9]
    return report


def test_a_statement_hardly_voted_on_never_counts_as_consensus():
    assert 50 not in {one.statement for one in voted_beside(4).binds}


def test_a_statement_that_enough_of_each_group_voted_on_does():
    assert 50 in {one.statement for one in voted_beside(5).binds}


def test_without_that_border_the_same_statement_would_count(monkeypatch):
    monkeypatch.setattr(shares_module, "FEWEST_VOTERS", 1)

    assert 50 in {one.statement for one in voted_beside(4).binds}


def test_in_a_large_group_five_voters_are_not_enough():
    rows = {who: "++++++++" + "+" * (who < 6) for who in range(200)} | {
        who: "+-------" + "+" * (who < 206) for who in range(200, 400)
    }
    said = {one.statement for one in opinion_map(table(rows), is_compiled=False).binds}

    assert 0 in said and 8 not in said


def test_hardly_voted_and_never_voted_are_told_apart():
    votes = packed(*camps(statements=8), known_statements=[77])
    one_more = packed(*(np.append(column, one) for column, one in zip(camps(statements=8), (0, 50, 1), strict=True)))

    assert opinion_map(votes, is_compiled=False).unvoted == (77,)
    assert opinion_map(one_more, is_compiled=False).seldom == (50,)


def test_a_person_with_few_votes_has_no_group():
    rows = (
        dict.fromkeys(range(6), "++++++++") | dict.fromkeys(range(6, 12), "--------") | {12: "++++++  ", 13: "+++++++ "}
    )
    report = opinion_map(table(rows), is_compiled=False)

    assert (report.group_of(12), report.group_of(13), report.group_of(99)) == (None, report.group_of(0), None)
    assert (report.middle.too_few_votes, report.middle.placed) == (1, 13)


def test_where_there_are_few_statements_all_of_them_are_enough():
    report = opinion_map(
        table({**dict.fromkeys(range(6), "+++"), **dict.fromkeys(range(6, 12), "---"), 12: "++ "}), is_compiled=False
    )

    assert members(report) == {frozenset(range(6)), frozenset(range(6, 12))}


def test_who_mostly_passes_is_heard_in_the_middle():
    rows = (
        dict.fromkeys(range(8), "++++++++++")
        | dict.fromkeys(range(8, 16), "+---------")
        | dict.fromkeys(range(16, 22), "+000000000")
    )
    middle = opinion_map(table(rows), is_compiled=False).middle

    assert (middle.people, middle.passing) == (6, 6)
    assert [(one.statement, one.side, one.agree) for one in middle.says] == [(0, "agree", 6)]
    assert {one.statement for one in middle.passes_on} <= set(range(1, 10)) and len(middle.passes_on) == 5


def test_a_middle_of_few_is_counted_but_not_quoted():
    rows = (
        dict.fromkeys(range(8), "++++++++++")
        | dict.fromkeys(range(8, 16), "+---------")
        | dict.fromkeys(range(16, 20), "+000000000")
    )
    middle = opinion_map(table(rows), is_compiled=False).middle

    assert (middle.people, middle.says, middle.passes_on) == (4, (), ())


def test_a_group_of_fewer_than_five_does_not_decide_what_binds():
    rows = (
        dict.fromkeys(range(8), "+++++++++")
        | dict.fromkeys(range(8, 16), "+--------")
        | dict.fromkeys(range(16, 19), "-+-+-+-+-")
    )
    report = opinion_map(table(rows), is_compiled=False)

    assert [group.size for group in report.groups] == [8, 8, 3]
    assert report.drawn == (1, 2)
    assert [(one.statement, one.groups) for one in report.binds] == [(0, (1, 2))]


def test_a_group_that_only_disagrees_is_heard_as_well():
    rows = dict.fromkeys(range(9), "++++++++") | dict.fromkeys(range(9, 16), "--------")
    report = opinion_map(table(rows), is_compiled=False)

    assert [one.side for one in report.groups[1].representative] == ["disagree"] * 5


@pytest.mark.parametrize(
    "rows",
    [
        {1: "++++++++"},
        {1: "+-+-+-+-", 2: "-+-+-+-+"},
        dict.fromkeys(range(9), "+-0+-0+-"),
        dict.fromkeys(range(9), "00000000"),
        {1: "+"},
    ],
    ids=["one", "two", "all alike", "all pass", "one vote"],
)
def test_where_there_is_nothing_to_tell_apart_there_is_one_group(rows):
    report = opinion_map(table(rows), is_compiled=False)

    assert [group.size for group in report.groups] == [len(rows)]
    assert (report.divides, report.groups[0].representative) == ((), ())
    json.loads(whole(table(rows)), parse_constant=pytest.fail)


def test_without_votes_the_map_is_empty():
    report = opinion_map(packed([], [], [], known_statements=[4]), is_compiled=False)

    assert (report.groups, report.binds, report.unvoted) == ((), (), (4,))
    assert stability(packed([], [], []), report, is_compiled=False) is None


# --- how firm it is ---


def test_two_camps_stay_the_same_whoever_takes_part():
    votes = packed(*camps((30, 20), noise=0.02))

    assert stability(votes, opinion_map(votes, is_compiled=False), is_compiled=False) == Stability(1.0, 1.0, 10, 25, 10)


def test_a_crowd_without_camps_is_told_to_be_unsteady():
    votes = packed(*crowd())
    found = stability(votes, opinion_map(votes, is_compiled=False), is_compiled=False)

    assert found is not None and found.mean < 0.7
    assert found == stability(votes, opinion_map(votes, is_compiled=False), is_compiled=False)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 1, 2], [0, 0, 1, 1], 4 / 7),
        ([0], [0], 1.0),
    ],
)
def test_likeness_is_the_adjusted_rand_index(one, other, alike):
    assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(alike)
