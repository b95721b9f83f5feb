"""Says plainly that something was not kept, when the disk is full or the database cannot be written."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import TypeGuard

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.defaults import server_error

from wijkwerk.web.site.form_token import FIELD

log = logging.getLogger("wijkwerk.not_saved")
SECRET_FIELDS = ("csrfmiddlewaretoken", FIELD, "password", "code", "token")


class NotSaved:
    """Turns a database that refuses into the page "this is NOT kept", with the typed text to copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, or None when this is another kind of trouble."""
        return not_saved(request, exception) if is_refusal(exception, request) else None


def is_refusal(exception: BaseException | None, request: HttpRequest) -> TypeGuard[OperationalError]:
    """Whether the database refused to keep something; a page that only reads must have met a full or busy one."""
    if not isinstance(exception, OperationalError):
        return False
    reads = request.method in ("GET", "HEAD")
    return not reads or any(word in str(exception) for word in ("locked", "full", "No space", "readonly", "disk I/O"))


def not_saved(request: HttpRequest, exception: OperationalError) -> HttpResponse:
    """507 when the disk is full, 503 when the database is busy or away."""
    is_full = "full" in str(exception) or "No space" in str(exception)
    log.error("not saved: the disk is full" if is_full else "not saved: the database refused", exc_info=exception)
    context = {"typed": typed_in(request), "is_full": is_full, "is_form": request.method not in ("GET", "HEAD")}
    response = render(request, "507.html", context, status=507 if is_full else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def signed_out(request: HttpRequest, *, way_in: str, is_letter: bool = False) -> HttpResponse:
    """The page for who sent something after the session ended: it is not kept, here it is to copy, and there is the door.

    The text goes back to the sender and nowhere else: it is not written down, here or in a log. 403, or 422 where
    everybody may come by letter.
    """
    context = {"typed": typed_in(request), "way_in": way_in, "is_letter": is_letter}
    response = render(request, "403_signed_out.html", context, status=422 if is_letter else 403)
    response.headers["Cache-Control"] = "no-store"
    return response


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What someone typed, by field, for copying; passwords, codes and hidden marks are left out."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and not any(secret in name for secret in SECRET_FIELDS)
    ]


def trouble(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500: the same page when the refusal came before or after the page itself."""
    exception = sys.exc_info()[1]
    return not_saved(request, exception) if is_refusal(exception, request) else server_error(request)
