"""Ballots that wait together go into the box together: durable before anyone is answered, or none of them counted."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tests.web.participate import voters
from tests.web.participate.elections import AFTER, AGAINST, FOR, NOW, counted, opened
from wijkwerk.web.participate import ballot_box, casting, codes, voting
from wijkwerk.web.participate.models import Ballot, Vote, VoteCode
from wijkwerk.web.participate.refusals import NotCounted

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 20


@pytest.fixture
def box(cast):
    """An open vote and its codes."""
    return opened(cast.area, by=cast.joost, size=40)


class Held:
    """The first who writes waits until the rest stand behind; `sizes` are how many were written at a time."""

    def __init__(self, monkeypatch, rest):
        self.queue, self.sizes, self.rest, self.begun = casting.Queue(), [], rest, threading.Event()
        self.write = casting._write
        monkeypatch.setattr(casting, "_queue", self.queue)
        monkeypatch.setattr(casting, "_write", self.held)

    def held(self, slips):
        self.sizes.append(len(slips))
        self.begun.set()
        until = time.monotonic() + PATIENCE
        while len(self.sizes) == 1 and len(self.queue._waiting) < self.rest:
            assert time.monotonic() < until, "nobody came"
        self.write(slips)


def at_once(*works, held=None):
    """What came of each of these, done at the same time: an answer or what was raised. The first begins, when held."""
    came: list[object] = [None] * len(works)

    def work(number):
        try:
            came[number] = works[number]()
        except Exception as trouble:
            came[number] = trouble
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[number]) for number in range(len(works))]
    for thread in threads:
        thread.start()
        assert held is None or held.begun.wait(PATIENCE)
    for thread in threads:
        thread.join(PATIENCE)
    return came


def voter(vote, code, option=FOR, *, now=NOW):
    return lambda: voting.cast(vote.pk, code, option, now=now)


@pytest.mark.django_db(transaction=True)
def test_all_who_wait_go_into_the_box_in_one_transaction(box, monkeypatch):
    vote, letters = box
    held = Held(monkeypatch, rest=7)

    came = at_once(*(voter(vote, code) for code in letters[:8]), held=held)

    assert came == ["counted"] * 8 and held.sizes == [1, 7]
    assert counted(vote) == {FOR: 8} and VoteCode.objects.filter(state="used").count() == 8


@pytest.mark.django_db(transaction=True)
def test_each_of_those_who_wait_gets_an_answer_of_its_own(cast, box, monkeypatch):
    vote, letters = box
    other, others = opened(cast.area, by=cast.joost, title="Over het plein")
    voting.cast(vote.pk, letters[0], FOR, now=NOW)
    codes.replace(vote, 1, 40, by=cast.joost, now=NOW)
    held = Held(monkeypatch, rest=7)

    came = at_once(
        voter(vote, letters[0], AGAINST),
        voter(vote, letters[1], FOR),
        voter(vote, letters[1], FOR),
        voter(vote, letters[2], 9),
        voter(vote, others[0]),
        voter(other, others[0], AGAINST),
        voter(vote, letters[3], now=AFTER),
        voter(vote, letters[39]),
        held=held,
    )

    said = [one if isinstance(one, str) else str(one) for one in came]
    assert said[0] == "changed" and sorted(said[1:3]) == ["changed", "counted"] and said[5] == "counted"
    for number, reason in ((3, "een van de antwoorden"), (4, "andere stemming"), (6, "dicht sinds"), (7, "vervangen")):
        assert reason in said[number]
    assert counted(vote) == {FOR: 1, AGAINST: 1} and counted(other) == {AGAINST: 1}


@pytest.mark.django_db(transaction=True)
def test_when_the_database_keeps_nothing_everyone_is_told_and_the_next_ones_count(box, monkeypatch):
    vote, letters = box
    with monkeypatch.context() as patch:
        held = Held(patch, rest=3)
        patch.setattr(casting, "_USE", "UPDATE nowhere SET state = %s WHERE id = %s AND label = %s")
        came = at_once(*(voter(vote, code) for code in letters[:4]), held=held)

    assert [isinstance(one, DatabaseError) for one in came] == [True] * 4
    assert counted(vote) == {} and not VoteCode.objects.filter(state="used").exists()
    assert at_once(*(voter(vote, code) for code in letters[:4])) == ["counted"] * 4


@pytest.mark.django_db(transaction=True)
def test_in_a_transaction_of_the_caller_a_ballot_takes_no_other_along(box, monkeypatch):
    vote, letters = box
    waiting = casting.Slip(vote.pk, codes.digest_of(letters[1]), FOR, NOW)
    queue = casting.Queue()
    queue._waiting.append(waiting)
    monkeypatch.setattr(casting, "_queue", queue)

    with transaction.atomic():
        voting.cast(vote.pk, letters[0], FOR, now=NOW)
        transaction.set_rollback(True)

    assert waiting.outcome is None and counted(vote) == {}


@pytest.mark.django_db(transaction=True)
def test_a_used_code_votes_no_second_time_when_its_ballot_cannot_be_found(box):
    vote, letters = box
    voting.cast(vote.pk, letters[0], FOR, now=NOW)
    ballot_box.destroy_key(vote.pk)
    ballot_box.make_key(vote.pk)

    with pytest.raises(NotCounted, match="niet compleet"):
        voting.cast(vote.pk, letters[0], AGAINST, now=NOW)

    assert counted(vote) == {FOR: 1}


@pytest.mark.django_db(transaction=True)
def test_postgresql_plans_a_vote_once(box):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps its plans by itself")
    vote, letters = box
    for code in letters[:3]:
        voting.cast(vote.pk, code, FOR, now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans + custom_plans FROM pg_prepared_statements")
        assert [times for (times,) in cursor.fetchall()] == [3, 3, 3]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answers", [1, 60, 400])
def test_after_the_power_went_every_vote_that_was_answered_is_there_once(box, answers):
    """The process that casts is killed outright. Of each thread the one vote that was on its way may be there or not."""
    vote, letters = box
    answered = killed_after(answers, vote, letters)

    with transaction.atomic():
        # Whatever was still being committed is over when the vote can be held.
        Vote.objects.select_for_update().get(pk=vote.pk)
        rows = list(Ballot.objects.filter(vote=vote).values_list("label", "option__number"))
        used = set(VoteCode.objects.filter(state="used").values_list("digest", flat=True))
    labels = ballot_box.Labels()
    there = {code: dict(rows).get(labels.of(vote.pk, codes.digest_of(code))) for code in letters}
    voted = {code: option for code, option in there.items() if option is not None}
    assert len(rows) == len(voted), "a ballot is there twice, or of no code"
    assert used == {codes.digest_of(code) for code in voted}
    for thread in range(voters.THREADS):
        mine = voters.part(letters, thread)
        stands = {code: option for code, option in voted.items() if code in mine}
        assert stands in [voters.chosen(mine, answered[thread] + more) for more in (0, 1)]


def killed_after(answers, vote, letters):
    """How many votes of each thread were answered before the process was killed."""
    database = str(connection.settings_dict["NAME"])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.participate.voters", database, str(vote.pk)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(letters) + "\n")
        process.stdin.flush()
        heard = [int(process.stdout.readline()) for _ in range(answers)]
        process.send_signal(signal.SIGKILL)
        heard += [int(line) for line in process.stdout if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL
    return Counter(heard)
