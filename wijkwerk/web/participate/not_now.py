"""The refusal of an act that may be asked but cannot be done now, with the sentence that says why."""

from __future__ import annotations


class NotNow(Exception):
    """This cannot be done (any more); the text is the sentence the page shows."""
