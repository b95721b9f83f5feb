"""Votes as the tests meet them: being made, open, over, closed or published, with codes at hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from wijkwerk.web.participate import ballot_box, codes, paper, voting
from wijkwerk.web.participate.models import Vote
from wijkwerk.web.participate.voting import Answer
from wijkwerk.web.people.models import Area, AreaRole, Person
from wijkwerk.web.people.service import has_role_in

NOW = timezone.now().replace(microsecond=0)
BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=1)
LATER = AFTER + timedelta(hours=1)
ANSWERS = (Answer("Voor", agree=True), Answer("Tegen"), Answer("Blanco", blank=True))
FOR, AGAINST, BLANK = 1, 2, 3


def make_vote(area: Area, *, by: Person, answers: tuple[Answer, ...] = ANSWERS, **facts: Any) -> Vote:
    """A vote that is being made; who leads it here gets the role for it when they have none."""
    if not has_role_in(by, area, "community-worker", "policy-officer"):
        AreaRole.objects.create(person=by, area=area, role=AreaRole.Role.COMMUNITY_WORKER)
        by.__dict__.pop("roles_by_area", None)
    fields = {
        "kind": Vote.Kind.CODED, "title": "Over het warmtenet", "question": "Ben je voor een warmtenet?",
        "group": Vote.Group.RESIDENTS, "whole": 260, "percent": 60, "opens_at": BEFORE, "closes_at": AFTER,
        "has_paper": False,
    }  # fmt: skip
    return voting.create(area, Vote(**{**fields, **facts}), answers, by=by)


def opened(area: Area, *, by: Person, size: int = 20, **facts: Any) -> tuple[Vote, list[str]]:
    """An open vote, and its codes as they stand on the letters."""
    vote = make_vote(area, by=by, **facts)
    letters: list[str] = []
    if vote.kind == Vote.Kind.CODED:
        batch = codes.make_batch(vote, size, by=by, now=NOW)
        letters = [letter.code for letter in codes.letters_of(vote.pk, batch.number)]
        codes.destroy_letters(vote, batch.number, by=by)
    voting.open_vote(vote, by=by, now=NOW)
    return vote, letters


def closed(area: Area, *, by: Person, choices: tuple[int, ...] = (FOR, AGAINST, FOR), **facts: Any) -> Vote:
    """A vote in which these choices were made, and which was closed."""
    vote, letters = opened(area, by=by, **facts)
    for code, choice in zip(letters, choices, strict=False):
        voting.cast(vote.pk, code, choice, now=NOW)
    voting.close(vote, by=by, now=LATER)
    # In a test nothing is committed, so what comes after the transaction is done here.
    voting.finish_closing(vote.pk)
    return vote


def published(area: Area, *, by: Person, **facts: Any) -> Vote:
    """A vote with its result for everyone."""
    vote = closed(area, by=by, **facts)
    voting.publish(vote, by=by, now=LATER)
    return vote


def on_paper(vote: Vote, code: str, choice: int, *typists: Person) -> None:
    """Each of them types the same ballot."""
    for person in typists:
        paper.enter(vote, code, choice, by=person, now=NOW)


__all__ = ["AFTER", "AGAINST", "BEFORE", "BLANK", "FOR", "LATER", "NOW", "ballot_box"]
