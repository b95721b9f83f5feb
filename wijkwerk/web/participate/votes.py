"""What the pages of votes read: one vote, how it stands, what came out, and what it can be trusted for."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Case, Count, F, JSONField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from wijkwerk.web.participate import ballot_box, codes, gates, paper, rounds, translated
from wijkwerk.web.participate.gates import Gate, Sums
from wijkwerk.web.participate.models import Ballot, HandCount, Idea, NamedAnswer, Round, Vote, VoteOption
from wijkwerk.web.participate.models.said import DUTCH, Said, mark_of
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import may
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.words.text import cell

State, Kind = Vote.State, Vote.Kind
# The answers we propose: kept in Dutch, as all that organisers write, and read in the language of the page.
FOR_OR_AGAINST = (gettext_noop("Voor"), gettext_noop("Tegen"), gettext_noop("Blanco"))
YES_OR_NO = (gettext_noop("Ja"), gettext_noop("Nee"))
AROUND = "area__within__within__within"
DRAWINGS = ("area__shapes", "area__within__shapes", "area__within__within__shapes", f"{AROUND}__shapes")


class Counted(NamedTuple):
    """An answer with how many chose it."""

    number: int
    label: str
    agree: bool
    blank: bool
    votes: int


def vote_for(person: Person | None, vote_id: UUID) -> Vote:
    """The vote; one that is being made is there only for those who lead votes here."""
    turnout = Case(
        When(shows_turnout=True, kind=Kind.CODED, then=_number_of(Ballot.objects.all())),
        When(shows_turnout=True, kind=Kind.POLL, by_names=True, then=_number_of(NamedAnswer.objects.all())),
    )
    rows = Vote.objects.select_related(AROUND, "owner", "round").defer(*DRAWINGS).annotate(turnout=turnout)
    vote = translated.with_words(rows, translated.Kind.VOTE).filter(pk=vote_id).first()
    if vote is None or (vote.state == State.DRAFT and not may(person, "participate.lead", vote)):
        raise Http404
    return vote


def for_everyone() -> QuerySet[Vote]:
    """The votes that are not being made still, the newest first."""
    return Vote.objects.exclude(state=State.DRAFT).select_related("area").defer("area__shapes")


def running_for(run: UUID, stage: str) -> Vote | None:
    """The vote that is held for this stage of a route and not published yet."""
    return Vote.objects.filter(run=run, stage=stage).exclude(state=State.PUBLISHED).order_by("-opens_at").first()


def waiting_for(run: UUID, stage: str) -> Vote | None:
    """The vote whose published result does not stand in the route yet."""
    rows = Vote.objects.filter(run=run, stage=stage, state=State.PUBLISHED, routed_at=None)
    return rows.order_by("-published_at").first()


class _Listed(Aggregate):
    """Rows as one value of JSON, so that they are asked together with what they belong to."""

    function = "json_group_array"
    output_field = JSONField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: Any) -> Any:
        """What PostgreSQL calls it."""
        return self.as_sql(compiler, connection, function="jsonb_agg")


def waiting_for_runs() -> Subquery:
    """For each run the published results that do not stand in it yet, as `register_results` of work asks."""
    rows = Vote.objects.filter(run=OuterRef("pk"), state=State.PUBLISHED, routed_at=None).order_by().values("run")
    told = _Listed(JSONObject(id="id", stage="stage", at="published_at"))
    return Subquery(rows.annotate(told=told).values("told"), output_field=JSONField())


def with_votes(rounds: QuerySet[Round]) -> QuerySet[Any]:
    """The rounds with their votes, in the same question to the database; `of_round` reads them."""
    told = JSONObject(
        id="id",
        title="title",
        state="state",
        opens_at="opens_at",
        closes_at="closes_at",
        translation=translated.Inside(translated.in_page_language(translated.Kind.VOTE)),
    )
    rows = Vote.objects.filter(round=OuterRef("pk")).order_by().values("round").annotate(told=_Listed(told))
    return rounds.annotate(listed_votes=Subquery(rows.values("told")))


def of_round(round: Round, *, leads: bool) -> list[Vote]:
    """The votes of a round read `with_votes`, the newest first; those who lead see what is being made too."""
    found = []
    for row in getattr(round, "listed_votes", None) or ():
        moments = {name: _moment(row.pop(name)) for name in ("opens_at", "closes_at")}
        translation = row.pop("translation")
        vote = Vote(**{**row, **moments, "id": UUID(row["id"])})
        vote.translation = translation
        if leads or vote.state != State.DRAFT:
            found.append(vote)
    return sorted(found, key=lambda vote: vote.opens_at, reverse=True)


def _moment(told: str) -> datetime:
    """A moment out of JSON; SQLite keeps it in UTC without saying so."""
    at = datetime.fromisoformat(told)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def ideas_to_vote_on(round: Round) -> dict[str, UUID]:
    """The answers a round proposes: each idea that went through and has no decision yet, by the words it is chosen by."""
    chosen = rounds.chosen_ideas(round).filter(state__in=(Idea.State.CHOSEN, Idea.State.AGENDA))
    found: dict[str, UUID] = {}
    for idea in chosen:
        is_new = idea.title.casefold() not in {label.casefold() for label in found}
        found[idea.title if is_new else f"{idea.title} ({idea.number})"] = idea.pk
    return found


def vote_of(typed: str) -> Vote | None:
    """The vote a typed code belongs to."""
    code = codes.read(typed)
    if code is None:
        return None
    return Vote.objects.filter(batches__codes__digest=codes.digest_of(code)).exclude(state=State.DRAFT).first()


def is_open(vote: Vote, now: datetime) -> bool:
    """Whether people can vote now."""
    return vote.state == State.READY and vote.opens_at <= now < vote.closes_at


def turnout_of(vote: Vote) -> int | None:
    """How many voted so far, when that may be shown: the vote says so, and they are ten or more."""
    number: int | None = getattr(vote, "turnout", None)
    return number if number is not None and number >= gates.FEWEST else None


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many rows a vote has, asked together with the vote."""
    numbers = rows.filter(vote=OuterRef("pk")).order_by().values("vote").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), 0)


def gate_of(vote: Vote, ballots: int = 0) -> Gate | None:
    """The gate of this vote, over its named group; over the voters only when the vote itself says so."""
    if not vote.percent:
        return None
    return Gate(vote.percent, ballots if vote.group == Vote.Group.VOTERS else vote.whole or 0)


# --- the result ---


def count(vote: Vote) -> dict[int, int]:
    """How many ballots, hands or names each answer has, by the number of the answer."""
    rows: Any
    if vote.kind == Kind.CODED:
        rows = Ballot.objects.filter(vote=vote).values_list("option__number").annotate(Count("id"))
    elif vote.by_names:
        rows = NamedAnswer.objects.filter(vote=vote).values_list("option__number").annotate(Count("id"))
    else:
        rows = HandCount.objects.filter(option__vote=vote).values_list("option__number", "number")
    return dict(rows)


def result_of(vote: Vote) -> dict[str, Any]:
    """Everything that is published of a closed vote, in whole numbers."""
    kept = vote.result or {}
    counted = (
        {int(number): votes for number, votes in kept["counted"].items()} if vote.kind == Kind.BINDING else count(vote)
    )
    answers = [
        Counted(one.number, one.label, one.agree, one.blank, counted.get(one.number, 0)) for one in vote.options.all()
    ]
    ballots = sum(one.votes for one in answers)
    on_paper = Ballot.objects.filter(vote=vote, is_paper=True).count() if vote.kind == Kind.CODED else 0
    sums = gates.sums((one, one.votes) for one in answers)
    gate = gate_of(vote, ballots)
    result: dict[str, Any] = {
        "answers": [one._asdict() for one in answers],
        "ballots": ballots,
        "digital": ballots - on_paper,
        "paper": on_paper,
        "used": ballots,
        "sums": {"agree": sums.agree, "against": sums.against, "blank": sums.blank},
        "group": vote.group,
        "whole": vote.whole,
        "gate": {"percent": gate.percent, "whole": gate.whole, "needed": gate.needed, "is_met": gate.is_met(sums.agree)}
        if gate
        else None,
        "guessable": vote.kind == Kind.CODED and gates.guessable({one.number: one.votes for one in answers}),
    }
    if vote.kind == Kind.CODED:
        batches = codes.totals(vote)
        result |= {
            "late": kept.get("late", 0),
            "envelopes": kept.get("envelopes"),
            "invalid": kept.get("invalid", 0),
            "used": sum(one.used for one in batches),
            "fresh": sum(one.fresh for one in batches),
            "cancelled": sum(one.cancelled for one in batches),
            "batches": _published(batches),
            "sha256": hashlib.sha256(ballots_csv(vote).encode()).hexdigest(),
        }
    if vote.kind == Kind.BINDING:
        result |= {"from": kept.get("from", ""), "replaced": kept.get("replaced", [])}
    return result


def adds_up(result: Mapping[str, Any]) -> bool:
    """Whether there are as many ballots as codes that were used, as many codes as letters, and as many on paper as envelopes that count."""
    envelopes = (result.get("envelopes") or 0) - result.get("invalid", 0) - result.get("late", 0)
    letters = sum(one["size"] for one in result.get("batches", ()))
    are_letters = "batches" not in result or result["used"] + result["fresh"] == letters
    return bool(result["ballots"] == result["used"] and are_letters and result["paper"] == envelopes)


def _published(batches: list[codes.Batch]) -> list[dict[str, int | None]]:
    """The batches as everyone sees them; who voted in a pile of fewer than ten letters is nobody's business.

    The total minus the other piles would tell it: what is hidden is ten letters or more together, or everything.
    """
    hidden: list[codes.Batch] = []
    for batch in sorted(batches, key=lambda one: one.size):
        if batch.size >= gates.FEWEST and (not hidden or sum(one.size for one in hidden) >= gates.FEWEST):
            break
        hidden.append(batch)
    return [
        {
            "number": one.number,
            "size": one.size,
            "replaced": one.cancelled,
            "used": None if one in hidden else one.used,
            "fresh": None if one in hidden else one.fresh,
        }
        for one in batches
    ]


def sums_of(result: Mapping[str, Any]) -> Sums:
    """The sums of a published result."""
    return Sums(**result["sums"])


def limits_of(vote: Vote) -> list[str]:
    """What the result does not say, in words; they stand beside every result."""
    found = []
    result = vote.result or {}
    match vote.kind:
        case Kind.POLL if vote.by_names:
            found.append(_("Dit is een peiling met namen. Wie meedeed, koos daar zelf voor. Het is geen stemming."))
        case Kind.POLL:
            found.append(
                _(
                    "Dit is een peiling: handen, geteld in de zaal. Niemand keek wie er mocht stemmen, en wie er niet was telt niet mee."
                )
            )
        case Kind.CODED:
            found.append(_("Elke code gaf één stem. Wie de brief van een ander gebruikte, stemde in diens plaats."))
            found.append(
                _(
                    "Natellen laat fouten en bedrog van buitenaf zien. Het beschermt niet tegen een oneerlijke beheerder van deze site."
                )
            )
        case _:
            found.append(
                _("Deze stemmen zijn geteld door een ander systeem. Wijkwerk nam de uitslag over en telde niet zelf.")
            )
    if vote.group == Vote.Group.VOTERS:
        found.append(_("De uitslag gaat over wie stemde, niet over de hele buurt."))
    if result.get("guessable"):
        found.append(_("Er stemden heel weinig mensen, of iedereen stemde hetzelfde. Dan is te raden wat iemand koos."))
    if replaced := result.get("cancelled"):
        found.append(
            ngettext(
                "%(number)s brief is vervangen, voor de sluiting. Wie de stemming leidt, kon de nieuwe code zien.",
                "%(number)s brieven zijn vervangen, voor de sluiting. Wie de stemming leidt, kon de nieuwe codes zien.",
                replaced,
            )
            % {"number": replaced}
        )
    if not vote.percent:
        found.append(_("Er was geen drempel afgesproken. Bespreek samen wat deze uitslag betekent."))
    return found


# --- for recounting ---


def ballots_csv(vote: Vote) -> str:
    """Every ballot of a closed vote: an id of chance, the number of the answer, and its words. The same bytes each time."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["stem", "nummer", "antwoord"])
    ballots = Ballot.objects.filter(vote=vote).order_by("id").values_list("id", "option__number", "option__label")
    rows.writerows((f"{id:016x}", number, cell(label)) for id, number, label in ballots.iterator())
    return out.getvalue()


# --- for those who lead ---


class Steps(NamedTuple):
    """How far a vote is, for who leads it."""

    batches: list[codes.Batch]
    codes: int
    used: int
    printing: list[int]
    sheet: paper.Sheet | None
    has_key: bool


def steps_of(vote: Vote, *, is_over: bool) -> Steps:
    """Codes, once the voting is over the paper, and whether closing was finished."""
    is_coded = vote.kind == Kind.CODED
    batches = codes.totals(vote) if is_coded else []
    return Steps(
        batches,
        sum(one.fresh + one.used for one in batches),
        sum(one.used for one in batches),
        codes.waiting(vote.pk) if is_coded else [],
        paper.sheet_of(vote) if is_coded and is_over and vote.state == State.READY else None,
        is_coded and ballot_box.has_key(vote.pk),
    )


def answers_of(vote: Vote) -> list[VoteOption]:
    """The answers in their order, with their words in the language of the page: of all, or of none."""
    return _told(vote, list(vote.options.all()))


def answers_in_result(vote: Vote) -> list[VoteOption]:
    """The answers as they stand in what was published, without asking the database for them."""
    rows = vote.result["answers"] if vote.result else []
    return _told(vote, [VoteOption(vote=vote, number=row["number"], label=row["label"]) for row in rows])


def named_answers_of(vote: Vote) -> tuple[list[VoteOption], list[tuple[str, Said]]]:
    """The answers of an open poll in their order, and who answered what; one question to the database."""
    rows = list(vote.options.annotate(who=F("named__person__name")).order_by("number", "who"))
    options = _told(vote, list({one.pk: one for one in rows}.values()))
    return options, [(one.who, one.said) for one in rows if one.who]


def _told(vote: Vote, options: list[VoteOption]) -> list[VoteOption]:
    """A ballot with some answers in another language than the rest would not be fair: then none is translated."""
    if all(one.said.is_translated for one in options):
        return options
    told = vote.translation or {"language": language_of_page(), "is_checked": True, "words": {}}
    answers = {one.word for one in options}
    kept = {name: word for name, word in told["words"].items() if name not in answers}
    ours = _ours(options)
    vote.translation = {**told, "words": {**kept, **ours}, "is_ours": bool(ours)}
    return options


def _ours(options: list[VoteOption]) -> dict[str, dict[str, str]]:
    """The words of a vote with our own answers, in the language of the page; none for what somebody wrote."""
    labels = tuple(one.label for one in options)
    if labels not in (FOR_OR_AGAINST, YES_OR_NO) or language_of_page() == DUTCH:
        return {}
    words = {one.word: {"text": _(one.label), "of": mark_of(one.label)} for one in options}
    return words if all(words[one.word]["text"] != one.label for one in options) else {}


def counted_together(vote: Vote, options: list[VoteOption]) -> list[Said]:
    """The answers that the threshold adds up, when there are several; with one there is nothing to say."""
    agree = [one.said for one in options if one.agree] if vote.percent else []
    return agree if len(agree) > 1 else []


def answered(vote: Vote, options: list[VoteOption]) -> list[dict[str, Any]]:
    """The answers of a published result, with their words in the language of the page."""
    said = {one.number: one.said for one in options}
    rows = vote.result["answers"] if vote.state == State.PUBLISHED and vote.result else []
    return [{**row, "said": said[row["number"]]} for row in rows]


def translated_in(vote: Vote, options: list[VoteOption]) -> list[Said]:
    """What of a vote and its answers somebody translated."""
    by_others = [] if (vote.translation or {}).get("is_ours") else options
    return [*vote.translated, *(one.said for one in by_others if one.said.is_translated)]
