"""The shelf of this process, and the index to search it."""

from functools import cache

from wijkwerk.library.folders import content_folders
from wijkwerk.library.search import Index
from wijkwerk.library.shelf import Shelf, load


@cache
def shelf() -> Shelf:
    """The shelf of this process, read once. Faulty when a file is wrong: then the site does not start."""
    return load(*content_folders())


@cache
def index(language: str) -> Index:
    """The index for searching in this language."""
    return Index(shelf().method(method.id, language) or method for method in shelf())
