"""The shelf as it was read last time, so that a start need not read and check every file again.

What is kept counts only for the very same content and the very same reader. It is JSON and nothing else; what is
damaged or cannot be written is passed over, because the files themselves always say the same.
"""

import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from wijkwerk.library.faults import Faulty
from wijkwerk.library.folders import PACKAGE
from wijkwerk.library.halves import load
from wijkwerk.library.knowledge import KNOWLEDGE, type_of
from wijkwerk.library.shelf import Edition, Shelf, as_text
from wijkwerk.library.strict import MOST_BYTES
from wijkwerk.library.surroundings import Surroundings

NAME = "shelf.json"
ROOMS = ("words", "engines", "library")
PATTERNS = (
    "sources.yaml", "thesaurus.yaml", "vocabulary/*.yaml", "methods/*.yaml", "knowledge/*/*.yaml", "translations/*/*.yaml",
)  # fmt: skip


def load_kept(*folders: Path, kept_in: Path) -> Shelf:
    """The shelf of these folders, as kept in the folder `kept_in` or else read anew.

    When the files have faults, the last shelf that was whole is taken, with those faults told on it;
    Faulty with every fault when there is none.
    """
    print_ = fingerprint(folders)
    last = _taken(kept_in / NAME)
    if last is not None and last[0] == print_:
        return last[1]
    try:
        shelf = load(*folders)
    except Faulty as faulty:
        if last is None:
            raise
        last[1].faults = tuple(faulty.faults)
        return last[1]
    if print_ == fingerprint(folders):
        with suppress(OSError):
            _keep(shelf, kept_in / NAME, print_)
    return shelf


def fingerprint(folders: tuple[Path, ...]) -> str:
    """What tells one content from another."""
    digest = hashlib.blake2b(digest_size=32)
    for folder in folders:
        for path in _files(folder):
            with suppress(OSError), path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
                digest.update(f"{path.relative_to(folder)} {len(content)} {path.stat().st_size}\n".encode())
                digest.update(content)
        digest.update(b"another folder\n")
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for pattern in PATTERNS:
        yield from sorted(folder.glob(pattern))


@cache
def _reader() -> str:
    """The reader's own code, and that of what it reads with."""
    digest = hashlib.blake2b(f"{version('pydantic')} {version('pyyaml')}".encode(), digest_size=32)
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _keep(shelf: Shelf, path: Path, print_: str) -> None:
    """Write the shelf beside its place and put it there whole."""
    editions = [*shelf.editions.values(), *shelf.translations.values()]
    texts = [edition.text.encode() for edition in editions]
    texts += [as_text(entry).encode() for entry in shelf.knowledge.values()]
    body = b"".join(texts)
    head = {
        "reader": _reader(),
        "fingerprint": print_,
        "crc": zlib.crc32(body),
        "methods": list(shelf.editions),
        "translations": list(shelf.translations),
        "knowledge": [(type_of(entry), entry_id) for entry_id, entry in shelf.knowledge.items()],
        "lengths": [len(text) for text in texts],
        "surroundings": shelf.surroundings.model_dump(mode="json"),
    }
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=NAME, delete=False) as file:
        try:
            file.write(json.dumps(head).encode() + b"\n" + body)
            file.close()
            os.replace(file.name, path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def _taken(path: Path) -> tuple[str, Shelf] | None:
    """The shelf that was kept and the fingerprint of its content; None when it is of another reader, or damaged."""
    try:
        line, _, body = path.read_bytes().partition(b"\n")
        head: dict[str, Any] = json.loads(line)
        if head["reader"] != _reader() or head["crc"] != zlib.crc32(body) or sum(head["lengths"]) != len(body):
            return None
        texts = iter(_texts(head["lengths"], body))
        return head["fingerprint"], Shelf(
            {method_id: Edition(text=next(texts)) for method_id in head["methods"]},
            Surroundings.model_validate(head["surroundings"]),
            {(language, method_id): Edition(text=next(texts)) for language, method_id in head["translations"]},
            {entry_id: KNOWLEDGE[kind].model_validate_json(next(texts)) for kind, entry_id in head["knowledge"]},
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, StopIteration, RecursionError):
        return None


def _texts(lengths: list[int], body: bytes) -> Iterator[str]:
    start = 0
    for length in lengths:
        yield body[start : start + length].decode()
        start += length
