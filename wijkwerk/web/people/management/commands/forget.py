"""Forgets what is past its term; a site that is busy does this by itself, a quiet one by a daily timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wijkwerk.web.people import terms


class Command(BaseCommand):
    """forget: says how many rows of each kind are gone."""

    help = "Vergeet wat over zijn termijn is. / Forgets what is past its term."

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget, and say what."""
        for kind, count in terms.forget(now=timezone.now()).items():
            self.stdout.write(f"{kind}: {count}")
