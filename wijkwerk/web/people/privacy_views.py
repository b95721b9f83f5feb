"""What we keep, why, how long and who reads it: written from the register itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.site import register
from wijkwerk.web.site.register import Kept

# Tables of others that say something about people, in our words; the rest stays empty or holds no people.
TITLES = {
    "sessions.Session": _("ingelogd zijn"),
    "otp_totp.TOTPDevice": _("tweede stap bij het inloggen"),
    "axes.AccessAttempt": _("mislukte pogingen om in te loggen"),
    "django_tasks_database.DBTaskResult": _("werk dat even later gebeurt"),
}


@dataclass
class Kind:
    """One kind of thing we keep, with its fields grouped by the same purpose, term and readers."""

    title: str
    groups: dict[Kept, list[str]] = field(default_factory=dict)


def privacy(request: HttpRequest) -> HttpResponse:
    """The register of fields in plain words."""
    return render(request, "people/privacy.html", {"kinds": kinds()})


def kinds() -> list[Kind]:
    """What we keep, our own things first; what stays empty or says nothing about people is left out."""
    found: dict[str, Kind] = {}
    for entry in register.entries():
        is_ours = entry.model.__module__.startswith("wijkwerk.")
        if entry.kept is None or (not is_ours and entry.model._meta.label not in TITLES):
            continue
        title = str(entry.model._meta.verbose_name if is_ours else TITLES[entry.model._meta.label])
        kind = found.setdefault(title, Kind(title[:1].upper() + title[1:]))
        kind.groups.setdefault(entry.kept, []).append(str(entry.label))
    return list(found.values())
