"""Refuses to start on a database that could lose or leak what people entrusted to it: one plain message per setting."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

FULL, EXTRA = 2, 3
# Beside the database: of when the backup is that was put back, until `prepare` erased again who was erased since.
RESTORED = "restored"
PATIENCE = 10_000  # milliseconds
POSTGRESQL_WANTED = {"fsync": ("on",), "full_page_writes": ("on",), "synchronous_commit": ("on", "remote_apply")}


def connect() -> None:
    """Register the checks with Django: they run at the start of the server and the worker, that of databases at migrate."""
    checks.register(check_databases, checks.Tags.database)
    checks.register(check_erased_again)


def check_erased_again(app_configs: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """An error as long as a backup was put back in which somebody may stand who was erased since."""
    said = "Een reservekopie is teruggezet. Typ eerst: wijkwerk prepare / A backup was put back. First type: wijkwerk prepare"
    return [checks.Error(said, id="wijkwerk.E002")] if (settings.VAR / RESTORED).exists() else []


def check_databases(
    app_configs: Any = None, databases: Iterable[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """An error for each unsafe setting of each database named."""
    return [
        checks.Error(fault, id="wijkwerk.E001") for alias in databases or () for fault in faults_of(connections[alias])
    ]


def faults_of(connection: BaseDatabaseWrapper) -> list[str]:
    """One sentence for each unsafe setting of this database, asked of the database itself."""
    if connection.vendor == "sqlite":
        return sqlite_faults(_sqlite_settings(connection))
    return postgresql_faults(_postgresql_settings(connection))


def sqlite_faults(found: Mapping[str, Any]) -> list[str]:
    """What is unsafe in these settings of SQLite (each measured: see docs/decisions)."""
    wanted = {
        "synchronous": (
            found["synchronous"] in (FULL, EXTRA),
            "SQLite's synchronous is not FULL: after a power cut, kept work would be gone.",
        ),
        "journal_mode": (
            found["journal_mode"] in ("wal", "memory") or not found["is_migrated"],
            "SQLite's journal_mode is not WAL: reading would stop while someone writes. Run: wijkwerk migrate.",
        ),
        "foreign_keys": (
            found["foreign_keys"] == 1,
            "SQLite's foreign_keys is off: rows could point at nothing.",
        ),
        "secure_delete": (
            found["secure_delete"] == 1,
            "SQLite's secure_delete is off: what people delete would stay readable in the file.",
        ),
        "transaction_mode": (
            found["transaction_mode"] == "IMMEDIATE",
            "SQLite's transaction_mode is not IMMEDIATE: two people at once would get errors.",
        ),
        "busy_timeout": (
            found["busy_timeout"] >= PATIENCE,
            "SQLite's timeout is under 10 seconds: a busy evening would give errors.",
        ),
    }
    return [sentence for is_safe, sentence in wanted.values() if not is_safe]


def postgresql_faults(found: Mapping[str, str]) -> list[str]:
    """What is unsafe in these settings of PostgreSQL."""
    return [
        f"PostgreSQL's {name} is {found[name]}: after a power cut, kept work would be gone. Set it to on."
        for name, allowed in POSTGRESQL_WANTED.items()
        if found[name] not in allowed
    ]


def set_write_ahead_log(sender: AppConfig, using: str, **_: Any) -> None:
    """Before the first table: SQLite's write-ahead log, which the file itself then remembers."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")


def refuse_unsafe_start() -> None:
    """Stop the server with one line per fault of any app; status 4 tells gunicorn not to try again."""
    found = [one for one in checks.run_checks(databases=list(settings.DATABASES)) if one.is_serious()]
    faults = [f"{one.msg}\n  {one.hint}" if one.hint else one.msg for one in found]
    if faults:
        sys.stderr.write("Wijkwerk start niet. / Wijkwerk does not start.\n" + "\n".join(faults) + "\n")
        raise SystemExit(4)


def _sqlite_settings(connection: BaseDatabaseWrapper) -> dict[str, Any]:
    names = ("synchronous", "journal_mode", "foreign_keys", "secure_delete", "busy_timeout")
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'django_migrations'")
        found["is_migrated"] = bool(cursor.fetchone()[0])
    found["transaction_mode"] = getattr(connection, "transaction_mode", None)
    return found


def _postgresql_settings(connection: BaseDatabaseWrapper) -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for name in POSTGRESQL_WANTED:
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    return found
