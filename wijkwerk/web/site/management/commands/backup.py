"""Keep a copy of everything in one file, while the site goes on."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from wijkwerk.web.site import backup


class Command(BaseCommand):
    """`wijkwerk backup FILE`."""

    help = "Maak een reservekopie; dat kan terwijl de site draait."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to keep it."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Write and say where it is."""
        try:
            made = backup.write(file, connection.settings_dict, version=version("wijkwerk"), now=timezone.now())
        except backup.Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{file} ({made.engine}, {made.made_at}, {made.size} bytes)")
