"""Voting with a code: one code is one vote, from two browsers at once, changed until closing, and never after it."""

from __future__ import annotations

import re
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse

from tests.web.participate import rounds_world
from tests.web.participate.elections import (
    AFTER,
    AGAINST,
    BEFORE,
    FOR,
    LATER,
    NOW,
    address,
    closed,
    counted,
    opened,
    refused,
    send,
    tokens,
)
from wijkwerk.web.participate import ballot_box, codes, voting
from wijkwerk.web.participate.models import Ballot, Vote, VoteCode
from wijkwerk.web.participate.refusals import NotCounted
from wijkwerk.web.people import printed_code
from wijkwerk.web.site.limits import LIMITS
from wijkwerk.web.site.models import Attempt


@pytest.mark.django_db
def test_a_code_puts_one_ballot_in_the_box(cast):
    vote, letters = opened(cast.area, by=cast.joost)

    assert voting.cast(vote.pk, letters[0], FOR, now=NOW) == "counted"

    assert counted(vote) == {FOR: 1}
    assert Counter(VoteCode.objects.values_list("state", flat=True)) == {"used": 1, "fresh": 19}


@pytest.mark.django_db
def test_the_same_code_changes_its_vote_until_closing(cast):
    vote, letters = opened(cast.area, by=cast.joost)
    voting.cast(vote.pk, letters[0], FOR, now=NOW)
    voting.cast(vote.pk, letters[1], FOR, now=NOW)

    assert voting.cast(vote.pk, letters[0], AGAINST, now=NOW) == "changed"

    assert counted(vote) == {FOR: 1, AGAINST: 1}


@pytest.mark.django_db
def test_a_code_may_be_typed_with_dashes_small_letters_and_look_alikes(cast):
    vote, letters = opened(cast.area, by=cast.joost)
    typed = "-".join(re.findall("....", letters[0].lower())).replace("0", "o").replace("1", "l")

    assert voting.cast(vote.pk, typed, FOR, now=NOW) == "counted"


@pytest.mark.django_db
def test_each_vote_that_is_not_counted_says_why(cast):
    vote, letters = opened(cast.area, by=cast.joost)
    other, others = opened(cast.area, by=cast.joost, title="Over het plein")
    stranger = printed_code.make(lambda alphabet: alphabet[5], codes.RANDOM)
    codes.replace(vote, 1, 20, by=cast.joost, now=NOW)
    slip = letters[0][:-1] + ("A" if letters[0][-1] != "A" else "B")

    assert "teken hebt verwisseld" in refused(vote, slip)
    assert "kennen we niet" in refused(vote, stranger)
    assert "een andere stemming: Over het plein" in refused(vote, others[0])
    assert "nog niet open" in refused(vote, letters[0], now=BEFORE - timedelta(hours=1))
    assert "De stemming is dicht sinds" in refused(vote, letters[0], now=AFTER)
    assert "vervangen" in refused(vote, letters[19])
    assert "een van de antwoorden" in refused(vote, letters[0], 9)
    assert counted(other) == {}


@pytest.mark.django_db
def test_after_closing_nobody_votes_whatever_the_clock_says(cast):
    vote = closed(cast.area, by=cast.joost)
    fresh = VoteCode.objects.filter(state="fresh").first()
    assert fresh is not None
    code = printed_code.make(lambda alphabet: alphabet[9], codes.RANDOM)
    VoteCode.objects.filter(pk=fresh.pk).update(digest=codes.digest_of(code))

    assert "dicht" in refused(vote, code, now=NOW)


@pytest.mark.django_db
def test_without_its_key_the_box_takes_no_ballot(cast):
    vote, letters = opened(cast.area, by=cast.joost)
    ballot_box.destroy_key(vote.pk)

    assert "niet compleet" in refused(vote, letters[0])


@pytest.mark.django_db(transaction=True)
def test_from_many_browsers_at_once_one_code_is_one_vote(cast):
    vote, letters = opened(cast.area, by=cast.joost)
    outcomes: list[str] = []
    start = threading.Barrier(8)

    def browser(option):
        try:
            start.wait(10)
            for _ in range(5):
                outcomes.append(voting.cast(vote.pk, letters[0], option, now=NOW))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=browser, args=[FOR if number % 2 else AGAINST]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(outcomes) == {"counted": 1, "changed": 39}
    assert sum(counted(vote).values()) == 1
    assert VoteCode.objects.filter(state="used").count() == 1


@pytest.mark.django_db(transaction=True)
def test_while_it_closes_a_ballot_is_either_in_the_box_or_refused(cast):
    vote, letters = opened(cast.area, by=cast.joost, size=40)
    counted_ones: list[str] = []
    start = threading.Barrier(2)

    def voters():
        try:
            start.wait(10)
            for code in letters:
                try:
                    voting.cast(vote.pk, code, FOR, now=NOW)
                    counted_ones.append(code)
                except NotCounted:
                    pass
        finally:
            connections.close_all()

    thread = threading.Thread(target=voters)
    thread.start()
    start.wait(10)
    voting.close(vote, by=cast.joost, now=LATER)
    thread.join()

    assert Ballot.objects.filter(vote=vote).count() == len(counted_ones)
    assert not Ballot.objects.filter(vote=vote, label__isnull=False).exists()
    assert VoteCode.objects.filter(batch__vote=vote, state="used").count() == len(counted_ones)


# --- in the browser's words ---


@pytest.mark.django_db
def test_somebody_votes_without_an_account_and_without_a_session(client, cast):
    vote, letters = opened(cast.area, by=cast.joost)

    page = send(client, reverse("participate:ballot-entry"), code=letters[0])
    assert "Ben je voor een warmtenet?" in page.content.decode()
    response = send(client, address("vote-cast", vote), code=letters[0], option=FOR)

    assert response.url == address("vote-done", vote)
    assert "Je stem zit in de stembus" in client.get(response.url).content.decode()
    assert counted(vote) == {FOR: 1}
    assert "sessionid" not in client.cookies


@pytest.mark.django_db
def test_who_is_signed_in_leaves_no_trace_of_it_at_the_ballot(client, cast):
    vote, letters = opened(cast.area, by=cast.joost)

    send(client, address("vote-cast", vote), cast.amina, code=letters[0], option=FOR)

    fields = {field.name for field in Ballot._meta.get_fields()} | {field.name for field in VoteCode._meta.get_fields()}
    assert not fields & {"person", "by", "at", "made_at", "changed_at"}
    session = client.session
    assert letters[0] not in str(dict(session.items())) and codes.digest_of(letters[0]) not in str(
        dict(session.items())
    )


@pytest.mark.django_db
def test_a_wrong_code_says_so_and_keeps_the_choice(client, cast):
    vote, _letters = opened(cast.area, by=cast.joost)

    page = send(client, address("vote-cast", vote), code="AAAA-BBBB-CCCC-DDDD", option=FOR)

    assert page.status_code == 422
    assert "teken hebt verwisseld" in page.content.decode()
    assert re.search(r'value="1"[^>]*checked', page.content.decode())


@pytest.mark.django_db
@pytest.mark.usefixtures("clock_stands")
def test_who_guesses_is_slowed_and_an_honest_vote_from_the_same_address_counts(client, cast):
    vote, letters = opened(cast.area, by=cast.joost)
    wrong = [send(client, address("vote-cast", vote), code="AAAA", option=FOR).status_code for _ in range(1000)]

    assert wrong.count(422) == LIMITS["vote-code"].times
    assert wrong.count(429) == 1000 - LIMITS["vote-code"].times
    for code in letters:
        assert send(client, address("vote-cast", vote), code=code, option=FOR).status_code == 302
    assert counted(vote) == {FOR: 20}


@pytest.mark.django_db
def test_the_same_ballot_sent_twice_is_one_vote(client, cast):
    vote, letters = opened(cast.area, by=cast.joost)
    form = {"form_token": next(tokens), "code": letters[0], "option": FOR}

    for _ in range(3):
        client.post(address("vote-cast", vote), form)

    assert counted(vote) == {FOR: 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [{}, {"option": "1"}, {"code": "x" * 100_000, "option": "1"}, {"code": "é\u202e", "option": "-1"}]
)
def test_a_ballot_that_is_no_ballot_is_a_page_with_a_sentence(client, cast, data):
    vote, _letters = opened(cast.area, by=cast.joost)

    assert send(client, address("vote-cast", vote), **data).status_code == 422


@pytest.mark.django_db
@pytest.mark.usefixtures("clock_stands")
def test_who_guesses_at_the_letter_page_is_slowed_and_an_honest_code_still_gets_its_ballot(client, cast):
    _vote, letters = opened(cast.area, by=cast.joost)
    wrong = [send(client, reverse("participate:ballot-entry"), code="AAAA").status_code for _ in range(50)]

    assert wrong.count(422) == LIMITS["vote-code"].times and wrong.count(429) == 50 - wrong.count(422)
    assert (
        "Ben je voor een warmtenet?"
        in send(client, reverse("participate:ballot-entry"), code=letters[0]).content.decode()
    )


@pytest.mark.django_db
def test_the_votes_of_two_hundred_neighbours_from_one_address_all_count(client, cast):
    vote, letters = opened(cast.area, by=cast.joost, size=200)

    for code in letters:
        assert send(client, address("vote-cast", vote), code=code, option=FOR).status_code == 302

    assert counted(vote) == {FOR: 200}


@pytest.mark.django_db
def test_the_page_says_why_a_vote_is_not_counted_and_keeps_what_was_chosen(client, cast):
    vote, letters = opened(cast.area, by=cast.joost)
    _other, others = opened(cast.area, by=cast.joost, title="Over het plein")
    stranger = printed_code.make(lambda alphabet: alphabet[5], codes.RANDOM)

    for code, reason in ((others[0], "andere stemming: Over het plein"), (stranger, "kennen we niet")):
        page = send(client, address("vote-cast", vote), code=code, option=AGAINST)
        assert page.status_code == 422 and reason in page.content.decode()
        assert re.search(r'value="2"[^>]*checked', page.content.decode())
    Vote.objects.filter(pk=vote.pk).update(closes_at=NOW - timedelta(seconds=1))
    page = send(client, address("vote-cast", vote), code=letters[0], option=FOR)
    assert page.status_code == 422 and "De stemming is dicht sinds" in page.content.decode()
    assert not Ballot.objects.exists()


@pytest.mark.django_db
def test_a_code_typed_at_the_other_door_leads_to_its_own_and_is_no_guess(client, cast):
    """The code goes along behind the #, which is in the address of no page that is asked for."""
    _vote, letters = opened(cast.area, by=cast.joost)
    of_round = rounds_world.code_of(rounds_world.make_pile(cast))
    doors = {letters[0]: reverse("participate:code"), of_round: reverse("participate:ballot-entry")}
    for code, wrong in doors.items():
        [right] = set(doors.values()) - {wrong}
        written = "\u2013".join(printed_code.groups(code)).lower()
        for _time in range(40):
            led_on = client.post(wrong, {"code": written})
            assert led_on.url == f"{right}#{code}"
        assert "Is het vak leeg?" in client.get(right).content.decode()
    assert not Attempt.objects.exists()
    stranger = printed_code.make(lambda alphabet: alphabet[5], codes.RANDOM)
    assert "tikfout" in client.post(reverse("participate:code"), {"code": stranger}).content.decode()
