"""Lets people in by login name or e-mail address, and takes as long for a name nobody has."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from wijkwerk.web.people.models import Person
from wijkwerk.web.site.prepared import Prepared

_open_account = Prepared(lambda key: Person.objects.filter(pk=key, is_active=True), Person._meta.pk)


class LoginOrMail(BaseBackend):
    """Checks a password for a login name or e-mail address."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Person | None:
        """The person, or None; an unknown name costs one password check as well."""
        if not username or password is None:
            return None
        person = Person.objects.known_as(username)
        if person is None:
            make_password(password)
            return None
        is_right = person.check_password(password)
        return person if is_right and person.is_active else None

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session, while the account is open."""
        return next(iter(_open_account(user_id)), None)


def unreadable_login(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """What the count of failed sign-ins keeps instead of what was typed (which may be a password)."""
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return salted_hmac("wijkwerk.sign-in", str(typed).strip().lower(), algorithm="sha256").hexdigest()[:40]
