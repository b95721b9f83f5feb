"""Conversations in Polis' CSV format: taken in as they are, written so that they come back, or refused with the row."""

import io
from pathlib import Path

import pytest

from wijkwerk.library import polis
from wijkwerk.library.polis import Comment, OddFile, read_comments, read_votes, write_comments, write_participants_votes

HEADER = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,3,1,2\n"
VOTES = HEADER + "7,0,0,2,1,1,1,,-1\n2,,0,0,0,0,,,\n5,1,0,3,1,0,0,0,1\n"
LIST = "timestamp,datetime,comment-id,voter-id,vote\n"
COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


@pytest.fixture
def kept(tmp_path):
    def keep(text, name="votes.csv"):
        path = Path(tmp_path, name)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return keep


def rows(conversation):
    return {who: dict(zip(what.tolist(), how.tolist(), strict=True)) for who, what, how in conversation.votes.rows()}


def refused(read, path):
    with pytest.raises(OddFile) as refusal:
        read(path)
    sentences = refusal.value.sentence("nl"), refusal.value.sentence("en")
    assert all(one.startswith(f"{path.name}: ") and one.endswith(".") and "{" not in one for one in sentences)
    return refusal.value.code, refusal.value.row


# --- a row a person ---


def test_a_row_a_person_is_read_whatever_the_order_of_the_columns(kept):
    read = read_votes(kept(VOTES))

    assert rows(read) == {5: {1: 0, 2: 1, 3: 0}, 7: {2: -1, 3: 1}}
    assert read.without_votes == (2,)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text + "\n\n",
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("participant,", "Participant,xid,").replace("7,0", "7,a@b,0").replace("2,,0", "2,,,0").replace("5,1", "5,,1"),
        lambda text: text.replace(",1,,-1", ",1.0, ,-1.0"),
    ],
    ids=["mark", "windows", "semicolons", "tabs", "empty rows", "no end", "other columns", "broken numbers"],
)  # fmt: skip
def test_what_spreadsheets_make_of_it_is_read_the_same(kept, change):
    assert rows(read_votes(kept(change(VOTES)))) == rows(read_votes(kept(VOTES)))


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("", "empty", None),
        ("a,b\n1,2\n", "not-votes", None),
        (VOTES + "8,0,0,1,1,0,=1+1,,\n", "not-a-vote", 5),
        (VOTES + "8,0,0,1,1,0,2,,\n", "not-a-vote", 5),
        (VOTES + "=8,0,0,1,1,0,1,,\n", "not-a-number", 5),
        (VOTES + ",0,0,1,1,0,1,,\n", "not-a-number", 5),
        (VOTES + "-8,0,0,1,1,0,1,,\n", "not-a-number", 5),
        (VOTES + "٨,0,0,1,1,0,1,,\n", "not-a-number", 5),
        (VOTES + "99999999999,0,0,1,1,0,1,,\n", "not-a-number", 5),
        (VOTES + "8,0,0,1\n", "cells", 5),
        (VOTES + "8,0,0,1,1,0,1,,,,\n", "cells", 5),
        (VOTES + "\n5,0,0,1,1,0,1,,\n", "twice", 6),
        (VOTES.replace(",3,1,2", ",3,1,1"), "column-twice", None),
        (VOTES.replace(",3,1,2", ",3,1,01"), "column-twice", None),
        (VOTES.replace(",3,1,2", ",3,1,=2"), "odd-column", None),
        (VOTES.replace(",3,1,2", ",3,1,-2"), "odd-column", None),
        (VOTES.replace(",3,1,2", ",3,1,2.0"), "odd-column", None),
        (VOTES.replace(",3,1,2", ",3,1,q2"), "odd-column", None),
        ("participant\n1\n", "not-votes", None),
        (VOTES.encode() + b"8,\xe9,0,1,1,0,1,,\n", "not-utf8", 5),
        (VOTES.encode("utf-16"), "nought-byte", 1),
        (VOTES + '8,"0,0,1,1,0,1,,\n' + "9,0,0,1,1,0,1,,\n" * 9000, "too-long", 5),
        (VOTES + "8," + "0" * 2_000_000 + "\n", "too-long", 5),
        (VOTES.replace("\n", "\r"), "not-csv", 1),
    ],
)
def test_an_odd_row_is_refused_with_its_number(kept, text, code, row):
    assert refused(read_votes, kept(text)) == (code, row)


def test_more_rows_than_we_take_are_refused(kept, monkeypatch):
    assert len(rows(read_votes(kept(VOTES)))) == 2
    monkeypatch.setattr(polis, "MOST_ROWS", 2)

    assert refused(read_votes, kept(VOTES)) == ("too-many-rows", 4)


def test_more_votes_than_we_take_are_refused(kept, monkeypatch):
    monkeypatch.setattr(polis, "MOST_VOTES", 4)

    assert refused(read_votes, kept(VOTES)) == ("too-many-rows", 4)


def test_more_statements_than_a_map_holds_are_refused(kept, monkeypatch):
    monkeypatch.setattr(polis, "MOST_STATEMENTS", 2)

    assert refused(read_votes, kept(VOTES))[0] == "too-many-statements"


def test_statements_can_be_left_out_and_others_made_known(kept):
    read = read_votes(kept(VOTES), known_statements=[9, 3], left_out=frozenset({3}))

    assert rows(read) == {5: {1: 0, 2: 1}, 7: {2: -1}}
    assert read.votes.unvoted == (9,)


# --- a row a vote ---


def test_the_latest_vote_counts(kept):
    read = read_votes(kept(LIST + "30,x,1,3,-1\n20,x,1,3,0\n30,x,2,3,1\n10,x,1,4,1\n"))

    assert rows(read) == {3: {1: -1, 2: 1}, 4: {1: 1}}


def test_of_two_votes_at_one_moment_the_last_in_the_file_counts(kept):
    assert rows(read_votes(kept("comment-id,voter-id,vote\n1,3,-1\n1,3,1\n"))) == {3: {1: 1}}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("10,x,1,3,\n", "not-a-vote"),
        ("10,x,1,3,@1\n", "not-a-vote"),
        ("=1,x,1,3,1\n", "not-a-number"),
        ("10,x,a,3,1\n", "not-a-number"),
        ("10,x,1,3\n", "cells"),
    ],
)
def test_an_odd_vote_is_refused_with_its_row(kept, row, code):
    assert refused(read_votes, kept(f"{LIST}10,x,1,3,1\n{row}")) == (code, 3)


# --- statements ---


def test_statements_are_read_with_their_moderation(kept):
    read = read_comments(kept(COMMENTS + '1,x,4,0,0,0,-1,"Twee\nregels, en een ""woord"""\n1,x,2,0,0,0,,Kort\n'))

    assert read == (Comment(2, "Kort", 0), Comment(4, 'Twee\nregels, en een "woord"', -1))


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("a,b\n", "not-comments", None),
        (COMMENTS + '1,x,4,0,0,0,1,"a\nb"\n1,x,4,0,0,0,1,c\n', "twice", 4),
        (COMMENTS + "1,x,4,0,0,0,7,c\n", "not-moderated", 2),
        (COMMENTS + "1,x,4,0,0,0,1,a,b\n", "cells", 2),
        (COMMENTS.encode() + "1,x,4,0,0,0,1,één\n".encode("cp1252"), "not-utf8", 2),
    ],
)
def test_an_odd_statement_is_refused_with_its_row(kept, text, code, row):
    assert refused(read_comments, kept(text)) == (code, row)


# --- there and back ---


def test_votes_come_back_as_they_were_written(kept):
    read = read_votes(kept(VOTES), known_statements=[9])
    written = io.StringIO()
    write_participants_votes(written, read.votes, {5: 2})
    again = read_votes(kept(written.getvalue(), "again.csv"))

    assert rows(again) == rows(read)
    assert again.votes.unvoted == (9,)
    assert written.getvalue().splitlines()[1] == "5,2,0,3,1,0,0,1,0,".replace("3,1,0,0,1,0,", "3,1,0,0,1,0,")


@pytest.mark.parametrize(
    "text", ["=1+1", "@ons", "+31", "-x", "'=1", "''@", "'t Is mooi", "gewoon", '"=1"', "\tx", "a\nb"]
)
def test_texts_come_back_and_none_is_a_formula(kept, text):
    written = io.StringIO(newline="")
    write_comments(written, [Comment(3, text, 1)], read_votes(kept(VOTES)).votes)

    assert read_comments(kept(written.getvalue(), "again.csv")) == (Comment(3, text, 1),)
    cell = written.getvalue().split("\n", 1)[1].split(",", 7)[7]
    assert cell.lstrip('"')[:1] not in {"=", "@", "+", "-", "\t"} or text == '"=1"'


def test_counts_stand_beside_a_written_statement_and_no_time(kept):
    written = io.StringIO()
    write_comments(written, [Comment(2, "Kort", 1)], read_votes(kept(VOTES)).votes)

    assert written.getvalue().splitlines()[1] == ",,2,,1,1,1,Kort"
