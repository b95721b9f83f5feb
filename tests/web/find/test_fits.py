"""What fits here, and methods side by side: reasons for and against, never a figure, never more than seven."""

import pytest
from django.http import QueryDict

from tests.web.find.reading import text_of
from wijkwerk.library.fitting import MOST
from wijkwerk.web.find.fits import ask, compared
from wijkwerk.web.find.shelves import shelf

pytestmark = pytest.mark.django_db
TENSE = "plays=groups-opposed&phase=tension"


def offers(address: str):
    return ask(QueryDict(address)).offers


def test_the_page_asks_first_and_says_nothing_is_kept(client):
    page = text_of(client.get("/vinden/wat-past/"))
    assert "Wat speelt er?" in page and "Elke vraag mag je overslaan" in page


def test_what_fits_comes_with_reasons_conditions_effort_and_a_first_step(client):
    page = text_of(client.get(f"/vinden/wat-past/?{TENSE}"))
    assert offers(TENSE)[0].method.title in page
    for words in (
        "Dit past, omdat:",
        "Dit past als:",
        "Doe dit niet als:",
        "Eerste stap:",
        "Wat vraagt het, en waarop steunt het?",
    ):
        assert words in page


def test_every_offer_says_why_why_not_what_it_asks_and_what_to_do_first():
    for offer in offers(TENSE):
        assert offer.because and offer.said_because and offer.said_not_because
        assert offer.takes and offer.effort and offer.first_step and offer.ground


@pytest.mark.parametrize("play", list(shelf().surroundings.vocabularies["plays"]))
def test_whatever_plays_something_fits_and_never_more_than_seven(play):
    assert 1 <= len(offers(f"plays={play}")) <= MOST


def test_where_nothing_fits_the_page_says_what_to_do_then(client, monkeypatch):
    monkeypatch.setattr("wijkwerk.web.find.fits.fitting", lambda *_: ())
    page = text_of(client.get(f"/vinden/wat-past/?{TENSE}"))
    assert "Hier past niets van wat wij kennen." in page and "bel de contactpersoon" in page


def test_where_there_are_incidents_safety_comes_first(client):
    assert "Eerst de veiligheid" in text_of(client.get("/vinden/wat-past/?plays=unsafe&phase=incidents"))
    assert "Eerst de veiligheid" not in text_of(client.get("/vinden/wat-past/?plays=unsafe&phase=calm"))


@pytest.mark.parametrize("address", ["plays=martians", "plays=", "phase=a&phase=b", "takes=%00", "plays=<script>"])
def test_an_odd_answer_gets_a_sentence_or_the_questions_again(client, address):
    response = client.get(f"/vinden/wat-past/?{address}")
    assert response.status_code in (200, 400)
    assert b"<script>" not in response.content


def test_no_advice_speaks_in_figures(client):
    page = text_of(client.get(f"/vinden/wat-past/?{TENSE}"))
    assert "%" not in page and "score" not in page.lower()


def test_two_or_three_methods_stand_side_by_side_with_the_same_questions(client):
    page = text_of(client.get("/vinden/naast-elkaar/?id=wijkverbinder&id=omgevingswalkshop&id=vijf-lessen"))
    assert all(shelf().methods[one].title in page for one in ("wijkverbinder", "omgevingswalkshop", "vijf-lessen"))
    assert page.count("Waarop het steunt") == 3


def test_more_than_three_are_too_many(client):
    ids = [method.id for method in shelf()][:4]
    page = text_of(client.get("/vinden/naast-elkaar/?" + "&".join(f"id={one}" for one in ids)))
    assert "de eerste drie" in page and len(compared(ids)[0]) == 3


@pytest.mark.parametrize("address", ["", "id=wijkverbinder", "id=bestaat-niet&id=ook-niet"])
def test_fewer_than_two_get_told_how_it_works(client, address):
    assert "Hier komen twee of drie methoden naast elkaar." in text_of(client.get(f"/vinden/naast-elkaar/?{address}"))
