"""Two ways of doing the same work, measured in turn, so that a busy moment of the machine meets both."""

import gc
import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

Work = Callable[[], object]


class Pair(NamedTuple):
    """Seconds of wall clock and of CPU for ours and theirs (medians), and the medians of theirs / ours per round."""

    ours: float
    theirs: float
    ratio: float
    ratio_of_cpu: float


class Spent(NamedTuple):
    """Seconds that one piece of work took."""

    wall: float
    cpu: float


def spent(work: Work) -> Spent:
    """Do the work once and say what it took; the collector waits until after."""
    gc.collect()
    gc.disable()
    try:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return Spent(time.perf_counter() - wall, time.process_time() - cpu)
    finally:
        gc.enable()


def paired(ours: Work, theirs: Work, *, rounds: int = 9) -> Pair:
    """A B A B: both once to warm up, then in turn; both callables do the same amount of work."""
    ours()
    theirs()
    turns = [(spent(ours), spent(theirs)) for _ in range(rounds)]
    return Pair(
        ours=median(one.wall for one, _ in turns),
        theirs=median(other.wall for _, other in turns),
        ratio=median(other.wall / one.wall for one, other in turns),
        ratio_of_cpu=median(other.cpu / one.cpu for one, other in turns),
    )
