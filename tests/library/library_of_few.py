"""A small library to search: entries of a line or two, with a thesaurus of a few words."""

from typing import Any

from wijkwerk.library.entry import Entry
from wijkwerk.library.search import Index
from wijkwerk.library.surroundings import Meaning, Surroundings, Term

MEANINGS = (
    {"term": "overbelast", "everyday": ["redt het niet", "kan niet meer"], "english": ["overburdened"]},
    {
        "term": "mantelzorg",
        "also": ["informele zorg"],
        "everyday": ["zorgen voor mijn man"],
        "english": ["informal care"],
    },
    {"term": "eenzaamheid", "also": ["isolement"], "everyday": ["ken niemand"], "english": ["loneliness", "lonely"]},
)
PLAYS = {"money-worries": Term(id="money-worries", title="Geldzorgen en schulden", title_en="Money worries and debts")}


def entry(title: str, **more: Any) -> Entry:
    """An entry with an id made of its title."""
    entry_id = more.pop("id", None) or "-".join(title.lower().replace("’", "").replace("ë", "e").split())
    return Entry.model_validate({"id": entry_id, "title": title, "summary": "Iets.", "ours": "om te proeven", **more})


def index(*entries: Entry | str, translations: dict[str, Entry] | None = None) -> Index:
    """An index over these entries; a line is an entry with that title."""
    surroundings = Surroundings(
        vocabularies={"plays": PLAYS},
        thesaurus=tuple(Meaning.model_validate({**one, "ours": "om te proeven"}) for one in MEANINGS),
    )
    return Index([entry(one) if isinstance(one, str) else one for one in entries], surroundings, translations)


def found(over: Index, words: str, **more: Any) -> list[str]:
    """The titles that are found, best first."""
    return [hit.entry.title for hit in over.find(words, **more)]
