"""Knowledge stands on the shelf beside methods: read by its kind, held to the same rules, found by its id."""

import pytest

from tests.library.shelf_of_one import METHOD, shelve, write
from wijkwerk.library.cache import load_kept
from wijkwerk.library.faults import Faulty
from wijkwerk.library.knowledge import KNOWLEDGE, Concept, type_of
from wijkwerk.library.shelf import Reader, load

CONCEPT = """\
- id: bridge
  title: Brug
  summary: Wat mensen verbindt.
  source: {id: paper, lines: 5-9}
  see_also: [tiny]
  means: Contact tussen groepen.
  parts:
    - {title: Licht, text: [Groeten.]}
"""


def faults(folder, content, *, kind="concept", more=None):
    write(shelve(folder), f"knowledge/{kind}/some.yaml", content)
    if more:
        write(folder, "methods/tiny.yaml", more)
    return [(fault.code, fault.file, fault.line) for fault in Reader([folder]).read().faults]


def test_an_entry_stands_on_the_shelf_beside_the_methods(tmp_path):
    write(shelve(tmp_path), "knowledge/concept/some.yaml", CONCEPT)
    shelf = load(tmp_path)
    bridge = shelf.entries["bridge"]
    assert isinstance(bridge, Concept) and bridge.parts[0].text[0].text == "Groeten."
    assert list(shelf.entries) == ["tiny", "bridge"]
    assert [type_of(entry) for entry in shelf.entries.values()] == ["method", "concept"]


def test_a_statement_has_its_source_from_the_entry_around_it(tmp_path):
    write(shelve(tmp_path), "knowledge/concept/some.yaml", CONCEPT)
    bridge = load(tmp_path).knowledge["bridge"]
    assert isinstance(bridge, Concept)
    said = bridge.parts[0].text[0]
    assert [(source.id, source.lines) for source in said.source] == [("paper", "5-9")]


def test_what_is_kept_from_last_time_holds_the_knowledge_too(tmp_path):
    write(shelve(tmp_path / "content"), "knowledge/concept/some.yaml", CONCEPT)
    first = load_kept(tmp_path / "content", kept_in=tmp_path)
    assert load_kept(tmp_path / "content", kept_in=tmp_path).knowledge == first.knowledge != {}


@pytest.mark.parametrize(
    ("words", "planted", "fault"),
    [
        ("  source: {id: paper, lines: 5-9}\n", "", ("no-source", 1)),
        ("lines: 5-9", "lines: 5-900", ("lines-not-there", 4)),
        ("see_also: [tiny]", "see_also: [tinny]", ("unknown-reference", 5)),
        ("see_also: [tiny]", "people: [martians]", ("unknown-term", 5)),
        ("means: Contact", "meens: Contact", ("unknown-key", 6)),
        ("id: bridge", "id: tiny", ("duplicate-entry", 1)),
        ("id: bridge", "id: bridge\n  replaces: tiny", ("unknown-reference", 2)),
    ],
)
def test_a_mistake_in_an_entry_is_told_with_its_line(tmp_path, words, planted, fault):
    assert words in CONCEPT
    code, line = fault
    assert faults(tmp_path, CONCEPT.replace(words, planted)) == [(code, "knowledge/concept/some.yaml", line)]


def test_a_folder_that_is_no_kind_of_knowledge_is_told(tmp_path):
    assert faults(tmp_path, CONCEPT, kind="gossip") == [("unknown-kind", "knowledge/gossip/some.yaml", 1)]


def test_an_entry_that_points_to_one_with_faults_of_its_own_is_not_blamed(tmp_path):
    method = METHOD.replace("keywords: [klein]", "keywords: [klein]\nsee_also: [bridge]")
    found = faults(tmp_path, CONCEPT.replace("means:", "meens:"), more=method)
    assert found == [("unknown-key", "knowledge/concept/some.yaml", 6)]


def test_a_later_folder_replaces_an_entry_only_when_it_says_so(tmp_path):
    write(shelve(tmp_path / "shipped"), "knowledge/concept/some.yaml", CONCEPT)
    own, folders = tmp_path / "own", [tmp_path / "shipped", tmp_path / "own"]
    write(own, "knowledge/concept/mine.yaml", CONCEPT.replace("title: Brug", "title: Trap"))
    with pytest.raises(Faulty, match="bridge"):
        load(*folders)

    write(own, "knowledge/concept/mine.yaml", CONCEPT.replace("title: Brug", "title: Trap\n  replaces: bridge"))
    assert load(*folders).knowledge["bridge"].title == "Trap"


def test_every_kind_says_what_it_is():
    assert all(model.__doc__ for model in KNOWLEDGE.values())
