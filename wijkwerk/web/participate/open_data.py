"""What is public of taking part, as data: the same that the pages show to everybody, by the functions of those pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwerk.web.participate import dialogues, mapping, meetings, round_steps, rounds, votes
from wijkwerk.web.participate.models import Dialogue, Idea, Meeting, Round, Vote
from wijkwerk.web.participate.phases import phase_on
from wijkwerk.web.participate.rounds import Asked

Data = dict[str, Any]
IDEA_COLUMNS = (
    "number", "title", "text", "language", "theme", "place", "lon", "lat", "state", "support", "brought_on",
    "answer_due_on", "answered_on", "answer",
)  # fmt: skip


class Listed(NamedTuple):
    """A list of public things, to be cut in pages, and how one of them is told."""

    rows: QuerySet[Any]
    told: Callable[[Any], Data]


# --- rounds ---


def open_rounds(area: str = "") -> Listed:
    """All rounds, the newest first; or those of one area."""
    found = rounds.rounds()
    return Listed(found.filter(area__slug=area) if area else found, round_data)


def open_round(area: str, slug: str) -> Data:
    """One round with its account; Http404 when there is none."""
    round = rounds.round_of(area, slug)
    themes = [{"slug": one.slug, "title": one.title, "ideas": one.number} for one in rounds.themes_of(round)]
    return {**round_data(round), "themes": themes, "account": round.account}


def open_ideas(area: str, slug: str, asked: Asked) -> Listed:
    """The ideas of a round that everybody may read; Http404 when there is no such round."""
    round = rounds.round_of(area, slug)

    def told(idea: Idea) -> Data:
        return {**idea_data(idea), "links": {"page": reverse("participate:idea", args=[area, slug, idea.number])}}

    return Listed(rounds.listed(round, asked), told)


def round_data(round: Round) -> Data:
    """A round: its question, rule, phase and days."""
    where = [round.area.slug, round.slug]
    return {
        "area": round.area.slug,
        **{name: getattr(round, name) for name in ("slug", "title", "question", "intro", "body", "chosen_by")},
        "rule": round_steps.rule_of(round),
        "phase": phase_on(round.days, timezone.localdate()).value,
        **{name: getattr(round, name) for name in rounds.DATES},
        "links": {
            "page": round.get_absolute_url(),
            **{name: reverse(f"participate:round-{name}", args=where) for name in ("csv", "json", "atom")},
        },
    }


def idea_data(idea: Idea) -> Data:
    """An idea with its state, support and answer, in the order of IDEA_COLUMNS."""
    return dict(
        zip(
            IDEA_COLUMNS,
            (
                idea.number, idea.title, idea.text, idea.language, idea.theme.title, idea.place,
                None if idea.lon is None else float(idea.lon), None if idea.lat is None else float(idea.lat),
                idea.state, idea.support, timezone.localdate(idea.at).isoformat(), idea.answer_due_on.isoformat(),
                idea.answered_on.isoformat() if idea.answered_on else None, idea.answer,
            ),
            strict=True,
        )
    )  # fmt: skip


# --- votes ---


def open_votes(area: str = "") -> Listed:
    """All votes that are there for everybody, the newest first; or those of one area."""
    found = votes.for_everyone().prefetch_related("options")
    return Listed(found.filter(area__slug=area) if area else found, vote_data)


def open_vote(vote_id: UUID) -> Data:
    """One vote, with its turnout when that is shown; Http404 when there is none for everybody."""
    vote = votes.vote_for(None, vote_id)
    return {**vote_data(vote), "turnout": votes.turnout_of(vote)}


def vote_data(vote: Vote) -> Data:
    """A vote: the question, the answers, and when it is published what came out with its limits."""
    is_published = vote.state == Vote.State.PUBLISHED
    links = {"page": vote.get_absolute_url()}
    if is_published and vote.kind == Vote.Kind.CODED:
        links["ballots"] = reverse("participate:vote-ballots", args=[vote.pk])
    return {
        "id": str(vote.pk),
        "area": vote.area.slug,
        **{name: getattr(vote, name) for name in ("kind", "title", "question", "intro", "group", "whole", "percent")},
        **{name: getattr(vote, name) for name in ("state", "opens_at", "closes_at", "published_at")},
        "answers": [one.label for one in votes.answers_of(vote)],
        "result": vote.result if is_published else None,
        "limits": votes.limits_of(vote) if is_published else [],
        "links": links,
    }


# --- meetings ---


def open_meetings(area: str = "") -> Listed:
    """All meetings, what comes last first; or those of one area and what lies within it."""
    found = meetings.meetings_in(meetings.area_of(area)) if area else Meeting.objects.select_related("area")
    return Listed(found.defer("area__shapes").order_by("-begins_at", "pk"), meeting_data)


def open_meeting(pk: UUID) -> Data:
    """One meeting with its agenda; Http404 when there is none."""
    meeting = meetings.meeting_of(pk)
    agenda = [{"text": one.point.text, "by_residents": one.point.by_residents} for one in meetings.agenda_of(meeting)]
    return {**meeting_data(meeting), "agenda": agenda}


def meeting_data(meeting: Meeting) -> Data:
    """A meeting: when and where, how many came, and what came of it. Nobody's name is in it."""
    told = ("came", "notes", "agreements", "after_talk", "what_next")
    return {
        "id": str(meeting.pk),
        "area": meeting.area.slug,
        **{name: getattr(meeting, name) for name in ("title", "invitation", "begins_at", "ends_at", "place")},
        "called_off": meeting.called_off,
        "report": {name: getattr(meeting, name) for name in told} if meeting.is_told else None,
        "links": {
            "page": meeting.get_absolute_url(),
            "calendar": reverse("participate:meeting-calendar", args=[meeting.pk]),
        },
    }


# --- dialogues ---


def open_dialogues(area: str = "") -> Listed:
    """All dialogues, the newest first; or those of one area."""
    found = dialogues.around()
    return Listed(found.filter(area__slug=area) if area else found, dialogue_data)


def open_dialogue(area: str, slug: str) -> Data:
    """One dialogue with its statements and its public map; Http404 when there is none."""
    dialogue = dialogues.dialogue_of(area, slug)
    told = map_data(dialogue)
    where = [area, slug]
    links = {
        **dialogue_data(dialogue)["links"],
        "map": reverse("participate:dialogue-map", args=where),
        "votes": reverse("participate:dialogue-votes-csv", args=where),
        "comments": reverse("participate:dialogue-comments-csv", args=where),
    }
    if told["report"] is None or told["report"]["map"] is None:
        del links["votes"], links["comments"]
    more = {name: told[name] for name in ("made_at", "about", "statements", "report")}
    return {**dialogue_data(dialogue), **more, "links": links}


def dialogue_data(dialogue: Dialogue) -> Data:
    """A dialogue: its question, its days and what was done with it."""
    names = ("slug", "title", "question", "intro", "opens_on", "closes_on", "account")
    return {
        "area": dialogue.area.slug,
        **{name: getattr(dialogue, name) for name in names},
        "links": {"page": dialogue.get_absolute_url()},
    }


def map_data(dialogue: Dialogue) -> Data:
    """The public report of a map with the statements that are open: nothing about any one person."""
    content, at, _own = mapping.read_by(dialogue, None)
    texts = dialogues.open_texts(dialogue)
    return {
        "title": dialogue.title,
        "question": dialogue.question,
        "area": dialogue.area.slug,
        "opens_on": dialogue.opens_on.isoformat(),
        "closes_on": dialogue.closes_on.isoformat(),
        "made_at": at.isoformat(timespec="minutes") if at else None,
        "about": _("Geteld is wie meedeed. Dat zegt niet hoe de hele buurt denkt."),
        "statements": [
            {"id": number, "text": one.text, "language": one.language} for number, one in sorted(texts.items())
        ],
        "report": content,
        "account": dialogue.account,
    }
