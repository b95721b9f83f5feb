"""Votes as the tests meet them: being made, open, over, closed or published, with codes at hand."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from wijkwerk.web.participate import codes, paper, voting
from wijkwerk.web.participate.models import Ballot, ClosingChange, NamedAnswer, PaperEntry, Vote
from wijkwerk.web.participate.refusals import NotCounted
from wijkwerk.web.participate.voting import Answer
from wijkwerk.web.people.models import Area, AreaRole, Person
from wijkwerk.web.people.service import has_role_in

NOW = timezone.now().replace(microsecond=0)
BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=1)
LATER = AFTER + timedelta(hours=1)
ANSWERS = (Answer("Voor", agree=True), Answer("Tegen"), Answer("Blanco", blank=True))
FOR, AGAINST, BLANK = 1, 2, 3
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
tokens = iter(f"token-of-a-vote-{number:06}" for number in range(10**6))


def make_vote(area: Area, *, by: Person, answers: tuple[Answer, ...] = ANSWERS, **facts: Any) -> Vote:
    """A vote that is being made; who leads it here gets the role for it when they have none."""
    if not has_role_in(by, area, "community-worker", "policy-officer"):
        AreaRole.objects.create(person=by, area=area, role=AreaRole.Role.COMMUNITY_WORKER)
        by.__dict__.pop("roles_by_area", None)
    fields = {
        "kind": Vote.Kind.CODED, "title": "Over het warmtenet", "question": "Ben je voor een warmtenet?",
        "group": Vote.Group.RESIDENTS, "whole": 260, "percent": 60, "opens_at": BEFORE, "closes_at": AFTER,
        "has_paper": False, "address": "https://vote.example.org/" if facts.get("kind") == "binding" else "",
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
    voting.open_vote(vote, by=by, now=NOW, too_few_is_meant=True)
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


def send(client: Client, url: str, person: Person | None = None, **data: Any) -> Any:
    """The answer to a form that was filled in, by this person or by a visitor."""
    if person:
        client.force_login(person, backend=BACKEND)
    return client.post(url, {"form_token": next(tokens), **data})


def address(name: str, vote: Vote, *more: object) -> str:
    """The address of a page of this vote."""
    return reverse(f"participate:{name}", args=[vote.pk, *more])


def counted(vote: Vote) -> Counter[int]:
    """How many ballots there are for each answer."""
    return Counter(Ballot.objects.filter(vote=vote).values_list("option__number", flat=True))


def refused(vote: Vote, code: str, option: int = FOR, *, now: datetime = NOW) -> str:
    """The sentence with which this vote is not counted; nothing changes in the box."""
    before = counted(vote)
    with pytest.raises(NotCounted) as refusal:
        voting.cast(vote.pk, code, option, now=now)
    assert counted(vote) == before
    return str(refusal.value)


def fill(cast: Cast, rows: int) -> None:
    """A result, an open vote, a vote that is over with its paper, a moved closing, and a poll with names: each with many rows."""
    by = cast.joost
    published(cast.area, by=by, size=rows, whole=rows, choices=(1, 2, 3) * (rows // 4))
    running, _letters = opened(cast.area, by=by, size=rows, whole=rows, title="Nog een stemming")
    over, letters = opened(cast.area, by=by, size=rows, whole=rows, title="De bus is vol", has_paper=True)
    option = over.options.get(number=FOR)
    PaperEntry.objects.bulk_create(
        PaperEntry(vote=over, digest=codes.digest_of(code), option=option, turn=turn, by=person, at=NOW)
        for code in letters
        for turn, person in ((1, cast.joost), (2, cast.els))
    )
    for person in (cast.joost, cast.els):
        paper.count_envelopes(over, rows, 0, by=person, now=NOW)
    ClosingChange.objects.bulk_create(
        ClosingChange(vote=vote, before=AFTER, after=AFTER, why="De post kwam te laat.", by=by, at=NOW)
        for vote in (running, over)
        for _number in range(rows)
    )
    Vote.objects.filter(pk=over.pk).update(closes_at=NOW - timedelta(hours=1))
    poll, _none = opened(cast.area, by=by, kind="poll", by_names=True, title="Wie helpt er mee?")
    said = poll.options.get(number=FOR)
    neighbours = Person.objects.filter(login__startswith="buur-")
    NamedAnswer.objects.bulk_create(NamedAnswer(vote=poll, person=person, option=said) for person in neighbours)


def pages() -> dict[str, str]:
    """The pages of votes whose number of queries is bounded."""
    counted, running, over, poll = (
        Vote.objects.get(title=title)
        for title in ("Over het warmtenet", "Nog een stemming", "De bus is vol", "Wie helpt er mee?")
    )
    url = running.get_absolute_url()
    return {
        "a vote": url,
        "a ballot": f"{url}stemmen/",
        "a result": counted.get_absolute_url(),
        "all ballots": f"{counted.get_absolute_url()}print/stemmen/",
        "a poll with names": poll.get_absolute_url(),
        "leading a vote": f"{url}beheer/",
        "leading a vote that is over": f"{over.get_absolute_url()}beheer/",
        "leading a vote that is published": f"{counted.get_absolute_url()}beheer/",
        "paper ballots": f"{over.get_absolute_url()}papier/",
    }


def start_again() -> None:
    """No votes."""
    for model in (Ballot, PaperEntry, NamedAnswer, Vote):
        model._default_manager.all().delete()
