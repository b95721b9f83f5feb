"""The answer to a form that did not come from our own page, or came from a page that stood open too long."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.web.site.not_saved import typed_in


def form_from_elsewhere(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The 403 page for a form whose hidden mark is missing or old, with the typed text to copy."""
    return render(request, "403_csrf.html", {"typed": typed_in(request)}, status=403)
