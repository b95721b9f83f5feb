"""The whole library: every entry says what it rests on and can be found; coverage of the documents cannot lie."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.content.test_methods import NEVER, READER, elements
from wijkwerk.library.coverage import missing, read_coverage
from wijkwerk.library.folders import shipped_folder
from wijkwerk.library.knowledge import KNOWLEDGE, type_of
from wijkwerk.library.method import Method
from wijkwerk.library.translation import texts

ENTRIES = {**READER.methods, **READER.knowledge}
ROWS = read_coverage(shipped_folder())
LEDGER = [tuple(line.split()) for line in (Path(__file__).parent / "ledger.txt").read_text().splitlines()]
NAMES = {"title", "also_known_as", "keywords", "by", "name"}
MOST_PLANNED = 60
# A rows of which the text gives no way of working but a thing to know: a platform, a catalogue, a definition, figures.
TO_KNOW = {
    ("000", "S-30"), ("000", "S-31"), ("000", "S-32"), ("000", "S-38"), ("002", "S07"), ("003", "S05"), ("004", "S65"),
}  # fmt: skip
FULL = 5


def said(entry) -> list[str]:
    """The texts of an entry for readers, without the names things have and the words it quotes."""
    return [re.sub(r"“[^”]*”", "", text) for path, text in texts(entry) if not NAMES & {*map(str, path)}]


def test_no_running_text_uses_a_word_that_sets_people_apart():
    found = [
        (entry.id, word, text[:80])
        for entry in ENTRIES.values()
        for text in said(entry)
        for word in NEVER
        if re.search(rf"\b{word}", text, re.IGNORECASE)
    ]
    assert found == []


def test_every_statement_can_be_looked_up_or_questioned():
    without = [entry.id for entry in ENTRIES.values() if not all(one.has_provenance for one in elements(entry))]
    assert without == []


def test_every_entry_says_what_it_rests_on_and_can_be_read_in_english():
    translated = {method_id for _, method_id in READER.translations}
    assert [one.id for one in ENTRIES.values() if one.ground is None] == []
    assert [one.id for one in ENTRIES.values() if one.english is None and one.id not in translated] == []


def test_every_method_says_when_it_fits_and_when_not_and_how_to_find_it():
    methods = READER.methods.values()
    assert [one.id for one in methods if one.fit is None or not one.plays or not one.people] == []
    assert [one.id for one in methods if len(one.keywords) < 4] == []
    assert [one.id for one in methods if not one.evidence] == []


def test_every_kind_of_knowledge_is_there():
    assert {type_of(entry) for entry in READER.knowledge.values()} == set(KNOWLEDGE)


def test_everything_that_plays_is_answered_by_some_method():
    answered = {play for method in READER.methods.values() for play in method.plays}
    assert set(READER.surroundings.vocabularies["plays"]) - answered == set()


def test_every_row_of_the_ledger_is_there_once_with_its_rating():
    assert len(LEDGER) == 466
    assert [(row.document, row.id, row.rating) for row in ROWS] == LEDGER


def test_a_row_that_is_missing_or_told_twice_would_be_noticed():
    told = [(row.document, row.id, row.rating) for row in ROWS]
    assert told[1:] != LEDGER and [*told, told[0]] != LEDGER


def test_every_carrier_is_there():
    shelf = READER.shelf()
    assert list(missing(ROWS, shelf)) == []


def test_only_the_harmful_practice_is_declined_and_it_has_an_entry_on_recognising_it():
    declined = [row for row in ROWS if row.state == "declined"]
    assert [(row.document, row.id) for row in declined] == [("001", "S116")]
    assert declined[0].entries


def test_few_rows_wait_for_an_app_that_comes_later():
    assert Counter(row.state for row in ROWS)["planned"] <= MOST_PLANNED


def test_every_a_and_b_row_that_does_not_wait_is_carried():
    assert [row.id for row in ROWS if row.rating in "AB" and row.state == "carried" and not row.carriers] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.rating == "A"], ids=lambda row: f"{row.document}-{row.id}")
def test_an_a_row_is_carried_by_something_one_can_carry_out_or_by_a_full_entry(row):
    if (row.document, row.id) in TO_KNOW:
        assert any(len(list(elements(ENTRIES[one]))) >= FULL for one in row.entries)
    else:
        assert row.parts
        for carrier in row.parts:
            method_id, _, part = carrier.partition("/")
            method = ENTRIES[method_id]
            assert isinstance(method, Method) and part in method.parts
            assert any(case.part == part for case in READER.cases[method_id])
