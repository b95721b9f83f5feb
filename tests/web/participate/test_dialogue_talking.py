"""Talking along: answers, statements, house rules, appeals, paper, days and the account; and what misuse meets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.cast import make_person
from tests.web.participate.dialogue_world import (
    TEXTS,
    day,
    make_dialogue,
    make_statement,
    speak,
    with_sheet,
    with_statements,
)
from wijkwerk.web.participate import dialogues, house_rules, sheets, talking
from wijkwerk.web.participate.checking import personal_in
from wijkwerk.web.participate.models import (
    AnswerSheet,
    Dialogue,
    Notice,
    Opinion,
    Participant,
    Statement,
)
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import AreaRole
from wijkwerk.web.people.service import NotAllowed

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
tokens = iter(f"dialogue-token-{number:06}" for number in range(10**6))


@pytest.fixture
def dialogue(cast):
    made = make_dialogue(cast.area, cast.joost)
    with_statements(made)
    return made


def url(name, dialogue, *more):
    return reverse(f"participate:{name}", args=[dialogue.area.slug, dialogue.slug, *more])


def send(client, person, address, **data):
    if person:
        client.force_login(person, backend=BACKEND)
    return client.post(address, {"form_token": next(tokens), **data})


def see(client, person, address, **query):
    if person:
        client.force_login(person, backend=BACKEND)
    return client.get(address, query)


def said(person):
    return dict(Opinion.objects.filter(participant__person=person).values_list("statement__number", "value"))


# --- answers ---


def test_somebody_answers_statements_until_there_are_none_left(client, cast, dialogue):
    for _turn in TEXTS:
        page = see(client, cast.amina, url("dialogue-talk", dialogue))
        number = page.context["card"].statement.number
        assert number not in said(cast.amina)
        send(client, cast.amina, url("dialogue-answer", dialogue), stelling=number, mening="1")

    assert said(cast.amina) == dict.fromkeys(range(1, 9), 1)
    assert see(client, cast.amina, url("dialogue-talk", dialogue)).url == url("dialogue-done", dialogue)
    assert "8 stellingen" in see(client, cast.amina, url("dialogue-done", dialogue)).content.decode()
    assert Participant.objects.count() == 1


def test_each_answer_is_one_row_and_changes_when_it_is_given_again(cast, dialogue):
    today = timezone.localdate()
    for value in (1, -1, 0, 0):
        talking.answer(dialogue, 3, value, by=cast.amina, today=today)

    assert said(cast.amina) == {3: 0}
    assert Statement.objects.get(number=3).votes == 1


def test_the_same_answer_sent_twice_counts_once(client, cast, dialogue):
    client.force_login(cast.amina, backend=BACKEND)
    data = {"stelling": "2", "mening": "-1", "form_token": "the-same-token-twice"}

    first, second = (client.post(url("dialogue-answer", dialogue), data) for _turn in range(2))

    assert (said(cast.amina), Statement.objects.get(number=2).votes) == ({2: -1}, 1)
    assert first.url == second.url == f"{url('dialogue-talk', dialogue)}?net=2#nu"


def test_what_becomes_public_is_told_before_the_first_answer(client, cast, dialogue):
    told = "geschudde nummers, zonder tijd en zonder iets over jou"

    assert told in see(client, cast.amina, url("dialogue", dialogue)).content.decode()
    assert told in see(client, cast.amina, url("dialogue-talk", dialogue)).content.decode()


def test_after_an_answer_the_page_says_it_is_kept_and_how_to_change_it(client, cast, dialogue):
    talking.answer(dialogue, 4, -1, by=cast.amina, today=timezone.localdate())

    page = see(client, cast.amina, url("dialogue-talk", dialogue), net=4).content.decode()
    again = see(client, cast.amina, url("dialogue-talk", dialogue), stelling=4).content.decode()

    assert "Bewaard: je bent het oneens." in page
    assert 'href="?stelling=4#nu"' in page
    assert TEXTS[3] in again
    assert "Je zei eerder: oneens." in again


def test_talking_works_with_three_buttons_and_no_script(client, cast, dialogue):
    page = see(client, cast.amina, url("dialogue-talk", dialogue)).content.decode()

    assert page.count('name="mening"') == 3
    assert "Klaar voor nu" in page


@pytest.mark.parametrize(
    "wrong", [{"mening": "2"}, {"mening": ""}, {"mening": "x"}, {"stelling": "99"}, {"stelling": ""}]
)
def test_an_answer_that_is_none_is_refused_in_a_sentence(client, cast, dialogue, wrong):
    response = send(client, cast.amina, url("dialogue-answer", dialogue), **{"stelling": "1", "mening": "1", **wrong})

    page = client.get(response.url).content.decode()
    assert "Kies eens, oneens of geen mening." in page or "Deze stelling staat er niet (meer)." in page
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("state", ["held", "refused", "appealed"])
def test_a_statement_that_is_not_open_cannot_be_answered(cast, dialogue, state):
    held = make_statement(dialogue, state=state, why="x", appeal="y")

    with pytest.raises(NotNow):
        talking.answer(dialogue, held.number, 1, by=cast.amina, today=timezone.localdate())


@pytest.mark.parametrize(("moment", "sentence"), [(-20, "nog niet open"), (20, "gesloten")])
def test_before_and_after_its_days_nobody_answers(cast, dialogue, moment, sentence):
    with pytest.raises(NotNow, match=sentence):
        talking.answer(dialogue, 1, 1, by=cast.amina, today=day(moment))


def test_a_closed_dialogue_shows_no_buttons(client, cast):
    closed = make_dialogue(cast.area, cast.joost, days=-1)
    with_statements(closed)

    assert see(client, cast.amina, url("dialogue-talk", closed)).url == closed.get_absolute_url()
    assert "Lees de eerste stelling" not in see(client, cast.amina, url("dialogue", closed)).content.decode()


def test_a_neighbour_from_elsewhere_reads_but_does_not_answer(client, cast, dialogue):
    assert see(client, cast.ruud, url("dialogue", dialogue)).status_code == 200
    assert send(client, cast.ruud, url("dialogue-answer", dialogue), stelling="1", mening="1").status_code == 403
    assert not Opinion.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client, dialogue):
    assert see(client, None, url("dialogue-talk", dialogue)).url.startswith("/inloggen/")


def test_somebody_takes_back_one_answer_or_all(client, cast, dialogue):
    for number in (1, 2, 3):
        talking.answer(dialogue, number, 1, by=cast.amina, today=timezone.localdate())
    talking.answer(dialogue, 1, 1, by=cast.karin, today=timezone.localdate())

    send(client, cast.amina, url("dialogue-take-back", dialogue), stelling="1")
    assert said(cast.amina) == {2: 1, 3: 1}
    assert Statement.objects.get(number=1).votes == 1

    send(client, cast.amina, url("dialogue-take-back", dialogue), wat="alles")
    assert said(cast.amina) == {}
    assert said(cast.karin) == {1: 1}
    assert list(Statement.objects.filter(number__in=[2, 3]).values_list("votes", flat=True)) == [0, 0]


def test_taking_back_without_saying_what_takes_back_nothing(client, cast, dialogue):
    talking.answer(dialogue, 1, 1, by=cast.amina, today=timezone.localdate())

    send(client, cast.amina, url("dialogue-take-back", dialogue), stelling="alles")

    assert said(cast.amina) == {1: 1}


def test_what_one_said_only_one_sees(client, cast, dialogue):
    talking.answer(dialogue, 1, -1, by=cast.amina, today=timezone.localdate())

    assert TEXTS[0] in see(client, cast.amina, url("dialogue-mine", dialogue)).content.decode()
    assert TEXTS[0] not in see(client, cast.joost, url("dialogue-mine", dialogue)).content.decode()


# --- statements ---


def bring(client, person, dialogue, text="Er moet een bankje bij.", **data):
    return send(client, person, url("dialogue-bring", dialogue), **{"text": text, "language": "nl", **data})


def test_a_statement_is_read_before_others_see_it(client, cast, dialogue):
    bring(client, cast.amina, dialogue)

    statement = Statement.objects.get(number=9)
    assert statement.participant is not None
    assert (statement.state, statement.participant.person) == ("held", cast.amina)
    assert "Wordt eerst gelezen." in see(client, cast.amina, url("dialogue-mine", dialogue)).content.decode()
    assert 9 not in {one.number for one in dialogues.asked_of(dialogue, cast.karin)}

    send(client, cast.joost, url("dialogue-place", dialogue, 9), gelezen="held")
    assert 9 in {one.number for one in dialogues.asked_of(dialogue, cast.karin)}
    assert "Staat erbij." in see(client, cast.amina, url("dialogue-mine", dialogue)).content.decode()
    assert Notice.objects.get(person=cast.amina).text.startswith("Je stelling staat erbij")


def test_words_stay_in_their_own_language_and_say_which(client, cast, dialogue):
    bring(client, cast.amina, dialogue, "الساحة للجميع", language="ar")
    Statement.objects.exclude(language="ar").delete()
    Statement.objects.update(state="open", read_due_on=None)

    page = see(client, cast.amina, url("dialogue-talk", dialogue)).content.decode()

    assert '<h1 class="talk__statement" lang="ar" dir="auto">الساحة للجميع</h1>' in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bel mij op 06 12 34 56 78.", "06 12 34 56 78"),
        ("Op Kerkstraat 12 is het altijd raak.", "Kerkstraat 12"),
        ("Mail naar jan@voorbeeld.example voor meer.", "jan@voorbeeld.example"),
        ("Meneer Jansen steelt fietsen.", "Meneer Jansen"),
        ("Jan de Vries steelt fietsen.", "Jan de Vries"),
        ("Kijk op https://boos.example/nu eens.", "https://boos.example/nu"),
    ],
)
def test_personal_data_are_named_once_and_then_held_for_a_reader_with_the_hint(client, cast, dialogue, text, words):
    page = bring(client, cast.amina, dialogue, text).content.decode()
    assert f"“{words}”" in page
    assert not Statement.objects.filter(number=9).exists()

    bring(client, cast.amina, dialogue, text, as_it_is="on")
    assert Statement.objects.get(number=9).state == "held"
    assert f"“{words}” lijkt op" in see(client, cast.joost, url("dialogue-read", dialogue)).content.decode()


def test_a_full_name_is_read_first_in_a_language_whose_accusations_we_do_not_know(client, cast, dialogue):
    page = bring(client, cast.amina, dialogue, "Naapuri Matti Virtanen varastaa.", language="und").content.decode()

    assert "Matti Virtanen" in page
    assert not Statement.objects.filter(number=9).exists()


def test_a_word_of_accusation_in_arabic_is_named_and_a_place_with_a_latin_name_is_nobody(client, cast, dialogue):
    page = bring(client, cast.amina, dialogue, "جاري لص", language="ar").content.decode()
    assert "“لص” (een beschuldiging)" in page
    assert not Statement.objects.filter(number=9).exists()

    bring(client, cast.amina, dialogue, f"السرقة كثيرة في {dialogue.area.name}", language="ar")
    assert Statement.objects.filter(number=9).exists()


@pytest.mark.parametrize("text", [*TEXTS, "Er is overlast in Oud Crooswijk.", "Wij zijn het zat!"])
def test_a_plain_statement_gets_no_hint(text):
    assert personal_in(text) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Schrijf in één zin wat je vindt."),
        ({"text": "a" * 141}, "140"),
        ({"text": "Mijn nummer is 111222333"}, "burgerservicenummer"),
        ({"text": "goed \u202e gek"}, "onzichtbaar teken"),
        ({"language": "klingon"}, "klingon"),
        ({"text": TEXTS[1].upper()}, "Deze stelling is er al: nummer 2."),
    ],
)
def test_a_statement_that_cannot_be_kept_says_why_and_stays_in_the_field(client, cast, dialogue, wrong, sentence):
    page = bring(client, cast.amina, dialogue, **wrong).content.decode()

    assert sentence in page
    assert Statement.objects.count() == 8


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "=1+1", "'; DROP TABLE x; --"])
def test_odd_words_are_shown_as_words(client, cast, dialogue, text):
    bring(client, cast.amina, dialogue, text)

    page = see(client, cast.joost, url("dialogue-read", dialogue)).content.decode()
    assert Statement.objects.get(number=9).text == text
    assert "<script>alert" not in page


def test_nobody_buries_the_others_under_statements(cast, dialogue):
    today = timezone.localdate()
    for number in range(talking.MOST_EACH):
        talking.bring(dialogue, f"Stelling {number}.", "nl", by=cast.amina, today=today)

    with pytest.raises(NotNow, match="Laat nu anderen"):
        talking.bring(dialogue, "Nog een.", "nl", by=cast.amina, today=today)


def test_a_statement_sent_twice_is_there_once(client, cast, dialogue):
    client.force_login(cast.amina, backend=BACKEND)
    data = {"text": "Er moet een bankje bij.", "language": "nl", "form_token": "the-same-token-twice"}

    first, second = (client.post(url("dialogue-bring", dialogue), data) for _turn in range(2))

    assert first.url == second.url
    assert Statement.objects.count() == 9


# --- house rules ---


def refuse(client, person, statement, **data):
    given = {"gelezen": statement.state, "rule": "one-thing", "why": "Dit zijn twee dingen.", **data}
    return send(client, person, url("dialogue-refuse", statement.dialogue, statement.number), **given)


def test_who_is_refused_reads_the_rule_and_the_reason(client, cast, dialogue):
    statement = make_statement(dialogue, by=cast.amina)

    refuse(client, cast.joost, statement)

    page = see(client, cast.amina, url("dialogue-mine", dialogue)).content.decode()
    assert house_rules.sentence_of("one-thing") in page
    assert "Dit zijn twee dingen." in page
    assert Notice.objects.get(person=cast.amina).why.startswith("Je bracht deze stelling")


@pytest.mark.parametrize("missing", [{"rule": ""}, {"why": ""}, {"rule": "ik-vind-het-niks"}, {"why": "  "}])
def test_without_a_house_rule_and_a_reason_nothing_is_refused(client, cast, dialogue, missing):
    statement = make_statement(dialogue, by=cast.amina)

    assert refuse(client, cast.joost, statement, **missing).status_code == 200

    statement.refresh_from_db()
    assert statement.state == "held"


def test_the_database_itself_keeps_no_refusal_without_a_reason(cast, dialogue):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        make_statement(dialogue, state="refused")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_statement(dialogue, state="appealed", why="x")


def test_each_house_rule_is_a_sentence_that_says_where_it_comes_from():
    assert len(house_rules.BY_ID) == len(house_rules.RULES)
    for rule in house_rules.RULES:
        assert str(rule.sentence).endswith(".")
        assert rule.source or rule.ours


def test_the_page_of_the_rules_shows_them_all(client, cast):
    page = see(client, None, reverse("participate:dialogue-rules")).content.decode()

    assert all(str(rule.sentence) in page for rule in house_rules.RULES)


def test_an_appeal_is_judged_once_and_by_another(client, cast, dialogue):
    statement = make_statement(dialogue, by=cast.amina)
    refuse(client, cast.joost, statement)
    appeal = url("dialogue-appeal", dialogue, statement.number)

    send(client, cast.amina, appeal, appeal="Het is echt één ding.")
    statement.refresh_from_db()
    assert statement.state == "appealed"

    send(client, cast.joost, url("dialogue-place", dialogue, statement.number), gelezen="appealed")
    statement.refresh_from_db()
    assert statement.state == "appealed"
    assert "Jij las haar de eerste keer." in see(client, cast.joost, url("dialogue-read", dialogue)).content.decode()

    refuse(client, cast.els, statement)
    statement.refresh_from_db()
    assert (statement.state, statement.judged_by) == ("refused", cast.els)

    response = send(client, cast.amina, appeal, appeal="Toch nog eens.")
    assert "al een tweede keer naar gekeken" in client.get(response.url).content.decode()


def test_an_appeal_can_succeed(client, cast, dialogue):
    statement = make_statement(dialogue, by=cast.amina, state="appealed", why="x", appeal="y", judged_by=cast.joost)

    send(client, cast.karin, url("dialogue-place", dialogue, statement.number), gelezen="appealed")

    statement.refresh_from_db()
    assert (statement.state, statement.rule, statement.why) == ("open", "", "")


def test_nobody_judges_what_they_brought_themselves(client, cast, dialogue):
    statement = make_statement(dialogue, by=cast.joost)

    send(client, cast.joost, url("dialogue-place", dialogue, statement.number), gelezen="held")

    statement.refresh_from_db()
    assert statement.state == "held"


def test_of_two_readers_at_once_the_second_hears_it_and_loses_no_words(client, cast, dialogue):
    statement = make_statement(dialogue, by=cast.amina)
    talking.place(Statement.objects.get(pk=statement.pk), by=cast.els, read="held", today=timezone.localdate())

    response = refuse(client, cast.joost, statement, why="Een zin waar ik op zat te broeden.")

    page = client.get(response.url).content.decode()
    assert "Een ander las stelling 9 net." in page
    assert "Een zin waar ik op zat te broeden." in page
    statement.refresh_from_db()
    assert statement.state == "open"


@pytest.mark.parametrize("name", ["dialogue-appeal", "dialogue-withdraw"])
def test_another_does_not_appeal_or_withdraw_for_the_writer(client, cast, dialogue, name):
    statement = make_statement(dialogue, by=cast.amina, state="refused", why="x")

    assert send(client, cast.karin, url(name, dialogue, statement.number), appeal="Toch wel.").status_code == 404
    statement.refresh_from_db()
    assert statement.state == "refused"


def test_the_writer_takes_back_what_nobody_saw_and_not_what_others_answered(client, cast, dialogue):
    held, seen = (
        make_statement(dialogue, by=cast.amina),
        make_statement(dialogue, "Bomen!", by=cast.amina, state="open"),
    )

    for one in (held, seen):
        send(client, cast.amina, url("dialogue-withdraw", dialogue, one.number))

    assert list(Statement.objects.filter(participant__person=cast.amina)) == [seen]


# --- beginning, days, account ---


def begin(client, cast, **data):
    given = {
        "title": "Het plein", "question": "Wat is goed voor het plein?", "intro": "", "rules": "",
        "opens_on": day(0).isoformat(), "closes_on": day(20).isoformat(), "language": "nl",
        "statements": "Er komt een hek.\r\nHet plein is voor iedereen.\r\n", **data,
    }  # fmt: skip
    return send(client, cast.joost, reverse("participate:dialogue-new", args=[cast.area.slug]), **given)


def test_a_worker_begins_a_dialogue_with_first_statements(client, cast):
    response = begin(client, cast)

    dialogue = Dialogue.objects.get()
    assert response.url == dialogue.get_absolute_url() == "/meedoen/oud-crooswijk/dialoog/het-plein/"
    assert list(dialogue.statements.values_list("number", "text", "state")) == [
        (1, "Er komt een hek.", "open"),
        (2, "Het plein is voor iedereen.", "open"),
    ]
    assert "Het plein" in see(client, None, "/meedoen/").content.decode()


def test_two_dialogues_with_one_name_have_two_addresses(client, cast):
    assert begin(client, cast).url != begin(client, cast).url
    assert begin(client, cast, title="Nieuw").url.endswith("/nieuw-2/")


def test_a_first_statement_about_a_person_waits_for_another_reader(client, cast):
    begin(client, cast, statements="Het plein is voor iedereen.\r\nBel 06 12 34 56 78.")

    assert list(Statement.objects.values_list("state", flat=True)) == ["open", "held"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"statements": "Een."}, "Begin met 2 tot"),
        ({"statements": "Een.\r\neen."}, "Een stelling staat er twee keer."),
        ({"statements": "Een.\r\n" + "a" * 141}, "141 tekens"),
        ({"closes_on": day(-3).isoformat()}, "De dialoog moet opengaan voordat hij sluit."),
        ({"title": ""}, "Het plein"),
    ],
)
def test_a_dialogue_that_cannot_begin_says_why(client, cast, wrong, sentence):
    page = begin(client, cast, **wrong)

    assert page.status_code == 200
    assert sentence in page.content.decode() or "title" in wrong
    assert not Dialogue.objects.exists()


def test_a_moved_day_keeps_its_reason_for_everyone_to_read(client, cast, dialogue):
    send(client, cast.joost, url("dialogue-move", dialogue), closes_on=day(30).isoformat(), why="Er was vakantie.")

    page = see(client, None, dialogue.get_absolute_url()).content.decode()
    assert "Er was vakantie." in page
    assert Dialogue.objects.get().closes_on == day(30)


@pytest.mark.parametrize(
    "wrong", [{"why": ""}, {"closes_on": day(10).isoformat()}, {"closes_on": day(-30).isoformat()}]
)
def test_a_day_does_not_move_without_a_reason_or_to_nowhere(client, cast, dialogue, wrong):
    send(
        client, cast.joost, url("dialogue-move", dialogue), **{"closes_on": day(30).isoformat(), "why": "Zon.", **wrong}
    )

    assert Dialogue.objects.get().closes_on == day(10)


def test_the_account_is_told_to_everyone_who_took_part_once(client, cast):
    closed = make_dialogue(cast.area, cast.joost, days=-1)
    with_statements(closed)
    speak(closed, (1, 1), each=1, person=cast.amina)
    speak(closed, (1, 1), each=2)

    send(client, cast.joost, url("dialogue-account", closed), account="Het hek komt er niet.")
    talking.tell_everyone.call(closed.pk)
    talking.tell_everyone.call(closed.pk)

    assert [notice.person for notice in Notice.objects.all()] == [cast.amina]
    assert "Het hek komt er niet." in see(client, None, closed.get_absolute_url()).content.decode()


def test_when_two_people_write_the_account_at_once_nobodys_text_is_lost(client, cast):
    closed = make_dialogue(cast.area, cast.joost, days=-1)
    seen = see(client, cast.joost, url("dialogue-account", closed)).context["form"].initial["seen"]
    send(client, cast.els, url("dialogue-account", closed), seen=seen, account="Els: het hek komt er niet.")

    page = send(client, cast.joost, url("dialogue-account", closed), seen=seen, account="Joost: er komt een boom.")

    shown = page.content.decode()
    assert "Iemand anders schreef dit net ook. Er is niets kwijt." in shown
    assert "Els: het hek komt er niet." in shown and "Joost: er komt een boom." in shown
    assert Dialogue.objects.get().account == "Els: het hek komt er niet."
    now = page.context["form"].initial["seen"]
    send(client, cast.joost, url("dialogue-account", closed), seen=now, account="Geen hek, wel een boom.")
    assert Dialogue.objects.get().account == "Geen hek, wel een boom."


def test_there_is_no_account_before_the_end(client, cast, dialogue):
    page = send(client, cast.joost, url("dialogue-account", dialogue), account="Klaar.").content.decode()

    assert "nog open" in page
    assert Dialogue.objects.get().account == ""


# --- paper and telephone ---


def test_a_sheet_says_when_it_was_printed_and_what_comes_later_stands_below(client, cast, dialogue):
    before = [one.number for one in dialogues.on_sheet(dialogue, 1)]
    page = see(client, None, url("dialogue-sheet", dialogue, 1)).content.decode()
    today = date_format(timezone.localdate(), "j E Y")
    assert f"Geprint op {today}, met {len(before)} stellingen." in page

    tomorrow = timezone.localdate() + timedelta(days=1)
    for number in range(len(before) + 1, len(before) + 6):
        Statement.objects.create(
            dialogue=dialogue, number=number, text=f"Later {number}.", state="open", placed_on=tomorrow
        )

    assert [one.number for one in dialogues.on_sheet(dialogue, 1)][: len(before)] == before


def test_a_sheet_prints_each_statement_with_three_boxes_and_what_becomes_public(client, cast, dialogue):
    page = see(client, None, url("dialogue-sheet", dialogue, 1)).content.decode()

    assert all(text in page.replace("&#x27;", "'") for text in TEXTS)
    assert page.count('class="box"') == 3 * len(TEXTS)
    assert "geschudde nummers" in page
    assert "<svg" in page.split("sheet-head__qr")[1]
    assert see(client, None, url("dialogue-sheet", dialogue, 2)).status_code == 404


@pytest.mark.parametrize("part", [0, 2, 99999999999999999999])
@pytest.mark.parametrize("name", ["dialogue-sheet", "dialogue-type"])
def test_a_sheet_that_is_not_there_is_a_helpful_404(client, cast, dialogue, name, part):
    page = see(client, cast.joost, url(name, dialogue, part))

    assert page.status_code == 404
    assert "Deze bladzijde is er niet" in page.content.decode()


def test_typing_a_sheet_again_as_another_that_is_not_there_is_no_error(client, cast, dialogue):
    with_sheet(dialogue, cast.joost)

    assert see(client, cast.els, url("dialogue-type-again", dialogue, 99999999999999999999, 1)).status_code == 200


def test_a_sheet_counts_when_it_is_typed_twice_alike(client, cast, dialogue):
    send(client, cast.joost, url("dialogue-type", dialogue, 1), channel="paper", s1="1", s2="-1", s3="0", s4="")
    assert not Opinion.objects.exists()
    assert dialogues.paper_totals(dialogue) == (1, 0, 0)

    send(client, cast.els, url("dialogue-type-again", dialogue, 1, 1), s1="1", s2="-1", s3="0", s4="")

    rows = list(Opinion.objects.order_by("statement__number").values_list("statement__number", "value", "typed_by"))
    assert rows == [(1, 1, cast.els.pk), (2, -1, cast.els.pk), (3, 0, cast.els.pk)]
    sheet = AnswerSheet.objects.get()
    assert (sheet.by, sheet.again_by, sheet.answers) == (cast.joost, cast.els, {})
    assert sheet.participant is not None
    assert (sheet.participant.person, sheet.participant.channel) == (None, "paper")
    assert dialogues.paper_totals(dialogue) == (0, 1, 0)
    assert Statement.objects.get(number=1).votes == 1


def test_a_sheet_that_differs_names_where_and_does_not_count(client, cast, dialogue):
    with_sheet(dialogue, cast.joost)

    response = send(client, cast.els, url("dialogue-type-again", dialogue, 1, 1), s1="1", s2="1", s3="0")

    assert "bij stelling 2, 3 staat nu iets anders" in client.get(response.url).content.decode()
    assert not Opinion.objects.exists()
    send(client, cast.joost, url("dialogue-type-again", dialogue, 1, 1), s1="1", s2="1", s3="0")
    assert Opinion.objects.count() == 3


def test_a_sheet_counts_no_second_time(cast, dialogue):
    sheet = with_sheet(dialogue, cast.joost)
    sheets.type_again(sheet, {1: 1, 2: -1}, by=cast.els, now=timezone.now())

    with pytest.raises(NotNow, match="al klaar"):
        sheets.type_again(sheet, {1: 1, 2: -1}, by=cast.els, now=timezone.now())
    assert Opinion.objects.count() == 2


def test_a_talk_at_the_phone_counts_at_once_and_can_be_taken_back(client, cast, dialogue):
    send(client, cast.joost, url("dialogue-type", dialogue, 1), channel="phone", s1="1")
    assert Opinion.objects.get().participant.channel == "phone"

    send(client, cast.joost, url("dialogue-sheet-back", dialogue, 1))

    assert not Opinion.objects.exists()
    assert not Participant.objects.exists()
    assert Statement.objects.get(number=1).votes == 0
    assert dialogues.paper_totals(dialogue) == (0, 0, 1)


def test_an_empty_sheet_is_not_kept(client, cast, dialogue):
    page = send(client, cast.joost, url("dialogue-type", dialogue, 1), channel="paper").content.decode()

    assert "Er is niets ingevuld." in page
    assert not AnswerSheet.objects.exists()


@pytest.mark.parametrize("answers", [{1: 2}, {}])
def test_a_sheet_with_other_answers_is_refused(cast, dialogue, answers):
    with pytest.raises(NotNow):
        sheets.type_sheet(dialogue, answers, "paper", by=cast.joost, today=day(0), now=timezone.now())


def test_paper_may_be_typed_after_the_last_day_until_the_account(cast):
    closed = make_dialogue(cast.area, cast.joost, days=-1)
    with_statements(closed)
    sheets.type_sheet(closed, {1: 1}, "paper", by=cast.joost, today=day(0), now=timezone.now())
    closed.account = "Gedaan."

    with pytest.raises(NotNow, match="afgerond"):
        sheets.type_sheet(closed, {1: 1}, "paper", by=cast.joost, today=day(0), now=timezone.now())


def test_a_statement_on_paper_is_typed_with_how_and_by_whom(client, cast, dialogue):
    bring(client, cast.joost, dialogue, "Meer licht in de steeg.", channel="door")

    statement = Statement.objects.get(number=9)
    assert (statement.channel, statement.typed_by, statement.participant) == ("door", cast.joost, None)


def test_a_resident_cannot_say_that_another_said_it(client, cast, dialogue):
    bring(client, cast.amina, dialogue, "Meer licht in de steeg.", channel="door")

    assert Statement.objects.get(number=9).channel == "digital"
    with pytest.raises(NotAllowed):
        talking.bring(dialogue, "Nog meer licht.", "nl", by=cast.amina, today=day(0), channel="door")


# --- acts ask who does them ---


@pytest.mark.parametrize("login", ["ruud", "noor"])
def test_every_act_asks_whether_this_person_may(cast, dialogue, login):
    person, now = getattr(cast, login), timezone.now()
    statement, sheet = make_statement(dialogue, by=cast.amina), with_sheet(dialogue, cast.joost)
    acts = (
        lambda: talking.begin(cast.area, {}, [], language="nl", by=person, now=now),
        lambda: talking.move_end(dialogue, day(30), "Zon.", by=person, now=now),
        lambda: talking.write_account(dialogue, "Klaar.", by=person, today=day(30)),
        lambda: talking.bring(dialogue, "Bomen.", "nl", by=person, today=day(0)),
        lambda: talking.place(statement, by=person, read="held", today=timezone.localdate()),
        lambda: talking.refuse(statement, "new", "Nee.", by=person, read="held"),
        lambda: talking.appeal(statement, "Toch.", by=person, today=day(0)),
        lambda: talking.withdraw(statement, by=person),
        lambda: talking.answer(dialogue, 1, 1, by=person, today=day(0)),
        lambda: talking.take_back(dialogue, None, by=person, today=day(0)),
        lambda: sheets.type_sheet(dialogue, {1: 1}, "paper", by=person, today=day(0), now=now),
        lambda: sheets.type_again(sheet, {1: 1}, by=person, now=now),
        lambda: sheets.withdraw_sheet(sheet, by=person),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_a_person_of_the_district_talks_along_in_its_streets(cast, dialogue):
    neighbour = make_person("sem", "Sem de Wit", area=cast.area, role=AreaRole.Role.RESIDENT)
    talking.answer(dialogue, 1, 1, by=neighbour, today=timezone.localdate())

    assert said(neighbour) == {1: 1}


def test_an_unknown_dialogue_is_said_to_be_unknown(client, cast):
    missing = client.get("/meedoen/oud-crooswijk/dialoog/weg/")

    assert missing.status_code == 404
