"""Reads how this installation should run from WIJKWERK_* variables, so that a wrong value stops the start with one sentence."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

KNOWN = {
    "WIJKWERK_CONTENT": "the folder with methods and other content; more folders, with `:` between them, add to it",
    "WIJKWERK_DATABASE_URL": "postgresql://user:password@host:port/name; empty means SQLite in WIJKWERK_VAR",
    "WIJKWERK_EXAMPLE": "1 for the example neighbourhood, on this machine only",
    "WIJKWERK_HOSTS": "the names this site answers to, with commas",
    "WIJKWERK_HTTPS": "1 behind an HTTPS proxy (always, outside this machine)",
    "WIJKWERK_MAIL_FROM": "the sender of our mail",
    "WIJKWERK_MAIL_URL": "smtp://user:password@host:587 or smtps://user:password@host:465",
    "WIJKWERK_PORT": "the port of ./wijk start",
    "WIJKWERK_REQUIRE_BROWSER": "1 makes the browser tests fail instead of skip",
    "WIJKWERK_SECRET_KEY": "at least 50 random characters",
    "WIJKWERK_SOURCES": "the folder with the source texts, for an extra check",
    "WIJKWERK_TEST_VAR": "the folder of one test run; the tests set it themselves",
    "WIJKWERK_TILES": "https://host/{z}/{x}/{y}.png for the map; empty means our own drawing",
    "WIJKWERK_VAR": "the folder for database, static files and mail of this installation",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class BadSetting(Exception):
    """A variable that cannot be followed; the text is one sentence in Dutch and one in English."""

    def __init__(self, dutch: str, english: str) -> None:
        super().__init__(f"{dutch}\n{english}")


@dataclass(frozen=True)
class Mail:
    """Where mail goes out; `security` is "starttls" or "tls" or "none" (this machine only)."""

    host: str
    port: int
    user: str
    password: str
    security: str


@dataclass(frozen=True)
class Environment:
    """How this installation runs, checked."""

    var: Path
    content: Path
    is_example: bool
    secret_key: str
    hosts: tuple[str, ...]
    is_https: bool
    database: dict[str, Any]
    mail: Mail | None
    mail_from: str
    tiles: str
    tiles_origin: str
    port: str = ""

    @property
    def address(self) -> str:
        """Where people find this site, without a slash at its end."""
        return f"https://{self.hosts[0]}" if self.is_https else f"http://{self.hosts[0]}:{self.port or '8000'}"


def read(variables: Mapping[str, str], *, root: Path) -> Environment:
    """The checked environment; BadSetting names the first variable that cannot be followed."""
    _refuse_unknown(variables)
    is_checkout = (root / "pyproject.toml").exists()
    hosts = tuple(host.strip() for host in variables.get("WIJKWERK_HOSTS", "").split(",") if host.strip())
    has_production_setting = bool(hosts or variables.get("WIJKWERK_SECRET_KEY"))
    is_example = _flag(variables, "WIJKWERK_EXAMPLE", default=is_checkout and not has_production_setting)
    hosts = _hosts(hosts, is_example=is_example)
    var = _var(variables, root, is_checkout=is_checkout)
    tiles, tiles_origin = _tiles(variables.get("WIJKWERK_TILES", ""))
    return Environment(
        var=var,
        content=_content(variables, root),
        is_example=is_example,
        secret_key=_secret_key(variables, var, is_example=is_example),
        hosts=hosts,
        is_https=_https(variables, hosts, is_example=is_example),
        database=_database(variables.get("WIJKWERK_DATABASE_URL", ""), var),
        mail=_mail(variables.get("WIJKWERK_MAIL_URL", "")),
        mail_from=_mail_from(variables.get("WIJKWERK_MAIL_FROM", "")),
        tiles=tiles,
        tiles_origin=tiles_origin,
        port=variables.get("WIJKWERK_PORT", ""),
    )


def _refuse_unknown(variables: Mapping[str, str]) -> None:
    for name in sorted(variables):
        if name.startswith("WIJKWERK_") and name not in KNOWN:
            raise BadSetting(
                f"De instelling {name} kennen we niet; kies uit {', '.join(KNOWN)}.",
                f"We do not know the setting {name}; choose one of {', '.join(KNOWN)}.",
            )


def _flag(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = variables.get(name, "")
    if value not in ("", "0", "1"):
        raise BadSetting(f'{name} is "{value}"; kies 1 of 0.', f'{name} is "{value}"; choose 1 or 0.')
    return default if value == "" else value == "1"


def _hosts(hosts: tuple[str, ...], *, is_example: bool) -> tuple[str, ...]:
    if not is_example:
        if not hosts:
            raise BadSetting(
                "WIJKWERK_HOSTS ontbreekt: noem de namen van deze site, of zet WIJKWERK_EXAMPLE=1 voor het voorbeeld.",
                "WIJKWERK_HOSTS is missing: name the hosts of this site, or set WIJKWERK_EXAMPLE=1 for the example.",
            )
        for host in hosts:
            if "*" in host or "/" in host or host.startswith("."):
                raise BadSetting(
                    f'WIJKWERK_HOSTS bevat "{host}"; noem hele namen, zoals wijkwerk.voorbeeld.nl.',
                    f'WIJKWERK_HOSTS holds "{host}"; give whole names, such as wijkwerk.example.org.',
                )
        return hosts
    if foreign := [host for host in hosts if host not in LOOPBACK]:
        raise BadSetting(
            f"Het voorbeeld (WIJKWERK_EXAMPLE=1) draait alleen op deze computer; haal {foreign[0]} uit WIJKWERK_HOSTS.",
            f"The example (WIJKWERK_EXAMPLE=1) runs on this machine only; remove {foreign[0]} from WIJKWERK_HOSTS.",
        )
    return hosts or LOOPBACK


def _var(variables: Mapping[str, str], root: Path, *, is_checkout: bool) -> Path:
    named = variables.get("WIJKWERK_VAR", "")
    if not named and not is_checkout:
        raise BadSetting(
            "WIJKWERK_VAR ontbreekt: noem de map voor de gegevens van deze installatie.",
            "WIJKWERK_VAR is missing: name the folder for the data of this installation.",
        )
    var = Path(named).absolute() if named else root / "var"
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise BadSetting(
            f"WIJKWERK_VAR is {var}, maar die map kunnen we niet maken.",
            f"WIJKWERK_VAR is {var}, but we cannot make that folder.",
        ) from None
    return var


def _content(variables: Mapping[str, str], root: Path) -> Path:
    """The first folder; the library reads the others too, which add to it."""
    named = variables.get("WIJKWERK_CONTENT", "")
    folders = [Path(folder) for folder in named.split(os.pathsep) if folder]
    if missing := [folder for folder in folders if not folder.is_dir()]:
        raise BadSetting(
            f"WIJKWERK_CONTENT noemt {missing[0]}, maar dat is geen map.",
            f"WIJKWERK_CONTENT names {missing[0]}, but that is not a folder.",
        )
    if folders:
        return folders[0].absolute()
    in_checkout = root / "content"
    return in_checkout if in_checkout.is_dir() else root / "wijkwerk" / "_content"


def _secret_key(variables: Mapping[str, str], var: Path, *, is_example: bool) -> str:
    given = variables.get("WIJKWERK_SECRET_KEY", "")
    if given and (len(given) < 50 or len(set(given)) < 5):
        raise BadSetting(
            "WIJKWERK_SECRET_KEY is te kort of te eenvoudig; neem minstens 50 willekeurige tekens.",
            "WIJKWERK_SECRET_KEY is too short or too simple; take at least 50 random characters.",
        )
    if given:
        return given
    if not is_example:
        raise BadSetting(
            "WIJKWERK_SECRET_KEY ontbreekt; neem minstens 50 willekeurige tekens en bewaar ze goed.",
            "WIJKWERK_SECRET_KEY is missing; take at least 50 random characters and keep them safe.",
        )
    return _kept_secret(var / "secret-key")


def _kept_secret(path: Path) -> str:
    """The secret of the example, made once; written beside and linked, so that two starts agree."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}-{secrets.token_hex(8)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


def _https(variables: Mapping[str, str], hosts: tuple[str, ...], *, is_example: bool) -> bool:
    is_https = _flag(variables, "WIJKWERK_HTTPS", default=not is_example)
    if is_example and is_https:
        raise BadSetting(
            "Het voorbeeld draait zonder HTTPS op deze computer; haal WIJKWERK_HTTPS=1 weg.",
            "The example runs without HTTPS on this machine; remove WIJKWERK_HTTPS=1.",
        )
    if not is_https and any(host not in LOOPBACK for host in hosts):
        raise BadSetting(
            "Zonder HTTPS kan iedereen meelezen: WIJKWERK_HTTPS=0 mag alleen op deze computer.",
            "Without HTTPS anyone can read along: WIJKWERK_HTTPS=0 is for this machine only.",
        )
    return is_https


def _database(url: str, var: Path) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(var / "wijkwerk.sqlite3"),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
            "TEST": {"NAME": str(var / "test.sqlite3")},
        }
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    name = parts.path.removeprefix("/")
    if parts.scheme not in ("postgres", "postgresql") or not name or "/" in name:
        raise BadSetting(
            "WIJKWERK_DATABASE_URL klopt niet; schrijf postgresql://naam:wachtwoord@computer:5432/database.",
            "WIJKWERK_DATABASE_URL is not right; write postgresql://user:password@host:5432/database.",
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Without a threshold psycopg prepares nothing, not even what asks for it.
        "OPTIONS": {**options, "prepare_threshold": 5},
    }


def _mail(url: str) -> Mail | None:
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host = parts.hostname or ""
    is_local = host in ("127.0.0.1", "localhost", "::1")
    if parts.scheme not in ("smtp", "smtps") or not host:
        raise BadSetting(
            "WIJKWERK_MAIL_URL klopt niet; schrijf smtp://naam:wachtwoord@computer:587.",
            "WIJKWERK_MAIL_URL is not right; write smtp://user:password@host:587.",
        )
    security = "tls" if parts.scheme == "smtps" else "none" if is_local else "starttls"
    default_port = {"tls": 465, "starttls": 587, "none": 25}[security]
    return Mail(host, port or default_port, unquote(parts.username or ""), unquote(parts.password or ""), security)


def _mail_from(text: str) -> str:
    if text and "@" not in parseaddr(text)[1]:
        raise BadSetting(
            f'WIJKWERK_MAIL_FROM is "{text}"; schrijf een e-mailadres.',
            f'WIJKWERK_MAIL_FROM is "{text}"; write an e-mail address.',
        )
    return text or "Wijkwerk <wijkwerk@localhost>"


def _tiles(template: str) -> tuple[str, str]:
    """The address of map tiles and the one origin pictures may then come from as well."""
    if not template:
        return "", ""
    parts = urlsplit(template)
    has_places = all(place in template for place in ("{z}", "{x}", "{y}"))
    is_plain_host = bool(parts.netloc) and all(c.isalnum() or c in ".-:" for c in parts.netloc)
    if parts.scheme != "https" or not is_plain_host or not has_places or any(c in template for c in " ;,'\""):
        raise BadSetting(
            "WIJKWERK_TILES klopt niet; schrijf https://computer/{z}/{x}/{y}.png, met één vaste computer.",
            "WIJKWERK_TILES is not right; write https://host/{z}/{x}/{y}.png, with one fixed host.",
        )
    return template, f"https://{parts.netloc}"
