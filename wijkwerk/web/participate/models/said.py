"""Words as a page shows them: as they were written, or as a worker translated them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

# What organisers write is Dutch; what residents write carries its own language.
DUTCH = "nl"


class Said(NamedTuple):
    """Words as a page shows them: the original, or a translation with the original beside it."""

    text: str
    language: str
    original: str = ""
    original_language: str = ""
    is_checked: bool = False

    @property
    def is_translated(self) -> bool:
        """Whether these are not the words of who wrote it."""
        return bool(self.original)


def in_language(said: Said) -> SafeString:
    """Words inside a sentence of ours or to choose from, marked with their language."""
    return format_html('<span lang="{}" dir="auto">{}</span>', said.language, said.text)


def said(original: str, language: str, row: object, name: str, *, by: str = "translation") -> Said:
    """What `translated` asked of the database together with the row, else the original."""
    return in_words(original, language, getattr(row, by, None), name)


def in_words(original: str, language: str, translation: Mapping[str, Any] | None, name: str) -> Said:
    """The translation of the part with this name when it is of these very words, else the original."""
    word = translation["words"].get(name) if translation else None
    if not translation or not word or not word["text"] or word["of"] != mark_of(original):
        return Said(original, language)
    return Said(word["text"], str(translation["language"]), original, language, bool(translation["is_checked"]))


def wherever(original: str, translation: Mapping[str, Any] | None) -> Said:
    """Dutch words without a name of their own: the translation of whichever part says these very words."""
    words = translation["words"] if translation else {}
    mark = mark_of(original) if words else ""
    name = next((name for name, word in words.items() if word["of"] == mark and word["text"]), "")
    return in_words(original, DUTCH, translation, name)


def mark_of(text: str) -> str:
    """A mark of these words, by which a change shows."""
    return hashlib.sha256(text.encode()).hexdigest()


class InDutch:
    """For a table that organisers write in Dutch: the words of a row, by the name of the field, as a page shows them."""

    WORDS: ClassVar[tuple[str, ...]]
    # Read further on or on another page than the rest, with the original beside them there.
    ASIDE: ClassVar[tuple[str, ...]] = ()
    # What `translated.with_words` asks of the database.
    translation: Mapping[str, Any] | None = None

    @property
    def said(self) -> dict[str, Said]:
        """Its words, as a page shows them."""
        return {name: said(getattr(self, name), DUTCH, self, name) for name in (*self.WORDS, *self.ASIDE)}

    def say(self, text: str) -> Said:
        """Words that belong to it and stand in another table, such as a reason, as a page shows them."""
        return wherever(text, self.translation)

    @property
    def translated(self) -> list[Said]:
        """Those of its words, but for what is read aside, that are a translation."""
        return [one for name, one in self.said.items() if name in self.WORDS and one.is_translated]
