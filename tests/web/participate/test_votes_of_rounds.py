"""The vote of a round: proposed from what was chosen, seen on the page of the round, and told in its account."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.participate.elections import BACKEND, make_vote, opened, published, send
from tests.web.participate.rounds_world import make_idea, make_round
from tests.web.participate.test_translations import translated
from wijkwerk.web.participate.models import Vote
from wijkwerk.web.participate.voting import Answer

pytestmark = pytest.mark.django_db


def new(round):
    return f"{reverse('participate:vote-new')}?ronde={round.pk}"


def read(client, url, person=None):
    if person:
        client.force_login(person, backend=BACKEND)
    return client.get(url).content.decode()


@pytest.fixture
def round(cast):
    """A round in which two ideas with the same words and one other went through, and one did not."""
    found = make_round(cast, phase="vote", title="Het plein")
    make_idea(found, "Een bankje", state="chosen", support=3)
    make_idea(found, "Een bankje", state="agenda", support=2)
    make_idea(found, "Een boom", state="chosen", support=1)
    make_idea(found, "Een fontein", state="not-chosen", answer="Te weinig steun.", answered_on=timezone.localdate())
    return found


def test_what_was_chosen_becomes_the_answers_and_its_last_day_the_closing(client, cast, round):
    make_vote(cast.area, by=cast.joost)
    link = new(round)
    assert link in read(client, round.get_absolute_url(), cast.joost)

    form = client.get(link).context["form"]
    assert form.initial["own"].splitlines() == ["Een bankje", "Een bankje (2)", "Een boom"]
    assert form.initial["closes_at"] == timezone.make_aware(datetime.combine(round.vote_until, time(23, 59)))
    assert form.initial["opens_at"] < form.initial["closes_at"]
    given = {
        **{name: form.initial[name] for name in ("kind", "title", "question", "answers", "own", "group")},
        **{name: f"{form.initial[name]:%Y-%m-%dT%H:%M}" for name in ("opens_at", "closes_at")},
        "area": cast.elsewhere.slug,
    }
    assert send(client, link, cast.joost, **given, whole=260, percent=50).context["form"].errors["own"]
    response = send(client, link, cast.joost, **given)

    vote = Vote.objects.get(round=round)
    assert response.status_code == 302 and vote.area == round.area
    ideas = dict(round.ideas.values_list("number", "pk"))
    kept = [("Een bankje", ideas[1]), ("Een bankje (2)", ideas[2]), ("Een boom", ideas[3])]
    assert list(vote.options.values_list("label", "idea")) == kept
    edited = {**given, "own": "Een boom\nEen bankje\nIets anders"}
    send(client, reverse("participate:vote-edit", args=[vote.pk]), cast.joost, **edited)
    kept = [("Een boom", ideas[3]), ("Een bankje", ideas[1]), ("Iets anders", None)]
    assert list(vote.options.values_list("label", "idea")) == kept
    vote.refresh_from_db()
    assert vote.round == round


def test_who_does_not_lead_the_round_makes_no_vote_of_it(client, cast, round):
    make_vote(cast.area, by=cast.joost)

    for person in (cast.amina, cast.ruud):
        client.force_login(person, backend=BACKEND)
        assert client.get(new(round)).status_code == 403
        assert send(client, new(round), person).status_code == 403
    client.force_login(cast.joost, backend=BACKEND)
    for nowhere in ("x", "99999999", "1e5", "9" * 40):
        assert client.get(f"{reverse('participate:vote-new')}?ronde={nowhere}").status_code == 404


def test_residents_find_the_vote_on_the_page_of_the_round_and_the_way_back(client, cast, round):
    page = read(client, round.get_absolute_url())
    assert "nu: stemmen" in page and "De stemming komt hier te staan" in page
    draft = make_vote(cast.area, by=cast.joost, title="In de la", round=round)
    vote, _letters = opened(cast.area, by=cast.joost, title="Welk idee?", round=round)

    page = read(client, round.get_absolute_url())

    assert vote.get_absolute_url() in page and "Stemmen kan nu, tot" in page
    assert draft.get_absolute_url() not in page and "De stemming komt hier te staan" not in page
    assert round.get_absolute_url() in read(client, vote.get_absolute_url())
    assert draft.get_absolute_url() in read(client, round.get_absolute_url(), cast.joost)


def test_the_account_tells_what_came_out(client, cast, round):
    answers = (Answer("Een bankje", agree=True), Answer("Een boom"))
    vote = published(cast.area, by=cast.joost, answers=answers, choices=(1, 2, 1), title="Welk idee?", round=round)

    page = read(client, reverse("participate:round-account", args=[round.area.slug, round.slug]))

    assert vote.get_absolute_url() in page and "Een bankje</th><td>2</td>" in page
    assert "uitslag openbaar" in read(client, round.get_absolute_url())


def test_the_page_of_the_round_names_the_vote_in_the_language_of_the_page(client, cast, round):
    vote, _letters = opened(cast.area, by=cast.joost, title="Welk idee?", round=round)
    translated("vote", vote, title="أي فكرة؟")

    page = client.get(round.get_absolute_url(), headers={"accept-language": "ar"}).content.decode()

    assert 'lang="ar" dir="auto">أي فكرة؟</a>' in page
