"""What people do in a dialogue: begin it, bring a statement, judge it, appeal, say what they think and take that back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from wijkwerk.web.participate import dialogues, house_rules, judgements, mapping, notices
from wijkwerk.web.participate.checking import personal_in
from wijkwerk.web.participate.judgements import Act
from wijkwerk.web.participate.models import (
    Dialogue,
    DialogueDateChange,
    MapOfOpinions,
    Opinion,
    Participant,
    Statement,
)
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.round_making import WrittenMeanwhile
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import require

State = Statement.State
VALUES = (1, 0, -1)
# Enough for whoever has much to say, too few to bury what others say.
MOST_EACH = 20
# Addresses that belong to pages of all dialogues of an area.
TAKEN = ("nieuw", "polis")


# --- a dialogue ---


def begin(
    area: Area, facts: Mapping[str, Any], texts: Iterable[str], *, language: str, by: Person, now: datetime
) -> Dialogue:
    """A dialogue with its first statements; one that seems to hold something personal is read by another first."""
    require(by, "participate.lead", area)
    with transaction.atomic():
        dialogue = new_dialogue(area, facts, by=by)
        Statement.objects.bulk_create(
            Statement(
                dialogue=dialogue,
                number=number,
                text=text,
                language=language,
                typed_by=by,
                **waits_or_open(text, language, area, timezone.localdate(now)),
            )
            for number, text in enumerate(texts, start=1)
        )
        mapping.ask_at_the_end(dialogue)
    return dialogue


def waits_or_open(text: str, language: str, area: Area, today: date) -> dict[str, Any]:
    """What a statement that did not come from a resident begins with: read first when it seems to hold something personal."""
    if personal_in(text, language=language, places=[area.name]):
        return {"state": State.HELD, "read_due_on": today + dialogues.ANSWER_WITHIN}
    return {"state": State.OPEN, "placed_on": today}


def new_dialogue(area: Area, facts: Mapping[str, Any], *, by: Person) -> Dialogue:
    """A dialogue without statements, with a name of its own in the address and an empty map."""
    dialogue = Dialogue(area=area, owner=by, **facts)
    dialogue.slug = _free_slug(area, dialogue.title)
    dialogue.save()
    MapOfOpinions.objects.create(dialogue=dialogue)
    return dialogue


def move_end(dialogue: Dialogue, closes_on: date, why: str, *, by: Person, now: datetime) -> None:
    """Another last day; the old one and the reason stay to be read."""
    require(by, "participate.lead", dialogue)
    dialogues.refuse_held_elsewhere(dialogue)
    with transaction.atomic(savepoint=False):
        was = Dialogue.objects.select_for_update().get(pk=dialogue.pk).closes_on
        if closes_on == was:
            raise NotNow(_("Dit is de dag die er al stond."))
        if closes_on < dialogue.opens_on:
            raise NotNow(_("De dialoog moet opengaan voordat hij sluit."))
        DialogueDateChange.objects.create(dialogue=dialogue, before=was, after=closes_on, why=why, by=by, at=now)
        dialogue.closes_on = closes_on
        dialogue.save(update_fields=["closes_on"])
        mapping.ask_at_the_end(dialogue)


def write_account(dialogue: Dialogue, account: str, *, by: Person, today: date, seen: str | None = None) -> None:
    """Say what was done with everything; everyone who took part hears that it is there.

    WrittenMeanwhile when it is not what was `seen` any more, so that nobody's text is lost.
    """
    require(by, "participate.lead", dialogue)
    if not dialogues.is_closed(dialogue, today):
        raise NotNow(_("De dialoog is nog open. Schrijf dit als hij gesloten is."))
    with transaction.atomic():
        now_is = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
        if seen is not None and seen != account_mark(now_is):
            raise WrittenMeanwhile
        dialogue.account = account
        dialogue.save(update_fields=["account"])
        mapping.ask(dialogue.pk, at_once=True)
        tell_everyone.enqueue(dialogue.pk)


def account_mark(dialogue: Dialogue) -> str:
    """A short mark of what is written as the account now."""
    return hashlib.sha256(dialogue.account.encode()).hexdigest()[:16]


@task()
def tell_everyone(dialogue_id: int) -> None:
    """Let everyone with an account who took part know that it is told what was done; each of them once."""
    dialogue = Dialogue.objects.select_related("area").filter(pk=dialogue_id).exclude(account="").first()
    if dialogue is None:
        return
    for person in dialogues.people_told(dialogue).iterator():
        notices.tell(
            person,
            lambda: _("Lees wat er gedaan is met “%(title)s”.") % {"title": dialogue.title},
            why=gettext_lazy("Je deed mee aan deze dialoog."),
            url=f"{dialogue.get_absolute_url()}#gedaan",
            key=f"dialogue-account-{dialogue.pk}",
        )


# --- statements ---


def bring(
    dialogue: Dialogue, text: str, language: str, *, by: Person, today: date, channel: str = Channel.DIGITAL
) -> Statement:
    """A statement, which somebody reads before others see it. What came in on paper or by phone a worker types."""
    is_typed = channel != Channel.DIGITAL
    require(by, "participate.lead" if is_typed else "participate.take_part", dialogue)
    _must_be_open(dialogue, today)
    with transaction.atomic():
        Dialogue.objects.select_for_update().get(pk=dialogue.pk)
        statements = Statement.objects.filter(dialogue=dialogue)
        same = next(
            (one for one in statements.only("number", "text", "state") if one.text.casefold() == text.casefold()), None
        )
        if same is not None and same.state == State.OPEN:
            raise NotNow(_("Deze stelling is er al: nummer %(number)s.") % {"number": same.number})
        if not is_typed and statements.filter(participant__person=by).count() >= MOST_EACH:
            raise NotNow(_("Je bracht al %(most)s stellingen. Laat nu anderen aan het woord.") % {"most": MOST_EACH})
        last = statements.aggregate(last=Max("number"))["last"]
        judgements.note(dialogue, Act.HELD)
        return Statement.objects.create(
            dialogue=dialogue,
            number=1 if last is None else last + 1,
            text=text,
            language=language,
            channel=channel,
            read_due_on=today + dialogues.ANSWER_WITHIN,
            typed_by=by if is_typed else None,
            participant=None if is_typed else _participant(dialogue, by),
        )


def place(statement: Statement, *, by: Person, read: str, today: date) -> None:
    """Let everyone see a statement; `read` is the state in which it was read."""
    with transaction.atomic():
        _hold_for_judging(statement, by, read)
        if read == State.APPEALED:
            judgements.note(statement.dialogue, Act.RESTORED, statement.rule)
        statement.state, statement.rule, statement.why, statement.judged_by = State.OPEN, "", "", by
        statement.placed_on, statement.read_due_on = today, None
        statement.save(update_fields=["state", "rule", "why", "judged_by", "placed_on", "read_due_on"])
        if statement.votes:
            mapping.ask(statement.dialogue_id, at_once=True)
        _tell_writer(statement, gettext_lazy("Je stelling staat erbij: “%(text)s”"), "open")


def refuse(statement: Statement, rule: str, why: str, *, by: Person, read: str) -> None:
    """Do not place a statement, or take it away again: by a house rule, with a reason the writer can read."""
    if rule not in house_rules.BY_ID or not why.strip():
        raise NotNow(_("Kies een huisregel en schrijf op waarom."))
    with transaction.atomic():
        _hold_for_judging(statement, by, read)
        was_open = statement.state == State.OPEN
        # Who says no a second time, after an appeal, was counted the first time.
        if read != State.APPEALED:
            judgements.note(statement.dialogue, Act.REMOVED if was_open else Act.REFUSED, rule)
        statement.state, statement.rule, statement.why, statement.judged_by = State.REFUSED, rule, why, by
        statement.read_due_on = None
        statement.save(update_fields=["state", "rule", "why", "judged_by", "read_due_on"])
        if was_open:
            mapping.ask(statement.dialogue_id, at_once=True)
        _tell_writer(statement, gettext_lazy("Je stelling is niet geplaatst. Lees waarom: “%(text)s”"), "refused")


def appeal(statement: Statement, words: str, *, by: Person, today: date) -> None:
    """Ask for another look, once; somebody else than the first reader decides."""
    require(by, "participate.own_statement", statement)
    with transaction.atomic():
        now_is = _held(statement)
        if now_is.state != State.REFUSED:
            raise NotNow(_("Deze stelling is niet geweigerd. Er is niets om opnieuw te bekijken."))
        if now_is.appeal:
            raise NotNow(_("Hier is al een tweede keer naar gekeken. Bel gerust wie op deze pagina staat."))
        statement.state, statement.appeal = State.APPEALED, words
        statement.read_due_on = today + dialogues.ANSWER_WITHIN
        statement.save(update_fields=["state", "appeal", "read_due_on"])


def withdraw(statement: Statement, *, by: Person) -> None:
    """Take back a statement that others do not see."""
    require(by, "participate.own_statement", statement)
    with transaction.atomic():
        if _held(statement).state == State.OPEN:
            raise NotNow(_("Anderen antwoordden al op deze stelling. Ze blijft staan, zonder je naam."))
        statement.delete()


def _hold_for_judging(statement: Statement, by: Person, read: str) -> None:
    """The statement as it is now, held; NotNow when this person may not be the one who judges it now."""
    require(by, "participate.read_first", statement.dialogue)
    if statement.participant is not None and statement.participant.person_id == by.pk:
        raise NotNow(_("Dit is je eigen stelling. Laat een ander haar lezen."))
    now_is = _held(statement)
    if now_is.state != read or now_is.state == State.REFUSED:
        raise NotNow(_("Een ander las stelling %(number)s net. Kijk wat er nu staat.") % {"number": statement.number})
    if now_is.state == State.APPEALED and now_is.judged_by_id == by.pk:
        raise NotNow(_("Jij las deze stelling de eerste keer. Nu kijkt een ander."))


def _held(statement: Statement) -> Statement:
    found = Statement.objects.select_for_update().filter(pk=statement.pk).first()
    if found is None:
        raise NotNow(_("Deze stelling is er niet meer."))
    statement.state, statement.appeal, statement.judged_by_id = found.state, found.appeal, found.judged_by_id
    return found


def _tell_writer(statement: Statement, text: Promise, what: str) -> None:
    writer = statement.participant.person if statement.participant else None
    if writer is not None:
        dialogue = statement.dialogue
        notices.tell(
            writer,
            lambda: str(text) % {"text": statement.text},
            why=lambda: _("Je bracht deze stelling in “%(title)s”.") % {"title": dialogue.title},
            url=reverse("participate:dialogue-mine", args=[dialogue.area.slug, dialogue.slug]),
            key=f"statement-{statement.pk}-{what}-{bool(statement.appeal):d}",
        )


# --- opinions ---


def answer(dialogue: Dialogue, number: int, value: int, *, by: Person, today: date) -> None:
    """Say what you think of a statement; saying it again changes it. One row each."""
    require(by, "participate.take_part", dialogue)
    _must_be_open(dialogue, today)
    if value not in VALUES:
        raise NotNow(_("Kies eens, oneens of geen mening."))
    with transaction.atomic():
        statement = Statement.objects.filter(dialogue=dialogue, number=number, state=State.OPEN).only("pk").first()
        if statement is None:
            raise NotNow(_("Deze stelling staat er niet (meer)."))
        _keep(statement.pk, _participant(dialogue, by), value)
        mapping.ask(dialogue.pk)


def take_back(dialogue: Dialogue, number: int | None, *, by: Person, today: date) -> int:
    """Take back what you think of one statement, or of all (`number` None); how many answers went."""
    require(by, "participate.take_part", dialogue)
    _must_be_open(dialogue, today)
    mine = Opinion.objects.filter(participant__dialogue=dialogue, participant__person=by)
    return forget_opinions(dialogue, mine if number is None else mine.filter(statement__number=number))


def forget_opinions(dialogue: Dialogue, opinions: Any) -> int:
    """Delete these opinions, each of another statement, and count them no more."""
    with transaction.atomic():
        rows = list(opinions.select_for_update().values_list("pk", "statement_id"))
        Statement.objects.filter(pk__in=[statement for _pk, statement in rows]).update(votes=F("votes") - 1)
        Opinion.objects.filter(pk__in=[pk for pk, _statement in rows]).delete()
        if rows:
            mapping.ask(dialogue.pk)
    return len(rows)


def _keep(statement: UUID, participant: Participant, value: int) -> None:
    mine = Opinion.objects.filter(statement=statement, participant=participant)
    if mine.update(value=value):
        return
    try:
        with transaction.atomic():
            Opinion.objects.create(statement_id=statement, participant=participant, value=value)
    except IntegrityError:
        # The other of two taps was just before this one; what was said last counts.
        mine.update(value=value)
    else:
        Statement.objects.filter(pk=statement).update(votes=F("votes") + 1)


def _participant(dialogue: Dialogue, person: Person) -> Participant:
    return Participant.objects.get_or_create(dialogue=dialogue, person=person)[0]


def _must_be_open(dialogue: Dialogue, today: date) -> None:
    if dialogues.is_closed(dialogue, today):
        raise NotNow(_("Deze dialoog is gesloten. Wat je eerder zei, telt mee."))
    if not dialogues.is_open(dialogue, today):
        raise NotNow(_("Deze dialoog is nog niet open."))


def _free_slug(area: Area, title: str) -> str:
    base = slugify(title)[:50].strip("-") or "dialoog"
    taken = {*TAKEN, *Dialogue.objects.filter(area=area, slug__startswith=base).values_list("slug", flat=True)}
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)
