"""Works out the map of opinions of a dialogue in the background, again from scratch, to the same bytes.

What everyone may see (`content`, `votes`) is renewed when at least five people said something new, or at the end: so
nobody can tell from two maps what one person said in between.
"""

from __future__ import annotations

import hmac
import json
from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from django.db.models import BinaryField, Case, Exists, F, OuterRef, Subquery, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_tasks import task

from wijkwerk.analysis.opinion_map import Report, Votes, opinion_map, packed, stability
from wijkwerk.analysis.opinion_map.public import OwnPlace
from wijkwerk.web.participate.map_floor import FEWEST, floored
from wijkwerk.web.participate.map_keeping import (
    bytes_of,
    mark_of,
    pack_places,
    pack_votes,
    place_of,
    said_before,
    unpack_votes,
)
from wijkwerk.web.participate.models import Dialogue, MapOfOpinions, Opinion, Participant, Statement
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.people.models import Person

RECIPE = 1
FEWEST_CHANGED = 5
SOON = timedelta(minutes=1)


class Said(NamedTuple):
    """Everything said on open statements: the votes, and the participants in the order of their numbers."""

    votes: Votes
    people: list[UUID]
    marks: list[int]


class Reading(NamedTuple):
    """What everyone may see of a map, since when, and the place of whoever reads it."""

    content: dict[str, Any] | None
    at: datetime | None
    own: OwnPlace | None


# --- asking for it ---


def ask(dialogue_id: int, *, at_once: bool = False) -> None:
    """Ask for a new map within a minute; while one is asked for, asking again costs next to nothing.

    `at_once` does not wait for five people: something has to go from what is public, or the dialogue is over.
    """
    if at_once:
        draw_now.enqueue(dialogue_id)
    elif MapOfOpinions.objects.filter(dialogue=dialogue_id, is_asked=False).update(is_asked=True):
        draw.using(run_after=timezone.now() + SOON).enqueue(dialogue_id)


def ask_at_the_end(dialogue: Dialogue) -> None:
    """Ask for the last map, just after the last day."""
    midnight = datetime.combine(dialogue.closes_on + timedelta(days=1), time(0, 5), timezone.get_current_timezone())
    draw.using(run_after=max(midnight, timezone.now())).enqueue(dialogue.pk)


@task()
def draw(dialogue_id: int) -> None:
    """A new map when enough was said."""
    _draw(dialogue_id, is_forced=False)


@task()
def draw_now(dialogue_id: int) -> None:
    """A new map, however little was said."""
    _draw(dialogue_id, is_forced=True)


def _draw(dialogue_id: int, *, is_forced: bool) -> None:
    dialogue = Dialogue.objects.filter(pk=dialogue_id).first()
    if dialogue is not None:
        renew(dialogue, now=timezone.now(), is_forced=is_forced)


# --- working it out ---


def renew(dialogue: Dialogue, *, now: datetime, is_forced: bool = False) -> bool:
    """Work out the map again when there is reason to; whether there is a new one."""
    kept, _is_new = MapOfOpinions.objects.get_or_create(dialogue=dialogue)
    MapOfOpinions.objects.filter(pk=kept.pk).update(is_asked=False)
    said = said_in(dialogue)
    changed = _changed(said, bytes(kept.places))
    is_over = dialogue.closes_on < timezone.localdate(now)
    # The first map tells nobody what was said since an earlier one, so it does not wait.
    is_first = not kept.votes and len(said.people) >= FEWEST
    if kept.content and not (is_forced or is_first) and changed < (1 if is_over else FEWEST_CHANGED):
        return False
    content, votes, places = drawn(said, on_paper=_on_paper(dialogue))
    if kept.content and (content, votes, places) == (bytes(kept.content), bytes(kept.votes), bytes(kept.places)):
        return False
    MapOfOpinions.objects.filter(pk=kept.pk).update(
        content=content, votes=votes, places=places, opinions=len(said.votes.codes), at=now
    )
    return True


def drawn(said: Said, *, on_paper: int = 0) -> tuple[bytes, bytes, bytes]:
    """What everyone may see of the map, the votes under shuffled numbers, and the place of each participant."""
    people = len(said.people)
    content: dict[str, Any] = {"recipe": RECIPE, "people": people, "on_paper": on_paper, "votes": len(said.votes.codes)}
    if people < FEWEST:
        content |= {"map": None, "stability": None}
        return bytes_of(content), b"", pack_places(said.people, said.marks, None)
    report = opinion_map(said.votes)
    content |= {"map": floored(report), "stability": _firmness(said.votes, report)}
    return bytes_of(content), pack_votes(said.votes), pack_places(said.people, said.marks, report)


def said_in(dialogue: Dialogue) -> Said:
    """The opinions on statements that are open; people are numbered in an order nobody can undo without our key."""
    numbers = dict(Statement.objects.filter(dialogue=dialogue, state=Statement.State.OPEN).values_list("pk", "number"))
    answers: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    rows = Opinion.objects.filter(participant__dialogue=dialogue).order_by()
    for person, statement, value in rows.values_list("participant_id", "statement_id", "value").iterator(10_000):
        if statement in numbers:
            answers[person].append((numbers[statement], value))
    secret = salted_hmac("wijkwerk.dialogue.numbers", str(dialogue.pk), algorithm="sha256").digest()
    people = sorted(answers, key=lambda one: hmac.digest(secret, one.bytes, "sha256"))
    flat = [(at, *one) for at, person in enumerate(people, start=1) for one in sorted(answers[person])]
    columns = np.array(flat, np.int64).reshape(-1, 3)
    votes = packed(columns[:, 0], columns[:, 1], columns[:, 2], known_statements=numbers.values())
    return Said(votes, people, [mark_of(answers[person]) for person in people])


def _changed(said: Said, places: bytes) -> int:
    """How many people said something else than in the map that is kept."""
    before, now_said = said_before(places), dict(zip(said.people, said.marks, strict=True))
    return sum(before.get(person) != now_said.get(person) for person in {*before, *now_said})


def _on_paper(dialogue: Dialogue) -> int:
    """How many took part on paper, at the door or at the phone."""
    there = Participant.objects.filter(dialogue=dialogue, opinions__isnull=False).exclude(channel=Channel.DIGITAL)
    return there.distinct().count()


def _firmness(votes: Votes, report: Report) -> dict[str, Any] | None:
    firm = stability(votes, report)
    return None if firm is None else {**firm._asdict(), "mean": round(firm.mean, 4), "least": round(firm.least, 4)}


# --- reading it ---


def votes_of(dialogue: Dialogue) -> Votes | None:
    """The votes under shuffled numbers; None while there are too few to publish."""
    kept = MapOfOpinions.objects.filter(dialogue=dialogue).values_list("votes", flat=True).first()
    return unpack_votes(bytes(kept)) if kept else None


def read_by(dialogue: Dialogue, person: Person | None) -> Reading:
    """The map as it is kept, and where this person stands on it, for this person alone; one query."""
    me = Participant.objects.filter(dialogue=OuterRef("dialogue"), person=person).values("pk")[:1]
    mine = Case(When(Exists(me), then=F("places")), default=Value(b""), output_field=BinaryField())
    kept = MapOfOpinions.objects.filter(dialogue=dialogue)
    if person is None:
        content, at = kept.values_list("content", "at").first() or (b"", None)
        return Reading(json.loads(bytes(content)) if content else None, at, None)
    content, at, who, places = kept.values_list("content", "at", Subquery(me), mine).first() or (b"", None, None, b"")
    own = place_of(bytes(places), who) if who and places else None
    return Reading(json.loads(bytes(content)) if content else None, at, own)
