"""What happened in a run, told as sentences."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.web.work.models import RunEvent
from wijkwerk.web.work.queries import Opened


class Told(NamedTuple):
    """One thing that happened, when, and by whom."""

    at: datetime
    sentence: str
    by: str
    role: str
    why: str


def told(opened: Opened, events: list[RunEvent]) -> list[Told]:
    """The events as sentences, in the order they came in."""
    titles: dict[str, str] = getattr(opened.part, "titles", {})
    stages = _stages(opened, events) if opened.run.part == "route" else {}
    return [_told(event, titles, stages) for event in events]


def _told(event: RunEvent, titles: dict[str, str], stages: dict[int, str]) -> Told:
    name, values = next(iter(event.event.items()))
    return Told(
        at=event.at,
        sentence=_sentence(name, values, titles, stages.get(event.number, "")),
        by=event.by.name if event.by else "",
        role=titles.get(event.role, event.role),
        why=str(values.get("why", "")),
    )


def _sentence(name: str, values: dict[str, Any], titles: dict[str, str], stage: str) -> str:
    match name:
        case "entry-added":
            return _("Opgeschreven bij “%(place)s”.") % {"place": titles.get(values["to"], values["to"])}
        case "vote-counted":
            group, people = next(iter(values["of"].items()))
            return _("Stemming “%(stage)s” geteld: %(agree)s voor, van de %(people)s %(group)s.") % {
                "stage": stage,
                "agree": values["agree"],
                "people": people,
                "group": titles.get(group, group),
            }
        case "stage-closed":
            return _("Stap “%(stage)s” afgerond.") % {"stage": stage}
        case "stage-skipped":
            return _("Stap “%(stage)s” overgeslagen.") % {"stage": stage}
        case "went-back":
            return _("Terug naar “%(stage)s”.") % {"stage": titles.get(values["to"], values["to"])}
        case "phase-chosen":
            return _("Zelf gekozen hoe het in de buurt is.")
        case _:
            return _("Antwoorden bijgewerkt.")


def _stages(opened: Opened, events: list[RunEvent]) -> dict[int, str]:
    """The stage each event belongs to: the one that was left first after it, or else the stage at hand."""
    titles, state = opened.part.titles, opened.state
    left = {event.number: next((one.stage for one in state.way if one.at >= event.at), state.stage) for event in events}
    return {number: titles.get(stage, "") for number, stage in left.items()}
