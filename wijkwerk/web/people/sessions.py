"""Ends sessions on time, and keeps professionals from working without their second step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from wijkwerk.web.people import terms
from wijkwerk.web.people.models import Person

LONGEST = timedelta(hours=10)
IDLE_FOR_PROFESSIONALS = timedelta(minutes=60)
NOTED_EVERY = timedelta(minutes=5)
# What someone may open while the second step is still to be set up.
WITHOUT_SECOND_STEP = ("people:mine-second-step", "people:sign-out", "people:privacy", "site:language")


@receiver(user_logged_in)
def begin_session(sender: Any, request: HttpRequest, user: Person, **_kwargs: Any) -> None:
    """Note when the session began, and what is asked of this person."""
    terms.ask_to_forget(today=timezone.localdate())
    now = timezone.now().timestamp()
    request.session.update(
        {
            "began_at": now,
            "seen_at": now,
            "is_professional": user.is_professional,
            "must_set_up": must_have_second_step(user) and not second_step_of(user),
        }
    )


def must_have_second_step(person: Person) -> bool:
    """Administrators and professionals need one, outside example mode (where the accounts are public anyway)."""
    return not settings.WIJKWERK_EXAMPLE and person.is_professional


def second_step_of(person: Person) -> TOTPDevice | None:
    """The telephone (or other authenticator) this person confirmed, if any."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).first()


class SessionTerms:
    """Ten hours at most; after an hour of silence a professional signs in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = timezone.now()
            if is_over(request.session, now=now):
                logout(request)
                messages.info(request, _("Je bent uitgelogd, omdat het een tijd stil was. Log opnieuw in."))
            elif now.timestamp() - request.session.get("seen_at", 0) > NOTED_EVERY.total_seconds():
                request.session["seen_at"] = now.timestamp()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Send on to setting up the second step, as long as that must be done."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        must_set_up = request.user.is_authenticated and request.session.get("must_set_up", False)
        return redirect("people:mine-second-step") if must_set_up and name not in WITHOUT_SECOND_STEP else None


def is_over(session: Any, *, now: datetime) -> bool:
    """Whether this session has lasted, or been silent, too long."""
    moment = now.timestamp()
    if moment - session.get("began_at", 0) > LONGEST.total_seconds():
        return True
    silent = moment - session.get("seen_at", 0)
    return bool(session.get("is_professional", True)) and silent > IDLE_FOR_PROFESSIONALS.total_seconds()
