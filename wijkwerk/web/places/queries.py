"""What the pages of the map ask: which notes may this person see, how many, and on which page does one stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import lives_or_works_in
from wijkwerk.web.places import themes
from wijkwerk.web.places.models import Note, Sheet

A_PAGE = 60
PAGE, THEME, KIND, STATE = "pagina", "thema", "soort", "stand"
PUBLISHED, WAITING = "gepubliceerd", "wacht"


@dataclass(frozen=True)
class Filter:
    """Which notes are asked for; an empty word asks for all."""

    theme: str = ""
    kind: str = ""
    state: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> Filter:
        """What the address asks; words we do not know are passed over."""
        return cls(
            _known(asked.get(THEME, ""), themes.terms()),
            _known(asked.get(KIND, ""), dict(Note.Kind.choices)),
            _known(asked.get(STATE, ""), (PUBLISHED, WAITING)),
        )

    def __bool__(self) -> bool:
        return bool(self.theme or self.kind or self.state)

    def query(self) -> str:
        """The same question as part of an address, without its question mark."""
        asked = QueryDict(mutable=True)
        asked.update({name: word for name, word in zip((THEME, KIND, STATE), self._words(), strict=True) if word})
        return asked.urlencode()

    def _words(self) -> tuple[str, str, str]:
        return self.theme, self.kind, self.state

    def but_kind(self) -> Q:
        """The condition on a note, its kind left open."""
        condition = Q(theme=self.theme) if self.theme else Q()
        return condition & Q(is_published=self.state == PUBLISHED) if self.state else condition

    def condition(self) -> Q:
        """The condition on a note."""
        return self.but_kind() & Q(kind=self.kind) if self.kind else self.but_kind()


@dataclass(frozen=True)
class KindCount:
    """How many notes of one kind there are to see."""

    kind: str
    words: str
    number: int


def _known(word: str, words: Mapping[str, object] | tuple[str, ...]) -> str:
    return word if word in words else ""


def areas() -> QuerySet[Area]:
    """The areas by name, each with `note_count`: how many notes everybody may see."""
    published = Note.objects.filter(area=OuterRef("pk"), is_published=True).order_by().values("area")
    counted = Subquery(published.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    return Area.objects.annotate(note_count=Coalesce(counted, 0)).order_by("name", "pk")


def area_of(slug: str, *, is_drawn: bool = False) -> Area:
    """The area with this name in the address, with the areas around it; Http404 with a sentence when there is none.

    Its shapes come along only when it is to be drawn.
    """
    around = Area.objects.select_related("within__within").defer("within__shapes", "within__within__shapes")
    try:
        return (around if is_drawn else around.defer("shapes", "within__shapes", "within__within__shapes")).get(
            slug=slug
        )
    except Area.DoesNotExist:
        raise Http404(_("Dit gebied kennen we niet.")) from None


def visible(area: Area, person: Person | None) -> QuerySet[Note]:
    """The notes this person may see: all for people of the area, for others what is published and what they wrote."""
    notes = Note.objects.filter(area=area).order_by("number")
    if lives_or_works_in(person, area):
        return notes
    own = Q(by=person) if person else Q()
    return notes.filter(Q(is_published=True) | own)


def counts(notes: QuerySet[Note], asked: Filter) -> list[KindCount]:
    """How many of each kind there are within the rest of the question."""
    rows = notes.filter(asked.but_kind()).order_by().values_list("kind").annotate(number=Count("pk"))
    found = dict(rows)
    return [KindCount(kind, str(words), found.get(kind, 0)) for kind, words in Note.Kind.choices]


def page_of(notes: QuerySet[Note], asked: Filter, number: str | None, counted: list[KindCount]) -> Page[Note]:
    """One page of the list; the number of notes is taken from `counted`, so that it is asked once."""
    pages = Paginator(notes.filter(asked.condition()), A_PAGE)
    pages.count = sum(row.number for row in counted if asked.kind in ("", row.kind))
    return pages.get_page(number)


def of_area(notes: Iterable[Note], area: Area) -> list[Note]:
    """The notes, each with its area, which is not asked again for every note."""
    found = list(notes)
    for note in found:
        note.area = area
    return found


def note_of(slug: str, number: int, person: Person | None, *, is_drawn: bool = False) -> Note:
    """One note this person may see, with its area; Http404 when it is not there, or not for them."""
    area = area_of(slug, is_drawn=is_drawn)
    return of_area([get_object_or_404(visible(area, person), number=number)], area)[0]


def address_of(note: Note, person: Person | None, asked: Filter | None = None) -> str:
    """The address of the page of the list on which this note stands; what was asked stays when it still fits."""
    asked = asked or Filter()
    notes = visible(note.area, person)
    if not notes.filter(asked.condition(), pk=note.pk).exists():
        asked = Filter()
    before = notes.filter(asked.condition(), number__lt=note.number).count()
    page = f"{PAGE}={before // A_PAGE + 1}" if before >= A_PAGE else ""
    query = "&".join(part for part in (asked.query(), page) if part)
    return f"{reverse('places:area', args=[note.area.slug])}{'?' + query if query else ''}#briefje-{note.number}"


def version_of(area: Area) -> int:
    """How often the notes of this area changed."""
    return Sheet.objects.filter(area=area).values_list("version", flat=True).first() or 0


def newest_published() -> Note | None:
    """The note that was shown to everybody last, with its area and `total`, the number of published notes there."""
    published = Note.objects.filter(area=OuterRef("area"), is_published=True).order_by().values("area")
    total = published.annotate(number=Count("pk")).values("number")
    # The newest is found first: else the database counts the notes of its area for every note there is.
    newest = Note.objects.filter(is_published=True).order_by(F("published_at").desc(), "-number").values("pk")[:1]
    return (
        Note.objects.filter(pk=Subquery(newest))
        .select_related("area")
        .defer("area__shapes")
        .annotate(total=Subquery(total))
        .first()
    )


def of_run(area: Area, run: UUID | None, person: Person | None) -> QuerySet[Note]:
    """The notes of a walk, or of the whole area, that this person may see."""
    notes = visible(area, person)
    return notes.filter(run=run) if run else notes
