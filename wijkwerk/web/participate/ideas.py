"""What people do in a round: bring an idea, support it, take that back, choose what goes through, and answer it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkwerk.web.participate import house_rules, ideas_telling, judgements, phases, round_pile, round_steps, rounds
from wijkwerk.web.participate.entering import may_take_part, participant_of
from wijkwerk.web.participate.judgements import Act
from wijkwerk.web.participate.models import (
    DateChange,
    Idea,
    Participant,
    Photo,
    Round,
    Support,
    SupportSheet,
    Theme,
    Translation,
)
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.photos import Picture
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.rounds import Taker
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import require
from wijkwerk.web.places.service import Spot

State = Idea.State
# One act of a worker counts a sheet of signatures, not a street.
MOST_TYPED = 100


@dataclass(frozen=True)
class Words:
    """What an idea says: in a sentence, more about it, about which theme, in which language, and perhaps where."""

    title: str
    text: str
    theme: Theme
    language: str = "nl"
    place: str = ""
    spot: Spot | None = None
    photo_says: str = ""


class AnsweredMeanwhile(Exception):
    """Somebody else changed this idea after it was read; the idea as it is now is in `idea`."""

    def __init__(self, idea: Idea) -> None:
        super().__init__(idea.pk)
        self.idea = idea


class BroughtBefore(Exception):
    """This taker brought the same idea already; it is in `idea`, and nothing was kept."""

    def __init__(self, idea: Idea) -> None:
        super().__init__(idea.pk)
        self.idea = idea


# --- bringing an idea ---


def bring_idea(
    round: Round, words: Words, *, taker: Taker, now: datetime, today: date, picture: Picture | None = None,
    is_read_first: bool = False,
) -> Idea:  # fmt: skip
    """A new idea by a resident; nobody sees it before it was read when `is_read_first`.

    BroughtBefore when it is the one they brought already, as when a form is sent again.
    """
    if not may_take_part(taker, round):
        raise NotNow(_("Hiermee kun je niet meedoen met deze ronde."))
    if not round.ideas_by_residents:
        raise NotNow(_("In deze ronde geef je steun. Ideeën staan er al."))
    if not phases.takes_ideas(round.days, today):
        raise NotNow(_too_early_or_late(round, today))
    idea, is_new = _kept(
        round, words, participant_of(taker, round), now=now, picture=picture, is_read_first=is_read_first
    )
    if not is_new:
        raise BroughtBefore(idea)
    return idea


def type_idea(
    round: Round, words: Words, channel: str, *, by: Person, now: datetime, today: date,
    picture: Picture | None = None, is_read_first: bool = False,
) -> Idea:  # fmt: skip
    """An idea of somebody at the door or on the telephone, or on paper; who typed it is kept.

    One on paper is seen when it was typed again, and both times say the same: `round_paper.type_idea_again`.
    """
    require(by, "participate.lead", round)
    if channel == Channel.DIGITAL or (not round.through_worker and round.ideas_by_residents):
        raise NotNow(_("In deze ronde brengt niemand een idee via een opbouwwerker."))
    if not phases.takes_ideas(round.days, today, is_typed=True):
        raise NotNow(_too_early_or_late(round, today))
    with transaction.atomic(savepoint=False):
        participant = Participant.objects.create(round=round, channel=channel)
        return _kept(
            round, words, participant, now=now, picture=picture, is_read_first=is_read_first,
            channel=channel, typed_by=by,
        )[0]  # fmt: skip


def open_idea(idea: Idea, *, by: Person, version: int) -> None:
    """Everybody may see an idea that somebody read first."""
    require(by, "participate.read_first", idea.round)
    with transaction.atomic(savepoint=False):
        hold(idea, version)
        if idea.state != State.HELD:
            raise NotNow(_("Dit idee was al gelezen."))
        move(idea, state=State.OPEN)
        ideas_telling.tell_those.enqueue(str(idea.pk), "opened")


def refuse_idea(idea: Idea, rule: str, why: str, *, by: Person, version: int, today: date) -> None:
    """Do not place an idea that was read first, by a house rule; who wrote it reads which one, and the reason."""
    require(by, "participate.read_first", idea.round)
    if rule not in house_rules.BY_ID:
        raise NotNow(_("Kies een huisregel en schrijf op waarom."))
    with transaction.atomic(savepoint=False):
        hold(idea, version)
        if idea.state != State.HELD:
            raise NotNow(_("Dit idee was al gelezen."))
        judgements.note(idea.round, Act.REFUSED, rule)
        with override("nl"):
            reason = f"{house_rules.sentence_of(rule)}\n\n{why}"
        move(idea, state=State.REFUSED, answer=reason, answered_on=today, answered_by=by)
        ideas_telling.tell_those.enqueue(str(idea.pk), "refused")


def withdraw_idea(idea: Idea, *, taker: Taker) -> None:
    """Take one's own idea back while nothing was decided; its words, place and picture are gone for good."""
    with transaction.atomic(savepoint=False):
        hold(idea, idea.version)
        is_own = Participant.objects.filter(taker.condition(), ideas=idea).exists()
        if not is_own:
            raise NotNow(_("Alleen wie het idee bracht, kan het intrekken."))
        if idea.state not in (State.HELD, State.OPEN):
            raise NotNow(_("Over dit idee is al gekozen. Bel de contactpersoon als je het wilt intrekken."))
        photo = idea.photo
        move(
            idea, state=State.WITHDRAWN, title="—", text="", place="", lon=None, lat=None, photo=None, photo_says="",
            answer="", participant=None,
        )  # fmt: skip
        if photo is not None:
            photo.delete()
        Translation.objects.filter(of=idea.pk).delete()


# --- support ---


def support(idea: Idea, *, taker: Taker, today: date) -> bool:
    """Stand behind an idea; False when this taker did already. It counts once, whatever is sent."""
    round = idea.round
    if not may_take_part(taker, round):
        raise NotNow(_("Hiermee kun je niet meedoen met deze ronde."))
    _require_support(idea, today)
    with transaction.atomic(savepoint=False):
        participant = participant_of(taker, round)
        if idea.participant_id == participant.pk:
            raise NotNow(_("Dit is je eigen idee. Vraag je buren om steun."))
        _given, is_new = Support.objects.get_or_create(idea=idea, participant=participant)
        if is_new:
            _count(idea, 1)
    return is_new


def take_back(idea: Idea, *, taker: Taker, today: date) -> bool:
    """Take support back; False when there was none."""
    _require_support(idea, today)
    with transaction.atomic(savepoint=False):
        given = Support.objects.filter(taker.condition("participant__"), idea=idea).first()
        if given is not None:
            given.delete()
    return given is not None


def type_support(idea: Idea, number: int, channel: str, *, by: Person, today: date) -> None:
    """Count the support of so many neighbours at the door or on the telephone; who typed it is kept."""
    if channel == Channel.PAPER:
        raise NotNow(_("Handtekeningen op papier typ je twee keer in."))
    require_typed_support(idea, number, channel, by=by, today=today)
    with transaction.atomic(savepoint=False):
        count_neighbours(idea, number, channel, by=by)


def require_typed_support(idea: Idea, number: int, channel: str, *, by: Person, today: date) -> None:
    """Refuse support that a worker types when they may not, when it is too much at once, or outside its days."""
    require(by, "participate.lead", idea.round)
    if channel == Channel.DIGITAL or not idea.round.through_worker:
        raise NotNow(_("In deze ronde geeft niemand steun via een opbouwwerker."))
    if not 1 <= number <= MOST_TYPED:
        raise NotNow(_("Typ hoogstens %(most)s handtekeningen tegelijk.") % {"most": MOST_TYPED})
    _require_support(idea, today, is_typed=True)


def count_neighbours(idea: Idea, number: int, channel: str, *, by: Person, sheet: SupportSheet | None = None) -> None:
    """So many neighbours without a name support this idea, perhaps on a list of signatures."""
    neighbours = [Participant(round=idea.round, channel=channel) for _number in range(number)]
    Participant.objects.bulk_create(neighbours)
    Support.objects.bulk_create(
        Support(idea=idea, participant=one, channel=channel, sheet=sheet, typed_by=by) for one in neighbours
    )
    _count(idea, number)


def take_typed_back(idea: Idea, number: int, channel: str, *, by: Person, today: date) -> int:
    """Put right a slip: take so much support back that came in this way; how much was taken."""
    require(by, "participate.lead", idea.round)
    if channel == Channel.PAPER:
        raise NotNow(_("Een lijst van papier neem je terug bij ‘Papier van deze ronde’."))
    _require_support(idea, today, is_typed=True)
    with transaction.atomic(savepoint=False):
        typed = Support.objects.filter(idea=idea, channel=channel, typed_by__isnull=False).order_by("-pk")[:number]
        slips = [given.participant_id for given in typed]
        Participant.objects.filter(pk__in=slips, person=None, letter=None).delete()
    return len(slips)


# --- choosing and answering ---


def choose(round: Round, why: str, *, by: Person, today: date) -> tuple[int, int]:
    """Put through what passes by the rule of the round; the others get their answer now. How many of each."""
    require(by, "participate.lead", round)
    if round.chosen_on is None and not phases.may_choose(round.days, today):
        raise NotNow(
            _("Steun geven kan nog tot en met %(day)s. Kies daarna.") % {"day": round_steps.day(round.support_until)}
        )
    with transaction.atomic():
        round = Round.objects.select_for_update().get(pk=round.pk)
        if rounds.waiting_to_be_read(round).exists():
            raise NotNow(_("Er wachten nog ideeën om gelezen te worden. Lees die eerst."))
        if faults := round_pile.standing_of(round).faults():
            raise NotNow(" ".join(faults))
        least = rounds.least_support(round)
        undecided = Idea.objects.filter(round=round, state=State.OPEN)
        others = undecided.filter(support__lt=least) if least else undecided
        if not undecided.exists() or round.chosen_on is not None:
            raise NotNow(_("In deze ronde is al gekozen."))
        not_chosen = others.update(
            state=State.NOT_CHOSEN, answer=why, answered_on=today, answered_by=by, version=F("version") + 1
        )
        # What is still open now goes through.
        chosen = undecided.update(state=State.CHOSEN, answer_due_on=round.decision_on, version=F("version") + 1)
        round.chosen_on = today
        round.save(update_fields=["chosen_on"])
        ideas_telling.tell_what_was_chosen.enqueue(round.pk)
    return chosen, not_chosen


def put_on_agenda(idea: Idea, when: date, why: str, *, by: Person, version: int, now: datetime) -> None:
    """The body that decides talks about it on this day; a later day than promised is kept with its reason."""
    require(by, "participate.lead", idea.round)
    with transaction.atomic(savepoint=False):
        hold(idea, version)
        if idea.state not in (State.CHOSEN, State.AGENDA):
            raise NotNow(_("Alleen een idee dat doorgaat komt op de agenda."))
        if when > idea.answer_due_on and not why:
            raise NotNow(_("Dat is later dan beloofd. Schrijf op waarom; iedereen kan dat lezen."))
        if when > idea.answer_due_on:
            DateChange.objects.create(
                round=idea.round, field=f"idea-{idea.number}", before=idea.answer_due_on, after=when, why=why,
                by=by, at=now,
            )  # fmt: skip
        move(idea, state=State.AGENDA, answer_due_on=when)


def answer_idea(idea: Idea, decision: str, text: str, *, by: Person, version: int, today: date) -> None:
    """Decide, and say why to everybody who took part. AnsweredMeanwhile when somebody else was first."""
    require(by, "participate.lead", idea.round)
    with transaction.atomic(savepoint=False):
        hold(idea, version)
        if not idea.is_seen:
            raise NotNow(_("Over dit idee kun je nu niets besluiten."))
        move(idea, state=decision, answer=text, answered_on=today, answered_by=by)
        ideas_telling.tell_those.enqueue(str(idea.pk), f"answer-{idea.version}")


def hand_over(idea: Idea, to: Person, *, by: Person) -> None:
    """Somebody else who leads here answers this idea from now on."""
    require(by, "participate.lead", idea.round)
    if not rounds.owners_in(idea.round.area).filter(pk=to.pk).exists():
        raise NotNow(_("Kies iemand die hier opbouwwerker of beleidsmedewerker is."))
    idea.owner = to
    idea.save(update_fields=["owner"])


# --- inside ---


def _kept(
    round: Round, words: Words, participant: Participant, *, now: datetime, picture: Picture | None,
    is_read_first: bool, channel: str = Channel.DIGITAL, typed_by: Person | None = None,
) -> tuple[Idea, bool]:  # fmt: skip
    """The idea, and whether it is a new one."""
    with transaction.atomic(savepoint=False):
        round = Round.objects.select_for_update().get(pk=round.pk)
        if round.chosen_on is not None:
            raise NotNow(_("In deze ronde is al gekozen."))
        same = Idea.objects.filter(round=round, participant=participant, title=words.title, text=words.text).first()
        if same is not None:
            same.round = round
            return same, False
        photo = Photo.objects.create(**picture._asdict()) if picture else None
        last = Idea.objects.filter(round=round).aggregate(last=Max("number"))["last"] or 0
        idea = Idea(
            round=round, number=last + 1, theme=words.theme, title=words.title, text=words.text,
            language=words.language, place=words.place, lon=words.spot.lon if words.spot else None,
            lat=words.spot.lat if words.spot else None, photo=photo, photo_says=words.photo_says if photo else "",
            participant=participant, channel=channel, typed_by=typed_by,
            state=State.TYPED if channel == Channel.PAPER else first_state(is_read_first=is_read_first), owner_id=round.owner_id,
            answer_due_on=phases.answer_due(round.days, round.answer_days), share=secrets.token_urlsafe(16), at=now,
        )  # fmt: skip
        idea.save(force_insert=True)
        if is_read_first:
            judgements.note(round, Act.HELD)
    return idea, True


def first_state(*, is_read_first: bool) -> str:
    """Where an idea begins: everybody sees it, or somebody reads it first."""
    return State.HELD if is_read_first else State.OPEN


def hold(idea: Idea, version: int) -> None:
    """The idea as it is now, held until the transaction ends; AnsweredMeanwhile when it is not the one that was read."""
    now = Idea.objects.select_for_update(of=("self",)).select_related("answered_by", "owner").get(pk=idea.pk)
    now.round = idea.round
    if now.version != version:
        raise AnsweredMeanwhile(now)
    for name in ("state", "answer", "answered_on", "answer_due_on", "version", "support", "participant_id", "photo_id"):
        setattr(idea, name, getattr(now, name))


def move(idea: Idea, **facts: Any) -> None:
    """Change a held idea; who read it before this sees that it changed."""
    for name, value in facts.items():
        setattr(idea, name, value)
    idea.version += 1
    idea.save(update_fields=[*facts, "version"])


def _count(idea: Idea, more: int) -> None:
    Idea.objects.filter(pk=idea.pk).update(support=F("support") + more)


def _require_support(idea: Idea, today: date, *, is_typed: bool = False) -> None:
    if idea.state != State.OPEN:
        raise NotNow(_("Dit idee krijgt geen steun meer, of nog niet."))
    if not phases.takes_support(idea.round.days, today, is_typed=is_typed):
        raise NotNow(
            _("Steun geven kon tot en met %(day)s.") % {"day": round_steps.day(idea.round.support_until)}
            if today > idea.round.support_until
            else _("Steun geven kan vanaf %(day)s.") % {"day": round_steps.day(idea.round.ideas_from)}
        )


def is_chosen(round: Round) -> bool:
    """Whether it was chosen already what goes through; an idea that was answered before that is no choice."""
    return Round.objects.filter(pk=round.pk, chosen_on__isnull=False).exists()


def _too_early_or_late(round: Round, today: date) -> str:
    if round.chosen_on is not None:
        return _("In deze ronde is al gekozen.")
    if today < round.ideas_from:
        return _("Ideeën brengen kan vanaf %(day)s.") % {"day": round_steps.day(round.ideas_from)}
    return _("Ideeën brengen kon tot en met %(day)s.") % {"day": round_steps.day(round.ideas_until)}
