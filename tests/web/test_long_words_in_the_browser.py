"""One long word, of people or of a language, stays within a small telephone."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.pages import signed_in
from tests.web.participate.dialogue_world import TEXTS, make_dialogue, mapped, with_statements
from tests.web.participate.meetings import make_meeting
from tests.web.participate.rounds_world import make_idea, make_round
from wijkwerk.web.participate.models import AgendaPoint, Statement

WHERE = "[...document.querySelectorAll('.talk__answer')].map((one) => one.getBoundingClientRect().toJSON())"
WORD = "https://voorbeeld.example/" + "x" * 90


def an_idea(cast):
    return make_idea(make_round(cast), "W" * 110, place=WORD, text=WORD).get_absolute_url()


def a_round(cast):
    return make_idea(make_round(cast, title=WORD), "W" * 110, place=WORD).round.get_absolute_url()


def a_meeting(cast, name="meeting"):
    meeting = make_meeting(cast.area, title=WORD, place=WORD, invitation=WORD)
    AgendaPoint.objects.create(meeting=meeting, number=3, text=WORD, by_residents=True)
    return reverse(f"participate:{name}", args=[meeting.pk])


def an_account(cast):
    round = make_round(cast, title=WORD)
    make_idea(round, "W" * 110, state="accepted", answer=WORD, answered_on=round.ideas_from)
    make_meeting(cast.area, title=WORD, place=WORD, round=round)
    return reverse("participate:round-account", args=[cast.area.slug, round.slug])


def the_rules(cast):
    round = make_round(cast, title=WORD, body=WORD, question=WORD)
    return reverse("participate:round-rules", args=[cast.area.slug, round.slug])


def a_bulletin(cast):
    round = make_round(cast, phase="decision", title=WORD, body=WORD)
    make_idea(round, "W" * 110, state="chosen", place=WORD)
    return reverse("participate:round-bulletin", args=[cast.area.slug, round.slug])


def a_dialogue(cast):
    dialogue = make_dialogue(cast.area, cast.joost, title=WORD, question=WORD)
    with_statements(dialogue, (WORD, "W" * 130))
    return dialogue.get_absolute_url()


def a_sheet(cast):
    dialogue = make_dialogue(cast.area, cast.joost, title=WORD, question=WORD)
    with_statements(dialogue, (WORD, "W" * 130))
    return reverse("participate:dialogue-sheet", args=[cast.area.slug, dialogue.slug, 1])


def everything(cast):
    a_meeting(cast), a_dialogue(cast), a_round(cast)
    return "/meedoen/"


def an_invitation(cast):
    return a_meeting(cast, "meeting-letter")


def coming(cast):
    a_meeting(cast)
    return reverse("participate:meetings", args=[cast.area.slug])


@pytest.mark.parametrize(
    "made",
    [
        an_idea,
        a_round,
        a_meeting,
        an_invitation,
        an_account,
        coming,
        the_rules,
        a_bulletin,
        a_dialogue,
        a_sheet,
        everything,
    ],
)
def test_one_long_word_does_not_make_the_page_wider_than_a_small_telephone(live_server, page, cast, made):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(live_server.url + made(cast))

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("code", ["tr", "pl", "uk"])
def test_the_answers_of_a_dialogue_stay_beside_each_other_in_a_language_of_long_words(live_server, page, cast, code):
    dialogue = make_dialogue(cast.area, cast.joost)
    with_statements(dialogue, TEXTS[:1])
    client = signed_in(Client(), cast, "amina")
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.set_extra_http_headers({"Accept-Language": code})
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(live_server.url + reverse("participate:dialogue-talk", args=[cast.area.slug, dialogue.slug]))
    agree, disagree, no_opinion = page.evaluate(WHERE)

    assert no_opinion["right"] <= 320
    assert (round(agree["width"]), agree["top"]) == (round(disagree["width"]), disagree["top"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_groups_on_the_map_stay_on_a_small_telephone_from_right_to_left(live_server, page, cast):
    dialogue = mapped(cast)
    Statement.objects.filter(dialogue=dialogue).update(text=WORD)
    page.set_extra_http_headers({"Accept-Language": "ar"})
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(live_server.url + reverse("participate:dialogue-map", args=[cast.area.slug, dialogue.slug]))

    assert page.locator(".wide-table caption").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
