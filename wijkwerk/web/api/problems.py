"""What went wrong, as a program can read it: problem details (RFC 9457)."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

TITLES = {400: "The question is not right", 404: "There is no such thing", 405: "This cannot be done here"}


def problem(request: HttpRequest, status: int, detail: str, **more: Any) -> HttpResponse:
    """The answer to a question that cannot be answered: what is wrong, and where."""
    told = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail, **more}
    return HttpResponse(
        json.dumps({**told, "instance": request.path}), status=status, content_type="application/problem+json"
    )
