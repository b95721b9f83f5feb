"""The words of those who organise are read in the language of the page too: of a vote, a round, a dialogue, a meeting."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast
from tests.web.participate import elections
from tests.web.participate.dialogue_world import make_dialogue, mapped
from tests.web.participate.meetings import make_meeting, make_told_meeting
from tests.web.participate.rounds_world import make_idea, make_round
from tests.web.participate.test_translations import see, send, translated
from wijkwerk.web.participate.models import Dialogue, Meeting, Round, Theme, Translation, Vote, VoteOption

pytestmark = pytest.mark.django_db
QUESTION, INTRO, TITLE = "هل تريد شبكة تدفئة؟", "اقرأ هذا أولا", "عن التدفئة"
OPTIONS = {"option-1": "نعم", "option-2": "لا", "option-3": "بدون رأي"}
ANSWERS = {"option-1": "Voor", "option-2": "Tegen", "option-3": "Blanco"}


def read(client, address, language="ar", person=None):
    return see(client, person, address, language).content.decode()


def into_arabic(vote, **words):
    of = {name: ANSWERS[name] for name in words if name in ANSWERS}
    return translated("vote", vote, of=of, title=TITLE, question=QUESTION, **words)


# --- a vote ---


@pytest.mark.parametrize("name", ["vote", "vote-cast", "stembiljet"])
def test_a_vote_is_read_in_the_language_of_the_page_with_the_original_beside_it(client, cast, name):
    vote, _letters = elections.opened(cast.area, by=cast.joost)
    into_arabic(vote, **OPTIONS)
    address = elections.address("vote-print", vote, name) if name == "stembiljet" else elections.address(name, vote)

    page = read(client, address)

    for word, was in {QUESTION: vote.question, "نعم": "Voor"}.items():
        assert f'lang="ar" dir="auto">{word}<' in page
        assert was in page
    assert QUESTION not in read(client, address, "nl")


def test_the_done_page_and_the_result_are_translated_too(client, cast):
    vote = elections.published(cast.area, by=cast.joost)
    into_arabic(vote, **OPTIONS)

    result = read(client, vote.get_absolute_url())

    assert '<span lang="ar" dir="auto">نعم</span><progress' in result
    assert '<div lang="nl" dir="auto"><p>Voor</p></div>' in result
    assert TITLE in read(client, elections.address("vote-done", vote))


def test_what_is_chosen_on_a_translated_ballot_is_what_is_counted(client, cast):
    vote, letters = elections.opened(cast.area, by=cast.joost)
    into_arabic(vote, **OPTIONS)

    client.post(
        elections.address("vote-cast", vote), {"code": letters[0], "option": "2"}, headers={"accept-language": "ar"}
    )

    assert vote.ballots.get().option.label == "Tegen"


def test_answers_are_translated_all_or_none(client, cast):
    vote, _letters = elections.opened(cast.area, by=cast.joost)
    into_arabic(vote, **OPTIONS)
    VoteOption.objects.filter(vote=vote, number=3).update(label="Geen mening")

    page = read(client, elections.address("vote-cast", vote))
    refused = send(client, cast.joost, "vote", vote.pk, question=QUESTION, **{"option-1": "نعم"}).content.decode()

    assert QUESTION in page
    assert "نعم" not in page and "Geen mening" in page
    assert refused.count("Schrijf hier wat er staat, in het Arabisch.") >= 2


def test_a_question_that_changed_is_read_as_it_is_while_the_rest_stays_translated(client, cast):
    vote, _letters = elections.opened(cast.area, by=cast.joost)
    into_arabic(vote, **OPTIONS)
    Vote.objects.filter(pk=vote.pk).update(question="Wil je een warmtenet?")

    page = read(client, vote.get_absolute_url())

    assert QUESTION not in page and "Wil je een warmtenet?" in page
    assert TITLE in page
    languages = read(client, reverse("participate:translations", args=["vote", vote.pk]), "nl", cast.joost)
    assert "het origineel is veranderd" in languages


def test_a_vote_that_is_being_made_is_not_translated(client, cast):
    vote = elections.make_vote(cast.area, by=cast.joost)
    client.force_login(cast.joost, backend=elections.BACKEND)

    assert client.get(reverse("participate:translations", args=["vote", vote.pk])).status_code == 404
    assert "Vertaal deze woorden" not in read(client, vote.get_absolute_url(), "nl")


def test_an_open_poll_with_names_is_translated(client, cast):
    vote, _letters = elections.opened(cast.area, by=cast.joost, kind="poll", by_names=True, percent=None)
    into_arabic(vote, **OPTIONS)
    elections.send(client, elections.address("vote-answer", vote), cast.amina, option="1")

    assert read(client, vote.get_absolute_url(), person=cast.amina).count('dir="auto">نعم</span>') == 2


# --- a round ---


def test_a_round_and_its_themes_are_read_in_the_language_of_the_page(client, cast):
    round = make_round(cast, intro="Lees dit eerst.")
    idea = make_idea(round)
    of = {"theme-spelen": "Spelen", "theme-groen": "Groen"}
    translated(
        "round", round, of=of, title=TITLE, question=QUESTION, intro=INTRO,
        **{"theme-spelen": "لعب", "theme-groen": "أخضر"},
    )  # fmt: skip
    base = round.get_absolute_url()

    page = read(client, base)

    assert f'<h1 lang="ar" dir="auto">{QUESTION}</h1>' in page
    assert INTRO in page
    assert f'<div lang="nl" dir="auto"><p>{round.question}</p></div>' in page
    assert '<li lang="ar" dir="auto">لعب</li>' in page
    assert TITLE in read(client, f"{base}meedoen/")
    assert '<li lang="ar" dir="auto">لعب</li>' in read(client, idea.get_absolute_url())
    form = read(client, f"{base}idee/", person=cast.amina)
    assert QUESTION in form
    assert '<span lang="ar" dir="auto">أخضر</span>' in form
    assert '<div lang="nl" dir="auto"><p>Groen</p></div>' in form


# --- a dialogue ---


def test_a_dialogue_is_read_in_the_language_of_the_page(client, cast):
    dialogue = mapped(cast, person=cast.amina, intro="Lees dit eerst.")
    translated("dialogue", dialogue, title=TITLE, question=QUESTION, intro=INTRO)
    base = dialogue.get_absolute_url()

    page = read(client, base)

    assert f'<h1 lang="ar" dir="auto">{TITLE}</h1>' in page
    assert f'<div lang="nl" dir="auto"><p>{dialogue.question}</p></div>' in page
    assert INTRO in page
    assert QUESTION in read(client, f"{base}kaart/")
    assert TITLE in read(client, f"{base}meepraten/?stelling=1", person=cast.amina)


# --- a meeting ---


def test_a_meeting_is_read_in_the_language_of_the_page(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)
    of = {"point-1": "Wat kost een warmtenet?"}
    translated(
        "meeting", meeting, of=of, title=TITLE, invitation=INTRO, place="شارع الكنيسة", **{"point-1": "كم يكلف؟"}
    )  # fmt: skip

    for address in (meeting.get_absolute_url(), reverse("participate:meeting-letter", args=[meeting.pk])):
        page = read(client, address)
        for word in (TITLE, INTRO, "شارع الكنيسة", "كم يكلف؟"):
            assert word in page, (address, word)
        assert '<div lang="nl" dir="auto"><p>Wat kost een warmtenet?</p></div>' in page
        assert '<span lang="nl" dir="auto">De parkeerplaatsen</span>' in page


def test_the_report_of_a_meeting_is_read_in_the_language_of_the_page(client, cast):
    meeting = make_told_meeting(cast.area, host=cast.joost)
    words = {"notes": "العزل أولا", "agreements": "ثلاثة عروض", "after_talk": "عن المال", "what_next": "في مارس"}
    translated("meeting", meeting, **words)

    page = read(client, reverse("participate:meeting-report", args=[meeting.pk]))

    for name, word in words.items():
        assert f'lang="ar" dir="auto"><p>{word}</p></div>' in page
        assert f'<div lang="nl" dir="auto"><p>{getattr(meeting, name)}</p></div>' in page


# --- the lists ---


def test_every_list_is_read_in_the_language_of_the_page_and_asks_as_few_questions(client, cast):
    vote, _letters = elections.opened(cast.area, by=cast.joost)
    into_arabic(vote)
    for kind, one in (("round", make_round(cast)), ("dialogue", make_dialogue(cast.area, cast.joost))):
        translated(kind, one, title=f"{TITLE} {kind}", question=f"{QUESTION} {kind}")
    translated("meeting", make_meeting(cast.area, host=cast.joost), title=f"{TITLE} meeting", place="شارع الكنيسة")

    with CaptureQueriesContext(connection) as asked:
        home = read(client, reverse("participate:home"))

    for word in (QUESTION, f"{QUESTION} round", f"{QUESTION} dialogue", "شارع الكنيسة"):
        assert f'<p lang="ar" dir="auto">{word}</p>' in home
    assert len(asked) <= 6
    assert f'lang="ar" dir="auto">{TITLE} round</a>' in read(client, reverse("participate:rounds"))
    assert f'lang="ar" dir="auto">{TITLE} dialogue</a>' in read(client, reverse("participate:dialogues"))
    meetings = read(client, reverse("participate:meetings", args=[cast.area.slug]))
    assert f'lang="ar" dir="auto">{TITLE} meeting</a>' in meetings
    assert QUESTION not in read(client, reverse("participate:home"), "nl")


# --- writing ---


MADE: dict[str, tuple[Callable[[Cast], Any], set[str]]] = {
    "vote": (lambda cast: elections.opened(cast.area, by=cast.joost)[0], {"title", "question", *OPTIONS}),
    "round": (make_round, {"title", "question", "body", "theme-spelen", "theme-groen"}),
    "dialogue": (lambda cast: make_dialogue(cast.area, cast.joost), {"title", "question"}),
    "meeting": (
        lambda cast: make_told_meeting(cast.area, host=cast.joost),
        {"title", "invitation", "place", "notes", "agreements", "after_talk", "what_next", "point-1", "point-2"},
    ),
}


@pytest.mark.parametrize("kind", MADE)
def test_a_worker_translates_each_kind_from_its_own_page_and_may_leave_some_words(client, cast, kind):
    make, names = MADE[kind]
    one = make(cast)
    key = getattr(one, "key", one.pk)

    page = read(client, one.get_absolute_url(), "nl", cast.joost)
    assert reverse("participate:translations", args=[kind, key]) in page
    assert "Vertaal deze woorden" not in read(client, one.get_absolute_url(), "nl", cast.amina)
    form = read(client, reverse("participate:translate", args=[kind, key, "ar"]), "nl", cast.joost)
    assert {name for name in names if f'name="{name}"' in form} == names

    send(client, cast.joost, kind, key, title=TITLE)

    kept = Translation.objects.get()
    assert set(kept.words) == names
    assert {name for name, word in kept.words.items() if word["text"]} == {"title"}
    assert TITLE in read(client, one.get_absolute_url())


def test_what_changed_since_it_was_checked_has_to_be_checked_again(client, cast):
    round = make_round(cast)
    send(client, cast.joost, "round", round.key, title=TITLE, is_checked="on")
    address = reverse("participate:translate", args=["round", round.key, "ar"])
    assert 'id="id_is_checked" checked' in read(client, address, "nl", cast.joost)

    Theme.objects.create(round=round, slug="rust", title="Rust")

    assert 'id="id_is_checked" checked' not in read(client, address, "nl", cast.joost)


def test_a_translation_goes_with_what_it_is_of(cast):
    made = {kind: make(cast) for kind, (make, _names) in MADE.items()}
    for kind, one in made.items():
        translated(kind, one, title=TITLE)
    assert Translation.objects.count() == len(made)

    Theme.objects.all().delete()
    for model in (Meeting, Dialogue, Round, Vote):
        model.objects.all().delete()

    assert not Translation.objects.exists()


def test_a_form_that_was_sent_with_nothing_in_it_is_refused(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)

    page = send(client, cast.joost, "meeting", meeting.pk, is_checked="on", form_token=token_hex(16))

    assert "Schrijf hier wat er staat, in het Arabisch." in page.content.decode()
    assert not Translation.objects.exists()
