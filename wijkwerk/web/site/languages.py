"""The language a page is read in, and words of another language on it."""

from __future__ import annotations

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def language_of_page() -> str:
    """One of settings.LANGUAGES; Dutch where no page is being read."""
    return get_language() or settings.LANGUAGE_CODE


def language_of_terms() -> str:
    """The language a word of the library's lists has on this page: they are there in English and Dutch."""
    return "en" if language_of_page() == "en" else "nl"


def marked(sentence: str, **words: tuple[str, str]) -> SafeString:
    """Our sentence, with in the place of each name the words that go there, marked with their language (which, words)."""
    said = {name: format_html('<bdi lang="{}">{}</bdi>', *one) for name, one in words.items()}
    return format_html(sentence % {name: f"{{{name}}}" for name in words}, **said)
