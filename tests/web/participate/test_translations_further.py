"""What else workers write is read in the language of the page too: accounts, reasons, house rules, feeds and calendars."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.web.participate import elections
from tests.web.participate.dialogue_world import address, make_dialogue, with_statements
from tests.web.participate.meetings import make_meeting, make_told_meeting
from tests.web.participate.rounds_world import make_idea, make_pictured, make_round, words_of, words_of_idea
from tests.web.participate.test_translations import see, send, translated
from wijkwerk.web.participate.models import (
    ClosingChange,
    DateChange,
    DialogueDateChange,
    Party,
    Round,
    Translation,
    WordChange,
)

pytestmark = pytest.mark.django_db
ATOM, LANG = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}lang"
TITLE, QUESTION, ACCOUNT, WHY = "الساحة", "ما الأفضل للساحة؟", "سنضع ثلاثة مقاعد.", "كانت القاعة مغلقة."


def read(client, url, language="ar", person=None):
    return see(client, person, url, language).content.decode()


def to(name, round):
    return reverse(f"participate:{name}", kwargs=words_of(round))


def moved(round, why, field="support_until"):
    today = timezone.localdate()
    return DateChange.objects.create(
        round=round, field=field, before=today, after=today + timedelta(days=7), why=why, at=timezone.now()
    )


def named_in(client, kind, key, person):
    """The parts a worker can translate, by their words."""
    page = read(client, reverse("participate:translate", args=[kind, key, "ar"]), "nl", person)
    names = [piece.partition('"')[0] for piece in page.split(' name="')[1:]]
    words = [piece.partition("</p>")[0].partition("<p>")[2] for piece in page.split("<blockquote")[1:]]
    hidden = ("csrfmiddlewaretoken", "form_token", "seen", "is_checked")
    given = [name for name in names if name not in hidden and (name.startswith(("more-", "theme-")) or name.islower())]
    return dict(zip(words, [name for name in given if f'id="id_{name}"' in page], strict=False))


# --- an idea ---


def test_what_is_on_the_photo_is_translated_and_paper_for_neighbours_has_both_languages(client, cast):
    idea = make_pictured(cast)
    translated("idea", idea, title="مقعد", photo_says="ساحة فارغة")

    page = read(client, idea.get_absolute_url())

    assert 'alt="ساحة فارغة" lang="ar"' in page
    assert '<div lang="nl" dir="auto"><p>Een leeg plein</p></div>' in page
    for name in ("idea-card", "idea-list"):
        paper = read(client, reverse(f"participate:{name}", kwargs=words_of_idea(idea)), person=cast.joost)
        assert 'lang="ar" dir="auto">مقعد' in paper and f'lang="nl" dir="auto">{idea.title}</span>' in paper, name


# --- the account of a round ---


def test_the_account_of_a_round_is_read_in_the_language_of_the_page_with_the_original_beside_it(client, cast):
    round = make_round(cast, phase="afterwards", account="Er komen drie bankjes.", without_plan="Er was haast.")
    Party.objects.create(round=round, group="residents", how="Een brief en een avond.")
    for _one in range(2):
        make_idea(round, state="not-chosen", answer="Te weinig steun.", answered_on=timezone.localdate())
    of = {"more-1": "Een brief en een avond.", "more-2": "Te weinig steun."}
    words = {"without_plan": "كنا في عجلة", "more-1": "رسالة وأمسية", "more-2": "دعم قليل"}
    translated("round", round, of=of, account=ACCOUNT, body="مجلس الحي", **words)

    page = read(client, to("round-account", round))

    for word, was in {ACCOUNT: round.account, "رسالة وأمسية": of["more-1"], "دعم قليل": of["more-2"]}.items():
        assert f'<div lang="ar" dir="auto"><p>{word}</p></div>' in page
        assert f'<div lang="nl" dir="auto"><p>{was}</p></div>' in page
    assert '<blockquote lang="ar" dir="auto">كنا في عجلة</blockquote>' in page
    assert '<span lang="ar" dir="auto">مجلس الحي</span>' in page
    dutch = read(client, to("round-account", round), "nl")
    assert ACCOUNT not in dutch and '<div lang="nl" dir="auto"><p>Er komen drie bankjes.</p></div>' in dutch


def test_one_answer_to_many_ideas_is_translated_once_and_read_with_each(client, cast):
    round = make_round(cast, phase="afterwards")
    ideas = [
        make_idea(round, f"Idee {one}", state="not-chosen", answer="Te weinig steun.", answered_on=round.ideas_from)
        for one in range(3)
    ]
    translated("round", round, of={"more-1": "Te weinig steun."}, **{"more-1": "دعم قليل"})

    for idea in ideas:
        page = read(client, idea.get_absolute_url())
        assert '<div lang="ar" dir="auto"><p>دعم قليل</p></div>' in page and "Te weinig steun." in page
    assert '<div lang="ar" dir="auto"><p>دعم قليل</p></div>' in read(client, to("round-bulletin", round))

    translated("idea", ideas[0], answer="ليس الآن")
    assert "ليس الآن" in read(client, ideas[0].get_absolute_url())


def test_what_came_of_meetings_dialogues_and_votes_is_translated_in_the_account_too(client, cast):
    round = make_round(cast, phase="afterwards")
    meeting = make_told_meeting(cast.area, round=round)
    dialogue = make_dialogue(cast.area, cast.joost, days=-3, round=round, account="De raad leest het.")
    vote = elections.published(cast.area, by=cast.joost)
    vote.round = round
    vote.save()
    with CaptureQueriesContext(connection) as before:
        plain = read(client, to("round-account", round))
    translated("meeting", meeting, agreements="ثلاثة عروض", what_next="في مارس")
    translated("dialogue", dialogue, account=ACCOUNT)
    options = {"option-1": "Voor", "option-2": "Tegen", "option-3": "Blanco"}
    translated("vote", vote, of=options, **{"option-1": "موافق", "option-2": "ضد", "option-3": "أبيض"})

    with CaptureQueriesContext(connection) as after:
        page = read(client, to("round-account", round))

    for word in ("ثلاثة عروض", "في مارس", ACCOUNT):
        assert word not in plain and f'<div lang="ar" dir="auto"><p>{word}</p></div>' in page
    assert '<th scope="row" lang="ar" dir="auto">موافق</th>' in page
    assert "De raad leest het." in page
    assert len(after) == len(before)


# --- reasons ---


def test_why_a_day_or_words_changed_is_read_in_the_language_of_the_page(client, cast):
    round = make_round(cast)
    moved(round, "De zaal was dicht.")
    WordChange.objects.create(
        round=round, field="question", before="Wat wil je?", after=round.question, why="Duidelijker.", at=timezone.now()
    )
    url = to("round-rules", round)
    assert '<p lang="nl" dir="auto">“De zaal was dicht.”</p>' in read(client, url)
    of = {"more-1": "De zaal was dicht.", "more-2": "Duidelijker.", "more-3": "Wat wil je?"}
    words = {"more-1": WHY, "more-2": "أوضح", "more-3": "ماذا تريد؟"}
    translated("round", round, of=of, question=QUESTION, **words)

    page = read(client, url)

    for word in (WHY, "أوضح"):
        assert f'<p lang="ar" dir="auto">“{word}”</p>' in page
    assert '<span lang="ar" dir="auto">ماذا تريد؟</span>' in page
    assert f'<span lang="ar" dir="auto">{QUESTION}</span>' in page
    assert '<div lang="nl" dir="auto"><p>De zaal was dicht.</p></div>' in page


def test_the_same_reason_for_several_days_is_translated_once(client, cast):
    round = make_round(cast)
    for field in ("support_until", "decision_on"):
        moved(round, "De zaal was dicht.", field)
    moved(round, "Het vroor.")

    words = named_in(client, "round", round.key, cast.joost)

    assert [one for one in words if one.startswith(("De zaal", "Het vroor"))] == ["De zaal was dicht.", "Het vroor."]
    send(client, cast.joost, "round", round.key, **{words["De zaal was dicht."]: WHY})
    assert read(client, to("round-rules", round)).count(f"“{WHY}”") == 2


def test_a_reason_that_came_later_is_read_as_it_is_and_the_rest_stays_translated(client, cast):
    round = make_round(cast)
    send(client, cast.joost, "round", round.key, title=TITLE)

    moved(round, "De zaal was dicht.")

    languages = read(client, reverse("participate:translations", args=["round", round.key]), "nl", cast.joost)
    assert "het origineel is veranderd" in languages
    page = read(client, to("round-rules", round))
    assert TITLE in page and '<p lang="nl" dir="auto">“De zaal was dicht.”</p>' in page


def test_what_is_translated_of_a_round_costs_few_questions_however_much_there_is(client, cast):
    def asked(round):
        client.force_login(cast.joost, backend=elections.BACKEND)
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse("participate:translate", args=["round", round.key, "ar"]))
        return len(questions)

    small, large = make_round(cast), make_round(cast)
    moved(small, "Het vroor.")
    for number in range(9):
        moved(large, f"Reden {number}")
        make_idea(large, state="not-chosen", answer=f"Nee {number}", answered_on=large.ideas_from)

    assert asked(small) == asked(large) <= 6


def test_why_the_closing_of_a_vote_moved_is_read_in_the_language_of_the_page(client, cast):
    vote, _letters = elections.opened(cast.area, by=cast.joost, why_whole="Ook de boten.")
    now = timezone.now()
    ClosingChange.objects.create(vote=vote, before=now, after=now + timedelta(days=1), why="De post was laat.", at=now)
    assert '<span lang="nl" dir="auto">De post was laat.</span>' in read(client, vote.get_absolute_url())
    translated("vote", vote, of={"more-1": "De post was laat."}, why_whole="والقوارب", **{"more-1": WHY})

    page = read(client, vote.get_absolute_url())

    assert f'<span lang="ar" dir="auto">{WHY}</span>' in page
    assert '<span lang="ar" dir="auto">والقوارب</span>' in page
    assert '<div lang="nl" dir="auto"><p>De post was laat.</p></div>' in page


# --- a dialogue and a meeting ---


def test_the_account_house_rules_and_reasons_of_a_dialogue_are_read_in_the_language_of_the_page(client, cast):
    dialogue = make_dialogue(cast.area, cast.joost, days=-1, account="De raad leest het.", rules="Over het plein.")
    DialogueDateChange.objects.create(
        dialogue=dialogue, before=dialogue.opens_on, after=dialogue.closes_on, why="Het vroor.", at=timezone.now()
    )
    words = {"account": ACCOUNT, "rules": "عن الساحة", "more-1": WHY}
    translated("dialogue", dialogue, of={"more-1": "Het vroor."}, **words)

    page = read(client, dialogue.get_absolute_url())

    assert f'<div lang="ar" dir="auto"><p>{ACCOUNT}</p></div>' in page
    for word in ("عن الساحة", WHY):
        assert f'<span lang="ar" dir="auto">{word}</span>' in page
    for was in (dialogue.account, dialogue.rules, "Het vroor."):
        assert f'<div lang="nl" dir="auto"><p>{was}</p></div>' in page
    names = set(named_in(client, "dialogue", dialogue.key, cast.joost))
    assert names >= {dialogue.account, dialogue.rules, "Het vroor."}


def test_why_a_meeting_does_not_go_on_is_read_in_the_language_of_the_page(client, cast):
    meeting = make_meeting(cast.area, called_off="De zaal is dicht.")
    translated("meeting", meeting, called_off=WHY)

    page = read(client, meeting.get_absolute_url())

    assert f'<p lang="ar" dir="auto">{WHY}</p>' in page
    assert '<div lang="nl" dir="auto"><p>De zaal is dicht.</p></div>' in page


# --- programs that follow ---


def followed(client, url, language="ar"):
    root = ElementTree.fromstring(see(client, None, url, language).content)
    return root, [(one.find(f"{ATOM}title"), one.find(f"{ATOM}summary")) for one in root.iter(f"{ATOM}entry")]


def test_a_feed_tells_in_the_language_of_who_asks_and_marks_each_language(client, cast):
    round, dialogue = make_round(cast), make_dialogue(cast.area, cast.joost)
    idea = make_idea(round, text="Naast de speeltuin.")
    statements = with_statements(dialogue, ("Er komt een hek.", "Plac jest dla wszystkich."))
    statements[1].language = "und"
    statements[1].save()
    translated("idea", idea, title="مقعد")
    translated("statement", statements[0], text="سياج")
    translated("round", round, title=TITLE)

    root, [(title, text)] = followed(client, to("round-atom", round))
    assert root.findtext(f"{ATOM}title").startswith(TITLE)
    assert (root.get(LANG), root.find(f"{ATOM}subtitle").get(LANG)) == ("ar", "nl")
    assert [(one.text, one.get(LANG)) for one in (title, text)] == [("مقعد", "ar"), ("Naast de speeltuin.", "nl")]

    _root, found = followed(client, reverse("participate:dialogue-atom", kwargs=address(dialogue)))
    said = {title.text: title.get(LANG) for title, _text in found}
    assert said == {"سياج": "ar", "Plac jest dla wszystkich.": ""}
    _root, dutch = followed(client, to("round-atom", round), "nl")
    assert dutch[0][0].text == idea.title


def test_the_feed_of_an_area_is_translated_and_asks_as_few_questions(client, cast):
    round, dialogue = make_round(cast), make_dialogue(cast.area, cast.joost)
    vote, _letters = elections.opened(cast.area, by=cast.joost)
    meeting = make_meeting(cast.area, called_off="De zaal is dicht.")
    url = reverse("participate:area-atom", args=[cast.area.slug])
    with CaptureQueriesContext(connection) as before:
        followed(client, url)
    for kind, one in (("round", round), ("dialogue", dialogue), ("vote", vote)):
        translated(kind, one, title=f"{TITLE} {kind}", question=QUESTION)
    translated("meeting", meeting, title=f"{TITLE} meeting", called_off=WHY)

    with CaptureQueriesContext(connection) as after:
        _root, found = followed(client, url)

    assert len(after) == len(before) <= 6
    for kind in ("round", "dialogue", "vote", "meeting"):
        assert any(title.text.endswith(f"{TITLE} {kind}") for title, _text in found), kind
    assert {(text.text, text.get(LANG)) for _title, text in found} == {(QUESTION, "ar"), (WHY, "ar")}


def test_a_calendar_tells_in_the_language_of_who_asks(client, cast):
    meeting = make_meeting(cast.area)
    translated("meeting", meeting, title="قهوة", invitation="تعال", place="شارع الكنيسة")

    for url in (
        reverse("participate:meeting-calendar", args=[meeting.pk]),
        reverse("participate:meetings-feed", args=[cast.area.slug]),
    ):
        arabic, dutch = read(client, url), read(client, url, "nl")
        assert all(line in arabic for line in ("SUMMARY:قهوة", "LOCATION:شارع الكنيسة", "DESCRIPTION:تعال"))
        assert "SUMMARY:Koffie over warmte" in dutch


def test_a_frame_on_another_site_says_that_its_words_are_a_translation(client, cast):
    round = make_round(cast)
    translated("round", round, question=QUESTION, body="مجلس الحي")

    page = read(client, to("round-embedded", round))

    assert f'<h1 lang="ar" dir="auto">{QUESTION}</h1>' in page
    assert f'<div lang="nl" dir="auto"><p>{round.question}</p></div>' in page
    assert '<span lang="ar" dir="auto">مجلس الحي</span>' in page


def test_words_of_which_nothing_is_translated_keep_their_language(client, cast):
    round = make_round(cast, body="<b>De wijkraad</b>")

    page = read(client, round.get_absolute_url())

    assert '<span lang="nl" dir="auto">&lt;b&gt;De wijkraad&lt;/b&gt;</span>' in page
    assert not Translation.objects.exists() and Round.objects.get().account == ""
