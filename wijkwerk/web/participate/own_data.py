"""What participate keeps of people through who took part: given along, let go, and forgotten in time."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from wijkwerk.web.participate import account_of, mapping, notices
from wijkwerk.web.participate.models import (
    AnswerSheet,
    Idea,
    MapOfOpinions,
    Opinion,
    Participant,
    Photo,
    ProfileAnswer,
    Round,
    Statement,
    Support,
)
from wijkwerk.web.participate.talking import forget_opinions
from wijkwerk.web.people.models import Person

HALF_A_YEAR = timedelta(days=183)
# What goes along of what somebody wrote; the rest names others, or is a mark of the program itself.
OF_IDEA = (
    "number", "title", "text", "language", "place", "lon", "lat", "photo_says", "channel", "state", "support",
    "answer_due_on", "answer", "answered_on", "at",
)  # fmt: skip
OF_STATEMENT = (
    "number",
    "text",
    "language",
    "channel",
    "state",
    "rule",
    "why",
    "appeal",
    "placed_on",
    "read_due_on",
    "votes",
)
# Statements that nobody else reads: they go with the one who wrote them.
UNREAD = ("held", "refused", "appealed")


def export_of(person: Person) -> dict[str, list[dict[str, Any]]]:
    """What this person said in rounds and dialogues, in words; what they said is kept apart from their name."""
    ideas = Idea.objects.filter(participant__person=person).select_related("round", "theme", "photo")
    supports = Support.objects.filter(participant__person=person).select_related("idea__round")
    statements = Statement.objects.filter(participant__person=person).select_related("dialogue")
    opinions = Opinion.objects.filter(participant__person=person).select_related("statement__dialogue")
    found = {
        "participate.idea": [_idea(one) for one in ideas.order_by("at", "pk")],
        "participate.support": [
            {"round": one.idea.round.title, "idea": one.idea.title, "channel": one.channel}
            for one in supports.order_by("pk")
        ],
        "participate.statement": [
            {
                "dialogue": one.dialogue.title,
                **{name: getattr(one, name) for name in OF_STATEMENT},
            }
            for one in statements.order_by("dialogue", "number")
        ],
        "participate.opinion": [
            {"dialogue": one.statement.dialogue.title, "statement": one.statement.text, "value": one.value}
            for one in opinions.order_by("statement__dialogue", "statement__number")
        ],
    }
    return {name: rows for name, rows in found.items() if rows}


def _idea(idea: Idea) -> dict[str, Any]:
    photo = base64.b64encode(bytes(idea.photo.content)).decode() if idea.photo else None
    return {
        "round": idea.round.title,
        "theme": idea.theme.title,
        **{name: getattr(idea, name) for name in OF_IDEA},
        "photo": photo,
    }


def let_go(person: Person, *, now: datetime) -> None:
    """Loosen what this person brought from who they are.

    What is still open is taken back: opinions, and support (which counts itself off). What is over stays as it was
    counted, of nobody.
    Ideas and statements that others read stay, without their writer and without photos; what nobody reads goes.
    """
    today = timezone.localdate(now)
    mine = Participant.objects.filter(person=person)
    is_open = Q(round__support_until__gte=today) | Q(dialogue__closes_on__gte=today)
    with transaction.atomic():
        ideas = Idea.objects.filter(participant__in=mine)
        Photo.objects.filter(idea__in=ideas).delete()
        ideas.exclude(photo_says="").update(photo_says="")
        ideas.filter(state__in=Idea.UNSEEN).delete()
        Statement.objects.filter(participant__in=mine, state__in=UNREAD).delete()
        still_open = list(mine.filter(is_open).values_list("pk", flat=True))
        for talks in mine.filter(pk__in=still_open, dialogue__isnull=False).select_related("dialogue"):
            if talks.dialogue is not None:
                forget_opinions(talks.dialogue, Opinion.objects.filter(participant=talks))
                mapping.ask(talks.dialogue.pk, at_once=True)
        Participant.objects.filter(pk__in=still_open).delete()
        mine.update(person=None)


def forget(*, now: datetime) -> dict[str, int]:
    """Forget what is past its term: notices after a month, who took part half a year after the answer."""
    return {
        "notices": notices.clear_old(now=now),
        "participants of rounds": _forget_rounds(now),
        "participants of dialogues": _forget_dialogues(now),
    }


def _forget_rounds(now: datetime) -> int:
    """A round was answered when its day of decision is past and every idea has its answer."""
    cutoff = timezone.localdate(now) - HALF_A_YEAR
    ideas = Idea.objects.filter(round=OuterRef("pk"))
    waiting = ideas.exclude(state__in=Idea.ANSWERED)
    lately = ideas.filter(answered_on__gte=cutoff)
    over = Round.objects.filter(~Exists(waiting), ~Exists(lately), decision_on__lt=cutoff)
    ProfileAnswer.objects.filter(round__in=over).delete()
    account_of.keep_counts(over.filter(participants__isnull=False).distinct())
    gone = Participant.objects.filter(round__in=over).delete()[1]
    return gone.get("participate.Participant", 0)


def _forget_dialogues(now: datetime) -> int:
    """A dialogue was answered when it says what was done with it; its opinions stay, of nobody, for the map."""
    cutoff = timezone.localdate(now) - HALF_A_YEAR
    over = Q(dialogue__closes_on__lt=cutoff) & ~Q(dialogue__account="")
    AnswerSheet.objects.filter(over).delete()
    ProfileAnswer.objects.filter(over).delete()
    Statement.objects.filter(over, state__in=UNREAD).delete()
    Statement.objects.filter(over, participant__isnull=False).update(participant=None)
    # Where each participant stood was for their own eyes.
    MapOfOpinions.objects.filter(over).exclude(places=b"").update(places=b"")
    linked = Q(person__isnull=False) | Q(letter__isnull=False)
    found = Participant.objects.filter(over & linked).values_list("pk", flat=True)
    return Participant.objects.filter(pk__in=list(found)).update(person=None, letter=None)
