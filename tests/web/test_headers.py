"""Every answer carries the headers internet.nl asks; the oracle that checks the whole suite can go red."""

import pytest
from django.http import HttpResponse
from django.test import override_settings

from tests.web.conftest import look_at
from wijkwerk.web.site import headers
from wijkwerk.web.site.environment import read

GOOD = {
    **headers.ALWAYS,
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Cache-Control": "no-store",
}
POLICY = GOOD["Content-Security-Policy"]


def faults(**changed):
    changes = {name.replace("_", "-"): value for name, value in changed.items()}
    return headers.faults_of({**GOOD, **changes}, is_https=True, is_for_one_person=True)


def test_a_right_answer_has_no_faults():
    assert faults() == []


@pytest.mark.parametrize("name", sorted(GOOD))
def test_each_missing_header_is_noticed(name):
    assert faults(**{name: ""})


@pytest.mark.parametrize("word", ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "https:", "data:"])
def test_each_unsafe_word_is_noticed(word):
    assert faults(Content_Security_Policy=f"{POLICY}; img-src {word}") == [f"CSP img-src allows {word}"]


@pytest.mark.parametrize(
    "changed",
    [
        {"Strict-Transport-Security": "max-age=86400"},
        {"Referrer-Policy": "unsafe-url"},
        {"X-Frame-Options": "SAMEORIGIN"},
        {"Content-Security-Policy": POLICY.replace("default-src 'none'", "default-src https://elsewhere.example")},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_each_weaker_value_is_noticed(changed):
    assert faults(**changed)


@pytest.mark.django_db
def test_the_oracle_of_the_whole_suite_goes_red(client, monkeypatch):
    monkeypatch.delitem(headers.ALWAYS, "Permissions-Policy")
    response = client.get("/privacy/")
    monkeypatch.undo()

    with pytest.raises(AssertionError, match="Permissions-Policy is missing"):
        look_at(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("/privacy/", 200), ("/bestaat-niet/", 404), ("/mijn/", 302), ("/uitloggen/", 405)]
)
def test_pages_refusals_and_redirects_carry_the_headers(client, path, status):
    response = client.get(path)

    assert response.status_code == status
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_an_answer_after_trouble_carries_the_headers(client, monkeypatch):
    def broken(*_):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("wijkwerk.web.people.privacy_views.kinds", broken)
    response = client.get("/privacy/")

    assert response.status_code == 500
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_a_strange_host_is_refused_with_the_headers(client):
    response = client.get("/privacy/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_a_page_of_someone_signed_in_is_kept_by_no_cache(client, cast):
    client.force_login(cast.amina)

    assert client.get("/mijn/").headers["Cache-Control"] == "no-store"
    assert client.get("/privacy/").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@override_settings(
    SESSION_COOKIE_SECURE=True,
    SECURE_HSTS_SECONDS=63072000,
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
)
def test_https_brings_hsts(client):
    response = client.get("/privacy/", headers={"x-forwarded-proto": "https"})

    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_tiles_widen_the_policy_by_one_origin_for_pictures(tmp_path):
    (tmp_path / "pyproject.toml").touch()
    there = read({"WIJKWERK_TILES": "https://tiles.example/{z}/{x}/{y}.png"}, root=tmp_path)

    assert there.tiles_origin == "https://tiles.example"


@pytest.mark.django_db
def test_no_page_of_people_holds_script_or_style(client, cast):
    client.force_login(cast.noor)
    pages = ["/mijn/", "/mijn/tweede-stap/", "/beheer/", "/beheer/mensen/", "/beheer/gebieden/", "/privacy/"]
    for page in pages:
        html = client.get(page).content.decode()
        assert " style=" not in html, page
        assert "<style" not in html, page
        assert "<script>" not in html, page
        assert " onclick" not in html, page


def test_the_oracle_looks_at_plain_answers_as_well():
    assert headers.faults_of(HttpResponse().headers, is_https=False, is_for_one_person=False)
