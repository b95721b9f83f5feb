"""A copy of everything this installation knows in one file, and the way back, without ever leaving half a copy.

The file is a zip with the database and a manifest (sha256, version, migrations).
Its last 64 characters, the zip comment, are the sha256 of all that stands before: one changed byte anywhere shows.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from pydantic import TypeAdapter

MANIFEST = "manifest.json"
FORMAT = 1
SEAL = 64  # characters of a sha256 in hexadecimal
BLOCK = 1 << 20
MOST_MANIFEST = 1 << 20
# What a zip says that somebody damaged, or made for the purpose.
UNREADABLE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError)
# Filled by `migrate` itself: a database with only these is still empty.
BOOKKEEPING = ("django_migrations", "django_content_type", "auth_permission")


class Refused(Exception):
    """Not done, and nothing changed; the text is a sentence in Dutch and one in English."""

    def __init__(self, dutch: str, english: str) -> None:
        super().__init__(f"{dutch}\n{english}")


@dataclass(frozen=True)
class Manifest:
    """What is in a backup: the engine of its database, its migrations as (app, name), and its checksum."""

    format: int
    made_at: str
    version: str
    engine: str
    migrations: tuple[tuple[str, str], ...]
    file: str
    size: int
    sha256: str


def write(target: Path, database: Mapping[str, Any], *, version: str, now: datetime) -> Manifest:
    """Copy the database (Django's settings of it) to `target` while the site runs; Refused, or whole at once."""
    if target.exists():
        raise Refused(
            f"{target} bestaat al; kies een andere naam. Er is niets overschreven.",
            f"{target} exists already; choose another name. Nothing was overwritten.",
        )
    if not target.parent.is_dir():
        raise Refused(f"De map {target.parent} is er niet.", f"The folder {target.parent} does not exist.")
    engine = engine_of(database)
    with _beside(target) as folder:
        copy = folder / ("database.sqlite3" if engine == "sqlite" else "database.dump")
        migrations = _copy_sqlite(database, copy) if engine == "sqlite" else _dump_postgres(database, copy)
        manifest = Manifest(
            format=FORMAT,
            made_at=now.isoformat(timespec="seconds"),
            version=version,
            engine=engine,
            migrations=migrations,
            file=copy.name,
            size=copy.stat().st_size,
            sha256=_sha256(copy),
        )
        packed = folder / "packed"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.comment = b"0" * SEAL
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
            archive.write(copy, copy.name)
        _seal(packed)
        packed.chmod(0o600)
        _publish(packed, target)
    _sync(target.parent)
    return manifest


def read(source: Path) -> Manifest:
    """The manifest of a backup of which every byte was checked; Refused when it is damaged or no backup."""
    damaged = Refused(
        f"{source} is beschadigd of geen reservekopie van Wijkwerk; er is niets teruggezet.",
        f"{source} is damaged or no backup of Wijkwerk; nothing was restored.",
    )
    if not source.is_file():
        raise Refused(f"Het bestand {source} is er niet.", f"There is no file {source}.")
    try:
        with source.open("rb") as file:
            if _seal_of(file) != file.read(SEAL):
                raise damaged
        with zipfile.ZipFile(source) as archive:
            if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
                raise damaged
            fields = json.loads(archive.read(MANIFEST))
            if fields["format"] != FORMAT:
                raise Refused(
                    f"{source} heeft een vorm ({fields['format']}) die deze versie niet kent.",
                    f"{source} has a form ({fields['format']}) that this version does not know.",
                )
            manifest = TypeAdapter(Manifest).validate_python(fields)
            # Never more is unpacked than is announced here.
            if archive.getinfo(manifest.file).file_size != manifest.size:
                raise damaged
            return manifest
    except (*UNREADABLE, KeyError, TypeError, ValueError, OSError) as trouble:
        raise damaged from trouble


def restore(
    source: Path, database: Mapping[str, Any], *, known: set[tuple[str, str]], may_replace: bool = False
) -> Manifest:
    """Put a backup in the place of the database, all or nothing; `known` are the migrations of this version.

    Refused when the backup is damaged, of another kind of database or of a newer version, when the database
    holds something and may not be replaced, or when the site still uses it.
    """
    manifest = read(source)
    engine = engine_of(database)
    if manifest.engine != engine:
        raise Refused(
            f"Deze reservekopie is van {manifest.engine}; deze installatie gebruikt {engine}.",
            f"This backup is of {manifest.engine}; this installation uses {engine}.",
        )
    if unknown := sorted(set(manifest.migrations) - known):
        app, name = unknown[0]
        raise Refused(
            f"Deze reservekopie is van een nieuwere versie ({manifest.version}; {app} {name}). Werk eerst Wijkwerk bij.",
            f"This backup is of a newer version ({manifest.version}; {app} {name}). Update Wijkwerk first.",
        )
    if engine == "sqlite":
        _restore_sqlite(source, manifest, Path(database["NAME"]), may_replace=may_replace)
    else:
        _restore_postgres(source, manifest, database, may_replace=may_replace)
    return manifest


def engine_of(database: Mapping[str, Any]) -> str:
    """`sqlite` or `postgresql`."""
    return "sqlite" if database["ENGINE"].endswith("sqlite3") else "postgresql"


# --- the file ---


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A private folder on the same disk as `target`, gone afterwards whatever happens."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        yield Path(folder)


def _publish(packed: Path, target: Path) -> None:
    """Give the whole file its name in one move; a file that took the name meanwhile stays."""
    try:
        os.link(packed, target)
    except FileExistsError:
        raise Refused(f"{target} bestaat al.", f"{target} exists already.") from None
    except OSError:
        # Memory sticks and network disks know no links.
        packed.replace(target)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal_of(file: IO[bytes]) -> bytes:
    """The sha256 of all but the last characters; leaves the file there, before the seal it should hold."""
    left = file.seek(0, os.SEEK_END) - SEAL
    file.seek(0)
    total = hashlib.sha256()
    while left > 0 and (block := file.read(min(BLOCK, left))):
        total.update(block)
        left -= len(block)
    return total.hexdigest().encode()


def _seal(path: Path) -> None:
    with path.open("r+b") as file:
        seal = _seal_of(file)
        file.seek(-SEAL, os.SEEK_END)
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())


def _unpack(source: Path, manifest: Manifest, folder: Path) -> Path:
    """The database of a backup in `folder`, checked again on the way out."""
    copy = folder / "database"
    damaged = Refused(f"{source} is beschadigd.", f"{source} is damaged.")
    if shutil.disk_usage(folder).free < manifest.size:
        raise Refused(
            f"Er is te weinig ruimte op de schijf voor {source} ({manifest.size} bytes).",
            f"There is too little room on the disk for {source} ({manifest.size} bytes).",
        )
    try:
        with zipfile.ZipFile(source) as archive, archive.open(manifest.file) as packed, copy.open("wb") as file:
            shutil.copyfileobj(packed, file, BLOCK)
    except UNREADABLE as trouble:
        raise damaged from trouble
    if copy.stat().st_size != manifest.size or _sha256(copy) != manifest.sha256:
        raise damaged
    return copy


def _sync(path: Path) -> None:
    """Have the disk keep this file, or the names in this folder, before we say it is done."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- SQLite ---


def _copy_sqlite(database: Mapping[str, Any], copy: Path) -> tuple[tuple[str, str], ...]:
    """A consistent copy of a database in use (`cp` would miss what stands in the WAL); its migrations."""
    path = Path(database["NAME"])
    if not path.is_file():
        raise Refused(f"Er is nog geen database ({path}).", f"There is no database yet ({path}).")
    with contextlib.closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as source:
        source.execute("VACUUM INTO ?", [str(copy)])
    with contextlib.closing(sqlite3.connect(copy)) as made:
        if made.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise Refused(
                "De database zelf is beschadigd; bewaar de vorige reservekopie goed.",
                "The database itself is damaged; keep the previous backup safe.",
            )
        return tuple(made.execute("SELECT app, name FROM django_migrations ORDER BY app, name"))


def _restore_sqlite(source: Path, manifest: Manifest, path: Path, *, may_replace: bool) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _beside(path) as folder, contextlib.ExitStack() as held:
        copy = _unpack(source, manifest, folder)
        try:
            with contextlib.closing(sqlite3.connect(copy)) as made:
                made.execute("PRAGMA journal_mode=WAL")
                is_whole = made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except sqlite3.DatabaseError:
            is_whole = False
        if not is_whole:
            raise Refused(f"In {source} zit geen hele database.", f"There is no whole database in {source}.")
        copy.chmod(0o600)
        _sync(copy)
        if path.exists():
            _make_way(path, held, may_replace=may_replace)
        copy.replace(path)
        _sync(path.parent)


def _hold_alone(old: sqlite3.Connection, *, may_replace: bool) -> None:
    """Keep everybody else out of the database that is about to go, and leave no WAL of it behind."""
    try:
        # Leaving WAL works only when no other connection is open.
        old.execute("PRAGMA journal_mode=DELETE")
        old.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        raise _in_use() from None
    tables = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if not may_replace and any(_has_rows(old, name) for name in tables if not _is_bookkeeping(name)):
        old.execute("ROLLBACK")
        old.execute("PRAGMA journal_mode=WAL")
        raise _not_empty()


def _make_way(path: Path, held: contextlib.ExitStack, *, may_replace: bool) -> None:
    old = held.enter_context(contextlib.closing(sqlite3.connect(path, timeout=1, isolation_level=None)))
    try:
        _hold_alone(old, may_replace=may_replace)
    except sqlite3.DatabaseError:
        if not may_replace:
            raise Refused(
                f"{path} is beschadigd of geen database; vervang het met --replace.",
                f"{path} is damaged or no database; replace it with --replace.",
            ) from None
        old.close()
        for leftover in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + leftover).unlink(missing_ok=True)


def _is_bookkeeping(table: str) -> bool:
    return table in BOOKKEEPING or table.startswith("sqlite_")


def _has_rows(connection: sqlite3.Connection, table: str) -> bool:
    quoted = table.replace('"', '""')
    return connection.execute(f'SELECT 1 FROM "{quoted}" LIMIT 1').fetchone() is not None  # noqa: S608


def _in_use() -> Refused:
    return Refused(
        "De database is in gebruik. Stop eerst de site en het achtergrondwerk.",
        "The database is in use. Stop the site and the worker first.",
    )


def _not_empty() -> Refused:
    return Refused(
        "Deze installatie heeft al gegevens. Maak eerst een reservekopie; vervang ze daarna met --replace.",
        "This installation holds data already. Make a backup first; then replace it with --replace.",
    )


# --- PostgreSQL, with its own tools ---


OTHERS = """SELECT 1 FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""


def _tool(name: str, database: Mapping[str, Any], *arguments: str | Path) -> str:
    """What a PostgreSQL program says; Refused with its last line when it fails. The password stays out of sight."""
    program = shutil.which(name)
    if program is None:
        raise Refused(
            f"Hiervoor is {name} nodig. Typ als root: apt-get install postgresql-client",
            f"This needs {name}. Type as root: apt-get install postgresql-client",
        )
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    secure = {f"PG{key.upper()}": value for key, value in database.get("OPTIONS", {}).items() if key.startswith("ssl")}
    given = {key: str(database[field]) for key, field in names.items() if database.get(field)}
    env = {**os.environ, **secure, **given}
    done = subprocess.run([program, *arguments], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise Refused(f"{name} lukte niet: {reason}", f"{name} failed: {reason}")
    return done.stdout


def _psql(database: Mapping[str, Any], question: str) -> list[str]:
    return _tool("psql", database, "--no-psqlrc", "-At", "-v", "ON_ERROR_STOP=1", "-c", question).splitlines()


def _dump_postgres(database: Mapping[str, Any], copy: Path) -> tuple[tuple[str, str], ...]:
    _tool("pg_dump", database, "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
    # Asked after the dump: a migration in between would make the manifest newer than the copy, which is refused
    # by older versions and harmless otherwise.
    lines = _psql(database, "SELECT app || ' ' || name FROM django_migrations ORDER BY app, name")
    return tuple((app, name) for app, _, name in (line.partition(" ") for line in lines))


def _restore_postgres(source: Path, manifest: Manifest, database: Mapping[str, Any], *, may_replace: bool) -> None:
    """Everything in one transaction of the server: the old content goes only when the new one is whole."""
    if _psql(database, OTHERS):
        raise _in_use()
    tables = _psql(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    if not may_replace and any(
        _psql(database, f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608
        for table in tables
        if not _is_bookkeeping(table)
    ):
        raise _not_empty()
    with tempfile.TemporaryDirectory() as folder:
        copy = _unpack(source, manifest, Path(folder))
        script = Path(folder, "restore.sql")
        _tool("pg_restore", {}, "--no-owner", "--no-privileges", f"--file={script}", copy)
        anew = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        once: list[str | Path] = [
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            anew,
            "-f",
            script,
        ]
        _tool("psql", database, *once)
