"""`wijkwerk opinion-map`: the whole map for who holds the file, in words or as JSON, and one sentence when it is refused."""

import json
import subprocess
import sys

import pytest

from tests.analysis.conversations import HELD, POLIS
from wijkwerk import command

VOTES, COMMENTS = POLIS / f"{HELD}.participants-votes.csv", POLIS / f"{HELD}.comments.csv"


@pytest.fixture
def run(capsys):
    def typed(*words):
        code = command.main(["opinion-map", *map(str, words)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return typed


def test_scripts_get_everyone_and_every_statement(run):
    code, out, err = run("--votes", VOTES, "--json")
    found = json.loads(out)

    assert (code, err) == (0, "")
    assert [(group["id"], group["size"]) for group in found["groups"]] == [(1, 92), (2, 62), (3, 35)]
    assert len(found["participants"]) == 204 and found["participants"]["5"] is None
    assert set(found["participants"].values()) == {1, 2, 3, None}
    assert [one["id"] for one in found["statements"]] == list(range(50))
    assert 0 < found["stability"]["mean"] <= 1


def test_the_same_file_gives_the_same_bytes(run):
    assert run("--votes", VOTES, "--json")[1] == run("--votes", VOTES, "--json")[1]


def test_texts_come_with_the_comments(run):
    out = run("--votes", VOTES, "--comments", COMMENTS, "--json")[1]

    assert json.loads(out)["statements"][0]["text"] == "I voted to Leave."


@pytest.mark.parametrize(
    ("language", "words"), [("nl", ("WAT BINDT", "WAT VERDEELT", "MIDDENGROEP")), ("en", ("WHAT BINDS", "HOW FIRM"))]
)
def test_people_read_first_what_binds(run, language, words):
    code, out, _ = run("--votes", VOTES, "--comments", COMMENTS, "--language", language)

    assert code == 0 and all(word in out for word in words)
    assert out.index("BIND") < out.index("VERDEELT" if language == "nl" else "DIVIDES")
    assert "“I voted to Remain.” (1)" in out


def test_a_text_cannot_steer_the_screen(run, tmp_path):
    tricky = tmp_path / "comments.csv"
    tricky.write_text("comment-id,comment-body\n1,\x1b[2Jweg\u202e\n", "utf-8")

    out = run("--votes", VOTES, "--comments", tricky)[1]
    assert "[2Jweg" in out and "\x1b" not in out and "\u202e" not in out


def test_votes_on_rejected_statements_can_be_left_out(run, tmp_path):
    rejected = tmp_path / "comments.csv"
    rejected.write_text("comment-id,moderated,comment-body\n11,-1,x\n", "utf-8")

    with_it, without = (
        json.loads(run("--votes", VOTES, "--comments", rejected, "--json", *more)[1])
        for more in ((), ("--without-rejected",))
    )
    assert 11 in [one["id"] for one in with_it["statements"]]
    assert 11 not in [one["id"] for one in without["statements"]]


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_what_is_refused_is_one_sentence_with_the_row(run, tmp_path, as_json):
    odd = tmp_path / "votes.csv"
    odd.write_text("participant,1\n3,1\n4,=2\n", "utf-8")
    code, out, err = run("--votes", odd, "--language", "en", *as_json)

    assert (code, err) == (
        1,
        "votes.csv: row 3 says ‘=2’ at ‘1’. A vote is 1 (agree), 0 (pass), -1 (disagree) or empty.\n",
    )
    assert not as_json or json.loads(out)["refused"] == "not-a-vote"


def test_a_missing_file_and_a_folder_are_one_sentence(run, tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        code, _, err = run("--votes", path)
        assert code == 1 and str(path) in err and len(err.splitlines()) == 1


def test_without_a_file_the_question_is_wrong(run):
    assert run()[0] == 2


def test_an_empty_conversation_is_told_as_it_is(run, tmp_path):
    nobody = tmp_path / "votes.csv"
    nobody.write_text("participant,1,2\n3,,\n", "utf-8")

    assert json.loads(run("--votes", nobody, "--json")[1])["participants"] == {"3": None}
    assert "0 people voted 0 times" in run("--votes", nobody, "--language", "en")[1]


def test_one_group_of_two_is_told_in_words_as_in_data(run, tmp_path):
    two = tmp_path / "votes.csv"
    statements = ",".join(map(str, range(8)))
    two.write_text(f"participant,{statements}\n3,{','.join(['1'] * 8)}\n4,{','.join(['-1'] * 8)}\n", "utf-8")

    found = json.loads(run("--votes", two, "--json")[1])
    assert [(group["id"], group["size"]) for group in found["groups"]] == [(1, 2)]
    assert "There is one group, of everyone with a place (1: 2)" in run("--votes", two, "--language", "en")[1]


def test_methods_are_listed_without_waking_the_arrays():
    listing = "import sys; from wijkwerk.command import main; main(['list']); sys.exit('wijkwerk.analysis.opinion_map' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", listing], capture_output=True).returncode == 0
