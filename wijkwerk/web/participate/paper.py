"""Paper ballots: typed twice by two people, compared with each other and with the envelopes, and never above a digital one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, IntegerField, OuterRef, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.web.participate import by_two, codes
from wijkwerk.web.participate.models import PaperCount, PaperEntry, Vote, VoteCode, VoteOption
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import require


class Typed(NamedTuple):
    """A paper ballot as one person typed it."""

    digest: str
    turn: int
    option: int
    by: int | None


class Counted(NamedTuple):
    """The envelopes as one person counted them."""

    turn: int
    envelopes: int
    invalid: int
    by: int | None


@dataclass(frozen=True)
class Compared:
    """What two people typed, side by side. `options` are the ballots that count; `late` gave way to a digital one."""

    options: tuple[int, ...] = ()
    used: frozenset[str] = frozenset()
    late: int = 0
    once: int = 0
    different: int = 0
    same_person: int = 0
    envelopes: int | None = None
    invalid: int = 0
    uncounted: bool = False
    counts_differ: bool = False
    missing: int = 0
    typed: int = field(default=0)

    @property
    def is_right(self) -> bool:
        """Whether everything adds up: digital and paper together are what may be published."""
        wrong = self.once or self.different or self.same_person or self.missing
        return not (wrong or self.uncounted or self.counts_differ)

    def faults(self) -> list[str]:
        """What does not add up, as sentences that say what to do."""
        found = []
        if self.once:
            found.append(
                ngettext(
                    "%(number)s stem is nog maar één keer ingetypt. Laat iemand anders haar ook intypen.",
                    "%(number)s stemmen zijn nog maar één keer ingetypt. Laat iemand anders ze ook intypen.",
                    self.once,
                )
                % {"number": self.once}
            )
        if self.different:
            found.append(
                ngettext(
                    "%(number)s stem is twee keer anders ingetypt. Pak het papier erbij en typ haar opnieuw.",
                    "%(number)s stemmen zijn twee keer anders ingetypt. Pak het papier erbij en typ ze opnieuw.",
                    self.different,
                )
                % {"number": self.different}
            )
        if self.same_person:
            found.append(_("Er zijn stemmen twee keer door dezelfde persoon ingetypt. Een ander moet ze intypen."))
        if self.uncounted:
            found.append(_("Laat twee mensen, los van elkaar, de enveloppen tellen. Is de bus leeg? Vul dan 0 in."))
        elif self.counts_differ:
            found.append(_("De twee tellingen van de enveloppen zijn niet gelijk. Tel samen nog een keer."))
        elif self.missing:
            found.append(
                _(
                    "Er waren %(envelopes)s enveloppen, waarvan %(invalid)s ongeldig. Er zijn %(typed)s stemmen ingetypt. Dat is %(gap)s te %(side)s."
                )
                % {
                    "envelopes": self.envelopes,
                    "invalid": self.invalid,
                    "typed": self.typed,
                    "gap": abs(self.missing),
                    "side": _("weinig") if self.missing > 0 else _("veel"),
                }
            )
        return found


def compare(typed: Iterable[Typed], counted: Sequence[Counted], *, digital: Collection[str]) -> Compared:
    """Both turns side by side. A code that voted digitally keeps that vote: its paper counts as an envelope only."""
    by_code: dict[str, dict[int, Typed]] = {}
    for one in typed:
        by_code.setdefault(one.digest, {})[one.turn] = one
    options, used = [], set[str]()
    late = once = different = same_person = 0
    for digest, turns in by_code.items():
        if len(turns) < 2:
            once += 1
        elif turns[1].option != turns[2].option:
            different += 1
        elif turns[1].by is not None and turns[1].by == turns[2].by:
            same_person += 1
        elif digest in digital:
            late += 1
        else:
            options.append(turns[1].option)
            used.add(digest)
    turns_counted = {one.turn: one for one in counted}
    first, second = turns_counted.get(1), turns_counted.get(2)
    is_counted = first is not None and second is not None
    differ = bool(
        first
        and second
        and ((first.envelopes, first.invalid) != (second.envelopes, second.invalid) or first.by == second.by)
    )
    return Compared(
        options=tuple(options),
        used=frozenset(used),
        late=late,
        once=once,
        different=different,
        same_person=same_person,
        envelopes=first.envelopes if first else None,
        invalid=first.invalid if first else 0,
        uncounted=not is_counted,
        counts_differ=differ,
        missing=first.envelopes - first.invalid - len(by_code) if first and is_counted and not differ else 0,
        typed=len(by_code),
    )


class Sheet(NamedTuple):
    """How the paper of a vote stands, and how many ballots each person typed in each turn."""

    compared: Compared
    typists: list[tuple[str, int, int]]
    counters: list[int]


def sheet_of(vote: Vote) -> Sheet:
    """How the paper stands; in a vote without paper nothing has to be counted."""
    lines = _lines_of(vote)
    ballots = [line for line in lines if line.invalid is None]
    typists = Counter((line.name or "", line.turn) for line in ballots)
    named = sorted((name, turn, number) for (name, turn), number in typists.items())
    if not vote.has_paper and not ballots:
        return Sheet(Compared(), named, [])
    typed = [Typed(line.digest or "", line.turn, line.number, line.by) for line in ballots]
    counted = [Counted(line.turn, line.number, line.invalid, line.by) for line in lines if line.invalid is not None]
    late = frozenset(line.digest or "" for line in ballots if line.is_late)
    return Sheet(compare(typed, counted, digital=late), named, sorted(one.turn for one in counted))


class _Line(NamedTuple):
    """A ballot that was typed, with its answer as number; or the envelopes, with how many of them are invalid."""

    turn: int
    number: int
    by: int | None
    invalid: int | None
    digest: str | None
    name: str | None
    is_late: bool


def _lines_of(vote: Vote) -> list[_Line]:
    """What was typed and what was counted, by one question to the database."""
    voted = VoteCode.objects.filter(digest=OuterRef("digest"), state=VoteCode.State.USED)
    ballots = PaperEntry.objects.filter(vote=vote).annotate(
        number=F("option_id"), invalid=Value(None, IntegerField()), name=F("by__name"), is_late=Exists(voted)
    )
    counts = PaperCount.objects.filter(vote=vote).annotate(
        number=F("envelopes"), digest=Value(""), name=Value(""), is_late=Value(False)
    )
    columns = ("turn", "number", "by_id", "invalid", "digest", "name", "is_late")
    return [_Line(*row) for row in ballots.values_list(*columns).union(counts.values_list(*columns), all=True)]


class Entered(NamedTuple):
    """What became of a ballot that was typed: its turn, and whether it differs from the other turn."""

    turn: int
    differs: bool
    is_gone: bool = False


class LookFirst(NotNow):
    """The two turns differ: what is changed now has to come from the paper."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Jij en de ander typten iets anders. Pak het papier, zet het vinkje ‘Ik keek op het papier’ en bewaar dan."
            )
        )


def enter(
    vote: Vote, typed: str, option_number: int | None, *, by: Person, now: datetime, looked: bool = False
) -> Entered:
    """Type a paper ballot, for the first or the second time; without an answer one's own line is taken away.

    LookFirst when this changes a line that differs from the other turn without `looked`; with it, it is counted.
    """
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = _held(vote)
        digest = _digest(held, typed)
        entries = {one.turn: one for one in PaperEntry.objects.select_for_update().filter(vote=held, digest=digest)}
        mine = next((one for one in entries.values() if one.by_id == by.pk), None)
        other = next((one for one in entries.values() if one is not mine), None)
        if option_number is None:
            if mine is None:
                raise NotNow(_("Je hebt van deze code nog niets ingetypt."))
            _count_correction(mine, other, None, looked=looked)
            mine.delete()
            return Entered(mine.turn, differs=False, is_gone=True)
        option = VoteOption.objects.filter(vote=held, number=option_number).first()
        if option is None:
            raise NotNow(_("Dit antwoord bestaat niet in deze stemming."))
        if mine is None:
            free = next((turn for turn in (1, 2) if turn not in entries), None)
            if free is None:
                raise NotNow(_("Deze stem is al door twee mensen ingetypt."))
            mine = PaperEntry(vote=held, digest=digest, turn=free, by=by)
        else:
            _count_correction(mine, other, option, looked=looked)
        mine.option, mine.at = option, now
        mine.save()
        return Entered(mine.turn, differs=other is not None and other.option_id != option.pk)


def _count_correction(mine: PaperEntry, other: PaperEntry | None, option: VoteOption | None, *, looked: bool) -> None:
    if other is None or mine.option_id == other.option_id or (option and mine.option_id == option.pk):
        return
    if not looked:
        raise LookFirst
    Vote.objects.filter(pk=mine.vote_id).update(corrected=F("corrected") + 1)


def count_envelopes(vote: Vote, envelopes: int, invalid: int, *, by: Person, now: datetime) -> int:
    """The envelopes as this person counted them, apart from the other; which turn it was."""
    require(by, "participate.lead", vote)
    if invalid > envelopes:
        raise NotNow(_("Er kunnen niet meer ongeldige stemmen zijn dan enveloppen."))
    with transaction.atomic():
        held = _held(vote)
        turn = by_two.turn_of(by, PaperCount.objects.select_for_update().filter(vote=held))
        counted = {"envelopes": envelopes, "invalid": invalid, "by": by, "at": now}
        PaperCount.objects.update_or_create(vote=held, turn=turn, defaults=counted)
        return turn


def _held(vote: Vote) -> Vote:
    held = Vote.objects.select_for_update().get(pk=vote.pk)
    if held.kind != Vote.Kind.CODED or held.state != Vote.State.READY:
        raise NotNow(_("Papieren stemmen typ je in vanaf de opening tot iemand de stemming sluit."))
    if not held.has_paper:
        raise NotNow(_("In deze stemming kan niemand op papier stemmen."))
    return held


def _digest(vote: Vote, typed: str) -> str:
    """The digest of the code on the paper; NotNow when the code is none of this vote."""
    code = codes.read(typed)
    if code is None:
        raise NotNow(_("Deze code klopt niet. Kijk of je een teken hebt verwisseld."))
    digest = codes.digest_of(code)
    state = VoteCode.objects.filter(digest=digest, batch__vote=vote).values_list("state", flat=True).first()
    if state is None:
        raise NotNow(_("Deze code is niet van deze stemming. Leg de stem apart en tel haar als ongeldig."))
    if state == VoteCode.State.CANCELLED:
        raise NotNow(_("Deze code was kwijt en is vervangen. Leg de stem apart en tel haar als ongeldig."))
    return digest
