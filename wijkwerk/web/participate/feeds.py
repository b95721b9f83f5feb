"""What is new, for a program that follows it: of one dialogue, and of everything in an area (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
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

from wijkwerk.web.participate import dialogues, mapping, meetings, votes
from wijkwerk.web.participate.models import Dialogue, Meeting, Round, Vote
from wijkwerk.web.people.models import Area
from wijkwerk.web.site.languages import language_of_page

MOST = 60


class News(NamedTuple):
    """One thing that is new: what it says, where, since when, and the name by which a program knows it again."""

    title: str
    text: str
    url: str
    at: datetime
    id: str


@require_safe
def of_dialogue(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The statements that were placed, and each time the map was renewed."""
    dialogue = dialogues.dialogue_of(area, slug)
    title = f"{dialogue.title}, {dialogue.area.name}"
    return _feed(request, title, dialogue.question, dialogue.get_absolute_url(), _in_dialogue(dialogue))


@require_safe
def of_area(request: HttpRequest, slug: str) -> HttpResponse:
    """The rounds, votes, dialogues and meetings of an area and its parts, as they begin, change and are told."""
    area, now = meetings.area_of(slug), timezone.now()
    title = _("Meedoen in %(area)s") % {"area": area.name}
    return _feed(request, title, title, f"/kaart/{area.slug}/", _in_area(area, now))


def _in_dialogue(dialogue: Dialogue) -> Iterator[News]:
    url = dialogue.get_absolute_url()
    # What was taken in from elsewhere, or was there from the start, is as old as the dialogue.
    found = dialogues.to_take_away(dialogue).order_by(F("placed_on").desc(nulls_last=True), "-number")
    for one in found[:MOST]:
        yield News(one.text, "", url, _begin_of(one.placed_on or dialogue.opens_on), f"urn:uuid:{one.pk}")
    content, at, _own = mapping.read_by(dialogue, None)
    if content and content["map"] and at:
        number = content["people"]
        people = ngettext("%(people)s mens deed mee.", "%(people)s mensen deden mee.", number) % {"people": number}
        yield News(_("De kaart van meningen is vernieuwd"), people, f"{url}kaart/", at, f"{url}kaart/#{at:%Y%m%dT%H%M}")


def _in_area(area: Area, now: datetime) -> Iterator[News]:
    within = meetings.areas_within(area).order_by().values("pk")
    yield from _begun(within, timezone.localdate(now))
    for vote in votes.for_everyone().filter(area__in=within, opens_at__lte=now)[:MOST]:
        url = vote.get_absolute_url()
        yield _news(_("Je kunt stemmen: %(title)s"), vote.title, vote.question, url, vote.opens_at)
        if vote.state == Vote.State.PUBLISHED and vote.published_at:
            yield _news(_("De uitslag: %(title)s"), vote.title, vote.question, f"{url}#result", vote.published_at)
    for meeting in meetings.meetings_in(area).order_by("-changed_at")[:MOST]:
        text, url = meeting.called_off or meeting.invitation, meeting.get_absolute_url()
        yield _news(_words_of(meeting), meeting.title, text, url, meeting.changed_at)


def _begun(within: QuerySet[Any, Any], today: date) -> Iterator[News]:
    """The rounds and dialogues that began, asked in one question."""
    names = ("kind", "area__slug", "slug", "title", "question", "begins")
    rounds = Round.objects.filter(area__in=within, ideas_from__lte=today).order_by()
    dialogues = Dialogue.objects.filter(area__in=within, opens_on__lte=today).order_by()
    found = (
        rounds.annotate(kind=Value("round"), begins=F("ideas_from"))
        .values_list(*names)
        .union(dialogues.annotate(kind=Value("dialogue"), begins=F("opens_on")).values_list(*names))
    )
    for kind, area, slug, title, question, begins in found.order_by("-begins")[:MOST]:
        words = _("Breng je idee: %(title)s") if kind == "round" else _("Praat mee: %(title)s")
        yield _news(words, title, question, reverse(f"participate:{kind}", args=[area, slug]), _begin_of(begins))


def _words_of(meeting: Meeting) -> str:
    if meeting.called_off:
        return _("Gaat niet door: %(title)s")
    return _("Verslag: %(title)s") if meeting.is_told else _("Kom langs: %(title)s")


def _news(words: str, title: str, text: str, url: str, at: datetime) -> News:
    return News(words % {"title": title}, text, url, at, url)


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _feed(request: HttpRequest, title: str, text: str, url: str, news: Iterator[News]) -> HttpResponse:
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(url),
        description=text,
        feed_url=request.build_absolute_uri(),
        language=language_of_page(),
    )
    for one in sorted(news, key=lambda found: (found.at, found.id), reverse=True)[:MOST]:
        feed.add_item(
            title=one.title,
            link=request.build_absolute_uri(one.url),
            description=one.text,
            unique_id=one.id if one.id.startswith("urn:") else request.build_absolute_uri(one.id),
            pubdate=one.at,
            updateddate=one.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
