"""How every answer of the API looks: its version, its tag, open to other sites, and a problem where something is wrong."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Schema
from ninja.renderers import JSONRenderer

from wijkwerk.web.api.problems import problem

VERSION = "1.1.0"
View = Callable[..., Any]
_renderer = JSONRenderer()


def answer(request: HttpRequest, data: Any) -> HttpResponse:
    """The data as JSON."""
    body = _renderer.render(request, data, response_status=200)
    return HttpResponse(body, content_type=f"{_renderer.media_type}; charset={_renderer.charset}")


class Problem(Schema):
    """What is wrong with a question (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


PROBLEMS: dict[int, Any] = {400: Problem, 404: Problem}


def open_to_all(known: frozenset[str]) -> Callable[[View], View]:
    """Refuse a key nobody knows; give the answer its version, its tag, and leave for other sites to read it."""

    def decorated(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            unknown = sorted(set(request.GET) - known)
            if unknown:
                detail = f"unknown parameter {unknown[0][:60]!r}; known are {', '.join(sorted(known)) or 'none'}"
                return opened(request, problem(request, 400, detail))
            response: HttpResponse = answer(request, view(request, *args, **kwargs))
            return opened(request, tagged(request, response))

        return answered

    return decorated


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with the tag of its content; 304 for who has that already."""
    tag = f'"{sha256(response.content).hexdigest()[:32]}"'
    asked = request.headers.get("If-None-Match", "")
    if asked == "*" or tag in {one.strip().removeprefix("W/") for one in asked.split(",")}:
        response = HttpResponse(status=304)
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=60"
    return response


def page_of(request: HttpRequest, page: int) -> str:
    """The address of another page of the same question."""
    asked = request.GET.copy()
    asked["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def opened(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with the version of the API, for programs on any site to read."""
    request.is_for_other_sites = True  # type: ignore[attr-defined]
    response["API-Version"] = VERSION
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "API-Version, ETag, Link"
    return response
