"""The conversation as the server hands it out: questions, whom to call, paper, and never anything of anyone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from wijkwerk.web.find.service import shelf
from wijkwerk.web.work.conversation import REFUSALS
from wijkwerk.words.refusal import SENTENCES

BOARD = Path(__file__).resolve().parents[3] / "wijkwerk" / "web" / "work" / "static" / "work" / "board"
CONVERSATIONS = ("wat-telt", "ben-je-oke")
MOST_QUERIES = 6

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method_id", CONVERSATIONS)
def test_a_visitor_can_open_a_conversation_without_an_account(client: Client, method_id: str):
    page = client.get(f"/gesprek/{method_id}/")
    method = shelf().method(method_id)

    assert page.status_code == 200
    assert method is not None and method.conversation is not None
    for question in method.conversation.questions:
        assert question.ask in page.text
    for rule in method.conversation.rules:
        assert rule.text in page.text


def test_the_page_says_whom_to_call_and_that_nobody_watches(client: Client, cast: Cast):
    page = client.get(f"/gesprek/wat-telt/?gebied={cast.area.slug}").text

    assert 'href="tel:112"' in page
    assert 'href="tel:113"' in page
    assert "Niemand kijkt hier dag en nacht mee" in page
    assert cast.area.contact_name in page
    assert cast.area.contact_phone in page
    assert "data-quick-exit" in page


def test_without_an_area_the_page_names_the_people_of_the_site(client: Client, cast: Cast):
    assert cast.elsewhere.contact_phone in client.get("/gesprek/ben-je-oke/").text


@pytest.mark.parametrize(
    "address",
    [
        "/gesprek/bestaat-niet/",
        "/gesprek/bestaat-niet/data.json",
        "/gesprek/bestaat-niet/leeg/",
        "/gesprek/vijf-lessen/",
        "/gesprek/wat-telt/?gebied=bestaat-niet",
    ],
)
def test_what_does_not_exist_is_a_page_that_says_so(client: Client, address: str):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/gesprek/wat-telt/", "/gesprek/ben-je-oke/leeg/"])
def test_no_cache_keeps_the_page(client: Client, address: str):
    assert client.get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/gesprek/wat-telt/", "/gesprek/wat-telt/data.json", "/gesprek/wat-telt/leeg/"])
def test_nobody_can_send_an_answer_here(client: Client, address: str):
    assert client.post(address, {"answer": "Iets van mij."}).status_code == 405


def test_the_questions_are_sent_once_and_kept_until_they_change(client: Client):
    first = client.get("/gesprek/wat-telt/data.json")
    again = client.get("/gesprek/wat-telt/data.json", headers={"if-none-match": first.headers["ETag"]})
    english = client.get(
        "/gesprek/wat-telt/data.json", headers={"if-none-match": first.headers["ETag"], "accept-language": "en"}
    )

    assert first.status_code == 200
    assert again.status_code == 304
    assert english.status_code == 200
    assert "Cookie" in first.headers["Vary"] and "Accept-Language" in first.headers["Vary"]


def test_the_sentences_for_a_refusal_come_in_the_language_of_the_questions(client: Client):
    dutch: dict[str, Any] = client.get("/gesprek/wat-telt/data.json").json()
    english = client.get("/gesprek/wat-telt/data.json", headers={"accept-language": "en"}).json()
    arabic = client.get("/gesprek/wat-telt/data.json", headers={"accept-language": "ar"}).json()

    assert dutch["refusals"]["enough-goals"] == SENTENCES["enough-goals"][0]
    assert english["refusals"]["enough-goals"] == SENTENCES["enough-goals"][1]
    assert english["part"]["board"]["ask"] != dutch["part"]["board"]["ask"]
    assert arabic["part"] == dutch["part"]
    assert arabic["refusals"] == dutch["refusals"]


def test_the_page_has_a_sentence_for_every_refusal_of_the_browser():
    scripts = "".join(path.read_text() for path in BOARD.glob("*.js"))
    refused = set(re.findall(r'(?:new Refused|refusal)\(\s*"([a-z-]+)"', scripts))

    assert {"unknown-area", "not-a-number", "malformed-event"} <= refused
    assert refused == set(REFUSALS)


@pytest.mark.parametrize("method_id", CONVERSATIONS)
def test_the_empty_sheet_asks_everything_with_room_to_write(client: Client, cast: Cast, method_id: str):
    page = client.get(f"/gesprek/{method_id}/leeg/?gebied={cast.area.slug}").text
    method = shelf().method(method_id)

    assert method is not None and method.conversation is not None
    for question in method.conversation.questions:
        assert question.ask in page
    assert page.count("sheet__line") > 2 * len(method.conversation.questions)
    assert cast.area.contact_phone in page
    assert "Naam" in page and "Telefoon" in page


def test_each_sentence_shows_whether_it_is_from_the_text_or_ours(client: Client):
    page = client.get("/gesprek/wat-telt/").text

    assert "Bron:" in page
    assert "Onze keuze:" in page
    assert "559–560" in page
    assert "een leefgebied dat wij kozen" in page


def test_the_arabic_page_runs_from_right_to_left_around_the_dutch_questions(client: Client):
    page = client.get("/gesprek/wat-telt/", headers={"accept-language": "ar"}).text

    assert '<html lang="ar" dir="rtl">' in page
    assert re.search(r'data-board [^>]*lang="nl"', page)


@pytest.mark.parametrize("address", ["/gesprek/wat-telt/", "/gesprek/wat-telt/leeg/", "/gesprek/wat-telt/data.json"])
def test_the_database_is_hardly_asked(client: Client, cast: Cast, django_assert_max_num_queries: Any, address: str):
    client.force_login(cast.amina)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address, {"gebied": cast.area.slug})


def test_nothing_in_the_page_is_a_form_that_could_send_an_answer(client: Client):
    page = client.get("/gesprek/wat-telt/").text
    board = page[page.index("data-board") : page.index('class="page__why"')]

    assert "<textarea" in board
    assert "<form" not in board
    for control in re.findall(r"<(?:input|textarea|select)[^>]*>", board):
        assert 'autocomplete="off"' in control, control
        assert 'type="radio"' in control or 'type="checkbox"' in control or " name=" not in control, control
    for control in re.findall(r'<(?:input type="text"|textarea)[^>]*>', board):
        assert 'spellcheck="false"' in control, control
