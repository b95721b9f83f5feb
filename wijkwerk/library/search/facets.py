"""What a list of entries can be narrowed and counted by."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from wijkwerk.library.entry import TERMS, Entry
from wijkwerk.library.knowledge import type_of
from wijkwerk.library.search.postings import Ints


def _carried(field: str) -> Callable[[Entry], Iterable[str]]:
    def carried(entry: Entry) -> Iterable[str]:
        terms: tuple[str, ...] | str | None = getattr(entry, field)
        return terms if isinstance(terms, tuple) else (terms,) if terms else ()

    return carried


FACETS: dict[str, Callable[[Entry], Iterable[str]]] = {
    "type": lambda entry: (type_of(entry),),
    **{field: _carried(field) for field in TERMS},
    "document": lambda entry: {source.id for source in entry.source},
}
"""By name, the terms of an entry: its type, its words from each vocabulary, and the documents it is from."""


def facets_of(entries: Sequence[Entry]) -> dict[str, dict[str, Ints]]:
    """For each facet and term, the places of the entries that carry it."""
    found: dict[str, dict[str, list[int]]] = {facet: {} for facet in FACETS}
    for place, entry in enumerate(entries):
        for facet, terms in FACETS.items():
            for term in terms(entry):
                found[facet].setdefault(term, []).append(place)
    return {
        facet: {term: np.array(places, np.int32) for term, places in terms.items()} for facet, terms in found.items()
    }
