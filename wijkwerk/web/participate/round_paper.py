"""Paper of a round: an idea or a list of signatures is typed twice and compared before anybody sees it or it counts.

What a worker hears at the door or on the telephone is typed once: there is no paper to compare it with.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwerk.web.participate import by_two, ideas
from wijkwerk.web.participate.ideas import Words
from wijkwerk.web.participate.models import Idea, PaperPile, Participant, Round, SupportSheet
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import require

State = Idea.State
WORD = re.compile(r"\w+|[^\w\s]+")


class Piece(NamedTuple):
    """Some words of a typing, and whether the other typing has others there."""

    text: str
    differs: bool


class Difference(NamedTuple):
    """One field that says something else the second time: both typings, in pieces."""

    label: str
    first: list[Piece]
    again: list[Piece]


# --- an idea ---


def type_idea_again(
    idea: Idea, words: Words, *, by: Person, now: datetime, version: int, settles: bool = False,
    is_read_first: bool = False,
) -> list[Difference]:  # fmt: skip
    """The second time: everybody sees the idea when both say the same.

    Otherwise what differs is returned and nothing is kept; with `settles` what was typed now stands instead, and waits
    to be typed again.
    """
    require(by, "participate.lead", idea.round)
    with transaction.atomic():
        ideas.hold(idea, version)
        if idea.state != State.TYPED:
            raise NotNow(_("Idee %(number)s is al twee keer ingetypt.") % {"number": idea.number})
        if ideas.is_chosen(idea.round):
            raise NotNow(_("In deze ronde is al gekozen."))
        _require_fresh_eyes(idea.typed_by_id, idea.at, by=by, now=now)
        differs = differences(idea, words)
        if not differs:
            state = ideas.first_state(is_read_first=is_read_first)
            ideas.move(idea, state=state, again_by=by, again_at=now)
        elif settles:
            spot = words.spot
            ideas.move(
                idea, title=words.title, text=words.text, theme=words.theme, place=words.place,
                language=words.language, lon=spot.lon if spot else None, lat=spot.lat if spot else None,
                typed_by=by, at=now,
            )  # fmt: skip
    return differs


def drop_idea(idea: Idea, *, by: Person, version: int) -> None:
    """Take away what was typed by mistake, such as a form that was there already; its number stays, without words."""
    require(by, "participate.lead", idea.round)
    with transaction.atomic():
        ideas.hold(idea, version)
        if idea.state != State.TYPED:
            raise NotNow(_("Idee %(number)s is al twee keer ingetypt.") % {"number": idea.number})
        writer, photo = idea.participant_id, idea.photo
        ideas.move(
            idea, state=State.WITHDRAWN, title="—", text="", place="", lon=None, lat=None, photo=None, photo_says="",
            participant=None,
        )  # fmt: skip
        if writer is not None:
            Participant.objects.filter(pk=writer, person=None, letter=None).delete()
        if photo is not None:
            photo.delete()


def differences(idea: Idea, words: Words) -> list[Difference]:
    """Where the second typing has other words than the first; capitals, spaces and signs are no difference."""
    fields = (
        (_("idee"), idea.title, words.title),
        (_("uitleg"), idea.text, words.text),
        (_("onderwerp"), idea.theme.title, words.theme.title),
        (_("waar"), idea.place, words.place),
        (_("taal"), idea.get_language_display(), dict(Idea._meta.get_field("language").flatchoices)[words.language]),
    )
    return [
        Difference(label, *_pieces(first, str(again)))
        for label, first, again in fields
        if _plain(str(first)) != _plain(str(again))
    ]


# --- a list of signatures ---


def type_list(idea: Idea, signatures: int, *, by: Person, now: datetime, today: date) -> SupportSheet:
    """The first time a list is typed; it gets the number to write on the paper."""
    ideas.require_typed_support(idea, signatures, Channel.PAPER, by=by, today=today)
    with transaction.atomic():
        Idea.objects.select_for_update().get(pk=idea.pk)
        last = SupportSheet.objects.filter(idea=idea).aggregate(last=Max("number"))["last"] or 0
        return SupportSheet.objects.create(idea=idea, number=last + 1, signatures=signatures, by=by, at=now)


def type_list_again(sheet: SupportSheet, signatures: int, *, by: Person, now: datetime, settles: bool = False) -> bool:
    """The second time: its signatures count when both say the same; False when they do not.

    With `settles` what was counted now stands instead, and waits to be counted again.
    """
    idea = sheet.idea
    require(by, "participate.lead", idea.round)
    with transaction.atomic():
        held = SupportSheet.objects.select_for_update().get(pk=sheet.pk)
        if held.is_withdrawn or held.again_at is not None:
            raise NotNow(_("Deze lijst is al klaar."))
        ideas.hold(idea, idea.version)
        if idea.state != State.OPEN:
            raise NotNow(_("Dit idee krijgt geen steun meer, of nog niet."))
        if not 1 <= signatures <= ideas.MOST_TYPED:
            raise NotNow(_("Typ hoogstens %(most)s handtekeningen tegelijk.") % {"most": ideas.MOST_TYPED})
        _require_fresh_eyes(held.by_id, held.at, by=by, now=now)
        is_same = held.signatures == signatures
        if is_same:
            held.again_by, held.again_at = by, now
            held.save(update_fields=["again_by", "again_at"])
            ideas.count_neighbours(idea, signatures, Channel.PAPER, by=by, sheet=held)
        elif settles:
            held.signatures, held.by, held.at = signatures, by, now
            held.save(update_fields=["signatures", "by", "at"])
    return is_same


def withdraw_list(sheet: SupportSheet, *, by: Person) -> None:
    """Take a list back, counted or not, while nothing was chosen; its number stays."""
    require(by, "participate.lead", sheet.idea.round)
    with transaction.atomic():
        held = SupportSheet.objects.select_for_update().get(pk=sheet.pk)
        if held.counts and ideas.is_chosen(sheet.idea.round):
            raise NotNow(_("In deze ronde is al gekozen."))
        # Who signed goes, and with them their support, which counts itself off.
        Participant.objects.filter(supports__sheet=held, person=None, letter=None).delete()
        held.is_withdrawn = True
        held.save(update_fields=["is_withdrawn"])


# --- the pile ---


def count_pile(round: Round, forms: int, signatures: int, *, by: Person, now: datetime) -> PaperPile:
    """The pile as this person counted it, apart from the other and from what was typed."""
    require(by, "participate.lead", round)
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=round.pk)
        if ideas.is_chosen(round):
            raise NotNow(_("In deze ronde is al gekozen."))
        turn = by_two.turn_of(by, PaperPile.objects.select_for_update().filter(round=round))
        counted = {"forms": forms, "signatures": signatures, "by": by, "at": now}
        return PaperPile.objects.update_or_create(round=round, turn=turn, defaults=counted)[0]


# --- inside ---


def _require_fresh_eyes(first: int | None, at: datetime, *, by: Person, now: datetime) -> None:
    """Somebody else types it again; who is alone does so with fresh eyes, on another day."""
    if first == by.pk and timezone.localdate(now) <= timezone.localdate(at):
        raise NotNow(_("Jij typte dit zelf. Laat een ander het nog eens typen, of doe het morgen."))


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _pieces(first: str, again: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts, each cut where they stop or begin to be the same."""
    one, two = WORD.findall(first), WORD.findall(again)
    left: list[Piece] = []
    right: list[Piece] = []
    plain, other = ([word.casefold() for word in words] for words in (one, two))
    for what, i, j, k, m in SequenceMatcher(None, plain, other, autojunk=False).get_opcodes():
        left.append(Piece(" ".join(one[i:j]), what != "equal"))
        right.append(Piece(" ".join(two[k:m]), what != "equal"))
    return [piece for piece in left if piece.text], [piece for piece in right if piece.text]
