"""Reading and cross-checking a shelf: the library as it is, and the first eight methods multiplied to three hundred.

The first eight are the largest, and the only ones that are whole in English. The figure is the wall clock, because
that is what a person waits for; the note says what it took of CPU, that of helping processes included.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.result import Result
from wijkwerk.library.folders import content_folders
from wijkwerk.library.links import references
from wijkwerk.library.reading import read_method
from wijkwerk.library.shelf import LANGUAGES
from wijkwerk.library.strict import read_file

METHODS = 300
FIRST = (
    "ben-je-oke", "buurtwarmte-vechtzoom", "omgevingswalkshop", "project-grey",
    "vijf-lessen", "wat-telt", "wat-werkt-tegen-discriminatie", "wijkverbinder",
)  # fmt: skip
TURNS = 5
# A start of its own: what Python imported or pydantic made before does not count, what a process keeps does.
READ = """
import json, os, sys, time
from pathlib import Path
from wijkwerk.library.cache import load_kept
folder, kept_in, method_id = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
begin, wall = sum(os.times()[:4]), time.perf_counter()
shelf = load_kept(folder, kept_in=kept_in)
wall, cpu = time.perf_counter() - wall, sum(os.times()[:4]) - begin
print(json.dumps({"methods": len(shelf.methods), "title": shelf.method(method_id).title, "wall": wall, "cpu": cpu}))
"""


def measure() -> Iterator[Result]:
    """Cold and from the cache, each in a fresh process; the multiplied ones without, then with their English."""
    with tempfile.TemporaryDirectory() as folder:
        shelf, kept_in = Path(folder, "content"), Path(folder, "kept")
        kept_in.mkdir()
        multiply(shelf, METHODS, languages=())
        yield from read(shelf, kept_in, f"{METHODS} methods", cold_bar=2, warm_bar=0.1)
        multiply(shelf, METHODS, languages=LANGUAGES)
        yield from read(shelf, kept_in, f"{METHODS} methods, each in English too")
        yield from read(content_folders()[0], kept_in, "the library as it is", cold_bar=2)


def read(
    shelf: Path, kept_in: Path, what: str, *, cold_bar: float | None = None, warm_bar: float | None = None
) -> Iterator[Result]:
    """The best of a few turns: a busy machine only makes a reading slower, never faster."""
    cold, warm = [], []
    for _ in range(TURNS):
        for kept in kept_in.iterdir():
            kept.unlink()
        cold.append(fresh(shelf, kept_in))
        warm.append(fresh(shelf, kept_in))
    for name, turns, bar in (("read and checked", cold, cold_bar), ("from the cache", warm, warm_bar)):
        best = min(turns, key=lambda turn: turn["wall"])
        yield Result(f"shelf: {what}, {name}", best["wall"], "s", "at most", bar, None, f"{best['cpu']:.2f} s CPU")


def fresh(shelf: Path, kept_in: Path) -> dict[str, Any]:
    """What one start takes; it has to find every method."""
    methods = [path.stem for path in sorted((shelf / "methods").glob("*.yaml"))]
    done = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-c", READ, shelf, kept_in, methods[0]], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["methods"] == len(methods) and found["title"], found
    return found


def multiply(to: Path, number: int, *, languages: tuple[str, ...]) -> None:
    """A content folder of `number` methods: the first eight in turn, each with its own id.

    What they point to stands there with little more than its name.
    """
    content = content_folders()[0]
    shutil.rmtree(to, ignore_errors=True)
    (to / "methods").mkdir(parents=True)
    shutil.copy(content / "sources.yaml", to)
    shutil.copytree(content / "vocabulary", to / "vocabulary")
    files = [content / "methods" / f"{name}.yaml" for name in FIRST]
    for place in range(number):
        file = files[place % len(files)]
        method_id = f"{file.stem}-{place}"
        text = re.sub(r"\Aid: .*$", f"id: {method_id}", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert text.startswith(f"id: {method_id}\n"), file
        (to / "methods" / f"{method_id}.yaml").write_text(text, encoding="utf-8")
        for language in languages:
            words = to / "translations" / language
            words.mkdir(parents=True, exist_ok=True)
            shutil.copy(content / "translations" / language / file.name, words / f"{method_id}.yaml")
    (to / "knowledge" / "concept").mkdir(parents=True)
    named = {one for file in files for one in named_in(file)}
    (to / "knowledge" / "concept" / "named.yaml").write_text(
        "".join(f"- {{id: {one}, title: {one}, summary: –, means: –, ours: om te meten}}\n" for one in sorted(named))
    )


def named_in(file: Path) -> Iterator[str]:
    """The ids of other entries that this method names."""
    method = read_method(read_file(file, file.name))
    assert method is not None, file
    for _, entry_id in references(method):
        yield entry_id
