"""What we keep, why, how long and who reads it: written from the register itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.people.models import Person
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
    is_machinery: bool
    groups: dict[Kept, list[str]] = field(default_factory=dict)


def privacy(request: HttpRequest) -> HttpResponse:
    """The register of fields in plain words: about people and places first, what the program needs last."""
    found = kinds()
    context = {
        "kinds": [kind for kind in found if not kind.is_machinery],
        "machinery": [kind for kind in found if kind.is_machinery],
    }
    return render(request, "people/privacy.html", context)


def kinds() -> list[Kind]:
    """What we keep, beginning with people; what stays empty or says nothing about people is left out."""
    found: dict[str, Kind] = {}
    for entry in sorted(register.entries(), key=lambda entry: entry.model is not Person):
        label = entry.model._meta.label
        is_ours = entry.model.__module__.startswith("wijkwerk.")
        if entry.kept is None or (not is_ours and label not in TITLES):
            continue
        title = str(entry.model._meta.verbose_name if is_ours else TITLES[label])
        is_machinery = not is_ours or entry.model._meta.app_label == "site"
        kind = found.setdefault(label, Kind(title[:1].upper() + title[1:], is_machinery))
        kind.groups.setdefault(entry.kept, []).append(str(entry.label))
    return list(found.values())
