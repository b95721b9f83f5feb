"""Where a statement comes from, as the page shows it."""

from typing import NamedTuple

from wijkwerk.web.find.shelves import shelf
from wijkwerk.words.source import Sourced


class Provenance(NamedTuple):
    """The text it comes from as (title, lines, publisher and date), and what is our own choice."""

    source: tuple[str, str, str] | None
    ours: str | None


def provenance_of(element: Sourced, around: Sourced | None = None) -> Provenance | None:
    """Where the element comes from; None when it says the same as the element around it."""
    if around is not None and (element.source, element.ours) == (around.source, around.ours):
        return None
    if not element.source:
        return Provenance(None, element.ours)
    documents = shelf().surroundings.documents
    first = documents[element.source[0].id]
    lines = "; ".join(
        source.lines if source.id == first.id else f"{documents[source.id].title}, {source.lines}"
        for source in element.source
    )
    return Provenance((first.title, lines, f"{first.publisher}, {first.date}"), element.ours)
