"""`./wijk bench`: every measurement in one table, and in bench/latest.json; 1 when a bar is missed.

`./wijk bench guide route` measures only those. A figure counts only in the run it was taken in.
"""

import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from bench.result import Result

PARTS = ("guide", "route", "shelf", "library", "search", "step", "votes", "pages", "opinion")
LATEST = Path(__file__).parent / "latest.json"


def main(arguments: list[str]) -> int:
    """Measure the named parts, or all; 0 when every bar is passed, 1 when one is missed, 2 for an unknown part."""
    unknown = [name for name in arguments if name not in PARTS]
    if unknown:
        print(f"There is no measurement called {unknown[0]}; choose from: {', '.join(PARTS)}.")
        return 2
    load, begin = os.getloadavg()[0], time.monotonic()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f} at the start\n")
    results = [result for name in arguments or PARTS for result in shown(part(name))]
    missed = [result for result in results if not result.is_met]
    print(
        f"\n{len(missed)} of {sum(one.bar is not None for one in results)} bars missed, {time.monotonic() - begin:.0f} s"
    )
    for result in missed:
        print(f"  {result.name}: {figure(result.figure)} {result.unit}, {result.sense} {figure(result.bar)}")
    LATEST.write_text(json.dumps({"load": load, "results": [one._asdict() for one in results]}, indent=2) + "\n")
    return 1 if missed else 0


def part(name: str) -> Iterator[Result]:
    """The results of one measurement; read late, because each has its own peers and its own world."""
    measure: Callable[[], Iterator[Result]] = import_module(f"bench.{name}").measure
    return measure()


def shown(results: Iterator[Result]) -> Iterator[Result]:
    """Each result, printed as soon as it is there."""
    for result in results:
        bar = "" if result.bar is None else f"{result.sense} {figure(result.bar)}"
        aim = "" if result.aim is None else f"aim {figure(result.aim)}"
        verdict = "–" if result.bar is None else "aim" if result.is_aimed else "ok" if result.is_met else "MISSED"
        print(f"{verdict:7}{figure(result.figure):>8} {result.unit:9}{bar:15}{aim:9}{result.name}", flush=True)
        if result.note:
            print(f"{'':16} {'':33}{result.note}", flush=True)
        yield result


def figure(number: float | None) -> str:
    """A number as short as it can be read."""
    return "" if number is None else f"{number:.3g}"
