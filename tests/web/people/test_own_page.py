"""Your own page shows all we have about you, lets you change it, and gives it along without anybody else's."""

import json

import pytest
from django.utils import timezone

from tests.cast import PASSWORD, make_person
from wijkwerk.web.people import accounts
from wijkwerk.web.people.accounts import Invited

pytestmark = pytest.mark.django_db
FORM = {"form_token": "t" * 20}


def test_a_person_sees_what_we_have(client, cast):
    client.force_login(cast.joost)
    page = client.get("/mijn/").content.decode()

    for text in ("Joost van Dam", "joost@voorbeeld.example", "Oud Crooswijk", "opbouwwerker", "Welzijn Oude Haven"):
        assert text in page


def test_a_name_can_be_changed_but_another_mail_address_asks_for_the_password(client, cast):
    sem = make_person("sem", "Sem", area=cast.area, role="resident", has_password=True)
    client.force_login(sem)

    client.post("/mijn/", {"name": "Sem de Wit", "email": sem.email, **FORM})
    refused = client.post("/mijn/", {"name": "Sem de Wit", "email": "nieuw@voorbeeld.example", "form_token": "u" * 20})
    sem.refresh_from_db()
    assert (sem.name, sem.email) == ("Sem de Wit", "sem@voorbeeld.example")
    assert "Typ je wachtwoord" in refused.content.decode()

    right = {
        "name": "Sem de Wit",
        "email": "nieuw@voorbeeld.example",
        "current_password": PASSWORD,
        "form_token": "v" * 20,
    }
    assert client.post("/mijn/", right).status_code == 302
    sem.refresh_from_db()
    assert sem.email == "nieuw@voorbeeld.example"


def test_someone_elses_mail_address_is_refused_at_the_field(client, cast):
    client.force_login(cast.amina)
    page = client.post("/mijn/", {"name": "Amina", "email": "RUUD@voorbeeld.example", **FORM}).content.decode()

    assert "hoort al bij een account" in page


def test_the_export_holds_your_own_rows_and_nobody_elses(client, cast):
    accounts.invite(Invited(name="Iemand Anders", area=cast.area, role="resident"), by=cast.joost, now=timezone.now())
    client.force_login(cast.joost)
    response = client.get("/mijn/gegevens.json")
    export = json.loads(response.content)

    assert response.headers["Cache-Control"] == "no-store"
    assert export["account"]["login"] == "joost"
    assert [role["area"] for role in export["people.arearole"]] == ["Oud Crooswijk"]
    text = response.content.decode()
    for hidden in ("Amina", "Ruud", "Iemand Anders", "password", "digest"):
        assert hidden not in text


def test_the_export_says_the_same_as_the_database(client, cast):
    client.force_login(cast.amina)
    export = json.loads(client.get("/mijn/gegevens.json").content)

    assert export["account"]["email"] == "amina@voorbeeld.example"
    assert export["account"]["organisation"] is None
    assert len(export["people.arearole"]) == 1


def test_the_picture_for_the_app_fits_whole_in_whatever_size_the_page_gives_it(client, cast):
    client.force_login(cast.amina)

    drawing = client.get("/mijn/tweede-stap/").content.decode().partition('<div class="code-picture">')[2]

    tag = drawing.partition(">")[0]
    assert tag.startswith("<svg") and " viewBox=" in tag
    assert " width=" not in tag and " height=" not in tag
