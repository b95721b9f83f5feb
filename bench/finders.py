"""Ways of finding the same entries: our index, and SQLite's full-text index by words and by letters."""

import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from wijkwerk.library.entry import Entry
from wijkwerk.library.search import Index
from wijkwerk.library.search.fields import dutch, english
from wijkwerk.library.search.words import SMALL, words
from wijkwerk.library.shelf import Shelf

TOP = 10
GRAM = 4

Find = Callable[[str], list[str]]


class Finder(NamedTuple):
    """A way of finding: its name, what finds, and how long it took to make."""

    name: str
    find: Find
    seconds: float


def made(entries: Sequence[Entry], shelf: Shelf) -> list[Finder]:
    """Every way of finding over these entries: ours first."""
    finders = []
    for name, make in (("ours", ours), ("FTS5", plain), ("FTS5 trigram", trigram)):
        begin = time.perf_counter()
        find = make(entries, shelf)
        finders.append(Finder(name, find, time.perf_counter() - begin))
    return finders


def ours(entries: Sequence[Entry], shelf: Shelf) -> Find:
    """Our own index; the reasons of what is shown belong to the answer."""
    index = Index(entries, shelf.surroundings, english_of(shelf))

    def find(query: str) -> list[str]:
        hits = index.find(query, most=TOP)
        return [hit.entry.id for hit in hits if hit.reasons]

    return find


def english_of(shelf: Shelf) -> Mapping[str, Entry]:
    """What is translated whole."""
    return {entry_id: edition.method for (_, entry_id), edition in shelf.translations.items()}


def plain(entries: Sequence[Entry], shelf: Shelf) -> Find:
    """SQLite's full-text index by whole words."""
    return sqlite(entries, shelf, "unicode61", lambda word: [word])


def trigram(entries: Sequence[Entry], shelf: Shelf) -> Find:
    """SQLite's full-text index by three letters in a row, asked for each four in a row of the question."""
    return sqlite(
        entries, shelf, "trigram",
        lambda word: [word[start : start + GRAM] for start in range(len(word) - GRAM + 1)] or [word],
    )  # fmt: skip


def sqlite(entries: Sequence[Entry], shelf: Shelf, tokens: str, pieces: Callable[[str], list[str]]) -> Find:
    """A table in memory with the title and the other texts that our index reads; any piece may match."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"create virtual table entry using fts5(id unindexed, title, body, tokenize='{tokens}')")
    translated = english_of(shelf)
    for entry in entries:
        read = [
            dutch(entry, shelf.surroundings), english(entry, translated.get(entry.id), shelf.surroundings)
        ]  # fmt: skip
        title = [text for places in read for text in places.get("title", ())]
        body = [text for places in read for name, lines in places.items() if name != "title" for text in lines]
        connection.execute("insert into entry values (?, ?, ?)", (entry.id, " ".join(title), " ".join(body)))

    def find(query: str) -> list[str]:
        asked = dict.fromkeys(piece for word in words(query) if word not in SMALL for piece in pieces(word))
        if not asked:
            return []
        matching = " OR ".join(f'"{piece}"' for piece in asked)
        rows = connection.execute(
            "select id from entry where entry match ? order by bm25(entry, 0, 3, 1) limit ?", (matching, TOP)
        )
        return [entry_id for (entry_id,) in rows]

    return find
