"""Forms of one English word brought together, by Snowball's rules for English."""

from functools import lru_cache

import Stemmer

MARK = "en:"
"""Stands before every English key, so that the English `die` and the Dutch `die` are two."""

_stemmer = Stemmer.Stemmer("english")


@lru_cache(100_000)
def stem(word: str) -> str:
    """The key that all forms of the English word share."""
    key: str = _stemmer.stemWord(word)
    return MARK + key
