"""What the pages of a dialogue ask: which one, what is there to answer, what waits to be read, and what is one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wijkwerk.web.participate import ordering, translated
from wijkwerk.web.participate.map_floor import FEWEST
from wijkwerk.web.participate.models import (
    AnswerSheet,
    Dialogue,
    DialogueDateChange,
    Opinion,
    Participant,
    Statement,
)
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.models.said import Said, said
from wijkwerk.web.participate.ordering import Candidate
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Area, AreaRole, Person
from wijkwerk.web.people.service import Role

A_PAGE = 60
# A statement or an appeal is read, and an account is written, within so many days.
ANSWER_WITHIN = timedelta(days=7)
READERS = {Role.COMMUNITY_WORKER, Role.POLICY_OFFICER, Role.EDITOR}
PAGE = "pagina"
State, Kind = Statement.State, translated.Kind
AGREE, PASS, DISAGREE = 1, 0, -1


class Asked(NamedTuple):
    """A statement as one person meets it: its words, how often it was answered, and what they said."""

    pk: UUID
    number: int
    text: str
    language: str
    votes: int
    mine: int | None
    translation: Mapping[str, object] | None = None

    @property
    def said(self) -> Said:
        """Its words, as a page shows them."""
        language = "" if self.language == "und" else self.language
        return said(self.text, language, self, "text")


class Card(NamedTuple):
    """What somebody has before them: the statement, how many they answered, and how many there are still."""

    statement: Asked | None
    previous: Asked | None
    answered: int
    left: int


class Counts(NamedTuple):
    """How many statements of a dialogue are in each state, and how many answers they got."""

    open: int
    waiting: int
    refused: int
    votes: int


# --- one dialogue ---


def around() -> QuerySet[Dialogue]:
    """The dialogues with what their pages need of the area and of who leads."""
    found = Dialogue.objects.select_related("area__within__within", "owner").defer(
        "area__shapes", "area__within__shapes", "area__within__within__shapes"
    )
    return translated.with_words(found, Kind.DIALOGUE, "key")


def dialogue_of(area: str, slug: str, **also: BaseExpression) -> Dialogue:
    """The dialogue with this name, with what else is asked of it in the same query; Http404 with a sentence."""
    try:
        return around().annotate(**also).get(area__slug=area, slug=slug)
    except Dialogue.DoesNotExist:
        raise Http404(_("Deze dialoog kennen we niet.")) from None


def people_counted() -> BaseExpression:
    """For `dialogue_of`: how many people said what they think of something."""
    said = Opinion.objects.filter(participant=OuterRef("pk"))
    return _counted(Participant.objects.filter(Exists(said), dialogue=OuterRef("pk")), "dialogue")


def has_enough(dialogue: Dialogue) -> bool:
    """Whether enough people said something of an open statement for a map, drawn already or not."""
    said = Opinion.objects.filter(participant=OuterRef("pk"), statement__state=State.OPEN)
    return Participant.objects.filter(Exists(said), dialogue=dialogue)[:FEWEST].count() == FEWEST


def answers_counted(person: Person) -> BaseExpression:
    """For `dialogue_of`: on how many open statements this person said what they think."""
    mine = Opinion.objects.filter(participant__person=person, statement__state=State.OPEN)
    return _counted(mine.filter(participant__dialogue=OuterRef("pk")), "participant__dialogue")


def last_number() -> BaseExpression:
    """For `dialogue_of`: the highest number of an open statement."""
    found = Statement.objects.filter(dialogue=OuterRef("pk"), state=State.OPEN).order_by("-number")
    return Coalesce(Subquery(found.values("number")[:1]), -1)


def _counted(rows: QuerySet[Any], of: str) -> BaseExpression:
    number = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def area_of(slug: str) -> Area:
    """The area with this name in the address; Http404 with a sentence when there is none."""
    try:
        return Area.objects.select_related("within__within").defer("shapes").get(slug=slug)
    except Area.DoesNotExist:
        raise Http404(_("Dit gebied kennen we niet.")) from None


def is_open(dialogue: Dialogue, today: date) -> bool:
    """Whether people can say what they think on this day."""
    return dialogue.opens_on <= today <= dialogue.closes_on


def refuse_held_elsewhere(dialogue: Dialogue) -> None:
    """NotNow for a conversation that came in whole when it was over."""
    if dialogue.held_elsewhere:
        raise NotNow(_("Dit gesprek was elders en is voorbij. Er kan niets meer bij."))


def is_closed(dialogue: Dialogue, today: date) -> bool:
    """Whether the last day is over."""
    return dialogue.closes_on < today


def counts_of(dialogue: Dialogue) -> Counts:
    """How many statements there are of each kind, and how many answers they got."""
    return Counts(
        **Statement.objects.filter(dialogue=dialogue).aggregate(
            open=Count("pk", filter=Q(state=State.OPEN)),
            waiting=Count("pk", filter=Q(state__in=[State.HELD, State.APPEALED])),
            refused=Count("pk", filter=Q(state=State.REFUSED)),
            votes=Coalesce(Sum("votes", filter=Q(state=State.OPEN)), 0),
        )
    )


def changes_of(dialogue: Dialogue) -> QuerySet[DialogueDateChange]:
    """Each day that was moved, with its reason."""
    return dialogue.changes.all()


# --- saying what you think ---


def seed_of(dialogue: Dialogue, who: object) -> bytes:
    """What gives one person an order of their own in one dialogue, the same at every visit."""
    return salted_hmac("wijkwerk.dialogue.order", f"{dialogue.pk}:{who}", algorithm="sha256").digest()


def asked_of(dialogue: Dialogue, person: Person) -> list[Asked]:
    """Every open statement with what this person said; one query."""
    mine = Opinion.objects.filter(
        statement=OuterRef("pk"), participant__dialogue=dialogue, participant__person=person
    ).values("value")[:1]
    rows = Statement.objects.filter(dialogue=dialogue, state=State.OPEN).order_by().annotate(mine=Subquery(mine))
    names = ("pk", "number", "text", "language", "votes", "mine", "translation")
    return [Asked(*row) for row in translated.with_words(rows, Kind.STATEMENT).values_list(*names)]


def card_for(dialogue: Dialogue, person: Person, *, wanted: int | None = None, previous: int | None = None) -> Card:
    """The statement somebody meets now: the one they want to see again, or else the next they did not answer."""
    asked = {one.number: one for one in asked_of(dialogue, person)}
    candidates = [Candidate(one.number, one.votes) for one in asked.values() if one.mine is None]
    number = wanted if wanted in asked else ordering.next_of(candidates, seed_of(dialogue, person.pk))
    before = asked.get(previous) if previous is not None else None
    return Card(
        asked[number] if number is not None else None,
        before if before and before.mine is not None else None,
        len(asked) - len(candidates),
        len(candidates),
    )


def answers_of(dialogue: Dialogue, person: Person) -> QuerySet[Opinion]:
    """What this person said, by the number of the statement."""
    mine = Opinion.objects.filter(
        participant__dialogue=dialogue, participant__person=person, statement__state=State.OPEN
    )
    found = translated.with_words(mine.select_related("statement"), Kind.STATEMENT, "statement")
    return found.order_by("statement__number")


def statements_of(dialogue: Dialogue, person: Person) -> QuerySet[Statement]:
    """What this person brought, whatever became of it."""
    brought = Statement.objects.filter(participant__dialogue=dialogue, participant__person=person)
    return translated.with_words(brought, Kind.STATEMENT)


def open_texts(dialogue: Dialogue, numbers: range | None = None) -> dict[int, Statement]:
    """The open statements by number, all or those in this range."""
    found = Statement.objects.filter(dialogue=dialogue, state=State.OPEN)
    rows = translated.with_words(found, Kind.STATEMENT).only(
        "number", "text", "language", "votes", "placed_on", "dialogue_id"
    )
    if numbers is not None:
        # Each end on its own: a number too large for the database is then a row that is not there.
        rows = rows.filter(number__gte=numbers.start, number__lt=numbers.stop)
    return {one.number: one for one in rows}


def people_told(dialogue: Dialogue) -> QuerySet[Person]:
    """Everyone with an account who took part: they hear what was done with it."""
    return Person.objects.filter(
        pk__in=Participant.objects.filter(dialogue=dialogue, person__isnull=False).values("person"), is_active=True
    ).order_by("pk")


# --- reading before others see it ---


def to_read(dialogue: Dialogue) -> QuerySet[Statement]:
    """What waits to be read: appeals first, then in the order they came."""
    waiting = Statement.objects.filter(dialogue=dialogue, state__in=[State.HELD, State.APPEALED])
    return (
        waiting.select_related("judged_by").annotate(is_appeal=Q(state=State.APPEALED)).order_by("-is_appeal", "number")
    )


def to_take_away(dialogue: Dialogue) -> QuerySet[Statement]:
    """What everyone can read already, the newest first."""
    return Statement.objects.filter(dialogue=dialogue, state=State.OPEN).order_by("-number")


def statement_of(area: str, slug: str, number: int) -> Statement:
    """One statement with its dialogue and its writer; Http404 with a sentence."""
    found = Statement.objects.select_related(
        "dialogue__area__within__within", "dialogue__owner", "participant__person", "judged_by"
    ).defer("dialogue__area__shapes", "dialogue__area__within__shapes", "dialogue__area__within__within__shapes")
    try:
        return found.get(dialogue__area__slug=area, dialogue__slug=slug, number=number)
    except Statement.DoesNotExist:
        raise Http404(_("Deze stelling kennen we niet.")) from None


# --- what waits for an answer ---


class Unanswered(NamedTuple):
    """What of one dialogue waits: how many statements by which day, and the day of the account when that is owed."""

    dialogue: Dialogue
    unread: int
    unread_due_on: date | None
    account_due_on: date | None
    today: date

    @property
    def is_unread_late(self) -> bool:
        """Whether the day of the first statement passed."""
        return self.unread_due_on is not None and self.unread_due_on < self.today

    @property
    def is_account_late(self) -> bool:
        """Whether the day of the account passed."""
        return self.account_due_on is not None and self.account_due_on < self.today


def unanswered(today: date) -> QuerySet[Dialogue]:
    """The dialogues in which something waits; `as_unanswered` says what."""
    return _unanswered(_waiting(), today)


def waiting_for(person: Person, today: date) -> QuerySet[Dialogue]:
    """The dialogues that wait for this person: statements where they may read them, accounts of what they lead."""
    areas = AreaRole.objects.filter(person=person, role__in=READERS).values("area")
    here = Q(area__in=areas) | Q(area__within__in=areas) | Q(area__within__within__in=areas)
    theirs = (here & Q(unread__gt=0)) | Q(owner=person, owes_account=True)
    return _unanswered(_waiting(), today).filter(theirs)


def late(today: date) -> QuerySet[Dialogue]:
    """The dialogues in which something passed its day; of the statements those count that did."""
    return _unanswered(_waiting().filter(read_due_on__lt=today), today - ANSWER_WITHIN)


def as_unanswered(found: Iterable[Any], today: date, *, by: Person | None = None) -> list[Unanswered]:
    """What waits in these dialogues; `by` one person, who owes the accounts of what they lead and no others."""
    return [
        Unanswered(
            one,
            one.unread,
            one.unread_due_on,
            one.closes_on + ANSWER_WITHIN if one.owes_account and by in (None, one.owner) else None,
            today,
        )
        for one in found
    ]


def readers_of(area: Area) -> QuerySet[Person]:
    """Who may read statements here before others see them."""
    areas = [one.pk for one in area.with_around()]
    return Person.objects.filter(area_roles__area__in=areas, area_roles__role__in=READERS, is_active=True).distinct()


def _waiting() -> QuerySet[Statement]:
    return Statement.objects.filter(dialogue=OuterRef("pk"), state__in=[State.HELD, State.APPEALED])


def _unanswered(waiting: QuerySet[Statement], closed_before: date) -> QuerySet[Any]:
    """The dialogues with these statements, or closed before a day without an account; what closed first comes first."""
    # A conversation that was held elsewhere has participants of whom nothing is known: nobody here waits for its account.
    here = Q(person__isnull=False) | Q(letter__isnull=False) | ~Q(channel=Channel.DIGITAL)
    owes = Q(Exists(Participant.objects.filter(here, dialogue=OuterRef("pk"))), closes_on__lt=closed_before, account="")
    found: QuerySet[Any] = around().annotate(
        unread=_counted(waiting, "dialogue"),
        unread_due_on=Subquery(waiting.order_by("read_due_on").values("read_due_on")[:1]),
        owes_account=ExpressionWrapper(owes, output_field=BooleanField()),
    )
    return found.filter(Q(unread__gt=0) | Q(owes_account=True)).order_by("closes_on", "pk")


# --- on paper ---


def on_sheet(dialogue: Dialogue, part: int) -> list[Statement]:
    """The open statements of one printed sheet, in the order in which they stand there."""
    found = open_texts(dialogue, ordering.numbers_of(part))
    order = ordering.on_paper(found, seed_of(dialogue, "paper"))
    # What came later stands below, so that a sheet that was printed before keeps its rows.
    return sorted((found[number] for number in order), key=lambda one: one.placed_on or date.min)


def parts_up_to(last: int) -> list[int]:
    """Which sheets there are to print, when this is the highest number."""
    return list(range(1, ordering.part_of(last) + 1)) if last >= 0 else []


def sheets_of(dialogue: Dialogue) -> QuerySet[AnswerSheet]:
    """The sheets that were typed, the newest first."""
    return AnswerSheet.objects.filter(dialogue=dialogue).select_related("by", "again_by").order_by("-number")


class PaperTotals(NamedTuple):
    """How many sheets were typed once, how many count, and how many were taken back."""

    once: int
    counted: int
    withdrawn: int


def paper_totals(dialogue: Dialogue) -> PaperTotals:
    """The sheets by where they are; together they are all that were typed."""
    rows = AnswerSheet.objects.filter(dialogue=dialogue).aggregate(
        once=Count("pk", filter=Q(participant=None, is_withdrawn=False)),
        counted=Count("pk", filter=Q(participant__isnull=False, is_withdrawn=False)),
        withdrawn=Count("pk", filter=Q(is_withdrawn=True)),
    )
    return PaperTotals(rows["once"], rows["counted"], rows["withdrawn"])
