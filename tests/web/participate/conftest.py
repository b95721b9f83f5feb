"""What the tests of taking part lean on."""

from typing import Any

import pytest


@pytest.fixture
def done_at_once(settings: Any) -> None:
    """What the background worker does is done at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
