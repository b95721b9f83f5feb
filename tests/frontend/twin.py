"""Plays the same events with both twins, Python and the browser, and says what came of them in the same words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.templatetags.static import static
from playwright.sync_api import Page

from wijkwerk.engines import conversation as engine
from wijkwerk.engines.conversation.part import Conversation
from wijkwerk.library.plain import plain
from wijkwerk.words.refusal import Refused

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLAY = """async ([url, text]) => {
  const twin = await import(url);
  const { part, events } = JSON.parse(text);
  let state = twin.start(part);
  const refused = [];
  for (const event of events) {
    try {
      state = twin.apply(part, state, event);
      refused.push(null);
    } catch (refusal) {
      if (!(refusal instanceof twin.Refused)) throw refusal;
      refused.push({ code: refusal.code, ...refusal.facts });
    }
  }
  const report = twin.report(part, state);
  return JSON.stringify({
    state,
    refused,
    report: { ...report, closing: report.closing?.id ?? null, places: report.places.map(({ id }) => id) },
    steps: twin.nextSteps(part, state),
  });
}"""


def as_data(part: Conversation) -> dict[str, Any]:
    """The part as the page receives it."""
    data: dict[str, Any] = plain(part)
    return data


def in_browser(page: Page, part: Conversation, events: Sequence[Any]) -> dict[str, Any]:
    """What the browser's twin makes of the events; an event that is refused changes nothing and the rest goes on."""
    text = json.dumps({"part": as_data(part), "events": list(events)})
    outcome: dict[str, Any] = json.loads(page.evaluate(PLAY, [static("work/board/conversation.js"), text]))
    return outcome


def in_python(part: Conversation, events: Sequence[Any]) -> dict[str, Any]:
    """What the reference makes of the events, in the same shape."""
    state = engine.start(part)
    refused: list[Any] = []
    for event in events:
        try:
            state = engine.apply(part, state, event, now=NOW)
            refused.append(None)
        except Refused as refusal:
            refused.append({"code": refusal.code, **refusal.facts})
    report = engine.report(part, state)
    outcome = {
        "state": state.model_dump(mode="json"),
        "refused": refused,
        "report": {
            "counts": [one._asdict() for one in report.counts],
            "answers": [one._asdict() for one in report.answers],
            "goals": [goal.model_dump(mode="json") for goal in report.goals],
            "closing": report.closing.id if report.closing else None,
            "places": [place.id for place in report.places],
        },
        "steps": [{"event": one.event, "title": one.title, "at": one.at} for one in engine.next_steps(part, state)],
    }
    plainly: dict[str, Any] = json.loads(json.dumps(outcome))
    return plainly
