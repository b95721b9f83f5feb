"""How often one sender may try one thing: one table, one decorator, one friendly page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from wijkwerk.web.site.models import Attempt
from wijkwerk.web.site.not_saved import typed_in

P = ParamSpec("P")


@dataclass(frozen=True)
class Limit:
    """So many times within one stretch of time, for one signed-in person, one letter or one address.

    Behind an address may be a whole library, so it may have a wider bound of its own.
    """

    times: int
    within: timedelta
    times_of_address: int = 0


LIMITS: dict[str, Limit] = {
    # One address may be a library or a community centre: wide enough for a room full of people. Of codes and passwords
    # only the wrong ones count.
    "sign-in": Limit(60, timedelta(hours=1)),
    "code-entry": Limit(10, timedelta(minutes=5)),
    "second-step": Limit(10, timedelta(minutes=5)),
    "password-reset": Limit(10, timedelta(hours=1)),
    "invite": Limit(60, timedelta(hours=1)),
    "vote-code": Limit(30, timedelta(minutes=10)),
    "open-form": Limit(300, timedelta(minutes=10), times_of_address=900),
}
# Under this name a session remembers the letters somebody takes part with: {round: participant}.
LETTERS = "taking_part"


def limited(name: str) -> Callable[[Callable[Concatenate[HttpRequest, P], HttpResponseBase]], Any]:
    """Count each POST under LIMITS[name]; one too many gets the page "too often" with status 429."""
    limit = LIMITS[name]

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def counted(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method == "POST" and _is_one_too_many(name, limit, request):
                return too_often(request, name, typed=typed_in(request))
            return view(request, *args, **kwargs)

        counted.limit = name  # type: ignore[attr-defined]  # the tests look whether every open form has one
        return counted

    return decorate


def slowed(name: str) -> Callable[[Callable[P, HttpResponseBase]], Callable[P, HttpResponseBase]]:
    """Marks a page that counts only what is wrong: who is right is not held up by those who guess from their address."""

    def mark(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
        view.limit = name  # type: ignore[attr-defined]
        return view

    return mark


def guessed_too_often(name: str, request: HttpRequest) -> bool:
    """Count one wrong guess; whether it is one too many."""
    return not may_try(name, LIMITS[name], sender_of(request), now=timezone.now())


def is_spent(name: str, request: HttpRequest) -> bool:
    """Whether this sender guessed wrong so often already that the next guess is not even looked at."""
    limit = LIMITS[name]
    ends_at = _end_of_stretch(timezone.now(), limit.within)
    return Attempt.objects.filter(
        limit=name, sender=sender_of(request), ends_at=ends_at, times__gte=limit.times
    ).exists()


def may_try(name: str, limit: Limit, sender: str, *, now: datetime) -> bool:
    """Count this try, and say whether it is still within the limit."""
    ends_at = _end_of_stretch(now, limit.within)
    mine = Attempt.objects.filter(limit=name, sender=sender, ends_at=ends_at)
    if not mine.update(times=F("times") + 1):
        clear_old(now=now)
        try:
            with transaction.atomic():
                Attempt.objects.create(limit=name, sender=sender, ends_at=ends_at, times=1)
        except IntegrityError:
            mine.update(times=F("times") + 1)
    return mine.get().times <= limit.times


def clear_old(*, now: datetime) -> int:
    """Forget the counts of stretches that ended; how many."""
    return Attempt.objects.filter(ends_at__lt=now).delete()[0]


def sender_of(request: HttpRequest) -> str:
    """An unreadable mark of who sends: the person when signed in, the address otherwise."""
    return _mark(f"person:{request.user.pk}" if request.user.is_authenticated else f"address:{address_of(request)}")


def _is_one_too_many(name: str, limit: Limit, request: HttpRequest) -> bool:
    """Count this post; who takes part by letter has a count of their own, and pays nothing for others at the address."""
    letters = request.session.get(LETTERS, {}).values()
    if request.user.is_authenticated or not limit.times_of_address:
        sender = sender_of(request)
    elif letters:
        # The first of them: so many letters, so many counts, and no more.
        sender = _mark(f"letter:{min(letters)}")
    else:
        sender, limit = sender_of(request), replace(limit, times=limit.times_of_address)
    return not may_try(name, limit, sender, now=timezone.now())


def _mark(who: str) -> str:
    return salted_hmac("wijkwerk.limits", who, algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """The network address of the sender; behind our own HTTPS proxy, the last one it wrote down."""
    passed_on = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.SESSION_COOKIE_SECURE and passed_on:
        return passed_on.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def too_often(request: HttpRequest, name: str, *, typed: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    """The page that says: this was tried too often, wait so long, or call; with what was `typed`, to copy."""
    now = timezone.now()
    return _wait(request, _end_of_stretch(now, LIMITS[name].within) - now, typed)


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """The same page for who guessed the password of one account too often; each further guess begins the wait anew."""
    return _wait(request, settings.AXES_COOLOFF_TIME, ())


def _wait(request: HttpRequest, long: timedelta, typed: Sequence[tuple[str, str]]) -> HttpResponse:
    seconds = math.ceil(long.total_seconds())
    minutes = math.ceil(seconds / 60)
    said = ngettext("Over %(minutes)s minuut kan het weer.", "Over %(minutes)s minuten kan het weer.", minutes)
    response = render(request, "429.html", {"wait": said % {"minutes": minutes}, "typed": typed}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def _end_of_stretch(now: datetime, within: timedelta) -> datetime:
    seconds = int(within.total_seconds())
    return datetime.fromtimestamp((int(now.timestamp()) // seconds + 1) * seconds, UTC)
