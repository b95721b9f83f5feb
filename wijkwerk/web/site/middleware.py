"""Stands before every page: the policy table is enforced here, odd text stays out, and the example never leaves this machine."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from wijkwerk.web.site import policy
from wijkwerk.web.site.not_saved import signed_out, typed_in
from wijkwerk.web.site.refusals import not_this_way

log = logging.getLogger("wijkwerk.policy")
Handler = Callable[[HttpRequest], HttpResponseBase]


class PermissionNeverAsked(Exception):
    """A page answered without asking the permission of its row; its answer is withheld."""


class PolicyGate:
    """Refuses what the policy table does not allow, and withholds a page that forgot to ask its permission."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        policy.begin_request()
        response = self.get_response(request)
        if request.user.is_authenticated:
            request.is_for_one_person = True  # type: ignore[attr-defined]
        permission = getattr(request, "permission_of_page", "")
        if permission and response.status_code < 400 and not policy.was_asked(permission):
            raise PermissionNeverAsked(permission)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """The refusal, or None when the page may be called."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        row = policy.table().get(name)
        if row is None:
            log.error("an address is missing from the policy table", extra={"route": name})
            raise PermissionDenied(_("Deze pagina is nog voor niemand opengesteld."))
        if row.is_private:
            request.is_for_one_person = True  # type: ignore[attr-defined]
        who = row.who(request.method or "")
        if not who:
            return not_this_way(request, [method for method in policy.METHODS if row.who(method)])
        if who == policy.EVERYONE:
            return None
        if not request.user.is_authenticated:
            way_in = f"{reverse('people:sign-in')}?{urlencode({'next': _way_back(request, row)})}"
            return signed_out(request, way_in=way_in) if typed_in(request) else redirect(way_in)
        if who == policy.ADMINISTRATOR and not request.user.is_administrator:
            raise PermissionDenied(_("Dit mag alleen een beheerder."))
        if who not in policy.GENERAL:
            request.permission_of_page = who  # type: ignore[attr-defined]
        return None


def _way_back(request: HttpRequest, row: policy.Row) -> str:
    """The page that was asked; of a form, the page where it stands."""
    if row.GET:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", came_from.path, came_from.query, "")) if came_from.netloc == request.get_host() else "/"


class OnlyOurText:
    """Reads what our own pages send: text in UTF-8, and no NUL, which PostgreSQL cannot keep."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (request.encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            raise BadRequest("a form in another charset")
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a NUL in the address")
        return self.get_response(request)


class ExampleStaysHere:
    """In example mode the accounts are known to everyone, so only this machine is answered."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.WIJKWERK_EXAMPLE and not is_from_here(request):
            return HttpResponseForbidden(
                "Dit is het voorbeeld van Wijkwerk. Het werkt alleen op de computer zelf.\n"
                "This is Wijkwerk's example. It works on the machine itself only.\n",
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


def is_from_here(request: HttpRequest) -> bool:
    """Whether the request began on this machine: a loopback address, and not passed on by a proxy."""
    passed_on = any(header in request.META for header in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA"))
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return address.is_loopback and not passed_on
