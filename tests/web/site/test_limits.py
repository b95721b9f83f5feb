"""Limits are a table: each is tried alone, one sender does not use up another's, and a new stretch begins fresh."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from wijkwerk.web.site import limits, policy
from wijkwerk.web.site.limits import LIMITS, Limit, address_of, may_try, sender_of
from wijkwerk.web.site.models import Attempt

NOW = datetime(2026, 11, 22, 12, 0, 1, tzinfo=UTC)
THREE = Limit(3, timedelta(minutes=5))


@pytest.mark.django_db
@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_lets_so_many_through_and_then_no_more(name):
    limit = LIMITS[name]
    tries = [may_try(name, limit, "a", now=NOW) for _ in range(limit.times + 2)]

    assert tries == [True] * limit.times + [False] * 2
    assert all(may_try(other, LIMITS[other], "a", now=NOW) for other in LIMITS if other != name)


@pytest.mark.django_db
def test_one_sender_does_not_use_up_the_tries_of_another():
    assert [may_try("x", THREE, "a", now=NOW) for _ in range(4)][-1] is False
    assert may_try("x", THREE, "b", now=NOW)


@pytest.mark.django_db
def test_after_the_stretch_the_count_begins_again_and_the_old_one_is_gone():
    for _ in range(4):
        may_try("x", THREE, "a", now=NOW)

    assert may_try("x", THREE, "a", now=NOW + timedelta(minutes=5))
    assert Attempt.objects.count() == 1


def test_no_address_is_kept(rf):
    request = rf.get("/", REMOTE_ADDR="203.0.113.9")
    request.user = type("Visitor", (), {"is_authenticated": False})()

    assert "203" not in sender_of(request)
    assert len(sender_of(request)) == 64


def test_behind_our_proxy_the_address_is_the_one_it_wrote_down(rf, settings):
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "198.51.100.7, 203.0.113.9"})

    assert address_of(request) == "127.0.0.1"
    settings.SESSION_COOKIE_SECURE = True
    assert address_of(request) == "203.0.113.9"


@pytest.mark.parametrize(("second", "minutes"), [(1, "10 minuten"), (541, "1 minuut"), (599, "1 minuut")])
def test_the_page_says_how_long_it_really_takes(rf, monkeypatch, second, minutes):
    monkeypatch.setattr(limits.timezone, "now", lambda: NOW + timedelta(seconds=second - 1))

    page = limits.too_often(rf.post("/"), "open-form")

    assert f"Over {minutes} kan het weer." in page.content.decode()
    assert page.headers["Retry-After"] == str(600 - second)


# These keep nothing and guess nothing: a cookie with a language, and the end of one's own session.
WITHOUT_LIMIT = {"site:language", "people:sign-out"}


def test_every_form_that_is_open_to_everyone_has_a_limit():
    open_forms = {row.name for row in policy.ROWS if row.POST == policy.EVERYONE}
    limited = {name for name, view in views() if hasattr(view, "limit")}

    assert "people:sign-in" in open_forms & limited
    assert open_forms - limited == WITHOUT_LIMIT


def views():
    """Every view by the name of its address."""
    apps: Any = get_resolver().url_patterns
    for app in apps:
        for pattern in app.url_patterns:
            if isinstance(pattern, URLPattern):
                yield f"{app.app_name}:{pattern.name}", pattern.callback
