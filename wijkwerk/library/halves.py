"""Reading a large shelf in two processes at once, because reading files is what a first start waits for.

Both halves are read by the one Reader there is. What is wrong is never put together from two halves: when there is a
fault in one of them, or they do not fit together, the files are read once more, whole.
"""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from wijkwerk.library.links import references
from wijkwerk.library.shelf import Edition, Reader, Shelf, all_kept, as_text, files_in
from wijkwerk.library.shelf import load as load_whole

# Of less than this, a second process takes more than it gives.
LEAST_BYTES = 512 * 1024


def load(*folders: Path) -> Shelf:
    """The shelf of these folders; Faulty with every fault, and then nothing is served."""
    theirs = _their_half(folders) if _may_share() else frozenset()
    return (theirs and _in_halves(Reader(folders), theirs)) or load_whole(*folders)


def _may_share() -> bool:
    """Whether a copy of this process can help: there are two processors, and no threads that a copy would miss."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def _their_half(folders: Iterable[Path]) -> frozenset[Path]:
    """Methods with their translations, about half of all there is to read; nothing when that is little."""
    methods: dict[str, list[Path]] = {}
    knowledge = 0
    for folder in folders:
        for path in (*folder.glob("methods/*.yaml"), *folder.glob("translations/*/*.yaml")):
            methods.setdefault(path.stem, []).append(path)
        knowledge += _size(folder.glob("knowledge/*/*.yaml"))
    sizes = {name: _size(paths) for name, paths in methods.items()}
    left = (knowledge + sum(sizes.values())) // 2
    if left < LEAST_BYTES // 2:
        return frozenset()
    theirs: list[Path] = []
    for name in sorted(methods):
        if sizes[name] <= left:
            left -= sizes[name]
            theirs += methods[name]
    return frozenset(theirs)


def _size(paths: Iterable[Path]) -> int:
    size = 0
    for path in paths:
        with suppress(OSError):
            size += path.stat().st_size
    return size


def _in_halves(reader: Reader, theirs: frozenset[Path]) -> Shelf | None:
    """The shelf that both halves make together; None when anything is wrong."""
    with all_kept():
        wait = _begin(lambda: _half(reader, lambda path: path in theirs))
        ours = _half(reader, lambda path: path not in theirs)
        other = wait()
    if ours is None or other is None:
        return None
    there = {*ours["there"], *other["there"]}
    if not there.issuperset(chain(ours["named"], other["named"])) or not {*ours["ids"]}.isdisjoint(other["ids"]):
        return None
    texts = ours["methods"] | other["methods"]
    translations = [*ours["translations"], *other["translations"]]
    return Shelf(
        {name: Edition(text=texts[name], method=reader.methods.get(name)) for name in _in_order(reader, texts)},
        reader.surroundings,
        {
            (language, name): Edition(text=text, method=reader.translations.get((language, name)))
            for language, name, text in translations
        },
        reader.knowledge,
    )


def _half(reader: Reader, is_wanted: Callable[[Path], bool]) -> dict[str, Any] | None:
    """What half of the files give; None when something is wrong in one of them."""
    reader.read_files(is_wanted=is_wanted)
    if reader.faults:
        return None
    entries = (*reader.methods.values(), *reader.knowledge.values())
    return {
        "methods": {name: as_text(method) for name, method in reader.methods.items()},
        "translations": [(*name, as_text(method)) for name, method in reader.translations.items()],
        "ids": [*reader.files],
        "there": [*reader.ids_that_seem_there()],
        "named": [*{named for entry in entries for _, named in references(entry)}],
    }


def _in_order(reader: Reader, names: Iterable[str]) -> list[str]:
    """The methods as one reading would have found them: one that replaces another stands where it was read."""
    read = [path.stem for folder in reader.folders for path in files_in(folder, "methods/*.yaml")]
    places = {name: place for place, name in enumerate(read)}
    return sorted(names, key=places.__getitem__)


def _begin(work: Callable[[], Any]) -> Callable[[], Any]:
    """Do the work in a copy of this process; what is given back waits for what came of it, or None."""
    end, begin = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), os.fdopen(begin, "wb") as out:
            out.write(json.dumps(work()).encode())
        os._exit(0)
    os.close(begin)

    def wait() -> Any:
        with os.fdopen(end, "rb") as said:
            answer = said.read()
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
        with suppress(ValueError):
            return json.loads(answer)
        return None

    return wait
