"""A check holds a plan against points: met, not met, not said or not for this plan; never a grade."""

import json

import pytest

from wijkwerk.engines import check
from wijkwerk.engines.check.part import Check
from wijkwerk.engines.check.report import Report
from wijkwerk.library.cases import STORY_TIME
from wijkwerk.words.refusal import Refused

YES_NO = [{"id": "done", "label": "Ja"}, {"id": "not-done", "label": "Nee"}]
CHECK = Check.model_validate(
    {
        "of": "plan",
        "questions": [
            {"id": "early", "ask": "Doen mensen vroeg mee?", "options": YES_NO},
            {"id": "online", "ask": "Is er iets online?", "options": YES_NO},
            {"id": "help", "ask": "Is er hulp bij?", "options": YES_NO},
        ],
        "points": [
            {"id": "early", "title": "Vroeg", "met_when": {"fact": "early", "is": "done"}, "why": "Dan kan het nog anders."},
            {
                "id": "help",
                "title": "Hulp",
                "applies_when": {"fact": "online", "is": "done"},
                "met_when": {"fact": "help", "is": "done"},
                "why": "Niet iedereen kan het alleen.",
            },
        ],
    }
)  # fmt: skip


def held(plan):
    state = check.apply(CHECK, check.start(CHECK), {"described": {"plan": plan}}, now=STORY_TIME)
    return check.report(CHECK, state)


@pytest.mark.parametrize(
    ("plan", "verdicts"),
    [
        ({}, ["not-said", "not-said"]),
        ({"early": "done", "online": "done", "help": "done"}, ["met", "met"]),
        ({"early": "not-done", "online": "done", "help": "not-done"}, ["not-met", "not-met"]),
        ({"early": "done", "online": "not-done"}, ["met", "does-not-apply"]),
        ({"help": "done"}, ["not-said", "met"]),
    ],
)
def test_each_point_is_judged_by_what_is_said_of_the_plan(plan, verdicts):
    assert [judged.verdict for judged in held(plan).points] == verdicts


def test_a_point_says_which_answers_decided():
    early, help_ = held({"early": "not-done", "online": "not-done"}).points
    assert [(one.clause.fact, one.outcome) for one in early.reasons] == [("early", False)]
    assert [(one.clause.fact, one.outcome) for one in help_.reasons] == [("online", False)]


def test_a_report_has_no_grade():
    assert Report._fields == ("plan", "points", "unanswered")
    assert not any(type(value) in {int, float} for value in held({"early": "done"}))


def test_a_check_is_never_of_a_person():
    with pytest.raises(ValueError, match="person"):
        Check.model_validate(CHECK.model_dump(by_alias=True) | {"of": "person"})


def test_a_question_skipped_is_not_asked_again():
    state = check.apply(CHECK, check.start(CHECK), {"described": {"plan": {"early": None}}}, now=STORY_TIME)
    assert [step.at for step in check.next_steps(CHECK, state)] == ["online", "help"]
    assert check.report(CHECK, state).unanswered == ("early", "online", "help")


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({"described": {"plan": {"weather": "wet"}}}, "not-asked"),
        ({"described": {"plan": {"early": "maybe"}}}, "not-an-option"),
        ({"described": {"plan": 3}}, "malformed-event"),
        ({"answered": {"facts": {}}}, "unknown-event"),
    ],
)
def test_what_does_not_fit_is_refused(event, code):
    with pytest.raises(Refused) as refusal:
        check.apply(CHECK, check.start(CHECK), event, now=STORY_TIME)
    assert refusal.value.code == code


def test_what_is_said_comes_back_from_json_the_same():
    state = check.apply(
        CHECK, check.start(CHECK), {"described": {"plan": {"early": "done", "help": ""}}}, now=STORY_TIME
    )
    assert check.State.model_validate(json.loads(state.model_dump_json())) == state
