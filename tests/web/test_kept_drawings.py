"""What a process keeps to draw faster never shows one person's page to another, nor an old page to anyone."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.web.rows import fill, pages
from tests.web.work.runs import UP_TO_THE_SECOND_VOTE, make_run
from wijkwerk.web.find.templatetags import find
from wijkwerk.web.participate.templatetags import participate
from wijkwerk.web.places.models import Note
from wijkwerk.web.places.templatetags import places
from wijkwerk.web.site.templatetags import shell
from wijkwerk.web.work.models import RunRole
from wijkwerk.web.work.templatetags import work

pytestmark = pytest.mark.django_db

CALLERS = ((None, "nl"), ("amina", "nl"), ("joost", "nl"), ("joost", "en"), ("karin", "nl"), ("ruud", "nl"))
ONCE = re.compile(r'(name="(?:csrfmiddlewaretoken|form_token)" value=")[^"]*')


@pytest.fixture
def asked(cast):
    """The pages to ask, of a neighbourhood in which everybody sees something else."""
    fill(cast, 10)
    run = make_run(cast.area, by=cast.joost, events=UP_TO_THE_SECOND_VOTE, is_open=True)
    closed = make_run(cast.area, by=cast.joost, title="Achter de dijk")
    RunRole.objects.create(run=run, role="bewoners", person=cast.amina)
    more = {
        "a closed run": closed.get_absolute_url(),
        "a filtered map": f"/kaart/{cast.area.slug}/?soort=wish",
        "methods narrowed": "/vinden/?soort=method&doen=do",
    }
    return {**pages(cast, run), **more}


def page(cast, url, caller, language):
    client = Client(headers={"accept-language": language})
    if caller:
        client.force_login(getattr(cast, caller), backend="wijkwerk.web.people.sign_in.LoginOrMail")
    response = client.get(url)
    return response.status_code, ONCE.sub(r"\1", b"".join(response).decode())


def forget():
    """As a process that just began."""
    cache.clear()
    for module in (find, participate, places, shell, work):
        for name, value in vars(module).items():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
            elif isinstance(value, dict) and name in {"_drawings", "_choices"}:
                value.clear()


def test_everybody_sees_their_own_page_whoever_came_before(cast, asked):
    own = {}
    for caller in CALLERS:
        forget()
        own[caller] = {name: page(cast, url, *caller) for name, url in asked.items()}
    for caller in (*CALLERS, *reversed(CALLERS)):
        for name, url in asked.items():
            assert page(cast, url, *caller) == own[caller][name], (name, caller)


def test_there_is_something_to_keep_apart(cast, asked):
    """Where nobody differs, the test above says nothing."""
    for name, unlike in {
        "home": ("joost", "ruud"),
        "a run": ("amina", "ruud"),
        "a closed run": ("joost", "ruud"),
        "runs": ("joost", "ruud"),
        "the map": ("amina", "joost"),
    }.items():
        one, other = (page(cast, asked[name], caller, "nl")[1] for caller in unlike)
        assert one.replace(str(getattr(cast, unlike[0])), "") != other.replace(str(getattr(cast, unlike[1])), ""), name
    assert "Achter de dijk" in page(cast, asked["runs"], "joost", "nl")[1]
    assert "Achter de dijk" not in page(cast, asked["runs"], "ruud", "nl")[1]


def test_what_changes_shows_at_once(cast, asked):
    for url in asked.values():
        page(cast, url, "joost", "nl")

    run = cast.area.runs.get(title="Achter de dijk")
    run.title = "Voor de dijk"
    run.save()
    cast.area.name, cast.area.contact_phone = "Nieuw Crooswijk", "010 765 43 21"
    cast.area.save()
    note = Note.objects.get(area=cast.area, number=2)
    note.text = "Hier is het nu goed."
    note.save()

    runs, the_map = (page(cast, asked[name], "joost", "nl")[1] for name in ("runs", "the map"))
    assert "Voor de dijk" in runs and "Achter de dijk" not in runs and "Oud Crooswijk" not in runs
    assert "Hier is het nu goed." in the_map and "Bij nummer 2 kan" not in the_map
    assert "010 765 43 21" in the_map and "010 765 43 21" in page(cast, asked["home"], "joost", "nl")[1]
