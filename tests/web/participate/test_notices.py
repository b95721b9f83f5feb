"""What people are told: once about one thing, in one mail a day, with why, and stopped with one click."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import make_area, make_person
from tests.web.participate.meetings import make_meeting
from wijkwerk.web.participate import meeting as actions
from wijkwerk.web.participate import notices, own_data, reminders
from wijkwerk.web.participate.models import (
    Dialogue,
    Idea,
    Notice,
    NoticeChoice,
    Opinion,
    Participant,
    Round,
    Statement,
    Support,
    Theme,
    Vote,
)
from wijkwerk.web.people import terms
from wijkwerk.web.people.models import AreaRole, Person
from wijkwerk.web.site.limits import LIMITS

BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
NOW = datetime(2031, 3, 4, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
database = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_addresses(monkeypatch):
    """Pages of rounds, votes and dialogues are built elsewhere; here only that there is one counts."""
    for model in (Round, Vote, Dialogue, Idea):
        monkeypatch.setattr(model, "get_absolute_url", lambda one: f"/{one._meta.model_name}/{one.pk}/")


@pytest.fixture
def amina(cast):
    notices.tell(cast.amina, "Je idee gaat door.", why="Je bracht dit idee.", url="/meedoen/x/", key="idea:1:chosen")
    return cast.amina


def without_mail(person):
    Person.objects.filter(pk=person.pk).update(email="")
    person.email = ""
    return person


# --- telling ---


@database
def test_somebody_is_told_one_thing_once(amina):
    notices.tell(amina, "Nog eens.", why="Zomaar.", url="/", key="idea:1:chosen")
    notices.tell(amina, "Iets anders.", why="Zomaar.", url="/", key="idea:2:chosen")

    assert [one.text for one in amina.notices.all()] == ["Je idee gaat door.", "Iets anders."]
    assert amina.notices.first().why == "Je bracht dit idee."


@database
def test_who_chose_no_language_is_told_in_dutch_and_it_fits(cast):
    with translation.override("en"):
        notices.tell(cast.amina, gettext_lazy("Meedoen"), why=gettext_lazy("bewoner"), url="/", key="a")
    notices.tell(cast.amina, "x" * 400, why="y" * 400, url="/", key="b")

    first, second = cast.amina.notices.all()
    assert (first.text, first.why) == ("Meedoen", "bewoner")
    assert (len(second.text), second.text[-1], len(second.why)) == (300, "…", 200)


@database
def test_a_closed_account_is_told_nothing(cast):
    cast.amina.is_active = False
    cast.amina.save()
    notices.tell(cast.amina, "x", why="y", url="/", key="a")

    assert not Notice.objects.exists()


@database
def test_telling_many_asks_the_database_no_more_for_each(cast):
    def asked(number):
        Person.objects.bulk_create(Person(login=f"b{number}-{one}", name="B", password="!") for one in range(number))
        people = Person.objects.filter(login__startswith=f"b{number}-")
        with CaptureQueriesContext(connection) as queries:
            assert notices.tell_all(people, "x", why="y", url="/", key=f"k{number}") == number
        return len(queries)

    few = asked(10)
    assert asked(500) <= few + 5  # the rows go in by a hundred or so


# --- the digest ---


@database
def test_a_digest_holds_everything_that_waits_each_with_why(amina, settings):
    settings.WIJKWERK_ADDRESS = "https://buurt.example"
    notices.tell(amina, "De stemming is open.", why="Je hebt een rol in Oud Crooswijk.", url="/s/", key="vote:1")

    assert notices.send_digests(now=NOW) == 1

    [sent] = mail.outbox
    assert sent.to == ["amina@voorbeeld.example"]
    for words in (
        "Hallo Amina El Idrissi,", "Je idee gaat door.", "https://buurt.example/meedoen/x/",
        "Waarom jij dit krijgt: Je bracht dit idee.", "De stemming is open.", "https://buurt.example/s/",
    ):  # fmt: skip
        assert words in sent.body
    assert not Notice.objects.filter(sent_at=None).exists()


@database
def test_a_digest_says_how_to_stop_in_words_and_to_the_mail_program(amina, settings):
    settings.WIJKWERK_ADDRESS = "https://buurt.example"
    notices.send_digests(now=NOW)

    sign = NoticeChoice.objects.get(person=amina).stop_sign
    sent = mail.outbox[0]
    assert len(sign) == 64 and f"https://buurt.example/berichten/stop/{sign}/" in sent.body
    assert sent.extra_headers["List-Unsubscribe"] == f"<https://buurt.example/berichten/stop/{sign}/>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@database
def test_there_is_one_mail_a_day_however_often_the_worker_comes(amina):
    notices.send_digests(now=NOW)
    notices.tell(amina, "Later op de dag.", why="x", url="/", key="later")

    assert notices.send_digests(now=NOW + timedelta(hours=3)) == 0
    assert notices.send_digests(now=NOW + DAY) == 1
    assert notices.send_digests(now=NOW + DAY) == 0
    assert "Later op de dag." in mail.outbox[1].body and "Je idee gaat door." not in mail.outbox[1].body
    assert len(mail.outbox) == 2


@database
@given(st.lists(st.integers(0, 200), max_size=8))
def test_nobody_gets_two_mails_on_one_day_whenever_things_happen(hours):
    Person.objects.filter(login="hypo").delete()
    person = make_person("hypo", "Hypo")
    days = []
    for number, hour in enumerate(sorted(hours)):
        moment = NOW + timedelta(hours=hour)
        notices.tell(person, "x", why="y", url="/", key=str(number))
        days += [timezone.localdate(moment)] * notices.send_digests(now=moment)

    assert len(days) == len(set(days))


@database
def test_two_workers_at_once_send_one_mail(amina, monkeypatch):
    once_more: list[bool] = []
    make = notices.mail_of

    def made_while_another_worker_comes(person, waiting, choice):
        if not once_more:
            once_more.append(True)
            assert notices.send_digests(now=NOW) == 0
        return make(person, waiting, choice)

    monkeypatch.setattr(notices, "mail_of", made_while_another_worker_comes)

    assert notices.send_digests(now=NOW) == 1
    assert len(mail.outbox) == 1


@database
def test_a_mail_that_fails_stops_nobody_elses_and_is_tried_again(amina, cast, monkeypatch):
    notices.tell(cast.joost, "x", why="y", url="/", key="a")
    make = notices.mail_of

    def broken_for_amina(person, waiting, choice):
        if person == amina:
            raise OSError("no mail today")
        return make(person, waiting, choice)

    monkeypatch.setattr(notices, "mail_of", broken_for_amina)
    assert notices.send_digests(now=NOW) == 1
    assert amina.notices.get().sent_at is None

    monkeypatch.setattr(notices, "mail_of", make)
    assert notices.send_digests(now=NOW) == 1
    assert [one.to for one in mail.outbox] == [["joost@voorbeeld.example"], ["amina@voorbeeld.example"]]


@database
def test_who_has_no_mail_or_wants_none_gets_none(amina, cast):
    without_mail(cast.joost)
    notices.tell(cast.joost, "x", why="y", url="/", key="a")
    notices.choose(amina, wants_mail=False)

    assert notices.send_digests(now=NOW) == 0
    assert Notice.objects.filter(sent_at=None).count() == 2


@database
def test_a_line_end_in_a_name_makes_no_header(amina):
    Person.objects.filter(pk=amina.pk).update(name="A\nBcc: x@y.example")
    notices.send_digests(now=NOW)

    assert mail.outbox[0].recipients() == ["amina@voorbeeld.example"]
    assert "\nBcc" not in str(mail.outbox[0].message()).partition("\n\n")[0]


# --- stopping ---


@database
def test_one_click_stops_the_mail_without_signing_in(amina, client):
    address = reverse("participate:notices-stop", args=[notices.choice_of(amina).stop_sign])

    shown = client.get(address)
    assert "Wil je geen mail meer?" in shown.content.decode() and shown.headers["Cache-Control"] == "no-store"
    assert NoticeChoice.objects.get().wants_mail
    for _again in range(2):
        assert "Je krijgt geen mail meer" in client.post(address).content.decode()
    assert not NoticeChoice.objects.get().wants_mail
    assert "Amina" not in shown.content.decode()


@database
def test_a_mail_program_stops_it_as_its_standard_says(amina):
    strict = Client(enforce_csrf_checks=True)
    address = reverse("participate:notices-stop", args=[notices.choice_of(amina).stop_sign])

    response = strict.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 200
    assert not NoticeChoice.objects.get().wants_mail
    assert notices.send_digests(now=NOW) == 0


@database
@pytest.mark.parametrize("act", ["get", "post"])
def test_an_unknown_sign_stops_nobody_and_says_whom_to_call(amina, client, act):
    notices.choice_of(amina)
    response = getattr(client, act)(reverse("participate:notices-stop", args=["0" * 64]))

    assert response.status_code == 404
    assert "Deze link werkt niet meer" in response.content.decode()
    assert NoticeChoice.objects.get().wants_mail


@database
@pytest.mark.usefixtures("clock_stands")
def test_guessing_signs_is_slowed(client, cast):
    address = reverse("participate:notices-stop", args=["0" * 64])
    answers = {client.post(address).status_code for _ in range(LIMITS["open-form"].times_of_address + 1)}

    assert answers == {404, 429}


# --- the page ---


@database
def test_the_page_shows_what_i_was_told_and_nobody_elses(amina, cast, client):
    notices.tell(cast.joost, "Van Joost.", why="y", url="/", key="a")
    client.force_login(amina, backend=BACKEND)

    html = client.get("/mijn/berichten/").content.decode()

    assert "Je idee gaat door." in html and "Je bracht dit idee." in html and "Van Joost." not in html


@database
def test_mail_is_put_off_and_on_again_on_the_page(amina, client):
    client.force_login(amina, backend=BACKEND)
    for wanted, token in (("0", "a" * 20), ("1", "b" * 20)):
        assert client.post("/mijn/berichten/", {"mail": wanted, "form_token": token}).status_code == 302
        assert NoticeChoice.objects.get().wants_mail == (wanted == "1")


@database
def test_who_has_no_mail_address_reads_who_tells_them(amina, client):
    without_mail(amina)
    client.force_login(amina, backend=BACKEND)

    assert "Je opbouwwerker vertelt je wat er is" in client.get("/mijn/berichten/").content.decode()


# --- on paper ---


def paper(client, cast, who="joost"):
    client.force_login(getattr(cast, who), backend=BACKEND)
    return client.get(reverse("participate:notices-on-paper", args=[cast.area.slug]))


@database
def test_the_list_on_paper_names_who_has_no_mail_and_what_to_tell(amina, cast, client):
    notices.tell(cast.karin, "Voor Karin.", why="y", url="/", key="a")
    assert "Je idee gaat door." not in paper(client, cast).content.decode()

    without_mail(amina)
    html = paper(client, cast).content.decode()
    assert "Amina El Idrissi" in html and "Je idee gaat door." in html and "Voor Karin." not in html


@database
def test_what_was_told_at_the_door_is_off_the_list_and_only_that(amina, cast, client):
    without_mail(amina)
    notices.tell(amina, "Nog iets.", why="y", url="/", key="b")
    elsewhere = make_person("bob", "Bob", area=make_area("ver-weg", "Ver weg"), role=AreaRole.Role.RESIDENT)
    notices.tell(without_mail(elsewhere), "Voor Bob.", why="y", url="/", key="c")
    first, second = amina.notices.all()
    address = reverse("participate:notices-on-paper", args=[cast.area.slug])
    client.force_login(cast.joost, backend=BACKEND)

    told = [first.pk, elsewhere.notices.get().pk, "x", "9" * 30]
    client.post(address, {"verteld": told, "form_token": "a" * 20})

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.sent_at is not None and second.sent_at is None and elsewhere.notices.get().sent_at is None


@database
@pytest.mark.parametrize("who", ["amina", "els", "karin", "ruud", "noor"])
def test_only_the_community_worker_of_the_area_reads_the_list(amina, cast, client, who):
    without_mail(amina)

    assert paper(client, cast, who).status_code == 403


# --- in the background ---


@database
def test_a_notice_asks_the_worker_once_to_come_at_the_hour_of_digests(amina, cast):
    notices.tell(cast.joost, "x", why="y", url="/", key="a")

    [task] = DBTaskResult.objects.filter(task_path__contains="send_digests_today")
    assert timezone.localtime(task.run_after).time() == notices.DIGEST_AT


@database
def test_the_worker_sends_and_sees_to_the_next_day(amina):
    DBTaskResult.objects.all().delete()
    notices.send_digests_today.func()

    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.filter(task_path__contains="send_digests_today", status="READY").count() == 1


@database
def test_a_reminder_that_fails_keeps_no_mail_back(amina, monkeypatch):
    def broken(**_):
        raise ValueError("no reminders today")

    monkeypatch.setattr(reminders, "remind", broken)
    notices.send_digests_today.func()

    assert len(mail.outbox) == 1


@database
def test_signing_in_sees_to_the_digests_once_a_day(cast, client, monkeypatch):
    monkeypatch.setattr(notices, "_asked_on", [])
    client.force_login(cast.amina, backend=BACKEND)

    assert DBTaskResult.objects.filter(task_path__contains="send_digests_today").count() == 1
    assert notices._asked_on == [timezone.localdate()]


@database
def test_the_command_does_the_same_as_the_worker(amina, capsys):
    call_command("send_digests")
    call_command("send_digests")

    assert re.findall(r"mails: (\d)", capsys.readouterr().out) == ["1", "0"]


@pytest.mark.parametrize(
    ("now", "hour"),
    [
        ("2031-03-04T10:00+01:00", "2031-03-04T16:00+01:00"),
        ("2031-03-04T16:00+01:00", "2031-03-05T16:00+01:00"),
        ("2031-03-29T17:00+01:00", "2031-03-30T16:00+02:00"),  # the clock goes forward in the night
        ("2031-10-25T17:00+02:00", "2031-10-26T16:00+01:00"),  # and back
    ],
)
def test_digests_go_out_at_the_same_hour_of_the_clock(now, hour):
    assert notices.next_digest(datetime.fromisoformat(now)) == datetime.fromisoformat(hour)


@database
def test_notices_are_kept_for_thirty_days(amina):
    at = amina.notices.get().at
    terms.forget(now=at + notices.KEPT - timedelta(hours=1))
    assert Notice.objects.exists()
    terms.forget(now=at + notices.KEPT + timedelta(hours=1))
    assert not Notice.objects.exists()


# --- reminders ---


def a_round(cast, **fields):
    return Round.objects.create(
        **{
            "area": cast.area, "slug": "zomer", "title": "Zomer", "question": "Wat wil je?", "body": "raad",
            "owner": cast.els, "ideas_from": date(2031, 3, 3), "ideas_until": date(2031, 3, 20),
            "support_until": date(2031, 3, 30), "decision_on": date(2031, 5, 1), "at": NOW, **fields,
        }
    )  # fmt: skip


def told(person):
    return [one.text for one in person.notices.order_by("pk")]


def reminded(now=NOW):
    with translation.override("en"):
        return reminders.remind(now=now)


@database
def test_a_round_is_told_when_it_opens_and_when_its_last_days_come(cast):
    a_round(cast)
    for day in range(40):
        reminded(NOW + day * DAY)

    assert told(cast.amina) == [
        "Breng je idee bij Zomer: dat kan tot en met donderdag 20 maart.",
        "Breng je idee bij Zomer: dat kan nog tot en met donderdag 20 maart. Deed je al mee? Dan hoef je niets te doen.",
        "Geef steun aan een idee bij Zomer: dat kan tot en met zondag 30 maart.",
        "Geef steun aan een idee bij Zomer: dat kan nog tot en met zondag 30 maart. Deed je al mee? Dan hoef je niets te doen.",
    ]
    assert cast.amina.notices.first().why == "Je hebt een rol in Oud Crooswijk."
    assert told(cast.ruud) == []


@database
def test_who_did_it_already_is_not_asked_again_and_others_are(cast):
    round = a_round(cast)
    theme = Theme.objects.create(round=round, slug="groen", title="Groen")
    mine = Participant.objects.create(round=round, person=cast.amina)
    Participant.objects.create(round=round, person=cast.els)
    same = {"round": round, "theme": theme, "owner": cast.karin, "at": NOW, "answer_due_on": date(2031, 5, 8)}
    idea = Idea.objects.create(number=1, title="Bomen", share="a", participant=mine, **same)
    Idea.objects.create(
        number=2, title="Weg", share="b", participant=round.participants.get(person=cast.els), state="withdrawn", **same
    )
    reminded()
    assert told(cast.amina) == [] and len(told(cast.els)) == 1 and len(told(cast.joost)) == 1

    Support.objects.create(idea=idea, participant=round.participants.get(person=cast.els))
    reminded(NOW + 17 * DAY)
    asked = [[text for text in told(one) if text.startswith("Geef steun")] for one in (cast.amina, cast.els)]
    assert [len(texts) for texts in asked] == [1, 0]


@database
def test_who_said_something_in_a_dialogue_is_not_asked_again(cast):
    dialogue = Dialogue.objects.create(
        area=cast.area, slug="d", title="Groen", question="?", owner=cast.karin,
        opens_on=date(2031, 3, 4), closes_on=date(2031, 4, 4),
    )  # fmt: skip
    statement = Statement.objects.create(dialogue=dialogue, number=1, text="Meer bomen.", state="open")
    mine = Participant.objects.create(dialogue=dialogue, person=cast.amina)
    Opinion.objects.create(statement=statement, participant=mine, value=1)
    reminded()

    assert told(cast.amina) == [] and len(told(cast.els)) == 1


@database
def test_what_opened_long_ago_is_no_news(cast):
    a_round(cast, ideas_from=date(2031, 1, 1), ideas_until=date(2031, 3, 20))

    assert reminded() == 0


@database
def test_a_vote_and_a_dialogue_are_told_and_a_draft_is_not(cast):
    days = {"opens_at": NOW - timedelta(hours=1), "closes_at": NOW + 9 * DAY}
    same = {"area": cast.area, "kind": "poll", "question": "?", "group": "voters", "owner": cast.els, **days}
    Vote.objects.create(title="Warmte", state=Vote.State.READY, **same)
    Vote.objects.create(title="Nog niet", **same)
    Dialogue.objects.create(
        area=cast.area, slug="d", title="Groen", question="?", owner=cast.els,
        opens_on=date(2031, 3, 4), closes_on=date(2031, 4, 4),
    )  # fmt: skip

    reminded()
    assert [text.partition(":")[0] for text in told(cast.amina)] == [
        "Je kunt stemmen bij Warmte",
        "Zeg wat je ervan vindt bij Groen",
    ]


@database
def test_the_result_of_a_vote_is_told_to_everyone_once_and_not_weeks_later(cast):
    same = {
        "area": cast.area, "kind": "poll", "question": "?", "group": "voters", "owner": cast.els, "state": "published",
        "opens_at": NOW - 9 * DAY, "closes_at": NOW - 5 * DAY, "result": {},
    }  # fmt: skip
    Vote.objects.create(title="Warmte", published_at=NOW - timedelta(hours=1), **same)
    Vote.objects.create(title="Vorige maand", published_at=NOW - 30 * DAY, **same)
    for day in range(6):
        reminded(NOW + day * DAY)

    assert told(cast.amina) == ["De uitslag van Warmte is er."]
    assert told(cast.ruud) == []


@database
def test_who_owes_an_answer_is_reminded_once_before_and_once_after_its_day(cast):
    round = a_round(cast, ideas_from=date(2031, 1, 1), ideas_until=date(2031, 1, 2), support_until=date(2031, 1, 3))
    theme = Theme.objects.create(round=round, slug="groen", title="Groen")
    same = {"round": round, "theme": theme, "owner": cast.els, "at": NOW, "answer_due_on": date(2031, 3, 8)}
    Idea.objects.create(number=1, title="Bomen", share="a", **same)
    Idea.objects.create(
        number=2,
        title="Klaar",
        share="b",
        state="not-chosen",
        answer="Te weinig steun.",
        answered_on=date(2031, 3, 1),
        **same,
    )

    for day in range(20):
        reminded(NOW + day * DAY)

    assert told(cast.els) == [
        "Geef uiterlijk op 8 maart antwoord op “Bomen”.",
        "De dag voor een antwoord op “Bomen” was 8 maart. Geef antwoord, of zeg waarom het later wordt.",
    ]
    assert told(cast.amina) == []


@database
def test_who_was_invited_is_reminded_of_the_evening_and_again_when_it_moved(cast):
    begins = NOW + 2 * DAY
    same: dict[str, Any] = {"begins_at": begins, "ends_at": begins + timedelta(hours=2)}
    make_meeting(cast.area, title="Zonder uitnodiging", **same)
    make_meeting(cast.area, title="Afgezegd", invited_at=NOW, called_off="Ziek.", **same)
    meeting = make_meeting(cast.area, invited_at=NOW, **same)

    reminded()
    reminded(NOW + DAY)
    assert len(told(cast.amina)) == 1 and "Denk je aan Koffie over warmte?" in told(cast.amina)[0]

    meeting.begins_at, meeting.ends_at = begins + DAY, begins + 2 * DAY
    meeting.save()
    reminded(NOW + DAY)
    assert len(told(cast.amina)) == 2


def test_what_participate_keeps_for_a_month_and_half_a_year_is_said_in_days():
    assert (notices.KEPT.days, own_data.HALF_A_YEAR.days) == (30, 183)


# --- in one's own language ---


def reading(person, language):
    person.language = language
    person.save(update_fields=["language"])
    return person


@database
def test_everybody_is_told_in_their_own_language_whatever_the_language_of_who_tells(cast):
    reading(cast.amina, "en")
    reading(cast.joost, "xx")

    with translation.override("ar"):
        notices.tell_all(
            [cast.amina, cast.joost, cast.els],
            gettext_lazy("Bewaar"),
            why=lambda: f"{translation.gettext('Bewaar')}!",
            url="/",
            key="a",
        )

    told = {one.person.login: (one.text, one.why, one.language) for one in Notice.objects.select_related("person")}
    assert told == {
        "amina": ("Save", "Save!", "en"),
        "joost": ("Bewaar", "Bewaar!", "nl"),
        "els": ("Bewaar", "Bewaar!", "nl"),
    }


@database
def test_what_somebody_reads_in_another_language_stands_in_dutch_beside_it_for_who_tells_it(cast, client):
    reading(without_mail(cast.amina), "en")
    notices.tell(cast.amina, gettext_lazy("Bewaar"), why="x", url="/", key="a")
    client.force_login(cast.joost, backend=BACKEND)

    page = client.get(reverse("participate:notices-on-paper", args=[cast.area.slug])).content.decode()

    assert '<span lang="en" dir="auto">Save</span>' in page
    assert 'lang="nl" dir="ltr">Bewaar</span>' in page
    assert "leest English" in page


@database
def test_an_invitation_names_the_day_in_the_language_of_the_reader(cast):
    reading(cast.amina, "en")
    meeting = make_meeting(cast.area, host=cast.joost)

    actions.invite(meeting, by=cast.joost, now=timezone.now())

    day = timezone.localtime(meeting.begins_at).strftime("%A")
    assert day in Notice.objects.get(person=cast.amina).text
    assert day not in Notice.objects.get(person=cast.els).text


@database
def test_a_mail_is_in_the_language_of_who_gets_it(cast):
    reading(cast.amina, "en")
    notices.tell(cast.amina, gettext_lazy("Bewaar"), why="x", url="/", key="a")

    notices.send_digests(now=NOW)

    [sent] = mail.outbox
    assert sent.subject == "Message from your neighbourhood"
    assert "Save" in sent.body
    assert "Waarom jij" not in sent.body
    assert sent.extra_headers["Content-Language"] == "en"
