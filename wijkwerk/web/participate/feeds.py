"""What is new, for a program that follows it: of a round, a dialogue, and everything in an area (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from wijkwerk.web.participate import dialogues, mapping, meetings, rounds, votes
from wijkwerk.web.participate.models import Dialogue, Idea, Meeting, Round, Vote
from wijkwerk.web.participate.models.said import DUTCH, Said, in_words
from wijkwerk.web.participate.rounds import Asked
from wijkwerk.web.participate.translated import Kind, with_words
from wijkwerk.web.people.models import Area
from wijkwerk.web.site.languages import language_of_page

MOST = 60


class News(NamedTuple):
    """One thing that is new: what it says, where, since when, and the name by which a program knows it again."""

    title: Said
    text: Said
    url: str
    at: datetime
    id: str
    about: tuple[str, ...] = ()


class Feed(Atom1Feed):
    """A feed of which each title and text is marked with its language, also when nobody knows which that is."""

    def add_root_elements(self, handler: Any) -> None:
        """As Django writes them, with the language."""
        marking: Any = _Marked(handler, self.feed["languages"])
        super().add_root_elements(marking)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """As Django writes them, with the language."""
        marking: Any = _Marked(handler, item["languages"])
        super().add_item_elements(marking, item)


class _Marked:
    """What writes XML, and marks these elements with a language."""

    def __init__(self, handler: Any, languages: dict[str, str]) -> None:
        self.handler, self.languages = handler, languages

    def __getattr__(self, name: str) -> Any:
        return getattr(self.handler, name)

    def addQuickElement(self, name: str, contents: str = "", attrs: dict[str, str] | None = None) -> None:
        """As Django calls it."""
        mark = {"xml:lang": self.languages[name]} if name in self.languages else {}
        self.handler.addQuickElement(name, contents, {**(attrs or {}), **mark})


@require_safe
def of_dialogue(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The statements that were placed, and each time the map was renewed."""
    dialogue = dialogues.dialogue_of(area, slug)
    said = dialogue.said
    title = _of_area(said["title"], dialogue.area)
    return _feed(request, title, said["question"], dialogue.get_absolute_url(), _in_dialogue(dialogue))


@require_safe
def of_round(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The newest ideas of a round, each with its answer once there is one."""
    round = rounds.round_of(area, slug)
    asked = Asked.of(request.GET)
    found = rounds.listed(round, Asked(asked.theme, asked.state, rounds.NEWEST))[:MOST]
    title = _of_area(round.said["title"], round.area)
    return _feed(request, title, round.said["question"], round.get_absolute_url(), _in_round(round, found))


@require_safe
def of_area(request: HttpRequest, slug: str) -> HttpResponse:
    """The rounds, votes, dialogues and meetings of an area and its parts, as they begin, change and are told."""
    area, now = meetings.area_of(slug), timezone.now()
    title = _ours(_("Meedoen in %(area)s") % {"area": area.name})
    return _feed(request, title, title, f"/kaart/{area.slug}/", _in_area(area, now))


def _in_round(round: Round, ideas: Iterable[Idea]) -> Iterator[News]:
    for idea in ideas:
        url = reverse("participate:idea", args=[round.area.slug, round.slug, idea.number])
        text = idea.said_answer if idea.answer else idea.said_text
        about = (idea.said_theme.text, str(idea.get_state_display()))
        yield News(idea.said_title, text, url, idea.at, f"urn:uuid:{idea.pk}", about)


def _in_dialogue(dialogue: Dialogue) -> Iterator[News]:
    url = dialogue.get_absolute_url()
    # What was taken in from elsewhere, or was there from the start, is as old as the dialogue.
    rows = with_words(dialogues.to_take_away(dialogue), Kind.STATEMENT)
    found = rows.order_by(F("placed_on").desc(nulls_last=True), "-number")
    for one in found[:MOST]:
        yield News(one.said, _ours(""), url, _begin_of(one.placed_on or dialogue.opens_on), f"urn:uuid:{one.pk}")
    content, at, _own = mapping.read_by(dialogue, None)
    if content and content["map"] and at:
        number = content["people"]
        people = ngettext("%(people)s mens deed mee.", "%(people)s mensen deden mee.", number) % {"people": number}
        renewed = _ours(_("De kaart van meningen is vernieuwd"))
        yield News(renewed, _ours(people), f"{url}kaart/", at, f"{url}kaart/#{at:%Y%m%dT%H%M}")


def _in_area(area: Area, now: datetime) -> Iterator[News]:
    within = meetings.areas_within(area).order_by().values("pk")
    yield from _begun(within, timezone.localdate(now))
    found = with_words(votes.for_everyone().filter(area__in=within, opens_at__lte=now), Kind.VOTE)
    for vote in found[:MOST]:
        url, said = vote.get_absolute_url(), vote.said
        yield _news(_("Je kunt stemmen: %(title)s"), said["title"], said["question"], url, vote.opens_at)
        if vote.state == Vote.State.PUBLISHED and vote.published_at:
            told = _("De uitslag: %(title)s")
            yield _news(told, said["title"], said["question"], f"{url}#result", vote.published_at)
    for meeting in meetings.meetings_in(area).order_by("-changed_at")[:MOST]:
        said, url = meeting.said, meeting.get_absolute_url()
        text = said["called_off" if meeting.called_off else "invitation"]
        yield _news(_words_of(meeting), said["title"], text, url, meeting.changed_at)


def _begun(within: QuerySet[Any, Any], today: date) -> Iterator[News]:
    """The rounds and dialogues that began, asked in one question."""
    names = ("kind", "area__slug", "slug", "title", "question", "begins", "translation")
    rounds = with_words(Round.objects.filter(area__in=within, ideas_from__lte=today), Kind.ROUND, "key").order_by()
    dialogues = with_words(Dialogue.objects.filter(area__in=within, opens_on__lte=today), Kind.DIALOGUE, "key")
    found = (
        rounds.annotate(kind=Value("round"), begins=F("ideas_from"))
        .values_list(*names)
        .union(
            dialogues.order_by().annotate(kind=Value("dialogue"), begins=F("opens_on")).values_list(*names), all=True
        )
    )
    for kind, area, slug, title, question, begins, translation in found.order_by("-begins")[:MOST]:
        words = _("Breng je idee: %(title)s") if kind == "round" else _("Praat mee: %(title)s")
        said = (in_words(title, DUTCH, translation, "title"), in_words(question, DUTCH, translation, "question"))
        yield _news(words, *said, reverse(f"participate:{kind}", args=[area, slug]), _begin_of(begins))


def _words_of(meeting: Meeting) -> str:
    if meeting.called_off:
        return _("Gaat niet door: %(title)s")
    return _("Verslag: %(title)s") if meeting.is_told else _("Kom langs: %(title)s")


def _news(words: str, title: Said, text: Said, url: str, at: datetime) -> News:
    return News(_ours(words % {"title": title.text}), text, url, at, url)


def _of_area(title: Said, area: Area) -> Said:
    return Said(f"{title.text}, {area.name}", title.language)


def _ours(text: str) -> Said:
    """A sentence of ours, in the language of the page."""
    return Said(text, language_of_page())


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _feed(request: HttpRequest, title: Said, text: Said, url: str, news: Iterator[News]) -> HttpResponse:
    feed = Feed(
        title=title.text,
        link=request.build_absolute_uri(url),
        description=text.text,
        subtitle=text.text,
        feed_url=request.build_absolute_uri(),
        language=language_of_page(),
        languages={"title": title.language, "subtitle": text.language},
    )
    for one in sorted(news, key=lambda found: (found.at, found.id), reverse=True)[:MOST]:
        feed.add_item(
            title=one.title.text,
            link=request.build_absolute_uri(one.url),
            description=one.text.text,
            unique_id=one.id if one.id.startswith("urn:") else request.build_absolute_uri(one.id),
            pubdate=one.at,
            updateddate=one.at,
            categories=one.about,
            languages={"title": one.title.language, "summary": one.text.language},
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
