"""Choosing what goes through, the agenda and the answer: who hears it, and nobody's text is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.cast import make_person
from tests.web.participate.acts import (
    answer,
    bring,
    choose,
    client_of,
    passed,
    send,
    text_of,
    to,
    warnings,
)
from tests.web.participate.rounds_world import idea_of, make_idea, make_round
from wijkwerk.web.participate import ideas, round_steps, rounds
from wijkwerk.web.participate.models import (
    DateChange,
    Idea,
    Notice,
    Participant,
    Support,
)
from wijkwerk.web.people.models import AreaRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("done_at_once")]


def test_what_passes_the_threshold_goes_through_and_the_others_hear_why(client, cast):
    round = make_round(cast, phase="choosing", threshold=2)
    for support_ in (3, 2, 1, 0):
        idea_of(round, cast.amina if support_ == 1 else cast.els, f"Idee {support_}", support=support_)

    choose(client, cast.joost, round)

    found = {idea.title: idea for idea in Idea.objects.all()}
    assert {title: idea.state for title, idea in found.items()} == {
        "Idee 3": "chosen", "Idee 2": "chosen", "Idee 1": "not-chosen", "Idee 0": "not-chosen",
    }  # fmt: skip
    assert found["Idee 3"].answer_due_on == round.decision_on
    assert (found["Idee 1"].answer, found["Idee 1"].answered_by) == ("Er was niet genoeg steun.", cast.joost)
    assert {notice.person for notice in Notice.objects.all()} == {cast.amina, cast.els}
    assert list(rounds.chosen_ideas(round)) == [found["Idee 3"], found["Idee 2"]]


def test_with_a_tie_everything_at_the_border_goes_through(client, cast):
    round = make_round(cast, phase="choosing", chosen_by="most", most=2)
    for support_ in (5, 3, 3, 1):
        make_idea(round, support=support_)
    assert "dan gaat het ook door" in text_of(client.get(to("round", round)))

    choose(client, cast.els, round)

    assert sorted(Idea.objects.filter(state="chosen").values_list("support", flat=True)) == [3, 3, 5]


@pytest.mark.parametrize(
    ("phase", "state", "sentence"),
    [("support", "open", "Kies daarna"), ("choosing", "held", "Lees die eerst")],
)
def test_choosing_waits_for_the_last_day_and_for_what_is_not_read(client, cast, phase, state, sentence):
    round = make_round(cast, phase=phase)
    make_idea(round, support=5)
    make_idea(round, state=state, support=5)

    said = text_of(choose(client, cast.joost, round, why="Dit schreef ik er zelf bij."))

    assert sentence in (said if state == "held" else warnings(client))
    assert ("Dit schreef ik er zelf bij." in said) == (state == "held")
    assert Idea.objects.filter(number=1, state="open").exists()


def test_an_idea_that_was_answered_early_keeps_nobody_from_choosing(client, cast):
    round = make_round(cast)
    early, later = make_idea(round, "Vroeg", support=1), make_idea(round, "Later", support=3)
    ideas.answer_idea(early, "accepted", "Dit doen we morgen.", by=cast.joost, version=0, today=timezone.localdate())

    bring(client, cast.joost, round, channel="door", title="Nog een")
    choose(client, cast.joost, passed(round))

    later.refresh_from_db()
    round.refresh_from_db()
    assert (later.state, round.chosen_on) == ("chosen", timezone.localdate())
    assert Idea.objects.get(title="Nog een").state == "not-chosen"


def test_what_was_chosen_is_chosen_once_also_when_a_day_moves_later(client, cast):
    round = make_round(cast, phase="choosing")
    make_idea(round, support=3)
    choose(client, cast.joost, round)
    type(round).objects.update(ideas_until=timezone.localdate(), support_until=timezone.localdate())
    round = rounds.round_of(cast.area.slug, round.slug)

    assert "In deze ronde is al gekozen." in text_of(bring(client, cast.amina, round))
    choose(client, cast.joost, round)

    assert "In deze ronde is al gekozen." in warnings(client)
    assert Idea.objects.count() == 1
    assert to("idea-new", round) not in text_of(client.get(round.get_absolute_url()))


@pytest.mark.parametrize(
    ("most", "words"), [(1, "1 idee gaat door: dat met de meeste steun."), (2, "De 2 ideeën met de meeste steun")]
)
def test_the_rule_says_how_many_go_through(cast, most, words):
    assert words in round_steps.rule_of(make_round(cast, chosen_by="most", most=most))


def test_others_get_no_answer_without_words(client, cast):
    round = make_round(cast, phase="choosing")
    make_idea(round)

    choose(client, cast.joost, round, why="")

    assert Idea.objects.get().state == "open"


def test_everybody_who_took_part_hears_the_decision_with_its_reason(client, cast):
    idea = idea_of(make_round(cast, phase="decision"), cast.amina, state="chosen")
    neighbour = make_person("buur", "Buur", area=cast.area, role=AreaRole.Role.RESIDENT)
    Support.objects.create(idea=idea, participant=Participant.objects.create(round=idea.round, person=neighbour))

    answer(client, cast.els, idea, "otherwise", "Niet hier, wel bij de school.")

    idea.refresh_from_db()
    assert (idea.state, idea.answered_by, idea.answered_on) == ("otherwise", cast.els, timezone.localdate())
    assert {notice.person for notice in Notice.objects.all()} == {cast.amina, neighbour}
    assert all("gebeurt anders" in notice.text and notice.why for notice in Notice.objects.all())
    assert "Niet hier, wel bij de school." in text_of(Client().get(idea.get_absolute_url()))


def test_when_two_people_answer_at_once_nobodys_text_is_lost(client, cast):
    idea = make_idea(make_round(cast, phase="decision"), state="chosen")
    answer(client, cast.els, idea, "accepted", "Els schrijft dat het mag.", version=0)

    page = text_of(answer(client, cast.joost, idea, "declined", "Joost schrijft van niet.", version=0))

    assert "Els Martens was je net voor" in page
    assert "Els schrijft dat het mag." in page and "Joost schrijft van niet." in page
    idea.refresh_from_db()
    assert (idea.state, idea.answer) == ("accepted", "Els schrijft dat het mag.")
    answer(client, cast.joost, idea, "accepted", "Samen:\r\nhet mag.", version=1)
    idea.refresh_from_db()
    assert idea.answer == "Samen:\nhet mag."


def test_a_decision_without_words_is_refused_by_the_page_and_by_the_database(client, cast):
    idea = make_idea(make_round(cast, phase="decision"), state="chosen")

    answer(client, cast.joost, idea, text=" ")

    idea.refresh_from_db()
    assert idea.state == "chosen"
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.update(state="declined")


@pytest.mark.parametrize("missing", ["owner_id", "answer_due_on"])
def test_the_database_refuses_an_idea_without_an_owner_or_a_day(cast, missing):
    make_idea(make_round(cast))

    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.update(**{missing: None})


@pytest.mark.parametrize("facts", [{"state": "ergens"}, {"state": ""}, {"channel": "paper"}])
def test_the_database_refuses_a_state_nobody_knows_and_paper_that_was_typed_once(cast, facts):
    make_idea(make_round(cast))

    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.update(**facts)


def test_a_later_day_than_promised_needs_a_reason_everybody_reads(client, cast):
    round = make_round(cast, phase="decision")
    idea = make_idea(round, state="chosen", answer_due_on=round.decision_on)
    url = to("idea-agenda", round, number=1)
    later = round.decision_on + timedelta(days=7)

    page = text_of(send(client, cast.joost, url, when=later.isoformat(), version=0, why=""))
    assert "later dan beloofd" in page

    send(client, cast.joost, url, when=later.isoformat(), version=0, why="De raad vergadert een week later.")
    idea.refresh_from_db()
    assert (idea.state, idea.answer_due_on) == ("agenda", later)
    page = text_of(Client().get(to("round-rules", round)))
    assert "antwoord op idee 1" in page and "De raad vergadert een week later." in page


def test_a_day_on_the_agenda_that_is_earlier_than_promised_asks_no_reason_and_is_no_moved_day(client, cast):
    round = make_round(cast, phase="decision")
    idea = make_idea(round, state="chosen", answer_due_on=timezone.localdate() + timedelta(days=30))

    send(
        client, cast.joost, to("idea-agenda", round, number=1), when=timezone.localdate() + timedelta(days=9), version=0
    )

    idea.refresh_from_db()
    assert (idea.state, idea.answer_due_on) == ("agenda", timezone.localdate() + timedelta(days=9))
    assert not DateChange.objects.exists()


def test_no_idea_is_put_on_an_agenda_that_nobody_waits_for(client, cast):
    round = make_round(cast, phase="decision")
    make_idea(round, state="chosen", answer_due_on=round.decision_on)
    far = {"when": "9999-12-31", "version": 0, "why": "Later."}

    page = text_of(send(client, cast.joost, to("idea-agenda", round, number=1), **far))

    assert "Kies een dag binnen twee jaar vanaf nu." in page
    assert Idea.objects.get().state == "chosen"


def test_somebody_else_who_leads_here_can_own_the_answer(client, cast):
    idea = make_idea(make_round(cast))
    url = to("idea-owner", idea.round, number=1)

    send(client, cast.joost, url, owner=cast.els.pk)
    idea.refresh_from_db()
    assert idea.owner == cast.els

    send(client, cast.joost, url, owner=cast.amina.pk)
    idea.refresh_from_db()
    assert idea.owner == cast.els


def test_what_passes_its_day_shows_for_its_owner_and_for_everybody(client, cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    idea = make_idea(make_round(cast), "Een bankje", answer_due_on=yesterday)
    make_idea(idea.round, "Zakelijk", answer_due_on=timezone.localdate())
    make_idea(idea.round, "Bel 06 12345678", answer_due_on=yesterday, state="held")

    page = text_of(Client().get("/meedoen/te-laat/"))
    assert "Nog geen antwoord" in page and "Een bankje" in page and "1 dag te laat" in page
    assert "Zakelijk" not in page and "06 12345678" not in page and "dat nog niet gelezen is" in page

    mine = text_of(client_of(cast.joost).get("/meedoen/wacht-op-mij/"))
    assert "Een bankje" in mine and "Nog geen antwoord" in mine
    assert "Een bankje" not in text_of(client_of(cast.els).get("/meedoen/wacht-op-mij/"))
    assert "wachten op jou" in text_of(client_of(cast.joost).get("/meedoen/"))
