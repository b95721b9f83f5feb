"""A wrong setting stops the start with one sentence in Dutch and one in English; unsafe databases are refused."""

import os
import stat
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core import checks as django_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.utils import ConnectionHandler

from wijkwerk.web.site import checks
from wijkwerk.web.site.environment import BadSetting, read
from wijkwerk.web.site.middleware import is_from_here

KEY = "k7" * 10 + "-a-long-secret-of-more-than-fifty-characters"
REAL = {"WIJKWERK_EXAMPLE": "0", "WIJKWERK_SECRET_KEY": KEY, "WIJKWERK_HOSTS": "wijk.voorbeeld.nl"}
SAFE = {
    "synchronous": 2,
    "journal_mode": "wal",
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 20_000,
    "transaction_mode": "IMMEDIATE",
    "is_migrated": True,
}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


def test_a_real_site_has_https_and_its_own_names(root):
    there = read(REAL, root=root)

    assert (there.is_example, there.is_https, there.hosts) == (False, True, ("wijk.voorbeeld.nl",))


def test_a_checkout_without_settings_is_the_example_on_this_machine(root):
    there = read({}, root=root)

    assert there.is_example
    assert set(there.hosts) <= {"127.0.0.1", "localhost", "[::1]"}


def test_the_secret_of_the_example_is_made_once_and_for_its_owner_only(root):
    first, second = read({}, root=root).secret_key, read({}, root=root).secret_key

    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE((root / "var" / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("changed", "dutch", "english"),
    [
        ({"WIJKWERK_COLOUR": "red"}, "kennen we niet", "do not know"),
        ({"WIJKWERK_EXAMPLE": "yes"}, "kies 1 of 0", "choose 1 or 0"),
        ({"WIJKWERK_SECRET_KEY": ""}, "ontbreekt", "is missing"),
        ({"WIJKWERK_SECRET_KEY": "short"}, "te kort", "too short"),
        ({"WIJKWERK_HOSTS": ""}, "ontbreekt", "is missing"),
        ({"WIJKWERK_HOSTS": "*"}, "hele namen", "whole names"),
        ({"WIJKWERK_HTTPS": "0"}, "meelezen", "read along"),
        ({"WIJKWERK_EXAMPLE": "1"}, "alleen op deze computer", "on this machine only"),
        ({"WIJKWERK_EXAMPLE": "1", "WIJKWERK_HOSTS": "", "WIJKWERK_HTTPS": "1"}, "zonder HTTPS", "without HTTPS"),
        ({"WIJKWERK_DATABASE_URL": "mysql://x/y"}, "postgresql://", "postgresql://"),
        ({"WIJKWERK_DATABASE_URL": "postgresql://host:x/y"}, "klopt niet", "is not right"),
        ({"WIJKWERK_MAIL_URL": "mail.example"}, "smtp://", "smtp://"),
        ({"WIJKWERK_MAIL_FROM": "Wijkwerk"}, "e-mailadres", "e-mail address"),
        ({"WIJKWERK_TILES": "http://tiles.example/{z}/{x}/{y}.png"}, "https://", "https://"),
        ({"WIJKWERK_TILES": "https://tiles.example/{z}/{x}"}, "klopt niet", "is not right"),
        ({"WIJKWERK_TILES": "https://{s}.tiles.example/{z}/{x}/{y}.png"}, "één vaste computer", "one fixed host"),
        ({"WIJKWERK_TILES": "https://a.example;script-src *;/{z}/{x}/{y}"}, "klopt niet", "is not right"),
        ({"WIJKWERK_CONTENT": "/nowhere"}, "geen map", "not a folder"),
        ({"WIJKWERK_VAR": "/dev/null/var"}, "niet maken", "cannot make"),
    ],
    ids=str,
)
def test_each_odd_value_stops_with_one_sentence_in_two_languages(root, changed, dutch, english):
    with pytest.raises(BadSetting) as stop:
        read({**REAL, **changed}, root=root)

    first, second = str(stop.value).split("\n")
    assert dutch in first
    assert english in second


def test_an_installed_site_must_name_its_folder(tmp_path):
    with pytest.raises(BadSetting, match="WIJKWERK_VAR"):
        read(REAL, root=tmp_path)


@pytest.mark.parametrize(
    ("url", "security", "port"),
    [
        ("smtp://a:b@mail.example", "starttls", 587),
        ("smtps://a:b@mail.example", "tls", 465),
        ("smtp://localhost", "none", 25),
        ("smtp://a%40b:c%2Fd@mail.example:2525", "starttls", 2525),
    ],
)
def test_mail_is_sent_unreadable_to_others_unless_it_stays_here(root, url, security, port):
    mail = read({**REAL, "WIJKWERK_MAIL_URL": url}, root=root).mail

    assert mail is not None
    assert (mail.security, mail.port) == (security, port)


def test_a_postgresql_address_is_read_whole(root):
    url = "postgresql://me:p%40ss@db.example:5433/wijk?sslmode=require"
    there = read({**REAL, "WIJKWERK_DATABASE_URL": url}, root=root).database

    assert (there["USER"], there["PASSWORD"], there["HOST"], there["PORT"], there["NAME"]) == (
        "me",
        "p@ss",
        "db.example",
        "5433",
        "wijk",
    )
    assert there["OPTIONS"]["sslmode"] == "require"


def test_the_server_stops_with_the_sentence_and_no_trace(root):
    environment = {"PATH": os.environ["PATH"], "WIJKWERK_VAR": str(root), "WIJKWERK_EXAMPLE": "maybe"}
    done = subprocess.run(
        [sys.executable, "-c", "import wijkwerk.web.site.wsgi"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 4
    assert "kies 1 of 0" in done.stderr
    assert "Traceback" not in done.stderr


def server_with(root, **extra):
    environment = {"PATH": os.environ["PATH"], "WIJKWERK_VAR": str(root), **REAL, **extra}
    script = (
        "from wijkwerk.web.site import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS, s.DEBUG, s.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    )
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_a_real_site_has_host_cookies_and_redirects_to_https(root):
    printed = server_with(root, WIJKWERK_TILES="https://tiles.example/{z}/{x}/{y}.png")

    assert printed.split()[:6] == ["__Host-session", "True", "__Host-csrf", "True", "63072000", "False"]
    assert "[\"'self'\", 'https://tiles.example']" in printed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("synchronous", 1),
        ("journal_mode", "delete"),
        ("foreign_keys", 0),
        ("secure_delete", 0),
        ("busy_timeout", 5_000),
        ("transaction_mode", None),
    ],
)
def test_each_unsafe_setting_of_sqlite_is_refused_with_its_name(name, value):
    faults = checks.sqlite_faults({**SAFE, name: value})

    assert len(faults) == 1
    assert name.split("_")[-1] in faults[0]


@pytest.mark.parametrize("name", sorted(checks.POSTGRESQL_WANTED))
def test_each_unsafe_setting_of_postgresql_is_refused_with_its_name(name):
    safe = dict.fromkeys(checks.POSTGRESQL_WANTED, "on")

    assert checks.postgresql_faults(safe) == []
    assert name in checks.postgresql_faults({**safe, name: "off"})[0]


FLIPS: dict[str, dict[str, Any]] = {
    "synchronous": {"init_command": "PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"},
    "secure_delete": {"init_command": "PRAGMA synchronous=FULL; PRAGMA secure_delete=OFF;"},
    "foreign_keys": {"init_command": "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=OFF;"},
    "journal_mode": {"init_command": "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA journal_mode=DELETE;"},
    "transaction_mode": {"transaction_mode": None},
    "timeout": {"timeout": 5},
}


@pytest.mark.django_db
@pytest.mark.parametrize("flip", FLIPS)
def test_a_real_database_with_one_flipped_setting_is_refused(tmp_path, flip):
    here = read({"WIJKWERK_VAR": str(tmp_path)}, root=settings.ROOT).database
    other = ConnectionHandler({"default": {**here, "OPTIONS": {**here["OPTIONS"], **FLIPS[flip]}}})["default"]
    right = ConnectionHandler({"default": here})["default"]
    try:
        _begin(right)
        assert checks.faults_of(right) == []
        right.close()
        faults = checks.faults_of(other)
    finally:
        right.close()
        other.close()

    assert len(faults) == 1
    assert flip in faults[0]


def _begin(database):
    """As migrate leaves it: WAL, and a table that says migrations ran."""
    with database.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("CREATE TABLE django_migrations (id integer)")


@pytest.mark.django_db
def test_the_database_of_this_run_is_safe():
    assert checks.faults_of(connection) == []
    assert not django_checks.run_checks(tags=["database"], databases=["default"])


@pytest.mark.django_db
def test_an_unsafe_database_stops_the_server(monkeypatch, capsys):
    monkeypatch.setattr(checks, "faults_of", lambda connection: ["SQLite's synchronous is not FULL."])

    with pytest.raises(SystemExit) as stop:
        checks.refuse_unsafe_start()
    with pytest.raises(SystemCheckError, match="synchronous"):
        call_command("check", databases=["default"])

    assert stop.value.code == 4
    assert "Wijkwerk start niet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("meta", "is_here"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "192.168.1.7"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, False),
    ],
)
def test_the_example_answers_this_machine_only(rf, client, meta, is_here):
    assert is_from_here(rf.get("/", **meta)) is is_here
    assert (client.get("/bestaat-niet.txt", **meta).status_code == 403) is not is_here


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "people", "site", check=True, dry_run=True, verbosity=0)
