"""The other kinds of vote, and the way of a result to the route that asked for it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web.participate.elections import AGAINST, ANSWERS, FOR, LATER, NOW, closed, make_vote, opened, published
from tests.web.work.runs import ROLE, UP_TO_THE_FIRST_VOTE, UP_TO_THE_SECOND_VOTE, make_run
from wijkwerk.web.participate import binding, codes, votes_lead_views, voting
from wijkwerk.web.participate.models import NamedAnswer, Vote
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.voting import Answer
from wijkwerk.web.people.service import NotAllowed
from wijkwerk.web.work.models import RunEvent, RunRole

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
tokens = iter(f"token-of-a-kind-{number:06}" for number in range(10**6))


def send(client, person, url, **data):
    client.force_login(person, backend=BACKEND)
    return client.post(url, {"form_token": next(tokens), **data})


def address(name, vote):
    return reverse(f"participate:{name}", args=[vote.pk])


# --- a poll ---


def test_hands_are_counted_of_the_people_in_the_room(client, cast):
    vote, _none = opened(cast.area, by=cast.joost, kind="poll", group="voters", percent=None, whole=None)
    form = {"hands-1": 12, "hands-2": 5, "hands-3": 3, "by_two": "on"}

    refused = send(client, cast.joost, address("vote-hands", vote), **form, present=19)
    assert refused.status_code == 422 and "Tel nog een keer" in refused.content.decode()
    with pytest.raises(NotNow, match="geen handen"):
        voting.close(vote, by=cast.joost, now=LATER)
    send(client, cast.joost, address("vote-hands", vote), **form, present=22)
    voting.close(vote, by=cast.joost, now=LATER)
    voting.publish(vote, by=cast.joost, now=LATER)

    page = client.get(vote.get_absolute_url()).content.decode()
    assert "Er waren 22 mensen in de zaal." in page and "Dit is een peiling" in page
    assert vote.result and vote.result["sums"] == {"agree": 12, "against": 5, "blank": 3}


def test_names_stand_there_for_people_of_the_area_only(client, cast):
    vote, _none = opened(cast.area, by=cast.joost, kind="poll", by_names=True)
    send(client, cast.amina, address("vote-answer", vote), option=AGAINST)
    send(client, cast.amina, address("vote-answer", vote), option=FOR)

    assert NamedAnswer.objects.get().option.number == FOR
    assert "Amina El Idrissi: " in client.get(vote.get_absolute_url()).content.decode()
    assert send(client, cast.ruud, address("vote-answer", vote), option=FOR).status_code == 403
    assert "Amina" not in client.get(vote.get_absolute_url()).content.decode()
    client.logout()
    assert "Amina" not in client.get(vote.get_absolute_url()).content.decode()


CODES = "Niemand kan nog nagaan welke code welke stem gaf."


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"kind": "coded"}, CODES),
        ({"kind": "poll", "by_names": True}, "Wie een rol heeft in dit gebied, blijft zien wie wat antwoordde."),
        ({"kind": "poll"}, "De telling ligt vast."),
        ({"kind": "binding"}, "De uitslag ligt vast."),
    ],
)
def test_closing_says_what_is_true_of_that_kind(client, cast, facts, says):
    vote, _none = opened(cast.area, by=cast.joost, **facts)
    if facts == {"kind": "poll"}:
        voting.count_hands(vote, {FOR: 3}, present=3, by=cast.joost, now=NOW)
    over(vote)
    if facts["kind"] == "binding":
        text, there = '{"result": [[10, 150, 3]]}', "https://vote.example.org/x/"
        binding.take_over(vote, text, there, by=cast.joost, now=NOW)

    page = client.get(send(client, cast.joost, address("vote-close", vote)).url).content.decode()

    assert says in page
    if facts["kind"] != "coded":
        assert CODES not in page and "kan natellen" not in page


# --- a binding vote ---


def test_the_question_goes_to_belenios_in_its_own_words(client, cast):
    vote, _none = opened(cast.area, by=cast.joost, kind="binding")
    client.force_login(cast.joost, backend=BACKEND)

    template = json.loads(client.get(address("vote-questions", vote)).content)

    assert template == {
        "description": "Ben je voor een warmtenet?",
        "name": "Over het warmtenet",
        "questions": [
            {"answers": ["Voor", "Tegen"], "min": 1, "max": 1, "question": "Ben je voor een warmtenet?", "blank": True}
        ],
    }


def test_a_binding_vote_opens_with_the_address_where_one_votes(client, cast):
    vote = make_vote(cast.area, by=cast.joost, kind="binding", address="")

    with pytest.raises(NotNow, match="op welk adres"):
        voting.open_vote(vote, by=cast.joost, now=NOW)

    assert Vote.objects.get().state == "draft"


def test_the_voters_go_straight_back_and_nothing_of_them_is_kept(client, cast):
    vote, _none = opened(cast.area, by=cast.joost, kind="binding")
    listed = "amina@voorbeeld.example;amina\n\nruud@voorbeeld.example;\n"

    response = send(client, cast.joost, address("vote-voters", vote), voters=listed)

    assert response.content.decode() == "amina@voorbeeld.example,amina\nruud@voorbeeld.example\n"
    wrong = send(client, cast.joost, address("vote-voters", vote), voters="a@b.nl\nniemand\n")
    assert wrong.status_code == 422 and "Regel 2 begint niet met een e-mailadres" in wrong.content.decode()


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        ("", "geen kiezer"),
        ("a@b.nl\nA@B.nl", "Regel 2 is dezelfde kiezer als regel 1"),
        ("a@b.nl,=1+1", "inlognaam op regel 1"),
    ],
)
def test_a_list_of_voters_that_cannot_be_right_is_refused_with_its_row(listed, reason):
    with pytest.raises(NotNow, match=reason):
        binding.voters(listed)


def test_the_result_is_taken_over_with_where_it_can_be_checked(client, cast):
    vote, _none = opened(cast.area, by=cast.joost, kind="binding")
    with pytest.raises(NotNow, match="Neem haar over"):
        voting.close(vote, by=cast.joost, now=LATER)

    over(vote)
    # The blank votes come first.
    text = json.dumps({"num_tallied": 170, "result": [[10, 157, 3]], "encrypted_tally": [], "partial_decryptions": []})
    send(
        client,
        cast.joost,
        address("vote-elsewhere", vote),
        result=text,
        address="https://vote.example.org/elections/x/",
    )
    voting.close(vote, by=cast.joost, now=LATER)
    voting.publish(vote, by=cast.joost, now=LATER)

    assert vote.result and vote.result["sums"] == {"agree": 157, "against": 3, "blank": 10}
    page = client.get(vote.get_absolute_url()).content.decode()
    assert "https://vote.example.org/elections/x/" in page and "telde niet zelf" in page


def over(vote):
    """Nobody can vote any more."""
    Vote.objects.filter(pk=vote.pk).update(opens_at=NOW - timedelta(days=2), closes_at=NOW - timedelta(hours=1))


def test_the_result_is_taken_over_when_the_voting_is_over(client, cast):
    vote, _none = opened(cast.area, by=cast.joost, kind="binding")
    given = {"result": '{"result": [[10, 157, 3]]}', "address": "https://vote.example.org/x/"}

    refused = send(client, cast.joost, address("vote-elsewhere", vote), **given)
    assert refused.status_code == 422 and "als het stemmen voorbij is" in refused.content.decode()
    assert Vote.objects.get().result is None
    assert 'name="result"' not in client.get(address("vote-elsewhere", vote)).content.decode()
    over(vote)
    assert 'name="result"' in client.get(address("vote-elsewhere", vote)).content.decode()


def test_another_result_takes_its_place_with_a_reason_for_everyone(client, cast):
    vote, _none = opened(cast.area, by=cast.joost, kind="binding")
    over(vote)
    url, there = address("vote-elsewhere", vote), "https://vote.example.org/x/"

    for _again in range(2):
        assert send(client, cast.joost, url, result='{"result": [[10, 150, 3]]}', address=there).status_code == 302
    refused = send(client, cast.joost, url, result='{"result": [[10, 157, 3]]}', address=there)
    assert refused.status_code == 422 and "Er staat al een andere uitslag." in str(
        refused.context["form"].errors["why"]
    )
    send(client, cast.joost, url, result='{"result": [[10, 157, 3]]}', address=there, why="Eén bus was vergeten.")
    voting.close(vote, by=cast.joost, now=LATER)
    voting.publish(vote, by=cast.joost, now=LATER)

    assert vote.result and vote.result["sums"]["agree"] == 157
    page = client.get(vote.get_absolute_url()).content.decode()
    assert "Er stond eerst een andere uitslag" in page and "Eén bus was vergeten." in page
    (replaced,) = client.get(address("vote-result", vote)).json()["replaced"]
    assert replaced["counted"] == {"3": 10, "1": 150, "2": 3}


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "[" * 100_000, '{"result": [[1, 2]]}', '{"result": [[1, 2, 3], [1]]}', '{"result": [[1, -2, 3]]}',
        '{"result": [[1, 2.5, 3]]}', '{"result": [[true, 2, 3]]}', '{"result": [[1, 2, 3]], "num_tallied": 7}',
        '{"result": [[1, 2, 300]]}', '{"result": "123"}',
    ],
)  # fmt: skip
def test_a_result_that_is_none_of_this_question_is_refused(cast, text):
    vote, _none = opened(cast.area, by=cast.joost, kind="binding")

    with pytest.raises(NotNow):
        binding.take_over(vote, text, "https://vote.example.org/", by=cast.joost, now=LATER)
    assert Vote.objects.get().result is None


TOGETHER = "De drempel telt deze antwoorden samen:"


def test_a_threshold_says_which_answers_it_adds_up(client, cast):
    two = (Answer("Een bank", agree=True), Answer("Een boom", agree=True), Answer("Blanco", blank=True))
    vote = make_vote(cast.area, by=cast.joost, kind="poll", answers=two)
    voting.open_vote(vote, by=cast.joost, now=NOW)
    asked = client.get(vote.get_absolute_url()).content.decode()
    voting.count_hands(vote, {1: 5, 2: 4}, present=10, by=cast.joost, now=NOW)
    voting.close(vote, by=cast.joost, now=LATER)
    voting.publish(vote, by=cast.joost, now=LATER)

    for page in (asked, client.get(vote.get_absolute_url()).content.decode()):
        assert f'{TOGETHER} <span lang="nl" dir="auto">“Een bank”</span>, ' in page and "“Een boom”" in page
    for vote in (published(cast.area, by=cast.joost), published(cast.area, by=cast.joost, percent=None)):
        assert TOGETHER not in client.get(vote.get_absolute_url()).content.decode()


# --- the route ---


def route_at(cast, events, role_of):
    run = make_run(cast.area, by=cast.joost, events=events)
    RunRole.objects.filter(run=run).delete()
    RunRole.objects.create(run=run, role=ROLE, person=role_of)
    return run


def test_a_vote_made_for_a_stage_knows_its_group_and_its_gate(client, cast):
    run = route_at(cast, UP_TO_THE_SECOND_VOTE, cast.joost)
    client.force_login(cast.joost, backend=BACKEND)
    link = f"/meedoen/stemming/nieuw/?route={run.pk}&amp;stap=richting"

    assert link in client.get(run.get_absolute_url()).content.decode()
    page = client.get(link.replace("&amp;", "&")).content.decode()
    assert "Stem over de richting" in page and 'value="60"' in page and 'value="260"' in page

    client.force_login(cast.amina, backend=BACKEND)
    assert link not in client.get(run.get_absolute_url()).content.decode()


def test_the_form_makes_a_vote_of_the_route(client, cast):
    run = route_at(cast, UP_TO_THE_SECOND_VOTE, cast.joost)
    url = f"/meedoen/stemming/nieuw/?route={run.pk}&stap=richting"
    form = {
        "kind": "coded", "title": "De richting", "question": "Is dit de richting?", "answers": "for", "group": "residents",
        "whole": "260", "percent": "60", "opens_at": "2026-12-01T10:00", "closes_at": "2026-12-15T20:00",
    }  # fmt: skip

    response = send(client, cast.joost, url, **form)

    vote = Vote.objects.get()
    assert response.url == address("vote-manage", vote)
    assert (vote.run, vote.stage, [one.label for one in vote.options.all()]) == (
        run.pk,
        "richting",
        ["Voor", "Tegen", "Blanco"],
    )
    assert client.get(url).url == address("vote-manage", vote), "a second click leads to the vote that is there"
    assert send(client, cast.ruud, url, **form).status_code == 404


STAGE = {
    "kind": "coded", "title": "De richting", "question": "Is dit de richting?", "answers": "for", "group": "residents",
    "whole": "260", "percent": "60", "opens_at": "2026-12-01T10:00", "closes_at": "2026-12-15T20:00",
}  # fmt: skip


def test_group_and_threshold_are_those_of_the_stage_and_another_size_needs_a_reason(client, cast):
    run = route_at(cast, UP_TO_THE_SECOND_VOTE, cast.joost)
    url = f"/meedoen/stemming/nieuw/?route={run.pk}&stap=richting"
    other = {**STAGE, "group": "households", "whole": "20", "percent": "50"}

    assert send(client, cast.joost, url, **{**STAGE, "kind": "poll"}).status_code == 422
    page = send(client, cast.joost, url, **other)
    assert page.status_code == 422 and "De buurt telt er 260." in page.content.decode()
    send(client, cast.joost, url, **other, why_whole="Alleen wie hier ook stemt.")

    vote = Vote.objects.get()
    assert (vote.group, vote.percent, vote.whole) == ("residents", 60, 20)
    edit = {**other, "answers": "own", "own": "+ Voor\nTegen", "why_whole": "Alleen volwassenen tellen."}
    send(client, cast.joost, address("vote-edit", vote), **edit)
    vote.refresh_from_db()
    assert (vote.group, vote.percent, vote.why_whole) == ("residents", 60, "Alleen volwassenen tellen.")


def test_the_reason_for_another_size_stands_with_the_result(client, cast):
    vote = published(cast.area, by=cast.joost, whole=20, why_whole="Alleen volwassenen tellen.")

    assert "Alleen volwassenen tellen.</span>" in client.get(vote.get_absolute_url()).content.decode()


@pytest.mark.parametrize("facts", [{"group": "households"}, {"percent": 50}, {"percent": None}])
def test_a_result_over_another_group_or_threshold_does_not_go_to_the_route(client, cast, facts):
    run = route_at(cast, UP_TO_THE_SECOND_VOTE, cast.joost)
    vote = closed(cast.area, by=cast.joost, run=run.pk, stage="richting", **facts)

    reason = voting.publish(vote, by=cast.joost, now=LATER)

    assert "andere groep of met een andere drempel" in reason and vote.routed_at is None
    with pytest.raises(NotNow, match="andere drempel"):
        voting.hand_to_route(vote, by=cast.joost, now=LATER)
    run.refresh_from_db()
    assert "richting" not in run.state["votes"]
    client.force_login(cast.joost, backend=BACKEND)
    page = client.get(f"/meedoen/stemming/nieuw/?route={run.pk}&stap=richting").content.decode()
    assert "Die staat nog niet in de route:" in page and vote.get_absolute_url() in page


def waits(page):
    return "Hij staat nog niet in de route." in page


def test_a_route_says_that_a_result_waits_until_it_stands_there(client, cast, django_assert_max_num_queries):
    run = route_at(cast, UP_TO_THE_SECOND_VOTE, cast.amina)
    offers = f"/meedoen/stemming/nieuw/?route={run.pk}&amp;stap=richting"

    def see(person):
        client.force_login(person, backend=BACKEND)
        with django_assert_max_num_queries(6):
            return client.get(run.get_absolute_url()).content.decode()

    published(cast.area, by=cast.joost, run=run.pk, stage="een-andere-stap")
    page = see(cast.joost)
    assert "Houd hier een stemming" in page and not waits(page)

    vote = published(cast.area, by=cast.joost, run=run.pk, stage="richting")
    for person in (cast.joost, cast.amina):
        page = see(person)
        assert waits(page) and f'href="{vote.get_absolute_url()}"' in page and "Houd hier een stemming" not in page
        # A result that does not fit the stage can never go there: who leads can hold another vote.
        assert (offers in page) == (person == cast.joost)

    send(client, cast.amina, address("vote-hand-over", vote))
    page = see(cast.joost)
    assert not waits(page)


def test_of_two_results_that_wait_the_route_names_the_last(client, cast):
    run = route_at(cast, UP_TO_THE_SECOND_VOTE, cast.amina)
    old, new = (published(cast.area, by=cast.joost, run=run.pk, stage="richting") for _turn in range(2))
    Vote.objects.filter(pk=old.pk).update(published_at=NOW - timedelta(days=3))
    client.force_login(cast.joost, backend=BACKEND)

    page = client.get(run.get_absolute_url()).content.decode()

    assert new.get_absolute_url() in page and old.get_absolute_url() not in page


def test_the_hands_of_who_came_are_no_vote_of_a_route(cast):
    run = route_at(cast, UP_TO_THE_SECOND_VOTE, cast.joost)
    vote, _none = opened(cast.area, by=cast.joost, kind="poll", run=run.pk, stage="richting")
    voting.count_hands(vote, {FOR: 12, AGAINST: 3}, present=20, by=cast.joost, now=NOW)
    voting.close(vote, by=cast.joost, now=LATER)

    assert "Een peiling gaat over wie er was" in voting.publish(vote, by=cast.joost, now=LATER)


@pytest.mark.parametrize(("answers", "kept"), [("for", ["Voor", "Tegen", "Blanco"]), ("yes", ["Ja", "Nee"])])
def test_our_answers_are_kept_in_dutch_and_read_in_the_language_of_the_page(client, cast, answers, kept):
    form = {
        "kind": "poll", "title": "De richting", "question": "Is dit de richting?", "answers": answers,
        "group": "voters", "opens_at": "2026-12-01T10:00", "closes_at": "2026-12-15T20:00", "area": cast.area.slug,
    }  # fmt: skip
    make_vote(cast.area, by=cast.joost)
    client.force_login(cast.joost, backend=BACKEND)
    address_of_form = reverse("participate:vote-new")

    response = client.post(
        address_of_form, {"form_token": "a-token-of-a-vote-en", **form}, headers={"accept-language": "en"}
    )

    vote = Vote.objects.get(title="De richting")
    assert response.status_code == 302 and [one.label for one in vote.options.all()] == kept
    english = client.get(vote.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    dutch = client.get(vote.get_absolute_url(), headers={"accept-language": "nl"}).content.decode()
    for answer, said in zip(kept, {"for": ["For", "Against", "Blank"], "yes": ["Yes", "No"]}[answers], strict=True):
        assert f'<li><span lang="en" dir="auto">{said}</span></li>' in english
        assert f'<li><span lang="nl" dir="auto">{answer}</span></li>' in dutch
    assert "as-written" not in english, "nobody has to have translated our own words"


def test_answers_of_a_worker_stay_as_they_are_written(client, cast):
    vote, _none = opened(
        cast.area, by=cast.joost, kind="poll", percent=None, answers=(Answer("Voor"), Answer("Anders"))
    )

    page = client.get(vote.get_absolute_url(), headers={"accept-language": "en"}).content.decode()

    assert '<li><span lang="nl" dir="auto">Voor</span></li>' in page


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(client, cast):
    form = {"kind": "coded", "title": "De richting", "answers": "own", "own": "Alleen dit", "area": cast.area.slug}

    page = send(client, cast.joost, reverse("participate:vote-new"), **form)

    assert page.status_code == 422 and "minstens twee antwoorden" in page.content.decode()
    assert "Alleen dit" in page.content.decode() and not Vote.objects.exists()


@pytest.mark.parametrize(("who", "says"), [("joost", False), ("amina", True)])
def test_who_makes_a_vote_for_a_route_hears_whom_to_ask_for_its_result(client, cast, who, says):
    run = route_at(cast, UP_TO_THE_SECOND_VOTE, cast.joost if who == "joost" else cast.amina)
    client.force_login(cast.joost, backend=BACKEND)

    page = client.get(f"/meedoen/stemming/nieuw/?route={run.pk}&stap=richting").content.decode()

    assert ("Vraag het iemand met deze rol: <bdi>Kerngroep van bewoners</bdi>" in page) == says


@pytest.mark.parametrize(("agree", "is_met"), [(155, False), (156, True)])
def test_the_published_count_goes_to_the_route_as_the_person_who_publishes(cast, agree, is_met):
    run = route_at(cast, UP_TO_THE_SECOND_VOTE, cast.joost)
    choices = (FOR,) * agree + (AGAINST,) * 10

    vote = published(cast.area, by=cast.joost, run=run.pk, stage="richting", size=260, choices=choices)

    event = RunEvent.objects.get(run=run, number=len(UP_TO_THE_SECOND_VOTE) + 1)
    counted = event.event["vote-counted"]
    assert (counted["agree"], counted["against"], counted["blank"]) == (agree, 10, 0)
    assert counted["of"] == {"residents": 260} and (event.by, event.role) == (cast.joost, ROLE)
    run.refresh_from_db()
    assert run.state["votes"]["richting"]["agree"] == agree
    assert vote.routed_at and vote.result and vote.result["gate"]["is_met"] is is_met


def test_who_has_no_role_in_the_route_publishes_and_someone_who_has_hands_it_over(client, cast):
    run = route_at(cast, UP_TO_THE_FIRST_VOTE, cast.amina)
    vote = closed(cast.area, by=cast.joost, run=run.pk, stage="uitgangspunten", percent=None)

    page = client.get(send(client, cast.joost, address("vote-publish", vote)).url).content.decode()
    vote.refresh_from_db()
    assert vote.state == "published" and vote.routed_at is None and "staat nog niet in de route" in page

    whom, button = "Vraag het iemand met deze rol: <bdi>Kerngroep van bewoners</bdi>", "Zet de uitslag in de route"
    assert whom in page and button not in page and run.get_absolute_url() in page
    client.force_login(cast.amina, backend=BACKEND)
    page = client.get(vote.get_absolute_url()).content.decode()
    assert whom not in page and button in page
    with pytest.raises(NotNow):
        voting.hand_to_route(vote, by=cast.els, now=LATER)
    with pytest.raises(NotAllowed):
        voting.hand_to_route(vote, by=cast.ruud, now=LATER)
    send(client, cast.amina, address("vote-hand-over", vote))
    send(client, cast.amina, address("vote-hand-over", vote))

    event = RunEvent.objects.get(run=run, number=len(UP_TO_THE_FIRST_VOTE) + 1)
    assert event.by == cast.amina and event.event["vote-counted"]["agree"] == 2
    run.refresh_from_db()
    assert run.step == len(UP_TO_THE_FIRST_VOTE) + 1


def test_a_route_at_another_stage_takes_no_count_and_the_result_is_published_all_the_same(cast):
    run = route_at(cast, UP_TO_THE_FIRST_VOTE, cast.joost)

    vote = closed(cast.area, by=cast.joost, run=run.pk, stage="richting")
    reason = voting.publish(vote, by=cast.joost, now=LATER)

    assert "nu niet aan de beurt" in reason
    assert vote.state == "published" and vote.routed_at is None
    run.refresh_from_db()
    assert run.step == len(UP_TO_THE_FIRST_VOTE)


# --- pages ---


@pytest.mark.parametrize("what", ["stembiljet", "tellijst", "natellen"])
def test_each_sheet_prints_with_the_answers_and_a_picture_to_scan(client, cast, what):
    vote, _letters = opened(cast.area, by=cast.joost)
    page = client.get(reverse("participate:vote-print", args=[vote.pk, what])).content.decode()

    assert "<svg" in page and (what == "natellen" or "Blanco" in page)
    assert client.get(reverse("participate:vote-print", args=[vote.pk, "iets-anders"])).status_code == 404


def test_a_letter_has_its_code_its_ballot_and_a_picture_whose_code_no_server_hears(client, cast, monkeypatch):
    scanned: list[str] = []
    monkeypatch.setattr(votes_lead_views, "qr", scanned.append)
    vote = make_vote(cast.area, by=cast.joost, has_paper=True)
    codes.make_batch(vote, 3, by=cast.joost, now=NOW)
    letters = codes.letters_of(vote.pk, 1)
    client.force_login(cast.joost, backend=BACKEND)

    page = client.get(reverse("participate:vote-letters", args=[vote.pk, 1])).content.decode()

    assert all(page.count(f"<span>{letter.groups[0]}</span>") >= 2 for letter in letters)
    assert scanned == [f"http://testserver/stem/#{letter.code}" for letter in letters]


def test_answers_are_two_at_least_and_all_different(cast):
    for answers in (ANSWERS[:1], (ANSWERS[0], ANSWERS[0])):
        with pytest.raises(NotNow):
            make_vote(cast.area, by=cast.joost, answers=answers)
