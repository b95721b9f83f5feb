"""Numpy or numba, in pieces or at once, person by person or in clouds: the same map."""

import json
import subprocess
import sys
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.conversations import camps, crowd, held, members, whole
from wijkwerk.analysis.opinion_map import axes, clouds, grouping, kernels, opinion_map, packed, plain, separation

has_numba = pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed")


def same_to_four_decimals(one, other):
    """Everything that is counted the same, everything that is measured the same to four decimals."""
    if isinstance(one, float):
        return abs(one - other) <= 1.01e-4
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same_to_four_decimals(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same_to_four_decimals, one, other))
    return one == other


def both(votes):
    return (json.loads(whole(votes, is_compiled=is_compiled)) for is_compiled in (True, False))


@has_numba
def test_a_real_conversation_is_the_same_with_and_without_numba():
    compiled, interpreted = both(held())

    assert same_to_four_decimals(compiled, interpreted)


@has_numba
@given(st.integers(0, 10**6), st.integers(2, 4))
@settings(max_examples=25)
def test_camps_are_the_same_with_and_without_numba(seed, number):
    compiled, interpreted = both(packed(*camps(tuple(range(12, 12 + 5 * number, 5)), 20, seed=seed)))

    assert same_to_four_decimals(compiled, interpreted)


@has_numba
def test_a_centre_that_loses_everyone_is_given_someone():
    points = np.array([[0.0, 0], [0, 1], [9, 0], [9, 1]])
    centres = np.array([[0.0, 0.5], [9, 0.5], [500, 500]])

    compiled, interpreted = (
        kernels.kernels(is_compiled).settled(points, np.ones(4), centres, 0.0) for is_compiled in (True, False)
    )

    assert compiled[0].tolist() == interpreted[0].tolist()
    assert len(set(compiled[0].tolist())) == 3


def test_another_figure_would_be_seen():
    one = {"groups": [1.0, {"x": 2}]}
    assert same_to_four_decimals(one, {"groups": [1.00009, {"x": 2}]})
    assert not same_to_four_decimals(one, {"groups": [1.0002, {"x": 2}]})
    assert not same_to_four_decimals(one, {"groups": [1.0, {"x": 3}]})


def test_numba_is_not_imported_for_nothing():
    reckoning = """
import sys
from wijkwerk.analysis.opinion_map import opinion_map, packed
opinion_map(packed([1, 2], [1, 1], [1, -1]), is_compiled=False)
sys.exit("numba" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", reckoning]).returncode == 0


@pytest.fixture
def without_numba(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "wijkwerk.analysis.opinion_map.compiled", raising=False)
    monkeypatch.delattr("wijkwerk.analysis.opinion_map.compiled", raising=False)
    kernels._compiled.cache_clear()
    yield
    kernels._compiled.cache_clear()


@pytest.mark.usefixtures("without_numba")
def test_where_numba_does_not_work_numpy_does():
    assert kernels.kernels() is plain
    with pytest.raises(ImportError):
        kernels.kernels(True)


def test_votes_in_pieces_are_votes_at_once(monkeypatch):
    votes = packed(*crowd())
    at_once = whole(votes)
    monkeypatch.setattr(plain, "CHUNK", 64)
    monkeypatch.setattr(plain, "ROOM", 64)

    assert same_to_four_decimals(json.loads(whole(votes)), json.loads(at_once))


def test_clouds_of_neighbours_part_people_as_they_do_one_by_one(monkeypatch):
    votes = packed(*camps((900, 700, 400), 30, seed=5))
    exact = opinion_map(votes, is_compiled=False)
    monkeypatch.setattr(separation, "EACH_APART", 100)
    monkeypatch.setattr(clouds, "STRIPS", 16)

    in_clouds = opinion_map(votes, is_compiled=False)

    assert members(in_clouds) == members(exact)
    assert in_clouds.separations != exact.separations
    assert in_clouds.separations == pytest.approx(exact.separations, abs=5e-3)


def test_the_way_to_the_groups_may_be_found_in_clouds(monkeypatch):
    votes = packed(*camps((900, 700, 400), 30, seed=5))
    exact = opinion_map(votes, is_compiled=False)
    monkeypatch.setattr(separation, "EACH_APART", 100)
    monkeypatch.setattr(grouping, "EXACT", 100)
    monkeypatch.setattr(clouds, "STRIPS", 16)

    assert members(opinion_map(votes, is_compiled=False)) == members(exact)


def test_a_sample_that_points_the_way_does_not_change_the_end(monkeypatch):
    votes = packed(*camps((900, 700, 400), 30, seed=5))
    without = opinion_map(votes, is_compiled=False)
    monkeypatch.setattr(axes, "SAMPLE", 100)

    pointed = opinion_map(votes, is_compiled=False)

    assert members(pointed) == members(without)
    np.testing.assert_allclose(pointed.positions, without.positions, atol=1e-6)


def test_axes_are_exact_after_beginning_anew(monkeypatch):
    votes = packed(*crowd())
    at_once = opinion_map(votes, is_compiled=False).positions
    monkeypatch.setattr(axes, "ROOM", 8)

    np.testing.assert_allclose(opinion_map(votes, is_compiled=False).positions, at_once, atol=1e-6)
