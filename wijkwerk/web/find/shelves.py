"""The shelf of this process, and the index to search it."""

from functools import cache

from django.conf import settings

from wijkwerk.library.browsing import Browser
from wijkwerk.library.cache import load_kept
from wijkwerk.library.folders import content_folders
from wijkwerk.library.search import Index, index_of
from wijkwerk.library.shelf import Shelf


@cache
def shelf() -> Shelf:
    """The shelf of this process, read once: of the files as they are, or else the last one that was whole.

    Faulty when there is neither: then the site does not start.
    """
    return load_kept(*content_folders(), kept_in=settings.VAR)


@cache
def browser(language: str) -> Browser:
    """Everything on the shelf in this language, ready to be narrowed."""
    return Browser(shelf().entry(one, language) or entry for one, entry in shelf().entries.items())


@cache
def index() -> Index:
    """The index for searching in every language."""
    return index_of(shelf())
