"""Advice: what fits, what comes first, what does not fit and why, and what is still open."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.words.test_condition import FACTS, VALUES, condition_of, given_facts, trees
from wijkwerk.engines import guide
from wijkwerk.engines.guide.part import Guide
from wijkwerk.library.cases import STORY_TIME
from wijkwerk.words.condition import decide
from wijkwerk.words.refusal import Refused

CALM, ROUGH = {"fact": "mood", "is": "calm"}, {"fact": "mood", "is": "rough"}
GUIDE = Guide.model_validate(
    {
        "questions": [
            {"id": "mood", "ask": "Hoe is het?", "options": [{"id": "calm", "label": "Rustig"}, {"id": "rough", "label": "Ruw"}]},
            {"id": "years", "ask": "Hoe lang al?", "kind": "number", "at_least": 0},
        ],
        "phases": [
            {"id": "unrest", "title": "Onrust", "colour": "red", "shape": "diamond", "summary": "Het botst.", "when": ROUGH},
            {"id": "rest", "title": "Rust", "colour": "green", "shape": "circle", "summary": "Het gaat.", "when": CALM},
            {"id": "own", "title": "Eigen", "colour": "pink", "shape": "square", "summary": "Alleen zelf te kiezen."},
        ],
        "first": [
            {"id": "safety", "title": "Eerst veilig", "when": ROUGH, "do": ["Bel."], "before": ["party", "talk"]},
            {"id": "listen", "title": "Luister", "when": ROUGH, "do": ["Luister."], "before": ["talk"]},
        ],
        "options": [
            {"id": "party", "title": "Feest", "summary": "Samen eten."},
            {"id": "talk", "title": "Praten", "summary": "Samen praten.", "when": {"fact": "years", "at_least": 2}},
            {"id": "picnic", "title": "Picknick", "summary": "Buiten.", "when": {"fact": "phase", "is": "rest"}},
        ],
    }
)  # fmt: skip


def asked(facts=None, *more, part=GUIDE):
    state = guide.start(part)
    for event in ({"answered": {"facts": facts or {}}}, *more):
        state = guide.apply(part, state, event, now=STORY_TIME)
    return state


def advice(facts=None, *more):
    return guide.report(GUIDE, asked(facts, *more))


def refused(event):
    with pytest.raises(Refused) as refusal:
        guide.apply(GUIDE, guide.start(GUIDE), event, now=STORY_TIME)
    return refusal.value


def test_with_nothing_answered_only_what_always_fits_is_advised():
    report = advice()

    assert (report.ids("fits"), report.ids("open"), report.ids("not")) == (["party"], ["talk", "picnic"], [])
    assert report.phase is None and report.unanswered == ("mood", "years")


def test_signs_place_the_area_in_a_phase_and_say_which_signs():
    report = advice({"mood": "calm"})

    assert report.phase.phase.id == "rest" and not report.phase.is_chosen
    assert [reason.clause.fact for reason in report.phase.reasons] == ["mood"]
    assert report.ids("fits") == ["party", "picnic"]


def test_people_may_recognise_another_phase_than_the_signs_say():
    chosen = advice({"mood": "calm"}, {"phase-chosen": {"phase": "own"}})
    assert chosen.phase.is_chosen and chosen.phase.phase.id == "own" and chosen.ids("not") == ["picnic"]

    left_again = advice({"mood": "calm"}, {"phase-chosen": {"phase": "own"}}, {"phase-chosen": {}})
    assert left_again.phase.phase.id == "rest"


def test_what_comes_first_makes_what_fits_wait_and_says_for_what():
    report = advice({"mood": "rough", "years": 2})

    assert [one.id for one in report.first] == ["safety", "listen"]
    assert report.ids("later") == ["party", "talk"] and report.ids("not") == ["picnic"]
    assert {one.option.id: one.after for one in report.options if one.after} == {
        "party": ("safety",),
        "talk": ("safety", "listen"),
    }


def test_what_does_not_fit_anyway_does_not_wait():
    assert advice({"mood": "rough", "years": 1}).ids("not") == ["talk", "picnic"]


def test_advice_that_does_not_fit_says_which_answer_decided():
    talk = advice({"years": 1}).options[1]
    assert talk.verdict == "not" and [(one.clause.fact, one.outcome) for one in talk.reasons] == [("years", False)]


def test_a_skipped_question_is_not_asked_again_and_may_still_be_answered():
    skipped = asked({"mood": ""})
    assert [step.at for step in guide.next_steps(GUIDE, skipped)] == ["years"]

    answered = guide.apply(GUIDE, skipped, {"answered": {"facts": {"mood": "calm"}}}, now=STORY_TIME)
    assert answered.facts == {"mood": "calm"} and answered.skipped == ()


def test_an_answer_can_be_taken_back():
    state = asked({"mood": "calm"}, {"answered": {"facts": {"mood": None}}})
    assert state.facts == {} and state.skipped == ("mood",)


def test_every_step_names_the_question_it_asks():
    assert [(step.event, step.at, step.fields[0].id) for step in guide.next_steps(GUIDE, guide.start(GUIDE))] == [
        ("answered", "mood", "mood"),
        ("answered", "years", "years"),
    ]


@pytest.mark.parametrize(
    ("event", "code", "facts"),
    [
        ({"answered": {"facts": {"weather": "wet"}}}, "not-asked", {"fact": "weather"}),
        ({"answered": {"facts": {"mood": "wet"}}}, "not-an-option", {"question": "mood", "ask": "Hoe is het?", "answer": "wet"}),
        ({"answered": {"facts": {"years": -1}}}, "too-few", {"question": "years", "ask": "Hoe lang al?", "at_least": 0, "answer": -1}),
        ({"phase-chosen": {"phase": "panic"}}, "unknown-phase", {"phase": "panic"}),
        ({"answered": {}}, "malformed-event", {"event": "answered", "where": "facts"}),
        ("phase", "unknown-event", {"event": "phase", "known": "answered, phase-chosen"}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_facts(event, code, facts):
    assert (refused(event).code, refused(event).facts) == (code, facts)


def test_no_answer_of_several_is_kept_when_one_is_refused():
    state = asked({"years": 1})
    with pytest.raises(Refused):
        guide.apply(GUIDE, state, {"answered": {"facts": {"years": 5, "mood": "wet"}}}, now=STORY_TIME)
    assert state.facts == {"years": 1}


@settings(max_examples=40)
@given(st.lists(trees, min_size=1, max_size=6), given_facts)
def test_the_table_says_of_every_option_what_deciding_it_alone_says(conditions, facts):
    part = Guide.model_validate(
        {
            "questions": [
                {"id": name, "ask": "?", "kind": "many", "options": [{"id": one, "label": one} for one in VALUES]}
                for name in FACTS
            ],
            "options": [
                {"id": f"option-{place}", "title": "Iets", "summary": "Iets.", "when": condition}
                for place, condition in enumerate(conditions)
            ],
        }
    )
    known: dict[str, Any]
    for known in (facts, {}, facts):
        report = guide.report(part, guide.State(facts=known))
        for place, advised in enumerate(report.options):
            outcome, reasons = decide(condition_of(conditions[place]), known)
            assert advised.verdict == {True: "fits", False: "not", None: "open"}[outcome]
            assert advised.reasons == reasons


def test_what_is_known_comes_back_from_json_the_same():
    state = asked({"mood": "calm", "years": 3}, {"phase-chosen": {"phase": "own"}})
    assert guide.State.model_validate(json.loads(state.model_dump_json())) == state
