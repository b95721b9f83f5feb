"""The words a note can be about, from content/vocabulary/themes.yaml."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language

from wijkwerk.library.folders import content_folders
from wijkwerk.library.surroundings import Term, read_surroundings


@cache
def terms() -> Mapping[str, Term]:
    """The themes by id, in the order of the file; read once."""
    surroundings, _documents = read_surroundings(content_folders())
    return surroundings.vocabularies.get("themes", {})


def choices() -> list[tuple[str, str]]:
    """(id, word in the language of the page) of every theme."""
    return [(theme, words_for(theme)) for theme in terms()]


def words_for(theme: str) -> str:
    """The word for this theme in the language of the page; the id itself when the file no longer knows it."""
    term = terms().get(theme)
    return term.words(get_language() or "nl") if term else theme
