"""Taking part with the code of a printed letter, without an account: making letters, typing a code, who takes part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wijkwerk.web.participate.models import Letter, LetterBatch, Participant, Round
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.rounds import Taker
from wijkwerk.web.people import printed_code
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import lives_or_works_in, require, visitor_or_person
from wijkwerk.web.site.limits import LETTERS

LENGTH = 16  # 16 × 5 = 80 bits: short enough to type, too many to try
MOST_LETTERS = 500


class PrintedLetter(NamedTuple):
    """A letter as it is printed: its number, and its code in groups of four; no code when it was cancelled."""

    number: int
    code: str
    groups: list[str]
    is_cancelled: bool


def make_letters(round: Round, size: int, *, by: Person, now: datetime) -> LetterBatch:
    """A pile of letters, each with its own code; only the digest of a code is kept."""
    require(by, "participate.lead", round)
    if not round.with_letter:
        raise NotNow(_("In deze ronde doet niemand mee met een brief. Verander dat eerst."))
    with transaction.atomic(savepoint=False):
        Round.objects.select_for_update().get(pk=round.pk)
        last = LetterBatch.objects.filter(round=round).aggregate(last=Max("number"))["last"] or 0
        batch = LetterBatch.objects.create(round=round, number=last + 1, size=size, made_by=by, made_at=now)
        Letter.objects.bulk_create(
            Letter(batch=batch, number=number, digest=printed_code.digest_of(_code(batch, number)))
            for number in range(1, size + 1)
        )
    return batch


def replace_letter(batch: LetterBatch, number: int, *, by: Person) -> Letter:
    """Cancel a lost letter that nobody used, and make another in the same pile; its number is new."""
    require(by, "participate.lead", batch.round)
    with transaction.atomic(savepoint=False):
        batch = LetterBatch.objects.select_for_update().get(pk=batch.pk)
        lost = Letter.objects.filter(batch=batch, number=number, is_cancelled=False).first()
        if lost is None:
            raise NotNow(_("Brief %(number)s is er niet, of is al vervangen.") % {"number": number})
        if Participant.objects.filter(letter=lost).exists():
            raise NotNow(
                _("Met brief %(number)s is al meegedaan. Die kun je niet meer vervangen.") % {"number": number}
            )
        lost.is_cancelled = True
        lost.save(update_fields=["is_cancelled"])
        batch.size += 1
        batch.save(update_fields=["size"])
        digest = printed_code.digest_of(_code(batch, batch.size))
        return Letter.objects.create(batch=batch, number=batch.size, digest=digest)


def letters_to_print(batch: LetterBatch) -> Iterator[PrintedLetter]:
    """The letters of a pile. The code is worked out again from the key of the site; the database holds none."""
    for number, digest, is_cancelled in batch.letters.order_by("number").values_list(
        "number", "digest", "is_cancelled"
    ):
        code = _code(batch, number)
        is_known = not is_cancelled and printed_code.digest_of(code) == digest
        yield PrintedLetter(
            number, code if is_known else "", printed_code.groups(code) if is_known else [], is_cancelled
        )


def letter_of(typed: str) -> Letter | None:
    """The letter with this code, when it was not cancelled and its round takes letters."""
    code = printed_code.read(typed, LENGTH)
    if code is None:
        return None
    letters = Letter.objects.select_related("batch__round__area").defer("batch__round__area__shapes")
    known = letters.filter(digest=printed_code.digest_of(code), is_cancelled=False, batch__round__with_letter=True)
    return known.first()


def enter(request: HttpRequest, letter: Letter) -> Round:
    """Let the session remember the participant this letter stands for, and nothing else; the round it is for."""
    round = letter.batch.round
    participant, _is_new = Participant.objects.get_or_create(
        round=round, letter=letter, defaults={"channel": Channel.DIGITAL}
    )
    request.session[LETTERS] = {**request.session.get(LETTERS, {}), str(round.pk): str(participant.pk)}
    return round


def leave(request: HttpRequest, round: Round) -> None:
    """Forget the letter on this device."""
    kept = dict(request.session.get(LETTERS, {}))
    kept.pop(str(round.pk), None)
    request.session[LETTERS] = kept


def taker_of(request: HttpRequest, round: Round) -> Taker:
    """Who takes part in this round here: the account, or else the letter that the session remembers."""
    return taker_in(request, round.pk, is_letter_taken=round.with_letter)


def taker_in(request: HttpRequest, round_id: int, *, is_letter_taken: bool = True) -> Taker:
    """The same, of a round of which only the key is known."""
    person = visitor_or_person(request)
    letter = request.session.get(LETTERS, {}).get(str(round_id))
    if letter or person:
        request.is_for_one_person = True  # type: ignore[attr-defined]
    return Taker(person, UUID(letter) if letter and is_letter_taken else None)


def has_letters(request: HttpRequest) -> bool:
    """Whether this session remembers any letter."""
    return bool(request.session.get(LETTERS))


def may_take_part(taker: Taker, round: Round) -> bool:
    """Whether this taker may bring ideas and give support in this round, on its days."""
    with_account = round.with_account and lives_or_works_in(taker.person, round.area)
    return with_account or (round.with_letter and taker.participant is not None)


def participant_of(taker: Taker, round: Round) -> Participant:
    """The participant this taker is; made at the first act of somebody with an account."""
    if round.with_account and taker.person is not None and lives_or_works_in(taker.person, round.area):
        return Participant.objects.get_or_create(
            round=round, person=taker.person, defaults={"channel": Channel.DIGITAL}
        )[0]
    letters = Participant.objects.filter(round=round, letter__is_cancelled=False)
    found = letters.filter(pk=taker.participant).first() if taker.participant else None
    if found is None or not may_take_part(taker, round):
        raise NotNow(_("Hiermee kun je niet meedoen met deze ronde."))
    return found


def _code(batch: LetterBatch, number: int) -> str:
    made = batch.made_at.astimezone(UTC).isoformat()
    drawn = iter(
        salted_hmac(
            "wijkwerk.participate.letter", f"{batch.round_id}|{batch.number}|{made}|{number}", algorithm="sha256"
        ).digest()
    )
    return printed_code.make(lambda alphabet: alphabet[next(drawn) % len(alphabet)], LENGTH)
