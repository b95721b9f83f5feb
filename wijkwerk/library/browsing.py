"""Narrowing the whole shelf by the words of its vocabularies, with how many each choice leaves; in no time at all.

Every word of a facet is kept as one whole number in which bit n says whether entry n carries it, so that a choice is
one `&` and a count is `bit_count`, for ten entries as for ten thousand.
"""

from collections.abc import Iterable, Iterator, Mapping

from wijkwerk.library.entry import Entry
from wijkwerk.library.knowledge import TYPES, type_of

FIELDS = {
    "plays": "plays",
    "life_domain": "life_domains",
    "people": "people",
    "audience": "audience",
    "turn": "turns",
    "area_phase": "area_phases",
    "ground": "ground",
}
FACETS = ("type", *FIELDS, "document")


def terms_of(entry: Entry, facet: str) -> tuple[str, ...]:
    """The words of the entry in this facet."""
    if facet == "type":
        return (type_of(entry),)
    if facet == "document":
        return tuple(dict.fromkeys(source.id for source in entry.source))
    terms = getattr(entry, FIELDS[facet])
    return terms if isinstance(terms, tuple) else (terms,) if terms else ()


class Browser:
    """The entries in the order in which they are listed: methods first, then each kind, by title."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(
            entries, key=lambda entry: (TYPES.index(type_of(entry)), entry.title.casefold(), entry.id)
        )
        self.places = {entry.id: place for place, entry in enumerate(self.entries)}
        self._bits: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        for place, entry in enumerate(self.entries):
            for facet, bits in self._bits.items():
                for term in terms_of(entry, facet):
                    bits[term] = bits.get(term, 0) | 1 << place
        self.everything = (1 << len(self.entries)) - 1

    def narrowed(self, chosen: Mapping[str, str]) -> int:
        """The entries that carry each of the chosen words, as bits; a word that nothing carries leaves nothing."""
        left = self.everything
        for facet, term in chosen.items():
            left &= self._bits[facet].get(term, 0)
        return left

    def holds(self, bits: int, entry_id: str) -> bool:
        """Whether the entry is among these."""
        return bool(bits >> self.places[entry_id] & 1)

    def bits_of(self, ids: Iterable[str]) -> int:
        """These entries, as bits."""
        found = 0
        for entry_id in ids:
            found |= 1 << self.places[entry_id]
        return found

    def listed(self, bits: int) -> list[Entry]:
        """These entries in the order of the list."""
        return [self.entries[place] for place in _places(bits)]

    def counts(self, facet: str, bits: int) -> dict[str, int]:
        """How many of these entries carry each word of the facet; words that none carries are left out."""
        counted = ((term, (carried & bits).bit_count()) for term, carried in self._bits[facet].items())
        return {term: number for term, number in counted if number}


def _places(bits: int) -> Iterator[int]:
    """The places of the bits that are set, lowest first."""
    return (place for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1")
