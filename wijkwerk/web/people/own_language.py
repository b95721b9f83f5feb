"""Pages in the language somebody chose for themselves, in whatever browser they sign in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from wijkwerk.web.people.service import visitor_or_person


class OwnLanguage:
    """Who is signed in reads in their own language, unless the language switch was used in this browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
            person = visitor_or_person(request)
            if person is not None and person.language in dict(settings.LANGUAGES):
                translation.activate(person.language)
                request.LANGUAGE_CODE = person.language
        return self.get_response(request)


def forget_switch(response: HttpResponseBase) -> None:
    """What was chosen with the switch gives way to what a person chose for good."""
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
