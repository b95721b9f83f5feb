"""The example neighbourhood as everyone gets it, and its people in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command

from wijkwerk.web.work.management.commands.example_neighbourhood import PASSWORD


@pytest.fixture
def neighbourhood(transactional_db: None, settings: Any, live_server: Any) -> str:
    """The address of a site with the example neighbourhood in it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    call_command("example_neighbourhood")
    return str(live_server.url)


@pytest.fixture
def dutch_page(page: Any) -> Any:
    """A browser that asks for Dutch."""
    page.set_extra_http_headers({"Accept-Language": "nl"})
    return page


@pytest.fixture
def sign_in(neighbourhood: str) -> Callable[[Any, str], None]:
    """Sign in as one of the people of the example, as they would."""

    def signed(page: Any, login: str) -> None:
        page.goto(f"{neighbourhood}/inloggen/")
        page.get_by_label("Inlognaam of e-mailadres").fill(login)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/mijn/")

    return signed
