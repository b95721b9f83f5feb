"""The command line, as people and scripts use it: exit codes, sentences, JSON, and what is wrong said plainly."""

import io
import json
import os
import subprocess
import sys

import pytest

from tests.library.shelf_of_one import CASES, METHOD, TRANSLATION, shelve, write
from wijkwerk import command
from wijkwerk.library.strict import MOST_DEPTH


@pytest.fixture
def folder(tmp_path):
    return shelve(tmp_path / "content")


@pytest.fixture
def run(capsys, folder, monkeypatch):
    """Type a command over the small folder: the exit code, what is printed, and what is said beside it."""

    def typed(*words, stdin="", content=folder):
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        code = command.main([*map(str, words), "--content", str(content)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return typed


def tried(run, situation, *words, part="guide"):
    typed = situation if isinstance(situation, str) else json.dumps(situation)
    return run("try", "tiny", "--part", part, "--input", "-", "--json", *words, stdin=typed)


def test_check_says_that_all_is_well(run):
    assert run("check", "--language", "nl") == (0, "1 methoden kloppen; 3 voorbeelden komen uit zoals het hoort.\n", "")
    assert run("check", "tiny", "--language", "en")[1] == "1 methods are right; 3 examples come out as they should.\n"
    assert json.loads(run("check", "--json")[1]) == {"faults": [], "methods": ["tiny"]}


def test_check_says_every_fault_with_its_line_and_exits_with_one(run, folder):
    write(folder, "methods/tiny.yaml", METHOD.replace("percent: 60", "percent: 101"))

    code, out, err = run("check", "--language", "en")
    assert (code, out) == (1, "")
    assert "methods/tiny.yaml, line 68: “percent” is 101. It has to lie between 1 and 100." in err

    code, out, err = run("check", "--json")
    assert code == 1 and [one["code"] for one in json.loads(out)["faults"]] == ["out-of-range"]


def test_check_of_one_method_leaves_the_others_out(run, folder):
    write(folder, "methods/other.yaml", METHOD.replace("id: tiny", "id: other").replace("title: Klein", "title: no"))
    write(folder, "cases/other.yaml", CASES)
    assert run("check", "tiny")[0] == 0 and run("check", "other")[0] == 1 and run("check")[0] == 1


def test_check_of_an_own_folder_knows_the_documents_and_words_of_the_shipped_content(run, tmp_path):
    own = tmp_path / "own"
    method = METHOD.replace("paper", "movisies-000").replace("[calm]\nkey", "[calm]\nkey")
    write(own, "methods/tiny.yaml", method)
    write(own, "cases/tiny.yaml", CASES)
    assert run("check", "tiny", content=own)[0] == 0

    write(own, "methods/tiny.yaml", method.replace("movisies-000", "movisies-999"))
    assert "movisies-999" in run("check", "tiny", content=own)[2]


def test_list_names_every_method_with_its_parts(run):
    assert run("list", "--language", "nl")[1].startswith("tiny  (guide, conversation, route, check)\n  Klein\n")
    (listed,) = json.loads(run("list", "--json", "--language", "en")[1])
    assert (listed["id"], listed["title"], listed["parts"]) == (
        "tiny",
        "Small",
        ["guide", "conversation", "route", "check"],
    )
    assert len(listed["digest"]) == 64


def test_show_reads_a_method_to_people_and_gives_it_whole_to_scripts(run):
    shown = run("show", "tiny", "--language", "en")[1]
    assert "Small\n=====" in shown and "- Party" in shown and "paper, 1-10" in shown
    assert json.loads(run("show", "tiny", "--json", "--language", "nl")[1])["title"] == "Klein"


@pytest.mark.parametrize("word", ["show", "try", "check"])
def test_an_unknown_id_says_which_there_are(run, word):
    code, out, err = run(word, "tinny", "--json")
    assert code == 1 and json.loads(out)["refused"] == "unknown-method" and "tiny" in err


@pytest.mark.parametrize(
    ("part", "situation", "said"),
    [
        ("guide", {"facts": {"mood": "calm", "years": 2}}, "'verdict': 'fits'"),
        ("guide", {"phase": "unrest"}, "'is_chosen': True"),
        ("conversation", {"events": [{"counts": {"area": "home"}}]}, "'area': 'home'"),
        ("route", {"at": "vote", "events": [{"vote-counted": {"agree": 60, "of": {"residents": 100}}}]}, "'is_met': True"),
        ("check", {"plan": {"early": "done"}}, "'verdict': 'met'"),
        ("guide", {"name": "zo", "part": "guide", "expect": {}, "facts": {}}, "'verdict': 'open'"),
        ("guide", "", "'verdict': 'open'"),
    ],
)  # fmt: skip
def test_try_gives_the_report_of_a_situation(run, part, situation, said):
    code, out, err = tried(run, situation, part=part)
    assert (code, err) == (0, "") and said in str(json.loads(out))


def test_try_reads_a_situation_from_a_file(run, tmp_path):
    (tmp_path / "in.json").write_text('{"facts": {"mood": "calm"}}', "utf-8")
    assert run("try", "tiny", "--part", "guide", "--input", tmp_path / "in.json", "--json")[0] == 0


@pytest.mark.parametrize(
    ("part", "situation", "code"),
    [
        ("guide", {"facts": {"mood": "wet"}}, "not-an-option"),
        ("guide", {"facts": {"years": float("nan")}}, "not-a-number"),
        ("guide", {"facts": {"years": 10**100}}, "not-a-number"),
        ("guide", {"facts": {"mood": [[[["calm"]]]]}}, "not-an-option"),
        ("guide", {"phase": "panic"}, "unknown-phase"),
        ("guide", {"plan": {"early": "done"}}, "unknown-event"),
        ("guide", {"at": "walk"}, "unknown-stage"),
        ("route", {"at": "moon"}, "unknown-stage"),
        ("route", {"events": ["stage-closed"]}, "too-little"),
        ("route", {"events": [float("inf")]}, "unknown-event"),
        ("conversation", {"events": [{"scored": {"area": "home", "score": float("nan")}}]}, "malformed-event"),
        ("check", {"plan": {"early": {"a": "b"}}}, "not-an-option"),
    ],
)  # fmt: skip
def test_a_refusal_exits_with_one_and_its_reason_as_json(run, part, situation, code):
    exit_code, out, _ = tried(run, situation, part=part)
    reason = json.loads(out)

    assert (exit_code, reason["refused"]) == (1, code)
    assert reason["nl"] and reason["en"] and reason["nl"] != reason["en"]


@pytest.mark.parametrize(
    "text",
    [
        "{", "[]", "3", "null", '"x"', '{"facts": 3}', '{"events": {}}', '{"weather": "wet"}', '{"phase": null}',
        '{"facts": {"mood": "\\ud800"}}', '{"facts": {"\\udfff": "calm"}}', "[" * 100_000,
        '{"events": [' + "[" * 900 + "]" * 900 + "]}", '{"events": [' + "[" * MOST_DEPTH + "]" * MOST_DEPTH + "]}",
        '{"facts": {"years": ' + "9" * 5000 + "}}", '{"facts": {"why": "' + "x" * 300_000 + '"}}',
    ],
    ids=range(16),
)  # fmt: skip
def test_input_that_cannot_be_read_is_refused_without_a_trace(run, text):
    code, out, err = tried(run, text)
    assert code == 1 and json.loads(out)["refused"] == "unreadable-input" and err


def test_a_file_that_is_not_there_or_not_text_is_refused(run, tmp_path):
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for name in ("nowhere", "bytes", "."):
        code, out, _ = run("try", "tiny", "--part", "guide", "--input", tmp_path / name, "--json")
        assert code == 1 and json.loads(out)["refused"] == "unreadable-input"


def test_a_part_the_method_does_not_have_is_refused_by_name(run, folder):
    write(folder, "methods/tiny.yaml", METHOD[: METHOD.index("check:\n")])
    write(folder, "translations/en/tiny.yaml", TRANSLATION[: TRANSLATION.index("check:\n")])
    code, out, _ = run("try", "tiny", "--part", "check", "--input", "-", "--json")
    assert code == 1 and json.loads(out)["refused"] == "no-such-part"


@pytest.mark.parametrize("words", [("check",), ("list",), ("show", "tiny"), ("try", "tiny")])
def test_broken_content_stops_every_word_with_its_faults(run, folder, words):
    write(folder, "methods/tiny.yaml", METHOD.replace("title: Klein", "title: no"))
    code, out, _ = run(*words, "--json")
    assert code == 1 and [one["code"] for one in json.loads(out)["faults"]] == ["ambiguous"]
    assert "methods/tiny.yaml" in run(*words)[2]


def test_a_folder_that_is_not_there_is_said(run, tmp_path):
    code, out, err = run("check", "--json", content=tmp_path / "nowhere")
    assert code == 1 and json.loads(out)["refused"] == "no-folder" and "nowhere" in err


@pytest.mark.parametrize("words", [("show",), ("try",), ("try", "tiny", "--part", "poem"), ("list", "--weather")])
def test_a_wrong_question_exits_with_two(run, words):
    assert run(*words)[0] == 2


@pytest.mark.parametrize(
    ("part", "typed", "said"),
    [
        ("guide", "calm\nwalk, talk\n2\n.\n", "party"),
        ("guide", "wet\n\n\n\n\n", "wet"),
        ("conversation", "home\n4\nfine\n", "home"),
        ("route", "een bank\nj\n60\n100\n\n.\n", "vote"),
        ("check", "done\n", "met"),
        ("route", "", "walk"),
    ],
)
def test_a_method_is_played_in_the_terminal_until_a_dot_or_the_end(run, part, typed, said):
    code, out, err = run("try", "tiny", "--part", part, stdin=typed)
    assert code == 0 and said in out + err


def test_it_runs_as_a_program_of_its_own(folder):
    def program(*words, stdin=""):
        return subprocess.run(
            [sys.executable, "-c", "import sys; from wijkwerk.command import main; sys.exit(main())", *words, "--content", folder],
            input=stdin, capture_output=True, text=True, check=False, env={**os.environ, "LANG": "C", "PYTHONUTF8": "1"},
        )  # fmt: skip

    assert program("check").returncode == 0
    refused = program("try", "tiny", "--part", "guide", "--input", "-", "--json", stdin='{"facts": {"mood": "wet"}}')
    assert refused.returncode == 1 and json.loads(refused.stdout)["refused"] == "not-an-option" and not refused.stderr
