"""Tells somebody what happened with what they take part in: once about one thing, with why they get it."""

from __future__ import annotations

from django.utils import timezone

from wijkwerk.web.participate.models import Notice
from wijkwerk.web.people.models import Person


def tell(person: Person, text: str, why: str, url: str, key: str) -> None:
    """Let this person know; a second time about the same `key` says nothing new."""
    Notice.objects.get_or_create(
        person=person,
        key=key[:100],
        defaults={"text": text[:300], "why": why[:200], "url": url[:300], "at": timezone.now()},
    )
