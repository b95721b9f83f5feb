"""Tells people what happens with what they take part in: at most one mail a day, each with why they get it.

What is told is written down once, in the language of the person it is for. So whoever tells something hands over how
to say it: a sentence that is not translated yet (gettext_lazy), or a function that makes it in the language of the moment.
A worker who reads it out to somebody without mail reads the Dutch beside it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from wijkwerk.web.participate.models import Notice, NoticeChoice
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import require

log = logging.getLogger("wijkwerk.notices")
Text = str | Promise | Callable[[], str]
DUTCH = "nl"
DIGEST_AT = time(16, 0)
KEPT = timedelta(days=30)
AT_ONCE = 500
_asked_on: list[date] = []


def tell(person: Person, text: Text, *, why: Text, url: str, key: str) -> None:
    """Let one person know; a second time about the same `key` says nothing new."""
    tell_all([person], text, why=why, url=url, key=key)


def tell_all(people: Iterable[Person], text: Text, *, why: Text, url: str, key: str) -> int:
    """Let several people know the same; how many had not heard it yet."""
    now = timezone.now()
    people = [person for person in people if person.is_active]
    had = set(Notice.objects.filter(person__in=people, key=key).values_list("person", flat=True))
    in_language = {language: _words(text, why, language) for language in {person.reads_in for person in people}}
    fresh = iter(
        [
            Notice(person=person, at=now, url=url, key=key, **in_language[person.reads_in])
            for person in people
            if person.pk not in had
        ]
    )
    told = 0
    while some := list(islice(fresh, AT_ONCE)):
        Notice.objects.bulk_create(some, ignore_conflicts=True)
        told += len(some)
    if told:
        ask_for_digest(now=now)
    return told


def _words(text: Text, why: Text, language: str) -> dict[str, str]:
    """The notice in this language; in Dutch as well when that is another."""
    dutch = "" if language == DUTCH else _short(_said(text, DUTCH), 300)
    return {
        "text": _short(_said(text, language), 300),
        "why": _short(_said(why, language), 200),
        "language": language,
        "in_dutch": dutch,
    }


def _said(text: Text, language: str) -> str:
    with override(language):
        return text() if callable(text) else str(text)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# --- the choice ---


def choice_of(person: Person) -> NoticeChoice:
    """Whether this person wants mail; who never chose does, as soon as there is a mail address."""
    return NoticeChoice.objects.get_or_create(person=person, defaults={"stop_sign": secrets.token_hex(32)})[0]


def choose(person: Person, *, wants_mail: bool) -> None:
    """Mail, or no mail; what was told stays to be read on the page."""
    choice = choice_of(person)
    choice.wants_mail = wants_mail
    choice.save(update_fields=["wants_mail"])


def stop(sign: str) -> bool:
    """No more mail for whom this sign was made; whether there is such a sign. Again is as good as once."""
    return NoticeChoice.objects.filter(stop_sign=sign).update(wants_mail=False) == 1


# --- the digest ---


def send_digests(*, now: datetime) -> int:
    """Mail everyone what waits for them, in one mail; nobody gets two on one day. How many mails."""
    today = timezone.localdate(now)
    waiting = Notice.objects.filter(sent_at=None).values("person")
    people = Person.objects.filter(pk__in=waiting, is_active=True).exclude(email="")
    wanting = people.filter(Q(notice_choice=None) | Q(notice_choice__wants_mail=True))
    return sum(_send_digest(person, now=now, today=today) for person in wanting.order_by("pk"))


def _send_digest(person: Person, *, now: datetime, today: date) -> bool:
    """One mail to one person. The day is claimed first, so that no crash and no second worker sends another."""
    choice = choice_of(person)
    mine = NoticeChoice.objects.filter(pk=choice.pk)
    is_first = mine.filter(Q(mailed_on=None) | Q(mailed_on__lt=today), wants_mail=True).update(mailed_on=today) == 1
    notices = list(Notice.objects.filter(person=person, sent_at=None)) if is_first else []
    if not notices:
        return False
    try:
        mail_of(person, notices, choice).send()
    except Exception:
        # Not sent: tomorrow (or the next run of today) tries again, and the others still get theirs.
        mine.update(mailed_on=choice.mailed_on)
        log.exception("a digest was not sent")
        return False
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(sent_at=now)
    return True


def mail_of(person: Person, notices: list[Notice], choice: NoticeChoice) -> EmailMessage:
    """The mail: each thing with where to read it and why you get it, and below how to stop at once."""
    site = settings.WIJKWERK_ADDRESS
    stop_here = site + reverse("participate:notices-stop", args=[choice.stop_sign])
    with override(person.reads_in):
        number = len(notices)
        subject = _("Nieuws uit je buurt") if number > 1 else _("Bericht uit je buurt")
        context = {"name": person.name, "notices": notices, "site": site, "stop": stop_here}
        text = render_to_string("participate/notices/mail.txt", context)
    headers = {
        "Content-Language": person.reads_in,
        "List-Unsubscribe": f"<{stop_here}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email], headers=headers)


# --- on paper ---


def without_mail(area: Area) -> QuerySet[Notice]:
    """What waits for people of this area who have no mail address, person by person, oldest first."""
    at_home = Q(person__area_roles__area=area) | Q(person__area_roles__area__within=area)
    waiting = Notice.objects.filter(at_home, sent_at=None, person__email="", person__is_active=True)
    return waiting.select_related("person").order_by("person__name", "person", "at", "pk").distinct()


def note_told(area: Area, told: Iterable[int], *, by: Person, now: datetime) -> int:
    """These notices were told at the door or on the phone; how many of them still waited here."""
    require(by, "participate.tell_on_paper", area)
    waiting = [notice.pk for notice in without_mail(area) if notice.pk in set(told)]
    return Notice.objects.filter(pk__in=waiting, sent_at=None).update(sent_at=now)


# --- in the background ---


@task()
def send_digests_today() -> None:
    """What is near its day is told, what waits is mailed, and tomorrow it is done again."""
    # Late: what people are reminded of is told by this module.
    from wijkwerk.web.participate import reminders

    now = timezone.now()
    # First tomorrow: whatever goes wrong today, the worker comes again.
    ask_for_digest(now=now)
    try:
        reminders.remind(now=now)
    except Exception:
        log.exception("what is near its day was not told")
    send_digests(now=now)


def ask_for_digest(*, now: datetime) -> None:
    """See that the worker sends the digests at their hour; once is enough.

    Where tasks are carried out at once there is no worker that waits for an hour, and nothing is asked.
    """
    if not send_digests_today.get_backend().supports_defer:
        return
    path = send_digests_today.module_path
    waiting = DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.READY)
    if not waiting.exists():
        send_digests_today.using(run_after=next_digest(now)).enqueue()


def ask_once_a_day(*, today: date) -> None:
    """See to it, once a day for each server process; called when someone signs in."""
    if _asked_on[-1:] != [today]:
        _asked_on[:] = [today]
        ask_for_digest(now=timezone.now())


def next_digest(now: datetime) -> datetime:
    """The next moment at which digests go out, by the clock of the neighbourhood."""
    here = timezone.localtime(now)
    day = here.date() if here.time() < DIGEST_AT else here.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, DIGEST_AT))


def clear_old(*, now: datetime) -> int:
    """Forget notices of more than thirty days ago; how many."""
    return Notice.objects.filter(at__lt=now - KEPT).delete()[0]
