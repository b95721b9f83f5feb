"""One step of a run, through `record` and into the database, beside committing one bare row on the same disk."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench import world
from bench.pairs import spent
from bench.result import Result

STEPS, ROUNDS = 60, 9
# Disks that really wait for their platter or cells take some milliseconds to flush; this one may not.
SLOWER = 0.004


def measure() -> Iterator[Result]:
    """Queries and commits of one step, and the rate of steps beside the rate of bare commits."""
    folder = world.begin()
    steps = Steps(world.people())
    steps.prepare()
    steps.take()
    queries, commits = steps.looked_at()
    yield Result("step: queries of one step", queries, "queries", "at most", 6)
    yield Result("step: commits of one step", commits, "commits", "at most", 1)

    bare = Bare(folder / "bare.sqlite3")
    bare.commit()
    turns = []
    for _ in range(ROUNDS):
        steps.prepare()
        turns.append((spent(steps.take_many), spent(bare.commit_many)))
    ours, raw = median(one.wall for one, _ in turns) / STEPS, median(other.wall for _, other in turns) / STEPS
    yield Result(
        "step: rate beside bare one-row commits at synchronous=FULL",
        median(other.wall / one.wall for one, other in turns), "×", "at least", 0.5, None,
        f"{ours * 1e3:.2f} beside {raw * 1e3:.2f} ms, {median(one.cpu for one, _ in turns) / STEPS * 1e3:.2f} ms CPU",
    )  # fmt: skip
    yield Result(
        f"step: the same, were every commit to wait {SLOWER * 1e3:.0f} ms longer for its disk (reckoned)",
        median((other.wall + SLOWER * STEPS) / (one.wall + SLOWER * STEPS) for one, other in turns), "×", "at least",
    )  # fmt: skip


class Steps:
    """A run in which someone writes down one line after another."""

    def __init__(self, cast: Any) -> None:
        from django.db import connection
        from django.utils.timezone import now

        from tests.web.work.runs import make_run
        from wijkwerk.web.work.actions import record

        with connection.cursor() as cursor:
            settings = [cursor.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        assert settings == ["wal", 2], f"measured with journal_mode, synchronous = {settings}"
        self.cast, self.make_run, self.record, self.now = cast, make_run, record, now

    def prepare(self) -> None:
        """A run that just began, and for every step its person looked up anew, as in a request."""
        from wijkwerk.web.people.models import Person

        self.run = self.make_run(self.cast.area, by=self.cast.joost)
        self.people = [Person.objects.select_related("organisation").get(pk=self.cast.joost.pk) for _ in range(STEPS)]

    def take(self) -> None:
        """One step: its person may, the engine applies it, event and state are kept."""
        event = {"entry-added": {"to": "answers", "values": {"brought": "Kan het groener?", "answer": "Ja."}}}
        self.run = self.record(self.run.pk, lambda *_: event, by=self.people.pop(), now=self.now(), step=self.run.step)

    def take_many(self) -> None:
        """As many as one round."""
        while self.people:
            self.take()

    def looked_at(self) -> tuple[int, int]:
        """How many queries and commits one step takes."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            self.take()
        said = [query["sql"] for query in captured]
        moves = [sql for sql in said if sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
        return len(said) - len(moves), moves.count("COMMIT")


class Bare:
    """A table of one column in a file of its own, with the settings of ours."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("pragma journal_mode=wal")
        self.connection.execute("pragma synchronous=full")
        self.connection.execute("create table row (id integer primary key, said text)")

    def commit(self) -> None:
        """One row, one transaction."""
        self.connection.execute("begin immediate")
        self.connection.execute("insert into row (said) values ('Kan het groener?')")
        self.connection.execute("commit")

    def commit_many(self) -> None:
        """As many as one round."""
        for _ in range(STEPS):
            self.commit()
