"""Looks at the shelf before every start: nothing half-loaded is ever served.

Without a shelf that was whole before, faults stop the start; with one, they are told and that one serves on.
"""

from __future__ import annotations

from typing import Any

from django.core import checks

from wijkwerk.library.faults import Fault, Faulty
from wijkwerk.web.find.shelves import shelf


def connect() -> None:
    """Register the check with Django: it runs before every command that checks, and at the start of the server."""
    checks.register(check_shelf)


def check_shelf(app_configs: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """Each fault in the content with its file, line and way out, in Dutch and English."""
    told: list[tuple[type[checks.Error | checks.Warning], str, Fault]]
    try:
        told = [(checks.Warning, "wijkwerk.W002", fault) for fault in shelf().faults]
    except Faulty as faulty:
        told = [(checks.Error, "wijkwerk.E002", fault) for fault in faulty.faults]
    return [level(fault.sentence("nl"), hint=fault.sentence("en"), id=message_id) for level, message_id, fault in told]
