"""Every field says why it is kept, how long and who reads it; nowhere can a citizen service number be kept."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from wijkwerk.web.site import register
from wijkwerk.web.site.models import Attempt
from wijkwerk.web.site.register import Kept
from wijkwerk.web.site.service_numbers import HoldsServiceNumber, holds_service_number, refuse_in_row

ROOT = Path(__file__).resolve().parents[2]
A_NUMBER = "123456782"  # passes the eleven-test, and belongs to nobody
OURS = [model for model in apps.get_models() if model.__module__.startswith("wijkwerk.")]
MACHINE_MADE = ("password", "digest", "key", "sender")


def test_every_field_of_every_table_is_declared():
    assert register.faults() == []


def test_an_undeclared_field_is_noticed(monkeypatch):
    monkeypatch.setattr(Attempt, "register", {"limit": Attempt.register["limit"]})

    assert [fault.split()[0] for fault in register.faults_of(Attempt)] == [
        "site.Attempt.sender",
        "site.Attempt.ends_at",
        "site.Attempt.times",
    ]


def test_an_empty_declaration_and_a_stray_one_are_noticed(monkeypatch):
    words = {**Attempt.register, "limit": Kept("", "een dag", "niemand"), "colour": Attempt.register["limit"]}
    monkeypatch.setattr(Attempt, "register", words)

    assert len(register.faults_of(Attempt)) == 2


@pytest.mark.django_db
def test_the_page_shows_what_the_register_says(client):
    page = client.get("/privacy/").content.decode().lower()

    for entry in register.entries_of(apps.get_model("people", "Person")):
        assert str(entry.label).lower() in page
    assert "zolang je een account hebt" in page


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_text_of_any_table_can_hold_a_service_number(model):
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and field.name not in MACHINE_MADE:
            with pytest.raises(HoldsServiceNumber):
                refuse_in_row(model, model(**{field.attname: f"zie {A_NUMBER} graag"}))
        if isinstance(field, models.JSONField):
            with pytest.raises(HoldsServiceNumber):
                refuse_in_row(model, model(**{field.attname: {"a": [{"b": A_NUMBER}]}}))


@pytest.mark.django_db
def test_a_row_with_a_service_number_is_not_kept(cast):
    cast.amina.name = f"Amina {A_NUMBER}"

    with pytest.raises(ValidationError):
        cast.amina.save()
    cast.amina.refresh_from_db()
    assert cast.amina.name == "Amina El Idrissi"


@pytest.mark.django_db
def test_a_form_says_at_the_field_that_a_service_number_is_not_kept(cast, client):
    client.force_login(cast.amina)
    page = client.post("/mijn/", {"name": f"Amina {A_NUMBER}", "email": cast.amina.email, "form_token": "t" * 20})

    assert "burgerservicenummer" in page.content.decode()
    assert A_NUMBER in page.content.decode()


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (A_NUMBER, True),
        ("1234.56.782", True),
        ("123 456 782.", True),
        ("123456783", False),
        ("010 123 45 67", False),
        ("+31 612345678", False),
        ("0612345678", False),
        (f"a{A_NUMBER}", False),
        (f"{A_NUMBER}-4bd1-41cf-9a2b-6b1f2d3c4e5f", False),
        ("000000000", False),
    ],
)
def test_the_eleven_test_knows_a_service_number_from_other_numbers(text, holds):
    assert holds_service_number(text) is holds


def test_no_field_is_named_after_the_service_number():
    names = {field.name.lower() for model in apps.get_models() for field in model._meta.get_fields()}

    assert not [name for name in names if re.search(r"bsn|service_?number|sofi", name)]


def shipped_texts():
    """Every text file that is kept in the house, with its name."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.suffix in (".py", ".yaml", ".json", ".html", ".md", ".po", ".geojson") and path.is_file():
            yield name, path.read_text(encoding="utf-8", errors="replace")


def test_nothing_we_ship_holds_a_service_number():
    shipped = ((name, text) for name, text in shipped_texts() if not name.startswith("tests/"))

    assert not [name for name, text in shipped if holds_service_number(text)]


def test_the_scan_of_what_we_ship_would_find_one():
    assert holds_service_number(json.dumps({"note": f"nummer {A_NUMBER}"}))
