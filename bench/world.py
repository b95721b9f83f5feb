"""A site of its own for measuring: a fresh database on this disk, thrown away afterwards."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@cache
def begin() -> Path:
    """The folder with a migrated database; Django is set up on it. One in each process."""
    (ROOT / "var").mkdir(mode=0o700, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "var"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {"WIJKWERK_VAR": str(folder), "WIJKWERK_EXAMPLE": "1"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwerk.web.site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    return folder


@cache
def people() -> Any:
    """The people of the tests, in that database."""
    begin()
    from tests.cast import make_cast

    return make_cast()
