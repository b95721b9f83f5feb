"""Bring database and files of this installation up to date; safe to repeat, before every start."""

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """`wijkwerk prepare`."""

    help = "Zet database en bestanden klaar; in het voorbeeld ook de voorbeeldbuurt."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Migrate, erase anew after a restore, collect the static files under hashed names, and load the example where this is one."""
        call_command("migrate", interactive=False, verbosity=0)
        if "erase_again" in get_commands():
            call_command("erase_again", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.WIJKWERK_EXAMPLE and "example_neighbourhood" in get_commands():
            call_command("example_neighbourhood", stdout=self.stdout)
