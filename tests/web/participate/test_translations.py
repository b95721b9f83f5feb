"""What somebody wrote is read in another language beside the original, and says that a worker translated it."""

from __future__ import annotations

from secrets import token_hex

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.web.participate.dialogue_world import make_dialogue, mapped, with_statements
from tests.web.participate.rounds_world import idea_of, make_idea, make_round, words_of_idea
from wijkwerk.web.participate import talking
from wijkwerk.web.participate.models import Idea, Statement, Translation
from wijkwerk.web.participate.models.said import mark_of
from wijkwerk.web.participate.models.translations import key_of

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
BENCH, WHERE = "مقعد في الظل", "بجانب الملعب"
NOT_CHECKED = "niet nagekeken door iemand met deze taal als moedertaal"


def see(client, person, address, language="nl"):
    if person:
        client.force_login(person, backend=BACKEND)
    return client.get(address, headers={"accept-language": language})


def send(client, person, kind, of, language="ar", **data):
    client.force_login(person, backend=BACKEND)
    address = reverse("participate:translate", args=[kind, of, language])
    return client.post(address, {"form_token": token_hex(16), **data})


def translated(kind, one, *, language="ar", of=None, is_checked=False, **words):
    """A translation of the words of a row as they are now; `of` gives those that are not of the row itself."""
    originals = of or {}
    return Translation.objects.create(
        kind=kind,
        of=key_of(one),
        language=language,
        words={
            name: {"text": text, "of": mark_of(originals.get(name) or getattr(one, name))}
            for name, text in words.items()
        },
        is_checked=is_checked,
        at=timezone.now(),
    )


def said_in(kept):
    return [kept.words[name]["text"] for name in ("title", "text") if name in kept.words]


def page_of(client, idea, language="ar"):
    return see(client, None, idea.get_absolute_url(), language).content.decode()


# --- reading ---


def test_an_idea_is_read_in_the_language_of_the_page_with_the_original_one_tap_away(client, cast):
    idea = make_idea(make_round(cast), text="Naast de speeltuin.")
    translated("idea", idea, title=BENCH, text=WHERE)

    page = page_of(client, idea)

    assert f'<h1 lang="ar" dir="auto">{BENCH}</h1>' in page
    assert WHERE in page
    assert '<div lang="nl" dir="auto"><p>Een bankje in de schaduw</p></div>' in page
    assert '<details class="as-written' in page
    assert BENCH not in page_of(client, idea, "nl")


def test_what_was_written_in_arabic_is_read_in_dutch_by_who_reads_dutch(client, cast):
    idea = make_idea(make_round(cast), BENCH, language="ar")
    translated("idea", idea, title="Een bankje in de schaduw", language="nl")

    page = page_of(client, idea, "nl")

    assert '<h1 lang="nl" dir="auto">Een bankje in de schaduw</h1>' in page
    assert f'<div lang="ar" dir="auto"><p>{BENCH}</p></div>' in page


def test_a_translation_says_whether_a_native_reader_checked_it(client, cast):
    idea = make_idea(make_round(cast), BENCH, language="ar")
    kept = translated("idea", idea, title="Een bankje", language="nl")
    assert NOT_CHECKED in page_of(client, idea, "nl")

    Translation.objects.filter(pk=kept.pk).update(is_checked=True)

    page = page_of(client, idea, "nl")
    assert NOT_CHECKED not in page
    assert "nagekeken door iemand met deze taal als moedertaal" in page


def test_the_list_of_ideas_and_the_answer_are_translated_too(client, cast):
    round = make_round(cast, phase="afterwards")
    idea = make_idea(round, state="accepted", answer="Dat doen we.", answered_on=timezone.localdate())
    translated("idea", idea, title=BENCH, answer="سنفعل ذلك")

    listed = see(client, None, round.get_absolute_url(), "ar").content.decode()
    page = page_of(client, idea)

    assert f'lang="ar" dir="auto">{BENCH}</a>' in listed
    assert '<div lang="ar" dir="auto"><p>سنفعل ذلك</p></div>' in page
    assert "Dat doen we." in page


def test_an_answer_that_changed_is_read_as_it_is_until_somebody_translates_it_again(client, cast):
    idea = make_idea(make_round(cast), state="accepted", answer="Ja.", answered_on=timezone.localdate())
    translated("idea", idea, answer="نعم")
    assert "نعم" in page_of(client, idea)

    Idea.objects.filter(pk=idea.pk).update(answer="Toch niet.")

    page = page_of(client, idea)
    assert "نعم" not in page
    assert "Toch niet." in page
    languages = see(client, cast.joost, reverse("participate:translations", args=["idea", idea.pk]))
    assert "het origineel is veranderd" in languages.content.decode()


def test_a_statement_is_read_in_the_language_of_the_page_where_one_answers_and_on_the_map_and_on_paper(client, cast):
    dialogue = mapped(cast, person=cast.amina)
    for one in Statement.objects.filter(dialogue=dialogue):
        translated("statement", one, text=f"قول {one.number}")
    base = dialogue.get_absolute_url()

    for address in ("meepraten/?stelling=1", "kaart/", "vel/1/", "mijn/"):
        page = see(client, cast.amina, base + address, "ar").content.decode()
        assert "قول 1" in page, address
        assert "Er komt een hek om het plein." in page, address


# --- writing ---


def test_a_worker_adds_a_translation_and_changes_it(client, cast):
    idea = make_idea(make_round(cast), text="Naast de speeltuin.")

    send(client, cast.joost, "idea", idea.pk, title=BENCH, text=WHERE)
    kept = Translation.objects.get()
    assert (said_in(kept), kept.language, kept.is_checked, kept.by) == ([BENCH, WHERE], "ar", False, cast.joost)

    send(client, cast.karin, "idea", idea.pk, title="مقعد", text=WHERE, is_checked="on", seen=kept.at.isoformat())
    kept.refresh_from_db()
    assert (said_in(kept), kept.is_checked, kept.by) == (["مقعد", WHERE], True, cast.karin)


def test_two_who_translate_at_once_both_keep_what_they_wrote(client, cast):
    idea = make_idea(make_round(cast))
    send(client, cast.joost, "idea", idea.pk, title=BENCH)

    page = send(client, cast.karin, "idea", idea.pk, title="مقعد آخر", seen="")

    shown = page.content.decode()
    assert BENCH in shown
    assert "مقعد آخر" in shown
    assert said_in(Translation.objects.get()) == [BENCH]
    seen = Translation.objects.get().at.isoformat()
    assert f'value="{seen}"' in shown
    send(client, cast.karin, "idea", idea.pk, title="مقعد آخر", seen=seen)
    assert said_in(Translation.objects.get()) == ["مقعد آخر"]


def test_a_translation_without_words_or_with_a_hidden_sign_is_refused_at_the_field(client, cast):
    idea = make_idea(make_round(cast))

    empty = send(client, cast.joost, "idea", idea.pk, title="").content.decode()
    hidden = send(client, cast.joost, "idea", idea.pk, title="a\u202eb").content.decode()

    assert "Schrijf hier wat er staat, in het Arabisch." in empty
    assert "onzichtbaar teken" in hidden
    assert not Translation.objects.exists()


def test_a_translation_is_taken_away_and_everybody_reads_the_original(client, cast):
    idea = make_idea(make_round(cast))
    translated("idea", idea, title=BENCH)

    send(client, cast.joost, "idea", idea.pk, weg="1")

    assert not Translation.objects.exists()
    assert "Een bankje in de schaduw" in page_of(client, idea)


@pytest.mark.parametrize("language", ["nl", "xx", "und"])
def test_there_is_no_page_for_its_own_language_or_one_the_site_does_not_have(client, cast, language):
    idea = make_idea(make_round(cast))

    client.force_login(cast.joost, backend=BACKEND)

    assert client.get(reverse("participate:translate", args=["idea", idea.pk, language])).status_code == 404


def test_what_not_everybody_may_read_is_not_translated(client, cast):
    round = make_round(cast)
    held = make_idea(round, state="held")
    statement = with_statements(make_dialogue(cast.area, cast.joost), ("Hek.",), state="held")[0]
    client.force_login(cast.joost, backend=BACKEND)

    for kind, one in (("idea", held), ("statement", statement), ("round", held), ("answer", make_idea(round))):
        assert client.get(reverse("participate:translations", args=[kind, one.pk])).status_code == 404


def test_a_resident_may_read_translations_and_not_write_them(client, cast):
    idea = make_idea(make_round(cast))

    assert send(client, cast.amina, "idea", idea.pk, title=BENCH).status_code == 403
    assert "Vertaal dit idee" not in see(client, cast.amina, idea.get_absolute_url()).content.decode()
    assert "Vertaal dit idee" in see(client, cast.joost, idea.get_absolute_url()).content.decode()


# --- going away ---


def test_a_translation_goes_with_the_words_that_are_taken_back(client, cast):
    idea = idea_of(make_round(cast), cast.amina)
    dialogue = make_dialogue(cast.area, cast.joost)
    statement = with_statements(dialogue, ("Hek.",))[0]
    talking.bring(dialogue, "Nog een hek.", "nl", by=cast.amina, today=timezone.localdate())
    own = Statement.objects.get(text="Nog een hek.")
    translated("idea", idea, title=BENCH)
    for one in (own, statement):
        translated("statement", one, text=BENCH)

    client.force_login(cast.amina, backend=BACKEND)
    client.post(reverse("participate:idea-withdraw", kwargs=words_of_idea(idea)), {"form_token": token_hex(16)})
    talking.withdraw(own, by=cast.amina)

    assert [one.of for one in Translation.objects.all()] == [statement.pk]


def test_the_languages_to_translate_into_are_those_of_the_site(client, cast, settings):
    settings.LANGUAGES = [("nl", "Nederlands"), ("uk", "Українська")]
    idea = make_idea(make_round(cast))

    with override("nl"):
        page = see(client, cast.joost, reverse("participate:translations", args=["idea", idea.pk])).content.decode()

    assert "Oekraïens" in page
    assert "Arabisch" not in page
