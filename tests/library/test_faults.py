"""Every planted fault gives one clear fault with its line, in two languages, and never a trace."""

import ast
from pathlib import Path
from string import Formatter

import pytest

import wijkwerk
from tests.library.shelf_of_one import CASES, METHOD, SOURCES, TRANSLATION, faults_in, line_of, shelve, write
from tests.library.test_area_figures import CODES_OF_TABLES
from wijkwerk.library.faults import CATALOGUE, Fault, Faulty
from wijkwerk.library.shelf import Reader, load

QUESTION = "      options: [{id: calm, label: Rustig}, {id: rough, label: Ruw}]\n"
FIRST_LINE = "id: tiny\n"
DEEP = "[" * 21 + "]" * 21

# What stands in the method, what is planted in its place, the fault, and the words of the line it is on.
PLANTED = [
    ("title: Klein\n", "", "missing-key", FIRST_LINE),
    ("title: Klein", "titel: Klein", "unknown-key", "titel:"),
    ("summary: Een", "colour: red\nsummary: Een", "unknown-key", "colour: red"),
    ("source: {id: paper, lines: 1-10}\n", "", "no-source", FIRST_LINE),
    ("source: {id: paper, lines: 1-10}", "ours: wij", "no-document", "source: {lines:"),
    ("{id: paper, lines: 1-10}", "{id: paper, lines: ten}", "not-lines", "lines: ten"),
    ("{id: paper, lines: 1-10}", "{id: paper, lines: 90-101}", "lines-not-there", "lines: 90-101"),
    ("12, 20-25", "12, 20-250", "lines-not-there", "20-250"),
    ("{id: paper, lines: 1-10}", "{id: peper, lines: 1-10}", "unknown-document", "peper"),
    ("percent: 60", "percent: 101", "out-of-range", "percent: 101"),
    ("percent: 60", "percent: 0", "out-of-range", "percent: 0"),
    ("percent: 60", "percent: 60.0", "not-a-whole-number", "percent: 60.0"),
    ("percent: 60", "percent: zestig", "not-a-whole-number", "zestig"),
    ("percent: 60", "percent: \"60\"", "not-a-whole-number", "percent:"),
    ("of: residents", "of: bewoners", "unknown-reference", "of: bewoners"),
    ("owner: core\n      needs: notes", "owner: nobody\n      needs: notes", "unknown-reference", "owner: nobody"),
    ("back_to: [walk]", "back_to: [run]", "unknown-reference", "back_to: [run]"),
    ("      planned: 2025", "      then: moon", "unknown-reference", "then: moon"),
    ("group: fun", "group: sad", "unknown-reference", "group: sad"),
    ("{phase: unrest, aim", "{phase: panic, aim", "unknown-reference", "phase: panic"),
    ("before: [party]", "before: [disco]", "unknown-reference", "before: [disco]"),
    ("places: [{id: desk, name: Balie, text: Loop binnen.}]\n  ", "", "unknown-reference", "  conclusion:"),
    ("id: tiny\n", "id: tiny\nreplaces: giant\n", "unknown-reference", "replaces: giant"),
    ("      needs: vote\n", "      needs: vote\n      then: end\n", "unreachable-stage", "id: thanks"),
    ("planned: 2025", "then: thanks", "never-ends", "id: thanks"),
    ("- id: thanks", "- id: end", "reserved-fact", "id: end"),
    ("{fact: years, at_least: 2}", "{fact: weather, is: wet}", "nobody-asks", "weather"),
    ("facts: {mood: calm}", "facts: {weather: wet}", "nobody-asks", "weather"),
    ("facts: {mood: calm}", "facts: {mood: wet}", "not-an-answer", "mood: wet"),
    ("{fact: mood, is: calm}", "{fact: mood, is: wet}", "not-an-answer", "is: wet"),
    ("{fact: mood, is: calm}", "{fact: mood, one_of: [calm, wet]}", "not-an-answer", "wet"),
    ("{fact: years, at_least: 2}", "{fact: mood, at_least: 2}", "no-number-to-compare", "at_least: 2"),
    ("{fact: years, at_least: 2}", "{fact: why, is: because}", "not-a-choice-to-compare", "because"),
    ("{fact: years, at_least: 2}", "{fact: years, at_least: 91}", "never", "      when:\n        all:"),
    ("{fact: years, at_least: 2}", "{fact: mood, is: rough}", "never", "      when:\n        all:"),
    ("{fact: years, at_least: 2}", "{fact: mood, answered: false}", "never", "      when:\n        all:"),
    ("{fact: years, at_least: 2}", "{fact: mood, likes: calm}", "not-a-condition", "likes"),
    ("{fact: years, at_least: 2}", "rough", "not-a-condition", "- rough"),
    ("{fact: years, at_least: 2}", "{fact: mood, is: calm, one_of: [calm]}", "unknown-key", "one_of"),
    ("{fact: years, at_least: 2}", "{fact: years, at_least: two}", "not-a-whole-number", "two"),
    ("{id: why, ask", "{id: phase, ask", "reserved-fact", "id: phase"),
    ("{id: talk, label", "{id: walk, label", "duplicate-id", "- {id: ways"),
    ("    - id: vote\n", "    - id: walk\n", "duplicate-id", "    - id: vote\n"),
    ("logs: [{id: account", "logs: [{id: vote", "duplicate-id", "logs:"),
    ("id: tiny", "id: Tiny", "not-an-id", "id: Tiny"),
    ("id: tiny", "id: other", "name-is-not-id", "id: other"),
    ("audience: [resident]", "audience: [martian]", "unknown-term", "martian"),
    ("audience: [resident]", "audience: resident", "not-a-list", "audience: resident"),
    ("audience: [resident]", "audience: []", "too-short", "audience: []"),
    ("title: Klein", "title: ''", "too-short", "title: ''"),
    ("title: Klein", f"title: {'x' * 201}", "too-long", "title: xxx"),
    ("title: Klein", "title: 12", "not-text", "title: 12"),
    ("title: Klein", "title: true", "not-text", "title: true"),
    ("title: Klein", "title: [Klein]", "not-text", "title: [Klein]"),
    ("title: Klein", "title: no", "ambiguous", "title: no"),
    ("title: Klein", "title: 12:30", "ambiguous", "title: 12:30"),
    ("title: Klein", "title: 0755", "ambiguous", "title: 0755"),
    ("title: Klein", "title: 1_000", "ambiguous", "title: 1_000"),
    ("title: Klein", "title: .inf", "ambiguous", "title: .inf"),
    ("title: Klein", "title: True", "ambiguous", "title: True"),
    ("title: Klein", "yes: Klein", "ambiguous", "yes: Klein"),
    ("title: Klein", "<<: {title: Klein}", "ambiguous", "<<:"),
    ("title: Klein", "title: &a Klein", "anchor", "&a"),
    ("title: Klein", "title: *a", "anchor", "*a"),
    ("title: Klein", "title: !!str Klein", "tag", "!!str"),
    ("title: Klein", "title: !!python/object/apply:os.system [ls]", "tag", "!!python"),
    ("title: Klein", "!!str title: Klein", "tag", "!!str"),
    ("title: Klein", "title: Klein\ntitle: Groot", "duplicate-key", "title: Groot"),
    ("title: Klein", "[title]: Klein", "not-a-plain-key", "[title]"),
    ("title: Klein", "title: 'Klein", "not-yaml", ""),
    ("title: Klein", "title: \tKlein\n\tsummary: x", "not-yaml", ""),
    ("title: Klein", "title: @Klein", "not-yaml", "@Klein"),
    ("title: Klein", f"title: {DEEP}", "too-deep", "[[["),
    ("title: Klein", f"title: [{'a, ' * 20_000}]", "too-many-parts", "title: [a"),
    ("title: Klein", f"title: {'x' * 256 * 1024}", "too-big", FIRST_LINE),
    ("title: Klein", "title: Kl\u202eein", "hidden-in-line", "Kl\u202eein"),
    ("title: Klein", "title: Klein # \u2066", "hidden-in-line", "\u2066"),
    ("title: Klein", "title: Kl\x00ein", "hidden-in-line", "Kl\x00ein"),
    ("title: Klein", "title: \"Kl\\u202Eein\"", "hidden-sign", "title: "),
    ("title: Klein", "title: \"Kl\\0ein\"", "hidden-sign", "title: "),
    (FIRST_LINE, "\ufeffid: tiny\n", "hidden-in-line", "\ufeff"),
    ("title: Klein", "title: Klein\n---\ntitle: Groot", "two-documents", "---"),
    ("sheet: {title: Blad}", "sheet: Blad", "not-a-block", "sheet: Blad"),
    ("colour: red", "colour: blue", "not-a-choice", "colour: blue"),
    ("shows_places: true", "shows_places: 'true'", "not-true-or-false", "shows_places"),
    ("planned: 2025", "planned: morgen", "not-a-day", "planned: morgen"),
    ("planned: 2025", "planned: 2025-02-30", "not-a-day", "planned: 2025-02-30"),
    (QUESTION, "", "options-for-choice", "id: mood"),
    ("kind: story}", "kind: story, at_least: 3}", "limits-for-number", "kind: story"),
    ("most: 5", "most: 1", "narrow-scale", "scale:"),
    ("      gate: {percent: 60, of: residents}\n", "", "vote-over-whom", "id: vote"),
    ("      needs: vote\n", "", "gate-without-vote", "id: vote"),
    ("      asks: [{id: what, ask: Wat zag je?, kind: text}]\n", "", "asks-what-it-needs", "- id: walk\n      title: Lopen"),
    ("facts: {mood: calm}", "facts: {mood: {a: b}}", "not-text", "mood: {a: b}"),
    ("facts: {mood: calm}", "facts: {Mood: calm}", "not-an-id", "Mood: calm"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "planted", "code", "where"), PLANTED, ids=[f"{one[2]}-{n}" for n, one in enumerate(PLANTED)]
)
def test_a_planted_fault_gives_exactly_that_fault_on_its_line(tmp_path, words, planted, code, where):
    assert words in METHOD
    method = METHOD.replace(words, planted, 1)

    faults = [fault for fault in faults_in(tmp_path, method=method) if fault.file == "methods/tiny.yaml"]

    assert [fault.code for fault in faults] == [code]
    assert_is_readable(faults[0])
    if where in method and where:
        assert faults[0].line == line_of(method, where)


def assert_is_readable(fault: Fault) -> None:
    dutch, english = fault.sentence("nl"), fault.sentence("en")
    assert dutch.startswith(f"{fault.file}, regel {fault.line}: ") and english.startswith(
        f"{fault.file}, line {fault.line}: "
    )
    assert all(
        len(sentence) < 600 and "Traceback" not in sentence and "pydantic" not in sentence
        for sentence in (dutch, english)
    )
    assert set(fault.as_data()) == {"code", "file", "line", "nl", "en"}


# Files that are wrong as a whole, or other files than the method.
WHOLE = [
    ("method", b"", "empty", 1),
    ("method", b"# alleen een opmerking\n", "empty", 1),
    ("method", b"---\n", "empty", 1),
    ("method", b"null\n", "empty", 1),
    ("method", b"- tiny\n", "not-a-block", 1),
    ("method", b"tiny\n", "not-a-block", 1),
    ("method", b"id: tiny\ntitle: caf\xe9\n", "not-utf8", 2),
    ("method", METHOD.encode("utf-16"), "not-utf8", 1),
    ("method", b"[" * 10_000_000, "too-big", 1),
    ("method", b"[" * 200_000, "too-deep", 1),
    ("method", b"{a: " * 60_000, "too-deep", 1),
    ("method", b"x" * 900_000, "too-big", 1),
    ("method", METHOD[: METHOD.index("guide:")].encode(), "no-part", 1),
    ("cases", b"", "empty", 1),
    ("cases", CASES.replace("fits: [party]", "fits: []"), "other-outcome", 1),
    ("cases", CASES.replace("phase: unrest", "phase: null"), "other-outcome", 2),
    ("cases", CASES.replace("fits: [party]", "fist: [party]"), "other-outcome", 1),
    ("cases", CASES.replace("fits: [party]", "fist: null"), "other-outcome", 1),
    ("cases", CASES.replace("percent: 60", "percent: 61"), "other-outcome", 4),
    ("cases", CASES.replace("facts: {mood: rough}", "facts: {mood: wet}"), "other-outcome", 2),
    ("cases", CASES.replace("name: ruw, ", ""), "missing-key", 2),
    ("cases", CASES.replace("part: route", "part: rout"), "not-a-choice", 3),
    ("translation", TRANSLATION.replace("title: Small", "titel: Small"), "no-such-place", 1),
    ("translation", TRANSLATION.replace("mood: {ask", "mud: {ask"), "no-such-place", 7),
    ("translation", TRANSLATION.replace('["It works."]', "[It, works]"), "other-length", 4),
    ("translation", TRANSLATION.replace("keywords: [small]", "keywords: small"), "no-such-place", 3),
    ("translation", TRANSLATION.replace("title: Small", f"title: {'x' * 201}"), "too-long", 1),
    ("translation", TRANSLATION.replace("years: {ask: How long?}", f"years: {{ask: {'x' * 201}}}"), "too-long", 9),
    ("translation", TRANSLATION.replace("title: Small", "title: Small\nid: small"), "not-words", 2),
    ("translation", TRANSLATION.replace("title: Small", "title: 12:30"), "ambiguous", 1),
    ("translation", b"- Small\n", "no-such-place", 1),
    ("sources", SOURCES.replace("lines: 100", "lines: none"), "not-a-whole-number", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "content", "code", "line"), WHOLE, ids=[f"{one[0]}-{one[2]}-{n}" for n, one in enumerate(WHOLE)]
)
def test_a_file_that_is_wrong_as_a_whole_gives_one_fault(tmp_path, file, content, code, line):
    names = {
        "method": "methods/tiny.yaml",
        "cases": "cases/tiny.yaml",
        "translation": "translations/en/tiny.yaml",
        "sources": "sources.yaml",
    }
    faults = [fault for fault in faults_in(tmp_path, **{file: content}) if fault.file == names[file]]

    assert [(fault.code, fault.line) for fault in faults] == [(code, line)]
    assert_is_readable(faults[0])


def test_the_folder_without_planted_faults_is_right(tmp_path):
    assert faults_in(tmp_path) == []


def test_a_method_needs_three_cases_in_its_own_file(tmp_path):
    (fault,) = faults_in(tmp_path, cases=CASES[: CASES.index("- {name: te weinig")])
    assert (fault.code, fault.file, fault.facts["there"]) == ("no-cases", "methods/tiny.yaml", 2)


def test_a_case_of_a_part_that_is_not_there_says_which_parts_are(tmp_path):
    method = METHOD[: METHOD.index("check:\n")]
    cases = CASES + "- {name: plan, part: check, plan: {}, expect: {met: []}}\n"
    (fault,) = (one for one in faults_in(tmp_path, method=method, cases=cases) if one.file == "cases/tiny.yaml")
    assert (fault.code, fault.line, fault.facts["known"]) == ("unknown-reference", 5, "guide, conversation, route")


@pytest.mark.parametrize("name", ["cases/tinny.yaml", "translations/en/tinny.yaml"])
def test_a_file_beside_no_method_says_so(tmp_path, name):
    write(shelve(tmp_path), name, "[]")
    assert [(one.code, one.file) for one in Reader([tmp_path]).read(with_cases=True).faults] == [
        ("case-of-nothing", name)
    ]


def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path):
    (shelve(tmp_path) / "methods" / "folder.yaml").mkdir()
    assert [one.code for one in Reader([tmp_path]).read().faults] == ["cannot-read"]


def test_two_files_with_one_id_in_two_folders_is_a_fault_unless_one_replaces_the_other(tmp_path):
    own = shelve(tmp_path / "own")
    folders = [shelve(tmp_path / "shipped"), own]
    assert {one.code for one in Reader(folders).read().faults} == {"duplicate-entry"}

    write(own, "methods/tiny.yaml", METHOD.replace("id: tiny\n", "id: tiny\nreplaces: tiny\n", 1))
    assert Reader(folders).read().faults == []


def test_a_conversation_that_asks_nothing_is_a_fault(tmp_path):
    start, end = METHOD.index("  board:"), METHOD.index("  conclusion:")
    (fault,) = (
        one for one in faults_in(tmp_path, method=METHOD[:start] + METHOD[end:]) if one.file.startswith("methods")
    )
    assert (fault.code, fault.line) == ("asks-nothing", line_of(METHOD, "conversation:"))


def test_all_faults_of_a_file_come_at_once(tmp_path):
    method = (
        METHOD.replace("colour: red", "colour: blue")
        .replace("percent: 60", "percent: 101")
        .replace("title: Feest", "tittle: Feest")
    )
    faults = [one for one in faults_in(tmp_path, method=method) if one.file.startswith("methods")]
    assert sorted(one.code for one in faults) == ["not-a-choice", "out-of-range", "unknown-key"]


def test_a_word_mistyped_gets_the_word_that_was_meant(tmp_path):
    (fault,) = (
        one
        for one in faults_in(tmp_path, method=METHOD.replace("title: Klein", "titel: Klein"))
        if one.file.startswith("methods")
    )
    assert "(title?)" in fault.sentence("nl")


def test_a_hundred_faults_stop_at_fifty(tmp_path):
    method = METHOD.replace("keywords: [klein]", "keywords:" + "\n  - no" * 100)
    assert len([one for one in faults_in(tmp_path, method=method) if one.file.startswith("methods")]) == 50


def test_nothing_is_served_when_one_file_is_broken(tmp_path):
    with pytest.raises(Faulty, match=r"methods/tiny\.yaml, line 2"):
        load(shelve(tmp_path, method=METHOD.replace("title: Klein", "title: no")))


def test_every_code_of_the_catalogue_is_planted_here():
    planted = {one[2] for one in (*PLANTED, *WHOLE)}
    elsewhere = {
        "no-cases",
        "cannot-read",
        "duplicate-entry",
        "case-of-nothing",
        "asks-nothing",
        "unknown-kind",
        "one-state",
        "duplicate-term",
        "not-a-row-of-signs",
        "not-a-time",
        *CODES_OF_TABLES,
    }
    # What pydantic may say one day that we have no words for; nothing makes it now.
    assert set(CATALOGUE) - planted - elsewhere == {"not-understood"}


def test_every_code_the_library_names_is_in_the_catalogue():
    named = {
        node.args[0].value
        for path in (Path(wijkwerk.__file__).parent / "library").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "fault" and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert named and named <= set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_catalogue_says_the_same_facts_in_both_languages(code):
    dutch, english = ({name for _, name, _, _ in Formatter().parse(said) if name} for said in CATALOGUE[code])
    assert dutch == english
