"""What people do with a vote: make it, open it, cast and change a vote, close it, and publish what came out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal, NoReturn

from django.db import transaction
from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate import ballot_box, casting, codes, paper, votes
from wijkwerk.web.participate.casting import Outcome
from wijkwerk.web.participate.models import (
    ClosingChange,
    HandCount,
    NamedAnswer,
    Vote,
    VoteCode,
    VoteOption,
)
from wijkwerk.web.participate.refusals import NotCounted, NotNow
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import NotAllowed, require
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.web.work.service import VoteAsked, VoteCount, count_vote, vote_asked
from wijkwerk.words.refusal import Refused

State, Kind = Vote.State, Vote.Kind
MOST_ANSWERS = 60
NOTHING_IS_FOR = gettext_lazy("Er is een drempel, maar geen antwoord telt als voor. Wijs er een aan.")
# What stands on a letter or decides what it counts for.
ON_LETTERS = ("kind", "title", "question", "group", "whole", "percent", "has_paper")


@dataclass(frozen=True)
class Answer:
    """One of the answers people choose from."""

    label: str
    agree: bool = False
    blank: bool = False
    idea: uuid.UUID | None = None


# --- before it opens ---


def create(area: Area, vote: Vote, answers: Sequence[Answer], *, by: Person) -> Vote:
    """A vote that is being made, with its answers; nobody else sees it until it is opened."""
    require(by, "participate.lead", area)
    vote.area, vote.owner, vote.state = area, by, State.DRAFT
    with transaction.atomic():
        _keep(vote, answers)
    return vote


def change(vote: Vote, answers: Sequence[Answer], *, by: Person) -> None:
    """Other words, days or answers, as long as it is being made."""
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = _hold(vote)
        if held.state != State.DRAFT:
            raise NotNow(_("De stemming is al open. De vraag en de antwoorden liggen nu vast."))
        _refuse_earlier_than_the_letters(held, vote.closes_at)
        _refuse_other_than_the_letters(held, vote, answers)
        vote.options.all().delete()
        _keep(vote, answers)


def _refuse_other_than_the_letters(held: Vote, vote: Vote, answers: Sequence[Answer]) -> None:
    """A cross in the first box of a letter has to mean the first answer, of this question and over this group."""
    if not held.batches.exists():
        return
    printed = [Answer(one.label, one.agree, one.blank, one.idea) for one in held.options.order_by("number")]
    is_other = list(answers) != printed or any(getattr(vote, name) != getattr(held, name) for name in ON_LETTERS)
    if is_other or vote.opens_at > held.opens_at:
        raise NotNow(_("Er zijn brieven gemaakt. Wat daarop staat en over wie wordt geteld, ligt nu vast."))


def _keep(vote: Vote, answers: Sequence[Answer]) -> None:
    if not 2 <= len(answers) <= MOST_ANSWERS:
        raise NotNow(_("Geef minstens twee en hoogstens %(most)s antwoorden.") % {"most": MOST_ANSWERS})
    if len({one.label.casefold() for one in answers}) < len(answers):
        raise NotNow(_("Twee antwoorden zijn hetzelfde. Maak ze verschillend."))
    if sum(one.blank for one in answers) > 1:
        raise NotNow(_("Hoogstens één antwoord kan blanco zijn."))
    if vote.percent and not any(one.agree for one in answers):
        raise NotNow(str(NOTHING_IS_FOR))
    vote.full_clean(exclude=["id", "round"])
    vote.save()
    for number, one in enumerate(answers, start=1):
        option = VoteOption(vote=vote, number=number, label=one.label, agree=one.agree, blank=one.blank, idea=one.idea)
        option.full_clean(exclude=["id", "vote"], validate_unique=False, validate_constraints=False)
        option.save()


def open_vote(vote: Vote, *, by: Person, now: datetime, too_few_is_meant: bool = False) -> None:
    """Everyone can see the vote from now on, and vote between its moments of opening and closing.

    With fewer letters than it needs votes for, it opens only when somebody says that this is meant.
    """
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = _hold(vote)
        if held.state != State.DRAFT:
            raise NotNow(_("Deze stemming is al klaargezet."))
        if held.closes_at <= now:
            raise NotNow(_("De stemming zou al gesloten zijn. Kies een later moment om te sluiten."))
        if held.percent and held.group != Vote.Group.VOTERS and not held.whole:
            raise NotNow(_("De drempel telt over de hele groep. Vul in hoe groot die is."))
        if held.kind == Kind.BINDING and not held.address:
            raise NotNow(_("Mensen stemmen bij een ander systeem. Vul in op welk adres, en zet de stemming dan klaar."))
        if held.kind == Kind.CODED:
            if not held.batches.exists():
                raise NotNow(_("Er zijn nog geen codes. Maak eerst de brieven."))
            number, gate = codes.valid(held), votes.gate_of(held)
            if not too_few_is_meant and gate and number < gate.needed:
                raise NotNow(
                    _(
                        "Zo haalt de stemming de drempel nooit. Nodig: %(needed)s. Brieven: %(letters)s. Maak meer brieven."
                    )
                    % {"needed": gate.needed, "letters": number}
                )
            if codes.waiting(held.pk):
                raise NotNow(_("De leesbare codes staan nog klaar om te printen. Print ze en vernietig ze dan hier."))
            ballot_box.make_key(held.pk)
        held.state = State.READY
        held.save(update_fields=["state"])
    vote.state = State.READY


def move_closing(vote: Vote, closes_at: datetime, why: str, *, by: Person, now: datetime) -> None:
    """Close earlier or later than was said, earlier only without letters; the reason is there for everyone to read."""
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = _hold(vote)
        if held.state not in (State.DRAFT, State.READY) or (held.state == State.READY and held.closes_at <= now):
            raise NotNow(_("Het stemmen is voorbij. Het moment van sluiten ligt vast."))
        if closes_at <= held.opens_at or closes_at <= now:
            raise NotNow(_("Kies een moment dat nog komt, na de opening."))
        _refuse_earlier_than_the_letters(held, closes_at)
        if not why.strip():
            raise NotNow(_("Schrijf op waarom de sluiting verandert."))
        change = ClosingChange(vote=held, before=held.closes_at, after=closes_at, why=why.strip(), by=by, at=now)
        change.full_clean(exclude=["vote", "by"])
        change.save()
        held.closes_at = closes_at
        held.save(update_fields=["closes_at"])
    vote.closes_at = closes_at


def _refuse_earlier_than_the_letters(held: Vote, closes_at: datetime) -> None:
    """A letter says until when one can vote, to the minute; whoever comes on the last evening must find the box open."""
    if closes_at < held.closes_at.replace(second=0, microsecond=0) and held.batches.exists():
        raise NotNow(
            _("Wie een brief heeft, rekent erop te kunnen stemmen tot %(when)s. Eerder sluiten kan niet meer.")
            % {"when": _moment(held.closes_at)}
        )


# --- casting ---


def cast(vote_id: uuid.UUID, typed: str, option: int, *, now: datetime) -> Literal["counted", "changed"]:
    """Put a ballot in the box for this code, or change the one that is there; durable when this returns."""
    code = codes.read(typed)
    if code is None:
        raise NotCounted(_("Deze code klopt niet. Kijk of je een teken hebt verwisseld."), is_guess=True)
    digest = codes.digest_of(code)
    outcome = casting.put(casting.Slip(vote_id, digest, option, now))
    if outcome is Outcome.REFUSED:
        _refuse(vote_id, digest, option, now)
    return "counted" if outcome is Outcome.COUNTED else "changed"


def _refuse(vote_id: uuid.UUID, digest: str, option: int, now: datetime) -> NoReturn:
    """Why a code puts no ballot in the box."""
    code = VoteCode.objects.filter(digest=digest).select_related("batch__vote").first()
    if code is None:
        raise NotCounted(
            _("Deze code kennen we niet. Kijk of je hem goed hebt overgenomen, of bel ons."), is_guess=True
        )
    vote = code.batch.vote
    if vote.pk != vote_id:
        raise NotCounted(
            _("Deze code hoort bij een andere stemming: %(title)s. Ga naar die stemming.") % {"title": vote.title}
        )
    _refuse_when_not_open(vote.state, vote.opens_at, vote.closes_at, now)
    if code.state == VoteCode.State.CANCELLED:
        raise NotCounted(_("Deze code was kwijt en is vervangen. Gebruik de code uit de nieuwe brief."))
    if not VoteOption.objects.filter(vote=vote, number=option).exists():
        raise NotCounted(_("Kies een van de antwoorden."))
    raise NotCounted(_("De stembus van deze stemming is niet compleet. Je stem is niet geteld. Bel de contactpersoon."))


def _refuse_when_not_open(state: str, opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    if state == State.DRAFT or (state == State.READY and now < opens_at):
        raise NotCounted(_("De stemming is nog niet open. Stemmen kan vanaf %(when)s.") % {"when": _moment(opens_at)})
    if state != State.READY or now >= closes_at:
        raise NotCounted(
            _("De stemming is dicht sinds %(when)s. Deze stem is niet geteld.") % {"when": _moment(closes_at)}
        )


def answer_by_name(vote: Vote, option: int, *, by: Person, now: datetime) -> None:
    """Answer an open poll with one's name beside it, or change the answer."""
    require(by, "participate.take_part", vote)
    with transaction.atomic():
        held = _hold(vote)
        if held.kind != Kind.POLL or not held.by_names:
            raise NotNow(_("Bij deze stemming antwoord je niet met je naam."))
        _refuse_when_not_open(held.state, held.opens_at, held.closes_at, now)
        chosen = VoteOption.objects.filter(vote=held, number=option).first()
        if chosen is None:
            raise NotNow(_("Kies een van de antwoorden."))
        NamedAnswer.objects.update_or_create(vote=held, person=by, defaults={"option": chosen})


def count_hands(vote: Vote, numbers: Mapping[int, int], *, present: int, by: Person, now: datetime) -> None:
    """How many hands went up for each answer, of how many people in the room."""
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = _hold(vote)
        if held.kind != Kind.POLL or held.by_names or held.state != State.READY or now < held.opens_at:
            raise NotNow(_("Handen tel je bij een peiling in de zaal, vanaf de opening tot iemand haar sluit."))
        if sum(numbers.values()) > present:
            raise NotNow(
                _("Er zijn %(hands)s handen geteld en maar %(people)s mensen in de zaal. Tel nog een keer.")
                % {"hands": sum(numbers.values()), "people": present}
            )
        held.whole = present
        held.save(update_fields=["whole"])
        for option in held.options.all():
            HandCount.objects.update_or_create(
                option=option, defaults={"number": numbers.get(option.number, 0), "by": by, "at": now}
            )


# --- closing and publishing ---


def close(vote: Vote, *, by: Person, now: datetime) -> None:
    """End the vote: paper goes in the box, ballots are mixed and their link with codes is destroyed.

    Open or closed, never half: all rows change in one transaction, and the key is destroyed after it. When that was cut
    off, closing again finishes it.
    """
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = _hold(vote)
        if held.state == State.DRAFT:
            raise NotNow(_("Deze stemming is nog niet open geweest."))
        if held.state == State.READY:
            if now < held.closes_at:
                raise NotNow(
                    _("Stemmen kan nog tot %(when)s. Sluit daarna, of verander eerst het moment van sluiten.")
                    % {"when": _moment(held.closes_at)}
                )
            _close_kind(held)
            held.state, held.closed_at = State.CLOSED, now
            held.save(update_fields=["state", "closed_at"])
        transaction.on_commit(partial(finish_closing, held.pk))
    vote.state, vote.closed_at = held.state, held.closed_at


def _close_kind(vote: Vote) -> None:
    match vote.kind:
        case Kind.CODED:
            typed = paper.sheet_of(vote).compared
            if not typed.is_right:
                raise NotNow(" ".join(typed.faults()))
            VoteCode.objects.filter(batch__vote=vote, digest__in=typed.used).update(state=VoteCode.State.USED)
            ballot_box.mix(vote, typed.options)
            vote.result = {"late": typed.late, "envelopes": typed.envelopes, "invalid": typed.invalid}
            vote.save(update_fields=["result"])
        case Kind.POLL if not vote.by_names and not HandCount.objects.filter(option__vote=vote).exists():
            raise NotNow(_("Er zijn nog geen handen geteld. Vul de tellijst in."))
        case Kind.BINDING if not vote.result:
            raise NotNow(_("De uitslag is er nog niet. Neem haar over uit het andere systeem."))


def finish_closing(vote_id: uuid.UUID) -> None:
    """What comes after the transaction: no key, no readable codes, nothing left in the journal of the database."""
    for batch in codes.waiting(vote_id):
        ballot_box.destroy(ballot_box.folder() / f"{vote_id}-{batch}.codes")
    ballot_box.scrub()
    ballot_box.destroy_key(vote_id)


def publish(vote: Vote, *, by: Person, now: datetime) -> str:
    """Show everyone the result with its limits, and hand it to the route; a sentence when the route did not take it."""
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = _hold(vote)
        if held.state == State.PUBLISHED:
            return ""
        if held.state != State.CLOSED:
            raise NotNow(_("Sluit de stemming eerst."))
        if ballot_box.has_key(held.pk):
            raise NotNow(_("Het sluiten is onderbroken. Druk eerst nog eens op ‘Sluit de stemming’."))
        result = votes.result_of(held)
        if not votes.adds_up(result):
            raise NotNow(
                _("De stemmen op de site en op papier zijn samen niet de uitslag. Zo kan zij niet naar buiten.")
            )
        held.result, held.state, held.published_at = result, State.PUBLISHED, now
        held.save(update_fields=["result", "state", "published_at"])
        vote.result, vote.state, vote.published_at = held.result, held.state, held.published_at
        reason = _to_route(held, by=by, now=now) if held.run and held.stage else ""
        vote.routed_at = held.routed_at
    return reason


def hand_to_route(vote: Vote, *, by: Person, now: datetime) -> None:
    """Someone with the right role in the route puts a published result in it; NotNow with the reason when it may not."""
    require(by, "participate.take_part", vote)
    with transaction.atomic():
        held = _hold(vote)
        if held.state != State.PUBLISHED or not held.run:
            raise NotNow(_("Er is nog geen uitslag voor een route."))
        if held.routed_at is None and (reason := _to_route(held, by=by, now=now)):
            raise NotNow(reason)


def asked_by_route(vote: Vote, *, by: Person | None) -> VoteAsked | None:
    """What the stage of the route asks of this vote, as far as this person may see it."""
    if vote.run is None or by is None:
        return None
    try:
        return vote_asked(vote.run, vote.stage, by=by)
    except Http404:
        return None


def _to_route(vote: Vote, *, by: Person, now: datetime) -> str:
    """Hand over the sums; the reason when the route does not take them (yet)."""
    if vote.run is None:
        return ""
    asked = asked_by_route(vote, by=by)  # When there is nothing, `count_vote` says why.
    if vote.kind == Kind.POLL:
        return _("Een peiling gaat over wie er was. De route vraagt een stemming.")
    if asked and (vote.group, vote.percent) != (asked.group, asked.percent):
        return _("Deze stemming telde over een andere groep of met een andere drempel dan de stap vraagt.")
    sums = votes.sums_of(vote.result or {})
    on = localtime(vote.closed_at or now).date().isoformat()
    whole = vote.whole if vote.group != Vote.Group.VOTERS and vote.whole else sums.ballots
    try:
        with transaction.atomic():
            count_vote(vote.run, VoteCount(vote.stage, sums.agree, sums.against, sums.blank, whole, on), by=by, now=now)
    except Refused as refusal:
        return refusal.sentence(language_of_page(), None)
    except NotAllowed as refusal:
        return str(refusal)
    Vote.objects.filter(pk=vote.pk).update(routed_at=now)
    vote.routed_at = now
    return ""


def _hold(vote: Vote) -> Vote:
    """The vote as it is now, held until the transaction ends."""
    return Vote.objects.select_for_update(of=("self",)).select_related("area").get(pk=vote.pk)


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j E Y H:i")
