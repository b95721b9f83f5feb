"""Closing and publishing a vote: what links a code with a ballot is gone, and only what adds up is published."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.web.participate.elections import (
    AGAINST,
    BACKEND,
    FOR,
    LATER,
    NOW,
    address,
    closed,
    counted,
    on_paper,
    opened,
    published,
    send,
)
from wijkwerk.web.participate import ballot_box, codes, paper, votes, voting
from wijkwerk.web.participate.models import Ballot, PaperEntry, Vote, VoteCode
from wijkwerk.web.participate.refusals import NotNow


@pytest.mark.django_db
def test_a_vote_is_not_closed_while_people_vote(cast):
    vote, _letters = opened(cast.area, by=cast.joost)

    with pytest.raises(NotNow, match="Stemmen kan nog tot"):
        voting.close(vote, by=cast.joost, now=NOW)


@pytest.mark.django_db
def test_closing_gives_every_ballot_another_id_and_no_label(cast):
    vote, letters = opened(cast.area, by=cast.joost)
    for code in letters:
        voting.cast(vote.pk, code, FOR if code < letters[0] else AGAINST, now=NOW)
    before, sums = set(Ballot.objects.values_list("id", flat=True)), counted(vote)

    voting.close(vote, by=cast.joost, now=LATER)

    assert counted(vote) == sums
    assert not before & set(Ballot.objects.values_list("id", flat=True))
    assert set(Ballot.objects.values_list("label", flat=True)) == {None}


def test_the_order_of_the_ballots_says_nothing_about_the_order_of_voting():
    """Over 400 boxes of 30 ballots the rank correlation of order in and order out is that of chance."""
    boxes, size = 400, 30
    correlations = []
    for _ in range(boxes):
        order = ballot_box.in_order_of_chance(range(size))
        distance = sum((place - number) ** 2 for place, number in enumerate(order))
        correlations.append(1 - 6 * distance / (size * (size**2 - 1)))
    mean = sum(correlations) / boxes

    # The mean of 400 has a standard error of 1 / sqrt(400 × 29).
    assert abs(mean) < 4.5 / (boxes * (size - 1)) ** 0.5


@pytest.mark.django_db
def test_a_published_result_has_its_sums_its_gate_and_its_limits(client, cast):
    vote = published(cast.area, by=cast.joost, whole=4, size=4, percent=50, choices=(FOR, FOR, AGAINST))
    page = client.get(vote.get_absolute_url()).content.decode()

    result = vote.result
    assert result is not None
    assert (result["ballots"], result["used"], result["fresh"], result["cancelled"]) == (3, 3, 1, 0)
    assert result["gate"] == {"percent": 50, "whole": 4, "needed": 2, "is_met": True}
    assert "Voor: 2 van de 4 (bewoners). Nodig: 2." in page
    assert "oneerlijke beheerder" in page and "te raden" in page
    # Of a pile of fewer than ten letters it is not said how many were used.
    assert result["batches"] == [{"number": 1, "size": 4, "replaced": 0, "used": None, "fresh": None}]
    # On a narrow screen the last columns are out of sight.
    assert 'id="wide">Past de tabel niet op je scherm? Schuif haar opzij.' in page


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [((3, 14), []), ((4, 3, 30), []), ((5, 14, 6), [2]), ((14, 3, 20), [3]), ((14, 20), [1, 2])],
)
def test_of_a_small_pile_nothing_follows_from_the_total_and_the_other_piles(sizes, shown):
    """Fourteen letters and three, all used: 17 minus 14 would say who of the three voted."""
    piles = [codes.Batch(number, size, 0, size, 0) for number, size in enumerate(sizes, 1)]

    published_piles = votes._published(piles)

    assert [one["number"] for one in published_piles if one["used"] is not None] == shown
    assert [one["number"] for one in published_piles if one["fresh"] is not None] == shown
    hidden = [one.used for one in piles if one.number not in shown]
    assert not hidden or len(piles) == len(hidden) or sum(hidden) >= 10


@pytest.mark.django_db
def test_until_it_is_published_nobody_sees_a_result(client, cast):
    vote = closed(cast.area, by=cast.joost)
    client.force_login(cast.joost, backend=BACKEND)

    for url in (address("vote-ballots", vote), address("vote-result", vote), address("vote-print", vote, "stemmen")):
        assert client.get(url).status_code == 404
    assert "Stemmen per antwoord" not in client.get(vote.get_absolute_url()).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("voters", "is_shown"), [(9, False), (10, True)])
def test_the_turnout_is_shown_from_ten_voters(client, cast, voters, is_shown):
    vote, letters = opened(cast.area, by=cast.joost, shows_turnout=True)
    for code in letters[:voters]:
        voting.cast(vote.pk, code, FOR, now=NOW)

    assert (f"Er stemden al {voters} mensen" in client.get(vote.get_absolute_url()).content.decode()) is is_shown


@pytest.mark.django_db
def test_a_vote_that_does_not_show_its_turnout_keeps_silent(client, cast):
    vote, letters = opened(cast.area, by=cast.joost)
    for code in letters:
        voting.cast(vote.pk, code, FOR, now=NOW)

    assert "Er stemden al" not in client.get(vote.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_box_with_a_ballot_too_many_is_not_published(cast):
    vote = closed(cast.area, by=cast.joost)
    Ballot.objects.create(vote=vote, option=vote.options.get(number=FOR))

    with pytest.raises(NotNow, match="niet de uitslag"):
        voting.publish(vote, by=cast.joost, now=LATER)


@pytest.mark.django_db
def test_codes_that_stand_on_no_letter_are_not_published(cast):
    vote = closed(cast.area, by=cast.joost)
    VoteCode.objects.create(batch=vote.batches.get(), number=21, digest="x" * 64)

    with pytest.raises(NotNow, match="niet de uitslag"):
        voting.publish(vote, by=cast.joost, now=LATER)


@pytest.mark.django_db
def test_with_the_result_stands_that_who_leads_could_see_the_codes_of_replaced_letters(client, cast):
    vote, letters = opened(cast.area, by=cast.joost)
    fresh = [codes.replace(vote, 1, number, by=cast.joost, now=NOW) for number in (1, 2)]
    for code in (*letters[2:14], fresh[0].code):
        voting.cast(vote.pk, code, FOR, now=NOW)
    voting.close(vote, by=cast.joost, now=LATER)
    voting.finish_closing(vote.pk)
    voting.publish(vote, by=cast.joost, now=LATER)

    assert "2 brieven zijn vervangen, voor de sluiting." in client.get(vote.get_absolute_url()).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [{"envelopes": 3}, {"invalid": 1}, {"late": 1}, {"envelopes": None}])
def test_paper_totals_that_do_not_add_up_are_not_published(cast, kept):
    vote, letters = opened(cast.area, by=cast.joost, has_paper=True)
    for code in letters[:2]:
        on_paper(vote, code, FOR, cast.joost, cast.els)
    for person in (cast.joost, cast.els):
        paper.count_envelopes(vote, 2, 0, by=person, now=NOW)
    voting.close(vote, by=cast.joost, now=LATER)
    voting.finish_closing(vote.pk)
    right = Vote.objects.get().result
    assert right == {"envelopes": 2, "invalid": 0, "late": 0}

    Vote.objects.update(result={**right, **kept})
    with pytest.raises(NotNow, match="niet de uitslag"):
        voting.publish(vote, by=cast.joost, now=LATER)
    assert Vote.objects.get().state == "closed"

    Vote.objects.update(result=right)
    voting.publish(vote, by=cast.joost, now=LATER)
    assert Vote.objects.get().state == "published"


class Cut(BaseException):
    """The power goes."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["mix", "scrub", "destroy_key"])
def test_a_closing_that_is_cut_off_is_open_or_closed_and_closing_again_finishes_it(cast, monkeypatch, where):
    vote, letters = opened(cast.area, by=cast.joost)
    voting.cast(vote.pk, letters[0], FOR, now=NOW)

    def cut(*_):
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(ballot_box, where, cut)
        with pytest.raises(Cut):
            voting.close(vote, by=cast.joost, now=LATER)

    state = Vote.objects.get().state
    labels = set(Ballot.objects.values_list("label", flat=True))
    assert (state == "ready" and None not in labels) or (state == "closed" and labels == {None})
    assert ballot_box.has_key(vote.pk)
    if state == "closed":
        with pytest.raises(NotNow, match="onderbroken"):
            voting.publish(vote, by=cast.joost, now=LATER)
    voting.close(vote, by=cast.joost, now=LATER)
    assert Vote.objects.get().state == "closed" and not ballot_box.has_key(vote.pk)
    assert counted(vote) == {FOR: 1}


@pytest.mark.django_db(transaction=True)
def test_after_closing_nothing_links_a_code_with_a_ballot(cast, caplog):
    """The label and the old id of every ballot are searched in the database, its journal, the sealed files and the log."""
    vote, letters = opened(cast.area, by=cast.joost, has_paper=True)
    client = Client()
    for code in letters[:12]:
        send(client, address("vote-cast", vote), code=code, option=FOR if code > letters[0] else AGAINST)
    on_paper(vote, letters[15], FOR, cast.joost, cast.els)
    for person in (cast.joost, cast.els):
        paper.count_envelopes(vote, 1, 0, by=person, now=NOW)
    canaries = [label.encode() for label in Ballot.objects.values_list("label", flat=True) if label]
    canaries += [as_sqlite_writes(id) for id in Ballot.objects.values_list("id", flat=True)]
    assert len(canaries) == 24
    key = (ballot_box.folder() / f"{vote.pk}.key").read_bytes()
    assert all(found(canary) for canary in canaries), "what is searched for was not there to be found"

    voting.close(vote, by=cast.joost, now=LATER)

    assert [canary for canary in canaries if found(canary)] == []
    assert not [path for path, content in everything() if key in content]
    assert not set(PaperEntry.objects.values_list("digest", flat=True)) - {None}
    assert not [secret for secret in (*canaries, *map(str.encode, letters)) if secret in caplog.text.encode()]


def everything():
    """Every file of this installation with what is in it, with the database and its journal."""
    places = (
        {Path(settings.VAR), Path(connection.settings_dict["NAME"]).parent}
        if connection.vendor == "sqlite"
        else {Path(settings.VAR)}
    )
    for folder, _folders, names in (found for place in places for found in os.walk(place)):
        for path in (Path(folder, name) for name in names):
            # Tests that run beside this one throw away files of their own.
            with suppress(FileNotFoundError):
                yield path, path.read_bytes()


def found(canary):
    if connection.vendor == "sqlite":
        return any(canary in content for _path, content in everything())
    rows = Ballot.objects.values_list("id", "label")
    return any(canary in (as_sqlite_writes(id), (label or "").encode()) for id, label in rows)


def as_sqlite_writes(number):
    """The bytes of a large row number in a database file: seven bits a byte, and eight in the ninth."""
    if number < 1 << 56:
        parts = [number & 0x7F]
        while number := number >> 7:
            parts.append(number & 0x7F | 0x80)
        return bytes(reversed(parts))
    high, low = number >> 8, number & 0xFF
    return bytes([*((high >> shift) & 0x7F | 0x80 for shift in range(49, -1, -7)), low])
