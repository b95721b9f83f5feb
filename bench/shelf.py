"""Reading and cross-checking a shelf of three hundred methods: the eight we have, multiplied under new ids."""

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

METHODS = 300
TURNS = 5
# A start of its own: what Python imported or pydantic made before does not count, what a process keeps does.
READ = """
import json, sys, time
from pathlib import Path
from wijkwerk.library.cache import load_kept
folder, kept_in, method_id = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
wall, cpu = time.perf_counter(), time.process_time()
shelf = load_kept(folder, kept_in=kept_in)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
print(json.dumps({"methods": len(shelf.methods), "title": shelf.method(method_id).title, "wall": wall, "cpu": cpu}))
"""


def measure() -> Iterator[Result]:
    """Cold and from the cache, each in a fresh process; first without, then with the English of every method."""
    with tempfile.TemporaryDirectory() as folder:
        shelf, kept_in = Path(folder, "content"), Path(folder, "kept")
        kept_in.mkdir()
        multiply(shelf, METHODS, languages=())
        yield from read(shelf, kept_in, "", cold_bar=2, warm_bar=0.1)
        multiply(shelf, METHODS, languages=("en",))
        yield from read(shelf, kept_in, ", and each in English too")


def read(
    shelf: Path, kept_in: Path, more: str, *, cold_bar: float | None = None, warm_bar: float | None = None
) -> Iterator[Result]:
    """The best of a few turns: a busy machine only makes a reading slower, never faster."""
    cold, warm = [], []
    for _ in range(TURNS):
        for kept in kept_in.iterdir():
            kept.unlink()
        cold.append(fresh(shelf, kept_in))
        warm.append(fresh(shelf, kept_in))
    for name, turns, bar in (("read and checked", cold, cold_bar), ("from the cache", warm, warm_bar)):
        best = min(turn["cpu"] for turn in turns)
        wall = min(turn["wall"] for turn in turns)
        yield Result(
            f"shelf: {METHODS} methods {name}{more}", best, "s CPU", "at most", bar, None, f"{wall:.3f} s wall"
        )


def fresh(shelf: Path, kept_in: Path) -> dict[str, Any]:
    """What one start takes; it has to find every method."""
    first = next(iter(sorted((shelf / "methods").glob("*.yaml")))).stem
    done = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-c", READ, shelf, kept_in, first], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["methods"] == METHODS and found["title"], found
    return found


def multiply(to: Path, number: int, *, languages: tuple[str, ...]) -> None:
    """A content folder of `number` methods: ours in turn, each with its own id."""
    content = content_folders()[0]
    shutil.rmtree(to, ignore_errors=True)
    (to / "methods").mkdir(parents=True)
    shutil.copy(content / "sources.yaml", to)
    shutil.copytree(content / "vocabulary", to / "vocabulary")
    files = sorted((content / "methods").glob("*.yaml"))
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
