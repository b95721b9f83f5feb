"""What every test may lean on: compiled translations, Debian's Chromium, and fair marks."""

import os
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests import chromium

ROOT = Path(__file__).resolve().parents[1]
BROWSER_FIXTURES = {"page", "context", "new_context", "browser"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by what a test uses: `browser` plays in one worker, `database` runs on PostgreSQL too."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & BROWSER_FIXTURES:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
        if fixtures & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session", autouse=True)
def _translations() -> None:
    """Compile the translations once, as ./wijk start and the wheel do."""
    from wijkwerk.web.site.translations import compile_translations

    compile_translations(ROOT / "wijkwerk" / "web" / "locale")


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """No test sees what the home page told in another, or speaks the language of its last page."""
    from django.core.cache import cache
    from django.utils import translation

    cache.clear()
    translation.deactivate()


@pytest.fixture
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of Django stands still, for who counts what happens within ten minutes."""
    from django.utils import timezone

    still = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: still)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; without it the browser tests skip, and fail where WIJKWERK_REQUIRE_BROWSER=1."""
    program = chromium.program(is_required=os.environ.get("WIJKWERK_REQUIRE_BROWSER") == "1")
    return {**browser_type_launch_args, "executable_path": program, "args": chromium.FLAGS}
