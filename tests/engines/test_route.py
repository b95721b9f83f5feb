"""A route: stages in order, written things, votes over a whole group, and going back."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from wijkwerk.engines import route
from wijkwerk.engines.route.part import Route, Stage
from wijkwerk.library.cases import STORY_TIME
from wijkwerk.words.refusal import Refused

NOTES = [
    {"id": "what", "ask": "Wat zag je?", "kind": "text", "required": True},
    {"id": "how-many", "ask": "Hoeveel?", "kind": "number"},
]
WAY = Route.model_validate(
    {
        "roles": [{"id": "core", "title": "Kerngroep"}, {"id": "guide", "title": "Begeleider"}],
        "groups": [{"id": "residents", "title": "bewoners"}, {"id": "households", "title": "huishoudens"}],
        "stages": [
            {"id": "walk", "title": "Lopen", "owner": "core", "also": ["guide"], "needs": "notes", "asks": NOTES, "at_least": 2},
            {"id": "vote", "title": "Stemmen", "owner": "core", "needs": "vote", "gate": {"percent": 60, "of": "residents"}, "back_to": ["walk"]},
            {"id": "ask", "title": "Peilen", "owner": "core", "needs": "vote", "over": "residents", "may_skip": True},
            {"id": "thanks", "title": "Bedanken", "owner": "guide", "may_skip": True},
        ],
        "logs": [{"id": "account", "title": "Verslag", "owner": "guide", "asks": NOTES, "at_least": 1}],
        "dates": {"residents": 2025, "officials": 2030},
    }
)  # fmt: skip
NOTE = {"entry-added": {"to": "walk", "values": {"what": "Een bank."}}}
LOGGED = {"entry-added": {"to": "account", "values": {"what": "Twaalf mensen."}}}
CLOSED = "stage-closed"
TO_VOTE = (NOTE, NOTE, CLOSED)
END = (LOGGED, CLOSED)


def vote(agree, residents=260, **more):
    return {"vote-counted": {"agree": agree, "of": {"residents": residents}} | more}


def walked(*events):
    state = route.start(WAY)
    for event in events:
        state = route.apply(WAY, state, event, now=STORY_TIME)
    return state


def by(role, event):
    name, values = (event, {}) if isinstance(event, str) else next(iter(event.items()))
    return {name: values | {"by": role}}


def test_stages_are_closed_one_by_one_until_the_end():
    state = walked(*TO_VOTE, vote(156), CLOSED, vote(1), CLOSED, *END)

    assert state.is_finished
    assert [(one.stage, one.how) for one in state.way] == [
        (name, "closed") for name in ("walk", "vote", "ask", "thanks")
    ]
    assert route.next_steps(WAY, state) == ()
    assert {one.standing for one in route.report(WAY, state).stages} == {"done"}


@pytest.mark.parametrize(("agree", "is_open"), [(155, False), (156, True), (157, True)])
def test_the_gate_opens_at_its_per_cent_of_all_residents(agree, is_open):
    state = walked(*TO_VOTE, vote(agree))
    closing = next(step for step in route.next_steps(WAY, state) if step.event == CLOSED)

    assert (closing.waits_for is None) is is_open
    counted: Any = route.report(WAY, state).stages[1].vote
    assert (counted.needed, counted.percent, counted.is_met, counted.group) == (156, 60, is_open, "bewoners")


def test_a_majority_of_voters_is_not_enough():
    with pytest.raises(Refused) as refusal:
        walked(*TO_VOTE, vote(100, against=5), CLOSED)
    assert (refusal.value.code, refusal.value.facts) == ("gate-not-met", {"percent": 60, "of": "residents"})


def test_a_vote_without_gate_is_counted_and_opens_always():
    assert walked(*TO_VOTE, vote(260), CLOSED, vote(0, against=200), CLOSED).stage == "thanks"


def test_a_stage_that_may_be_skipped_is_skipped_with_a_reason():
    state = walked(*TO_VOTE, vote(200), CLOSED, {"stage-skipped": {"why": "Al gepeild."}})
    assert state.way[-1].why == "Al gepeild." and route.report(WAY, state).stages[2].standing == "skipped"


def test_skipping_the_last_stage_does_not_pass_by_the_account():
    before = (*TO_VOTE, vote(200), CLOSED, vote(200), CLOSED)
    with pytest.raises(Refused) as refusal:
        walked(*before, {"stage-skipped": {"why": "Geen tijd."}})
    assert (refusal.value.code, refusal.value.facts["title"]) == ("too-little", "Verslag")
    assert walked(*before, LOGGED, {"stage-skipped": {"why": "Geen tijd."}}).is_finished


def test_going_back_keeps_what_was_written_and_asks_for_a_new_vote():
    state = walked(*TO_VOTE, vote(200), {"went-back": {"to": "walk", "why": "Nog eens kijken."}})
    assert state.stage == "walk" and len(state.entries["walk"]) == 2

    again = route.apply(WAY, state, CLOSED, now=STORY_TIME)
    assert again.stage == "vote" and "vote" not in again.votes
    assert route.report(WAY, again).stages[0].standing == "done"


def test_a_list_is_open_all_the_way():
    assert len(walked(LOGGED, *TO_VOTE, LOGGED).entries["account"]) == 2


def test_steps_say_for_which_roles_they_are():
    steps = {(step.event, step.at): step.roles for step in route.next_steps(WAY, walked(*TO_VOTE))}
    assert steps == {
        ("vote-counted", "vote"): ("core",),
        ("stage-closed", "vote"): ("core",),
        ("went-back", "walk"): ("core",),
        ("entry-added", "account"): ("guide",),
    }


def test_an_entry_is_read_back_in_the_words_of_its_questions():
    written = route.report(WAY, walked({"entry-added": {"to": "walk", "values": {"what": "Bank", "how-many": "3"}}}))
    assert [(line.ask, line.answer) for line in written.stages[0].written[0].lines] == [
        ("Wat zag je?", "Bank"),
        ("Hoeveel?", "3"),
    ]


@pytest.mark.parametrize(
    ("before", "event", "code", "facts"),
    [
        ((), CLOSED, "too-little", {"title": "Lopen", "there": 0, "at_least": 2}),
        ((NOTE,), CLOSED, "too-little", {"title": "Lopen", "there": 1, "at_least": 2}),
        ((), {"entry-added": {"to": "walk", "values": {}}}, "missing", {"question": "what", "ask": "Wat zag je?"}),
        ((), {"entry-added": {"to": "walk", "values": {"who": "Jan"}}}, "not-asked", {"fact": "who"}),
        ((), {"entry-added": {"to": "nowhere", "values": {}}}, "unknown-list", {"list": "nowhere"}),
        ((), {"entry-added": {"to": "thanks", "values": {}}}, "not-now", {"stage": "Bedanken", "current": "Lopen"}),
        (TO_VOTE, {"entry-added": {"to": "vote", "values": {}}}, "no-entries-here", {"stage": "Stemmen"}),
        ((), vote(1), "no-vote-here", {"stage": "Lopen"}),
        (TO_VOTE, CLOSED, "vote-missing", {"stage": "Stemmen"}),
        (TO_VOTE, {"vote-counted": {"agree": 1, "of": {}}}, "group-missing", {"group": "bewoners"}),
        (TO_VOTE, vote(0, 0), "group-missing", {"group": "bewoners"}),
        (TO_VOTE, vote(200, 260, against=61), "more-votes-than-people", {"votes": 261, "people": 260, "group": "bewoners"}),
        (TO_VOTE, {"vote-counted": {"agree": 1, "of": {"residents": 9, "dogs": 9}}}, "unknown-group",
         {"group": "dogs", "known": "bewoners, huishoudens"}),
        (TO_VOTE, vote(-1), "malformed-event", {"event": "vote-counted", "where": "agree"}),
        (TO_VOTE, vote(1.5), "malformed-event", {"event": "vote-counted", "where": "agree"}),
        (TO_VOTE, vote(1, on="morgen"), "malformed-event", {"event": "vote-counted", "where": "on"}),
        ((), {"stage-skipped": {"why": "Geen zin."}}, "may-not-be-skipped", {"stage": "Lopen"}),
        ((), {"stage-skipped": {}}, "malformed-event", {"event": "stage-skipped", "where": "why"}),
        (TO_VOTE, {"went-back": {"to": "thanks", "why": "Zomaar."}}, "no-way-back", {"stage": "Stemmen", "to": "thanks"}),
        ((), by("nobody", NOTE), "not-your-role", {"owner": "Kerngroep, Begeleider", "role": "nobody"}),
        (TO_VOTE, by("guide", vote(1)), "not-your-role", {"owner": "Kerngroep", "role": "Begeleider"}),
        (TO_VOTE, by("guide", CLOSED), "not-your-role", {"owner": "Kerngroep", "role": "Begeleider"}),
        ((NOTE,) * 500, NOTE, "too-much", {"at_most": 500}),
        ((*TO_VOTE, vote(260), CLOSED, vote(1), CLOSED), CLOSED, "too-little", {"title": "Verslag", "there": 0, "at_least": 1}),
        ((*TO_VOTE, vote(260), CLOSED, vote(1), CLOSED, *END), NOTE, "finished", {}),
    ],
)  # fmt: skip
def test_what_is_not_its_turn_or_its_role_is_refused_with_its_facts(before, event, code, facts):
    state = walked(*before)
    with pytest.raises(Refused) as refusal:
        route.apply(WAY, state, event, now=STORY_TIME)
    assert (refusal.value.code, refusal.value.facts) == (code, facts)


def test_the_right_role_may_and_is_kept_with_the_event():
    assert walked(by("guide", NOTE)).entries["walk"][0].by == "guide"


@pytest.mark.parametrize(
    "wrong",
    [
        {"needs": "vote"},
        {"gate": {"percent": 60, "of": "residents"}},
        {"needs": "notes"},
        {"asks": NOTES},
        {"needs": "vote", "gate": {"percent": 101, "of": "residents"}},
    ],
)
def test_a_stage_asks_for_what_it_needs_and_nothing_else(wrong):
    with pytest.raises(ValidationError):
        Stage.model_validate({"id": "stage", "title": "Stap", "owner": "core"} | wrong)


def test_a_state_comes_back_from_json_the_same_after_every_step():
    state = route.start(WAY)
    for event in (*TO_VOTE, vote(156, on="2019-07-29"), CLOSED, {"stage-skipped": {"why": "Al gepeild."}}, *END):
        state = route.apply(WAY, state, event, now=STORY_TIME)
        assert route.State.model_validate(json.loads(state.model_dump_json())) == state
    assert state.is_finished
