"""Votes cast through the action of the site, each durable, beside committing one bare row on the same disk.

The bare rows are committed in turns with the votes, so both meet the same disk. Afterwards the box is counted: no vote
may be lost, none may be there twice.
"""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median, quantiles
from typing import Any

from bench import world
from bench.result import Result
from bench.step import Bare

SECONDS = float(os.environ.get("BENCH_SECONDS", "20"))
A_TURN, MOST_CODES = 50, 20_000


def measure() -> Iterator[Result]:
    """The rate beside bare commits, the slow votes, and whether the box holds exactly what was answered."""
    folder = world.begin()
    votes = Votes(world.people())
    bare = Bare(folder / "bare-votes.sqlite3")
    votes.cast_some(A_TURN)
    bare.commit_many()
    ratios, until = [], time.monotonic() + SECONDS
    votes.took.clear()
    while time.monotonic() < until:
        begin = time.perf_counter()
        for _ in range(A_TURN):
            bare.commit()
        raw = time.perf_counter() - begin
        begin = time.perf_counter()
        votes.cast_some(A_TURN)
        ratios.append(raw / (time.perf_counter() - begin))
    took = [1e3 * one for one in votes.took]
    cast, held = votes.answered, votes.in_the_box()
    yield Result(
        "votes: rate beside bare one-row commits at synchronous=FULL", median(ratios), "×", "at least", 0.5, 0.9,
        f"{len(took)} votes in {sum(took) / 1e3:.0f} s, {median(took):.2f} ms each",
    )  # fmt: skip
    yield Result("votes: 95 of 100 are in the box within", quantiles(took, n=20)[-1], "ms", "at most", 250)
    yield Result(
        "votes: lost or there twice", abs(held - cast), "votes", "at most", 0, None, f"{cast} answered, {held} held"
    )


class Votes:
    """An open vote with more letters than will be used; one in ten votes is a change of mind."""

    def __init__(self, cast: Any) -> None:
        from django.utils.timezone import now

        from wijkwerk.web.participate import codes, voting
        from wijkwerk.web.participate.models import Ballot, Vote

        self.voting, self.now, self.box = voting, now, Ballot
        self.vote = Vote(
            kind="coded", title="Over het warmtenet", question="Ben je voor?", group="voters", has_paper=False,
            opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=1),
        )  # fmt: skip
        by = cast.joost
        voting.create(cast.area, self.vote, [voting.Answer("Voor", agree=True), voting.Answer("Tegen")], by=by)
        self.letters: list[str] = []
        for _ in range(2):
            batch = codes.make_batch(self.vote, MOST_CODES, by=by, now=now())
            self.letters += [letter.code for letter in codes.letters_of(self.vote.pk, batch.number)]
            codes.destroy_letters(self.vote, batch.number, by=by)
        voting.open_vote(self.vote, by=by, now=now())
        self.answered, self.took = 0, list[float]()

    def cast_some(self, many: int) -> None:
        """So many votes, one after another."""
        for number in range(many):
            is_change = number % 10 == 9
            code = self.letters[self.answered - 1 if is_change else self.answered % len(self.letters)]
            begin = time.perf_counter()
            outcome = self.voting.cast(self.vote.pk, code, 1 + number % 2, now=self.now())
            self.took.append(time.perf_counter() - begin)
            self.answered += outcome == "counted"

    def in_the_box(self) -> int:
        """How many ballots there are."""
        return self.box.objects.filter(vote=self.vote).count()
