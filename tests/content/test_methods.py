"""The shipped methods: they read, their cases come out, every part is played to its end, all of it in English too."""

import os
import re
from hashlib import sha256
from pathlib import Path

import pytest

from tests.content.robot import Robot
from wijkwerk.library.folders import shipped_folder
from wijkwerk.library.method import Method
from wijkwerk.library.plain import plain
from wijkwerk.library.shelf import LANGUAGES, LEAST_CASES, Edition, Reader
from wijkwerk.library.strict import read_file
from wijkwerk.library.surroundings import CitedDocument, compare_with_texts
from wijkwerk.library.translation import untranslated
from wijkwerk.words.source import Sourced, ranges

CONTENT = shipped_folder()
READER = Reader([CONTENT]).read(with_cases=True)
METHODS = READER.methods
IDS = {
    "wijkverbinder", "project-grey", "omgevingswalkshop", "buurtwarmte-vechtzoom",
    "wat-telt", "ben-je-oke", "vijf-lessen", "wat-werkt-tegen-discriminatie",
}  # fmt: skip
TRANSLATED_BESIDE = 20
PARTS = [(method_id, kind) for method_id, method in METHODS.items() for kind in method.parts]
TEXT = b"een\ntwee\n"
NEVER = ("doelgroep", "cliënt", "casus", "traject", "kansarm", "verward", "allochtoon", "afstand tot de arbeidsmarkt")


def test_nothing_is_wrong_with_the_shipped_content():
    assert [fault.sentence() for fault in READER.faults] == []


def test_the_eight_methods_are_there_under_ids_that_never_change():
    assert set(METHODS) >= IDS


@pytest.mark.parametrize("method_id", METHODS)
def test_a_method_has_at_least_three_cases_and_one_for_every_part(method_id):
    cases = READER.cases[method_id]
    assert len(cases) >= LEAST_CASES
    assert {case.part for case in cases} == set(METHODS[method_id].parts)


@pytest.mark.parametrize("strategy", ["first", "last", "skip", "wander"])
@pytest.mark.parametrize(("method_id", "kind"), PARTS)
def test_a_patient_robot_plays_every_part_to_its_end(method_id, kind, strategy):
    part = METHODS[method_id].parts[kind]
    for seed in range(4 if strategy == "wander" else 1):
        robot = Robot(kind, part, strategy, seed)
        report = robot.play()
        if kind == "route":
            assert report.is_finished
        elif kind == "conversation":
            assert report.answers or report.counts
        if strategy != "wander":
            assert robot.refusals == []


def test_the_robot_meets_refusals_when_it_wanders():
    met = set()
    for method_id, kind in PARTS:
        for seed in range(4):
            robot = Robot(kind, METHODS[method_id].parts[kind], "wander", seed)
            robot.play()
            met |= {refusal.code for refusal in robot.refusals}
    assert met >= {"gate-not-met", "more-votes-than-people", "too-little"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method_id", sorted({*IDS, *(one for _, one in READER.translations)}))
def test_a_method_that_is_translated_can_be_read_whole(method_id, language):
    overlay = read_file(CONTENT / "translations" / language / f"{method_id}.yaml", f"{method_id}.yaml")
    assert untranslated(READER.files[method_id], overlay) == []


def test_the_methods_that_are_used_most_are_translated():
    assert len(READER.translations) >= len(IDS) + TRANSLATED_BESIDE


@pytest.mark.parametrize("method_id", METHODS)
def test_a_method_reads_back_from_its_edition(method_id):
    for method in (METHODS[method_id], READER.translations.get(("en", method_id), METHODS[method_id])):
        assert Edition(text=Edition(method=method).text).method == method
        assert Method.model_validate(plain(method)) == method


@pytest.mark.parametrize("method_id", METHODS)
def test_every_statement_can_be_looked_up_or_questioned(method_id):
    documents = READER.surroundings.documents
    for element in elements(METHODS[method_id]):
        assert element.has_provenance
        for source in element.source:
            assert all(last <= documents[source.id].lines for _, last in ranges(source.lines))


def elements(value):
    if isinstance(value, Sourced):
        yield value
    for inner in value if isinstance(value, tuple) else vars(value).values() if isinstance(value, Sourced) else ():
        yield from elements(inner)


def test_the_index_of_words_to_avoid_finds_them():
    assert re.search(rf"\b{NEVER[0]}", "De Doelgroepen", re.IGNORECASE)


def test_the_five_issues_are_named_with_lines_and_fingerprint():
    documents = READER.surroundings.documents
    assert {name: documents[name].lines for name in documents} == {
        "movisies-000": 4907, "movisies-001": 4752, "movisies-002": 4364, "movisies-003": 5123, "movisies-004": 4394,
    }  # fmt: skip
    assert len({one.sha256 for one in documents.values()}) == 5


@pytest.mark.skipif("WIJKWERK_SOURCES" not in os.environ, reason="WIJKWERK_SOURCES names no folder with the texts")
def test_the_texts_are_the_ones_that_are_cited():
    assert compare_with_texts(READER.surroundings.documents.values(), Path(os.environ["WIJKWERK_SOURCES"])) == []


def document(**other) -> CitedDocument:
    told = {
        "id": "paper",
        "title": "Blad",
        "publisher": "Wij",
        "date": "2020",
        "lines": 2,
        "sha256": sha256(TEXT).hexdigest(),
    }
    return CitedDocument.model_validate(told | other)


def test_another_text_or_another_number_of_lines_is_noticed(tmp_path):
    (tmp_path / "paper.txt").write_bytes(TEXT)
    assert compare_with_texts([document()], tmp_path) == []
    assert "has 2 lines, not 3" in compare_with_texts([document(lines=3)], tmp_path)[0]

    (tmp_path / "paper.txt").write_bytes(TEXT.upper())
    assert "no text" in compare_with_texts([document()], tmp_path)[0]
