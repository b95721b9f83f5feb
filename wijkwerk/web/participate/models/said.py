"""Words as a page shows them: as they were written, or as a worker translated them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple


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


def said(original: str, language: str, row: object, name: str, *, of: tuple[str, str], by: str = "translation") -> Said:
    """What `translated` asked of the database together with the row, else the original."""
    return in_words(original, language, getattr(row, by, None), name, of=of)


def in_words(
    original: str, language: str, translation: Mapping[str, object] | None, name: str, *, of: tuple[str, str]
) -> Said:
    """The translation when it is of these very words (`of` are title and text), else the original."""
    text = str(translation.get(name) or "") if translation else ""
    if not translation or not text or translation["mark"] != mark_of(*of):
        return Said(original, language)
    return Said(text, str(translation["language"]), original, language, bool(translation["is_checked"]))


def mark_of(title: str, text: str) -> str:
    """A mark of these words, by which a change shows."""
    return hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
