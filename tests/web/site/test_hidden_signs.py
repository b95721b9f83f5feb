"""What people are called, wherever it is typed, is what everyone sees: no hidden signs, no service number."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from wijkwerk.web.people import forms
from wijkwerk.web.people.models import Area, Invitation, Organisation, Person
from wijkwerk.web.places.models import Note
from wijkwerk.web.site.hidden_signs import without_hidden_signs
from wijkwerk.web.site.service_numbers import without_service_number
from wijkwerk.web.work.models import Run

pytestmark = pytest.mark.django_db
HIDDEN = ["abc\u202edef", "a\u0007b", "a\ufeff", "x\u2028y"]
# Text that the program itself fills in, or chooses from a list.
NOT_TYPED = {"slug", "level", "role", "password", "digest", "kind", "theme", "part", "ours"}
NOT_TYPED |= {"source_document", "source_lines", "language"}
# Their own shape, letters and digits, leaves no room for hidden signs.
SHAPED = {"login", "email", "contact_phone"}


def validators_of(model):
    """The validators of each text field somebody types, by its name."""
    return {
        field.name: field.validators
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField)) and field.name not in NOT_TYPED
    }


@pytest.mark.parametrize("model", [Person, Organisation, Area, Invitation, Note, Run])
def test_every_text_people_type_is_looked_at(model):
    found = validators_of(model)

    assert found
    assert [name for name, all_ in found.items() if without_service_number not in all_] == []
    assert [name for name, all_ in found.items() if without_hidden_signs not in all_ and name not in SHAPED] == []


@pytest.mark.parametrize("shape", [forms.NewcomerForm, forms.InviteForm])
def test_a_form_without_a_table_looks_as_well(shape):
    for name, field in shape.base_fields.items():
        if name in ("name", "login", "email"):
            assert without_service_number in field.validators


@pytest.mark.parametrize("typed", HIDDEN)
@pytest.mark.parametrize("address", ["/beheer/organisaties/", "/mijn/"])
def test_a_hidden_sign_gets_its_sentence_at_the_field(client, cast, address, typed):
    client.force_login(cast.noor)
    sent = {"name": typed, "email": cast.noor.email, "form_token": "t" * 20}

    page = client.post(address, sent, headers={"accept-language": "nl"})

    assert page.status_code == 200
    assert "Er staat een onzichtbaar teken in je tekst" in page.content.decode()
    assert not Organisation.objects.filter(name=typed).exists()
    assert Person.objects.get(pk=cast.noor.pk).name == "Noor Jansen"


@pytest.mark.parametrize("typed", HIDDEN)
def test_a_method_does_not_begin_under_a_name_that_hides_something(client, cast, typed):
    client.force_login(cast.amina)
    sent = {"area": cast.area.pk, "title": typed, "form_token": "t" * 20}

    page = client.post("/werk/begin/buurtwarmte-vechtzoom/route/", sent, headers={"accept-language": "nl"})

    assert "Er staat een onzichtbaar teken in je tekst" in page.content.decode()
    assert not Run.objects.exists()


@pytest.mark.parametrize("typed", [{"login": "123456782"}, {"email": "123456782@voorbeeld.example"}])
def test_a_service_number_is_no_login_name_and_no_address(typed):
    form = forms.NewcomerForm(
        {"name": "Sem", "login": "sem", "email": "", "password": "een-lange-zomeravond", **typed}, person=Person()
    )

    assert list(form.errors) == list(typed)


def test_a_new_line_as_a_browser_sends_it_is_no_hidden_sign():
    without_hidden_signs("Na tien uur is het stil.\r\nBehalve op zaterdag.")

    with pytest.raises(ValidationError, match="U\\+000D"):
        without_hidden_signs("Na tien uur\ris het stil.")
