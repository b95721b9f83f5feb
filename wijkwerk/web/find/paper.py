"""A method or piece of knowledge on paper: what stands on a card, and a reader's own bundle of them."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from wijkwerk.library.entry import Entry
from wijkwerk.library.method import Method
from wijkwerk.web.find import knowledge
from wijkwerk.web.find.entries import language_of, url_of, whole, words_of_type
from wijkwerk.web.find.shelves import shelf
from wijkwerk.web.site.qr import qr
from wijkwerk.words.source import Source, Sourced

COOKIE = "bundel"
MOST_IN_BUNDLE = 40
DAYS_KEPT = 30
MOST_LINES = 12


class Line(NamedTuple):
    """One thing to do, ask or look at."""

    title: str
    text: str = ""


class Block(NamedTuple):
    """A part of a method in its few lines; `kind` says which."""

    kind: str
    lines: list[Line]
    more: int


class Card(NamedTuple):
    """What stands on paper of one entry."""

    entry: Entry
    language: str
    kind_word: str
    blocks: list[Block]
    facts: list[knowledge.Fact]
    sections: list[knowledge.Section]
    sources: list[str]
    address: str
    qr: SafeString


def card_of(entry: Entry, request: HttpRequest) -> Card:
    """The card of an entry, with the address of its page as a picture to scan."""
    address = request.build_absolute_uri(url_of(entry))
    is_method = isinstance(entry, Method)
    return Card(
        entry=entry,
        language=language_of(entry),
        kind_word=words_of_type(entry),
        blocks=_blocks(entry) if isinstance(entry, Method) else [],
        facts=[] if is_method else knowledge.facts_of(entry),
        sections=[] if is_method else knowledge.sections_of(entry),
        sources=[_source(one) for one in entry.source],
        address=address,
        qr=qr(address),
    )


def _source(source: Source) -> str:
    document = shelf().surroundings.documents[source.id]
    return f"{document.title}, {document.publisher} {document.date}, {source.lines}"


def _blocks(method: Method) -> list[Block]:
    return [_block(kind, part) for kind, part in method.parts.items()]


def _block(kind: str, part: Any) -> Block:
    """The questions of a conversation, the options of a guide, the stages of a route or the points of a check."""
    match kind:
        case "conversation":
            asked: tuple[Sourced, ...] = (*(part.board.areas if part.board else ()), *part.questions)
        case "guide":
            asked = part.options
        case "route":
            asked = part.stages
        case _:
            asked = part.points
    lines = [_line(one) for one in asked]
    return Block(kind, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES))


def _line(one: Any) -> Line:
    return Line(
        getattr(one, "title", None) or one.ask, getattr(one, "summary", None) or getattr(one, "why", None) or ""
    )


def bundle(request: HttpRequest) -> list[Entry]:
    """The entries this reader laid aside, in that order; they stand in the reader's own browser and nowhere else."""
    ids = request.COOKIES.get(COOKIE, "").split(".")[:MOST_IN_BUNDLE]
    found = [whole(one) for one in dict.fromkeys(ids)]
    return [entry for entry in found if entry is not None]


def keep_bundle(response: HttpResponse, ids: list[str]) -> None:
    """Let the reader's browser remember the bundle, or forget it when it is empty."""
    if not ids:
        response.delete_cookie(COOKIE, path=reverse("find:home"), samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        ".".join(ids),
        max_age=DAYS_KEPT * 24 * 3600,
        path=reverse("find:home"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def as_pdf(html: str, css: str) -> bytes | None:
    """The page as a tagged PDF; None where the PDF maker is not installed. Nothing is fetched from anywhere."""
    try:
        # Takes seconds to import and needs libraries of the system, so only who asks for a PDF waits for it.
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        return None
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=()))
    made: bytes = page.write_pdf(stylesheets=[CSS(string=css)], pdf_variant="pdf/ua-1")
    return made
