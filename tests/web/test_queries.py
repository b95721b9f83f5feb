"""A page asks the database at most six times, and as often for a thousand rows as for ten."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.web.participate import dialogue_world, elections, rounds_world
from tests.web.rows import fill, pages
from wijkwerk.web.participate.models import Meeting
from wijkwerk.web.people.models import Person
from wijkwerk.web.work.models import Run

MOST = 6
# On paper too: what happened and the notes of the walk stand on one page.
MOST_ON_PAPER = 7
FEW, MANY = 10, 1000
CALLERS = ("visitor", "joost", "noor")

pytestmark = pytest.mark.django_db


def test_every_page_asks_as_often_for_a_thousand_rows_as_for_ten_and_at_most_six_times(cast):
    few = asked_by_all(cast, fill(cast, FEW))
    start_again(cast)
    many = asked_by_all(cast, fill(cast, MANY))

    assert few == many
    assert {page: times for page, times in few.items() if times > bound(*page)} == {}


def bound(page: str, caller: str) -> int:
    """How often this page may ask."""
    return MOST_ON_PAPER if page == "the report of a run" else MOST


def test_a_page_that_asks_again_for_every_row_is_noticed(cast):
    fill(cast, FEW)
    few = asked("/werk/", cast.joost)

    with CaptureQueriesContext(connection) as queries:
        for run in Run.objects.all():
            assert run.owner is not None

    assert len(queries) > FEW > few


def asked_by_all(cast: Cast, run: Run) -> dict[tuple[str, str], int]:
    """How often each page asks, for a visitor, for someone of the area, and for someone of no area."""
    return {
        (name, caller): asked(url, getattr(cast, caller, None), is_theirs=caller == "joost")
        for name, url in pages(cast, run).items()
        for caller in CALLERS
    }


def asked(url: str, person: Person | None, *, is_theirs: bool = True) -> int:
    """How often the second visit to a page asks the database; what a process keeps is kept by then."""
    client = Client()
    if person:
        client.force_login(person, backend="wijkwerk.web.people.sign_in.LoginOrMail")
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code in (200, 304) or (not is_theirs and response.status_code in (302, 403, 404)), url
    return len(queries)


def start_again(cast: Cast) -> None:
    """The cast without what it made."""
    elections.start_again()
    Run.objects.all().delete()
    Meeting.objects.all().delete()
    cast.area.notes.all().delete()
    rounds_world.start_again()
    dialogue_world.start_again()
    Person.objects.filter(login__startswith="buur-").delete()
    type(cast.area).objects.filter(slug__startswith="buurt-").delete()
