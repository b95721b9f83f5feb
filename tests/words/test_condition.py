"""Conditions over facts: true, false or open, the same as an evaluator written apart from it says."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from wijkwerk.words.condition import Condition, Reason, clauses, decide, holds, outcome_of

CASES = Path(__file__).resolve().parents[2] / "content" / "cases" / "conditions.yaml"
condition_of = TypeAdapter[Condition](Condition).validate_python
FACTS = ("mood", "ways", "years")
VALUES = ("calm", "tense", "vote", "idea")

names = st.sampled_from(FACTS)
values = st.sampled_from(VALUES)
clause = st.one_of(
    st.fixed_dictionaries({"fact": names, "is": values}),
    st.fixed_dictionaries({"fact": names, "one_of": st.lists(values, min_size=1, max_size=3)}),
    st.fixed_dictionaries({"fact": names, "at_least": st.integers(-2, 4)}),
    st.fixed_dictionaries({"fact": names, "answered": st.booleans()}),
)
trees = st.recursive(
    clause,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=12,
)
given_facts = st.dictionaries(
    names, st.one_of(values, st.integers(-3, 5), st.lists(values, min_size=1, unique=True).map(tuple))
)


def evaluated(tree: dict[str, Any], facts: dict[str, Any]) -> float:
    """An evaluator of its own: 1 is true, 0 is false, a half is open; all is the least, any the most."""
    if "all" in tree:
        return min(evaluated(one, facts) for one in tree["all"])
    if "any" in tree:
        return max(evaluated(one, facts) for one in tree["any"])
    if "not" in tree:
        return 1 - evaluated(tree["not"], facts)
    known = tree["fact"] in facts
    if "answered" in tree:
        return float(known == tree["answered"])
    if not known:
        return 0.5
    answer = facts[tree["fact"]]
    if "at_least" in tree:
        return float(isinstance(answer, int) and answer >= tree["at_least"])
    wanted = {tree["is"]} if "is" in tree else set(tree["one_of"])
    return float(bool(wanted & set(answer if isinstance(answer, tuple) else [answer])))


@given(trees, given_facts)
def test_any_condition_over_any_facts_comes_out_as_the_other_evaluator_says(tree, facts):
    outcome = {1.0: True, 0.0: False, 0.5: None}[evaluated(tree, facts)]

    assert decide(condition_of(tree), facts)[0] is outcome
    assert holds(condition_of(tree), facts) is outcome


@given(trees, given_facts)
def test_the_reasons_are_clauses_of_the_condition_that_came_out_as_told(tree, facts):
    condition = condition_of(tree)
    outcome, reasons = decide(condition, facts)

    assert reasons
    assert {reason.clause for reason in reasons} <= set(clauses(condition))
    assert all(outcome_of(reason.clause, facts) is reason.outcome for reason in reasons)
    if outcome is None:
        assert {reason.outcome for reason in reasons} == {None}


@given(trees, given_facts, names, values)
def test_an_answer_more_never_changes_what_was_settled_without_asking_whether_it_was_answered(tree, facts, name, value):
    condition = condition_of(tree)
    if "answered" in str(tree) or name in facts or holds(condition, facts) is None:
        return
    assert holds(condition, facts | {name: value}) is holds(condition, facts)


@given(trees)
def test_a_condition_reads_back_from_what_it_writes(tree):
    condition = condition_of(tree)
    assert condition_of(condition.model_dump(mode="json", by_alias=True)) == condition


@pytest.mark.parametrize("case", yaml.safe_load(CASES.read_text("utf-8")), ids=lambda case: case["name"])
def test_the_cases_that_python_and_browser_share_come_out(case):
    facts = {name: tuple(one) if isinstance(one, list) else one for name, one in case["facts"].items()}
    assert holds(condition_of(case["condition"]), facts) is {"true": True, "false": False, "open": None}[case["expect"]]


def test_no_condition_always_holds():
    assert holds(None, {}) is True


def test_what_made_it_true_is_told_and_the_rest_is_not():
    condition = condition_of({"any": [{"fact": "mood", "is": "tense"}, {"fact": "years", "at_least": 2}]})

    outcome, reasons = decide(condition, {"mood": "tense", "years": 1})

    assert outcome is True
    assert reasons == (Reason(next(clauses(condition)), True),)


@pytest.mark.parametrize(
    "wrong",
    [
        "mood",
        {},
        {"fact": "mood"},
        {"fact": "mood", "is": "calm", "one_of": ["calm"]},
        {"all": []},
        {"fact": "mood", "one_of": []},
        {"fact": "years", "at_least": "2"},
        {"fact": "mood", "answered": "true"},
        {"fact": "mood", "is_": "calm"},
        {"fact": "mood", "matches": ".*"},
    ],
)
def test_what_is_not_in_the_closed_set_is_no_condition(wrong):
    with pytest.raises(ValidationError):
        condition_of(wrong)
