"""The library as a site of plain files: it opens from a USB stick, without a server and without internet."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import override

from wijkwerk.library.entry import Entry
from wijkwerk.library.knowledge import TYPES, type_of
from wijkwerk.library.method import Method
from wijkwerk.web.find import knowledge
from wijkwerk.web.find.entries import KINDS, about, words_of, words_of_type
from wijkwerk.web.find.shelves import browser, shelf
from wijkwerk.words.source import Source

STYLES = (
    "site/css/tokens.css", "site/css/base.css", "site/vendor/components.css", "site/css/components.css",
    "find/methods.css", "find/knowledge.css", "find/paper.css", "find/usb.css", "find/usb.js",
)  # fmt: skip


class Reference(NamedTuple):
    """Another entry, by its title and the file it stands in."""

    title: str
    file: str


class Page(NamedTuple):
    """One entry as a file of its own."""

    entry: Entry
    kind_word: str
    facts: list[knowledge.Fact]
    sections: list[knowledge.Section]
    about: list[tuple[str, list[str]]]
    takes: str
    related: list[Reference]
    sources: list[str]


def write(folder: Path) -> int:
    """Write the site into the folder; how many entries it holds."""
    with override("nl"):
        entries = browser("nl").entries
        (folder / "stuk").mkdir(parents=True, exist_ok=True)
        (folder / "stijl").mkdir(exist_ok=True)
        for name in STYLES:
            found = finders.find(name)
            if isinstance(found, str):
                kept = "vendor.css" if "vendor" in name else Path(name).name
                (folder / "stijl" / kept).write_bytes(Path(found).read_bytes())
        for entry in entries:
            html = render_to_string("find/usb/entry.html", {"page": _page(entry), "to_root": "../"})
            (folder / "stuk" / f"{entry.id}.html").write_text(html, encoding="utf-8")
        (folder / "index.html").write_text(render_to_string("find/usb/index.html", _index(entries)), encoding="utf-8")
        (folder / "stijl" / "bibliotheek.js").write_text(_searched(entries), encoding="utf-8")
    return len(entries)


def _index(entries: list[Entry]) -> dict[str, Any]:
    """Every entry by its kind."""
    kinds = [(str(KINDS[kind][1]), [entry for entry in entries if type_of(entry) == kind]) for kind in TYPES]
    return {"kinds": [(words, listed) for words, listed in kinds if listed], "number": len(entries)}


def _page(entry: Entry) -> Page:
    is_method = isinstance(entry, Method)
    fit = entry.fit if isinstance(entry, Method) else None
    related = (*entry.see_also, *(entry.together_with if isinstance(entry, Method) else ()))
    return Page(
        entry=entry,
        kind_word=words_of_type(entry),
        facts=[] if is_method else knowledge.facts_of(entry),
        sections=[] if is_method else knowledge.sections_of(entry),
        about=about(entry),
        takes=words_of("takes", (fit.takes,))[0] if fit else "",
        related=[Reference(shelf().entries[one].title, f"{one}.html") for one in dict.fromkeys(related)],
        sources=[_source(source) for source in entry.source],
    )


def _source(source: Source) -> str:
    document = shelf().surroundings.documents[source.id]
    return f"{document.title}, {document.publisher} {document.date}, {source.lines}"


def _searched(entries: list[Entry]) -> str:
    """What the page searches in: a plain script, because a browser reads no other files from a stick."""
    told = [
        {
            "id": entry.id,
            "kind": words_of_type(entry),
            "title": entry.title,
            "summary": entry.summary,
            "words": " ".join((*entry.also_known_as, *entry.keywords, *words_of("plays", entry.plays))),
        }
        for entry in entries
    ]
    return f"window.LIBRARY = {json.dumps(told, ensure_ascii=False)};\n"
