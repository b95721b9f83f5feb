"""When the database refuses, the page says that nothing was kept, shows what was typed, and nothing was kept."""

import sqlite3

import pytest
from django.db import OperationalError, connection
from django.forms import Form, PasswordInput
from django.utils import timezone

from tests.cast import make_cast
from wijkwerk.web.people import accounts, forms
from wijkwerk.web.people.accounts import Invited
from wijkwerk.web.people.models import Organisation
from wijkwerk.web.site.not_saved import SECRET_FIELDS, not_saved, typed_in

TYPED = {"name": "Stichting De Lange Bank", "password": "geheim", "form_token": "t" * 20}
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="locks and fills a SQLite file")


@pytest.fixture
def noor(client):
    cast = make_cast()
    client.force_login(cast.noor)
    return cast.noor


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_locked_database_says_that_nothing_was_kept(client, noor):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        page = client.post("/beheer/organisaties/", TYPED)
    finally:
        other.rollback()
        other.close()
        connection.close()

    assert page.status_code == 503
    assert_says_not_kept(page)
    assert client.post("/beheer/organisaties/", TYPED).status_code == 302


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_says_that_nothing_was_kept(client, noor):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    # Fill the free pages of the file, until a form does not fit any more.
    for number in range(3000):
        kept = Organisation.objects.count()
        page = client.post("/beheer/organisaties/", {"name": f"{'x' * 100} {number}", "form_token": f"{number:020d}"})
        if page.status_code != 302:
            break
    connection.close()

    assert page.status_code == 507
    assert "Dit is NIET bewaard" in page.content.decode()
    assert Organisation.objects.count() == kept
    assert client.get("/privacy/").status_code == 200


def assert_says_not_kept(page):
    text = page.content.decode()
    assert "Dit is NIET bewaard" in text
    assert "Stichting De Lange Bank" in text
    assert "geheim" not in text
    assert page.headers["Cache-Control"] == "no-store"
    assert not Organisation.objects.filter(name=TYPED["name"]).exists()


@pytest.mark.django_db
def test_trouble_outside_the_page_says_it_as_well(client, monkeypatch):
    """A session that cannot be kept is found out after the page itself."""

    def refuse(*_args, **_kwargs):
        raise OperationalError("database is locked")

    _invitation, code = accounts.invite(Invited(name="Sem", is_administrator=True), by=None, now=timezone.now())
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", refuse)
    page = client.get(f"/uitnodiging/{code}/")

    assert page.status_code == 503
    assert "NIET bewaard" in page.content.decode()


@pytest.mark.django_db
def test_a_page_that_only_reads_does_not_speak_of_keeping(client, monkeypatch):
    def broken():
        raise OperationalError("no such table: people_area")

    client.raise_request_exception = False
    monkeypatch.setattr("wijkwerk.web.people.privacy_views.kinds", broken)
    page = client.get("/privacy/")

    assert page.status_code == 500
    assert "NIET bewaard" not in page.content.decode()


def test_codes_and_passwords_are_not_shown_again(rf):
    request = rf.post("/", {"name": "Sem", "password": "x", "code": "y", "token": "z", "csrfmiddlewaretoken": "q"})

    assert typed_in(request) == [("name", "Sem")]


def test_no_field_for_a_password_or_code_is_shown_again():
    shapes = [shape for shape in vars(forms).values() if isinstance(shape, type) and issubclass(shape, Form)]
    fields = [(name, field) for shape in shapes for name, field in shape.base_fields.items()]
    secret = {name for name, field in fields if isinstance(field.widget, PasswordInput)} | {"code", "token"}

    assert {"current_password", "password"} < secret
    assert all(any(word in name for word in SECRET_FIELDS) for name in secret)


@pytest.mark.django_db
def test_a_full_disk_and_a_busy_database_have_their_own_status(rf):
    assert not_saved(rf.post("/"), OperationalError("database or disk is full")).status_code == 507
    assert not_saved(rf.post("/"), OperationalError("database is locked")).status_code == 503
