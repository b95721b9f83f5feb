"""A guide gives advice with why and why not; a check tells what is missing; the answers stay in the address only."""

import re

import pytest

pytestmark = pytest.mark.django_db
GUIDE = "/vinden/methode/wijkverbinder/advies/"
CHECK = "/vinden/methode/vijf-lessen/toets/"


def page(client, url, **data):
    response = client.get(url, data, headers={"accept-language": "nl"})
    assert response.status_code == 200
    return response.content.decode()


def test_a_guide_begins_with_its_questions_and_no_advice(client):
    html = page(client, GUIDE)

    assert 'name="signs"' in html and "Laat zien wat past" in html
    assert "Zo lijkt het in de buurt" not in html


def test_advice_names_the_phase_of_the_area_with_its_reason(client):
    html = page(client, GUIDE, signs="uneasy", meeting="possible")

    assert "Zo lijkt het in de buurt" in html
    assert "Verbinden bij ongemak" in html
    assert "Waarom dit past:" in html


def test_advice_says_what_does_not_fit_now_and_why(client):
    html = page(client, GUIDE, signs="uneasy", meeting="too-much")

    assert "lees waarom" in html
    assert "Kunnen deze mensen elkaar nu ontmoeten? Je zegt:" in html


def test_after_an_incident_safety_comes_first(client):
    html = page(client, GUIDE, signs="incidents", goal="acquaint")

    assert "first-safety-first" in html
    assert html.index("first-safety-first") < html.index("Dit komt later")


def test_what_was_answered_is_said_again_and_stays_chosen_to_change(client):
    answers = {"signs": ["uneasy", "nuisance"], "goal": "acquaint"}
    assert "Jouw antwoorden" in page(client, GUIDE, **answers)

    html = page(client, GUIDE, **answers, verander="1")

    for value in ("uneasy", "nuisance", "acquaint"):
        assert re.search(rf'<input[^>]+value="{value}"[^>]*checked', html), value


def test_every_question_may_be_skipped(client):
    html = page(client, GUIDE, gevraagd="1")

    assert "Sorry, dit lukt nog niet" not in html
    assert "hangen nog af van een antwoord" in html


def test_people_say_themselves_how_it_is_in_the_area(client):
    html = page(client, GUIDE, signs="uneasy", fase="calm")

    assert "Dit hebben jullie zelf gekozen." in html
    html = page(client, GUIDE, signs="uneasy", fase="calm", verander="1")
    assert re.search(r'name="fase" value="calm" checked', html)


def test_an_example_can_be_followed(client):
    html = page(client, GUIDE, voorbeeld="living-apart")

    assert re.search(r'value="living-apart"[^>]*checked', page(client, GUIDE, voorbeeld="living-apart", verander="1"))
    assert "Zo lijkt het in de buurt" in html


def test_an_example_that_is_not_there_just_asks_the_questions(client):
    assert 'name="signs"' in page(client, GUIDE, voorbeeld="bestaat-niet")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"signs": "nonsense"}, "‘nonsense’ hoort niet bij de antwoorden op"),
        ({"safety": "nonsense"}, "‘nonsense’ hoort niet bij de antwoorden op"),
        ({"fase": "nonsense"}, "De fase ‘nonsense’ bestaat hier niet."),
        ({"signs": "x" * 10_000}, "hoort niet bij de antwoorden op"),
        ({"safety": "<script>alert(1)</script>"}, "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ({"safety": "\u202e"}, "hoort niet bij de antwoorden op"),
        ({"safety": "حسن"}, "‘حسن’ hoort niet bij de antwoorden op"),
    ],
)
def test_a_wrong_answer_in_the_address_gets_a_sentence_and_keeps_the_others(client, wrong, sentence):
    html = page(client, GUIDE, goal="acquaint", **wrong)

    assert sentence in html
    assert html.count("Sorry, dit lukt nog niet") == 1
    assert re.search(r'value="acquaint"[^>]*checked', html)
    assert "<script>alert" not in html
    assert "Met deze antwoorden past nog niets" not in html, "no advice on answers that were not understood"


def test_a_wrong_answer_stands_at_its_own_question(client):
    html = page(client, GUIDE, safety="nonsense")

    field = html[html.index('id="id_safety"') :]
    assert "‘nonsense’ hoort niet bij" in field[: field.index("</fieldset>")]


def test_words_nobody_asks_for_in_the_address_do_no_harm(client):
    assert "Zo lijkt het in de buurt" in page(client, GUIDE, signs="uneasy", utm_source="mail", csrf="x")


def test_a_harsh_message_gets_advice_that_depends_on_who_answers(client):
    url = "/vinden/methode/project-grey/advies/"

    threat = page(client, url, threat="serious")
    known = page(client, url, threat="none", role="youth-worker", author="known")

    assert "first-partners-first" in threat and "first-partners-first" not in known


def test_a_check_gives_no_mark_but_what_is_missing_and_why(client):
    html = page(client, CHECK, channel="online", groups="everyone", approach="same-for-all")

    assert "Hier is nog iets te doen" in html and "Dit weten we nog niet" in html
    assert "Dit helpt" in html
    assert not re.search(r"\d+ ?%|score", html)


def test_the_old_lesson_has_unmet_points_and_the_new_one_has_none(client):
    url = "/vinden/methode/wat-werkt-tegen-discriminatie/toets/"

    before, now = page(client, url, voorbeeld="outway-before"), page(client, url, voorbeeld="outway-now")

    assert "verdict--not-met" in before
    assert "verdict--not-met" not in now and "verdict--met" in now


def test_a_wrong_answer_to_a_check_gets_a_sentence_and_keeps_the_others(client):
    html = page(client, CHECK, channel="nonsense", groups="everyone")

    assert "‘nonsense’ hoort niet bij de antwoorden op “Waar kunnen mensen meedoen?”" in html
    assert re.search(r'value="everyone"[^>]*checked', html)
    assert "verdict--" not in html


def test_nothing_that_was_asked_is_kept(client):
    from wijkwerk.web.work.models import Run

    page(client, GUIDE, signs="uneasy")
    page(client, CHECK, channel="online")

    assert not Run.objects.exists()
    assert "sessionid" not in client.cookies
