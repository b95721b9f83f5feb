"""Rounds and dialogues in which people told who they are, and figures of the area beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from wijkwerk.web.participate.models import AreaShare, Dialogue, Participant, ProfileAnswer, Round
from wijkwerk.web.people.models import Area, Person

NOW = datetime(2026, 5, 4, 20, 0, tzinfo=timezone.get_default_timezone())
AMSTERDAM = {"basic": 374, "middle": 364, "higher": 262}
ABOUT = "Slotermeer Zuid (BU03637700): particuliere huishoudens, naar de opleiding van het huishouden"


def make_round(
    area: Area, owner: Person, slug: str = "buurtbudget", *, begins: date | None = None, **facts: Any
) -> Round:
    """A round that asks who takes part, open on the day of the test."""
    first = begins or timezone.localdate() - timedelta(days=7)
    return Round.objects.create(
        area=area,
        slug=slug,
        title="Buurtbudget 2026",
        question="Wat maakt de buurt beter?",
        body="de stadsdeelcommissie",
        owner=owner,
        ideas_from=first,
        ideas_until=first + timedelta(days=20),
        support_until=first + timedelta(days=30),
        decision_on=first + timedelta(days=60),
        at=NOW,
        **{"asks_profile": True, **facts},
    )


def make_dialogue(area: Area, owner: Person, slug: str = "het-plein", **facts: Any) -> Dialogue:
    """A dialogue that asks who takes part, open on the day of the test."""
    today = timezone.localdate()
    return Dialogue.objects.create(
        area=area,
        slug=slug,
        title="Het plein",
        question="Wat moet er met het plein?",
        owner=owner,
        opens_on=today - timedelta(days=7),
        closes_on=today + timedelta(days=7),
        **{"asks_profile": True, **facts},
    )


def take_part(subject: Round | Dialogue, person: Person | None = None, **facts: Any) -> Participant:
    """Somebody takes part."""
    kind = "dialogue" if isinstance(subject, Dialogue) else "round"
    return Participant.objects.create(person=person, **{kind: subject}, **facts)


def fill_told(subject: Round | Dialogue, told: Mapping[tuple[str, str, str], int], *, silent: int = 0) -> None:
    """As many people who told (age, education, tenure) as is said, all of them counted, and some who told nothing."""
    kind = "dialogue" if isinstance(subject, Dialogue) else "round"
    number = 0
    rows = []
    for (age, education, tenure), people in told.items():
        for _ in range(people):
            number += 1
            rows.append(
                # Fixed keys, so that the lots fall in each test as they fell before.
                ProfileAnswer(
                    id=uuid5(NAMESPACE_URL, f"{kind} {subject.slug} {number}"),
                    age=age,
                    education=education,
                    tenure=tenure,
                    is_counted=True,
                    **{kind: subject},
                )
            )
    ProfileAnswer.objects.bulk_create(rows)
    Participant.objects.bulk_create(
        Participant(**{kind: subject}, has_told=at < number) for at in range(number + silent)
    )


# Forty-one people: few with little schooling, many with much, and hardly anyone young.
LOPSIDED = {
    ("65-up", "higher", "own"): 18,
    ("45-64", "higher", "own"): 9,
    ("45-64", "middle", "corporation"): 7,
    ("25-44", "middle", ""): 4,
    ("15-24", "basic", "landlord"): 3,
}


def give_shares(area: Area, shares: Mapping[str, int] = AMSTERDAM, question: str = "education", **facts: Any) -> None:
    """Figures about the area; without more words those of a neighbourhood in Amsterdam, as an example."""
    said = {
        "about": ABOUT,
        "source": "CBS, SES-WOA (CC BY 4.0)",
        "year": 2019,
        "limits": "CBS telt hier huishoudens.",
        "is_other_area": True,
    }
    AreaShare.objects.bulk_create(
        AreaShare(area=area, question=question, answer=answer, per_mille=part, **{**said, **facts})
        for answer, part in shares.items()
    )
