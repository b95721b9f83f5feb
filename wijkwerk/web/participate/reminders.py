"""What is told because its day is near: it opens, it closes soon, it was counted, an answer is due.

The phases change by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate import dialogues, meetings, notices
from wijkwerk.web.participate.models import Dialogue, Idea, Meeting, Participant, Round, Vote
from wijkwerk.web.people.models import Area, Person

SOON = timedelta(days=3)
# What opened longer ago is no news; so a site that was off for a week does not flood anybody.
LATELY = timedelta(days=3)
DUE_SOON = timedelta(days=7)
NOBODY = Participant.objects.none()


class Reminder(NamedTuple):
    """Something to tell to everyone of an area but who `did` it, or to one person."""

    to: Area | Person
    text: Callable[[], str]
    url: str
    key: str
    did: QuerySet[Participant] = NOBODY


def remind(*, now: datetime) -> int:
    """Tell what is near its day; who heard it before does not hear it again. How many notices."""
    today = timezone.localdate(now)
    return sum(_tell(one) for one in (*_for_the_area(now), *_for_who_answers(today), *_for_who_reads(today)))


def _tell(one: Reminder) -> int:
    if isinstance(one.to, Area):
        area = one.to
        return notices.tell_all(
            meetings.people_to_invite(area).exclude(pk__in=one.did.exclude(person=None).values("person")),
            one.text,
            why=lambda: _("Je hebt een rol in %(area)s.") % {"area": area.name},
            url=one.url,
            key=one.key,
        )
    return notices.tell_all([one.to], one.text, why=gettext_lazy("Jij geeft hier antwoord."), url=one.url, key=one.key)


def is_lately(opened: Any, moment: Any) -> bool:
    """Whether it opened, and not long ago."""
    return bool(opened <= moment < opened + LATELY)


def is_soon(closes: Any, moment: Any) -> bool:
    """Whether it closes within a few days."""
    return bool(moment <= closes <= moment + SOON)


def _for_the_area(now: datetime) -> Iterator[Reminder]:
    today = timezone.localdate(now)
    rounds = Round.objects.filter(ideas_from__lte=today, support_until__gte=today).select_related("area")
    for one in rounds.defer("area__shapes"):
        what, mine = gettext_lazy("Breng je idee"), Participant.objects.filter(round=one)
        brought = mine.filter(ideas__in=Idea.objects.exclude(state=Idea.State.WITHDRAWN))
        yield from _of(one, what, one.ideas_from, one.ideas_until, today, "ideas", did=brought)
        if one.support_until > one.ideas_until:
            after = one.ideas_until + timedelta(days=1)
            what, supported = gettext_lazy("Geef steun aan een idee"), mine.exclude(supports=None)
            yield from _of(one, what, after, one.support_until, today, "support", did=supported)
    votes = Vote.objects.filter(state=Vote.State.READY, opens_at__lte=now, closes_at__gt=now).select_related("area")
    for vote in votes.defer("area__shapes"):
        yield from _of(vote, gettext_lazy("Je kunt stemmen"), vote.opens_at, vote.closes_at, now, "vote")
    lately = {"published_at__gt": now - LATELY, "published_at__lte": now}
    counted = Vote.objects.filter(state=Vote.State.PUBLISHED, **lately).select_related("area")
    for vote in counted.defer("area__shapes"):
        # Who voted nobody knows, so everyone hears what came out.
        yield Reminder(vote.area, partial(_counted, vote), vote.get_absolute_url(), f"vote:{vote.pk}:result")
    dialogues = Dialogue.objects.filter(opens_on__lte=today, closes_on__gte=today).select_related("area")
    for dialogue in dialogues.defer("area__shapes"):
        what = gettext_lazy("Zeg wat je ervan vindt")
        said = Participant.objects.filter(dialogue=dialogue).exclude(opinions=None)
        yield from _of(dialogue, what, dialogue.opens_on, dialogue.closes_on, today, "dialogue", did=said)
    near = Meeting.objects.filter(begins_at__gt=now, begins_at__lte=now + SOON, called_off="").exclude(invited_at=None)
    for meeting in near.select_related("area").defer("area__shapes"):
        # Another day is another thing to be reminded of.
        key = f"meeting:{meeting.pk}:near:{timezone.localdate(meeting.begins_at)}"
        yield Reminder(meeting.area, partial(_near, meeting), meeting.get_absolute_url(), key)


def _counted(vote: Vote) -> str:
    return _("De uitslag van %(title)s is er.") % {"title": vote.title}


def _near(meeting: Meeting) -> str:
    words = {"title": meeting.title, "when": _moment(meeting.begins_at), "place": meeting.place}
    return _("Denk je aan %(title)s? %(when)s, %(place)s.") % words


def _of(
    one: Round | Vote | Dialogue,
    what: Promise,
    opens: Any,
    closes: Any,
    moment: Any,
    kind: str,
    *,
    did: QuerySet[Participant] = NOBODY,
) -> Iterator[Reminder]:
    """It is open, told once lately after it opened; it closes, told once shortly before; not to who `did` it."""
    if is_soon(closes, moment) and not is_lately(opens, moment):
        text = partial(_until, one.title, what, closes, is_near=True)
        yield Reminder(one.area, text, one.get_absolute_url(), f"{kind}:{one.pk}:near:{_day(closes)}", did)
    elif is_lately(opens, moment):
        text = partial(_until, one.title, what, closes, is_near=False)
        yield Reminder(one.area, text, one.get_absolute_url(), f"{kind}:{one.pk}:open", did)


def _until(title: str, what: Promise, closes: Any, *, is_near: bool) -> str:
    words = {"what": what, "title": title, "until": _moment(closes)}
    if is_near:
        return (
            _("%(what)s bij %(title)s: dat kan nog tot en met %(until)s. Deed je al mee? Dan hoef je niets te doen.")
            % words
        )
    return _("%(what)s bij %(title)s: dat kan tot en met %(until)s.") % words


def _for_who_answers(today: date) -> Iterator[Reminder]:
    waiting = Idea.objects.exclude(state__in=Idea.ANSWERED).filter(answer_due_on__lte=today + DUE_SOON)
    for idea in waiting.select_related("owner", "round__area").defer("round__area__shapes"):
        is_late = idea.answer_due_on < today
        key = f"idea:{idea.pk}:{'late' if is_late else 'due'}:{idea.answer_due_on}"
        yield Reminder(idea.owner, partial(_due, idea, is_late=is_late), idea.get_absolute_url(), key)


def _due(idea: Idea, *, is_late: bool) -> str:
    words = {"title": idea.title, "day": date_format(idea.answer_due_on, "j E")}
    if is_late:
        return (
            _("De dag voor een antwoord op “%(title)s” was %(day)s. Geef antwoord, of zeg waarom het later wordt.")
            % words
        )
    return _("Geef uiterlijk op %(day)s antwoord op “%(title)s”.") % words


def _for_who_reads(today: date) -> Iterator[Reminder]:
    """Statements to read, told to all who may read them; an account to write, told to who leads the dialogue."""
    for one in dialogues.as_unanswered(dialogues.unanswered(today), today):
        dialogue = one.dialogue
        if one.unread_due_on:
            text = partial(_unread, dialogue, one.unread_due_on, is_late=one.is_unread_late)
            url = reverse("participate:dialogue-read", args=[dialogue.area.slug, dialogue.slug])
            key = f"statements:{dialogue.pk}:{'late' if one.is_unread_late else 'due'}:{one.unread_due_on}"
            for reader in dialogues.readers_of(dialogue.area):
                yield Reminder(reader, text, url, key)
        if one.account_due_on:
            text = partial(_untold, dialogue, one.account_due_on, is_late=one.is_account_late)
            url = reverse("participate:dialogue-account", args=[dialogue.area.slug, dialogue.slug])
            key = f"account:{dialogue.pk}:{'late' if one.is_account_late else 'due'}:{one.account_due_on}"
            yield Reminder(dialogue.owner, text, url, key)


def _unread(dialogue: Dialogue, due_on: date, *, is_late: bool) -> str:
    words = {"title": dialogue.title, "day": date_format(due_on, "j E")}
    if is_late:
        return _("In “%(title)s” wacht een stelling te lang op wie haar leest: de dag was %(day)s.") % words
    return _("Lees uiterlijk op %(day)s wat er wacht in “%(title)s”.") % words


def _untold(dialogue: Dialogue, due_on: date, *, is_late: bool) -> str:
    words = {"title": dialogue.title, "day": date_format(due_on, "j E")}
    if is_late:
        return _("De dag om te vertellen wat er gedaan is met “%(title)s” was %(day)s. Schrijf het nog op.") % words
    return _("Vertel uiterlijk op %(day)s wat er gedaan is met “%(title)s”.") % words


def _moment(at: Any) -> str:
    if isinstance(at, datetime):
        return date_format(timezone.localtime(at), "l j E, H.i")
    return date_format(at, "l j E")


def _day(at: Any) -> str:
    return str(timezone.localdate(at) if isinstance(at, datetime) else at)
