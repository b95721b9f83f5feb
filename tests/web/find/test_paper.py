"""On paper: a card of one entry, a card that folds, and a bundle of one's own that only one's own browser knows."""

import re
import zlib
from contextlib import suppress

import pytest

from tests.web.find.reading import text_of
from wijkwerk.web.find.paper import COOKIE, MOST_IN_BUNDLE, as_pdf
from wijkwerk.web.find.shelves import shelf

pytestmark = pytest.mark.django_db
IDS = [*shelf().entries]


def lay(client, entry_id):
    return client.post("/vinden/bundel/", {"add": entry_id, "form_token": f"lay-{entry_id}"})


def test_a_card_holds_what_one_needs_at_the_door(client):
    page = text_of(client.get("/vinden/kaart/buurtwarmte-vechtzoom/"))
    for words in (
        "Dit past als",
        "Doe dit niet als",
        "Eerste stap:",
        "De stappen",
        "Wie kun je bellen? Naam:",
        "Movisies",
    ):
        assert words in page


def test_a_card_that_folds_has_four_pages(client):
    html = client.get("/vinden/kaart/wijkverbinder/?vorm=zak").content.decode()
    assert html.count('class="pocket__page') == 4


def test_every_entry_has_a_card(client):
    without = [one for one in IDS if b"<svg" not in client.get(f"/vinden/kaart/{one}/").content]
    assert without == []


def test_a_bundle_begins_empty_and_says_what_it_is_for(client):
    assert "Hier komt wat je opzij legt." in text_of(client.get("/vinden/bundel/"))
    assert COOKIE not in client.cookies


def test_what_is_laid_aside_is_in_the_bundle_in_that_order_and_each_once(client):
    for one in ("wat-telt", "wijkverbinder", "wat-telt"):
        lay(client, one)
    assert client.cookies[COOKIE].value == "wat-telt.wijkverbinder"
    page = text_of(client.get("/vinden/bundel/"))
    assert page.index(shelf().methods["wat-telt"].title) < page.index(shelf().methods["wijkverbinder"].title)


def test_the_bundle_is_known_to_the_browser_alone_and_not_to_scripts(client):
    morsel = lay(client, "wat-telt").cookies[COOKIE]
    assert morsel["httponly"] and morsel["samesite"] == "Lax" and morsel["path"] == "/vinden/"


def test_what_is_taken_out_is_gone_and_an_empty_bundle_is_forgotten(client):
    lay(client, "wat-telt")
    client.post("/vinden/bundel/", {"remove": "wat-telt", "form_token": "out"})
    assert client.cookies[COOKIE].value == ""


def test_what_is_not_there_cannot_be_laid_aside(client):
    lay(client, "bestaat-niet")
    assert COOKIE not in client.cookies or client.cookies[COOKIE].value == ""


def test_a_bundle_has_a_bottom(client):
    client.cookies[COOKIE] = ".".join(IDS[:MOST_IN_BUNDLE])
    response = lay(client, IDS[MOST_IN_BUNDLE])
    assert client.cookies[COOKIE].value.count(".") == MOST_IN_BUNDLE - 1
    assert "Er passen er veertig in." in text_of(client.get(response.headers["Location"]))


@pytest.mark.parametrize("value", ["", "...", "x" * 4000, "wat-telt.<script>", "%E2%80%AE"])
def test_an_odd_cookie_is_passed_over(client, value):
    client.cookies[COOKIE] = value
    assert client.get("/vinden/bundel/").status_code == 200


def test_the_bundle_comes_as_one_tagged_pdf(client):
    skip_without_a_maker()
    lay(client, "wat-telt")
    response = client.get("/vinden/bundel/bundel.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-") and b"/MarkInfo" in inflated(response.content)


def skip_without_a_maker() -> None:
    """WeasyPrint needs pango, a library of the system."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as missing:
        pytest.skip(f"no PDF maker here: {missing}")


def inflated(pdf: bytes) -> bytes:
    """What stands in the compressed pieces of a PDF."""
    pieces = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    told = []
    for piece in pieces:
        with suppress(zlib.error):
            told.append(zlib.decompress(piece))
    return b"".join(told)


def test_without_a_maker_of_pdfs_the_page_says_how_to_go_on(client, monkeypatch):
    monkeypatch.setattr("wijkwerk.web.find.paper.as_pdf", lambda *_: None)
    lay(client, "wat-telt")
    page = text_of(client.get("/vinden/bundel/bundel.pdf", follow=True))
    assert "Deze site kan zelf geen PDF maken." in page


def test_making_a_pdf_fetches_nothing():
    skip_without_a_maker()
    made = as_pdf('<html lang="nl"><title>x</title><img alt="x" src="http://127.0.0.1:9/x.png">', "")
    assert made is not None and made.startswith(b"%PDF-")
