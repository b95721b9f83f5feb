"""A question takes the answers that fit it, skips what is empty, and refuses the rest with a reason."""

import pytest
from pydantic import ValidationError

from wijkwerk.words.question import Question, read_all
from wijkwerk.words.refusal import Refused

OPTIONS = [{"id": "calm", "label": "Rustig"}, {"id": "tense", "label": "Gespannen"}]


def question(kind: str, **more) -> Question:
    options = OPTIONS if kind in {"choice", "many"} else []
    return Question.model_validate({"id": "mood", "ask": "Hoe is het?", "kind": kind, "options": options} | more)


def refused(asked: Question, answer) -> Refused:
    with pytest.raises(Refused) as refusal:
        asked.read(answer)
    return refusal.value


@pytest.mark.parametrize("kind", ["choice", "many", "number", "text", "story", "day"])
@pytest.mark.parametrize("empty", [None, "", " \t", [], ()])
def test_every_question_may_be_skipped(kind, empty):
    assert question(kind).read(empty) is None


@pytest.mark.parametrize(
    ("kind", "answer", "fact"),
    [
        ("choice", "calm", "calm"),
        ("many", ["tense", "calm", "tense"], ("tense", "calm")),
        ("number", 12, 12),
        ("number", " 12 ", 12),
        ("number", "-3", -3),
        ("text", " Jan\r\n ", "Jan"),
        ("story", "een\r\ntwee", "een\ntwee"),
        ("day", "2026-03", "2026-03"),
    ],
)
def test_an_answer_that_fits_becomes_a_fact(kind, answer, fact):
    assert question(kind).read(answer) == fact


@pytest.mark.parametrize(
    ("kind", "answer", "code"),
    [
        ("choice", "furious", "not-an-option"),
        ("choice", ["calm"], "not-an-option"),
        ("choice", 3, "not-an-option"),
        ("many", "calm", "not-an-option"),
        ("many", {"calm": 1}, "not-an-option"),
        ("many", ["calm", "furious"], "not-an-option"),
        ("many", [["calm"]], "not-an-option"),
        ("number", "twaalf", "not-a-number"),
        ("number", 1.0, "not-a-number"),
        ("number", float("nan"), "not-a-number"),
        ("number", True, "not-a-number"),
        ("number", 10**30, "not-a-number"),
        ("number", "9" * 10, "not-a-number"),
        ("number", "²", "not-a-number"),
        ("text", 12, "not-text"),
        ("text", "x" * 201, "too-long"),
        ("story", "x" * 4001, "too-long"),
        ("text", "goed\u202ebedoeld", "hidden-sign"),
        ("text", "\x00", "hidden-sign"),
        ("day", "31-03-2026", "not-a-day"),
        ("day", 2026, "not-a-day"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_with_the_question(kind, answer, code):
    refusal = refused(question(kind), answer)

    assert refusal.code == code
    assert refusal.facts["ask"] == "Hoe is het?"
    assert len(refusal.sentence("nl")) < 400


def test_a_number_outside_its_limits_says_the_limit():
    limited = question("number", at_least=1, at_most=10)

    assert refused(limited, 0).facts == {"question": "mood", "ask": "Hoe is het?", "at_least": 1, "answer": 0}
    assert refused(limited, 11).facts == {"question": "mood", "ask": "Hoe is het?", "at_most": 10, "answer": 11}
    assert limited.read(1) == 1 and limited.read(10) == 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "choice"},
        {"kind": "choice", "options": OPTIONS[:1]},
        {"kind": "text", "options": OPTIONS},
        {"kind": "text", "at_least": 1},
        {"kind": "guess"},
    ],
)
def test_a_question_and_its_options_fit_together(wrong):
    with pytest.raises(ValidationError):
        Question.model_validate({"id": "mood", "ask": "Hoe is het?"} | wrong)


def test_an_option_is_shown_in_its_words_and_anything_else_as_given():
    assert question("choice").label("tense") == "Gespannen"
    assert question("choice").label("12") == "12"


def test_answers_become_facts_and_skipped_ones_are_left_out():
    other = question("number").model_copy(update={"id": "years"})
    assert read_all((question("choice"), other), {"mood": "", "years": "2"}) == {"years": 2}


def test_an_answer_to_what_nobody_asks_is_refused_by_name():
    with pytest.raises(Refused) as refusal:
        read_all((question("choice"),), {"x" * 100: "calm"})
    assert refusal.value.code == "not-asked" and refusal.value.facts == {"fact": "x" * 60}
