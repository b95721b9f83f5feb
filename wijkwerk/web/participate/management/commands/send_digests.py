"""Tells what is near its day and mails what waits; the worker does this every day, a timer may do it too."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wijkwerk.web.participate import notices, reminders


class Command(BaseCommand):
    """send_digests: again on the same day sends nobody a second mail."""

    help = "Stuurt iedereen hoogstens één mail per dag. / Sends everyone one mail a day at most."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell, send, and say how many."""
        now = timezone.now()
        told = reminders.remind(now=now)
        self.stdout.write(f"notices: {told}, mails: {notices.send_digests(now=now)}")
