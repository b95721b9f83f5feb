"""The opinion map beside red-dwarf, on conversations that were really held; and how it grows to a million people.

The conversations are taken from the folder in WIJKWERK_POLIS, or else the one that comes with the tests.
A ratio counts only where both see the same groups and let them say the same. The peer's libraries keep a second thread
turning while they wait for it; because that counts as CPU, the ratios are taken once more with one thread for each.
"""

import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from bench.crowd import conversation
from bench.pairs import Spent, Work, spent
from bench.reference import Dicts, alike, as_dicts, pipeline, told
from bench.result import Result
from wijkwerk.analysis.opinion_map import Votes, opinion_map, packed, stability
from wijkwerk.library.polis import read_votes

ROOT = Path(__file__).resolve().parents[1]
ENDING = ".participants-votes.csv"
ROUNDS = 5
# Ours is over before the clock is warm, so it is done as often as takes about as long as the peer.
TIMES = 10
SMALL = (10_000, 500, 44)
SIZES = (SMALL, (100_000, 500, 44), (300_000, 1_000, 47), (1_000_000, 500, 44), (1_000_000, 2_000, 48))
# Threads of the peer keep turning for a moment after it is done; they are not ours to count.
PAUSE = 0.2


class Turn(NamedTuple):
    """One conversation: seconds of CPU of the peer, of ours with numba and with numpy, and of ours with its stability."""

    name: str
    theirs: float
    compiled: float
    plain: float
    firm: float


def measure() -> Iterator[Result]:
    """Ratios first, then growth; the peer at its largest is held against ours at a hundred times as many votes."""
    yield from ratios([turn(path) for path in conversations()], "")
    yield from ratios(turns_on_one_thread(), ", each on one thread")
    theirs = at_its_largest()
    yield theirs
    yield from growth(theirs)


def conversations() -> list[Path]:
    """The files with votes, the smallest first."""
    folder = Path(os.environ.get("WIJKWERK_POLIS") or ROOT / "tests" / "data" / "polis")
    return sorted(folder.glob(f"*{ENDING}"), key=lambda path: path.stat().st_size)


def turns_on_one_thread() -> list[Turn]:
    """The same turns in a process of their own, in which nobody may have a second thread."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LOKY_MAX_CPU_COUNT"), "1")
    done = subprocess.run(
        [sys.executable, "-m", "bench.opinion"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | one,
    )
    return [Turn(*row) for row in json.loads(done.stdout)]


def turn(path: Path) -> Turn:
    """Both on one conversation, in turn, after they were seen to agree."""
    votes = read_votes(path).votes
    cast, dicts, run = columns(votes), as_dicts(votes), pipeline()
    reference = told(quietly(run, dicts))
    for is_compiled in (True, False):
        found = alike(opinion_map(packed(*cast), is_compiled=is_compiled), reference)
        assert found.rand >= 0.999 and found.is_same_people and found.overlap == 1.0, (path.name, found)

    def ours(is_compiled: bool) -> Work:
        return lambda: [opinion_map(packed(*cast), is_compiled=is_compiled) for _ in range(TIMES)]

    def firm() -> None:
        for _ in range(TIMES):
            packed_votes = packed(*cast)
            stability(packed_votes, opinion_map(packed_votes))

    def theirs() -> None:
        quietly(run, dicts)

    works: tuple[tuple[Work, int], ...] = ((theirs, 1), (ours(True), TIMES), (ours(False), TIMES), (firm, TIMES))
    rounds = [[after_a_pause(work).cpu / times for work, times in works] for _ in range(ROUNDS)]
    return Turn(path.name.removesuffix(ENDING), *(median(column) for column in zip(*rounds, strict=True)))


def after_a_pause(work: Work) -> Spent:
    """What the work takes, when whatever went before has come to rest."""
    time.sleep(PAUSE)
    return spent(work)


def quietly(run: Any, dicts: Dicts) -> Any:
    """The peer without its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return run(votes=dicts)


def columns(votes: Votes) -> tuple[Any, Any, Any]:
    """The votes as three plain arrays, as ours takes them."""
    rows = as_dicts(votes)
    numbers = [[row[name] for row in rows] for name in ("participant_id", "statement_id", "vote")]
    people, asked, values = (np.array(column) for column in numbers)
    return people, asked, values


def ratios(turns: list[Turn], how: str) -> Iterator[Result]:
    """The median over the conversations, with numba and without; and what the firmness costs, which the peer has not."""
    for name, bar, aim, seconds in (
        ("with numba", 25, 100, [one.compiled for one in turns]),
        ("with numpy only", 7, 10, [one.plain for one in turns]),
        ("with numba and its stability over ten resamples", None, None, [one.firm for one in turns]),
    ):
        found = [one.theirs / ours for one, ours in zip(turns, seconds, strict=True)]
        each = ", ".join(
            f"{one.name} {ratio:.0f} × ({one.theirs * 1e3:.0f} / {ours * 1e3:.1f} ms)"
            for one, ratio, ours in zip(turns, found, seconds, strict=True)
        )
        yield Result(f"opinion: red-dwarf's CPU, {name}{how}", median(found), "×", "at least", bar, aim, each)


def at_its_largest() -> Result:
    """The peer at ten thousand people, about where it begins to slow down."""
    people, statements, each = SMALL
    votes = packed(*conversation(people, statements, each))
    run, dicts = pipeline(), as_dicts(votes)
    found: list[Any] = []
    took = after_a_pause(lambda: found.append(quietly(run, dicts)))
    agreed = alike(opinion_map(votes), told(found[0]))
    note = f"{took.wall:.1f} s wall; groups as ours to {agreed.rand:.4f}, what they say to {agreed.overlap:.2f}"
    return Result(
        f"opinion: red-dwarf, {people:,} people × {statements:,} statements", took.cpu, "s CPU", "at most", note=note
    )


def growth(theirs: Result) -> Iterator[Result]:
    """Five sizes, each in a fresh process, with numba."""
    found = {}
    for size in SIZES:
        done = subprocess.run(  # noqa: S603 - our own Python
            [sys.executable, "-m", "bench.crowd", *map(str, size)], check=True, capture_output=True, text=True, cwd=ROOT
        )
        found[size] = one = json.loads(done.stdout)
        yield Result(
            f"opinion: {size[0]:,} people × {size[1]:,} statements, {one['votes'] / 1e6:.1f} million votes",
            one["cpu"], "s CPU", "at most", None, None,
            f"{one['wall']:.2f} s wall, {one['cpu'] / one['votes'] * 1e9:.0f} ns a vote, {one['peak']:.0f} MiB at most",
        )  # fmt: skip
    first, last = found[SIZES[1]], found[SIZES[-1]]
    yield Result(
        "opinion: a million people × 2,000, beside red-dwarf at 10,000 × 500",
        last["cpu"] / theirs.figure, "of CPU", "at most", 1, 0.25,
    )  # fmt: skip
    yield Result("opinion: the most memory of that", last["peak"], "MiB", "at most", 1024, 600)
    yield Result(
        "opinion: time a vote at a million people, beside a hundred thousand",
        last["cpu"] / last["votes"] / (first["cpu"] / first["votes"]), "×", "at most", 2, 1.2,
    )  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps([turn(path) for path in conversations()]))
