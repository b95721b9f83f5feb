"""Telling who you are without saying your name, and working out who took part from what people told.

What somebody tells is kept without a link to them. It counts when ten answers wait together, so that no change in
the published figures points at one person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.analysis.representation import Representation, represent
from wijkwerk.analysis.small_cells import TOGETHER, rounded, rounded_all
from wijkwerk.analysis.tally import tally
from wijkwerk.library.area_figures import SLACK, WHOLE, AreaFigures
from wijkwerk.web.participate.models import AreaShare, Dialogue, Participant, ProfileAnswer, Round
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import require, visitor_or_person

Subject = Round | Dialogue
# Where the session remembers as which participant somebody with a letter takes part.
LETTERS = "taking_part"


class Question(NamedTuple):
    """One of the few things we ask: its name, what people read, and the answers to choose from."""

    key: str
    label: str | Promise
    ask: str | Promise
    choices: Sequence[tuple[str, Any]]

    @property
    def labels(self) -> dict[str, str]:
        """The words of each answer."""
        return {key: str(label) for key, label in self.choices}


# Never origin, religion, health or politics, and not income: what need not be known is not asked.
QUESTIONS = tuple(
    Question(key, label, ask, AreaShare.ANSWERS[key].choices)
    for key, label, ask in (
        ("age", gettext_lazy("leeftijd"), gettext_lazy("Hoe oud ben je?")),
        ("education", gettext_lazy("opleiding"), gettext_lazy("Wat is de hoogste school die je afmaakte?")),
        ("tenure", gettext_lazy("huur of koop"), gettext_lazy("Woon je in een huurhuis of een koophuis?")),
    )
)


@dataclass(frozen=True)
class Told:
    """What somebody tells; empty is skipped."""

    age: str = ""
    education: str = ""
    tenure: str = ""

    def __bool__(self) -> bool:
        return bool(self.age or self.education or self.tenure)


@dataclass(frozen=True)
class About:
    """Where shares of an area come from, of which year they are, whom they count, and what they cannot be compared with."""

    source: str
    year: int
    about: str
    limits: str = ""
    is_other_area: bool = False


class Asked(NamedTuple):
    """One question with what may be said about it, and the shares of the area it was compared with."""

    question: Question
    representation: Representation[str]
    shares: tuple[AreaShare, ...]


def subject_of(kind: str, area: str, slug: str) -> Subject:
    """The round or dialogue with this address, when it asks who takes part; with `taking_part`, how many do."""
    model: type[Round] | type[Dialogue] = Dialogue if kind == "dialogue" else Round
    counted = Participant.objects.filter(**{kind: OuterRef("pk")}).order_by().values(kind)
    found: Subject | None = (
        model.objects.filter(area__slug=area, slug=slug, asks_profile=True)
        .select_related("area__within__within__within")
        .defer("area__shapes")
        .annotate(taking_part=Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0))
        .first()
    )
    if found is None:
        raise Http404(_("Hier vragen we niet wie er meedoen."))
    return found


def kind_of(subject: Subject) -> str:
    """What the subject is called in the tables."""
    return "dialogue" if isinstance(subject, Dialogue) else "round"


def is_over(subject: Subject, today: date) -> bool:
    """Whether nobody can tell any more."""
    return today > (subject.closes_on if isinstance(subject, Dialogue) else subject.decision_on)


def participant_of(request: HttpRequest, subject: Subject) -> Participant | None:
    """Who takes part here: the account, or else the letter that the session remembers; None for somebody who does not."""
    person = visitor_or_person(request)
    mine = _of(Participant.objects.all(), subject)
    found = mine.filter(person=person).first() if person else None
    letter = request.session.get(LETTERS, {}).get(str(subject.pk)) if kind_of(subject) == "round" else None
    if found is None and letter:
        found = mine.filter(pk=letter, letter__is_cancelled=False).first()
    return found


def tell(participant: Participant, subject: Subject, told: Told, *, today: date) -> None:
    """Keep what this participant tells, apart from who they are; once, and only while the round or dialogue runs."""
    if is_over(subject, today):
        raise NotNow(_("Dit is klaar. Je kunt nu niets meer over jezelf vertellen."))
    if not told:
        return
    with transaction.atomic():
        _hold(subject)
        unsaid = _of(Participant.objects.filter(pk=participant.pk, has_told=False), subject)
        if not unsaid.update(has_told=True):
            raise NotNow(_("Je vertelde dit al. Dank je wel."))
        _keep(subject, told)


def tell_from_paper(subject: Subject, told: Told, *, by: Person) -> None:
    """Keep what a slip of paper says; never more slips than people who took part on paper, at the door or by phone."""
    require(by, "participate.lead", subject)
    if not told:
        raise NotNow(_("Op dit briefje is niets ingevuld. Dan hoef je niets in te typen."))
    with transaction.atomic():
        _hold(subject)
        unsaid = slips_left(subject).order_by("pk").first()
        if unsaid is None:
            raise NotNow(
                _("Er zijn niet meer mensen die op papier, aan de deur of aan de telefoon meededen. Kijk het na.")
            )
        unsaid.has_told = True
        unsaid.save(update_fields=["has_told"])
        _keep(subject, told)


def slips_left(subject: Subject) -> QuerySet[Participant]:
    """Who took part through a worker and of whom no slip was typed."""
    return _of(Participant.objects.filter(has_told=False).exclude(channel=Channel.DIGITAL), subject)


def set_shares(area: Area, question: str, shares: Mapping[str, int], about: About, *, by: Person) -> None:
    """The shares of this area for one question, instead of those before; NotNow when they are more than the whole."""
    require(by, "participate.lead", area)
    if sum(shares.values()) > WHOLE + SLACK:
        raise NotNow(_("Samen is dit meer dan honderd procent. Kijk de getallen na."))
    with transaction.atomic():
        Area.objects.select_for_update().only("pk").get(pk=area.pk)
        AreaShare.objects.filter(area=area, question=question).delete()
        for answer, per_mille in shares.items():
            share = AreaShare(
                area=area,
                question=question,
                answer=answer,
                per_mille=per_mille,
                about=about.about,
                limits=about.limits,
                source=about.source,
                year=about.year,
                is_other_area=about.is_other_area,
                by=by,
            )
            share.full_clean()
            share.save(force_insert=True)


def take_shares(area: Area, figures: AreaFigures, code: str, *, by: Person) -> None:
    """The shares of a row of a published table, with its source; said to be of another area when its name is another."""
    require(by, "participate.lead", area)
    row = figures.areas[code]
    table = figures.about
    about = About(
        source=f"{table.publisher}, {table.table} ({table.licence})",
        year=row.year,
        about=f"{row.name[:80]} ({row.code[:40]}): {table.counts}",
        limits=table.limits,
        is_other_area=row.name.casefold() != area.name.casefold(),
    )
    known = {question.key: question for question in QUESTIONS}
    with transaction.atomic():
        for key, shares in row.shares.items():
            if key in known:
                mine = {answer: part for answer, part in shares.items() if answer in known[key].labels}
                set_shares(area, key, mine, about, by=by)


def shares_of(area: Area) -> dict[str, tuple[AreaShare, ...]]:
    """The shares of this area by question, in the order of the answers."""
    found = list(AreaShare.objects.filter(area=area))
    return {
        question.key: tuple(
            share
            for answer in question.labels
            for share in found
            if (share.question, share.answer) == (question.key, answer)
        )
        for question in QUESTIONS
    }


def asked_of(subject: Subject) -> list[Asked]:
    """For each question: the published counts, compared with the area. Nothing here says more than those counts."""
    secret = salted_hmac("wijkwerk.small_cells", "", algorithm="sha256").digest()
    keys = [question.key for question in QUESTIONS]
    counted = _of(ProfileAnswer.objects.filter(is_counted=True), subject).values_list("pk", *keys)
    records = [(str(pk), dict(zip(keys, answers, strict=True))) for pk, *answers in counted]
    shares = shares_of(subject.area)
    found = []
    for question in QUESTIONS:
        counts = tally(((pk, [answers[question.key]]) for pk, answers in records), question.labels)
        representation = represent(
            rounded(counts.who, secret=secret),
            rounded_all(counts.by_answer, secret=secret),
            {share.answer: share.per_mille for share in shares[question.key]},
        )
        found.append(Asked(question, representation, shares[question.key]))
    return found


def _keep(subject: Subject, told: Told) -> None:
    """One answer more; when enough wait, they all begin to count, each under a new key and in an order by lot."""
    answer = ProfileAnswer(age=told.age, education=told.education, tenure=told.tenure, **{kind_of(subject): subject})
    answer.full_clean(exclude=["id", "round", "dialogue"])
    answer.save(force_insert=True)
    waiting = list(_of(ProfileAnswer.objects.filter(is_counted=False), subject))
    if len(waiting) < TOGETHER:
        return
    ProfileAnswer.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    for one in waiting:
        one.pk, one.is_counted = uuid4(), True
    ProfileAnswer.objects.bulk_create(sorted(waiting, key=lambda one: str(one.pk)))


def _hold(subject: Subject) -> None:
    """Nobody else tells something here until this transaction ends."""
    type(subject)._default_manager.select_for_update().only("pk").get(pk=subject.pk)


def _of(rows: QuerySet[Any], subject: Subject) -> QuerySet[Any]:
    return rows.filter(**{kind_of(subject): subject.pk})
