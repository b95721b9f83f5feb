"""Small conversations to reckon with: two camps, a crowd without camps, and one that was really held."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from wijkwerk.analysis.opinion_map import Report, Votes, opinion_map, packed
from wijkwerk.analysis.opinion_map.data import as_data
from wijkwerk.library.polis import read_votes

POLIS = Path(__file__).resolve().parents[1] / "data" / "polis"
HELD = "brexit-consensus"


def held() -> Votes:
    """A conversation of 204 people that was really held."""
    return read_votes(POLIS / f"{HELD}.participants-votes.csv").votes


def camps(sizes=(14, 9), statements=12, *, seed=0, noise=0.1, seen=0.9):
    """People, statements and values: each camp has its own answers, and people stray and skip now and then."""
    chance = np.random.default_rng(seed)
    answers = chance.choice([-1, 1], (len(sizes), statements))
    answers[0, 0], answers[1, 0] = 1, -1
    camp = np.repeat(np.arange(len(sizes)), sizes)
    values = np.where(
        chance.random((len(camp), statements)) < noise, chance.integers(-1, 2, (len(camp), statements)), answers[camp]
    )
    people, asked = np.nonzero(chance.random(values.shape) < seen)
    return people, asked, values[people, asked]


def crowd(people=300, statements=80, *, seed=0, seen=0.6):
    """Answers without any camps, in which no axis stands out."""
    chance = np.random.default_rng(seed)
    who, asked = np.nonzero(chance.random((people, statements)) < seen)
    return who, asked, chance.integers(-1, 2, len(who))


def table(rows: dict[int, str], first: int = 0) -> Votes:
    """Votes as they are read in a test: a person a row, + agree, - disagree, 0 pass, a space for no vote."""
    cast = [
        (person, first + place, {"+": 1, "-": -1, "0": 0}[sign])
        for person, signs in rows.items()
        for place, sign in enumerate(signs)
        if sign != " "
    ]
    return packed(*(np.array(column, np.int64) for column in zip(*cast, strict=True)))


def whole(votes: Votes, **choice: Any) -> str:
    """The whole map as bytes would have it."""
    return json.dumps(as_data(opinion_map(votes, is_compiled=choice.get("is_compiled", False))))


def members(report: Report) -> set[frozenset[int]]:
    """The groups as sets of people, whatever their numbers."""
    found: dict[int, set[int]] = {}
    for person, group in zip(report.participants.tolist(), report.groups_of.tolist(), strict=True):
        if group:
            found.setdefault(group, set()).add(person)
    return {frozenset(people) for people in found.values()}
