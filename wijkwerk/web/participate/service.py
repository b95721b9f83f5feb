"""What other apps may ask of taking part: what is public of it as data, and to load the rounds of an example."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from wijkwerk.web.participate import ideas
from wijkwerk.web.participate.models import Idea, Round
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.open_data import (
    Listed,
    open_dialogue,
    open_dialogues,
    open_ideas,
    open_meeting,
    open_meetings,
    open_round,
    open_rounds,
    open_vote,
    open_votes,
)
from wijkwerk.web.participate.rounds import Asked, Taker
from wijkwerk.web.people.models import Area, Person

__all__ = [
    "Asked",
    "Listed",
    "load_round",
    "open_dialogue",
    "open_dialogues",
    "open_ideas",
    "open_meeting",
    "open_meetings",
    "open_round",
    "open_rounds",
    "open_vote",
    "open_votes",
]


def load_round(area: Area, row: Mapping[str, Any], people: Mapping[str, Person], *, today: date) -> Round | None:
    """Carry out one round of an example by the same acts as people do; None when it was loaded before.

    Its days are counted from the day it `begins`, which is counted from today. A round with a `refusal` was chosen,
    and its ideas have their answer.
    """
    slug = slugify(row["title"])[:50].strip("-")
    if Round.objects.filter(area=area, slug=slug).exists():
        return None
    first = today + timedelta(days=row["begins"])
    by = people[row["owner"]]
    facts = {
        **{name: row[name] for name in ("title", "question", "intro", "body", "threshold")},
        "ideas_from": first,
        "ideas_until": first + timedelta(days=row["ideas"]),
        "support_until": first + timedelta(days=row["support"]),
        "decision_on": first + timedelta(days=row["decision"]),
        "with_letter": True,
    }
    with transaction.atomic():
        round = ideas.make_round(area, facts, row["themes"], by=by, now=_at(first))
        themes = {theme.title: theme for theme in round.themes.all()}
        brought = [(one, _brought(round, one, themes, people, by=by)) for one in row["ideas_brought"]]
        if "refusal" in row:
            ideas.choose(round, row["refusal"], by=by, today=round.support_until + timedelta(days=1))
            for one, idea in brought:
                if "decision" in one:
                    idea.refresh_from_db()
                    ideas.answer_idea(
                        idea, one["decision"], one["answer"], by=by, version=idea.version, today=round.decision_on
                    )
            ideas.write_account(round, {"account": row["account"]}, by=by)
    return round


def _brought(
    round: Round, row: Mapping[str, Any], themes: Mapping[str, Any], people: Mapping[str, Person], *, by: Person
) -> Idea:
    words = ideas.Words(
        title=row["title"],
        text=row.get("text", ""),
        theme=themes[row["theme"]],
        language=row.get("language", "nl"),
        place=row.get("place", ""),
    )
    on = round.ideas_from + timedelta(days=1)
    when: dict[str, Any] = {"now": _at(on), "today": on}
    if row["by"]:
        idea = ideas.bring_idea(round, words, taker=Taker(people[row["by"]]), **when)
    else:
        idea = ideas.type_idea(round, words, Channel.DOOR, by=by, **when)
    if row["support"]:
        ideas.type_support(idea, row["support"], Channel.PAPER, by=by, today=on)
    return idea


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
