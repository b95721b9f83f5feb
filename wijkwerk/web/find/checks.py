"""Refuses to start on a shelf with faults: nothing half-loaded is ever served."""

from __future__ import annotations

from typing import Any

from django.core import checks

from wijkwerk.library.faults import Faulty
from wijkwerk.web.find.shelves import shelf


def connect() -> None:
    """Register the check with Django: it runs before every command that checks, and at the start of the server."""
    checks.register(check_shelf)


def check_shelf(app_configs: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """An error for each fault in the content, with its file, line and way out, in Dutch and English."""
    try:
        shelf()
    except Faulty as faulty:
        return [
            checks.Error(fault.sentence("nl"), hint=fault.sentence("en"), id="wijkwerk.E002") for fault in faulty.faults
        ]
    return []
