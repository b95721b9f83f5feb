"""What people write in one long word stays within a small telephone."""

import pytest
from django.urls import reverse

from tests.web.participate.dialogue_world import make_dialogue, with_statements
from tests.web.participate.meetings import make_meeting
from tests.web.participate.rounds_world import make_idea, make_round
from wijkwerk.web.participate.models import AgendaPoint

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
