"""Taking part in the API: rounds, ideas, votes, meetings and dialogues, as far as everybody may read them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.core.paginator import EmptyPage, Paginator
from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import ValidationError as NotUnderstood
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from wijkwerk.web.api.answers import PROBLEMS, open_to_all, page_of
from wijkwerk.web.api.asking import MOST_ON_PAGE, MOST_PAGES, Term
from wijkwerk.web.participate.service import (
    Asked,
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

LISTS = ("rounds", "votes", "meetings", "dialogues")
router = Router(tags=["participation"])


class Paged(Schema):
    """Which page, and how many on it."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    page: int = Field(1, ge=1, le=MOST_PAGES, description="Which page, from 1.")
    page_size: int = Field(20, ge=1, le=MOST_ON_PAGE, description="How many on a page.")


class InArea(Paged):
    """Perhaps of one area."""

    area: Term | None = Field(None, description="Only of this area.")


class OfRound(Paged):
    """Which ideas."""

    theme: Term | None = Field(None, description="Only about this theme; a round lists its themes.")
    state: Annotated[str, StringConstraints(pattern=r"^[a-z-]{1,20}$")] | None = Field(
        None, description="Only in this state, such as open, chosen or accepted."
    )
    newest: bool = Field(False, description="The newest first, instead of the most supported.")


Links = dict[str, str]


class RoundItem(Schema):
    """A round of ideas; its phase follows from its days."""

    model_config = ConfigDict(extra="forbid")

    area: str
    slug: str
    title: str
    question: str
    intro: str
    body: str
    chosen_by: str
    rule: str
    phase: str
    ideas_from: date
    ideas_until: date
    support_until: date
    vote_until: date | None
    decision_on: date
    links: Links


class WholeRound(RoundItem):
    """A round with its themes and what was done with everything."""

    themes: list[dict[str, Any]]
    account: str


class IdeaItem(Schema):
    """An idea with its support, its state and the answer to it."""

    model_config = ConfigDict(extra="forbid")

    number: int
    title: str
    text: str
    language: str
    theme: str
    place: str
    lon: float | None
    lat: float | None
    state: str
    support: int
    brought_on: date
    answer_due_on: date
    answered_on: date | None
    answer: str
    links: Links


class VoteItem(Schema):
    """A vote; `result` once it is published, with `limits`: what it does not say."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    area: str
    kind: str
    title: str
    question: str
    intro: str
    group: str
    whole: int | None
    percent: int | None
    state: str
    opens_at: datetime
    closes_at: datetime
    published_at: datetime | None
    answers: list[str]
    result: dict[str, Any] | None
    limits: list[str]
    links: Links


class WholeVote(VoteItem):
    """A vote with how many voted so far, where that is shown."""

    turnout: int | None


class MeetingItem(Schema):
    """A meeting; `report` once it is written. Who came is a count."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    area: str
    title: str
    invitation: str
    begins_at: datetime
    ends_at: datetime
    place: str
    called_off: str
    report: dict[str, Any] | None
    links: Links


class WholeMeeting(MeetingItem):
    """A meeting with its agenda."""

    agenda: list[dict[str, Any]]


class DialogueItem(Schema):
    """A dialogue in short statements."""

    model_config = ConfigDict(extra="forbid")

    area: str
    slug: str
    title: str
    question: str
    intro: str
    opens_on: date
    closes_on: date
    account: str
    links: Links


class WholeDialogue(DialogueItem):
    """A dialogue with its statements and the public map of opinions; the votes are a file, under shuffled numbers."""

    made_at: str | None
    about: str
    statements: list[dict[str, Any]]
    report: dict[str, Any] | None


class Pages(Schema):
    """Which page this is, and where the next and the one before are."""

    page: int
    page_size: int
    total: int
    next: str | None
    previous: str | None


class Rounds(Pages):
    """One page of rounds."""

    items: list[RoundItem]


class Ideas(Pages):
    """One page of ideas."""

    items: list[IdeaItem]


class Votes(Pages):
    """One page of votes."""

    items: list[VoteItem]


class Meetings(Pages):
    """One page of meetings."""

    items: list[MeetingItem]


class Dialogues(Pages):
    """One page of dialogues."""

    items: list[DialogueItem]


def keys_of(asked: type[Schema]) -> frozenset[str]:
    """The keys that may be asked."""
    return frozenset(field.alias or name for name, field in asked.model_fields.items())


IN_AREA, OF_ROUND = keys_of(InArea), keys_of(OfRound)


@router.get("/rounds", response={200: Rounds, **PROBLEMS}, url_name="rounds", summary="Rounds of ideas")
@open_to_all(IN_AREA)
def rounds(request: HttpRequest, asked: Query[InArea]) -> Any:
    """All rounds of ideas, the newest first."""
    return _paged(request, open_rounds(asked.area or ""), asked)


@router.get("/rounds/{area}/{slug}", response={200: WholeRound, **PROBLEMS}, url_name="round", summary="One round")
@open_to_all(frozenset())
def round(request: HttpRequest, area: str, slug: str) -> Any:
    """A round with its days, its rule, its themes and its account."""
    return _linked(request, open_round(area, slug))


@router.get(
    "/rounds/{area}/{slug}/ideas", response={200: Ideas, **PROBLEMS}, url_name="ideas",
    summary="The ideas of a round",
)  # fmt: skip
@open_to_all(OF_ROUND)
def ideas(request: HttpRequest, area: str, slug: str, asked: Query[OfRound]) -> Any:
    """The ideas everybody may read, each with its state, its support and the answer with reasons."""
    wanted = Asked(asked.theme or "", asked.state or "", "nieuw" if asked.newest else "")
    return _paged(request, open_ideas(area, slug, wanted), asked)


@router.get("/votes", response={200: Votes, **PROBLEMS}, url_name="votes", summary="Votes")
@open_to_all(IN_AREA)
def votes(request: HttpRequest, asked: Query[InArea]) -> Any:
    """All votes, the newest first, those that are published with their result."""
    return _paged(request, open_votes(asked.area or ""), asked)


@router.get("/votes/{vote_id}", response={200: WholeVote, **PROBLEMS}, url_name="vote", summary="One vote")
@open_to_all(frozenset())
def vote(request: HttpRequest, vote_id: UUID) -> Any:
    """A vote with its answers and, once published, its result and what that does not say."""
    return _linked(request, open_vote(vote_id))


@router.get("/meetings", response={200: Meetings, **PROBLEMS}, url_name="meetings", summary="Meetings")
@open_to_all(IN_AREA)
def meetings(request: HttpRequest, asked: Query[InArea]) -> Any:
    """All meetings, the last one first."""
    return _paged(request, open_meetings(asked.area or ""), asked)


@router.get(
    "/meetings/{meeting_id}", response={200: WholeMeeting, **PROBLEMS}, url_name="meeting",
    summary="One meeting",
)  # fmt: skip
@open_to_all(frozenset())
def meeting(request: HttpRequest, meeting_id: UUID) -> Any:
    """A meeting with its agenda and, once written, its report."""
    return _linked(request, open_meeting(meeting_id))


@router.get("/dialogues", response={200: Dialogues, **PROBLEMS}, url_name="dialogues", summary="Dialogues")
@open_to_all(IN_AREA)
def dialogues(request: HttpRequest, asked: Query[InArea]) -> Any:
    """All dialogues, the newest first."""
    return _paged(request, open_dialogues(asked.area or ""), asked)


@router.get(
    "/dialogues/{area}/{slug}", response={200: WholeDialogue, **PROBLEMS}, url_name="dialogue",
    summary="One dialogue with its map",
)  # fmt: skip
@open_to_all(frozenset())
def dialogue(request: HttpRequest, area: str, slug: str) -> Any:
    """A dialogue with its statements and its public map; where the votes are, under shuffled numbers."""
    return _linked(request, open_dialogue(area, slug))


def _paged(request: HttpRequest, listed: Listed, asked: Paged) -> dict[str, Any]:
    pages = Paginator(listed.rows, asked.page_size)
    try:
        page = pages.page(asked.page)
    except EmptyPage:
        wrong = f"there are {pages.count}; this page is past the end"
        raise NotUnderstood([{"loc": ["query", "page"], "msg": wrong}]) from None
    return {
        "items": [_linked(request, listed.told(one)) for one in page],
        "page": asked.page,
        "page_size": asked.page_size,
        "total": pages.count,
        "next": page_of(request, asked.page + 1) if page.has_next() else None,
        "previous": page_of(request, asked.page - 1) if page.has_previous() else None,
    }


def _linked(request: HttpRequest, data: dict[str, Any]) -> dict[str, Any]:
    """The same with whole addresses."""
    return {**data, "links": {name: request.build_absolute_uri(path) for name, path in data["links"].items()}}
