"""The whole library in a folder: as data, and as a site that opens from a USB stick."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijkwerk.library.export import as_csv, as_json
from wijkwerk.web.find import usb
from wijkwerk.web.find.shelves import shelf


class Command(BaseCommand):
    """`wijkwerk export FOLDER`."""

    help = "Schrijf de hele bibliotheek weg: JSON, CSV en een site voor op een USB-stick."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write it."""
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Write into an empty folder and say what stands where."""
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is niet leeg. Kies een lege map. / is not empty. Choose an empty folder.")
        folder.mkdir(parents=True, exist_ok=True)
        # For everyone to read: it goes on a stick or on a site.
        folder.chmod(0o755)
        (folder / "wijkwerk.json").write_text(as_json(shelf()), encoding="utf-8")
        (folder / "wijkwerk.csv").write_text(as_csv(shelf()), encoding="utf-8", newline="")
        number = usb.write(folder / "site")
        self.stdout.write(f"{number} stukken in / entries in {folder}: wijkwerk.json, wijkwerk.csv, site/index.html")
