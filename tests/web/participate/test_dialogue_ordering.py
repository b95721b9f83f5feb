"""Which statement comes next: fewest answers first, each person an order of their own, none favoured by its age."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wijkwerk.web.participate.ordering import Candidate, next_of, numbers_of, on_paper, part_of

candidates = st.dictionaries(st.integers(0, 500), st.integers(0, 50), min_size=1, max_size=40).map(
    lambda found: [Candidate(number, votes) for number, votes in found.items()]
)
seeds = st.binary(min_size=8, max_size=32)


@given(candidates, seeds)
def test_no_other_has_fewer_answers_than_the_one_that_comes(there, seed):
    number = next_of(there, seed)

    assert {one.number: one.votes for one in there}[number] == min(one.votes for one in there)


@given(candidates, seeds)
def test_the_order_in_which_statements_are_kept_makes_no_difference(there, seed):
    assert next_of(there, seed) == next_of(list(reversed(there)), seed)


def test_when_there_is_nothing_left_nothing_comes():
    assert next_of([], b"seed") is None


def test_among_equals_the_first_and_the_last_are_asked_as_often():
    there = [Candidate(number, 0) for number in range(10)]

    first = Counter(next_of(there, str(person).encode()) for person in range(5000))

    assert min(first.values()) > 400
    assert max(first.values()) < 600


def test_somebody_who_answers_them_all_meets_each_once():
    left = {number: Candidate(number, 0) for number in range(30)}
    met = []
    while left:
        number = next_of(left.values(), b"amina")
        assert number is not None
        met.append(number)
        del left[number]

    assert sorted(met) == list(range(30))


def test_a_statement_that_came_late_catches_up():
    votes = dict.fromkeys(range(20), 100) | {20: 0}
    for person in range(100):
        chosen = next_of([Candidate(*one) for one in votes.items()], str(person).encode())
        assert chosen is not None
        votes[chosen] += 1

    assert votes[20] == 100


@given(st.sets(st.integers(0, 400), max_size=30), seeds)
def test_a_sheet_holds_what_it_holds_in_a_mixed_order(numbers, seed):
    assert sorted(on_paper(numbers, seed)) == sorted(numbers)
    assert on_paper(numbers, seed) == on_paper(sorted(numbers, reverse=True), seed)


@given(st.integers(0, 10_000))
def test_a_statement_stands_on_one_sheet_and_stays_there(number):
    assert number in numbers_of(part_of(number))
    assert number not in numbers_of(part_of(number) + 1)
