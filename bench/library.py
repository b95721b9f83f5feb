"""The whole library as a person meets it: loaded, advised over and narrowed, at its size and ten times that."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import quantiles

from bench.result import Result
from wijkwerk.library.browsing import FACETS, Browser
from wijkwerk.library.fitting import fitting
from wijkwerk.library.folders import shipped_folder
from wijkwerk.library.shelf import load
from wijkwerk.words.condition import Given

TURNS = 3
TIMES = 10
LOAD = """
import json, sys, time
from pathlib import Path
from wijkwerk.library.cache import load_kept
wall, cpu = time.perf_counter(), time.process_time()
shelf = load_kept(Path(sys.argv[1]), kept_in=Path(sys.argv[2]))
print(json.dumps({"entries": len(shelf.entries), "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}))
"""


def measure() -> Iterator[Result]:
    """Loading in fresh processes, then advice and facets in this one."""
    yield from loaded()
    shelf = load(shipped_folder())
    plays, people = (shelf.surroundings.vocabularies[name] for name in ("plays", "people"))
    situations: list[dict[str, Given]] = [
        {"plays": (play,), "people": (one,), "turn": "do"} for play in plays for one in people
    ]
    spent = [_spent(partial(fitting, shelf, asked, shelf.surroundings)) for asked in situations]
    yield Result(
        f"library: what fits over {len(shelf.methods)} methods, p95", p95(spent), "ms", "at most", 50, None,
        f"p50 {sorted(spent)[len(spent) // 2]:.1f} ms, {len(situations)} situations",
    )  # fmt: skip
    many = [
        one.model_copy(update={"id": f"{one.id}-{turn}"}) for turn in range(TIMES) for one in shelf.entries.values()
    ]
    browser = Browser(many)
    narrowed = [_spent(partial(_counted, browser, play)) for play in plays for _ in range(5)]
    yield Result(
        f"library: all facets counted over {len(many):,} entries, p95", p95(narrowed), "ms", "at most", None, None,
        "the list page itself is measured with the pages",
    )  # fmt: skip


def loaded() -> Iterator[Result]:
    """Cold and from the cache, the best of a few fresh processes: a busy machine only makes it slower."""
    with tempfile.TemporaryDirectory() as kept:
        cold, warm = [], []
        for _ in range(TURNS):
            for path in Path(kept).iterdir():
                path.unlink()
            cold.append(_fresh(kept))
            warm.append(_fresh(kept))
    for name, turns, bar in (("read and checked", cold, 2.0), ("from the cache", warm, None)):
        best = min(turns, key=lambda turn: turn["wall"])
        yield Result(
            f"library: {best['entries']:.0f} entries {name}", best["wall"], "s wall", "at most", bar, None,
            f"{best['cpu']:.2f} s CPU in the process itself",
        )  # fmt: skip


def _fresh(kept: str) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-c", LOAD, shipped_folder(), kept], check=True, capture_output=True, text=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _counted(browser: Browser, play: str) -> int:
    left = browser.narrowed({"plays": play})
    return sum(len(browser.counts(facet, left)) for facet in FACETS)


def _spent(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1e3


def p95(spent: list[float]) -> float:
    """The figure that 95 of 100 stay under."""
    return quantiles(spent, n=20)[-1]
