"""Those who look after areas, organisations and people can do so, and an area always has someone to call."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests.cast import make_area
from wijkwerk.web.people import printed_code
from wijkwerk.web.people.models import Area, AreaRole, Invitation, Organisation, Person

pytestmark = pytest.mark.django_db
AREA = {"name": "Het Blok", "level": "block", "contact_name": "Joost van Dam", "contact_phone": "010 123 45 67"}


@pytest.fixture
def noor(client, cast):
    """The administrator, signed in."""
    client.force_login(cast.noor)
    return client


@pytest.mark.parametrize("missing", ["contact_name", "contact_phone"])
def test_an_area_without_someone_to_call_cannot_exist(cast, missing):
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.create(slug="leeg", **{**AREA, missing: ""})


@pytest.mark.parametrize("missing", ["contact_name", "contact_phone"])
def test_the_form_says_who_is_missing_and_keeps_what_was_typed(noor, missing):
    page = noor.post("/beheer/gebieden/", {**AREA, missing: "", "form_token": "t" * 20}).content.decode()

    assert "Het Blok" in page
    assert not Area.objects.filter(name="Het Blok").exists()


def test_two_areas_of_one_name_get_two_addresses(noor):
    for token in ("t" * 20, "u" * 20):
        noor.post("/beheer/gebieden/", {**AREA, "form_token": token})

    assert set(Area.objects.filter(name="Het Blok").values_list("slug", flat=True)) == {"het-blok", "het-blok-2"}


def test_an_area_keeps_its_address_when_its_name_changes(noor, cast):
    form = {**AREA, "name": "Crooswijk-Oud", "level": "neighbourhood", "form_token": "t" * 20}
    noor.post("/beheer/gebieden/oud-crooswijk/", form)

    assert Area.objects.get(slug="oud-crooswijk").name == "Crooswijk-Oud"


def test_an_area_cannot_lie_in_itself(noor, cast):
    inside = make_area("blok", "Blok", within=cast.area)
    page = noor.post("/beheer/gebieden/oud-crooswijk/", {**AREA, "within": inside.pk, "form_token": "t" * 20})

    assert "niet in zichzelf" in page.content.decode()


def test_areas_that_came_to_lie_in_each_other_hold_nobody_up(noor, cast):
    inside = make_area("blok", "Blok", within=cast.area)
    Area.objects.filter(pk=cast.area.pk).update(within=inside)

    assert noor.get("/kaart/blok/").status_code == 200
    assert len(list(Area.objects.get(pk=inside.pk).with_around())) == len(Area.Level)


def test_an_administrator_gives_and_ends_a_role(noor, cast):
    address = f"/beheer/mensen/{cast.ruud.pk}/"
    noor.post(address, {"act": "role", "area": cast.area.pk, "role": "editor", "form_token": "t" * 20})
    held = AreaRole.objects.get(person=cast.ruud, area=cast.area)
    assert held.role == "editor"
    noor.post(f"/beheer/rollen/{held.pk}/stoppen/", {"form_token": "u" * 20})

    assert not AreaRole.objects.filter(pk=held.pk).exists()


def test_a_closed_account_is_signed_out(noor, cast):
    from django.test import Client

    ruud = Client()
    ruud.force_login(cast.ruud)
    noor.post(f"/beheer/mensen/{cast.ruud.pk}/", {"name": "Ruud Bakker", "email": "", "form_token": "t" * 20})

    assert ruud.get("/mijn/").status_code == 302


def test_people_are_found_by_a_part_of_their_name(noor, cast):
    page = noor.get("/beheer/mensen/?q=idriss").content.decode()

    assert "Amina El Idrissi" in page
    assert "Ruud Bakker" not in page


@pytest.mark.parametrize("address", ["/beheer/", "/beheer/mensen/", "/beheer/gebieden/", "/beheer/organisaties/"])
def test_a_list_costs_the_same_for_three_rows_as_for_sixty(noor, cast, address, django_assert_max_num_queries):
    for number in range(60):
        Organisation.objects.create(name=f"Organisatie {number}")
        make_area(f"straat-{number}", f"Straat {number}", within=cast.area)
    with django_assert_max_num_queries(6):
        assert noor.get(address).status_code == 200


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\u202eomgekeerd", "x" * 121, "  "])
def test_odd_names_are_shown_as_text_or_refused_at_the_field(noor, name):
    page = noor.post("/beheer/organisaties/", {"name": name, "form_token": "t" * 20}, follow=True)

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_unknown_people_and_areas_are_a_helpful_404(noor):
    for address in ("/beheer/mensen/999999/", "/beheer/gebieden/nergens/", "/beheer/organisaties/999999/"):
        assert noor.get(address).status_code == 404


# --- the command line ---


def test_the_first_administrator_comes_in_with_a_printed_code(client):
    out = io.StringIO()
    call_command("first_administrator", login="noor", name="Noor Jansen", stdout=out)
    code = printed_code.read(out.getvalue().strip().splitlines()[-1])

    assert code
    client.post("/wachtwoord/code/", {"code": code})
    client.post("/wachtwoord/nieuw/", {"password": "drie-bankjes-bij-de-haven", "form_token": "t" * 20})
    person = Person.objects.get()
    assert person.is_administrator
    assert person.check_password("drie-bankjes-bij-de-haven")


def test_the_first_administrator_can_type_a_password(monkeypatch):
    answers = iter(["noor", "Noor Jansen"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    monkeypatch.setattr("getpass.getpass", lambda _: "drie-bankjes-bij-de-haven")
    call_command("first_administrator", stdout=io.StringIO())

    assert Person.objects.get().check_password("drie-bankjes-bij-de-haven")


def test_there_is_only_one_first_administrator(cast):
    with pytest.raises(CommandError, match="al een beheerder"):
        call_command("first_administrator", login="piet", name="Piet")


def test_when_the_last_administrator_closed_their_account_there_is_a_way_back_in(cast):
    Person.objects.filter(is_administrator=True).update(is_active=False)
    call_command("first_administrator", login="piet", name="Piet", stdout=io.StringIO())

    assert Person.objects.get(login="piet").is_administrator


@pytest.mark.parametrize("login", ["Noor Jansen", "noor@voorbeeld.example", "", "x" * 61])
def test_an_odd_login_name_is_refused_with_a_sentence(login):
    with pytest.raises((CommandError, OSError)):
        call_command("first_administrator", login=login, name="Noor Jansen")
    assert not Person.objects.exists()


def test_someone_can_be_invited_from_the_command_line(cast):
    out = io.StringIO()
    call_command("invite", name="Sem", area="oud-crooswijk", role="resident", stdout=out)

    assert re.search(r"(\w{4} ){3}\w{4}", out.getvalue())
    assert Invitation.objects.get().role == "resident"


@pytest.mark.parametrize("odd", [{}, {"area": "nergens", "role": "resident"}, {"area": "oud-crooswijk"}])
def test_an_odd_invitation_is_refused_with_a_sentence(cast, odd):
    with pytest.raises(CommandError):
        call_command("invite", name="Sem", **odd)
