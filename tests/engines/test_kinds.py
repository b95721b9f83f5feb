"""The four kinds speak alike: the same four words, events that fit or are refused, and no chance or clock."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.test_check import CHECK
from tests.engines.test_conversation import TALK
from tests.engines.test_guide import GUIDE
from tests.engines.test_route import WAY
from wijkwerk.engines import KINDS
from wijkwerk.library.cases import STORY_TIME
from wijkwerk.library.plain import plain
from wijkwerk.words.refusal import SENTENCES, Refused

PARTS: dict[str, Any] = {"guide": GUIDE, "conversation": TALK, "route": WAY, "check": CHECK}
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=10), inner, max_size=4)),
    max_leaves=12,
)


def test_every_kind_has_a_part_to_try_here():
    assert set(PARTS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_is_sent_gives_a_state_or_a_refusal_with_a_sentence(kind, data):
    engine, part = KINDS[kind], PARTS[kind]
    names = st.sampled_from([*engine.EVENTS, "unknown"])
    event = data.draw(st.one_of(anything, names, st.dictionaries(names, anything, min_size=1, max_size=2)))
    state = engine.start(part)
    after, refusal = _applied(engine, part, state, event)
    if refusal:
        assert refusal.code in SENTENCES
        assert all(0 < len(refusal.sentence(language)) < 1000 for language in ("nl", "en"))
    else:
        assert type(after).model_validate_json(after.model_dump_json()) == after
        engine.report(part, after)
    assert state == engine.start(part)


def _applied(engine, part, state, event):
    try:
        return engine.apply(part, state, event, now=STORY_TIME), None
    except Refused as refusal:
        return None, refusal


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("event", [None, 3, [], {}, "", {"a": {}, "b": {}}, ["answered"], {"answered": 1, "x": 2}])
def test_what_is_no_event_is_refused(kind, event):
    with pytest.raises(Refused) as refusal:
        KINDS[kind].apply(PARTS[kind], KINDS[kind].start(PARTS[kind]), event, now=STORY_TIME)
    assert refusal.value.code == "unknown-event"
    assert set(refusal.value.facts["known"].split(", ")) == set(KINDS[kind].EVENTS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_known_event_with_a_key_too_many_is_refused_by_that_key(kind):
    for name in KINDS[kind].EVENTS:
        with pytest.raises(Refused) as refusal:
            KINDS[kind].apply(PARTS[kind], KINDS[kind].start(PARTS[kind]), {name: {"surprise": 1}}, now=STORY_TIME)
        assert refusal.value.code == "malformed-event" and "surprise" in refusal.value.facts["where"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_gives_the_same_answer_every_time(kind):
    engine, part = KINDS[kind], PARTS[kind]
    assert engine.start(part) == engine.start(part)
    assert plain(engine.report(part, engine.start(part))) == plain(engine.report(part, engine.start(part)))
    assert plain(engine.next_steps(part, engine.start(part))) == plain(engine.next_steps(part, engine.start(part)))


def test_the_moment_of_an_event_is_the_one_that_was_passed_in():
    engine, moment = KINDS["route"], datetime(1999, 1, 2)
    state = engine.apply(
        WAY, engine.start(WAY), {"entry-added": {"to": "walk", "values": {"what": "Bank"}}}, now=moment
    )
    assert state.entries["walk"][0].at == moment


def test_a_state_cannot_be_changed_in_place():
    for kind, engine in KINDS.items():
        state = engine.start(PARTS[kind])
        with pytest.raises(ValueError, match="frozen"):
            state.version = 2
