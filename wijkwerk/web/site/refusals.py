"""The answers to what may not be: a page for others, and a form that did not come from our own page, or came from a page that stood open too long."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from wijkwerk.web.site.not_saved import typed_in


def form_from_elsewhere(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The 403 page for a form whose hidden mark is missing or old, with the typed text to copy."""
    return render(request, "403_csrf.html", {"typed": typed_in(request)}, status=403)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler403: the page with the sentence of the refusal."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_this_way(request: HttpRequest, allowed: list[str]) -> HttpResponse:
    """The 405 page for an address that belongs to a button, when somebody opens it as a page."""
    return HttpResponseNotAllowed(allowed, render_to_string("400.html", request=request))
