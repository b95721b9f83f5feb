"""A meeting as a file for a calendar: folded, escaped and in UTC, whatever people write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.web.participate.meetings import make_meeting
from wijkwerk.web.participate.calendars import MOST_OCTETS, Entry, calendar, escaped, folded

WORDS = st.text(st.characters(codec="utf-8"), max_size=400)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=400)


def entry(**facts):
    return Entry(
        **{
            "uid": "1@site",
            "begins_at": datetime(2031, 3, 4, 18, 30, tzinfo=UTC),
            "ends_at": datetime(2031, 3, 4, 20, 30, tzinfo=UTC),
            "title": "Koffie; met, taart",
            "place": "Kerkstraat",
            "text": "Kom je?\nEr is soep.",
            "url": "https://site/x/",
            "version": 3,
            "changed_at": datetime(2031, 1, 1, tzinfo=UTC),
            **facts,
        }
    )


def unfolded(file: bytes) -> list[str]:
    return file.decode().replace("\r\n ", "").split("\r\n")


def unescaped(value: str) -> str:
    found, signs = "", iter(value)
    for sign in signs:
        if sign == "\\":
            following = next(signs)
            found += "\n" if following == "n" else following
        else:
            found += sign
    return found


@given(PLAIN)
def test_a_folded_line_is_never_too_long_cuts_no_sign_and_unfolds_to_itself(line):
    file = folded(line)

    assert all(len(piece) <= MOST_OCTETS and piece.decode() is not None for piece in file.split(b"\r\n"))
    assert unfolded(file) == [line, ""]


@given(WORDS)
def test_escaped_text_reads_back_and_begins_no_line_of_its_own(text):
    value = escaped(text)

    assert not any(sign < " " or sign == "\x7f" for sign in value)
    one_kind = text.replace("\r\n", "\n").replace("\r", "\n")
    assert unescaped(value) == "".join(sign for sign in one_kind if sign == "\n" or (sign >= " " and sign != "\x7f"))


@given(WORDS, WORDS)
def test_whatever_people_write_there_is_one_event_in_the_file(title, text):
    lines = unfolded(calendar(title, [entry(title=title, text=text, place=title)]))

    assert [line for line in lines if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_an_event_says_when_in_utc_where_and_that_it_changed():
    lines = unfolded(calendar("Samenkomsten", [entry()]))

    for line in (
        "DTSTART:20310304T183000Z",
        "DTEND:20310304T203000Z",
        "DTSTAMP:20310101T000000Z",
        "SEQUENCE:3",
        r"SUMMARY:Koffie\; met\, taart",
        r"DESCRIPTION:Kom je?\nEr is soep.",
        "STATUS:CONFIRMED",
    ):
        assert line in lines


def test_a_moment_of_summer_and_one_of_winter_come_out_right_in_utc():
    summer = entry(begins_at=datetime.fromisoformat("2031-07-04T19:30+02:00"))
    winter = entry(begins_at=datetime.fromisoformat("2031-12-04T19:30+01:00"))

    assert "DTSTART:20310704T173000Z" in unfolded(calendar("x", [summer]))
    assert "DTSTART:20311204T183000Z" in unfolded(calendar("x", [winter]))


def test_what_is_called_off_is_taken_out_of_calendars():
    assert "STATUS:CANCELLED" in unfolded(calendar("x", [entry(is_called_off=True)]))


@pytest.mark.django_db
def test_one_meeting_and_the_feed_of_an_area_are_calendar_files(client, cast):
    meeting = make_meeting(cast.area, title="Koffie, met taart")
    make_meeting(cast.area, title="Lang geleden", days=-100)
    make_meeting(cast.elsewhere, title="Elders")

    one = client.get(reverse("participate:meeting-calendar", args=[meeting.pk]))
    feed = client.get(reverse("participate:meetings-feed", args=[cast.area.slug]))

    for response in (one, feed):
        lines = unfolded(response.content)
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert f"UID:{meeting.pk}@testserver" in lines and r"SUMMARY:Koffie\, met taart" in lines
        assert f"URL:http://testserver{meeting.get_absolute_url()}" in lines
        assert sum(line == "BEGIN:VEVENT" for line in lines) == 1


@pytest.mark.django_db
def test_a_meeting_that_moved_has_a_higher_number_than_before(client, cast):
    from wijkwerk.web.participate import meeting as actions

    meeting = make_meeting(cast.area, host=cast.joost)
    moved = actions.Plan(
        cast.area,
        "x",
        "",
        meeting.begins_at + timedelta(days=1),
        meeting.ends_at + timedelta(days=1),
        "y",
        False,
        10,
        None,
    )
    actions.change_meeting(meeting, moved, [], by=cast.joost, now=meeting.changed_at, seen=0)

    lines = unfolded(client.get(reverse("participate:meeting-calendar", args=[meeting.pk])).content)
    assert "SEQUENCE:1" in lines
