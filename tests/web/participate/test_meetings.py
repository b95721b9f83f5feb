"""Small evenings: planned, invited to, with an agenda that is wider than the plan, and told afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation

from tests.cast import make_area, make_person
from tests.web.participate.meetings import make_meeting, make_told_meeting
from tests.web.participate.sent_form import sent_form
from tests.web.work.runs import CLOSED, make_run, wrote
from wijkwerk.web.participate import meeting as actions
from wijkwerk.web.participate import meetings
from wijkwerk.web.participate.meeting import MOST_POINTS, Overtaken, Told
from wijkwerk.web.participate.models import AgendaPoint, Meeting, Notice
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import AreaRole
from wijkwerk.web.people.service import NotAllowed
from wijkwerk.web.work.models import Run

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
tokens = iter(f"token-number-{number:06}" for number in range(10**6))
PLAN = {
    "title": "Koffie over warmte",
    "day": "2031-03-04",
    "begins": "19:30",
    "ends": "21:30",
    "place": "Kerkstraat",
    "most": "10",
    "points": "Wat kost het?\n- Wie doet mee?\n\n",
    "invitation": "Er is soep.",
}
TOLD = {"came": "8", "notes": "Eerst isoleren.", "agreements": "", "after_talk": "Geld.", "what_next": "Drie offertes."}
UP_TO_THE_EVENINGS = (
    wrote("initiatiefgroep", who="Fatma"),
    wrote("initiatiefgroep", who="Bram"),
    CLOSED,
    wrote("manifest", name="Nieuwe Energie"),
    CLOSED,
    wrote("contactpersonen", block="Blok 1", houses=8, contact="Fatma"),
    CLOSED,
)


def send(client, person, name, *args, **data):
    if person:
        client.force_login(person, backend=BACKEND)
    return client.post(reverse(f"participate:{name}", args=args), {"form_token": next(tokens), **data})


def page(client, person, name, *args, **query):
    if person:
        client.force_login(person, backend=BACKEND)
    else:
        client.logout()
    return client.get(reverse(f"participate:{name}", args=args), query).content.decode()


def plan(client, cast, **data):
    return send(client, cast.joost, "meeting-plan", cast.area.slug, **{**PLAN, "area": cast.area.pk, **data})


def tell(client, cast, meeting, **data):
    meeting.refresh_from_db()
    return send(client, cast.joost, "meeting-tell", meeting.pk, **{**TOLD, "version": meeting.version, **data})


def agenda(meeting):
    return [(one.point.text, one.point.by_residents) for one in meetings.agenda_of(meeting)]


# --- planning ---


def test_a_worker_plans_an_evening_of_ten_with_its_agenda(client, cast):
    response = plan(client, cast)

    meeting = Meeting.objects.get()
    assert response.url == meeting.get_absolute_url()
    assert (meeting.title, meeting.most, meeting.place) == ("Koffie over warmte", 10, "Kerkstraat")
    assert str(timezone.localtime(meeting.begins_at)) == "2031-03-04 19:30:00+01:00"
    assert agenda(meeting) == [("Wat kost het?", False), ("Wie doet mee?", False)]
    assert not Notice.objects.exists()


def test_an_empty_form_begins_with_ten_people_and_an_evening(client, cast):
    html = page(client, cast.joost, "meeting-plan", cast.area.slug)

    assert 'name="most" value="10"' in html
    assert 'value="19:30"' in html


def test_an_evening_can_be_for_one_block_of_the_area(client, cast):
    block = make_area("blok-1", "Blok 1", within=cast.area)
    plan(client, cast, area=block.pk)

    assert Meeting.objects.get().area == block
    assert "Koffie over warmte" in page(client, None, "meetings", cast.area.slug)


def test_a_block_of_another_area_is_refused(client, cast):
    response = plan(client, cast, area=cast.elsewhere.pk)

    assert response.status_code == 200
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"ends": "19:00"}, "De samenkomst moet eindigen nadat ze begint."),
        ({"day": "morgen"}, "Kies een dag."),
        ({"day": ""}, "Kies een dag."),
        ({"begins": "acht uur"}, "Schrijf hoe laat het begint"),
        ({"title": ""}, "Geef de samenkomst een naam."),
        ({"place": " "}, "Schrijf op waar het is."),
        ({"most": "1"}, "2"),
        ({"title": "Koffie\u202e"}, "Sorry, dit lukt nog niet"),
        ({"invitation": "Mijn nummer is 123456782."}, "burgerservicenummer"),
        ({"points": "\n".join(["Nog iets"] * 13)}, "Dit zijn 13 punten"),
        ({"points": "x" * 201}, "Een punt is te lang"),
        ({"points": "Bel 123456782."}, "burgerservicenummer"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_a_sentence_and_keeps_what_was_typed(client, cast, data, sentence):
    html = plan(client, cast, **data).content.decode()

    assert sentence in html
    assert not Meeting.objects.exists()
    assert "Er is soep." in html or "invitation" in data


@pytest.mark.parametrize("who", ["amina", "karin", "ruud", "noor"])
def test_only_who_leads_here_plans(client, cast, who):
    client.force_login(getattr(cast, who), backend=BACKEND)
    address = reverse("participate:meeting-plan", args=[cast.area.slug])

    assert client.get(address).status_code == 403
    assert client.post(address, {**PLAN, "form_token": "a" * 20}).status_code == 403
    assert not Meeting.objects.exists()


def test_the_form_sent_twice_makes_one_meeting(client, cast):
    data = {**PLAN, "area": cast.area.pk, "form_token": "twice-the-same-token"}
    client.force_login(cast.joost, backend=BACKEND)
    first, second = (client.post(reverse("participate:meeting-plan", args=[cast.area.slug]), data) for _ in range(2))

    assert first.url == second.url
    assert Meeting.objects.count() == 1


def test_another_evening_begins_as_a_copy_with_its_own_day(client, cast):
    like = make_meeting(cast.area, host=cast.els, most=7)

    html = page(client, cast.joost, "meeting-plan", cast.area.slug, als=like.pk)

    assert 'value="7"' in html and "Wat kost een warmtenet?" in html and "De parkeerplaatsen" not in html
    assert Meeting.objects.count() == 1


def test_an_address_with_nonsense_begins_empty(client, cast):
    html = page(client, cast.joost, "meeting-plan", cast.area.slug, als="x", route="y", stap="z", ronde="q")

    assert 'name="most" value="10"' in html


# --- changing and calling off ---


def test_a_day_that_is_over_is_asked_about_once_and_may_be_right(client, cast):
    html = plan(client, cast, day="2020-01-01").content.decode()
    assert "Deze dag is al voorbij. Klopt dat?" in html and 'name="was_before"' in html
    assert not Meeting.objects.exists()

    plan(client, cast, day="2020-01-01", was_before="on")
    meeting = Meeting.objects.get()
    assert "Schrijf nu op wat eruit kwam" in page(client, cast.joost, "meeting", meeting.pk)
    assert tell(client, cast, meeting).status_code == 302
    held = sent_form(page(client, cast.joost, "meeting-change", meeting.pk), place="Buurthuis")
    assert send(client, cast.joost, "meeting-change", meeting.pk, **held).status_code == 302
    html = send(client, cast.joost, "meeting-change", meeting.pk, **{**held, "day": "2020-01-02", "version": "2"})
    assert "Deze dag is al voorbij" in html.content.decode()


def test_a_change_keeps_what_residents_put_on_the_agenda(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)
    data = {**PLAN, "area": cast.area.pk, "version": 0, "points": "Alleen dit"}

    send(client, cast.joost, "meeting-change", meeting.pk, **data)

    assert agenda(meeting) == [("Alleen dit", False), ("De parkeerplaatsen", True)]


def test_who_was_invited_hears_of_another_day_or_place_and_of_nothing_less(client, cast):
    plan(client, cast)
    meeting = Meeting.objects.get()
    send(client, cast.joost, "meeting-invite", meeting.pk)
    before = Notice.objects.count()
    data = {**PLAN, "area": cast.area.pk}

    send(client, cast.joost, "meeting-change", meeting.pk, **{**data, "invitation": "Met taart."}, version=0)
    assert (Meeting.objects.get().invitation, Notice.objects.count()) == ("Met taart.", before)

    send(client, cast.joost, "meeting-change", meeting.pk, **{**data, "place": "Dorpshuis"}, version=1)
    told = Notice.objects.filter(person=cast.amina, key__contains="changed").get()
    assert "is verzet" in told.text and "Dorpshuis" in told.text


def test_of_two_who_change_at_once_nobody_loses_a_word(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)
    data = {**PLAN, "area": cast.area.pk, "version": 0}
    send(client, cast.joost, "meeting-change", meeting.pk, **data)

    response = send(client, cast.els, "meeting-change", meeting.pk, **{**data, "title": "Iets anders"})

    html = response.content.decode()
    meeting.refresh_from_db()
    assert meeting.title == "Koffie over warmte"
    assert "Iemand anders veranderde dit net" in html and 'value="Iets anders"' in html
    assert 'name="version" value="1"' in html


def test_who_was_invited_hears_that_it_does_not_go_on_and_why(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)
    send(client, cast.joost, "meeting-invite", meeting.pk)

    send(client, cast.joost, "meeting-call-off", meeting.pk, why="De zaal is dicht.")

    html = page(client, None, "meeting", meeting.pk)
    assert "gaat niet door" in html and "De zaal is dicht." in html and "Zet in mijn agenda" not in html
    assert Notice.objects.filter(person=cast.amina, text__contains="De zaal is dicht.").count() == 1


def test_calling_off_asks_why_and_a_told_meeting_was_there(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)
    told = make_told_meeting(cast.area, host=cast.joost)

    html = send(client, cast.joost, "meeting-call-off", meeting.pk, why=" ").content.decode()
    refused = send(client, cast.joost, "meeting-call-off", told.pk, why="Toch niet.").content.decode()

    assert "Schrijf op waarom" in html and "er staat een verslag" in refused
    assert not Meeting.objects.exclude(called_off="").exists()


NOW = timezone.now()
WHOLE: dict[str, Any] = {
    "title": "x",
    "invitation": "",
    "begins_at": NOW,
    "ends_at": NOW + timedelta(hours=1),
    "place": "y",
}


def whole_plan(area):
    return actions.Plan(area=area, is_at_home=False, most=10, host=None, **WHOLE)


@pytest.mark.parametrize(
    "act",
    [
        lambda meeting, cast: actions.invite(meeting, by=cast.joost, now=NOW),
        lambda meeting, cast: actions.write_up(meeting, Told(1, "", "", "", ""), by=cast.joost, now=NOW, seen=0),
        lambda meeting, cast: actions.add_point(meeting, "Nog iets", by=cast.amina, now=NOW),
        lambda meeting, cast: actions.change_meeting(
            meeting, whole_plan(cast.area), [], by=cast.joost, now=NOW, seen=0
        ),
    ],
    ids=["invite", "tell", "point", "change"],
)
def test_nothing_more_is_done_with_a_meeting_that_was_called_off(cast, act):
    meeting = make_meeting(cast.area, host=cast.joost, days=-1, called_off="Ziek.")

    with pytest.raises(NotNow, match="gaat niet door"):
        act(meeting, cast)


# --- inviting ---


def test_an_invitation_reaches_everyone_with_a_role_here_once_and_nobody_else(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)

    first = send(client, cast.joost, "meeting-invite", meeting.pk)
    sem = make_person("sem", "Sem", area=cast.area, role=AreaRole.Role.RESIDENT)
    send(client, cast.joost, "meeting-invite", meeting.pk)

    told = Notice.objects.filter(key=f"meeting:{meeting.pk}:invited")
    assert first.url == meeting.get_absolute_url()
    assert {one.person for one in told} == {cast.amina, cast.joost, cast.els, cast.karin, sem}
    assert told.count() == 5
    assert {one.why for one in told} == {"Je hebt een rol in Oud Crooswijk."}
    assert all("Je bent welkom bij Koffie over warmte" in one.text for one in told)


def test_an_evening_of_one_block_does_not_invite_the_whole_neighbourhood(cast):
    block = make_area("blok-1", "Blok 1", within=cast.area)
    sem = make_person("sem", "Sem", area=block, role=AreaRole.Role.RESIDENT)
    meeting = make_meeting(block, host=cast.joost)

    assert actions.invite(meeting, by=cast.joost, now=timezone.now()) == 1
    assert [one.person for one in Notice.objects.all()] == [sem]


def test_invitations_are_written_in_dutch_whatever_the_language_of_the_page(cast):
    meeting = make_meeting(cast.area, host=cast.joost)
    with translation.override("en"):
        actions.invite(meeting, by=cast.joost, now=timezone.now())

    assert Notice.objects.all()[0].text.startswith("Je bent welkom")


def test_nobody_is_invited_to_what_has_been(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost, days=-2)

    send(client, cast.joost, "meeting-invite", meeting.pk)

    assert not Notice.objects.exists()


# --- the agenda ---


def test_a_resident_puts_something_on_the_agenda_marked_and_without_a_name(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)

    response = send(client, cast.amina, "meeting-point", meeting.pk, text="De verlichting in het park")

    assert response.url == f"{meeting.get_absolute_url()}#agenda"
    assert agenda(meeting)[-1] == ("De verlichting in het park", True)
    html = page(client, None, "meeting", meeting.pk)
    assert html.count("van bewoners") == 2 and "Amina" not in html
    assert not [field.name for field in AgendaPoint._meta.fields if "person" in field.name or field.name == "by"]


@pytest.mark.parametrize("text", ["", "x" * 201, "Bel 123456782", "Pas op\u202e"])
def test_a_point_that_cannot_be_is_refused_on_the_same_page(client, cast, text):
    meeting = make_meeting(cast.area, host=cast.joost)

    html = send(client, cast.amina, "meeting-point", meeting.pk, text=text).content.decode()

    assert "Sorry, dit lukt nog niet" in html
    assert meeting.agenda.count() == 2


def test_somebody_of_elsewhere_adds_no_point(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)

    assert send(client, cast.ruud, "meeting-point", meeting.pk, text="Iets").status_code == 403
    with pytest.raises(NotAllowed):
        actions.add_point(meeting, "Iets", by=cast.ruud, now=timezone.now())


def test_after_the_evening_and_on_a_full_agenda_there_is_no_place(client, cast):
    past = make_meeting(cast.area, host=cast.joost, days=-2)
    full = make_meeting(cast.area, host=cast.joost)
    AgendaPoint.objects.bulk_create(
        AgendaPoint(meeting=full, number=number, text="Iets") for number in range(3, MOST_POINTS + 1)
    )

    assert "al geweest" in send(client, cast.amina, "meeting-point", past.pk, text="Iets").content.decode()
    assert "De agenda is vol" in send(client, cast.amina, "meeting-point", full.pk, text="Iets").content.decode()


def test_who_leads_takes_a_point_away(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)

    assert send(client, cast.amina, "meeting-point-remove", meeting.pk, 2).status_code == 403
    send(client, cast.joost, "meeting-point-remove", meeting.pk, 2)
    assert agenda(meeting) == [("Wat kost een warmtenet?", False)]
    assert send(client, cast.joost, "meeting-point-remove", meeting.pk, 99).status_code == 404


def test_what_residents_write_is_shown_as_text_never_as_markup(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)
    send(client, cast.amina, "meeting-point", meeting.pk, text="<script>x()</script>")

    assert "<script>x()" not in page(client, None, "meeting", meeting.pk)


NAMES = "Bel mij op 06-12345678, Piet Jansen steelt"


def test_a_point_about_a_person_is_asked_of_its_writer_once_and_read_before_everybody_sees_it(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)

    html = send(client, cast.amina, "meeting-point", meeting.pk, text=NAMES).content.decode()
    assert "Dit lijkt over een mens te gaan: “06-12345678”" in html and "Iemand leest het eerst" in html
    assert meeting.agenda.count() == 2
    send(client, cast.amina, "meeting-point", meeting.pk, text=NAMES, as_it_is="on")

    for name in ("meeting", "meeting-letter", "meeting-report"):
        assert "Piet Jansen" not in page(client, None, name, meeting.pk)
    assert "Piet Jansen" not in client.get(reverse("api:meeting", args=[meeting.pk])).content.decode()
    assert meetings.meetings_in(cast.area).get().points == 1  # type: ignore[attr-defined]
    assert "Wordt eerst gelezen" in page(client, cast.amina, "meeting", meeting.pk)
    assert list(Notice.objects.filter(person=cast.joost).values_list("text", flat=True)) == [
        "Iemand schreef een punt op voor Koffie over warmte. Lees het eerst."
    ]
    assert send(client, cast.amina, "meeting-point-place", meeting.pk, 3).status_code == 403
    send(client, cast.joost, "meeting-point-place", meeting.pk, 3)
    assert "Piet Jansen" in page(client, None, "meeting", meeting.pk)


def test_who_wrote_a_point_takes_it_away_and_nobody_else_of_the_area(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)
    send(client, cast.amina, "meeting-point", meeting.pk, text="De verlichting in het park")
    address = reverse("participate:meeting-point-remove", args=[meeting.pk, 3])
    another = make_person("fatma", "Fatma", area=cast.area, role="resident")

    assert address not in page(client, another, "meeting", meeting.pk)
    assert send(client, another, "meeting-point-remove", meeting.pk, 3).status_code == 403
    assert page(client, cast.amina, "meeting", meeting.pk).count(address) == 1
    for _twice in range(2):
        response = send(client, cast.amina, "meeting-point-remove", meeting.pk, 3, form_token="one-token-sent-twice")
        assert response.url == f"{meeting.get_absolute_url()}#agenda"
    assert meeting.agenda.count() == 2


# --- who receives people ---


def test_a_resident_who_opens_the_door_is_named_to_people_of_the_area_only(client, cast):
    meeting = make_meeting(cast.area, host=cast.amina, is_at_home=True)

    assert "Amina El Idrissi ontvangt je" in page(client, cast.karin, "meeting", meeting.pk)
    for name in ("meeting", "meeting-letter"):
        assert "Amina" not in page(client, None, name, meeting.pk)
        assert "Amina" not in page(client, cast.ruud, name, meeting.pk)
    worker = make_meeting(cast.area, host=cast.joost)
    assert "Joost van Dam ontvangt je" in page(client, None, "meeting", worker.pk)


# --- what came of it ---


def test_a_report_counts_who_came_and_tells_who_was_invited(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost, days=-0.05)
    meeting.invited_at = timezone.now()
    meeting.save()

    response = tell(client, cast, meeting)

    meeting.refresh_from_db()
    assert response.url == reverse("participate:meeting-report", args=[meeting.pk])
    assert (meeting.came, meeting.after_talk, meeting.what_next) == (8, "Geld.", "Drie offertes.")
    html = page(client, None, "meeting-report", meeting.pk)
    for words in ("mensen kwamen", "Eerst isoleren.", "Geld.", "Drie offertes.", "van bewoners"):
        assert words in html
    assert Notice.objects.filter(person=cast.amina, key=f"meeting:{meeting.pk}:told").count() == 1


def test_who_was_not_invited_hears_nothing_and_a_second_version_tells_nobody_again(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost, days=-1)
    tell(client, cast, meeting)
    assert not Notice.objects.exists()

    tell(client, cast, meeting, notes="Beter opgeschreven.")
    meeting.refresh_from_db()
    assert meeting.notes == "Beter opgeschreven."
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"came": ""}, "Schrijf op hoeveel mensen er kwamen."),
        ({"came": "-1"}, "Sorry, dit lukt nog niet"),
        ({"came": "acht"}, "Sorry, dit lukt nog niet"),
        ({"came": "99999"}, "wel heel veel mensen"),
        ({"what_next": ""}, "Schrijf op hoe het verdergaat."),
        ({"notes": "x" * 4001}, "4001 tekens lang"),
        ({"notes": "123456782"}, "burgerservicenummer"),
    ],
)
def test_a_report_that_cannot_be_is_refused_with_a_sentence(client, cast, data, sentence):
    meeting = make_meeting(cast.area, host=cast.joost, days=-1)

    html = tell(client, cast, meeting, **data).content.decode()

    meeting.refresh_from_db()
    assert sentence in html
    assert not meeting.is_told


def test_nobody_came_is_a_number_too(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost, days=-1)
    tell(client, cast, meeting, came="0")

    assert Meeting.objects.get().came == 0
    assert "mensen kwamen" in page(client, None, "meeting", meeting.pk)


def test_there_is_nothing_to_tell_before_it_begins(cast):
    meeting = make_meeting(cast.area, host=cast.joost)

    with pytest.raises(NotNow, match="moet nog beginnen"):
        actions.write_up(meeting, Told(1, "", "", "", "x"), by=cast.joost, now=timezone.now(), seen=0)


def test_of_two_who_write_the_report_at_once_nobody_loses_a_word(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost, days=-1)
    told = Told(8, "Van Joost", "", "", "x")
    actions.write_up(meeting, told, by=cast.joost, now=timezone.now(), seen=0)
    with pytest.raises(Overtaken):
        actions.write_up(meeting, told, by=cast.els, now=timezone.now(), seen=0)

    response = send(client, cast.els, "meeting-tell", meeting.pk, **{**TOLD, "notes": "Van Els"}, version="0")

    html = response.content.decode()
    assert "Iemand anders veranderde dit net" in html and "Van Els" in html
    assert Meeting.objects.get().notes == "Van Joost"
    tell(client, cast, meeting, notes="Van Joost en Els")
    assert Meeting.objects.get().notes == "Van Joost en Els"


def test_who_saves_a_report_second_reads_what_stands_there_now_and_takes_nothing_away(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost, days=-1)
    opened = page(client, cast.els, "meeting-tell", meeting.pk)
    tell(client, cast, meeting, notes="Joost schreef\ndit eerst", what_next="Van Joost")

    mine = sent_form(opened, came="9", agreements="Van Els", what_next="Els haar vervolg")
    html = send(client, cast.els, "meeting-tell", meeting.pk, **mine).content.decode()
    standing = html.partition("Dit staat er nu:")[2].partition("</dl>")[0]
    assert "Joost schreef<br>dit eerst" in standing and "Van Joost" in standing
    assert "Els haar vervolg" in html and Meeting.objects.get().agreements == ""
    send(client, cast.els, "meeting-tell", meeting.pk, **sent_form(html))

    told = Meeting.objects.get()
    assert (told.notes, told.agreements) == ("Joost schreef\ndit eerst", "Van Els")
    assert (told.came, told.what_next) == (9, "Els haar vervolg")


def test_who_changes_a_meeting_second_keeps_the_place_another_chose_also_when_a_third_comes_between(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost)
    opened = page(client, cast.els, "meeting-change", meeting.pk)
    data = sent_form(page(client, cast.joost, "meeting-change", meeting.pk), place="Zaal NIEUW", is_at_home="on")
    send(client, cast.joost, "meeting-change", meeting.pk, **data)

    mine = sent_form(opened, invitation="Met taart.", points="Alleen dit")
    html = send(client, cast.els, "meeting-change", meeting.pk, **mine).content.decode()
    assert "Zaal NIEUW" in html.partition("Dit staat er nu:")[2].partition("</dl>")[0]
    Meeting.objects.update(title="Van een derde", version=F("version") + 1)
    html = send(client, cast.els, "meeting-change", meeting.pk, **sent_form(html)).content.decode()
    send(client, cast.els, "meeting-change", meeting.pk, **sent_form(html))

    changed = Meeting.objects.get()
    assert (changed.place, changed.is_at_home, changed.title) == ("Zaal NIEUW", True, "Van een derde")
    assert (changed.invitation, changed.host, changed.begins_at) == (
        "Met taart.", cast.joost, meeting.begins_at.replace(second=0, microsecond=0),
    )  # fmt: skip
    assert ("Alleen dit", False) in agenda(changed)


def test_the_database_keeps_no_report_without_a_count_and_no_evening_that_ends_before_it_begins(cast):
    meeting = make_meeting(cast.area)
    for wrong in ({"told_at": timezone.now()}, {"ends_at": meeting.begins_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**wrong)


# --- the route ---


def evening_of_the_route(cast, *, roles=("contactpersoon",)):
    run = make_run(cast.area, by=cast.joost, events=UP_TO_THE_EVENINGS, roles=roles)
    return run, make_meeting(cast.area, host=cast.joost, days=-1, run=run.pk, stage="gespreksavonden")


def test_what_the_evening_brought_is_written_at_the_stage_that_needs_it(client, cast):
    run, meeting = evening_of_the_route(cast)

    response = tell(client, cast, meeting, **{"route-block": "Blok 1", "route-people": "8"})

    run.refresh_from_db()
    entries = run.state["entries"]["gespreksavonden"]
    assert response.status_code == 302
    assert [one["values"] for one in entries] == [{"block": "Blok 1", "people": 8}]
    assert entries[0]["by"] == "contactpersoon"


def test_a_second_version_of_the_report_is_not_written_at_the_route_again(client, cast):
    run, meeting = evening_of_the_route(cast)
    for _ in range(2):
        assert tell(client, cast, meeting, **{"route-block": "Blok 1", "route-people": "8"}).status_code == 302

    run.refresh_from_db()
    assert len(run.state["entries"]["gespreksavonden"]) == 1


def test_what_the_stage_refuses_is_said_at_its_field_and_nothing_is_kept(client, cast):
    _run, meeting = evening_of_the_route(cast)

    html = tell(client, cast, meeting, **{"route-block": "Blok 1", "route-people": "30"}).content.decode()

    meeting.refresh_from_db()
    assert "Sorry, dit lukt nog niet" in html and not meeting.is_told
    assert Run.objects.get().step == len(UP_TO_THE_EVENINGS)


def test_left_empty_the_route_gets_nothing(client, cast):
    _run, meeting = evening_of_the_route(cast)

    assert tell(client, cast, meeting).status_code == 302
    assert Run.objects.get().step == len(UP_TO_THE_EVENINGS)


def test_who_has_no_role_at_the_stage_is_not_asked_and_writes_nothing(client, cast):
    _run, meeting = evening_of_the_route(cast, roles=())

    assert "Voor de route" not in page(client, cast.joost, "meeting-tell", meeting.pk)
    assert tell(client, cast, meeting, **{"route-block": "Blok 1", "route-people": "8"}).status_code == 302
    assert Run.objects.get().step == len(UP_TO_THE_EVENINGS)


def test_a_stage_that_needs_no_meeting_gets_nothing(client, cast):
    run = make_run(cast.area, by=cast.joost, roles=("kerngroep",))
    meeting = make_meeting(cast.area, host=cast.joost, days=-1, run=run.pk, stage="initiatiefgroep")

    tell(client, cast, meeting, **{"route-who": "Fatma"})

    assert Run.objects.get().step == 0


def test_a_plan_from_a_route_belongs_to_it_and_a_route_nobody_knows_is_refused(client, cast):
    run, _meeting = evening_of_the_route(cast)
    html = page(client, cast.joost, "meeting-plan", cast.area.slug, route=run.pk, stap="gespreksavonden")
    assert str(run.pk) in html and 'value="gespreksavonden"' in html

    plan(client, cast, run=run.pk, stage="gespreksavonden")
    made = Meeting.objects.get(title="Koffie over warmte", run=run.pk, invitation="Er is soep.")
    assert made.stage == "gespreksavonden"

    for run_id, stage in ((run.pk, "bestaat-niet"), ("7b1e0a52-6f0c-4a55-9a3e-0c8b4f1b7f10", "gespreksavonden")):
        assert "kennen we niet" in plan(client, cast, run=run_id, stage=stage).content.decode()


def test_a_stage_that_needs_a_meeting_leads_who_leads_to_its_plan(client, cast):
    run, _meeting = evening_of_the_route(cast)
    address = f"{reverse('participate:meeting-plan', args=[cast.area.slug])}?route={run.pk}&amp;stap=gespreksavonden"

    client.force_login(cast.joost, backend=BACKEND)
    assert address in client.get(run.get_absolute_url()).content.decode()
    client.force_login(cast.amina, backend=BACKEND)
    assert address not in client.get(run.get_absolute_url()).content.decode()


def test_a_run_that_is_not_open_is_not_named_to_a_visitor(client, cast):
    _run, meeting = evening_of_the_route(cast)

    assert "Van het gas af" in page(client, cast.amina, "meeting", meeting.pk)
    assert "Van het gas af" not in page(client, None, "meeting", meeting.pk)


# --- pages ---


def test_the_letter_says_all_it_must_and_has_a_slip_without_a_name(client, cast):
    meeting = make_meeting(cast.area, host=cast.joost, is_at_home=True)

    html = page(client, None, "meeting-letter", meeting.pk)

    for words in ("Koffie over warmte", "Kerkstraat", "De parkeerplaatsen", "010 123 45 67", "Dit wil ik bespreken"):
        assert words in html
    assert "<svg" in html and meeting.get_absolute_url() in html
    assert "invitation__number" in html
    assert "Naam" not in html.partition('class="slip"')[2].partition("</section>")[0]


def test_what_is_coming_and_what_was_stand_apart(client, cast):
    make_meeting(cast.area, title="Straks")
    make_told_meeting(cast.area, title="Toen")

    coming = page(client, None, "meetings", cast.area.slug)
    been = page(client, None, "meetings", cast.area.slug, wanneer="geweest")

    assert "Straks" in coming and "Toen" not in coming
    assert "Toen" in been and "Straks" not in been and "8 mensen kwamen" in been


@pytest.mark.parametrize("name", ["meeting", "meeting-letter", "meeting-report", "meeting-calendar"])
def test_a_meeting_that_is_not_there_is_said_so(client, cast, name):
    address = reverse(f"participate:{name}", args=["7b1e0a52-6f0c-4a55-9a3e-0c8b4f1b7f10"])

    assert client.get(address).status_code == 404


def test_the_page_of_everything_shows_what_is_coming_and_not_what_was_called_off(client, cast):
    make_meeting(cast.area, title="Straks")
    make_meeting(cast.area, title="Afgezegd", called_off="Ziek.")

    html = client.get("/meedoen/").content.decode()

    assert "Straks" in html and "Afgezegd" not in html


def test_a_plan_made_in_code_is_looked_over_too(cast):
    with pytest.raises(ValidationError):
        actions.plan_meeting(replace(whole_plan(cast.area), title=""), [], by=cast.joost, now=NOW)
