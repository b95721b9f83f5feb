"""Version 1 of the public API: the library, its documents and vocabularies, to read. Taking part stands beside it.

By the NL API Design Rules: the major version in the path, no slash at the end, problem details, an openapi.json.
"""

from email.utils import parseaddr
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError as NotUnderstood

from wijkwerk.library.coverage import as_data, read_coverage
from wijkwerk.library.entry import Entry
from wijkwerk.library.folders import content_folders
from wijkwerk.library.knowledge import type_of
from wijkwerk.library.plain import plain
from wijkwerk.web.api import participation
from wijkwerk.web.api.answers import PROBLEMS, VERSION, View, answer, open_to_all, opened, page_of
from wijkwerk.web.api.asking import KEYS, LANGUAGE_ONLY, Asked, Language
from wijkwerk.web.api.problems import problem
from wijkwerk.web.find.service import Listed, find_entries, shelf, url_of

HOME = f"{'https' if settings.SESSION_COOKIE_SECURE else 'http'}://{settings.ALLOWED_HOSTS[0]}/"


def described(view: View) -> View:
    """The description of the API itself is open like the rest."""

    @wraps(view)
    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return opened(request, view(request, **kwargs))

    return answered


api = NinjaAPI(
    title="Wijkwerk",
    version=VERSION,
    description="Methods and knowledge for neighbourhoods, with where each statement comes from, and what is public of "
    "taking part there. Open to everyone.",
    urls_namespace="api",
    docs_url=None,
    docs_decorator=described,
    openapi_url="/openapi.json",
    openapi_extra={
        "info": {
            "contact": {
                "name": "Wijkwerk",
                "url": HOME,
                "email": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            },
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "tags": [
            {"name": "library", "description": "What is on the shelf."},
            {
                "name": "participation",
                "description": "Rounds, votes, meetings and dialogues, as everybody may read them.",
            },
        ],
    },
)
"""The API itself; its addresses stand in the policy table like all others."""
api.add_router("", participation.router)


class Item(Schema):
    """An entry in a list."""

    id: str
    type: str
    title: str
    summary: str
    why: str
    url: str
    page: str


class Page(Schema):
    """One page of entries, and where the next and the one before are."""

    items: list[Item]
    page: int
    page_size: int
    total: int
    next: str | None
    previous: str | None


@api.get(
    "/entries", response={200: Page, **PROBLEMS}, url_name="entries", tags=["library"], summary="Search and browse"
)
@open_to_all(KEYS)
def entries(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Everything on the shelf: best first when there are words, else methods first and then each kind by title."""
    found = find_entries(asked.q.strip(), asked.narrowed(), asked.language)
    first = (asked.page - 1) * asked.page_size
    if asked.page > 1 and first >= len(found):
        raise NotUnderstood(
            [{"loc": ["query", "page"], "msg": f"there are {len(found)} entries; this page is past the end"}]
        )
    items = [_item(request, one, asked.language) for one in found[first : first + asked.page_size]]
    return {
        "items": items,
        "page": asked.page,
        "page_size": asked.page_size,
        "total": len(found),
        "next": page_of(request, asked.page + 1) if first + asked.page_size < len(found) else None,
        "previous": page_of(request, asked.page - 1) if asked.page > 1 else None,
    }


@api.get(
    "/entries/{entry_id}",
    response={200: dict[str, Any], **PROBLEMS},
    url_name="entry",
    tags=["library"],
    summary="One entry, whole",
)
@open_to_all(LANGUAGE_ONLY)
def entry(request: HttpRequest, entry_id: str, asked: Query[Language]) -> Any:
    """A method or piece of knowledge as it stands in its file, with where each statement comes from."""
    found = shelf().entry(entry_id, asked.language)
    if found is None:
        raise Http404
    return {"type": type_of(found), "page": _page(request, found), **plain(found)}


@api.get(
    "/documents",
    response={200: list[dict[str, Any]], **PROBLEMS},
    url_name="documents",
    tags=["library"],
    summary="The source documents",
)
@open_to_all(frozenset())
def documents(request: HttpRequest) -> Any:
    """The texts that statements come from, with their number of lines and fingerprint."""
    return [plain(document) for document in shelf().surroundings.documents.values()]


@api.get(
    "/vocabularies",
    response={200: dict[str, list[dict[str, Any]]], **PROBLEMS},
    url_name="vocabularies",
    tags=["library"],
    summary="The vocabularies",
)
@open_to_all(frozenset())
def vocabularies(request: HttpRequest) -> Any:
    """The words that entries are described with, in Dutch and English."""
    known = shelf().surroundings.vocabularies
    return {name: [plain(term) for term in terms.values()] for name, terms in known.items()}


@api.get(
    "/coverage",
    response={200: dict[str, Any], **PROBLEMS},
    url_name="coverage",
    tags=["library"],
    summary="What of the sources stands where",
)
@open_to_all(frozenset())
def coverage(request: HttpRequest) -> Any:
    """Each thing the source documents describe, and what carries it."""
    return _covered()


@cache
def _covered() -> dict[str, Any]:
    return as_data(read_coverage(content_folders()[0]))


@api.exception_handler(NotUnderstood)
def not_understood(request: HttpRequest, wrong: NotUnderstood) -> HttpResponse:
    """What is wrong with the question, key by key."""
    errors = [{"parameter": str(error["loc"][-1]), "problem": error["msg"]} for error in wrong.errors]
    detail = "; ".join(f"{error['parameter']}: {error['problem']}" for error in errors)
    return opened(request, problem(request, 400, detail, errors=errors))


@api.exception_handler(Http404)
def not_there(request: HttpRequest, wrong: Http404) -> HttpResponse:
    """There is no such thing."""
    return opened(request, problem(request, 404, "there is nothing here; /api/v1/ says where the lists are"))


def root(request: HttpRequest) -> HttpResponse:
    """Where to begin: the description and the lists."""
    names = ("openapi-json", "entries", "documents", "vocabularies", "coverage", *participation.LISTS)
    addresses = {name: request.build_absolute_uri(reverse(f"api:{name}")) for name in names}
    return opened(request, answer(request, addresses))


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """There is no such address in the API."""
    return opened(request, problem(request, 404, "there is no such address; /api/v1/openapi.json lists them"))


def _item(request: HttpRequest, listed: Listed, language: str) -> dict[str, str]:
    entry = listed.entry
    return {
        "id": entry.id,
        "type": type_of(entry),
        "title": entry.title,
        "summary": entry.summary,
        "why": listed.why(language),
        "url": request.build_absolute_uri(reverse("api:entry", args=[entry.id])),
        "page": _page(request, entry),
    }


def _page(request: HttpRequest, entry: Entry) -> str:
    return request.build_absolute_uri(url_of(entry))
