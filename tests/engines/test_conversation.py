"""A conversation: the resident chooses, adds, scores and closes; nothing is counted up and all may be skipped."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from wijkwerk.engines import conversation
from wijkwerk.engines.conversation.part import Conversation, Scale
from wijkwerk.engines.conversation.report import Counted, Report
from wijkwerk.library.cases import STORY_TIME
from wijkwerk.words.refusal import Refused

TALK = Conversation.model_validate(
    {
        "opening": "Jij bepaalt.",
        "board": {
            "ask": "Wat telt?",
            "areas": [{"id": "home", "title": "Wonen"}, {"id": "money", "title": "Geld"}],
            "scale": {"ask": "Hoe gaat het?", "least": 1, "most": 5, "least_label": "Slecht", "most_label": "Goed"},
        },
        "questions": [
            {"id": "why", "ask": "Waarom?", "kind": "story"},
            {"id": "help", "ask": "Wil je hulp?", "options": [{"id": "please", "label": "Graag"}, {"id": "later", "label": "Later"}]},
        ],
        "goals": {"ask": "Wat wil je?", "most": 2},
        "conclusion": {
            "ask": "Hoe sluiten we af?",
            "closings": [{"id": "fine", "label": "Het is goed"}, {"id": "go-on", "label": "Verder", "shows_places": True}],
        },
        "places": [{"id": "desk", "name": "Balie", "text": "Loop binnen."}],
        "sheet": {"title": "Mijn blad"},
    }
)  # fmt: skip
PLAIN = Conversation.model_validate(
    {"opening": "Dag.", "questions": [{"id": "why", "ask": "Waarom?", "kind": "text"}], "sheet": {"title": "Blad"}}
)
BOARD: Any = TALK.board
FIXED = TALK.model_copy(update={"board": BOARD.model_copy(update={"may_add": False, "scale": None})})
HOME = {"counts": {"area": "home"}}


def said(*events, part=TALK):
    state = conversation.start(part)
    for event in events:
        state = conversation.apply(part, state, event, now=STORY_TIME)
    return state


def sheet(*events):
    return conversation.report(TALK, said(*events))


def test_the_resident_chooses_what_counts_in_their_own_order():
    assert [one.area for one in sheet({"counts": {"area": "money"}}, HOME).counts] == ["money", "home"]
    assert [one.area for one in sheet(HOME, {"counts": {"area": "money"}}, HOME).counts] == ["money", "home"]


def test_an_own_side_of_life_counts_at_once_in_own_words():
    assert sheet({"area-added": {"area": "own-1", "title": "Mijn hond"}}).counts == (
        Counted("own-1", "Mijn hond", None, None),
    )


def test_figures_of_now_stand_beside_those_of_last_time():
    scored = sheet(HOME, {"scored": {"area": "home", "score": 4}}, {"looked-back": {"area": "home", "score": 2}})
    assert scored.counts == (Counted("home", "Wonen", 4, 2),)


def test_a_figure_can_be_taken_back_and_goes_with_what_no_longer_counts():
    scored = (HOME, {"scored": {"area": "home", "score": 4}})
    assert said(*scored, {"scored": {"area": "home", "score": None}}).scores == {}
    assert said(*scored, {"counts-not": {"area": "home"}}).model_dump()["scores"] == {}


def test_the_sheet_counts_nothing_up():
    assert Report._fields == ("counts", "answers", "goals", "closing", "places")
    filled = sheet(
        HOME, {"counts": {"area": "money"}}, {"scored": {"area": "home", "score": 4}}, {"scored": {"area": "money", "score": 3}}
    )  # fmt: skip
    assert {one.score for one in filled.counts} == {4, 3}
    assert not any(sign in repr(filled) for sign in ("7", "3.5"))


def test_every_question_can_be_skipped_and_answered_after_all():
    skipped = sheet({"skipped": {"question": "why"}})
    assert skipped.answers[0].is_skipped and skipped.answers[0].answer is None

    after_all = sheet({"skipped": {"question": "why"}}, {"answered": {"question": "why", "answer": "Om mijn zoon."}})
    assert not after_all.answers[0].is_skipped and after_all.answers[0].answer == "Om mijn zoon."


def test_an_empty_answer_is_a_skipped_one():
    for empty in (None, "", "  \n"):
        assert said({"answered": {"question": "why", "answer": empty}}).skipped == ("why",)


def test_goals_are_own_words_with_actions_and_can_go():
    goals = said({"goal-set": {"goal": "Rust", "actions": ["Bellen"], "area": "home"}}, {"goal-set": {"goal": "Werk"}})
    assert [(goal.text, goal.actions) for goal in goals.goals] == [("Rust", ("Bellen",)), ("Werk", ())]

    fewer = conversation.apply(TALK, goals, {"goal-removed": {"number": 1}}, now=STORY_TIME)
    assert [goal.text for goal in fewer.goals] == ["Werk"]


def test_places_are_shown_by_the_way_of_closing_that_asks_for_them():
    assert sheet({"concluded": {"closing": "fine"}}).places == ()
    assert [place.id for place in sheet({"concluded": {"closing": "go-on"}}).places] == ["desk"]


def test_what_can_still_be_talked_about_grows_smaller():
    assert [step.event for step in conversation.next_steps(TALK, said())] == [
        "counts", "answered", "answered", "goal-set", "concluded",
    ]  # fmt: skip
    done = said(
        HOME, {"scored": {"area": "home", "score": 1}}, {"skipped": {"question": "why"}}, {"skipped": {"question": "help"}},
        {"goal-set": {"goal": "Rust"}}, {"concluded": {"closing": "fine"}},
    )  # fmt: skip
    assert conversation.next_steps(TALK, done) == ()


@pytest.mark.parametrize(
    ("part", "before", "event", "code", "facts"),
    [
        (TALK, [], {"counts": {"area": "work"}}, "unknown-area", {"area": "work"}),
        (TALK, [], {"counts-not": {"area": "work"}}, "unknown-area", {"area": "work"}),
        (TALK, [], {"area-added": {"area": "home", "title": "Huis"}}, "already-there", {"area": "Huis"}),
        (FIXED, [], {"area-added": {"area": "own-1", "title": "Huis"}}, "board-is-fixed", {}),
        (PLAIN, [], {"area-added": {"area": "own-1", "title": "Huis"}}, "board-is-fixed", {}),
        (TALK, [], {"scored": {"area": "home", "score": 4}}, "does-not-count", {"area": "home"}),
        (TALK, [HOME], {"scored": {"area": "home", "score": 6}}, "score-outside-scale", {"score": 6, "least": 1, "most": 5}),
        (TALK, [HOME], {"looked-back": {"area": "home", "score": 0}}, "score-outside-scale", {"score": 0, "least": 1, "most": 5}),
        (FIXED, [HOME], {"scored": {"area": "home", "score": 4}}, "no-score-here", {}),
        (PLAIN, [], {"goal-set": {"goal": "Rust"}}, "no-goals-here", {}),
        (TALK, [{"goal-set": {"goal": "a"}}] * 2, {"goal-set": {"goal": "b"}}, "enough-goals", {"most": 2}),
        (TALK, [], {"goal-set": {"goal": "Rust", "area": "work"}}, "unknown-area", {"area": "work"}),
        (TALK, [], {"goal-removed": {"number": 1}}, "unknown-goal", {}),
        (TALK, [{"goal-set": {"goal": "a"}}], {"goal-removed": {"number": 0}}, "unknown-goal", {}),
        (TALK, [], {"concluded": {"closing": "never"}}, "no-conclusion-here", {"choice": "never"}),
        (PLAIN, [], {"concluded": {"closing": "fine"}}, "no-conclusion-here", {"choice": "fine"}),
        (TALK, [], {"answered": {"question": "who", "answer": "ik"}}, "not-asked", {"fact": "who"}),
        (TALK, [], {"skipped": {"question": "who"}}, "not-asked", {"fact": "who"}),
        (TALK, [{"area-added": {"area": f"own-{n}", "title": "Iets"}} for n in range(12)],
         {"area-added": {"area": "own-12", "title": "Iets"}}, "too-much", {"at_most": 12}),
        (TALK, [], {"scored": {"area": "home"}}, "malformed-event", {"event": "scored", "where": "score"}),
        (TALK, [], {"goal-set": {"goal": "x" * 201}}, "malformed-event", {"event": "goal-set", "where": "goal"}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_facts(part, before, event, code, facts):
    state = said(*before, part=part)
    with pytest.raises(Refused) as refusal:
        conversation.apply(part, state, event, now=STORY_TIME)
    assert (refusal.value.code, refusal.value.facts) == (code, facts)


def test_a_conversation_that_asks_nothing_is_none():
    with pytest.raises(ValidationError):
        Conversation.model_validate({"opening": "Dag.", "sheet": {"title": "Blad"}})


@pytest.mark.parametrize(("least", "most"), [(1, 1), (5, 1), (0, 11)])
def test_a_scale_goes_up_in_two_to_eleven_figures(least, most):
    scale = BOARD.scale.model_dump() | {"least": least, "most": most}
    with pytest.raises(ValidationError):
        Scale.model_validate(scale)


def test_what_is_said_comes_back_from_json_the_same():
    state = said(
        HOME, {"area-added": {"area": "own-1", "title": "Mijn hond"}}, {"scored": {"area": "home", "score": 4}},
        {"answered": {"question": "help", "answer": "please"}}, {"skipped": {"question": "why"}},
        {"goal-set": {"goal": "Rust", "actions": ["Bellen"]}}, {"concluded": {"closing": "go-on"}},
    )  # fmt: skip
    assert conversation.State.model_validate(json.loads(state.model_dump_json())) == state
