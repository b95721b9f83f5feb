"""A shelf that two processes read together is the one that a single reading gives, and so are its faults."""

import os
import random
import threading
from pathlib import Path

import pytest

from tests.library.shelf_of_one import METHOD, TRANSLATION, shelve, write
from tests.library.test_knowledge import CONCEPT
from wijkwerk.library import halves
from wijkwerk.library.faults import Faulty
from wijkwerk.library.shelf import Reader, Shelf
from wijkwerk.library.shelf import load as load_whole

NAMES = ("alder", "birch", "cedar", "elder", "hazel")


@pytest.fixture
def forks(monkeypatch):
    """How often the process was copied; here every shelf is large enough."""
    times = []

    def fork() -> int:
        times.append(threading.active_count())
        return os_fork()

    os_fork = os.fork
    monkeypatch.setattr(os, "fork", fork)
    monkeypatch.setattr(halves, "LEAST_BYTES", 1)
    monkeypatch.setattr(halves, "_may_share", lambda: True)
    return times


@pytest.fixture
def content(tmp_path) -> Path:
    """Six methods that point to one another, in English too, and an entry of knowledge."""
    folder = shelve(tmp_path / "content")
    for place, name in enumerate(NAMES):
        named = f"id: {name}\nsee_also: [tiny, bridge, {NAMES[place - 1]}]"
        write(folder, f"methods/{name}.yaml", METHOD.replace("id: tiny", named, 1))
        write(folder, f"translations/en/{name}.yaml", TRANSLATION.replace("Small", name.title()))
    write(folder, "knowledge/concept/some.yaml", CONCEPT)
    return folder


def own_folder(tmp_path: Path) -> Path:
    """A folder of an organisation: it replaces a method and an entry, and adds a method and a translation."""
    own = tmp_path / "own"
    write(own, "methods/birch.yaml", METHOD.replace("id: tiny", "id: birch\nreplaces: birch", 1))
    write(own, "methods/mine.yaml", METHOD.replace("id: tiny", "id: mine\nsee_also: [hazel]", 1))
    write(own, "translations/en/cedar.yaml", TRANSLATION.replace("Small", "Our cedar"))
    write(own, "knowledge/concept/mine.yaml", CONCEPT.replace("title: Brug", "title: Trap\n  replaces: bridge"))
    return own


def told(shelf: Shelf) -> object:
    """All that a shelf holds, in its order."""
    return (
        [(name, edition.text, edition.digest, edition.method) for name, edition in shelf.editions.items()],
        {name: (edition.text, edition.method) for name, edition in shelf.translations.items()},
        list(shelf.knowledge.items()),
        shelf.surroundings,
        shelf.faults,
    )


def outcome(load, *folders: Path) -> object:
    """The shelf, or every fault in order."""
    try:
        return told(load(*folders))
    except Faulty as faulty:
        return faulty.faults


def test_two_halves_make_the_same_shelf_in_the_same_order(content, tmp_path, forks):
    assert told(halves.load(content)) == told(load_whole(content)) and len(forks) == 1
    own = own_folder(tmp_path)
    shelf = halves.load(content, own)
    assert len(forks) == 2 and told(shelf) == told(load_whole(content, own))
    cedar = shelf.method("cedar", "en")
    assert cedar is not None and cedar.title == "Our cedar" and [*shelf.methods][-2:] == ["birch", "mine"]


FAULTS = [
    ("title: Klein", "title: no"),
    ("see_also: [tiny", "see_also: [tinny"),
    ("source: {id: paper, lines: 1-10}\n", ""),
    ("audience: [resident]", "audience: [martian]"),
    ("percent: 60", "percent: 160"),
    ("id: alder", "id: bridge"),
    ("id: alder", "id: hazel"),
    ("summary:", "sumary:"),
    ("title: Alder", "titel: Alder"),
    ("title: Trap\n", ""),
    ("id: bridge", "id: cedar"),
    ("  replaces: bridge\n", ""),
]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_wrong_is_told_as_in_one_reading(content, tmp_path, forks, seed):
    chance = random.Random(seed)
    folders = (content, own_folder(tmp_path))
    files = sorted(path for folder in folders for path in folder.rglob("*.yaml") if path.parent.name != "cases")
    for _ in range(chance.choice((1, 1, 2, 4))):
        path, (right, wrong) = chance.choice(files), chance.choice(FAULTS)
        if chance.random() < 0.1:
            path.unlink(missing_ok=True)
        elif path.exists():
            path.write_text(path.read_text().replace(right, wrong))

    assert outcome(halves.load, *folders) == outcome(load_whole, *folders)
    assert forks


@pytest.mark.parametrize("right_and_wrong", FAULTS)
def test_each_of_these_faults_can_be_seen(content, tmp_path, right_and_wrong):
    folders = (content, own_folder(tmp_path))
    for folder in folders:
        for path in folder.rglob("*.yaml"):
            path.write_text(path.read_text().replace(*right_and_wrong))
    assert Reader(folders).read().faults


def test_a_copy_that_dies_costs_only_time(content, forks, monkeypatch):
    first, half = os.getpid(), halves._half

    def dying(*given):
        return half(*given) if os.getpid() == first else os._exit(9)

    monkeypatch.setattr(halves, "_half", dying)
    assert told(halves.load(content)) == told(load_whole(content)) and forks


def test_a_small_shelf_is_read_in_one_go(content, forks, monkeypatch):
    monkeypatch.setattr(halves, "LEAST_BYTES", 512 * 1024)
    assert told(halves.load(content)) == told(load_whole(content)) and not forks


def test_where_a_copy_cannot_help_the_shelf_is_read_in_one_go(content, monkeypatch):
    monkeypatch.setattr(halves, "LEAST_BYTES", 1)
    monkeypatch.delattr(os, "fork")
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert told(halves.load(content)) == told(load_whole(content))
    finally:
        done.set()
        other.join()
    monkeypatch.setattr("sys.platform", "elsewhere")
    assert told(halves.load(content)) == told(load_whole(content))
