"""The words a note can be about, from content/vocabulary/themes.yaml."""

from collections.abc import Mapping
from functools import cache

from wijkwerk.library.folders import content_folders
from wijkwerk.library.surroundings import Term, read_surroundings
from wijkwerk.web.site.languages import language_of_page


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
    return term.words(language_of_page()) if term else theme
