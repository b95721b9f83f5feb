"""Walking a route without keeping it: the events travel with the page, and are played again each time."""

import json
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.timezone import now

from wijkwerk.engines import KINDS
from wijkwerk.engines.route.part import Route
from wijkwerk.engines.route.report import Report
from wijkwerk.web.find.steps import Offer, event_from, offers
from wijkwerk.words.refusal import Refused

MOST_EVENTS = 200
MOST_TEXT = 200_000


class Rehearsal(NamedTuple):
    """The walk so far, and what can be done next; what was refused stands at its form with the reason."""

    events: str
    report: Report
    offers: list[Offer]

    @classmethod
    def of(cls, route: Route, data: QueryDict, *, language: str) -> "Rehearsal":
        """Play the events that came with the page, and then the one that was typed."""
        engine = KINDS["route"]
        state, kept = engine.start(route), list[Any]()
        for event in () if "restart" in data else _events(data.get("events", "")):
            try:
                state = engine.apply(route, state, event, now=now())
            except Refused:
                break
            kept.append(event)
        is_refused = False
        tried = next((one for one in offers(route, state, data, language=language) if one.form.is_bound), None)
        if tried is not None:
            try:
                event = event_from(tried)
                state = engine.apply(route, state, event, now=now())
                kept.append(event)
            except Refused as refusal:
                is_refused = True
                tried.form.tell(refusal, language, route.titles)
        return cls(
            json.dumps(kept, ensure_ascii=False),
            engine.report(route, state),
            [
                tried if is_refused and tried and one.key == tried.key else one
                for one in offers(route, state, None, language=language)
            ],
        )


def _events(text: str) -> list[Any]:
    if len(text) > MOST_TEXT:
        return []
    try:
        events = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    return events[:MOST_EVENTS] if isinstance(events, list) else []
