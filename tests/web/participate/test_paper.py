"""Paper ballots are typed by two people, laid beside the envelopes, and never beat or double a digital vote."""

from __future__ import annotations

from collections import Counter

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import make_person
from tests.web.participate.elections import AGAINST, BLANK, FOR, LATER, NOW, on_paper, opened, send
from wijkwerk.web.participate import codes, paper, voting
from wijkwerk.web.participate.models import Ballot, PaperCount, PaperEntry, Vote, VoteCode
from wijkwerk.web.participate.paper import Counted, Typed, compare
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.service import NotAllowed

BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"


@pytest.fixture
def box(cast):
    """An open vote with paper, and its codes."""
    return opened(cast.area, by=cast.joost, has_paper=True)


def both_count(vote, cast, envelopes, invalid=0):
    for person in (cast.joost, cast.els):
        paper.count_envelopes(vote, envelopes, invalid, by=person, now=NOW)


def close(vote, cast):
    voting.close(vote, by=cast.joost, now=LATER)
    voting.finish_closing(vote.pk)
    voting.publish(vote, by=cast.joost, now=LATER)
    return vote.result


def why_not(vote, cast):
    with pytest.raises(NotNow) as refusal:
        voting.close(vote, by=cast.joost, now=LATER)
    vote.refresh_from_db()
    assert vote.state == "ready"
    return str(refusal.value)


@pytest.mark.django_db
def test_digital_and_paper_together_are_what_is_published(cast, box):
    vote, letters = box
    for code in letters[:5]:
        voting.cast(vote.pk, code, FOR, now=NOW)
    for code in letters[5:8]:
        on_paper(vote, code, AGAINST, cast.joost, cast.els)
    both_count(vote, cast, 4, 1)

    result = close(vote, cast)

    assert (result["digital"], result["paper"], result["ballots"], result["used"]) == (5, 3, 8, 8)
    assert (result["envelopes"], result["invalid"], result["late"]) == (4, 1, 0)
    assert [answer["votes"] for answer in result["answers"]] == [5, 3, 0]


@pytest.mark.django_db
def test_a_paper_ballot_never_beats_or_doubles_a_digital_one(cast, box):
    vote, letters = box
    voting.cast(vote.pk, letters[0], FOR, now=NOW)
    on_paper(vote, letters[0], AGAINST, cast.joost, cast.els)
    # And the other way round: typed first, then voted on the site.
    on_paper(vote, letters[1], AGAINST, cast.joost, cast.els)
    voting.cast(vote.pk, letters[1], BLANK, now=NOW)
    both_count(vote, cast, 2)

    result = close(vote, cast)

    assert [answer["votes"] for answer in result["answers"]] == [1, 0, 1]
    assert (result["paper"], result["late"], result["ballots"]) == (0, 2, 2)


@pytest.mark.django_db
def test_one_person_cannot_type_both_turns(cast, box):
    vote, letters = box
    on_paper(vote, letters[0], FOR, cast.joost, cast.joost, cast.joost)
    both_count(vote, cast, 1)

    assert "nog maar één keer ingetypt" in why_not(vote, cast)
    assert PaperEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_difference_is_said_at_once_and_holds_up_closing(cast, box):
    vote, letters = box
    first = paper.enter(vote, letters[0], FOR, by=cast.joost, now=NOW)
    second = paper.enter(vote, letters[0], AGAINST, by=cast.els, now=NOW)
    both_count(vote, cast, 1)

    assert (first.differs, second.differs) == (False, True)
    assert "twee keer anders ingetypt" in why_not(vote, cast)
    assert not paper.enter(vote, letters[0], FOR, by=cast.els, now=NOW, looked=True).differs
    assert close(vote, cast)["paper"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["joost", "els"])
@pytest.mark.parametrize("instead", [BLANK, None])
def test_what_is_changed_after_a_difference_is_looked_up_and_counted(cast, box, who, instead):
    """Otherwise one of two answers is bent until it is the other's, and nothing shows it."""
    vote, letters = box
    paper.enter(vote, letters[0], FOR, by=cast.joost, now=NOW)
    paper.enter(vote, letters[0], AGAINST, by=cast.els, now=NOW)
    by, typed = getattr(cast, who), PaperEntry.objects.order_by("turn").values_list("option__number", flat=True)

    with pytest.raises(paper.LookFirst, match="Ik keek op het papier"):
        paper.enter(vote, letters[0], instead, by=by, now=NOW)
    assert list(typed) == [FOR, AGAINST]
    # The same once more changes nothing, and neither does another ballot.
    paper.enter(vote, letters[0], FOR if who == "joost" else AGAINST, by=by, now=NOW)
    on_paper(vote, letters[1], FOR, cast.joost, cast.els, by)
    assert Vote.objects.get().corrected == 0

    paper.enter(vote, letters[0], instead, by=by, now=NOW, looked=True)
    assert Vote.objects.get().corrected == 1


@pytest.mark.django_db
def test_the_pages_ask_to_look_on_the_paper_and_tell_how_often_that_was_done(client, cast, box):
    vote, letters = box
    url = reverse("participate:vote-paper", args=[vote.pk])
    paper.enter(vote, letters[0], FOR, by=cast.els, now=NOW)
    assert send(client, url, cast.joost, code=letters[0], option=AGAINST).status_code == 302
    assert 'name="looked"' not in client.get(url).content.decode()

    asked = send(client, url, cast.joost, code=letters[0], option=FOR)
    assert asked.status_code == 422 and 'name="looked"' in asked.content.decode()
    assert send(client, url, cast.joost, code=letters[0], option=FOR, looked="on").status_code == 302

    said = "Na een verschil is 1 keer iets veranderd, met het papier erbij."
    assert said in client.get(url).content.decode()
    Vote.objects.update(closes_at=NOW)
    assert said in client.get(reverse("participate:vote-manage", args=[vote.pk])).content.decode()


@pytest.mark.django_db
def test_totals_that_do_not_add_up_are_not_closed_and_not_published(cast, box):
    vote, letters = box
    on_paper(vote, letters[0], FOR, cast.joost, cast.els)

    assert "twee mensen" in why_not(vote, cast)
    paper.count_envelopes(vote, 2, 0, by=cast.joost, now=NOW)
    assert "twee mensen" in why_not(vote, cast)
    paper.count_envelopes(vote, 3, 0, by=cast.els, now=NOW)
    assert "niet gelijk" in why_not(vote, cast)
    paper.count_envelopes(vote, 2, 0, by=cast.els, now=NOW)
    assert "1 te weinig" in why_not(vote, cast)
    with pytest.raises(NotNow, match="Sluit de stemming eerst"):
        voting.publish(vote, by=cast.joost, now=LATER)
    both_count(vote, cast, 2, 2)
    assert "1 te veel" in why_not(vote, cast)
    both_count(vote, cast, 2, 1)
    assert close(vote, cast)["paper"] == 1


@pytest.mark.django_db
def test_an_empty_box_is_counted_too(cast, box):
    vote, _letters = box

    assert "Is de bus leeg? Vul dan 0 in." in why_not(vote, cast)
    both_count(vote, cast, 0)
    assert close(vote, cast)["envelopes"] == 0


@pytest.mark.django_db
def test_who_typed_what_stays_known_and_of_which_code_it_was_does_not(cast, box):
    vote, letters = box
    for code in letters[:3]:
        on_paper(vote, code, FOR, cast.joost, cast.els)
    both_count(vote, cast, 3)

    close(vote, cast)

    typed = Counter(PaperEntry.objects.values_list("by__login", "turn", "digest", "at"))
    assert typed == {("joost", 1, None, None): 3, ("els", 2, None, None): 3}
    assert Ballot.objects.filter(is_paper=True).count() == 3
    assert VoteCode.objects.filter(state="used").count() == 3


@pytest.mark.django_db
def test_a_code_that_is_not_of_this_vote_is_set_aside(cast, box):
    vote, letters = box
    _other, others = opened(cast.area, by=cast.joost, has_paper=True, title="Over het plein")
    codes.replace(vote, 1, 20, by=cast.joost, now=NOW)

    for code, reason in ((others[0], "niet van deze stemming"), (letters[19], "vervangen"), ("x", "verwisseld")):
        with pytest.raises(NotNow, match=reason):
            paper.enter(vote, code, FOR, by=cast.joost, now=NOW)


@pytest.mark.django_db
def test_a_code_on_paper_is_not_replaced_any_more(cast, box):
    vote, letters = box
    paper.enter(vote, letters[0], FOR, by=cast.joost, now=NOW)

    with pytest.raises(NotNow, match="al gestemd"):
        codes.replace(vote, 1, 1, by=cast.joost, now=NOW)


@pytest.mark.django_db
def test_ones_own_line_can_be_taken_away_and_not_another_s(cast, box):
    vote, letters = box
    on_paper(vote, letters[0], FOR, cast.joost)
    with pytest.raises(NotNow):
        paper.enter(vote, letters[0], None, by=cast.els, now=NOW)

    assert paper.enter(vote, letters[0], None, by=cast.joost, now=NOW).is_gone
    assert not PaperEntry.objects.exists()


@pytest.mark.django_db
def test_a_third_person_and_a_resident_type_nothing(cast, box):
    vote, letters = box
    on_paper(vote, letters[0], FOR, cast.joost, cast.els)
    third = make_person("fatma", "Fatma", area=cast.area, role="community-worker")
    with pytest.raises(NotNow, match="al door twee mensen"):
        paper.enter(vote, letters[0], FOR, by=third, now=NOW)
    both_count(vote, cast, 1)
    with pytest.raises(NotNow, match="al geteld"):
        paper.count_envelopes(vote, 1, 0, by=third, now=NOW)
    with pytest.raises(NotAllowed):
        paper.enter(vote, letters[0], FOR, by=cast.amina, now=NOW)


@pytest.mark.django_db
def test_the_page_takes_ballots_one_after_another_and_says_how_it_stands(client, cast, box):
    vote, letters = box
    url = reverse("participate:vote-paper", args=[vote.pk])
    client.force_login(cast.joost, backend=BACKEND)
    client.post(url, {"form_token": "t" * 20, "code": letters[0], "option": FOR})
    client.post(
        reverse("participate:vote-envelopes", args=[vote.pk]), {"form_token": "u" * 20, "envelopes": 1, "invalid": 0}
    )
    page = client.get(url).content.decode()

    assert "1 stem is nog maar één keer ingetypt" in page and "Joost van Dam" in page
    wrong = client.post(url, {"form_token": "v" * 20, "code": letters[0][:-1], "option": FOR})
    assert wrong.status_code == 422 and PaperEntry.objects.count() == 1 and PaperCount.objects.count() == 1


typed_by_two = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 2), st.integers(1, 3), st.integers(1, 2)), max_size=40
)


@given(typed_by_two, st.sets(st.integers(0, 12)), st.integers(0, 14), st.integers(0, 3))
def test_what_adds_up_adds_up(rows, digital, envelopes, invalid):
    """Each code counts once at most, never with a digital vote, and only when envelopes are ballots and invalid ones."""
    latest = {(code, turn): Typed(str(code), turn, option, by) for code, turn, option, by in rows}
    counted = [Counted(1, envelopes, invalid, 1), Counted(2, envelopes, invalid, 2)]
    voted = {str(code) for code in digital}

    found = compare(latest.values(), counted, digital=voted)

    assert not found.used & voted
    assert len(found.options) == len(found.used)
    if found.is_right:
        assert envelopes == invalid + len(found.options) + found.late
        assert found.faults() == []
    else:
        assert found.faults()
