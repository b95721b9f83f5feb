"""What everyone may see: no small group, no person but oneself, and votes that lead to nobody."""

import json

import numpy as np
import pytest

from tests.analysis.conversations import camps, table
from wijkwerk.analysis.opinion_map import opinion_map, packed
from wijkwerk.analysis.opinion_map.public import own_place, public_map, public_votes

SECRET = b"a secret of this neighbourhood"


def three_groups(smallest):
    rows = dict.fromkeys(range(8), "+++++++++") | dict.fromkeys(range(8, 16), "+--------")
    return opinion_map(table(rows | dict.fromkeys(range(16, 16 + smallest), "-+-+-+-+-")), is_compiled=False)


def test_a_group_of_four_is_not_drawn():
    shown = public_map(three_groups(4))

    assert [group["size"] for group in shown["groups"]] == [8, 8]
    assert shown["not_drawn"] is True
    assert all(3 not in (one["most"], one["least"]) for one in shown["divides"])
    assert all(len(one["voters"]) == 2 for one in shown["binds"])


def test_a_group_of_five_is():
    shown = public_map(three_groups(5))

    assert [group["size"] for group in shown["groups"]] == [8, 8, 5]
    assert shown["not_drawn"] is False


def test_nobody_is_on_the_public_map():
    report = opinion_map(packed(*camps()), is_compiled=False)
    shown = json.dumps(public_map(report))

    assert "positions" not in shown and "participants" not in shown
    assert not any(json.dumps(place) in shown for place in np.round(report.positions, 4).tolist())


def test_one_sees_where_one_stands_oneself():
    report = three_groups(4)
    place = own_place(report, 3)

    assert place is not None and place.group == report.group_of(3)
    assert place.position == tuple(np.round(report.positions[3], 4))


def test_who_is_in_a_group_too_small_sees_only_the_place():
    small, drawn = own_place(three_groups(4), 17), own_place(three_groups(5), 17)

    assert small is not None and small.group is None
    assert drawn is not None and drawn.group == 3


def test_who_did_not_vote_has_no_place():
    assert own_place(three_groups(4), 99) is None


def test_a_middle_of_few_is_not_told():
    def shown(passing):
        rows = dict.fromkeys(range(8), "++++++++++") | dict.fromkeys(range(8, 16), "+---------")
        rows |= dict.fromkeys(range(16, 16 + passing), "+000000000")
        return public_map(opinion_map(table(rows), is_compiled=False))["middle"]

    assert shown(4) is None
    assert shown(6)["people"] == 6


def test_published_votes_are_the_votes_under_other_numbers():
    votes = packed(*camps())
    before = sorted(tuple(values.tolist()) for _, _, values in votes.rows())

    published = [(number, tuple(values.tolist())) for number, _, values in public_votes(votes, SECRET).rows()]

    assert sorted(row for _, row in published) == before
    assert [number for number, _ in published] == list(range(1, 24))
    assert [row for _, row in published] != [tuple(values.tolist()) for _, _, values in votes.rows()]


def test_only_the_secret_decides_the_numbers():
    votes = packed(*camps())
    codes = [public_votes(votes, secret).codes.tobytes() for secret in (SECRET, SECRET, SECRET[::-1])]

    assert codes[0] == codes[1] != codes[2]


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        public_votes(packed(*camps()), b"geheim")


def test_published_votes_give_the_same_groups():
    votes = packed(*camps((14, 9)))
    sizes = [group.size for group in opinion_map(votes, is_compiled=False).groups]

    assert [group.size for group in opinion_map(public_votes(votes, SECRET), is_compiled=False).groups] == sizes
