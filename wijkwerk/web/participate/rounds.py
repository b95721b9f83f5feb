"""What the pages of a round read: the list of ideas, one idea with its steps, what waits, what passes its day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from wijkwerk.web.participate.idea_cards import COLUMNS, Card
from wijkwerk.web.participate.models import DateChange, Idea, Participant, Round, Support, Theme, WordChange
from wijkwerk.web.participate.models.rounds import word_of
from wijkwerk.web.participate.models.said import DUTCH, Said, said
from wijkwerk.web.participate.phases import least_by_most, least_by_threshold
from wijkwerk.web.participate.translated import Kind, of_ideas, with_words
from wijkwerk.web.people.models import Area, AreaRole, Person
from wijkwerk.web.people.service import Role
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.web.site.prepared import Prepared

A_PAGE = 60
PAGE, THEME, STATE, ORDER = "pagina", "thema", "stand", "volgorde"
NEWEST = "nieuw"
SEEN = tuple(state for state in Idea.State.values if state not in Idea.UNSEEN)
DATES = ("ideas_from", "ideas_until", "support_until", "vote_until", "decision_on")
LEADS = (Role.COMMUNITY_WORKER, Role.POLICY_OFFICER)


class Taker(NamedTuple):
    """Who takes part: somebody with an account, or the participant that a letter stands for."""

    person: Person | None = None
    participant: UUID | None = None

    def condition(self, to: str = "") -> Q:
        """The condition on a participant (reached by `to`) that it is this one; nobody fits a visitor."""
        found = Q(pk__in=[]) if to == "" else Q(**{f"{to}pk__in": []})
        if self.person is not None:
            found = Q(**{f"{to}person": self.person})
        return found | Q(**{f"{to}pk": self.participant}) if self.participant else found


@dataclass(frozen=True)
class Asked:
    """Which ideas are asked for; an empty word asks for all."""

    theme: str = ""
    state: str = ""
    order: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """What the address asks; words we do not know are passed over."""
        state, order = query.get(STATE, ""), query.get(ORDER, "")
        return cls(query.get(THEME, "")[:40], state if state in SEEN else "", NEWEST if order == NEWEST else "")

    def __bool__(self) -> bool:
        return bool(self.theme or self.state)

    def query(self) -> str:
        """The same question as part of an address, without its question mark."""
        query = QueryDict(mutable=True)
        words = ((THEME, self.theme), (STATE, self.state), (ORDER, self.order))
        query.update({name: word for name, word in words if word})
        return query.urlencode()


class ThemeCount(NamedTuple):
    """A theme with how many ideas about it there are to read."""

    pk: int
    slug: str
    title: str
    said: Said
    by_state: dict[str, int]

    @property
    def number(self) -> int:
        """How many ideas everybody may read."""
        return sum(self.by_state.get(state, 0) for state in SEEN)


def around() -> QuerySet[Round]:
    """The rounds with what their pages need of the area and of who leads."""
    return _around().defer("area__shapes", "area__within__shapes", "area__within__within__shapes")


def _around() -> QuerySet[Round]:
    return with_words(Round.objects.select_related("area__within__within", "owner"), Kind.ROUND, "key")


def rounds() -> QuerySet[Round]:
    """All rounds, the newest first, each with `idea_count`: how many ideas everybody may read."""
    counted = Idea.objects.filter(round=OuterRef("pk"), state__in=SEEN).order_by().values("round")
    number = Subquery(counted.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    return around().annotate(idea_count=Coalesce(number, 0))


def as_it_is(rounds: QuerySet[Round]) -> QuerySet[Any]:
    """The rounds, of which nothing more is asked."""
    return rounds


def round_of(
    area: str, slug: str, *, is_drawn: bool = False, read: Callable[[QuerySet[Round]], QuerySet[Any]] = as_it_is
) -> Round:
    """The round with this name; `date_changes` is how many of its days were moved. Http404 with a sentence.

    `read` asks more of it in the same query.
    """
    found: list[Round] = _named(language_of_page(), is_drawn, read)(area, slug)
    if not found:
        raise Http404(_("Deze ronde kennen we niet."))
    return found[0]


@cache
def _named(language: str, is_drawn: bool, read: Callable[[QuerySet[Round]], QuerySet[Any]]) -> Prepared[Any]:
    """The question of one language, because it asks for the words in that language too."""

    def ask(area: str, slug: str) -> QuerySet[Any]:
        changed = DateChange.objects.filter(round=OuterRef("pk")).order_by().values("round")
        moved = Subquery(changed.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
        found = (_around() if is_drawn else around()).annotate(date_changes=Coalesce(moved, 0))
        return read(found).filter(area__slug=area, slug=slug)

    return Prepared(ask, Area._meta.get_field("slug"), Round._meta.get_field("slug"))


def area_of(slug: str) -> Area:
    """The area with this name in the address; Http404 with a sentence when there is none."""
    try:
        return Area.objects.select_related("within__within").get(slug=slug)
    except Area.DoesNotExist:
        raise Http404(_("Dit gebied kennen we niet.")) from None


def themes_of(round: Round) -> list[ThemeCount]:
    """The themes of a round with how many ideas there are in each state; one query."""
    found: dict[int, ThemeCount] = {}
    for pk, slug, title, state, number in _counted_by_theme(round.pk):
        theme = found.setdefault(pk, ThemeCount(pk, slug, title, said(title, DUTCH, round, word_of(slug)), {}))
        if state:
            theme.by_state[state] = number
    return list(found.values())


def _themes(round: int) -> QuerySet[Any, Any]:
    # With the round in the condition the index holds everything that is counted, so no idea is looked up for it.
    here = FilteredRelation("ideas", condition=Q(ideas__round=round))
    themes = Theme.objects.filter(round=round).annotate(here=here).order_by("pk")
    return themes.values_list("pk", "slug", "title", "here__state").annotate(number=Count("here__theme"))


_counted_by_theme: Prepared[Any] = Prepared(_themes, Round._meta.pk)


def translated_in(round: Round, themes: Iterable[ThemeCount | Theme]) -> list[Said]:
    """What of a round and its themes is a translation."""
    return [*round.translated, *(theme.said for theme in themes if theme.said.is_translated)]


def translated_of(round: Round, *names: str) -> list[Said]:
    """Which of these words of a round are a translation, for a page that shows no others."""
    return [one for name, one in round.said.items() if name in names and one.is_translated]


def listed(round: Round | int, asked: Asked) -> QuerySet[Idea]:
    """The ideas everybody may read that fit the question, in the order asked for."""
    ideas = Idea.objects.filter(round=round, state__in=[asked.state] if asked.state else SEEN)
    if asked.theme:
        ideas = ideas.filter(theme__slug=asked.theme)
    return of_ideas(ideas.select_related("theme")).order_by(
        *(("-number",) if asked.order == NEWEST else ("-support", "number"))
    )


def page_of(round: Round, asked: Asked, number: str | None, themes: list[ThemeCount], taker: Taker) -> Page[Card]:
    """One page of the list, each idea with whether this taker supports it; how many is taken from `themes`."""
    states = [asked.state] if asked.state else SEEN
    about = [theme for theme in themes if asked.theme in ("", theme.slug)]
    count = sum(theme.by_state.get(state, 0) for theme in about for state in states)
    page: Page[Any] = Paginator(range(count), A_PAGE).get_page(number)
    theme = about[0].pk if asked.theme and about else None
    given = {"round": round.pk, "theme": theme, "person": taker.person and taker.person.pk, "letter": taker.participant}
    known = {name: value for name, value in given.items() if value is not None}
    ask = _page(language_of_page(), asked.state, asked.order, page.object_list[0], (*known,)) if count else None
    page.object_list = [Card.read(round, row) for row in ask(*known.values())] if ask else []
    return page


_COMPARED: dict[str, Any] = {"round": Round, "theme": Theme, "person": Person, "letter": Participant}


@lru_cache(maxsize=200)
def _page(language: str, state: str, order: str, first: int, about: tuple[str, ...]) -> Prepared[Any]:
    """The question of one page of the list, in a language, of what is given about it."""

    def ask(*values: Any) -> QuerySet[Any, Any]:
        given = dict(zip(about, values, strict=True))
        person = Person(pk=given["person"]) if "person" in given else None
        mine = Support.objects.filter(
            Taker(person, given.get("letter")).condition("participant__"), idea=OuterRef("pk")
        )
        found: QuerySet[Any, Any] = listed(given["round"], Asked(state=state, order=order))
        found = found.filter(theme=given["theme"]) if "theme" in given else found
        rows: QuerySet[Any, Any] = found.annotate(is_mine=Exists(mine)).values_list(*COLUMNS)
        return rows[first : first + A_PAGE]

    return Prepared(ask, *(_COMPARED[name]._meta.pk for name in about))


def idea_of(area: str, slug: str, number: int, taker: Taker | None = None) -> Idea:
    """One idea with its round; `is_mine` and `is_brought` say what this taker did with it. Http404 with a sentence."""
    taker = taker or Taker()
    supports = Support.objects.filter(taker.condition("participant__"), idea=OuterRef("pk"))
    writers = Participant.objects.filter(taker.condition(), pk=OuterRef("participant"))
    found = (
        Idea.objects.select_related(
            "round__area__within__within", "round__owner", "theme", "owner", "answered_by", "photo"
        )
        .defer(
            "photo__content",
            "round__area__shapes",
            "round__area__within__shapes",
            "round__area__within__within__shapes",
        )
        .annotate(is_mine=Exists(supports), is_brought=Exists(writers))
    )
    try:
        idea = of_ideas(found).get(round__area__slug=area, round__slug=slug, number=number)
    except Idea.DoesNotExist:
        raise Http404(_("Dit idee kennen we niet.")) from None
    idea.round.translation = idea.round_translation  # type: ignore[attr-defined]
    return idea


def least_support(round: Round) -> int | None:
    """How much support goes through by the rule of the round; None when no idea does."""
    if round.chosen_by == Round.ChosenBy.THRESHOLD:
        return least_by_threshold(round.threshold)
    undecided = Idea.objects.filter(round=round, state=Idea.State.OPEN).order_by()
    return least_by_most(undecided.values_list("support", flat=True), round.most)


def passing(round: Round) -> QuerySet[Idea]:
    """The ideas that would go through now, the most supported first."""
    least = least_support(round)
    ideas = Idea.objects.filter(round=round, state=Idea.State.OPEN, support__gte=least or 0)
    return (ideas if least else ideas.none()).select_related("theme").order_by("-support", "number")


def chosen_ideas(round: Round) -> QuerySet[Idea]:
    """The ideas of a round that went through, for a vote, the agenda and the report: most support first."""
    through = (Idea.State.CHOSEN, Idea.State.AGENDA, *Idea.DECISIONS)
    chosen = of_ideas(Idea.objects.filter(round=round, state__in=through))
    return chosen.select_related("theme").order_by("-support", "number")


def waiting_to_be_read(round: Round) -> QuerySet[Idea]:
    """The ideas that somebody reads before everybody sees them."""
    return Idea.objects.filter(round=round, state=Idea.State.HELD).order_by("number")


def date_words() -> dict[str, str]:
    """The days of a round, each with what it is called on a page."""
    words = {field.name: str(field.verbose_name) for field in Round._meta.concrete_fields if field.name in DATES}
    return words | {"answer_days": _("antwoord of een idee doorgaat uiterlijk op")}


def changes_of(round: Round) -> QuerySet[DateChange]:
    """Every day that was moved, with the reason, the last first."""
    return round.changes.order_by("-at", "-pk")


def word_changes_of(round: Round) -> list[tuple[str, WordChange]]:
    """Every other question and other who decides since there were ideas, with what it is called, the last first."""
    names = {field.name: str(field.verbose_name) for field in Round._meta.concrete_fields}
    found = list(WordChange.objects.filter(round=round).order_by("-at", "-pk")[:200])
    for one in found:
        one.round = round
    return [(names[one.field], one) for one in found]


def late(today: date) -> QuerySet[Idea]:
    """The ideas whose day of answer passed without one, the longest first."""
    return (
        Idea.objects.filter(answer_due_on__lt=today)
        .exclude(state__in=Idea.ANSWERED)
        .select_related("round__area", "owner", "theme")
        .defer("round__area__shapes")
        .order_by("answer_due_on", "pk")
    )


def waiting_for(person: Person) -> QuerySet[Idea]:
    """The ideas that wait for this person: those to read first (`waits_to_be_read`), then those to answer, by their day.

    One may open what is held in one's own areas and in the areas within those.
    """
    areas = AreaRole.objects.filter(person=person, role__in={*LEADS, Role.EDITOR}).values("area")
    here = Q(round__area__in=areas) | Q(round__area__within__in=areas) | Q(round__area__within__within__in=areas)
    to_answer = Q(owner=person) & ~Q(state__in=Idea.ANSWERED)
    return (
        Idea.objects.annotate(waits_to_be_read=ExpressionWrapper(here & Q(state=Idea.State.HELD), BooleanField()))
        .filter(to_answer | Q(waits_to_be_read=True))
        .select_related("round__area", "theme")
        .defer("round__area__shapes")
        .order_by("-waits_to_be_read", "answer_due_on", "pk")
    )


def own_ideas(round: Round, taker: Taker) -> QuerySet[Idea]:
    """The ideas this taker brought, whatever became of them."""
    brought = of_ideas(Idea.objects.filter(taker.condition("participant__"), round=round))
    return brought.select_related("theme", "owner")


def supported_ideas(round: Round, taker: Taker) -> QuerySet[Idea]:
    """The ideas of others that this taker supports."""
    mine = Support.objects.filter(taker.condition("participant__"), idea=OuterRef("pk"))
    supported = of_ideas(Idea.objects.filter(Exists(mine), round=round, state__in=SEEN))
    return supported.select_related("theme", "owner").order_by("number")


def owners_in(area: Area) -> QuerySet[Person]:
    """Who may lead here, and so may own an answer."""
    areas = [one.pk for one in area.with_around()]
    return (
        Person.objects.filter(area_roles__area__in=areas, area_roles__role__in=LEADS, is_active=True)
        .distinct()
        .order_by("name", "pk")
    )


def support_by_channel(idea: Idea) -> list[tuple[str, int]]:
    """How the support for an idea came in, in words, with how often."""
    from wijkwerk.web.participate.models.fields import Channel

    rows = dict(Support.objects.filter(idea=idea).order_by().values_list("channel").annotate(number=Count("pk")))
    return [(str(words), rows[channel]) for channel, words in Channel.choices if channel in rows]


def drift() -> QuerySet[Idea]:
    """The undecided ideas whose count is not the number of their supports; empty unless something went wrong."""
    rows = Support.objects.filter(idea=OuterRef("pk")).order_by().values("idea").annotate(n=Count("pk")).values("n")
    counted = Coalesce(Subquery(rows, output_field=IntegerField()), 0)
    return (
        Idea.objects.filter(state__in=["typed", "held", "open"]).annotate(counted=counted).exclude(support=F("counted"))
    )
