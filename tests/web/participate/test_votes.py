"""A vote with codes: one code is one vote, from two browsers at once, changed until closing, and never after it."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from tests.web.participate.elections import (
    AFTER,
    AGAINST,
    BEFORE,
    BLANK,
    FOR,
    LATER,
    NOW,
    closed,
    make_vote,
    on_paper,
    opened,
    published,
)
from wijkwerk.web.participate import ballot_box, codes, paper, voting
from wijkwerk.web.participate.models import Ballot, ClosingChange, PaperEntry, Vote, VoteCode
from wijkwerk.web.participate.refusals import NotCounted, NotNow
from wijkwerk.web.people import printed_code
from wijkwerk.web.people.service import NotAllowed
from wijkwerk.web.site.limits import LIMITS

BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
tokens = iter(f"token-of-a-vote-{number:06}" for number in range(10**6))


def send(client, url, person=None, **data):
    if person:
        client.force_login(person, backend=BACKEND)
    return client.post(url, {"form_token": next(tokens), **data})


def address(name, vote, *more):
    return reverse(f"participate:{name}", args=[vote.pk, *more])


def counted(vote):
    return Counter(Ballot.objects.filter(vote=vote).values_list("option__number", flat=True))


# --- casting ---


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


def refused(vote, code, option=FOR, *, now=NOW):
    before = counted(vote)
    with pytest.raises(NotCounted) as refusal:
        voting.cast(vote.pk, code, option, now=now)
    assert counted(vote) == before
    return str(refusal.value)


@pytest.mark.django_db
def test_each_vote_that_is_not_counted_says_why(cast):
    vote, letters = opened(cast.area, by=cast.joost)
    other, others = opened(cast.area, by=cast.joost, title="Over het plein")
    stranger = printed_code.make(lambda alphabet: alphabet[5], codes.RANDOM)
    codes.replace(vote, 1, 20, by=cast.joost)
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


# --- making and opening ---


@pytest.mark.django_db
def test_only_who_leads_here_makes_a_vote(cast):
    for person in (cast.amina, cast.ruud, cast.karin):
        with pytest.raises(NotAllowed):
            voting.create(cast.area, Vote(kind="poll"), [voting.Answer("a"), voting.Answer("b")], by=person)


@pytest.mark.django_db
def test_a_vote_that_is_being_made_is_seen_by_who_leads_only(client, cast):
    vote = make_vote(cast.area, by=cast.joost)

    assert client.get(vote.get_absolute_url()).status_code == 404
    client.force_login(cast.amina, backend=BACKEND)
    assert client.get(vote.get_absolute_url()).status_code == 404
    client.force_login(cast.els, backend=BACKEND)
    assert client.get(vote.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_a_vote_opens_when_everything_is_there(cast):
    vote = make_vote(cast.area, by=cast.joost)
    with pytest.raises(NotNow, match="geen codes"):
        voting.open_vote(vote, by=cast.joost, now=NOW)
    codes.make_batch(vote, 2, by=cast.joost, now=NOW)
    with pytest.raises(NotNow, match="leesbare codes"):
        voting.open_vote(vote, by=cast.joost, now=NOW)
    codes.destroy_letters(vote, 1, by=cast.joost)

    voting.open_vote(vote, by=cast.joost, now=NOW)

    assert Vote.objects.get().state == "ready" and ballot_box.has_key(vote.pk)
    with pytest.raises(NotNow, match="liggen nu vast"):
        voting.change(vote, [voting.Answer("a"), voting.Answer("b")], by=cast.joost)


@pytest.mark.django_db
def test_there_are_never_more_codes_than_people(cast):
    vote = make_vote(cast.area, by=cast.joost, whole=10)
    codes.make_batch(vote, 8, by=cast.joost, now=NOW)

    with pytest.raises(NotNow, match="Er kunnen er nog 2 bij"):
        codes.make_batch(vote, 3, by=cast.joost, now=NOW)


@pytest.mark.django_db
def test_a_code_is_kept_as_something_nobody_can_read(cast):
    vote = make_vote(cast.area, by=cast.joost)
    codes.make_batch(vote, 5, by=cast.joost, now=NOW)
    letters = codes.letters_of(vote.pk, 1)

    assert len({letter.code for letter in letters}) == 5
    assert all(len(letter.code) == 16 and len(letter.groups) == 4 for letter in letters)
    assert not set(VoteCode.objects.values_list("digest", flat=True)) & {letter.code for letter in letters}
    sealed = next(ballot_box.folder().glob(f"{vote.pk}-1.codes"))
    assert sealed.stat().st_mode & 0o777 == 0o600
    codes.destroy_letters(vote, 1, by=cast.joost)
    assert codes.letters_of(vote.pk, 1) == [] and not sealed.exists()


@pytest.mark.django_db
def test_a_lost_code_is_cancelled_and_replaced_before_use_and_never_after(cast):
    vote, letters = opened(cast.area, by=cast.joost)
    voting.cast(vote.pk, letters[0], FOR, now=NOW)

    fresh = codes.replace(vote, 1, 2, by=cast.joost)

    assert fresh.number == 21
    assert "vervangen" in refused(vote, letters[1])
    assert voting.cast(vote.pk, fresh.code, FOR, now=NOW) == "counted"
    assert codes.totals(vote) == [codes.Batch(number=1, size=20, fresh=18, used=2, cancelled=1)]
    for number, reason in ((1, "al gestemd"), (2, "al vervangen"), (99, "is er niet")):
        with pytest.raises(NotNow, match=reason):
            codes.replace(vote, 1, number, by=cast.joost)


@pytest.mark.django_db
def test_of_a_pasted_list_only_the_number_of_lines_is_kept(client, cast):
    vote = make_vote(cast.area, by=cast.joost)
    listed = 'naam;adres\n"Jansen; P.";Kerkstraat 1\n=SOM(A1);Kerkstraat 2\n\nDe Wit;Kerkstraat 3\n'

    response = send(client, address("vote-codes", vote), cast.joost, households=listed, has_heading="on")

    assert response.url == address("vote-letters", vote, 1)
    assert [letter.number for letter in codes.letters_of(vote.pk, 1)] == [1, 2, 3]
    assert "Kerkstraat" not in json.dumps([list(map(str, row)) for row in VoteCode.objects.values_list()])


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        ("", "geen regel"),
        ("a,1\nb,2\nA, 1\n", "Regel 3 is dezelfde als regel 1"),
        ("a\nb\ufffd\n", "Regel 2 heeft onleesbare tekens"),
        ("\n".join(str(number) for number in range(20_001)), "bij regel 20001"),
        ('"' + "x" * 200_000, "geen regel van een lijst"),
    ],
)
def test_a_list_that_cannot_be_right_is_refused_with_its_row(listed, reason):
    with pytest.raises(NotNow, match=reason):
        codes.households_in(listed, has_heading=False)


@pytest.mark.django_db
def test_another_moment_of_closing_stands_there_with_its_reason(client, cast):
    vote, _letters = opened(cast.area, by=cast.joost)
    with pytest.raises(NotNow, match="waarom"):
        voting.move_closing(vote, AFTER + timedelta(days=2), "  ", by=cast.joost, now=NOW)

    voting.move_closing(vote, AFTER + timedelta(days=2), "De post kwam te laat.", by=cast.joost, now=NOW)

    assert ClosingChange.objects.get().before == AFTER
    assert "De post kwam te laat." in client.get(vote.get_absolute_url()).content.decode()
    with pytest.raises(NotNow, match="ligt vast"):
        voting.move_closing(
            vote, AFTER + timedelta(days=9), "Nog langer.", by=cast.joost, now=AFTER + timedelta(days=3)
        )


# --- closing and publishing ---


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
    assert not [path for path in everything() if key in path.read_bytes()]
    assert not set(PaperEntry.objects.values_list("digest", flat=True)) - {None}
    assert not [secret for secret in (*canaries, *map(str.encode, letters)) if secret in caplog.text.encode()]


def everything():
    """Every file of this installation, with the database and its journal."""
    places = (
        {Path(settings.VAR), Path(connection.settings_dict["NAME"]).parent}
        if connection.vendor == "sqlite"
        else {Path(settings.VAR)}
    )
    return [path for place in places if place.is_dir() for path in place.rglob("*") if path.is_file()]


def found(canary):
    if connection.vendor == "sqlite":
        return any(canary in path.read_bytes() for path in everything())
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


@pytest.mark.django_db
def test_pages_of_votes_ask_as_often_for_many_ballots_as_for_few(cast, client, django_assert_max_num_queries):
    few = published(cast.area, by=cast.joost)
    many = published(cast.area, by=cast.joost, size=200, choices=(FOR, AGAINST, BLANK) * 60, title="Nog een")
    client.force_login(cast.joost, backend=BACKEND)
    for vote in (few, many):
        client.get(vote.get_absolute_url())
        with django_assert_max_num_queries(6):
            client.get(vote.get_absolute_url())
        with django_assert_max_num_queries(6):
            client.get(address("vote-manage", vote))
