"""What no form of ours sends is answered with a sentence, never with a fault of our own, and leaves nothing behind."""

from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.core.files import temp

from tests.cast import PASSWORD, make_person
from tests.web.work.runs import make_run
from wijkwerk.web.people.models import Organisation

pytestmark = pytest.mark.django_db
DUTCH = {"accept-language": "nl"}
NOT_UNDERSTOOD = "Dit begrijpen we niet"


def multipart(*fields, file=b""):
    """The body of a form in parts, with the boundary "b"."""
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields
    ]
    if file:
        parts.append(b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + file + b"\r\n")
    return b"".join(parts) + b"--b--\r\n"


@pytest.fixture
def quiet(client):
    """A client that shows the page of a fault instead of raising it."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("charset", ["utf-7", "base64", "rot13", "idna", "undefined", "utf-16", "unicode_escape"])
def test_a_form_in_another_charset_is_not_read(quiet, cast, charset):
    quiet.force_login(cast.noor)
    body = multipart(("form_token", "+2AA-" + "a" * 30), ("name", "+2AA-"))

    page = quiet.generic(
        "POST", "/beheer/organisaties/", body, f"multipart/form-data; boundary=b; charset={charset}", headers=DUTCH
    )

    assert page.status_code == 400
    assert NOT_UNDERSTOOD in page.content.decode()
    assert Organisation.objects.count() == 2


def test_a_form_in_our_own_charset_is_read(quiet, cast):
    quiet.force_login(cast.noor)
    body = multipart(("form_token", "a" * 30), ("name", "Buurtraad"))

    page = quiet.generic("POST", "/beheer/organisaties/", body, "multipart/form-data; boundary=b; charset=UTF-8")

    assert page.status_code == 302
    assert Organisation.objects.filter(name="Buurtraad").exists()


@pytest.mark.parametrize("address", ["/beheer/mensen/?q=%00", "/gesprek/wat-telt/?gebied=a%00", "/vinden/?q=%00"])
def test_a_nul_in_the_address_is_not_read(quiet, cast, address):
    quiet.force_login(cast.noor)

    assert quiet.get(address).status_code == 400


def test_a_file_that_nobody_asked_for_is_written_nowhere(quiet, cast, monkeypatch):
    wrote = []

    def written(**options):
        wrote.append(options)
        return BytesIO()

    monkeypatch.setattr(temp, "NamedTemporaryFile", written)
    body = multipart(("username", "x"), ("password", "y"), file=b"x" * 3_000_000)

    page = quiet.generic("POST", "/inloggen/", body, "multipart/form-data; boundary=b")

    assert page.status_code == 200
    assert wrote == []


@pytest.mark.parametrize("wanted", ["foo", "x.y", "people:mine", "//elsewhere.example", "/\\elsewhere.example"])
def test_who_signs_in_goes_on_to_a_page_of_ours_only(quiet, wanted):
    make_person("sem", "Sem", has_password=True)

    page = quiet.post("/inloggen/", {"username": "sem", "password": PASSWORD, "next": wanted})

    assert (page.status_code, page.headers["Location"]) == (302, "/mijn/")


@pytest.mark.parametrize("address", ["/uitnodiging/ABCDEFGH/", "/wachtwoord/ABCDEFGH/"])
def test_a_link_that_does_not_work_leaves_no_session_behind(client, address):
    client.get(address)

    assert not Session.objects.exists()


def test_the_address_of_a_button_opened_as_a_page_says_that_nothing_was_kept(client):
    page = client.get("/uitloggen/", headers=DUTCH)

    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert NOT_UNDERSTOOD in page.content.decode()


@pytest.mark.parametrize("number", ["Bel 123456782 maar.", "1234.56.782"])
def test_a_service_number_in_a_route_gets_its_sentence_at_the_field(quiet, cast, number):
    run = make_run(cast.area, by=cast.amina)
    quiet.force_login(cast.amina)
    sent = {
        "step": "entry-added:initiatiefgroep",
        "at_step": 0,
        "form_token": "t" * 20,
        "entry-added-initiatiefgroep-who": number,
    }

    page = quiet.post(f"{run.get_absolute_url()}vastleggen/", sent, headers=DUTCH)

    assert page.status_code == 422
    assert "Dit lijkt op een burgerservicenummer" in page.content.decode()
    assert number in page.content.decode()
    assert not run.events.exists()
