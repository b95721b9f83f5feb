"""The account of participation, which grows by itself: who took part, how, when, and what was done with each result.

That is what the law asks a municipality to say afterwards, about four groups of interested parties (source 001, lines
667-713).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from wijkwerk.analysis.representation import Standing
from wijkwerk.web.participate import profile, round_pile, rounds, translated, votes
from wijkwerk.web.participate.models import (
    DateChange,
    Dialogue,
    Idea,
    LetterBatch,
    Meeting,
    PaperPile,
    Participant,
    Party,
    Round,
    Support,
    Vote,
)
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.models.said import Said
from wijkwerk.web.participate.profile_findings import clearly, findings_of
from wijkwerk.web.work.service import PlanCheck, plan_check

MOST_IN_FULL = 200
PROVENANCE = {"source": ("movisies-001", "667-713"), "ours": ""}
LETTER = "letter"


class PartyRow(NamedTuple):
    """One of the four groups: how many were asked, how many came, and how; `counted` is what the site counted itself."""

    title: str
    invited: int | None
    came: int | None
    counted: int | None
    how: Said | None


class ByChannel(NamedTuple):
    """What came in by one way."""

    words: str
    ideas: int
    support: int


class Tallied(NamedTuple):
    """How many ideas have this state and came in this way, with their support, and how many are late."""

    state: str
    channel: str
    number: int
    given: int
    late: int


class Told(NamedTuple):
    """A vote with its result as it was published, and what the result does not say."""

    vote: Vote
    result: dict[str, Any]
    answers: list[dict[str, Any]]
    limits: list[str]


class Likeness(NamedTuple):
    """Which groups took part less or more than live here, as far as rounded counts can tell."""

    under: list[tuple[str, bool]]
    over: list[tuple[str, bool]]
    is_said: bool


@dataclass(frozen=True)
class Account:
    """Everything the account says about one round, worked out from what is there."""

    plan: PlanCheck | None
    ways: list[tuple[str, int]]
    letters: int
    letters_used: int
    parties: list[PartyRow]
    likeness: Likeness | None
    channels: list[ByChannel]
    untraced: int
    ideas: int
    supports: int
    states: list[tuple[str, int]]
    late: int
    pile: PaperPile | None
    has_paper_faults: bool
    meetings: list[Meeting]
    dialogues: list[Dialogue]
    votes: list[Told]
    changes: list[DateChange]
    decided: list[Idea]
    decided_more: int
    not_chosen: list[dict[str, Any]]


def account_of(round: Round, today: date) -> Account:
    """The account as it stands today; counts are of what happened, never of who people are."""
    tallied = _ideas(round, today)
    states = Counter[str]()
    by_channel = Counter[str]()
    for row in tallied:
        states[row.state] += row.number
        if row.state in rounds.SEEN:
            by_channel[row.channel] += row.number
    supports = sum(row.given for row in tallied if row.state in rounds.SEEN)
    paper = round_pile.standing_of(round)
    has_paper_faults = bool(paper.faults())
    took_part = round.took_part or counts_of(round)
    given = took_part["support"]
    through = list(rounds.chosen_ideas(round)[:MOST_IN_FULL])
    for idea in through:
        idea.round = round
    piles = LetterBatch.objects.filter(round=round).aggregate(
        letters=Count("letters", filter=Q(letters__is_cancelled=False))
    )
    return Account(
        plan=plan_check(round.plan) if round.plan else None,
        ways=_ways(took_part["ways"]),
        letters=piles["letters"],
        letters_used=took_part["ways"].get(LETTER, 0),
        parties=_parties(round, sum(took_part["ways"].values())),
        likeness=_likeness(round) if round.asks_profile else None,
        channels=[
            ByChannel(str(words), by_channel[channel], given.get(channel, 0))
            for channel, words in Channel.choices
            if by_channel[channel] or given.get(channel)
        ],
        untraced=max(0, supports - sum(given.values())),
        ideas=sum(by_channel.values()),
        supports=supports,
        states=[(str(words), states[state]) for state, words in Idea.State.choices if states[state]],
        late=sum(row.late for row in tallied),
        pile=None if has_paper_faults else paper.pile,
        has_paper_faults=has_paper_faults,
        meetings=_meetings(round),
        dialogues=_dialogues(round),
        votes=_votes(round),
        changes=list(rounds.changes_of(round)[:MOST_IN_FULL]),
        decided=through,
        decided_more=max(0, sum(states[one] for one in ("chosen", "agenda", *Idea.DECISIONS)) - MOST_IN_FULL),
        not_chosen=_not_chosen(round),
    )


def counts_of(round: Round) -> dict[str, dict[str, int]]:
    """How many took part in each way, of those who did something, and by which way support for what is seen came in."""
    told = [state for state in Idea.State.values if state != Idea.State.TYPED]
    ideas = Idea.objects.filter(participant=OuterRef("pk"), state__in=told)
    supports = Support.objects.filter(participant=OuterRef("pk"))
    did = Participant.objects.filter(Exists(ideas) | Exists(supports), round=round).order_by()
    ways: dict[str, int] = {}
    has_letter = ExpressionWrapper(Q(letter__isnull=False), output_field=BooleanField())
    rows = did.annotate(has_letter=has_letter).values_list("channel", "has_letter").annotate(number=Count("pk"))
    for channel, by_letter, number in rows:
        key = LETTER if by_letter else channel
        ways[key] = ways.get(key, 0) + number
    given = Support.objects.filter(idea__round=round, idea__state__in=rounds.SEEN).order_by()
    return {"ways": ways, "support": dict(given.values_list("channel").annotate(number=Count("pk")))}


def keep_counts(forgotten: Iterable[Round]) -> None:
    """Before it is forgotten who took part: keep how many did, so that the account goes on saying it."""
    for round in forgotten:
        if round.took_part is None:
            round.took_part = counts_of(round)
            round.save(update_fields=["took_part"])


def _ideas(round: Round, today: date) -> list[Tallied]:
    """The ideas by state and by how they came in, with their support and how many are late."""
    is_late = Q(answer_due_on__lt=today) & ~Q(state__in=Idea.ANSWERED)
    rows = Idea.objects.filter(round=round).order_by().values("state", "channel")
    counted = rows.annotate(number=Count("pk"), given=Sum("support"), late=Count("pk", filter=is_late))
    return [Tallied(**row) for row in counted]


def _ways(counted: dict[str, int]) -> list[tuple[str, int]]:
    words = {Channel.DIGITAL.value: _("met een account"), LETTER: _("met een code uit een brief")}
    for channel, how in Channel.choices:
        words.setdefault(channel, _("via een opbouwwerker, %(how)s") % {"how": how})
    order = (Channel.DIGITAL.value, LETTER, *(one for one in Channel.values if one != Channel.DIGITAL))
    return [(words[way], counted[way]) for way in order if counted.get(way)]


def _parties(round: Round, took_part: int) -> list[PartyRow]:
    """The four groups, also those of whom nobody wrote anything."""
    written = {one.group: one for one in Party.objects.filter(round=round)}
    rows = []
    for group, title in Party.Group.choices:
        said = written.get(group)
        counted = took_part if group == Party.Group.RESIDENTS else None
        rows.append(
            PartyRow(
                str(title),
                said.invited if said else None,
                said.came if said else None,
                counted,
                round.say(said.how) if said and said.how else None,
            )
        )
    return rows


def _likeness(round: Round) -> Likeness:
    subject = profile.subject_of("round", round.area.slug, round.slug)
    found = findings_of(profile.asked_of(subject), int(getattr(subject, "taking_part", 0)))
    return Likeness(
        clearly(found, Standing.UNDER), clearly(found, Standing.OVER), any(finding.is_said for finding in found)
    )


def _meetings(round: Round) -> list[Meeting]:
    found = translated.with_words(Meeting.objects.filter(round=round), translated.Kind.MEETING)
    return list(found.order_by("begins_at", "pk")[:MOST_IN_FULL])


def _votes(round: Round) -> list[Told]:
    rows = translated.with_words(Vote.objects.filter(round=round), translated.Kind.VOTE)
    found = rows.exclude(state=Vote.State.DRAFT).order_by("opens_at", "pk")
    return [
        Told(vote, vote.result or {}, votes.answered(vote, votes.answers_in_result(vote)), votes.limits_of(vote))
        if vote.state == Vote.State.PUBLISHED
        else Told(vote, {}, [], [])
        for vote in found[:MOST_IN_FULL]
    ]


def _dialogues(round: Round) -> list[Dialogue]:
    """The dialogues of the round, with `voices`: how many people answered something."""
    voices = Count("participants", filter=Q(participants__opinions__isnull=False), distinct=True)
    rows = translated.with_words(Dialogue.objects.filter(round=round), translated.Kind.DIALOGUE, "key")
    found = rows.select_related("area").defer("area__shapes")
    return list(found.annotate(voices=voices).order_by("opens_on", "pk")[:MOST_IN_FULL])


def _not_chosen(round: Round) -> list[dict[str, Any]]:
    """The answers to ideas that did not go through, each once, with how many got it."""
    ideas = Idea.objects.filter(round=round, state=Idea.State.NOT_CHOSEN).order_by()
    rows = ideas.values_list("answer", "answered_on").annotate(number=Count("pk")).order_by("answered_on", "answer")
    return [{"answer": round.say(text), "on": on, "number": number} for text, on, number in rows[:MOST_IN_FULL]]
