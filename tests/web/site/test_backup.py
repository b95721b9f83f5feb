"""A backup is whole or absent, a restore is complete or changes nothing."""

import contextlib
import hashlib
import json
import random
import sqlite3
import subprocess
import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection, models

from wijkwerk.web.site import backup, checks

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
KNOWN = {("people", "0001_begin")}


def site(folder: Path, *, notes: int = 3) -> dict[str, object]:
    """A small installation: Django's settings of its database, with `notes` rows in it."""
    folder.mkdir(exist_ok=True)
    path = folder / "wijkwerk.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as made, made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE django_migrations (app text, name text)")
        made.execute("INSERT INTO django_migrations VALUES ('people', '0001_begin')")
        made.execute("CREATE TABLE note (id integer PRIMARY KEY, words text)")
        made.executemany("INSERT INTO note (words) VALUES (?)", [(f"bankje {n} “🌳”",) for n in range(notes)])
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path}


def content(database: dict[str, object]) -> list[str]:
    with contextlib.closing(sqlite3.connect(str(database["NAME"]))) as opened:
        return list(opened.iterdump())


def notes_in(database: dict[str, object]) -> int:
    with contextlib.closing(sqlite3.connect(str(database["NAME"]))) as opened:
        return int(opened.execute("SELECT count(*) FROM note").fetchone()[0])


def backup_of(database: dict[str, object], target: Path) -> Path:
    backup.write(target, database, version="1.0", now=NOW)
    return target


def test_a_restored_copy_says_the_same_as_the_original(tmp_path):
    original = site(tmp_path / "a")
    copy = {**original, "NAME": tmp_path / "b" / "wijkwerk.sqlite3"}

    backup.restore(backup_of(original, tmp_path / "kopie"), copy, known=KNOWN)

    assert content(copy) == content(original)
    with contextlib.closing(sqlite3.connect(copy["NAME"])) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_manifest_tells_version_moment_and_migrations(tmp_path):
    made = backup.read(backup_of(site(tmp_path / "a"), tmp_path / "kopie"))

    assert (made.version, made.engine, made.made_at) == ("1.0", "sqlite", "2026-05-04T12:00:00+00:00")
    assert made.migrations == (("people", "0001_begin"),)


def test_a_backup_may_be_read_by_its_owner_only_and_leaves_nothing_beside_it(tmp_path):
    target = backup_of(site(tmp_path / "a"), tmp_path / "kopie")

    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "kopie"]


def test_an_existing_file_is_never_overwritten(tmp_path):
    target = tmp_path / "kopie"
    target.write_text("iets anders")

    with pytest.raises(backup.Refused, match="bestaat al"):
        backup_of(site(tmp_path / "a"), target)

    assert target.read_text() == "iets anders"


def test_words_that_stand_only_in_the_wal_are_in_the_backup(tmp_path):
    original = site(tmp_path / "a")
    with contextlib.closing(sqlite3.connect(str(original["NAME"]))) as busy:
        busy.execute("INSERT INTO note (words) VALUES ('net gezegd')")
        busy.commit()
        target = backup_of(original, tmp_path / "kopie")

    copy = {**original, "NAME": tmp_path / "b" / "wijkwerk.sqlite3"}
    backup.restore(target, copy, known=KNOWN)
    assert notes_in(copy) == 4


def test_a_backup_under_load_holds_one_moment(tmp_path):
    """Every writer adds two rows at a time, so an odd number would be half a moment."""
    original = site(tmp_path / "a", notes=0)
    started, done = threading.Event(), threading.Event()

    def write():
        with contextlib.closing(sqlite3.connect(str(original["NAME"]), timeout=20)) as busy:
            while not done.is_set():
                busy.execute("INSERT INTO note (words) VALUES ('een')")
                busy.execute("INSERT INTO note (words) VALUES ('twee')")
                busy.commit()
                started.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        started.wait(10)
        targets = [backup_of(original, tmp_path / f"kopie{n}") for n in range(5)]
    finally:
        done.set()
        writer.join()

    for number, target in enumerate(targets):
        copy = {**original, "NAME": tmp_path / f"b{number}" / "wijkwerk.sqlite3"}
        backup.restore(target, copy, known=KNOWN)
        assert notes_in(copy) > 0
        assert notes_in(copy) % 2 == 0


@pytest.mark.parametrize("place", ["first", "last", *range(20)])
def test_one_changed_byte_anywhere_is_refused_and_changes_nothing(tmp_path, place):
    original = site(tmp_path / "a")
    target = backup_of(original, tmp_path / "kopie")
    data = bytearray(target.read_bytes())
    at = {"first": 0, "last": len(data) - 1}.get(place, random.Random(place).randrange(len(data)))
    data[at] ^= 1 << (at % 8)
    target.write_bytes(data)
    copy = {**original, "NAME": tmp_path / "b" / "wijkwerk.sqlite3"}

    with pytest.raises(backup.Refused, match="beschadigd"):
        backup.restore(target, copy, known=KNOWN)

    assert not copy["NAME"].exists()


@pytest.mark.parametrize("kept", [0, 10, 63, 64, 65, 300, -1])
def test_a_backup_cut_short_is_refused(tmp_path, kept):
    target = backup_of(site(tmp_path / "a"), tmp_path / "kopie")
    target.write_bytes(target.read_bytes()[:kept])

    with pytest.raises(backup.Refused, match="beschadigd"):
        backup.read(target)


def test_a_sealed_file_that_is_no_backup_is_refused(tmp_path):
    target = tmp_path / "vreemd"
    with zipfile.ZipFile(target, "w") as archive:
        archive.comment = b"0" * backup.SEAL
        archive.writestr(backup.MANIFEST, json.dumps({"format": 1, "file": "../../x"}))
    backup._seal(target)

    with pytest.raises(backup.Refused, match="geen reservekopie"):
        backup.read(target)


def made_up(target: Path, *, holds: bytes = b"x" * 5000, pack: int = zipfile.ZIP_STORED, **changed: object) -> Path:
    """A sealed file by somebody with ill will: our form, and some of its words changed."""
    fields: dict[str, object] = {
        "format": 1,
        "made_at": "2026",
        "version": "1",
        "engine": "sqlite",
        "migrations": [["people", "0001_begin"]],
        "file": "database.sqlite3",
        "size": len(holds),
        "sha256": hashlib.sha256(holds).hexdigest(),
    }
    with zipfile.ZipFile(target, "w", pack) as archive:
        archive.comment = b"0" * backup.SEAL
        archive.writestr(backup.MANIFEST, json.dumps(fields | changed))
        archive.writestr("database.sqlite3", holds)
        archive.writestr("../outside", holds)
    backup._seal(target)
    return target


@pytest.mark.parametrize(
    "changed",
    [
        {"size": 5},
        {"size": "many"},
        {"size": 10**15},
        {"file": "elsewhere"},
        {"file": 7},
        {"file": "../outside", "size": 4999},
        {"engine": ["sqlite"]},
        {"migrations": [[["people"], "0001_begin"]]},
        {"migrations": 5},
        {"version": "x" * (backup.MOST_MANIFEST + 1)},
        {"sha256": "0" * 64},
        {},
    ],
    ids=str,
)
def test_a_file_made_with_ill_will_is_refused_and_changes_nothing(tmp_path, changed):
    there = site(tmp_path / "site")
    before = content(there)
    source = made_up(tmp_path / "kopie", **changed)

    with pytest.raises(backup.Refused):
        backup.restore(source, there, known=KNOWN, may_replace=True)

    assert content(there) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kopie", "site"]
    assert not [path for path in (tmp_path / "site").iterdir() if path.is_dir()]


def test_a_bomb_is_not_unpacked(tmp_path):
    there = site(tmp_path / "site")
    source = made_up(tmp_path / "kopie", holds=b"0" * 20_000_000, pack=zipfile.ZIP_DEFLATED, size=10**15)

    with pytest.raises(backup.Refused):
        backup.restore(source, there, known=KNOWN, may_replace=True)


def test_what_does_not_fit_on_the_disk_is_not_unpacked(tmp_path, monkeypatch):
    there = site(tmp_path / "site")
    copy = backup_of(there, tmp_path / "kopie")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=10))

    with pytest.raises(backup.Refused, match="too little room"):
        backup.restore(copy, there, known=KNOWN, may_replace=True)


def test_what_is_there_is_not_replaced_unasked(tmp_path):
    first, second = site(tmp_path / "a", notes=3), site(tmp_path / "b", notes=5)
    target = backup_of(first, tmp_path / "kopie")

    with pytest.raises(backup.Refused, match="--replace"):
        backup.restore(target, second, known=KNOWN)
    assert notes_in(second) == 5

    backup.restore(target, second, known=KNOWN, may_replace=True)
    assert content(second) == content(first)


def test_a_fresh_installation_counts_as_empty(tmp_path):
    target = backup_of(site(tmp_path / "a", notes=3), tmp_path / "kopie")
    fresh = site(tmp_path / "b", notes=0)

    backup.restore(target, fresh, known=KNOWN)

    assert notes_in(fresh) == 3


def test_a_database_in_use_is_not_replaced(tmp_path):
    first, second = site(tmp_path / "a", notes=3), site(tmp_path / "b", notes=5)
    target = backup_of(first, tmp_path / "kopie")
    with contextlib.closing(sqlite3.connect(str(second["NAME"]))) as site_at_work:
        site_at_work.execute("SELECT count(*) FROM note").fetchone()

        with pytest.raises(backup.Refused, match="in gebruik"):
            backup.restore(target, second, known=KNOWN, may_replace=True)

    assert notes_in(second) == 5


def test_a_broken_database_is_replaced_when_asked(tmp_path):
    first, second = site(tmp_path / "a"), site(tmp_path / "b")
    target = backup_of(first, tmp_path / "kopie")
    Path(str(second["NAME"])).write_bytes(b"geen database" * 1000)

    with pytest.raises(backup.Refused, match="geen database"):
        backup.restore(target, second, known=KNOWN)
    backup.restore(target, second, known=KNOWN, may_replace=True)

    assert content(second) == content(first)


def test_a_backup_of_a_newer_version_is_refused(tmp_path):
    original = site(tmp_path / "a")
    copy = {**original, "NAME": tmp_path / "b" / "wijkwerk.sqlite3"}

    with pytest.raises(backup.Refused, match="nieuwere versie"):
        backup.restore(backup_of(original, tmp_path / "kopie"), copy, known=set())

    assert not copy["NAME"].exists()


def test_a_backup_of_another_kind_of_database_is_refused(tmp_path):
    target = backup_of(site(tmp_path / "a"), tmp_path / "kopie")

    with pytest.raises(backup.Refused, match="postgresql"):
        backup.restore(target, {"ENGINE": "django.db.backends.postgresql", "NAME": "x"}, known=KNOWN)


def test_a_full_disk_leaves_no_half_backup(tmp_path, monkeypatch):
    def full(*_words, **_options):
        raise OSError(28, "No space left on device")

    original = site(tmp_path / "a")
    monkeypatch.setattr(zipfile.ZipFile, "write", full)

    with pytest.raises(OSError, match="No space left"):
        backup_of(original, tmp_path / "kopie")

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_without_the_tools_of_postgresql_the_way_out_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(backup.Refused, match="apt-get install postgresql-client"):
        backup_of({"ENGINE": "django.db.backends.postgresql", "NAME": "x"}, tmp_path / "kopie")


def test_nothing_is_kept_outside_the_database_that_a_backup_would_miss():
    """The day a model gets a file field, the backup must learn to carry files."""
    kept_in_files = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField)
    ]

    assert kept_in_files == []
    assert not settings.MEDIA_ROOT


def people() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT login, name FROM people_person ORDER BY login")
        return list(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_postgresql_goes_out_and_comes_back_whole(tmp_path, django_user_model):
    if connection.vendor != "postgresql":
        pytest.skip("this run is on SQLite")
    from django.db.migrations.recorder import MigrationRecorder

    django_user_model.objects.create(login="amina", name="Amina “🌳”")
    database = connection.settings_dict
    known = set(MigrationRecorder(connection).applied_migrations())
    target = tmp_path / "kopie"
    backup.write(target, database, version="1.0", now=NOW)
    before = people()
    django_user_model.objects.create(login="later", name="Later")

    with pytest.raises(backup.Refused, match="in gebruik"):
        backup.restore(target, database, known=known, may_replace=True)
    assert len(people()) == 2
    connection.close()
    with pytest.raises(backup.Refused, match="--replace"):
        backup.restore(target, database, known=known)
    backup.restore(target, database, known=known, may_replace=True)

    assert before
    assert people() == before


@pytest.mark.django_db(transaction=True)
def test_a_dump_that_postgresql_cannot_read_changes_nothing(tmp_path, django_user_model, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("this run is on SQLite")
    django_user_model.objects.create(login="amina", name="Amina")
    database = connection.settings_dict
    target = tmp_path / "kopie"
    made = backup.write(target, database, version="1.0", now=NOW)
    connection.close()
    real = subprocess.run

    def with_a_fault(command, **options):
        done = real(command, **options)
        if "pg_restore" in str(command[0]):
            script = Path(next(word for word in command if str(word).startswith("--file=")).removeprefix("--file="))
            script.write_text(script.read_text() + "\nSELECT nothing FROM nowhere;\n")
        return done

    monkeypatch.setattr(subprocess, "run", with_a_fault)
    with pytest.raises(backup.Refused, match="psql"):
        backup.restore(target, database, known=set(made.migrations), may_replace=True)

    assert [login for login, _ in people()] == ["amina"]


# --- who was erased since ---


@pytest.mark.parametrize("before", ["", "2026-01-02T03:04:05+00:00"])
def test_a_backup_that_is_refused_leaves_what_was_written_down_about_an_earlier_one(tmp_path, settings, before):
    settings.VAR, mark = tmp_path, tmp_path / checks.RESTORED
    if before:
        mark.write_text(before)
    damaged = tmp_path / "kopie"
    damaged.write_bytes(b"no backup")

    with pytest.raises(CommandError):
        call_command("restore", damaged)

    assert (mark.read_text() if mark.exists() else "") == before


def test_nothing_starts_on_a_backup_that_was_put_back_before_who_was_erased_is_erased_again(tmp_path, settings):
    settings.VAR = tmp_path
    assert checks.check_erased_again() == []
    (tmp_path / checks.RESTORED).write_text("2026-01-02T03:04:05+00:00")

    [fault] = checks.check_erased_again()
    assert fault.is_serious() and "wijkwerk prepare" in fault.msg
    with pytest.raises(SystemCheckError):
        call_command("worker", skip_checks=False)
