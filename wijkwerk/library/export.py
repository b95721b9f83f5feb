"""The whole library as data that other programs read: JSON with everything, CSV with what one can sort."""

import csv
import io
import json

from wijkwerk.library.entry import TERMS
from wijkwerk.library.knowledge import type_of
from wijkwerk.library.plain import plain
from wijkwerk.library.shelf import Shelf
from wijkwerk.words.text import cell

COLUMNS = ("id", "type", "title", "summary", *TERMS, "documents", "english_title", "english_summary")
# Spreadsheets take a cell that begins with one of these for a formula.


def as_json(shelf: Shelf) -> str:
    """Documents, vocabularies and every entry whole, as JSON."""
    return json.dumps(
        {
            "documents": [plain(document) for document in shelf.surroundings.documents.values()],
            "vocabularies": {
                name: [plain(term) for term in terms.values()]
                for name, terms in shelf.surroundings.vocabularies.items()
            },
            "entries": [{"type": type_of(entry), **plain(entry)} for entry in shelf.entries.values()],
        },
        ensure_ascii=False,
        indent=1,
    )


def as_csv(shelf: Shelf) -> str:
    """One line for each entry; several words in a cell are parted by semicolons. With a mark that says UTF-8."""
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(COLUMNS)
    for entry in shelf.entries.values():
        terms = [getattr(entry, field) for field in TERMS]
        english = entry.english
        writer.writerow(
            cell(one)
            for one in (
                entry.id,
                type_of(entry),
                entry.title,
                entry.summary,
                *(";".join(given) if isinstance(given, tuple) else given or "" for given in terms),
                ";".join(dict.fromkeys(source.id for source in entry.source)),
                english.title if english else "",
                english.summary if english else "",
            )
        )
    return "\ufeff" + told.getvalue()
