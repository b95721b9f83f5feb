"""One bridge between the Dutch of the page and the English of the code, and words that stand on neither."""

import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from pydantic import BaseModel

from wijkwerk.engines import KINDS
from wijkwerk.library.reading import read_list
from wijkwerk.library.strict import Document, read_file
from wijkwerk.library.surroundings import read_surroundings
from wijkwerk.web.people.models import Area, AreaRole
from wijkwerk.words.source import Sourced
from wijkwerk.words.text import Line, Prose

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
# Methods and knowledge may name what is called so elsewhere; the tests of the library read their sentences.
DUTCH = ("cases", "neighbourhoods", "vocabulary")


class Entry(Sourced):
    """A word on the page, its name in the code, and words it stands instead of."""

    term: Line
    code: Line
    meaning: Prose
    instead_of: tuple[Line, ...] = ()


@pytest.fixture(scope="module")
def glossary() -> tuple[Entry, ...]:
    document = read_file(CONTENT / "glossary.yaml", "glossary.yaml")
    entries = read_list(document, Entry)
    assert not document.faults, [fault.sentence("en") for fault in document.faults]
    return entries


def test_every_word_says_where_it_comes_from(glossary):
    document = Document("glossary.yaml")
    surroundings, _ = read_surroundings((CONTENT,))
    for entry in glossary:
        assert entry.has_provenance, entry.term
        for source in entry.source:
            surroundings.check_lines(document, 1, source)
    assert not document.faults, [fault.sentence("en") for fault in document.faults]


def test_a_word_stands_in_the_list_once(glossary):
    terms = [entry.term for entry in glossary]
    assert sorted(terms) == sorted(set(terms))


def test_every_name_of_a_model_or_engine_has_a_dutch_word(glossary):
    assert unexplained(names(), glossary) == []


def test_a_name_without_a_dutch_word_is_noticed(glossary):
    assert unexplained(["Area", "RunAround"], glossary) == ["run around"]


def test_no_page_and_no_dutch_content_labels_people(glossary):
    assert list(labels_in(never(glossary), [*pages(), *dutch_content()])) == []


def test_a_word_that_labels_people_is_noticed(glossary, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>Voor elke bewoner.</p>\n<p>Kansarme CLIËNTEN in een hersteltraject.</p>\n", encoding="utf-8")
    assert list(labels_in(never(glossary), [page])) == [
        "page.html:2: cliënt",
        "page.html:2: traject",
        "page.html:2: kansarm",
    ]


def test_there_were_pages_and_content_to_look_at():
    assert len(pages()) > 30
    assert len(dutch_content()) > 15


def never(glossary: tuple[Entry, ...]) -> list[str]:
    """The words that stand nowhere."""
    return [word for entry in glossary for word in entry.instead_of]


def labels_in(words: list[str], paths: Iterable[Path]) -> Iterator[str]:
    """Each place where one of the words stands, also inside a longer word."""
    patterns = [(word, re.compile(re.escape(word), re.IGNORECASE)) for word in words]
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield from (f"{path.name}:{number}: {word}" for word, pattern in patterns if pattern.search(line))


def pages() -> list[Path]:
    """Every template."""
    return sorted((ROOT / "wijkwerk" / "web").rglob("templates/**/*.html"))


def dutch_content() -> list[Path]:
    """Every content file in Dutch; translations are in other languages, and this list has to name the words."""
    return sorted(path for room in DUTCH for path in (CONTENT / room).rglob("*.*"))


def unexplained(found: Iterable[str], glossary: tuple[Entry, ...]) -> list[str]:
    """The names that the glossary does not hold, as words."""
    known = {entry.code for entry in glossary}
    return sorted({words for name in found if (words := in_words(name)) not in known})


def names() -> list[str]:
    """Of the database, the kinds and what a method file may hold, and the roles and sizes of areas."""
    models = [model.__name__ for model in apps.get_models() if model.__module__.startswith("wijkwerk.")]
    shapes = [name for module in shape_modules() for name in sourced_in(module)]
    choices = [*AreaRole.Role.values, *Area.Level.values]
    return [*models, *KINDS, *shapes, *(choice.replace("-", " ") for choice in choices), "Case", "Shelf", "Part"]


def shape_modules() -> list[Any]:
    kinds = [f"wijkwerk.engines.{kind}.part" for kind in KINDS]
    words = [f"wijkwerk.words.{path.stem}" for path in (ROOT / "wijkwerk" / "words").glob("[a-z]*.py")]
    return [
        importlib.import_module(name)
        for name in [*kinds, *words, *(f"wijkwerk.library.{name}" for name in ("entry", "method", "knowledge"))]
    ]


def sourced_in(module: Any) -> list[str]:
    """The shapes with provenance that this module makes."""
    return [
        name
        for name, one in vars(module).items()
        if isinstance(one, type) and issubclass(one, BaseModel) and issubclass(one, Sourced)
        if one.__module__ == module.__name__
    ]


def in_words(name: str) -> str:
    """RunEvent as `run event`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
