"""Editions, folders of an organisation, translations and cases."""

import json
from typing import Any

import pytest

from tests.library.shelf_of_one import CASES, METHOD, SOURCES, TRANSLATION, line_of, shelve, write
from wijkwerk.library.cases import Case, difference
from wijkwerk.library.folders import content_folders, folders_of, shipped_folder
from wijkwerk.library.method import Method
from wijkwerk.library.plain import plain
from wijkwerk.library.reading import read_method
from wijkwerk.library.shelf import Edition, Reader, load
from wijkwerk.library.strict import read_bytes
from wijkwerk.library.translation import translate, untranslated


def edition(text: str = METHOD) -> Edition:
    document = read_bytes(text.encode(), "tiny.yaml")
    method = read_method(document)
    assert method is not None, document.faults
    return Edition(method=method)


@pytest.mark.parametrize(
    "same",
    [
        "# een opmerking\n" + METHOD,
        METHOD.replace("title: Klein\nsummary: Een kleine methode.\n", "summary: Een kleine methode.\ntitle: Klein\n"),
        METHOD.replace("summary: Een kleine methode.", "summary: >-\n  Een kleine\n  methode."),
        METHOD.replace("keywords: [klein]", "keywords:\n  - 'klein'"),
        METHOD.replace("source: {id: paper, lines: 1-10}", "source: [{lines: '1-10', id: paper}]"),
        METHOD.replace("do: [Bel.]", "do: [{text: Bel.}]"),
        METHOD.replace("kind: story}", "kind: story, required: false}"),
        METHOD.replace("\n", "\r\n"),
    ],
)
def test_comments_layout_and_order_of_keys_do_not_make_an_edition(same):
    assert same != METHOD and edition(same).digest == edition().digest


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("title: Klein", "title: Kleiner"),
        ("do: [Bel.]", "do: [Bel!]"),
        ("lines: 1-10", "lines: 1-11"),
        ("percent: 60", "percent: 61"),
        ("ours: \"zo", "ours: \"dus zo"),
        ("shows_places: true", "shows_places: false"),
        ("[{id: calm, label: Rustig}, {id: rough, label: Ruw}]", "[{id: rough, label: Ruw}, {id: calm, label: Rustig}]"),
    ],
)  # fmt: skip
def test_any_other_word_number_or_order_is_another_edition(words, other):
    assert words in METHOD and edition(METHOD.replace(words, other, 1)).digest != edition().digest


def test_an_edition_reads_back_from_its_text_the_same():
    kept = Edition(text=edition().text)
    assert kept.method == edition().method and kept.digest == edition().digest
    assert Method.model_validate(json.loads(kept.text)) == edition().method


def test_what_is_empty_on_purpose_stays_empty_in_the_text():
    method: Any = edition(
        METHOD.replace("{id: core, title: Kerngroep}", "{id: core, title: Kerngroep, filled_by: []}")
    ).method
    assert method.route.roles[0].filled_by == ()
    assert Method.model_validate(plain(method)) == method


def test_an_element_without_provenance_has_that_of_what_is_around_it():
    method: Any = edition().method
    party = method.guide.options[0]
    assert (party.source, party.ours) == ((), "zo doen wij het")
    assert party.do[0].ours == "zo doen wij het" and party.do[0].source == ()
    assert edition().method.evidence[0].source[0].id == "paper"


def test_a_shelf_gives_methods_in_the_language_that_is_asked(tmp_path):
    shelf: Any = load(shelve(tmp_path))
    assert [method.id for method in shelf] == ["tiny"]
    assert shelf.method("tiny").title == "Klein" and shelf.method("tiny", "en").title == "Small"
    assert shelf.is_translated("tiny", "en") and not shelf.is_translated("tiny", "ar")
    assert shelf.method("tiny", "ar").title == "Klein" and shelf.method("giant") is None


def test_a_translation_changes_words_and_nothing_else():
    original, overlay = read_bytes(METHOD.encode(), "tiny.yaml"), read_bytes(TRANSLATION.encode(), "en/tiny.yaml")
    english: Any = read_method(translate(original, overlay))
    dutch: Any = edition().method
    assert english.guide.options[0].when == dutch.guide.options[0].when
    assert (
        english.guide.options[0].do[0].text == "Invite all." and english.evidence[0].source == dutch.evidence[0].source
    )


def test_what_a_translation_leaves_out_is_listed_by_its_place():
    original = read_bytes(METHOD.encode(), "tiny.yaml")
    assert untranslated(original, read_bytes(TRANSLATION.encode(), "en/tiny.yaml")) == []

    less = TRANSLATION.replace("title: Small\n", "").replace("aim: Later.", "{}").replace(", do: [Invite all.]", "")
    less = less.replace("in_phase: {unrest: {{}}}, ", "")
    assert untranslated(original, read_bytes(less.encode(), "en/tiny.yaml")) == [
        "title",
        "guide.options.0.in_phase.0.aim",
        "guide.options.0.do.0.text",
    ]


def test_an_own_folder_adds_its_methods_to_the_shipped_ones(tmp_path):
    shipped, own = shelve(tmp_path / "shipped"), tmp_path / "own"
    write(own, "methods/mine.yaml", METHOD.replace("id: tiny\n", "id: mine\n", 1))
    write(own, "cases/mine.yaml", CASES)

    reader = Reader([shipped, own]).read(with_cases=True)

    assert reader.faults == [] and [*reader.methods] == ["tiny", "mine"]


def replacing(tmp_path, **more):
    """A shipped folder, and an own one whose method replaces the shipped one with a higher gate."""
    shipped, own = shelve(tmp_path / "shipped"), tmp_path / "own"
    write(
        own,
        "methods/tiny.yaml",
        METHOD.replace("id: tiny\n", "id: tiny\nreplaces: tiny\n", 1).replace("percent: 60", "percent: 70"),
    )
    write(
        own,
        "cases/tiny.yaml",
        more.get("cases", CASES.replace("percent: 60", "percent: 70").replace("agree: 59", "agree: 69")),
    )
    return Reader([shipped, own]).read(with_cases=True)


def test_a_method_may_replace_a_shipped_one_and_each_folder_keeps_its_own_cases(tmp_path):
    reader = replacing(tmp_path)
    assert reader.faults == []
    assert reader.methods["tiny"].route.stage("vote").gate.percent == 70
    assert len(reader.cases["tiny"]) == 3


def test_the_cases_of_a_replacing_method_are_held_against_that_method(tmp_path):
    (fault,) = replacing(tmp_path, cases=CASES).faults
    assert (fault.code, fault.file, fault.line) == ("other-outcome", "own/cases/tiny.yaml", 4)


def test_a_method_that_replaces_another_does_not_borrow_its_translation(tmp_path):
    assert ("en", "tiny") not in replacing(tmp_path).translations


def test_a_method_that_points_to_another_finds_it_on_the_shelf(tmp_path):
    pointing = METHOD.replace("      group: fun\n", "      group: fun\n      method: giant\n")
    folder = shelve(tmp_path, method=pointing)
    (fault,) = Reader([folder]).read().faults
    assert (fault.code, fault.line, fault.facts["id"]) == (
        "unknown-reference",
        line_of(pointing, "method: giant"),
        "giant",
    )

    write(folder, "methods/giant.yaml", METHOD.replace("id: tiny", "id: giant", 1))
    assert Reader([folder]).read().faults == []


def test_a_folder_without_documents_leans_on_the_shipped_content(tmp_path):
    assert folders_of(tmp_path) == (shipped_folder(), tmp_path)
    write(tmp_path, "sources.yaml", SOURCES)
    assert folders_of(tmp_path) == (tmp_path,)


def test_the_folders_to_read_may_be_named_in_the_environment(monkeypatch):
    monkeypatch.setenv("WIJKWERK_CONTENT", "/one:/two")
    assert [str(folder) for folder in content_folders()] == ["/one", "/two"]
    monkeypatch.delenv("WIJKWERK_CONTENT")
    assert content_folders() == (shipped_folder(),)


@pytest.mark.parametrize(
    ("expect", "wrong"),
    [
        ({"fits": ["party"]}, {}),
        ({"fits": []}, {"fits": ([], ["party"])}),
        ({"fist": None}, {"fist": (None, "–")}),
        ({"refused": "not-asked"}, {"refused": ("not-asked", "–")}),
    ],
)
def test_a_case_tells_what_came_instead(expect, wrong):
    case = Case(name="rustig", part="guide", facts={"mood": "calm", "years": 2}, expect=expect)
    assert difference(edition().method, case) == wrong


def test_a_case_that_is_refused_by_surprise_says_by_what():
    case = Case(name="nat", part="guide", facts={"mood": "wet"}, expect={"fits": [], "phase": None})
    assert difference(edition().method, case) == {"refused": ("–", "not-an-option")}
