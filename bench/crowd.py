"""`python -m bench.crowd PEOPLE STATEMENTS EACH`: one large conversation made and mapped in a process of its own."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from wijkwerk.analysis.opinion_map import opinion_map, packed

CAMPS = 3


def conversation(people: int, statements: int, each: int) -> tuple[Any, Any, Any]:
    """Three camps that lean, none of them of one mind; everyone votes on as many statements, and passes now and then."""
    chance = np.random.default_rng(1)
    lean, base = chance.normal(size=(CAMPS, statements)) * 0.7, chance.normal(size=statements) * 0.5
    spread = chance.permutation(statements)[:each]
    who = np.repeat(np.arange(people, dtype=np.int32), each)
    asked, values = np.empty(people * each, np.uint16), np.empty(people * each, np.int8)
    for begin in range(0, people, 20_000):
        number = min(20_000, people - begin)
        seen = np.sort((spread + chance.integers(0, statements, (number, 1))) % statements, axis=1)
        drawn = lean[chance.integers(0, CAMPS, (number, 1)), seen] + base[seen] + chance.logistic(size=seen.shape)
        rows = slice(begin * each, (begin + number) * each)
        asked[rows] = seen.reshape(-1)
        values[rows] = np.where(drawn > 0.4, 1, np.where(drawn < -0.4, -1, 0)).reshape(-1)
    return who, asked, values


def main(words: list[str]) -> int:
    """Print what it took, from three arrays to the report; loading the compiled loops does not count."""
    people, statements, each = map(int, words)
    opinion_map(packed(np.arange(80) // 8, np.arange(80) % 8, np.arange(80) % 3 - 1))
    cast = conversation(people, statements, each)
    wall, cpu = time.perf_counter(), time.process_time()
    report = opinion_map(packed(*cast))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    took = {"wall": wall, "cpu": cpu, "peak": peak(), "groups": len(report.groups), "votes": people * each}
    sys.stdout.write(json.dumps(took))
    return 0


def peak() -> float:
    """The most MiB this process held since it began; the counters of `resource` begin with those of its parent."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
