"""A library of any size: the one there is, and entries put together from pieces of those that nobody asks for."""

import random
from collections.abc import Iterable

from bench.judging import Judged
from wijkwerk.library.entry import Entry, Section
from wijkwerk.library.shelf import Shelf
from wijkwerk.library.translation import texts
from wijkwerk.words.source import Statement

KEPT = {*Entry.model_fields, "parts"}


def with_distractors(shelf: Shelf, questions: Iterable[Judged], number: int) -> list[Entry]:
    """The library, and entries put together from pieces of those that no question asks for."""
    chance = random.Random(50)  # noqa: S311 - the same distractors in every run
    asked_for = {one for question in questions for one in question.relevant}
    library = list(shelf.entries.values())
    others = [entry for entry in library if entry.id not in asked_for] or library
    sentences = [text for entry in others for path, text in texts(entry) if len(text) > 30 and path[-1] != "ours"]
    return library + [_distractor(place, others, sentences, chance) for place in range(number - len(library))]


def _distractor(place: int, others: list[Entry], sentences: list[str], chance: random.Random) -> Entry:
    one, other, like = (chance.choice(others) for _ in range(3))
    said = tuple(Statement.model_construct(text=chance.choice(sentences)) for _ in range(6))
    return like.model_copy(
        update={
            "id": f"distractor-{place}",
            "title": f"{_half(one.title, first=True)} {_half(other.title, first=False)}",
            "summary": chance.choice(sentences),
            "english": None,
            "also_known_as": (),
            "keywords": tuple(chance.choice(chance.choice(others).keywords or ("",)) for _ in range(5)),
            "background": (Section.model_construct(id="said", title=one.title, text=said),),
            **{field: type(like).model_fields[field].default for field in type(like).model_fields.keys() - KEPT},
        }
    )


def _half(title: str, *, first: bool) -> str:
    pieces = title.split()
    middle = max(1, len(pieces) // 2)
    return " ".join(pieces[:middle] if first else pieces[-middle:])
