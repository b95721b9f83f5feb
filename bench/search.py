"""Searching the library in everyday Dutch, beside SQLite's full-text index over the same texts, in one run.

Each finder gets the same words: those that only join others are left out, any of the rest may match, a title
counts three times. Beside the library stands one of fifty thousand entries: the library, with distractors
that are put together from sentences of entries no judged question asks for.
"""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.distractors import with_distractors
from bench.finders import TOP, Finder, english_of, made
from bench.judging import KINDS, Judged, interval, judged, mean, ndcg, recall
from bench.result import Result
from wijkwerk.library.folders import content_folders
from wijkwerk.library.search import Index
from wijkwerk.library.shelf import load

MANY = 50_000
ROUNDS = 5
NEEDED = 0.05

# Asked when there are no judged questions, so that speed can be measured all the same.
ASKED = (
    "ik ken niemand in de straat en zit de hele dag alleen", "mijn buurvrouw zorgt voor haar man en redt het niet meer",
    "buurtbarbecue", "schuldhulpverlening", "eensaamhijd", "polorisatie", "vrijwilligers werven", "gediscrimineerd worden",
    "jongeren vervelen zich en er is ruzie met ouderen", "de gemeente luistert toch niet", "van het gas af", "moeilijke woorden",
    "loneliness", "cold house", "kan de huur niet betalen", "mantelzorger", "burgerparticipatie", "dementerende",
)  # fmt: skip

SIZE = "import sys; from bench.search import measure_size; measure_size(int(sys.argv[1]))"


def measure() -> Iterator[Result]:
    """Speed at both sizes, size, and when there are judged questions, how well each finder finds."""
    shelf = load(*content_folders())
    questions = judged(set(shelf.entries))
    library = list(shelf.entries.values())
    finders = made(library, shelf)
    asked = [one.query for one in questions] or list(ASKED)
    yield from speed(finders, asked, len(library), bar=5, aim=1)
    none = "" if questions else "bench/judged holds none, so how well they find is not measured"
    yield Result("search: judged questions", len(questions), "questions", "at least", None, None, none)
    if questions:
        yield from quality(finders, questions)
    many = made(with_distractors(shelf, questions, MANY), shelf)
    yield from speed(many, asked, MANY, bar=20, aim=5)
    yield from size(MANY)


def speed(finders: list[Finder], asked: list[str], size: int, *, bar: float, aim: float) -> Iterator[Result]:
    """The slow end of the questions, ours with their reasons.

    The finders take turns; of each question the middle of its rounds counts, so that a slow question is seen and a
    busy moment of the machine is not.
    """
    taken: dict[tuple[str, str], list[float]] = {}
    gc.collect()
    gc.disable()
    for query in (query for _ in range(ROUNDS) for query in asked):
        for finder in finders:
            begin = time.perf_counter()
            finder.find(query)
            taken.setdefault((finder.name, query), []).append((time.perf_counter() - begin) * 1e3)
    gc.enable()
    for finder in finders:
        times = sorted(median(taken[finder.name, query]) for query in asked)
        is_ours = finder.name == "ours"
        yield Result(
            f"search: p95 of {finder.name} over {size:,} entries", times[int(0.95 * len(times))], "ms", "at most",
            bar if is_ours else None, aim if is_ours else None,
            f"p50 {median(times):.2f} ms, made in {finder.seconds:.2f} s",
        )  # fmt: skip


def quality(finders: list[Finder], questions: list[Judged]) -> Iterator[Result]:
    """nDCG@10 and recall@5 of each finder on the half that counts, per kind, and the difference with the trigrams."""
    counted = [one for one in questions if one.half == "report" and one.kind in KINDS]
    found = {finder.name: [finder.find(one.query) for one in counted] for finder in finders}
    gains = {
        name: [ndcg(ids, one.relevant) for ids, one in zip(lists, counted, strict=True)]
        for name, lists in found.items()
    }
    for name, lists in found.items():
        recalled = mean([recall(ids, one.relevant) for ids, one in zip(lists, counted, strict=True)])
        kinds = ", ".join(f"{kind} {mean(of_kind(gains[name], counted, kind)):.2f}" for kind in KINDS)
        yield Result(
            f"search: nDCG@{TOP} of {name} on {len(counted)} questions", mean(gains[name]), "", "at least",
            None, 0.85 if name == "ours" else None, f"recall@5 {recalled:.3f}; {kinds}",
        )  # fmt: skip
    differences = [mine - its for mine, its in zip(gains["ours"], gains["FTS5 trigram"], strict=True)]
    low, high = interval(differences)
    yield Result(
        f"search: nDCG@{TOP} of ours above FTS5 trigram", mean(differences), "", "at least", NEEDED, None,
        f"95 % of a paired bootstrap between {low:.3f} and {high:.3f}",
    )  # fmt: skip
    for kind in KINDS:
        apart = of_kind(differences, counted, kind)
        yield Result(f"search: the same for {len(apart)} questions of the kind {kind}", mean(apart), "", "at least", 0)
    tuned = [one for one in questions if one.half == "tune" and one.kind in KINDS]
    for finder in finders:
        reached = [ndcg(finder.find(one.query), one.relevant) for one in tuned]
        name = f"search: nDCG@{TOP} of {finder.name} on the half it was made better with, which does not count"
        yield Result(name, mean(reached), "", "at least")


def of_kind(values: Sequence[float], questions: Sequence[Judged], kind: str) -> list[float]:
    """The values of the questions of this kind."""
    return [value for value, one in zip(values, questions, strict=True) if one.kind == kind]


def size(number: int) -> Iterator[Result]:
    """What the index takes in memory, in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-c", SIZE, str(number)], check=True, capture_output=True, text=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    yield Result(
        f"search: memory of the index over {number:,} entries", told["more"], "MiB", "at most", 300, 150,
        f"more resident memory than before it was made, in a fresh process; {told['peak']:.0f} MiB while making it, "
        f"{told['seconds']:.1f} s",
    )  # fmt: skip


def measure_size(number: int) -> None:
    """Print what the index over so many entries adds to this process."""
    shelf = load(*content_folders())
    entries = with_distractors(shelf, judged(set(shelf.entries)), number)
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # The peak begins anew.
    before, begin = resident("VmRSS"), time.perf_counter()
    index = Index(entries, shelf.surroundings, english_of(shelf))
    seconds, more, peak = time.perf_counter() - begin, resident("VmRSS") - before, resident("VmHWM") - before
    assert index.find("eenzaamheid")
    sys.stdout.write(json.dumps({"more": more, "peak": peak, "seconds": seconds}))


def resident(which: str) -> float:
    """The resident memory of this process, or its peak, in MiB."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(which)]
    return int(line.split()[1]) / 1024
