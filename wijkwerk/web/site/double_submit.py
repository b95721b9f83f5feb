"""Makes two sends of one form count once: the token is kept in the same transaction as the act."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone

from wijkwerk.web.site import policy
from wijkwerk.web.site.form_token import FIELD
from wijkwerk.web.site.models import Submission

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
KEPT = timedelta(days=1)


class AlreadySent(Exception):
    """This form was carried out before."""


def once(view: View[P]) -> View[P]:
    """Carry out each rendered form ({% form_token %}) once; the second send is redirected as the first was.

    The page runs in one transaction. An answer that is no redirect (a form with a mistake) means nothing was done:
    it is rolled back, and the corrected form may be sent.
    """

    @wraps(view)
    def sent_once(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = _key(request)
        try:
            with transaction.atomic():
                submission = _first(key)
                response = view(request, *args, **kwargs)
                _keep_outcome(submission, response)
        except AlreadySent:
            # The first send asked the permission of the page, and the key is of the same person.
            policy.note_asked(getattr(request, "permission_of_page", ""))
            earlier = Submission.objects.filter(key=key).first()
            return HttpResponseRedirect(earlier.location if earlier else request.path)
        return response

    return sent_once


def clear_old(*, now: datetime) -> int:
    """Forget the forms sent longer than a day ago; how many."""
    return Submission.objects.filter(sent_at__lt=now - KEPT).delete()[0]


def _key(request: HttpRequest) -> str:
    token = request.POST.get(FIELD, "")
    if not 16 <= len(token) <= 64:
        raise BadRequest("the form has no token")
    whose = request.user.pk if request.user.is_authenticated else ""
    return hashlib.sha256(f"{token}|{request.path}|{whose}".encode()).hexdigest()


def _first(key: str) -> Submission:
    try:
        return Submission.objects.create(key=key, location="", sent_at=timezone.now())
    except IntegrityError:
        raise AlreadySent from None


def _keep_outcome(submission: Submission, response: HttpResponseBase) -> None:
    if transaction.get_rollback():
        return
    if isinstance(response, HttpResponseRedirect):
        submission.location = response.url
        submission.save(update_fields=["location"])
    else:
        transaction.set_rollback(True)
