"""Put a backup back, or leave everything as it was."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from wijkwerk.web.site import backup, checks


class Command(BaseCommand):
    """`wijkwerk restore FILE`."""

    help = "Zet een reservekopie terug. Stop eerst de site en het achtergrondwerk."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which backup, and whether it may take the place of what is there."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="vervang de gegevens die er al zijn")

    def handle(self, *_args: Any, file: Path, replace: bool, **_options: Any) -> None:
        """Restore and say what to do next."""
        known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
        connection.close()
        mark = settings.VAR / checks.RESTORED
        before = mark.read_text() if mark.exists() else ""
        try:
            # Who was erased since then is erased again by `prepare`, once the tables are those of this version. Until
            # then nothing starts, so it is written down first.
            mark.write_text(backup.read(file).made_at)
            made = backup.restore(file, connection.settings_dict, known=known, may_replace=replace)
        except backup.Refused as refusal:
            if before:
                mark.write_text(before)
            else:
                mark.unlink(missing_ok=True)
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"Teruggezet: de stand van {made.made_at} (versie {made.version}). Typ nu: wijkwerk prepare\n"
            f"Restored: as it was on {made.made_at} (version {made.version}). Now type: wijkwerk prepare"
        )
