"""The small recount program, written apart from the site, finds the same as the site in a thousand elections of chance."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from importlib import util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.participate.elections import ANSWERS, FOR, published
from wijkwerk.web.participate import gates, votes
from wijkwerk.web.participate.gates import Gate
from wijkwerk.web.participate.models import Ballot, Vote, VoteOption
from wijkwerk.words.share import Share

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "tools" / "recount.py"


def program():
    spec = util.spec_from_file_location("recount", PROGRAM)
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*arguments):
    return subprocess.run([sys.executable, "-I", PROGRAM, *arguments], capture_output=True, text=True, check=False)


def test_the_program_is_small_and_leans_on_nothing():
    lines = PROGRAM.read_text().splitlines()

    assert len(lines) <= 150
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names
    shipped = ROOT / "wijkwerk/web/participate/static/participate/recount.txt"
    assert shipped.read_bytes() == PROGRAM.read_bytes()


@pytest.mark.django_db
def test_a_thousand_elections_are_counted_alike(cast):
    """Ties, one voter, nobody, thousands; changed votes are one vote. Each is written, published and counted apart."""
    chance, recount = random.Random(20261125), program()
    sizes = [0, 1, 2, 5_000, *(chance.choice([3, 4, 10, 30, 60]) for _ in range(996))]
    for number, size in enumerate(sizes):
        vote = Vote.objects.create(
            area=cast.area, owner=cast.joost, kind="coded", title=f"Stemming {number}", question="?", state="closed",
            group=chance.choice(Vote.Group.values), whole=size + chance.randrange(50) or 1,
            percent=chance.choice([None, 1, 50, 60, 100]), opens_at="2026-01-01T00:00Z", closes_at="2026-02-01T00:00Z",
        )  # fmt: skip
        options = VoteOption.objects.bulk_create(
            VoteOption(vote=vote, number=place, label=label, agree=place == 1, blank=place == 3)
            for place, label in enumerate(
                ["Voor", '=Tegen, "echt"', "Blanco", "Anders"][: chance.randrange(2, 5)], start=1
            )
        )
        chosen = [chance.choice(options) for _ in range(size)]
        Ballot.objects.bulk_create(Ballot(id=chance.getrandbits(63), vote=vote, option=one) for one in chosen)

        result, lines = votes.result_of(vote), votes.ballots_csv(vote)
        tally, _words, odd = recount.recount(recount.ballots_in(lines.splitlines(keepends=True)))

        assert tally == Counter(one.number for one in chosen)
        assert odd == []
        result["used"] = result["ballots"]  # these elections had no letters
        assert recount.differences(tally, result["sha256"], result) == []
        Ballot.objects.all().delete()


@pytest.mark.django_db
def test_the_program_finds_the_published_result_and_every_change_in_it(client, cast, tmp_path):
    vote = published(cast.area, by=cast.joost, choices=(FOR,) * 7 + (2,) * 5)
    ballots, result = tmp_path / "stemmen.csv", tmp_path / "uitslag.json"
    ballots.write_bytes(client.get(f"{vote.get_absolute_url()}stemmen.csv").content)
    result.write_bytes(client.get(f"{vote.get_absolute_url()}uitslag.json").content)

    right = run(ballots, "--result", result)
    assert right.returncode == 0, right.stdout
    assert "7  1  Voor" in right.stdout and "12  ballots" in right.stdout

    said = json.loads(result.read_text())
    for change in (
        {"ballots": 13},
        {"digital": 11},
        {"used": 11},
        {"sha256": "0" * 64},
        {"answers": said["answers"][:1]},
    ):
        result.write_text(json.dumps({**said, **change}))
        assert run(ballots, "--result", result).returncode == 1, change


@pytest.mark.django_db
def test_one_ballot_more_or_less_or_twice_is_seen(client, cast, tmp_path):
    vote = published(cast.area, by=cast.joost, choices=(FOR, 2, 3))
    lines = client.get(f"{vote.get_absolute_url()}stemmen.csv").content.decode().splitlines()
    result = tmp_path / "uitslag.json"
    result.write_bytes(client.get(f"{vote.get_absolute_url()}uitslag.json").content)
    ballots = tmp_path / "stemmen.csv"

    for changed in (lines[:-1], [*lines, lines[-1]], [*lines, "0000000000000001,1,Voor"]):
        ballots.write_text("\n".join(changed) + "\n")
        assert run(ballots, "--result", result).returncode == 1
    for broken in ("", "a,b,c\n", "stem,nummer,antwoord\nx,y,z\n", 'stem,nummer,antwoord\n"x,1,Voor\n'):
        ballots.write_text(broken)
        assert run(ballots).returncode == 2
    ballots.write_bytes(b"\xff\xfe\x00")
    assert run(ballots).returncode == 2


# --- gates ---


@given(st.integers(1, 100), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_gate_counts_in_whole_numbers_as_a_route_does(percent, whole, agree):
    gate, share = Gate(percent, whole), Share(percent=percent, of="residents", ours="for the test")

    assert gate.needed == share.needed(whole)
    assert gate.is_met(agree) == (whole > 0 and share.is_met(agree, whole))
    assert gate.is_met(gate.needed) == (whole > 0)
    assert not gate.is_met(gate.needed - 1)


def test_fifty_five_of_a_hundred_is_fifty_five_per_cent():
    assert Gate(55, 100).is_met(55)
    assert not 55 >= 0.55 * 100, "floats do not know it"


@given(st.lists(st.tuples(st.sampled_from(ANSWERS), st.integers(0, 10**6))))
def test_for_against_and_blank_are_all_there_is(counted):
    assert gates.sums(counted).ballots == sum(number for _answer, number in counted)


@given(st.dictionaries(st.integers(1, 5), st.integers(0, 30)))
def test_a_result_of_ten_voters_of_more_than_one_mind_tells_of_nobody_what_they_chose(part):
    tells_little = sum(part.values()) >= 10 and max(part.values(), default=0) < sum(part.values())

    assert gates.guessable(part) == (bool(sum(part.values())) and not tells_little)
