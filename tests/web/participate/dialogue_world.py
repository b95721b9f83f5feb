"""Dialogues for the tests: with statements, with two camps that share one sentence, open or over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.cast import Cast
from wijkwerk.web.participate import mapping
from wijkwerk.web.participate.models import (
    AnswerSheet,
    Dialogue,
    MapOfOpinions,
    Opinion,
    Participant,
    Statement,
)
from wijkwerk.web.people.models import Area, Person

TEXTS = (
    "Er komt een hek om het plein.",
    "Het plein is voor iedereen.",
    "Auto's mogen hier blijven staan.",
    "Na tien uur is het stil op straat.",
    "We maken samen een keer per jaar schoon.",
    "Er zijn te weinig bomen.",
    "Jongeren krijgen een eigen plek.",
    "Er mag meer politie komen.",
)
# What each camp says of the statements above, in order; on the second and the fifth they agree.
CAMPS = ((1, 1, 1, 1, 1, 0, -1, 1), (-1, 1, -1, -1, 1, 1, 1, -1))


def make_dialogue(area: Area, owner: Person, *, days: int = 10, began: int = 3, **facts: Any) -> Dialogue:
    """A dialogue that began `began` days ago and is open for `days` more (over, when below nought)."""
    today = timezone.localdate()
    number = Dialogue.objects.count() + 1
    given: dict[str, Any] = {
        "area": area,
        "slug": f"plein-{number}",
        "title": "Hoe gaan we om met het plein?",
        "question": "Wat is goed voor het plein?",
        "opens_on": min(today - timedelta(days=began), today + timedelta(days=days)),
        "closes_on": today + timedelta(days=days),
        "owner": owner,
        **facts,
    }
    dialogue = Dialogue.objects.create(**given)
    MapOfOpinions.objects.create(dialogue=dialogue)
    return dialogue


def with_statements(dialogue: Dialogue, texts: tuple[str, ...] = TEXTS, **facts: Any) -> list[Statement]:
    """Open statements with the numbers 1, 2, 3 …"""
    return Statement.objects.bulk_create(
        Statement(**with_its_day({"dialogue": dialogue, "number": number, "text": text, "state": "open", **facts}))
        for number, text in enumerate(texts, start=1)
    )


def make_statement(
    dialogue: Dialogue, text: str = "Er moet een bankje bij.", *, by: Person | None = None, **facts: Any
) -> Statement:
    """One statement that waits to be read, of this person."""
    last = Statement.objects.filter(dialogue=dialogue).order_by("-number").values_list("number", flat=True).first()
    participant = Participant.objects.get_or_create(dialogue=dialogue, person=by)[0] if by else None
    given: dict[str, Any] = {
        "dialogue": dialogue, "number": (last or 0) + 1, "text": text, "participant": participant, **facts,
    }  # fmt: skip
    return Statement.objects.create(**with_its_day(given))


def with_its_day(facts: dict[str, Any]) -> dict[str, Any]:
    """These facts with the day by which it is read, when it waits."""
    waits = facts.get("state", "held") in ("held", "appealed")
    return {"read_due_on": day(7) if waits else None, **facts}


def speak(
    dialogue: Dialogue, *camps: tuple[int, ...], each: int = 8, person: Person | None = None
) -> list[Participant]:
    """So many people of each camp say what their camp says; `person` is the first of them."""
    statements = list(Statement.objects.filter(dialogue=dialogue, state="open").order_by("number"))
    people = []
    for camp in camps or CAMPS:
        for _one in range(each):
            participant = Participant.objects.create(dialogue=dialogue, person=person)
            person = None
            people.append(participant)
            Opinion.objects.bulk_create(
                Opinion(statement=one, participant=participant, value=value)
                for one, value in zip(statements, camp, strict=False)
            )
    for one in statements:
        Statement.objects.filter(pk=one.pk).update(votes=Opinion.objects.filter(statement=one).count())
    return people


def mapped(cast: Cast, *, owner: Person | None = None, person: Person | None = None, **facts: Any) -> Dialogue:
    """A dialogue with two camps of eight and its map."""
    dialogue = make_dialogue(cast.area, owner or cast.joost, **facts)
    with_statements(dialogue)
    speak(dialogue, person=person)
    mapping.renew(dialogue, now=timezone.now())
    return dialogue


def address(dialogue: Dialogue) -> dict[str, Any]:
    """The words of its address."""
    return {"area": dialogue.area.slug, "slug": dialogue.slug}


def with_sheet(dialogue: Dialogue, by: Person, **facts: Any) -> AnswerSheet:
    """A sheet that was typed once."""
    given: dict[str, Any] = {"answers": {"1": 1, "2": -1}, "at": timezone.now(), "number": 1, **facts}
    return AnswerSheet.objects.create(dialogue=dialogue, by=by, **given)


def day(number: int) -> date:
    """So many days from now."""
    return timezone.localdate() + timedelta(days=number)


def fill(cast: Cast, rows: int) -> None:
    """As many dialogues, and in the first as many statements (some wait), answers of Joost, sheets and neighbours."""
    first = mapped(cast)
    Statement.objects.bulk_create(
        Statement(
            **with_its_day(
                {
                    "dialogue": first,
                    "number": 100 + number,
                    "text": f"Stelling {number}.",
                    "state": "open" if number % 3 else "held",
                }
            )
        )
        for number in range(rows)
    )
    joost = Participant.objects.create(dialogue=first, person=cast.joost)
    Opinion.objects.bulk_create(
        Opinion(statement=one, participant=joost, value=1)
        for one in Statement.objects.filter(dialogue=first, state="open").order_by("number")[: rows // 2]
    )
    AnswerSheet.objects.bulk_create(
        AnswerSheet(dialogue=first, number=number + 1, by=cast.joost, at=timezone.now()) for number in range(rows)
    )
    today = timezone.localdate()
    Dialogue.objects.bulk_create(
        Dialogue(
            area=cast.area, slug=f"dialoog-{number}", title=f"Dialoog {number}", question="Wat vind je?",
            opens_on=today, closes_on=today, owner=cast.joost,
        )
        for number in range(rows)
    )  # fmt: skip


def pages(cast: Cast) -> dict[str, str]:
    """The pages of dialogues whose number of queries is bounded."""
    first = Dialogue.objects.get(area=cast.area, slug__startswith="plein-")
    url = first.get_absolute_url()
    return {
        "dialogues": "/meedoen/dialogen/",
        "a dialogue": url,
        "talking": f"{url}meepraten/",
        "ready for now": f"{url}klaar/",
        "what I said": f"{url}mijn/",
        "statements to read": f"{url}lezen/",
        "sheets": f"{url}typen/",
        "a sheet": f"{url}vel/1/",
        "the map of opinions": f"{url}kaart/",
        "the map of opinions as data": f"{url}kaart.json",
        "the votes": f"{url}participants-votes.csv",
        "what was not placed": f"{url}gelezen/",
        "a dialogue as a feed": f"{url}nieuws.atom",
        "a dialogue in a frame": f"/insluiten/dialoog/{cast.area.slug}/{first.slug}/",
        "dialogues in the API": "/api/v1/dialogues?pageSize=100",
        "a dialogue in the API": f"/api/v1/dialogues/{cast.area.slug}/{first.slug}",
    }


def start_again() -> None:
    """No dialogues."""
    Opinion.objects.all().delete()
    Statement.objects.all().delete()
    Participant.objects.filter(dialogue__isnull=False).delete()
    Dialogue.objects.all().delete()
