"""After a backup was put back: erases again who had their account erased since that backup was made."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wijkwerk.web.people import erasure


class Command(BaseCommand):
    """erase_again, part of `wijkwerk prepare`."""

    help = "Wist na het terugzetten van een reservekopie wie intussen was gewist."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how many."""
        if number := erasure.erase_again(now=timezone.now()):
            self.stdout.write(f"Opnieuw gewist: {number} / Erased again: {number}")
