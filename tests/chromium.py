"""Which browser plays the stories: Debian's Chromium, so that nothing is downloaded behind our back."""

import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program(*, is_required: bool) -> str:
    """Where Chromium is; without one the test skips, or fails where a browser is required."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        (pytest.fail if is_required else pytest.skip)("no Chromium here; type: apt-get install chromium libatomic1")
    return str(found)
