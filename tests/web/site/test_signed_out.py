"""Whoever sends a form after the session ended reads that it was not kept, with the text to copy and the way in."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from wijkwerk.web.people import sessions

pytestmark = pytest.mark.django_db
TEXT = "Zesentwintig bankjes bij de vijver"


def test_the_text_comes_back_with_the_way_in_and_the_way_back_to_the_form(client):
    response = client.post("/mijn/", {"name": TEXT, "form_token": "t" * 20})

    page = response.content.decode()
    assert response.status_code == 403 and response.headers["Cache-Control"] == "no-store"
    assert "Dit is NIET bewaard" in page and TEXT in page
    assert 'href="/inloggen/?next=%2Fmijn%2F"' in page


def test_after_ten_hours_it_is_the_same(client, cast):
    client.force_login(cast.amina)
    session = client.session
    session["began_at"] = (timezone.now() - sessions.LONGEST - timedelta(minutes=1)).timestamp()
    session.save()

    assert TEXT in client.post("/mijn/", {"name": TEXT, "form_token": "t" * 20}).content.decode()


def test_a_form_that_stands_on_another_page_leads_back_to_that_page_and_never_to_another_site(client):
    address = "/mijn/herstelcodes/"
    from_here = client.post(address, {"reason": TEXT}, headers={"referer": "http://testserver/mijn/tweede-stap/?a=1"})
    from_elsewhere = client.post(address, {"reason": TEXT}, headers={"referer": "https://elders.example/mijn/"})

    assert "/inloggen/?next=%2Fmijn%2Ftweede-stap%2F%3Fa%3D1" in from_here.content.decode()
    assert 'href="/inloggen/?next=%2F"' in from_elsewhere.content.decode()


def test_a_password_or_code_does_not_come_back_and_a_button_alone_leads_to_the_door(client):
    secret = {"current_password": "kopje-koffie", "password": "koffie-kopje", "form_token": "t" * 20}

    assert client.post("/mijn/wachtwoord/", secret).headers["Location"] == "/inloggen/?next=%2Fmijn%2Fwachtwoord%2F"
    page = client.post("/mijn/wachtwoord/", {**secret, "name": TEXT}).content.decode()
    assert TEXT in page and "kopje" not in page


def test_the_text_is_in_no_log_and_no_session(client, caplog):
    caplog.set_level(logging.DEBUG)
    client.post("/mijn/", {"name": TEXT})

    assert TEXT not in caplog.text
    assert not client.session.items()


def test_a_reader_is_sent_to_the_door_as_before():
    assert Client().get("/mijn/?name=x").headers["Location"] == "/inloggen/?next=%2Fmijn%2F%3Fname%3Dx"
