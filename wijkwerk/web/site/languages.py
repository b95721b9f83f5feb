"""The language a page is read in."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language


def language_of_page() -> str:
    """One of settings.LANGUAGES; Dutch where no page is being read."""
    return get_language() or settings.LANGUAGE_CODE
