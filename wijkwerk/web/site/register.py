"""Every field says why we keep it, for how long, and who reads it; the privacy page and the tests read that here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# Terms and readers that many fields share, so that they are said in the same words everywhere.
WHILE_ACCOUNT = _("zolang je een account hebt")
WHILE_AREA = _("zolang het gebied meedoet")
WHILE_SITE = _("zolang deze site bestaat")
A_DAY = _("één dag")
EVERYONE = _("iedereen")
NOBODY = _("niemand; alleen het programma zelf")
ADMINISTRATORS = _("beheerders")
YOU_AND_ADMINISTRATORS = _("jijzelf en beheerders")


@dataclass(frozen=True)
class Kept:
    """Why a field is kept, for how long, and who reads it, as words for the privacy page."""

    purpose: Text
    term: Text
    readers: Text


@dataclass(frozen=True)
class Entry:
    """One field in the register."""

    model: type[models.Model]
    field: str
    label: Text
    kept: Kept | None


FOREIGN: dict[str, Mapping[str, Kept]] = {
    "sessions.Session": dict.fromkeys(
        ("session_key", "session_data", "expire_date"),
        Kept(_("weten dat jij het bent, zolang je bent ingelogd"), _("ten hoogste tien uur"), NOBODY),
    ),
    "contenttypes.ContentType": dict.fromkeys(
        ("app_label", "model"), Kept(_("namen van tabellen, niets over mensen"), WHILE_SITE, NOBODY)
    ),
    "auth.Permission": dict.fromkeys(
        ("name", "content_type", "codename"), Kept(_("hoort bij Django; wij gebruiken het niet"), WHILE_SITE, NOBODY)
    ),
    "auth.Group": dict.fromkeys(
        ("name", "permissions"), Kept(_("hoort bij Django; wij gebruiken het niet"), WHILE_SITE, NOBODY)
    ),
    "otp_totp.TOTPDevice": dict.fromkeys(
        (
            "user",
            "name",
            "confirmed",
            "key",
            "step",
            "t0",
            "digits",
            "tolerance",
            "drift",
            "last_t",
            "created_at",
            "last_used_at",
            "throttling_failure_timestamp",
            "throttling_failure_count",
        ),
        Kept(_("de tweede stap bij het inloggen"), WHILE_ACCOUNT, NOBODY),
    ),
    "axes.AccessAttempt": dict.fromkeys(
        (
            "user_agent",
            "ip_address",
            "username",
            "http_accept",
            "path_info",
            "attempt_time",
            "get_data",
            "post_data",
            "failures_since_start",
        ),
        Kept(_("raden van wachtwoorden stoppen; de inlognaam is onleesbaar gemaakt"), A_DAY, NOBODY),
    ),
    "axes.AccessFailureLog": dict.fromkeys(
        ("user_agent", "ip_address", "username", "http_accept", "path_info", "attempt_time", "locked_out"),
        Kept(_("staat uit; deze tabel blijft leeg"), _("niets bewaard"), NOBODY),
    ),
    "axes.AccessLog": dict.fromkeys(
        (
            "user_agent",
            "ip_address",
            "username",
            "http_accept",
            "path_info",
            "attempt_time",
            "logout_time",
            "session_hash",
        ),
        Kept(_("staat uit; deze tabel blijft leeg"), _("niets bewaard"), NOBODY),
    ),
    "axes.AccessAttemptExpiration": dict.fromkeys(
        ("access_attempt", "expires_at"), Kept(_("staat uit; deze tabel blijft leeg"), _("niets bewaard"), NOBODY)
    ),
    "django_tasks_database.DBTaskResult": dict.fromkeys(
        (
            "id",
            "status",
            "enqueued_at",
            "started_at",
            "finished_at",
            "args_kwargs",
            "priority",
            "task_path",
            "worker_ids",
            "queue_name",
            "backend_name",
            "run_after",
            "return_value",
            "exception_class_path",
            "traceback",
        ),
        Kept(_("werk dat even later gebeurt, zoals een mail sturen; zonder de tekst van de mail"), A_DAY, NOBODY),
    ),
}


def entries() -> Iterator[Entry]:
    """Every field of every table, with what was declared about it (None when nothing was)."""
    for model in apps.get_models():
        yield from entries_of(model)


def entries_of(model: type[models.Model]) -> Iterator[Entry]:
    """The fields of one table; a row number made by the database itself says nothing and is passed over."""
    declared: Mapping[str, Kept] = getattr(model, "register", FOREIGN.get(model._meta.label, {}))
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if not field.auto_created:
            yield Entry(model, field.name, field.verbose_name, declared.get(field.name))


def faults() -> list[str]:
    """One sentence for each field that nobody declared, and for each declaration without a field."""
    return [fault for model in apps.get_models() for fault in faults_of(model)]


def faults_of(model: type[models.Model]) -> list[str]:
    """The faults in what one table declares."""
    found = list(entries_of(model))
    declared: Mapping[str, Kept] = getattr(model, "register", FOREIGN.get(model._meta.label, {}))
    label = model._meta.label
    missing = [
        f"{label}.{entry.field} has no purpose, term and readers in `register`"
        for entry in found
        if not (entry.kept or _is_bare_id(entry))
    ]
    empty = [
        f"{label}.{entry.field} leaves its purpose, term or readers empty"
        for entry in found
        if entry.kept and not all((entry.kept.purpose, entry.kept.term, entry.kept.readers))
    ]
    stray = [
        f"{label}.{name} is declared but does not exist" for name in declared if name not in {e.field for e in found}
    ]
    return missing + empty + stray


def _is_bare_id(entry: Entry) -> bool:
    """A key named id only tells rows apart, whether it is a number or drawn by lot."""
    return entry.field == "id" and entry.model._meta.pk.name == "id"
