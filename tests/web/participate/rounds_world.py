"""Rounds, ideas and letters for the tests, in whatever phase a test needs."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from tests.cast import Cast
from wijkwerk.web.participate import entering, photos
from wijkwerk.web.participate.models import (
    Idea,
    Letter,
    LetterBatch,
    Participant,
    Photo,
    Round,
    Support,
    SupportSheet,
    Theme,
)
from wijkwerk.web.people.models import Person

# How many days lie between today and the first day of ideas, for each phase.
BEGAN = {"planned": -5, "ideas": 3, "support": 15, "choosing": 26, "vote": 26, "decision": 40, "afterwards": 70}


def make_round(cast: Cast, *, phase: str = "ideas", today: date | None = None, **facts: Any) -> Round:
    """A round of ten days of ideas, ten of support, ten of voting when asked, and a decision in a month and a half."""
    first = (today or timezone.localdate()) - timedelta(days=BEGAN[phase])
    number = Round.objects.count()
    votes = {"vote_until": first + timedelta(days=30)} if phase == "vote" else {}
    given: dict[str, Any] = {
        "area": cast.area,
        "slug": f"ronde-{number}",
        "title": "Wat maakt het plein beter?",
        "question": "Wat maakt het plein beter voor iedereen?",
        "body": "De wijkraad",
        "owner": cast.joost,
        "ideas_from": first,
        "ideas_until": first + timedelta(days=10),
        "support_until": first + timedelta(days=20),
        "decision_on": first + timedelta(days=45),
        "with_letter": True,
        "threshold": 2,
        "at": timezone.now(),
        **votes,
        **facts,
    }
    round = Round.objects.create(**given)
    Theme.objects.create(round=round, slug="spelen", title="Spelen")
    Theme.objects.create(round=round, slug="groen", title="Groen")
    return round


def make_idea(round: Round, title: str = "Een bankje in de schaduw", *, support: int = 0, **facts: Any) -> Idea:
    """An idea of somebody with a letter, with so much support from the door."""
    number = Idea.objects.filter(round=round).count() + 1
    participant = facts.pop("participant", None) or Participant.objects.create(round=round)
    given: dict[str, Any] = {
        "round": round,
        "number": number,
        "theme": round.themes.first(),
        "title": title,
        "participant": participant,
        "owner": round.owner,
        "answer_due_on": round.support_until + timedelta(days=42),
        "share": f"share-{round.pk}-{number}",
        "support": support,
        "at": timezone.now(),
        **facts,
    }
    idea = Idea.objects.create(**given)
    neighbours = [Participant(round=round, channel="door") for _one in range(support)]
    Participant.objects.bulk_create(neighbours)
    Support.objects.bulk_create(Support(idea=idea, participant=one, channel="door") for one in neighbours)
    return idea


def make_typed(cast: Cast, round: Round | None = None) -> Idea:
    """An idea from paper that Els typed the first time."""
    round = round or make_round(cast)
    return make_idea(round, state="typed", channel="paper", typed_by=cast.els)


def make_list(cast: Cast, signatures: int = 12, idea: Idea | None = None) -> SupportSheet:
    """A list of signatures that Els counted the first time."""
    idea = idea or make_idea(make_round(cast))
    number = SupportSheet.objects.filter(idea=idea).count() + 1
    return SupportSheet.objects.create(idea=idea, number=number, signatures=signatures, by=cast.els, at=timezone.now())


def idea_of(round: Round, person: Person, title: str = "Een bankje in de schaduw", /, **facts: Any) -> Idea:
    """An idea somebody with an account brought."""
    participant, _new = Participant.objects.get_or_create(round=round, person=person)
    return make_idea(round, title, participant=participant, **facts)


def make_pile(cast: Cast, *, size: int = 2) -> Round:
    """A round with a pile of letters."""
    round = make_round(cast)
    entering.make_letters(round, size, by=cast.joost, now=timezone.now())
    return round


def code_of(round: Round, number: int = 1) -> str:
    """The code on one of its letters."""
    batch = LetterBatch.objects.get(round=round, number=1)
    return next(one.code for one in entering.letters_to_print(batch) if one.number == number)


def make_pictured(cast: Cast) -> Idea:
    """An idea with a picture."""
    photo = Photo.objects.create(**photos.made_anew(picture())._asdict())
    return make_idea(make_round(cast), photo=photo, photo_says="Een leeg plein")


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """The bytes of a small picture of this kind."""
    kept = io.BytesIO()
    Image.new("RGB", size, "teal").save(kept, kind, **options)
    return kept.getvalue()


def words_of(round: Round, **more: Any) -> dict[str, Any]:
    """The words of the address of a round."""
    return {"area": round.area.slug, "slug": round.slug, **more}


def words_of_idea(idea: Idea) -> dict[str, Any]:
    """The words of the address of an idea."""
    return words_of(idea.round, number=idea.number)


def fill(cast: Cast, rows: int) -> Round:
    """As many rounds, ideas, supports, letters and moved days as `rows`; the round that holds them."""
    round = make_round(cast, slug="vol")
    Round.objects.bulk_create(Round(**{**_facts(round), "slug": f"vol-{number}"}) for number in range(1, rows))
    themes = list(round.themes.all())
    participant = Participant.objects.create(round=round, person=cast.joost)
    states = ("open", "chosen", "agenda", "open")
    ideas = Idea.objects.bulk_create(
        Idea(
            round=round, number=number, theme=themes[number % 2], title=f"Idee {number}", participant=participant,
            owner=cast.joost, answer_due_on=timezone.localdate() - timedelta(days=number % 3),
            share=f"vol-{number}", at=timezone.now(), state="held" if number % 10 == 0 else states[number % 4],
            support=number % 40,
        )
        for number in range(1, rows + 1)
    )  # fmt: skip
    Support.objects.bulk_create(Support(idea=idea, participant=participant) for idea in ideas[::3])
    SupportSheet.objects.bulk_create(
        SupportSheet(idea=idea, number=1, signatures=3, by=cast.els, at=timezone.now()) for idea in ideas
    )
    batch = LetterBatch.objects.create(round=round, number=1, size=rows, made_at=timezone.now())
    Letter.objects.bulk_create(Letter(batch=batch, number=n, digest=f"{n:064}") for n in range(1, rows + 1))
    return round


def _facts(round: Round) -> dict[str, Any]:
    names = [field.name for field in Round._meta.concrete_fields if field.name not in ("id", "key")]
    return {name: getattr(round, name) for name in names}


def pages(cast: Cast) -> dict[str, str]:
    """The pages of rounds whose number of queries is bounded."""
    base = f"/meedoen/ideeen/{cast.area.slug}/vol/"
    return {
        "rounds": "/meedoen/ideeen/",
        "what is late": "/meedoen/te-laat/",
        "what waits for me": "/meedoen/wacht-op-mij/",
        "a round": base,
        "a round, by theme, newest first": f"{base}?thema=groen&volgorde=nieuw",
        "the ideas as data": f"{base}ideeen.json",
        "the ideas as rows": f"{base}ideeen.csv",
        "the ideas as a feed": f"{base}ideeen.atom",
        "the rules of a round": f"{base}spelregels/",
        "what I brought": f"{base}mijn/",
        "the bulletin": f"{base}krantje/",
        "an idea": f"{base}1/",
        "how to take part": f"{base}meedoen/",
        "the letters": f"{base}brieven/",
        "the paper": f"{base}papier/",
        "a form to print": f"{base}formulier/",
        "a list to sign": f"{base}1/lijst/",
        "a round in a frame": f"/insluiten/ronde/{cast.area.slug}/vol/",
        "rounds in the API": "/api/v1/rounds?pageSize=100",
        "ideas in the API": f"/api/v1/rounds/{cast.area.slug}/vol/ideas?pageSize=100",
    }


def start_again() -> None:
    """No rounds."""
    Support.objects.all().delete()
    Idea.objects.all().delete()
    Round.objects.all().delete()
