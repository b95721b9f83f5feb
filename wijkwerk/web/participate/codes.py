"""Codes that give the right to vote once: made in batches, printed once, cancelled and replaced when they are lost."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from wijkwerk.web.participate import ballot_box
from wijkwerk.web.participate.models import CodeBatch, PaperEntry, Vote, VoteCode
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people import printed_code
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import require

RANDOM = 14  # characters of chance, 70 bits; with two that catch a slip: four groups of four
MOST = 20_000
MOST_LINES = MOST


class Letter(NamedTuple):
    """A code on its letter."""

    number: int
    code: str

    @property
    def groups(self) -> list[str]:
        """The code in groups of four."""
        return printed_code.groups(self.code)


class Batch(NamedTuple):
    """The totals of a pile of codes. `used` is None where it would tell something about very few people."""

    number: int
    size: int
    fresh: int
    used: int
    cancelled: int


def read(typed: str) -> str | None:
    """The code as typed, with dashes and look-alikes put right; None when there is a slip in it."""
    return printed_code.read(typed[:200], RANDOM)


def digest_of(code: str) -> str:
    """What the database keeps of a code."""
    return hashlib.sha256(f"stemcode:{code}".encode()).hexdigest()


def households_in(text: str, *, has_heading: bool) -> int:
    """How many lines a pasted list of households has; NotNow with the row when a line cannot be right.

    Nothing of the list is kept: line 1 is letter 1, line 2 is letter 2.
    """
    seen: dict[tuple[str, ...], int] = {}
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=_delimiter(text))
    number = 0
    try:
        for row, cells in enumerate(rows, start=1):
            line = tuple(" ".join(cell.split()).casefold() for cell in cells)
            if (row == 1 and has_heading) or not any(line):
                continue
            if line in seen:
                raise NotNow(
                    _("Regel %(row)s is dezelfde als regel %(first)s. Haal één van de twee weg.")
                    % {"row": row, "first": seen[line]}
                )
            if "\ufffd" in "".join(line):
                raise NotNow(
                    _("Regel %(row)s heeft onleesbare tekens. Bewaar de lijst als UTF-8 en plak haar opnieuw.")
                    % {"row": row}
                )
            number += 1
            if number > MOST_LINES:
                raise NotNow(
                    _("De lijst is te lang: bij regel %(row)s is het er één meer dan %(most)s.")
                    % {"row": row, "most": MOST_LINES}
                )
            seen[line] = row
    except csv.Error:
        raise NotNow(
            _("Regel %(row)s is geen regel van een lijst. Kijk naar de aanhalingstekens.") % {"row": rows.line_num}
        ) from None
    if not number:
        raise NotNow(_("Er staat geen regel in de lijst. Zet elk huishouden op een eigen regel."))
    return number


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def make_batch(vote: Vote, size: int, *, by: Person, now: datetime) -> CodeBatch:
    """A pile of fresh codes. They stand readable in one sealed file until they are printed."""
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = Vote.objects.select_for_update().get(pk=vote.pk)
        if held.kind != Vote.Kind.CODED or held.state != Vote.State.DRAFT:
            raise NotNow(_("Codes maak je voordat de stemming opengaat."))
        _refuse_when_over(held, now)
        if not 1 <= size <= MOST:
            raise NotNow(_("Maak minstens één en hoogstens %(most)s codes tegelijk.") % {"most": MOST})
        made = valid(held)
        if held.whole is not None and made + size > held.whole:
            if not made:
                raise NotNow(_("De groep is %(whole)s groot. Maak hoogstens %(whole)s codes.") % {"whole": held.whole})
            raise NotNow(
                _("De groep is %(whole)s groot en er zijn al %(made)s codes. Er kunnen er nog %(left)s bij.")
                % {"whole": held.whole, "made": made, "left": max(0, held.whole - made)}
            )
        last = held.batches.aggregate(last=Max("number"))["last"] or 0
        batch = CodeBatch.objects.create(vote=held, number=last + 1, size=size, made_by=by, made_at=now)
        letters = [Letter(number, printed_code.make(secrets.choice, RANDOM)) for number in range(1, size + 1)]
        VoteCode.objects.bulk_create(
            (VoteCode(batch=batch, number=one.number, digest=digest_of(one.code)) for one in letters), batch_size=2000
        )
        _seal(held.pk, batch.number, letters)
    return batch


def valid(vote: Vote) -> int:
    """How many codes of this vote give the right to vote."""
    return VoteCode.objects.filter(batch__vote=vote).exclude(state=VoteCode.State.CANCELLED).count()


def replace(vote: Vote, batch_number: int, number: int, *, by: Person, now: datetime) -> Letter:
    """Cancel a lost code that nobody used, and make another in its place, with the next number of the same batch."""
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = Vote.objects.select_for_update().get(pk=vote.pk)
        if held.state not in (Vote.State.DRAFT, Vote.State.READY):
            raise NotNow(_("De stemming is gesloten. Een code vervangen kan niet meer."))
        _refuse_when_over(held, now)
        codes = VoteCode.objects.select_for_update(of=("self",)).filter(batch__vote=held, batch__number=batch_number)
        code = codes.filter(number=number).first()
        if code is None:
            raise NotNow(_("Brief %(number)s is er niet in deze stapel.") % {"number": number})
        if code.state == VoteCode.State.CANCELLED:
            raise NotNow(_("De code op brief %(number)s is al vervangen.") % {"number": number})
        is_on_paper = PaperEntry.objects.filter(vote=held, digest=code.digest).exists()
        if code.state == VoteCode.State.USED or is_on_paper:
            raise NotNow(
                _("Met de code op brief %(number)s is al gestemd. Hij kan niet meer vervangen worden.")
                % {"number": number}
            )
        last = codes.aggregate(last=Max("number"))["last"]
        letter = Letter(last + 1, printed_code.make(secrets.choice, RANDOM))
        code.state = VoteCode.State.CANCELLED
        code.save(update_fields=["state"])
        VoteCode.objects.create(batch_id=code.batch_id, number=letter.number, digest=digest_of(letter.code))
        _seal(held.pk, batch_number, [*letters_of(held.pk, batch_number), letter])
    return letter


def withdraw(vote: Vote, *, by: Person) -> None:
    """Throw all letters of a vote that is being made away: their codes give no right to vote any more."""
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = Vote.objects.select_for_update().get(pk=vote.pk)
        if held.state != Vote.State.DRAFT:
            raise NotNow(_("De stemming is al klaargezet. De brieven gelden."))
        for batch in waiting(held.pk):
            ballot_box.destroy(_path(held.pk, batch))
        held.batches.all().delete()


def _refuse_when_over(vote: Vote, now: datetime) -> None:
    """From closing on there is no fresh code: with it a paper ballot could be added for every letter nobody used."""
    if now >= vote.closes_at:
        raise NotNow(_("Het stemmen is voorbij. Niemand kan nog een code maken of vervangen."))


def letters_to_print(vote: Vote, batch: int, *, now: datetime) -> list[Letter]:
    """The letters that may be printed: from closing on, none."""
    return letters_of(vote.pk, batch) if now < vote.closes_at else []


def letters_of(vote_id: UUID, batch: int) -> list[Letter]:
    """The letters that still have to be printed; none once they are destroyed."""
    path = _path(vote_id, batch)
    return [Letter(*one) for one in json.loads(path.read_bytes())] if path.exists() else []


def waiting(vote_id: UUID) -> list[int]:
    """The numbers of the batches whose readable codes are not destroyed yet."""
    return sorted(int(path.stem.rpartition("-")[2]) for path in ballot_box.folder().glob(f"{vote_id}-*.codes"))


def destroy_letters(vote: Vote, batch: int, *, by: Person) -> None:
    """After printing: the readable codes are gone, only what nobody can read stays."""
    require(by, "participate.lead", vote)
    ballot_box.destroy(_path(vote.pk, batch))


def totals(vote: Vote) -> list[Batch]:
    """How many codes each batch has, and what became of them."""
    state = VoteCode.State
    rows = vote.batches.order_by("number").annotate(
        fresh=Count("codes", filter=Q(codes__state=state.FRESH)),
        used=Count("codes", filter=Q(codes__state=state.USED)),
        cancelled=Count("codes", filter=Q(codes__state=state.CANCELLED)),
    )
    return [Batch(row.number, row.size, row.fresh, row.used, row.cancelled) for row in rows]


def _seal(vote_id: UUID, batch: int, letters: list[Letter]) -> None:
    ballot_box.write_sealed(_path(vote_id, batch), json.dumps(letters).encode())


def _path(vote_id: UUID, batch: int) -> Path:
    return ballot_box.folder() / f"{vote_id}-{batch}.codes"
