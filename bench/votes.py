"""Votes cast through the action of the site, as it is served, beside committing one bare row on the same disk.

Two processes of four threads cast, as `wijkwerk serve` has them, while the worker of the site draws a map of opinions
again and again. Bare rows are committed in turns with the votes, so both meet the same disk and the same worker. When
all is over the box is counted: no vote may be lost, none may be there twice. On SQLite, and on a PostgreSQL that
exists only for this. BENCH_SECONDS makes it shorter than the sixty seconds of voting that count.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple, Self
from uuid import UUID

from bench import world
from bench.result import Result

SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
PROCESSES, THREADS = 2, 4
A_PILE = 20_000
A_TURN, BARE_TURN = 1.0, 0.5
PEOPLE, STATEMENTS, EACH = 1_500, 60, 30
WAITING_MAPS = 5
ON_POSTGRES = ["pg_virtualenv", "-o", "fsync=on", sys.executable, "-m", "bench.votes"]


class Turn(NamedTuple):
    """So many votes in so many seconds, what each of them took, and the bare commits a second just before.

    `bare` are those by one connection, one after another. `at_once` are those by as many connections as there are voters:
    PostgreSQL flushes them together. SQLite has one writer, and more at once only wait for each other.
    """

    votes: int
    seconds: float
    took: list[float]
    bare: float
    at_once: float | None

    @property
    def rate(self) -> float:
        """Votes a second."""
        return self.votes / self.seconds


class Held(NamedTuple):
    """What is in the box beside what was answered, and how many maps were drawn meanwhile."""

    counted: int
    lost: int
    twice: int
    maps: int


def measure() -> Iterator[Result]:
    """Each database in a process of its own, because a site has one."""
    yield from told("SQLite", [sys.executable, "-m", "bench.votes"])
    if shutil.which(ON_POSTGRES[0]):
        yield from told("PostgreSQL", ON_POSTGRES)
    else:
        yield Result("votes, PostgreSQL: not measured, because it is not on this machine", 0, "", "at least")


def told(database: str, command: list[str]) -> Iterator[Result]:
    """The rate, the slow votes, and what was lost or doubled."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=world.ROOT)  # noqa: S603
    said = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    turns, held = [Turn(*turn) for turn in said["turns"]], Held(*said["held"])
    took = [1e3 * one for turn in turns for one in turn.took]
    seconds, name = sum(turn.seconds for turn in turns), f"votes, {database}"
    yield Result(
        f"{name}: rate beside bare one-row commits", median(turn.rate / turn.bare for turn in turns),
        "×", "at least", 0.5, 0.9,
        f"{len(took)} in {seconds:.0f} s, {median(turn.rate for turn in turns):.0f} a second beside "
        f"{median(turn.bare for turn in turns):.0f}; {held.maps} maps drawn meanwhile",
    )  # fmt: skip
    if turns[0].at_once is not None:
        yield Result(
        f"{name}: the same, beside as many bare connections at once as people who vote",
        median(turn.rate / turn.at_once for turn in turns if turn.at_once), "×", "at least", None, None,
        f"{median(turn.at_once for turn in turns if turn.at_once):.0f} bare commits a second",
    )  # fmt: skip
    slow = quantiles(took, n=20)[-1]
    yield Result(
        f"{name}: 95 of 100 are in the box within", slow, "ms", "at most", 250, None, f"all {max(took):.0f} ms"
    )
    yield Result(f"{name}: lost", held.lost, "votes", "at most", 0, None, f"{held.counted} codes were answered")
    yield Result(f"{name}: there twice", held.twice, "votes", "at most", 0)


# --- one database, in a process of its own ---


def main() -> None:
    """Vote for so many seconds, and print what came of it."""
    if "PGHOST" in os.environ:
        from launcher import database_of

        os.environ["WIJKWERK_DATABASE_URL"] = database_of(os.environ)
    folder = world.begin()
    piles, conversation = Piles(world.people()), Conversation(world.people())
    turns, bare = list[Turn](), bare_rows(folder)
    with ExitStack() as running:
        voters = [running.enter_context(Voters()) for _ in range(PROCESSES)]
        running.enter_context(worker(folder))
        conversation.ask()
        many = 400
        while len(turns) < 2 or sum(turn.seconds for turn in turns[1:]) < SECONDS:
            rates = bare.rate(1), bare.rate(len(bare.connections)) if len(bare.connections) > 1 else None
            votes, seconds, took = cast(voters, *piles.take(many))
            turns.append(Turn(votes, seconds, took, *rates))
            many = max(80, int(A_TURN * votes / seconds))
            conversation.ask()
        maps = conversation.drawn()
    # The first turn warms up.
    print(json.dumps({"turns": turns[1:], "held": piles.held(maps)}), flush=True)  # noqa: T201


def cast(voters: "list[Voters]", vote: str, codes: list[str]) -> tuple[int, float, list[float]]:
    """All these codes vote: how many votes that were, the seconds it took, and what each took."""
    for number, one in enumerate(voters):
        one.begin(vote, codes[number :: len(voters)])
    done = [one.end() for one in voters]
    took = [second for one in done for second in one["took"]]
    return len(took), max(one["until"] for one in done) - min(one["since"] for one in done), took


class Piles:
    """Votes with letters, a new one when the letters of the last are used up; and what must be in their boxes."""

    def __init__(self, cast: Any) -> None:
        self.area, self.by = cast.area, cast.joost
        self.given: dict[str, list[str]] = {}
        self.left: list[str] = []

    def take(self, many: int) -> tuple[str, list[str]]:
        """A vote and fresh codes for it."""
        if len(self.left) < many:
            self.left = self.opened()
        codes, self.left = self.left[:many], self.left[many:]
        vote = list(self.given)[-1]
        self.given[vote] += codes
        return vote, codes

    def opened(self) -> list[str]:
        """The codes of a new vote that is open."""
        from django.utils.timezone import now

        from wijkwerk.web.participate import codes, voting
        from wijkwerk.web.participate.models import Vote

        vote = Vote(
            kind="coded", title="Over het warmtenet", question="Ben je voor?", group="voters", has_paper=False,
            opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=1),
        )  # fmt: skip
        voting.create(self.area, vote, [voting.Answer("Voor", agree=True), voting.Answer("Tegen")], by=self.by)
        batch = codes.make_batch(vote, A_PILE, by=self.by, now=now())
        letters = [letter.code for letter in codes.letters_of(vote.pk, batch.number)]
        codes.destroy_letters(vote, batch.number, by=self.by)
        voting.open_vote(vote, by=self.by, now=now())
        self.given[str(vote.pk)] = []
        return letters

    def held(self, maps: int) -> Held:
        """Every code that was answered has one ballot, and no other code has."""
        from wijkwerk.web.participate import ballot_box, codes
        from wijkwerk.web.participate.models import Ballot, VoteCode

        lost = twice = 0
        for key, given in self.given.items():
            vote = UUID(key)
            labels, digests = ballot_box.Labels(), {codes.digest_of(code) for code in given}
            there = list(Ballot.objects.filter(vote=vote).values_list("label", flat=True))
            used = set(VoteCode.objects.filter(batch__vote=vote, state="used").values_list("digest", flat=True))
            answered = {labels.of(vote, digest) for digest in digests}
            lost += len(answered - set(there)) + len(digests - used)
            twice += len(there) - len(set(there)) + len(set(there) - answered) + len(used - digests)
        return Held(sum(map(len, self.given.values())), lost, twice, maps)


class Voters:
    """A process of the site in which people vote (`bench.voters`)."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "bench.voters", str(THREADS)]
        self.process = subprocess.Popen(  # noqa: S603 - our own Python
            command, cwd=world.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def begin(self, vote: str, codes: list[str]) -> None:
        """Have them vote."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps([vote, codes]) + "\n")
        self.process.stdin.flush()

    def end(self) -> dict[str, Any]:
        """What came of it."""
        assert self.process.stdout
        done: dict[str, Any] = json.loads(self.process.stdout.readline())
        return done

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


# --- what goes on meanwhile ---


class Conversation:
    """A dialogue whose map is asked for again and again; somebody changes an opinion in between."""

    def __init__(self, cast: Any) -> None:
        from bench.crowd import conversation
        from tests.web.participate.dialogue_world import make_dialogue, with_statements
        from wijkwerk.web.participate.models import Opinion, Participant

        self.dialogue = make_dialogue(cast.area, cast.joost)
        statements = with_statements(self.dialogue, tuple(f"Stelling {number}." for number in range(STATEMENTS)))
        people = Participant.objects.bulk_create(Participant(dialogue=self.dialogue) for _ in range(PEOPLE))
        rows = zip(*(column.tolist() for column in conversation(PEOPLE, STATEMENTS, EACH)), strict=True)
        Opinion.objects.bulk_create(
            (Opinion(participant=people[who], statement=statements[asked], value=value) for who, asked, value in rows),
            batch_size=5_000,
        )

    def ask(self) -> None:
        """Another map, of which something is different."""
        from django_tasks_db.models import DBTaskResult

        from wijkwerk.web.participate import mapping
        from wijkwerk.web.participate.models import Opinion

        opinion = (
            Opinion.objects.filter(participant__dialogue=self.dialogue).order_by("?").values_list("pk", "value")[0]
        )
        Opinion.objects.filter(pk=opinion[0]).update(value=-opinion[1] or 1)
        for _ in range(WAITING_MAPS - DBTaskResult.objects.ready().count()):
            mapping.draw_now.enqueue(self.dialogue.pk)

    def drawn(self) -> int:
        """How many were drawn so far; AssertionError when the worker draws none."""
        from django_tasks_db.models import DBTaskResult

        maps = DBTaskResult.objects.filter(status="SUCCESSFUL").count()
        assert maps, "no map was drawn while people voted"
        return maps


@contextmanager
def worker(folder: Path) -> Iterator[None]:
    """The worker of the site, in a process of its own."""
    with (folder / "worker.log").open("wb") as lines:
        process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=world.ROOT, stdout=lines, stderr=lines)
        try:
            yield
        finally:
            process.terminate()
            process.wait(60)


# --- bare rows ---


class Bare:
    """Bare rows on the same disk, with the same promises, by as many connections as can be of use."""

    def __init__(self, connections: list[Any], insert: str) -> None:
        self.connections, self.insert = connections, insert

    def rate(self, connections: int) -> float:
        """Commits a second over so many connections together."""
        done: list[int] = []

        def work(one: Any) -> None:
            number, until = 0, time.perf_counter() + BARE_TURN
            while time.perf_counter() < until:
                one.execute(self.insert)
                number += 1
            done.append(number)

        threads = [threading.Thread(target=work, args=[one]) for one in self.connections[:connections]]
        begin = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(done) / (time.perf_counter() - begin)


def bare_rows(folder: Path) -> Bare:
    """The bare rows of the database that is measured."""
    from django.db import connection

    if connection.vendor == "sqlite":
        one = sqlite3.connect(folder / "bare-votes.sqlite3", isolation_level=None, check_same_thread=False)
        one.execute("pragma journal_mode=wal")
        one.execute("pragma synchronous=full")
        connections: list[Any] = [one]
        connections[0].execute("create table bare_row (id integer primary key, said text)")
    else:
        import psycopg

        url = os.environ["WIJKWERK_DATABASE_URL"]
        connections = [psycopg.connect(url, autocommit=True) for _ in range(PROCESSES * THREADS)]
        connections[0].execute("create table bare_row (id bigserial primary key, said text)")
    return Bare(connections, "insert into bare_row (said) values ('Kan het groener?')")


if __name__ == "__main__":
    main()
