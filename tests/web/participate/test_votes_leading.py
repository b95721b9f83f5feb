"""Leading a vote: made, its letters and its codes, opened, and its closing moved with a reason."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.web.participate.elections import (
    AFTER,
    ANSWERS,
    BACKEND,
    BEFORE,
    FOR,
    LATER,
    NOW,
    address,
    make_vote,
    opened,
    refused,
    send,
)
from wijkwerk.web.participate import ballot_box, codes, voting
from wijkwerk.web.participate.models import ClosingChange, Vote, VoteCode
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.service import NotAllowed


@pytest.mark.django_db
def test_only_who_leads_here_makes_a_vote(cast):
    for person in (cast.amina, cast.ruud, cast.karin):
        with pytest.raises(NotAllowed):
            voting.create(cast.area, Vote(kind="poll"), [voting.Answer("a"), voting.Answer("b")], by=person)


@pytest.mark.django_db
def test_a_new_vote_is_proposed_to_open_in_the_morning_and_close_in_the_evening(client, cast):
    client.force_login(cast.joost, backend=BACKEND)

    proposed = client.get("/meedoen/stemming/nieuw/").context["form"].initial

    hours = [f"{timezone.localtime(proposed[name]):%H:%M}" for name in ("opens_at", "closes_at")]
    assert hours == ["09:00", "20:00"]


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
    vote = make_vote(cast.area, by=cast.joost, whole=3)
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
def test_a_threshold_without_an_answer_that_is_for_is_said_when_it_is_saved(client, cast):
    vote = make_vote(cast.area, by=cast.joost)
    nothing = [voting.Answer("Rood"), voting.Answer("Blauw")]
    form = {
        "kind": "coded", "title": "Welke kleur?", "question": "Welke kleur?", "answers": "own", "own": "Rood\nBlauw",
        "group": "residents", "whole": "260", "percent": "50", "area": cast.area.slug,
        "opens_at": "2026-12-01T10:00", "closes_at": "2026-12-15T20:00",
    }  # fmt: skip

    for url in (reverse("participate:vote-new"), address("vote-edit", vote)):
        answer = send(client, url, cast.joost, **form)
        assert answer.status_code == 422 and "telt als voor" in str(answer.context["form"].errors["own"])
    with pytest.raises(NotNow, match="geen antwoord telt als voor"):
        voting.change(vote, nothing, by=cast.joost)
    send(client, address("vote-edit", vote), cast.joost, **{**form, "own": "+ Rood\nBlauw"})
    assert [one.agree for one in vote.options.all()] == [True, False]


@pytest.mark.django_db
def test_a_vote_with_fewer_letters_than_it_needs_opens_only_when_that_is_meant(client, cast):
    vote = make_vote(cast.area, by=cast.joost)
    codes.make_batch(vote, 155, by=cast.joost, now=NOW)
    codes.destroy_letters(vote, 1, by=cast.joost)

    page = client.get(send(client, address("vote-open", vote), cast.joost).url).content.decode()
    assert "Nodig: 156. Brieven: 155." in page and 'name="too_few"' in page
    assert Vote.objects.get().state == "draft"
    send(client, address("vote-open", vote), cast.joost, too_few="on")
    assert Vote.objects.get().state == "ready"


@pytest.mark.django_db
def test_a_vote_with_as_many_letters_as_it_needs_opens_at_once(client, cast):
    vote = make_vote(cast.area, by=cast.joost)
    codes.make_batch(vote, 156, by=cast.joost, now=NOW)
    codes.destroy_letters(vote, 1, by=cast.joost)

    assert 'name="too_few"' not in client.get(address("vote-manage", vote)).content.decode()
    send(client, address("vote-open", vote), cast.joost)
    assert Vote.objects.get().state == "ready"


@pytest.mark.django_db
def test_there_are_never_more_codes_than_people(cast):
    vote = make_vote(cast.area, by=cast.joost, whole=10)
    codes.make_batch(vote, 8, by=cast.joost, now=NOW)

    with pytest.raises(NotNow, match="Er kunnen er nog 2 bij"):
        codes.make_batch(vote, 3, by=cast.joost, now=NOW)


@pytest.mark.django_db
def test_more_letters_than_people_are_refused_in_words_that_fit_the_first_pile(cast):
    vote = make_vote(cast.area, by=cast.joost, whole=10)

    with pytest.raises(NotNow) as refusal:
        codes.make_batch(vote, 11, by=cast.joost, now=NOW)

    assert str(refusal.value) == "De groep is 10 groot. Maak hoogstens 10 codes."


@pytest.mark.django_db
def test_the_page_of_who_leads_says_whether_people_can_vote(client, cast):
    vote, _letters = opened(cast.area, by=cast.joost, opens_at=AFTER, closes_at=LATER)
    client.force_login(cast.joost, backend=BACKEND)

    for opens_at, closes_at, state in (
        (AFTER, LATER, "staat klaar"), (BEFORE, AFTER, "open"), (BEFORE, NOW, "het stemmen is voorbij"),
    ):  # fmt: skip
        Vote.objects.update(opens_at=opens_at, closes_at=closes_at)
        page = client.get(address("vote-manage", vote)).content.decode()
        assert f"<li>{state}</li>" in page and ("staat klaar" in page) == (state == "staat klaar")


@pytest.mark.django_db
def test_a_number_beside_a_list_of_another_length_is_said(client, cast):
    vote = make_vote(cast.area, by=cast.joost)
    said = "De lijst heeft 2 regels, dus er zijn 2 brieven gemaakt en geen"

    send(client, address("vote-codes", vote), cast.joost, size=3, households="Kerkstraat 1\nKerkstraat 2\n")
    assert f"{said} 3." in client.get(address("vote-letters", vote, 1)).content.decode()
    for size in ("", 2):
        send(client, address("vote-codes", vote), cast.joost, size=size, households="Kerkstraat 3\nKerkstraat 4\n")
        assert said not in client.get(address("vote-letters", vote, 1)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("is_open", [True, False])
def test_once_there_are_letters_a_vote_closes_no_earlier_than_they_say(client, cast, is_open):
    """Who votes on the last evening would find the door closed; later is possible, with its reason."""
    if is_open:
        vote, _letters = opened(cast.area, by=cast.joost)
    else:
        vote = make_vote(cast.area, by=cast.joost)
        codes.make_batch(vote, 2, by=cast.joost, now=NOW)
    earlier = AFTER - timedelta(hours=1)

    with pytest.raises(NotNow, match="Eerder sluiten kan niet meer"):
        voting.move_closing(vote, earlier, "De zaal is dan dicht.", by=cast.joost, now=NOW)
    if not is_open:
        edited = Vote.objects.get()
        edited.closes_at = earlier
        with pytest.raises(NotNow, match="Eerder sluiten kan niet meer"):
            voting.change(edited, list(ANSWERS), by=cast.joost)
    voting.move_closing(vote, LATER, "De post kwam te laat.", by=cast.joost, now=NOW)

    assert Vote.objects.get().closes_at == LATER


def other(vote, **facts):
    """The same vote with other facts, as a form gives it."""
    edited = Vote.objects.get(pk=vote.pk)
    for name, value in facts.items():
        setattr(edited, name, value)
    return edited


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "answers"),
    [
        ({"question": "Iets heel anders?"}, ANSWERS),
        ({"title": "Iets anders"}, ANSWERS),
        ({"group": "households"}, ANSWERS),
        ({"whole": 20}, ANSWERS),
        ({"percent": 10}, ANSWERS),
        ({"has_paper": True}, ANSWERS),
        ({"kind": "poll"}, ANSWERS),
        ({"opens_at": NOW}, ANSWERS),
        ({}, ANSWERS[::-1]),
        ({}, (voting.Answer("Rood", agree=True), *ANSWERS[1:])),
    ],
)
def test_what_stands_on_a_letter_is_not_changed_after_it_was_made(cast, facts, answers):
    """A cross in the first box of a letter would be typed in as another answer."""
    vote = make_vote(cast.area, by=cast.joost)
    voting.change(other(vote, question="Ben je voor warmte?"), list(ANSWERS), by=cast.joost)
    codes.make_batch(vote, 2, by=cast.joost, now=NOW)

    with pytest.raises(NotNow, match="ligt nu vast"):
        voting.change(other(vote, **facts), list(answers), by=cast.joost)
    voting.change(other(vote, intro="Meer uitleg.", closes_at=LATER), list(ANSWERS), by=cast.joost)

    kept = Vote.objects.get()
    assert (kept.question, kept.intro, kept.closes_at) == ("Ben je voor warmte?", "Meer uitleg.", LATER)
    assert [one.label for one in kept.options.all()] == ["Voor", "Tegen", "Blanco"]


@pytest.mark.django_db
def test_the_form_says_what_is_fixed_and_how_to_begin_anew(client, cast):
    vote = make_vote(cast.area, by=cast.joost)
    codes.make_batch(vote, 2, by=cast.joost, now=NOW)
    typed = {"question": "Iets heel anders?", "answers": "yes", "intro": "Meer uitleg."}
    typed["closes_at"] = f"{timezone.localtime(LATER):%Y-%m-%dT%H:%M}"

    client.force_login(cast.joost, backend=BACKEND)
    page = client.get(address("vote-edit", vote)).content.decode()
    assert "ligt nu vast" in page and "Trek de brieven eerst in." in page
    send(client, address("vote-edit", vote), cast.joost, **typed)
    kept = Vote.objects.get()
    assert (kept.question, kept.intro, kept.options.count()) == ("Ben je voor een warmtenet?", "Meer uitleg.", 3)

    assert "Trek alle brieven in" in client.get(address("vote-manage", vote)).content.decode()
    send(client, address("vote-withdraw", vote), cast.joost)
    assert kept.batches.exists(), "not while letters lie about"
    send(client, address("vote-withdraw", vote), cast.joost, are_gone="on")
    assert not VoteCode.objects.exists() and codes.waiting(vote.pk) == []
    voting.change(other(vote, question="Iets heel anders?"), list(ANSWERS), by=cast.joost)


@pytest.mark.django_db
def test_letters_of_an_open_vote_are_not_withdrawn(cast):
    vote, letters = opened(cast.area, by=cast.joost)

    with pytest.raises(NotNow, match="De brieven gelden"):
        codes.withdraw(vote, by=cast.joost)
    with pytest.raises(NotAllowed):
        codes.withdraw(vote, by=cast.amina)

    assert voting.cast(vote.pk, letters[0], FOR, now=NOW) == "counted"


@pytest.mark.django_db
def test_without_letters_a_vote_may_close_earlier(cast):
    poll, _none = opened(cast.area, by=cast.joost, kind="poll")

    voting.move_closing(poll, AFTER - timedelta(hours=1), "De zaal is dan dicht.", by=cast.joost, now=NOW)

    assert Vote.objects.get().closes_at < AFTER


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

    fresh = codes.replace(vote, 1, 2, by=cast.joost, now=NOW)

    assert fresh.number == 21
    assert "vervangen" in refused(vote, letters[1])
    assert voting.cast(vote.pk, fresh.code, FOR, now=NOW) == "counted"
    assert codes.totals(vote) == [codes.Batch(number=1, size=20, fresh=18, used=2, cancelled=1)]
    for number, reason in ((1, "al gestemd"), (2, "al vervangen"), (99, "is er niet")):
        with pytest.raises(NotNow, match=reason):
            codes.replace(vote, 1, number, by=cast.joost, now=NOW)


@pytest.mark.django_db
def test_from_closing_on_nobody_makes_replaces_or_prints_a_code(client, cast):
    """With a fresh code two who lead could add a paper ballot for each letter nobody used."""
    vote, _letters = opened(cast.area, by=cast.joost, has_paper=True)
    last = codes.replace(vote, 1, 1, by=cast.joost, now=AFTER - timedelta(seconds=1))
    draft = make_vote(cast.area, by=cast.joost)
    for deed in (
        lambda: codes.replace(vote, 1, 2, by=cast.joost, now=AFTER),
        lambda: codes.make_batch(draft, 2, by=cast.joost, now=AFTER),
    ):
        with pytest.raises(NotNow, match="Het stemmen is voorbij"):
            deed()
    Vote.objects.filter(pk=vote.pk).update(closes_at=NOW)
    client.force_login(cast.joost, backend=BACKEND)

    page = client.get(address("vote-letters", vote, 1)).content.decode()
    assert "Deze codes print je niet meer" in page and last.groups[0] not in page
    assert "Een brief is kwijt" not in client.get(address("vote-manage", vote)).content.decode()
    send(client, address("vote-replace", vote), cast.joost, batch=1, number=3)
    assert codes.totals(vote) == [codes.Batch(number=1, size=20, fresh=20, used=0, cancelled=1)]


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


@pytest.mark.django_db
def test_the_page_moves_a_closing_with_its_reason_and_keeps_who_did_it(client, cast):
    vote, _letters = opened(cast.area, by=cast.joost)
    later = f"{AFTER + timedelta(days=2):%Y-%m-%dT%H:%M}"

    send(client, address("vote-closing", vote), cast.joost, closes_at=later, why="")
    assert not ClosingChange.objects.exists() and Vote.objects.get().closes_at == AFTER
    send(client, address("vote-closing", vote), cast.joost, closes_at=later, why="De post kwam te laat.")

    change = ClosingChange.objects.get()
    assert (change.why, change.by, change.before) == ("De post kwam te laat.", cast.joost, AFTER)
    assert change.after == Vote.objects.get().closes_at > AFTER
    assert send(client, address("vote-closing", vote), cast.amina, closes_at=later, why="Zomaar.").status_code == 403
    assert ClosingChange.objects.count() == 1


@pytest.mark.django_db
def test_the_database_keeps_no_moved_closing_without_its_reason(cast):
    vote, _letters = opened(cast.area, by=cast.joost)

    with pytest.raises(IntegrityError), transaction.atomic():
        ClosingChange.objects.create(vote=vote, before=AFTER, after=LATER, why="", by=cast.joost, at=NOW)
