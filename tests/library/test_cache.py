"""The kept shelf is the same shelf, only sooner; stale or damaged, it is read anew."""

import json
import zlib
from pathlib import Path

import pytest

from tests.library.shelf_of_one import METHOD, TRANSLATION, shelve, write
from wijkwerk.library import cache
from wijkwerk.library.cache import NAME, load_kept
from wijkwerk.library.faults import Faulty
from wijkwerk.library.method import Method
from wijkwerk.library.shelf import Shelf, load


@pytest.fixture
def content(tmp_path):
    return shelve(tmp_path / "content")


@pytest.fixture
def var(tmp_path):
    (tmp_path / "var").mkdir()
    return tmp_path / "var"


@pytest.fixture
def readings(monkeypatch):
    """How often the files were really read."""
    times: list[tuple[Path, ...]] = []

    def reading(*folders: Path) -> Shelf:
        times.append(folders)
        return load(*folders)

    monkeypatch.setattr(cache, "load", reading)
    return times


def test_the_second_time_nothing_is_read_and_all_is_the_same(content, var, readings):
    first, second = load_kept(content, kept_in=var), load_kept(content, kept_in=var)

    assert len(readings) == 1
    assert second.methods == first.methods and second.surroundings == first.surroundings
    assert second.method("tiny", "en") == first.method("tiny", "en") and second.is_translated("tiny", "en")
    assert second.edition("tiny").digest == first.edition("tiny").digest


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("methods/tiny.yaml", METHOD.replace("title: Klein", "title: Groot")),
        ("methods/tiny.yaml", METHOD.replace("title: Klein", "title: Grote")),
        ("methods/other.yaml", METHOD.replace("id: tiny\n", "id: other\n", 1)),
        ("translations/en/tiny.yaml", TRANSLATION.replace("Small", "Short")),
        ("vocabulary/themes.yaml", "- {id: water, title: water, title_en: water}\n"),
        ("sources.yaml", '- {id: paper, title: Blad, publisher: Wij, date: "2021", lines: 99, sha256: "%s"}\n' % ("1" * 64)),
    ],
)  # fmt: skip
def test_any_change_of_content_is_read_anew(content, var, readings, name, text):
    load_kept(content, kept_in=var)
    write(content, name, text)
    shelf = load_kept(content, kept_in=var)

    assert len(readings) == 2
    assert shelf.methods == load(content).methods and shelf.surroundings == load(content).surroundings


def test_a_method_taken_away_is_gone(content, var, readings):
    write(content, "methods/other.yaml", METHOD.replace("id: tiny\n", "id: other\n", 1))
    assert [*load_kept(content, kept_in=var).methods] == ["other", "tiny"]
    (content / "methods" / "other.yaml").unlink()
    assert [*load_kept(content, kept_in=var).methods] == ["tiny"]


def test_a_changed_reader_reads_anew(content, var, readings, monkeypatch):
    load_kept(content, kept_in=var)
    monkeypatch.setattr(cache, "_reader", lambda: "another reader")
    load_kept(content, kept_in=var)
    assert len(readings) == 2


def test_other_folders_are_another_shelf(content, tmp_path, var, readings):
    load_kept(content, kept_in=var)
    own = tmp_path / "own"
    write(own, "methods/mine.yaml", METHOD.replace("id: tiny\n", "id: mine\n", 1))
    assert [*load_kept(content, own, kept_in=var).methods] == ["tiny", "mine"]
    assert len(readings) == 2


def _with_head(raw: bytes, **changed) -> bytes:
    line, _, body = raw.partition(b"\n")
    return json.dumps(json.loads(line) | changed).encode() + b"\n" + body


DAMAGE = {
    "empty": lambda raw: b"",
    "half": lambda raw: raw[: len(raw) // 2],
    "longer": lambda raw: raw + b"x",
    "one sign changed": lambda raw: raw[:-20] + bytes([raw[-20] ^ 1]) + raw[-19:],
    "head changed": lambda raw: b"[" + raw[1:],
    "not json": lambda raw: b"\x80\x04\x95." + raw,
    "deep": lambda raw: b"[" * 100_000 + b"\n",
    "another shape": lambda raw: b"[]\n",
    "lengths": lambda raw: _with_head(raw, lengths="x"),
    "too few": lambda raw: _with_head(raw, methods=["a", "b", "c", "d"]),
    "surroundings": lambda raw: _with_head(raw, surroundings={"documents": 3}),
    "zeros": lambda raw: bytes(len(raw)),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_shelf_is_passed_over_and_made_again(content, var, readings, damage):
    load_kept(content, kept_in=var)
    path = var / NAME
    whole = path.read_bytes()
    path.write_bytes(DAMAGE[damage](whole))

    assert load_kept(content, kept_in=var).methods == load(content).methods
    assert len(readings) == 2
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_does_not_stand_in_the_way(content, tmp_path):
    assert load_kept(content, kept_in=tmp_path / "nowhere").methods["tiny"].title == "Klein"


def test_content_with_a_fault_is_never_kept_and_the_last_whole_shelf_serves_on(content, var):
    whole = load_kept(content, kept_in=var)
    write(content, "methods/tiny.yaml", METHOD.replace("title: Klein", "title: no"))
    for _ in range(2):
        last = load_kept(content, kept_in=var)
        assert last.methods == whole.methods
        assert [(fault.code, fault.line) for fault in last.faults] == [("ambiguous", 2)]

    write(content, "methods/tiny.yaml", METHOD.replace("title: Klein", "title: Groot"))
    mended = load_kept(content, kept_in=var)
    assert mended.methods["tiny"].title == "Groot" and mended.faults == ()


def test_without_a_whole_shelf_of_this_reader_content_with_a_fault_is_not_served(content, var, monkeypatch):
    load_kept(content, kept_in=var)
    write(content, "methods/tiny.yaml", METHOD.replace("title: Klein", "title: no"))
    monkeypatch.setattr(cache, "_reader", lambda: "another reader")
    with pytest.raises(Faulty):
        load_kept(content, kept_in=var)


def test_the_kept_shelf_is_json_of_the_same_texts(content, var):
    load_kept(content, kept_in=var)
    line, _, body = (var / NAME).read_bytes().partition(b"\n")
    head = json.loads(line)
    assert head["crc"] == zlib.crc32(body)
    assert Method.model_validate_json(body[: head["lengths"][0]]) == load(content).methods["tiny"]
    assert [path.name for path in var.iterdir()] == [NAME]
