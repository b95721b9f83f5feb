"""How the paper of a round stands: what waits for its second typing, and whether all of it is the pile on the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, F, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.web.participate.models import Idea, PaperPile, Round, SupportSheet
from wijkwerk.web.participate.models.fields import Channel

COUNTS = Q(again_at__isnull=False)
TURNS = ("first_pile", "second_pile")


@dataclass(frozen=True)
class Standing:
    """What was typed from paper, what waits, and what two people counted on the table."""

    forms: int
    forms_waiting: int
    lists: int
    lists_waiting: int
    lists_back: int
    signatures: int
    piles: tuple[PaperPile, ...]

    @property
    def every_list(self) -> int:
        """How many lists were typed, whatever became of them."""
        return self.lists + self.lists_waiting + self.lists_back

    @property
    def is_empty(self) -> bool:
        """Whether nothing came in on paper."""
        return not (self.forms or self.forms_waiting or self.every_list or self.piles)

    @property
    def pile(self) -> PaperPile | None:
        """The pile as both counted it; None while they do not say the same."""
        said = {(one.forms, one.signatures) for one in self.piles}
        return self.piles[-1] if len(self.piles) == 2 and len(said) == 1 else None

    def faults(self) -> list[str]:
        """What does not add up, as sentences that say what to do; nothing is chosen before they are gone."""
        found = []
        if self.forms_waiting:
            found.append(
                ngettext(
                    "%(number)s idee van papier is één keer ingetypt. Laat een ander het nog eens typen.",
                    "%(number)s ideeën van papier zijn één keer ingetypt. Laat een ander ze nog eens typen.",
                    self.forms_waiting,
                )
                % {"number": self.forms_waiting}
            )
        if self.lists_waiting:
            found.append(
                ngettext(
                    "%(number)s lijst met handtekeningen is één keer ingetypt. Laat een ander haar nog eens tellen.",
                    "%(number)s lijsten met handtekeningen zijn één keer ingetypt. Laat een ander ze nog eens tellen.",
                    self.lists_waiting,
                )
                % {"number": self.lists_waiting}
            )
        if len(self.piles) < 2 and (self.piles or self.forms or self.lists):
            found.append(
                _("Laat twee mensen, los van elkaar en van wat er is ingetypt, de stapel papier op tafel tellen.")
            )
        if len(self.piles) == 2 and self.pile is None:
            found.append(_("De twee tellingen van de stapel zijn niet gelijk. Tel samen nog een keer."))
        if self.pile is not None and (self.pile.forms, self.pile.signatures) != (self.forms, self.signatures):
            found.append(
                _(
                    "Op tafel lagen %(forms)s formulieren en %(signatures)s handtekeningen. Ingetypt zijn %(typed)s formulieren en %(counted)s handtekeningen. Zoek het verschil, of tel de stapel met zijn tweeën opnieuw."
                )
                % {
                    "forms": self.pile.forms,
                    "signatures": self.pile.signatures,
                    "typed": self.forms,
                    "counted": self.signatures,
                }
            )
        return found


def standing_of(round: Round) -> Standing:
    """How the paper of a round stands now; one query."""
    return read_standing(with_paper(Round.objects.filter(pk=round.pk)).get())


def with_paper(found: QuerySet[Round]) -> QuerySet[Any]:
    """The rounds with what `read_standing` reads of them, asked together with the round."""
    ideas = Idea.objects.filter(round=OuterRef("pk"), channel=Channel.PAPER)
    lists = SupportSheet.objects.filter(idea__round=OuterRef("pk"))
    used = lists.filter(is_withdrawn=False)
    number = Count("pk")
    turns = {name: FilteredRelation("piles", condition=Q(piles__turn=turn)) for turn, name in enumerate(TURNS, start=1)}
    asked: QuerySet[Any] = found.annotate(**turns)
    rows: QuerySet[Any] = asked.select_related(*(f"{name}__by" for name in TURNS)).annotate(
        forms_typed=_sum(ideas.filter(COUNTS), "round", number),
        forms_waiting=_sum(ideas.filter(state=Idea.State.TYPED), "round", number),
        lists_typed=_sum(used.filter(COUNTS), "idea__round", number),
        lists_waiting=_sum(used.exclude(COUNTS), "idea__round", number),
        lists_back=_sum(lists.filter(is_withdrawn=True), "idea__round", number),
        signatures=_sum(used.filter(COUNTS), "idea__round", Sum("signatures")),
    )
    return rows


def read_standing(found: Any) -> Standing:
    """How the paper stands of a round that was read `with_paper`."""
    return Standing(
        forms=found.forms_typed,
        forms_waiting=found.forms_waiting,
        lists=found.lists_typed,
        lists_waiting=found.lists_waiting,
        lists_back=found.lists_back,
        signatures=found.signatures,
        piles=tuple(getattr(found, name) for name in TURNS if hasattr(found, name)),
    )


def _sum(rows: QuerySet[Any], of: str, what: Aggregate) -> Coalesce:
    counted = rows.order_by().values(of).annotate(sum=what).values("sum")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def forms_waiting(round: Round) -> QuerySet[Idea]:
    """The ideas from paper that were typed once."""
    return (
        Idea.objects.filter(round=round, state=Idea.State.TYPED).select_related("typed_by", "theme").order_by("number")
    )


def lists_of(round: Round) -> QuerySet[SupportSheet]:
    """Every list of signatures that was typed, what waits first."""
    return (
        SupportSheet.objects.filter(idea__round=round)
        .select_related("idea", "by", "again_by")
        .order_by("is_withdrawn", F("again_at").asc(nulls_first=True), "idea__number", "number")
    )
