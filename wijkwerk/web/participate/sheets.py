"""Sheets of paper and talks at the phone: typed by a worker, paper twice, and counted when both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from wijkwerk.web.participate import dialogues, mapping
from wijkwerk.web.participate.models import AnswerSheet, Dialogue, Opinion, Participant, Statement
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.talking import VALUES, forget_opinions
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import require

Answers = Mapping[int, int]


def type_sheet(
    dialogue: Dialogue, answers: Answers, channel: str, *, by: Person, today: date, now: datetime
) -> AnswerSheet:
    """The first time a sheet is typed; it gets the number to write on the paper. A talk counts at once."""
    require(by, "participate.lead", dialogue)
    dialogues.refuse_held_elsewhere(dialogue)
    _must_have_begun(dialogue, today)
    kept = _right(answers)
    with transaction.atomic():
        Dialogue.objects.select_for_update().get(pk=dialogue.pk)
        last = AnswerSheet.objects.filter(dialogue=dialogue).aggregate(last=Max("number"))["last"] or 0
        sheet = AnswerSheet(dialogue=dialogue, number=last + 1, channel=channel, answers=kept, by=by, at=now)
        if channel != Channel.PAPER:
            _count(sheet, kept, by)
        sheet.save()
    return sheet


def type_again(sheet: AnswerSheet, answers: Answers, *, by: Person, now: datetime) -> list[int]:
    """The second time: it counts when it says the same.

    Otherwise the numbers that differ are returned, and what was typed now waits to be typed once more.
    """
    require(by, "participate.lead", sheet.dialogue)
    kept = _right(answers)
    with transaction.atomic():
        held = AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
        if held.is_withdrawn or held.counts:
            raise NotNow(_("Vel %(number)s is al klaar.") % {"number": sheet.number})
        differs = sorted(int(one) for one in {*held.answers, *kept} if held.answers.get(one) != kept.get(one))
        if differs:
            held.answers, held.by, held.at = kept, by, now
        else:
            held.again_by, held.again_at = by, now
            _count(held, kept, by)
        held.save()
    return differs


def withdraw_sheet(sheet: AnswerSheet, *, by: Person) -> None:
    """Take back what somebody said on a sheet, when they ask for it; the number stays, without answers."""
    require(by, "participate.lead", sheet.dialogue)
    with transaction.atomic():
        held = AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
        if held.participant_id is not None:
            forget_opinions(sheet.dialogue, Opinion.objects.filter(participant=held.participant_id))
            Participant.objects.filter(pk=held.participant_id).delete()
        held.participant, held.answers, held.is_withdrawn = None, {}, True
        held.save()


def _count(sheet: AnswerSheet, answers: Mapping[str, int], by: Person) -> None:
    """Make the answers opinions of somebody without a name; the sheet holds them no more."""
    found = dict(
        Statement.objects.filter(
            dialogue=sheet.dialogue_id, state=Statement.State.OPEN, number__in=[int(one) for one in answers]
        ).values_list("number", "pk")
    )
    sheet.participant = Participant.objects.create(dialogue_id=sheet.dialogue_id, channel=sheet.channel)
    Opinion.objects.bulk_create(
        Opinion(statement_id=found[int(number)], participant=sheet.participant, value=value, typed_by=by)
        for number, value in answers.items()
        if int(number) in found
    )
    Statement.objects.filter(pk__in=found.values()).update(votes=F("votes") + 1)
    sheet.answers = {}
    mapping.ask(sheet.dialogue_id)


def _right(answers: Answers) -> dict[str, int]:
    if not answers:
        raise NotNow(_("Er is niets ingevuld. Kies bij minstens één stelling wat er op het vel staat."))
    if any(value not in VALUES for value in answers.values()):
        raise NotNow(_("Kies eens, oneens of geen mening."))
    return {str(number): value for number, value in sorted(answers.items())}


def _must_have_begun(dialogue: Dialogue, today: date) -> None:
    """Paper that was filled in on time may be typed until it was told what was done."""
    if today < dialogue.opens_on:
        raise NotNow(_("Deze dialoog is nog niet open."))
    if dialogue.account:
        raise NotNow(_("Deze dialoog is afgerond. Er kan geen vel meer bij."))
