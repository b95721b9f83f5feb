"""What web tests share: the cast, and an oracle that looks at the headers of every answer of the whole suite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, make_cast
from wijkwerk.web.site.headers import faults_of

# The only pages that other sites may show or read.
FOR_OTHER_SITES = ("/insluiten/", "/api/v1/")


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the example neighbourhood, in the database."""
    return make_cast()


@pytest.fixture(scope="session", autouse=True)
def _every_answer_has_safe_headers() -> Iterator[None]:
    """Ask internet.nl's rules of every answer any test gets through Django's client."""
    ask = Client.request

    def asked_and_looked_at(self: Client, **request: Any) -> Any:
        response: Any = ask(self, **request)
        look_at(response)
        return response

    Client.request = asked_and_looked_at  # type: ignore[method-assign]
    yield
    Client.request = ask  # type: ignore[method-assign]


def look_at(response: Any) -> None:
    """Fail on an answer internet.nl would not accept."""
    request = response.wsgi_request
    faults = faults_of(
        response.headers,
        is_https=request.is_secure(),
        is_for_one_person=getattr(request, "is_for_one_person", False) and not request.path.startswith("/static/"),
        is_for_other_sites=request.path.startswith(FOR_OTHER_SITES),
    )
    assert not faults, f"{request.method} {request.path} answered {response.status_code}: {'; '.join(faults)}"
