"""The conversation exists twice, on purpose: in Python and in the browser. Here they prove to be twins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.templatetags.static import static
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from pydantic import TypeAdapter

from tests.frontend.twin import as_data, in_browser, in_python
from wijkwerk.engines.conversation.part import Conversation
from wijkwerk.engines.conversation.run import EVENTS
from wijkwerk.library.cases import Case, outcome_of
from wijkwerk.library.method import Method
from wijkwerk.web.find.service import shelf
from wijkwerk.words.condition import Condition, decide

CASES = Path(settings.CONTENT) / "cases"
PLAYED = ("wat-telt", "ben-je-oke")
EVERY_KIND = Conversation.model_validate(
    {
        "opening": "Hallo.",
        "ours": "een gesprek met elke soort vraag, om de tweeling te toetsen",
        "board": {
            "ask": "Wat telt?",
            "areas": [{"id": "home", "title": "Wonen"}, {"id": "money", "title": "Geld"}],
            "scale": {"ask": "Hoe gaat het?", "least": -2, "most": 2, "least_label": "slecht", "most_label": "goed"},
        },
        "questions": [
            {"id": "pick", "ask": "Welke?", "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]},
            {
                "id": "some",
                "ask": "Welke allemaal?",
                "kind": "many",
                "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
            },
            {"id": "many", "ask": "Hoeveel?", "kind": "number", "at_least": 1, "at_most": 99},
            {"id": "any", "ask": "Hoeveel dan?", "kind": "number"},
            {"id": "when", "ask": "Wanneer?", "kind": "day"},
            {"id": "line", "ask": "Hoe heet het?", "kind": "text"},
            {"id": "constructor", "ask": "Vertel?", "kind": "story"},
        ],
        "goals": {"ask": "Doelen?", "most": 2},
        "conclusion": {
            "ask": "Wat denken we?",
            "closings": [{"id": "ok", "label": "Oké"}, {"id": "help", "label": "Hulp", "shows_places": True}],
        },
        "places": [{"id": "doctor", "name": "Huisarts", "text": "Bel."}],
        "sheet": {"title": "Blad"},
    }
)
BARE = Conversation.model_validate(
    {
        "opening": "Hallo.",
        "board": {"ask": "Wat telt?", "may_add": False, "areas": [{"id": "home", "title": "Wonen"}]},
        "sheet": {"title": "Blad"},
    }
)


@pytest.fixture
def board(page: Page, live_server: Any) -> Page:
    """A page of the site itself, so that the modules come as they do for people, with the same rules."""
    page.goto(f"{live_server.url}/gesprek/wat-telt/")
    return page


def _method(method_id: str) -> Method:
    method = shelf().method(method_id)
    assert method is not None
    return method


def _part(method_id: str) -> Conversation:
    part = _method(method_id).conversation
    assert part is not None
    return part


def _in_case_words(outcome: dict[str, Any]) -> dict[str, Any]:
    refusal = next((one for one in outcome["refused"] if one), None)
    if refusal:
        return {"refused": refusal["code"], **{name: fact for name, fact in refusal.items() if name != "code"}}
    report = outcome["report"]
    return {
        "counts": [one["area"] for one in report["counts"]],
        "scores": {one["area"]: one["score"] for one in report["counts"] if one["score"] is not None},
        "last": {one["area"]: one["last"] for one in report["counts"] if one["last"] is not None},
        "answered": [one["question"] for one in report["answers"] if one["answer"] is not None],
        "answers": {one["question"]: one["answer"] for one in report["answers"] if one["answer"] is not None},
        "skipped": [one["question"] for one in report["answers"] if one["is_skipped"]],
        "goals": [goal["text"] for goal in report["goals"]],
        "closing": report["closing"],
        "places": report["places"],
    }


@pytest.mark.parametrize("method_id", PLAYED)
def test_the_browser_comes_to_the_outcomes_people_expect(board: Page, method_id: str):
    cases = [Case.model_validate(one) for one in yaml.safe_load((CASES / f"{method_id}.yaml").read_text())]
    cases = [case for case in cases if case.part == "conversation"]
    assert len(cases) >= 6

    for case in cases:
        outcome = _in_case_words(in_browser(board, _part(method_id), case.events))
        assert {name: outcome.get(name) for name in case.expect} == case.expect, case.name
        assert outcome == json.loads(json.dumps(outcome_of(_method(method_id), case))), case.name


def test_the_browser_decides_conditions_as_python_does(board: Page):
    cases = yaml.safe_load((CASES / "conditions.yaml").read_text())
    decided = board.evaluate(
        """async ([url, cases]) => {
          const { decide, holds } = await import(url);
          return cases.map(({ condition, facts }) => {
            const [outcome, reasons] = decide(condition, facts);
            return [String(outcome ?? "open"), String(holds(condition, facts) ?? "open"), reasons.map((one) => one.outcome)];
          });
        }""",
        [static("work/board/conditions.js"), cases],
    )
    assert len(cases) >= 40

    for case, (outcome, alone, reasons) in zip(cases, decided, strict=True):
        wanted, why = decide(_condition(case["condition"]), _facts(case["facts"]))
        assert outcome == alone == case["expect"], case["name"]
        assert reasons == [one.outcome for one in why], case["name"]
        assert outcome == {True: "true", False: "false", None: "open"}[wanted], case["name"]


def _condition(data: dict[str, Any]) -> Any:
    return TypeAdapter(Condition).validate_python(data)


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(given) if isinstance(given, list) else given for name, given in facts.items()}


def test_no_condition_always_holds(board: Page):
    url = static("work/board/conditions.js")
    assert board.evaluate("async (url) => (await import(url)).holds(null, {})", url) is True


NASTY = [
    "",
    " ",
    "\u200b",
    "\u202e",
    "\ufeff",
    "a\r\nb",
    "\x85a\x1c",
    "e\u0301",
    "\x00",
    "٣",
    "-٤",
    "1e3",
    "--1",
    "0",
    "-0",
]
NASTY += ["2026-02-29", "2024-02-29", "2026-13", "2026", "0000", "2026-1", "999999999", "9999999999", "x" * 201]
WORDS = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=12)
IDS = st.sampled_from(
    ["home", "money", "own-1", "own-2", "a", "b", "help", "ok", "pick", "some", "many", "any", "when", "line"]
)
IDS |= st.sampled_from(
    ["constructor", "get-going", "feel", "meaning", "needs-help", "A b", "own-3", "toString", "x" * 61]
)
NUMBERS = st.integers(-12, 12) | st.sampled_from([2**31, 1.5])
LOOSE = st.none() | st.booleans() | NUMBERS | WORDS | IDS
ANYTHING = LOOSE | st.lists(LOOSE, max_size=3) | st.dictionaries(IDS, LOOSE, max_size=2)
FIELDS = {
    "area": IDS,
    "title": WORDS,
    "score": st.none() | NUMBERS,
    "question": IDS,
    "answer": ANYTHING | st.lists(st.sampled_from(["a", "b"]), max_size=3),
    "goal": WORDS,
    "actions": st.lists(WORDS, max_size=10),
    "number": st.integers(-1, 4),
    "closing": IDS,
}


@st.composite
def events(draw: st.DrawFn) -> Any:
    """Mostly an event as the page makes it, sometimes one with something missing, strange or too much."""
    name = draw(st.sampled_from([*EVENTS]))
    values = {field: draw(FIELDS[field]) for field in EVENTS[name].model_fields}
    match draw(st.integers(0, 15)):
        case 0:
            return draw(ANYTHING)
        case 1:
            values.pop(draw(st.sampled_from([*values])))
        case 2:
            values[draw(st.sampled_from([*values]))] = draw(ANYTHING)
        case 3:
            values[draw(IDS)] = draw(ANYTHING)
        case 4:
            return {name: draw(ANYTHING)}
    return {name: values}


def _comparable(outcome: dict[str, Any]) -> dict[str, Any]:
    """Without the one fact that quotes what was given: Python and the browser write lists and mappings differently."""
    refused = [one and {**one, "answer": None} for one in outcome["refused"]]
    return {**outcome, "refused": refused}


@pytest.mark.parametrize("part", [EVERY_KIND, BARE, *map(_part, PLAYED)], ids=["every-kind", "bare", *PLAYED])
def test_whatever_happens_the_twins_agree(board: Page, part: Conversation):
    @given(st.lists(events(), max_size=16))
    @hypothesis_settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    def agree(story: list[Any]) -> None:
        assert _comparable(in_browser(board, part, story)) == _comparable(in_python(part, story))

    agree()


def test_a_twin_that_differs_is_noticed(board: Page):
    data = EVERY_KIND.model_dump()
    data["board"]["scale"]["most"] = 3
    story = [{"counts": {"area": "home"}}, {"scored": {"area": "home", "score": 3}}]

    assert in_browser(board, EVERY_KIND, story) == in_python(EVERY_KIND, story)
    assert in_browser(board, Conversation.model_validate(data), story) != in_python(EVERY_KIND, story)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({"counts": {"area": "hairstyle"}}, "unknown-area"),
        ({"scored": {"area": "home", "score": 1}}, "does-not-count"),
        ({"answered": {"question": "nobody", "answer": "x"}}, "not-asked"),
        ({"answered": {"question": "pick", "answer": "c"}}, "not-an-option"),
        ({"answered": {"question": "many", "answer": "veel"}}, "not-a-number"),
        ({"answered": {"question": "many", "answer": 0}}, "too-few"),
        ({"answered": {"question": "many", "answer": 100}}, "too-many"),
        ({"answered": {"question": "when", "answer": "2026-02-30"}}, "not-a-day"),
        ({"answered": {"question": "line", "answer": 3}}, "not-text"),
        ({"answered": {"question": "line", "answer": "x" * 201}}, "too-long"),
        ({"answered": {"question": "line", "answer": "a\u202eb"}}, "hidden-sign"),
        ({"goal-removed": {"number": 1}}, "unknown-goal"),
        ({"concluded": {"closing": "fine"}}, "no-conclusion-here"),
        ({"area-added": {"area": "home", "title": "Huis"}}, "already-there"),
        ({"counts": {}}, "malformed-event"),
        ("dance", "unknown-event"),
    ],
)
def test_the_browser_refuses_with_the_reason_of_python(board: Page, event: Any, code: str):
    (refusal,) = in_browser(board, EVERY_KIND, [event])["refused"]

    assert refusal["code"] == code
    assert [refusal] == in_python(EVERY_KIND, [event])["refused"]


ROBOT = """async ([url, part]) => {
  const twin = await import(url);
  let state = twin.start(part);
  const answer = (id) => {
    const question = part.questions.find((one) => one.id === id);
    return { choice: question.options?.[0].id, many: question.options?.map((one) => one.id), number: question.at_least ?? 3,
             day: "2026" }[question.kind] ?? "In mijn eigen woorden.";
  };
  const acts = {
    counts: () => ({ counts: { area: part.board.areas[0].id } }),
    scored: ({ at }) => ({ scored: { area: at, score: part.board.scale.least } }),
    answered: ({ at }) => ({ answered: { question: at, answer: answer(at) } }),
    "goal-set": () => ({ "goal-set": { goal: "Iets kleins" } }),
    concluded: () => ({ concluded: { closing: part.conclusion.closings[0].id } }),
  };
  const played = [];
  for (let steps = twin.nextSteps(part, state); steps.length > 0; steps = twin.nextSteps(part, state)) {
    if (played.length > 200) throw new Error("no end");
    played.push(acts[steps[0].event](steps[0]));
    state = twin.apply(part, state, played.at(-1));
  }
  return played;
}"""


def test_a_patient_robot_plays_every_conversation_to_its_end(board: Page):
    parts = {method.id: method.conversation for method in shelf() if method.conversation}
    assert set(PLAYED) <= set(parts)

    for method_id, part in parts.items():
        data = {"questions": []} | as_data(part)
        played = board.evaluate(ROBOT, [static("work/board/conversation.js"), data])
        assert in_python(part, played)["steps"] == [], method_id
        assert in_python(part, played)["refused"] == [None] * len(played), method_id
