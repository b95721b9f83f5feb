"""A card for another site: it may stand in a frame there, says what it is, and does nothing."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_card_may_stand_in_a_frame_on_another_site(client):
    response = client.get("/insluiten/wijkverbinder/")
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers


def test_any_other_page_may_not(client):
    response = client.get("/vinden/methode/wijkverbinder/")
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_card_has_no_form_and_no_script_and_leads_to_the_page(client):
    html = client.get("/insluiten/wijkverbinder/").content.decode()
    assert "<form" not in html and "<script" not in html
    assert 'href="http://testserver/vinden/methode/wijkverbinder/"' in html


def test_what_is_not_there_has_no_card(client):
    assert client.get("/insluiten/bestaat-niet/").status_code == 404
