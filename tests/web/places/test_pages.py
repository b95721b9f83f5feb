"""The map page: the same notes as marks and as list, for each person what they may see, and as quick for a thousand."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import make_area
from tests.web.places.notes import NOW, draw, make_note
from wijkwerk.web.places.models import Note

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"


@pytest.fixture
def area(cast):
    return draw(cast.area)


@pytest.fixture
def page(client, area):
    def read(person=None, query="", name="area"):
        if person:
            client.force_login(person, backend=BACKEND)
        return client.get(reverse(f"places:{name}", args=[area.slug]) + query)

    return read


def listed(response):
    return re.findall(r'id="briefje-(\d+)"', response.content.decode())


def marked(response):
    return re.findall(r'<a href="#briefje-(\d+)" tabindex="-1" class="mark', response.content.decode())


def test_the_areas_are_there_to_choose_with_how_much_there_is_to_read(client, cast, area):
    make_note(area, is_published=True)
    make_note(area)

    page = client.get(reverse("places:home")).content.decode()

    assert "Oud Crooswijk" in page
    assert "Vechtzoom" in page
    assert re.search(r"1 briefje\s*</p>|>1 briefje<", page)


def test_without_areas_the_page_says_how_one_begins(client, db):
    assert "Hier staan straks de buurten die meedoen." in client.get("/kaart/").content.decode()


def test_an_area_that_does_not_exist_is_a_helpful_404(client, db):
    response = client.get("/kaart/nergens/")

    assert response.status_code == 404
    assert "Traceback" not in response.content.decode()


def test_the_map_and_the_list_hold_the_same_numbers(page, area):
    for number in range(5):
        make_note(area, f"Briefje {number}", at=(4.488 + number * 0.001, 51.93), is_published=True)

    response = page()

    assert listed(response) == marked(response) == ["1", "2", "3", "4", "5"]


def test_a_note_without_a_place_is_in_the_list_and_says_so(page, area):
    make_note(area, at=None, is_published=True)

    response = page()

    assert (listed(response), marked(response)) == (["1"], [])
    assert "zonder plek op de kaart" in response.content.decode()


def test_numbers_of_the_drawing_have_points_and_no_commas(page, area):
    make_note(area, is_published=True)

    text = page().content.decode()

    assert re.search(r'transform="translate\(\d+\.\d \d+\.\d\)"', text)
    assert re.search(r'data-bounds="4\.\d+,51\.\d+,4\.\d+,51\.\d+"', text)


@pytest.mark.parametrize("who", ["amina", "joost", "els", "karin"])
def test_people_of_the_area_see_what_waits(page, cast, area, who):
    make_note(area, "Dit wacht nog", by=cast.joost)

    text = page(getattr(cast, who)).content.decode()

    assert "Dit wacht nog" in text
    assert "wacht op de redacteur" in text


@pytest.mark.parametrize("who", [None, "ruud", "noor"])
def test_others_see_only_what_is_published(page, cast, area, who):
    make_note(area, "Dit wacht nog", by=cast.joost)
    make_note(area, "Dit is voor iedereen", is_published=True)
    assert "Dit wacht nog" in page(cast.amina).content.decode()

    person = getattr(cast, who) if who else None
    response = page(person) if person else Client().get(reverse("places:area", args=[area.slug]))

    assert "Dit is voor iedereen" in response.content.decode()
    assert "Dit wacht nog" not in response.content.decode()


def test_the_neighbour_reads_why_there_is_no_button(page, cast, area):
    assert "Hang een briefje op" in page(cast.amina).content.decode()

    text = page(cast.ruud).content.decode()

    assert "Hang een briefje op" not in text
    assert "kan wie in Oud Crooswijk woont of werkt" in text
    assert "010 123 45 67" in text


def test_only_the_editor_has_buttons_to_publish(page, cast, area):
    note = make_note(area, by=cast.joost)
    url = reverse("places:publish", args=[area.slug, note.number])

    assert url in page(cast.karin).content.decode()
    assert url not in page(cast.amina).content.decode()


def test_the_writer_is_not_named(page, cast, area):
    make_note(area, by=cast.joost, is_published=True)

    list_of_notes = page(cast.karin).content.decode().split('<ol class="notes">')[1].split("</ol>")[0]

    assert "Joost" not in list_of_notes


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["1", "2", "3"]),
        ("?thema=natuur", ["2", "3"]),
        ("?soort=wish", ["2"]),
        ("?thema=natuur&soort=wish", ["2"]),
        ("?stand=wacht", ["3"]),
        ("?stand=gepubliceerd", ["1", "2"]),
        ("?thema=lawaai&soort=wish", []),
        ("?thema=onzin&soort=<script>&stand=x&pagina=-4", ["1", "2", "3"]),
        ("?pagina=abc", ["1", "2", "3"]),
    ],
)
def test_the_list_and_the_map_can_be_made_shorter(page, cast, area, query, numbers):
    make_note(area, is_published=True)
    make_note(area, kind="wish", theme="natuur", is_published=True)
    make_note(area, kind="strength", theme="natuur")

    response = page(cast.amina, query)

    assert listed(response) == marked(response) == numbers
    assert [f["id"] for f in json.loads(page(cast.amina, query, "geojson").content)["features"]] == [
        int(number) for number in numbers
    ]


def test_the_state_of_notes_is_asked_only_of_people_of_the_area(page, cast, area):
    assert 'name="stand"' in page(cast.amina).content.decode()
    assert 'name="stand"' not in page(cast.ruud).content.decode()


def test_an_empty_map_says_how_to_begin(page, cast, area):
    assert "Hang het eerste briefje op" in page(cast.amina).content.decode()
    assert "Hier zie je straks wat bewoners opviel." in page(cast.ruud).content.decode()


def test_an_area_without_drawing_still_has_its_list(page, cast, area):
    area.shapes = {}
    area.save()
    make_note(area, "Zonder tekening", at=None, is_published=True)

    text = page().content.decode()

    assert "Zonder tekening" in text
    assert "Van dit gebied is nog geen tekening." in text


def test_sixty_notes_stand_on_a_page_and_the_rest_on_the_next(page, area):
    many(area, 130)

    assert [len(listed(page(query=query))) for query in ("", "?pagina=2", "?pagina=3")] == [60, 60, 10]
    assert len(marked(page())) == 60


def many(area, number):
    for _ in range(number):
        make_note(area, is_published=True)


def test_a_note_has_an_address_that_leads_to_its_page(client, area):
    many(area, 61)

    assert client.get(f"/kaart/{area.slug}/briefje/1/").url == "/kaart/oud-crooswijk/#briefje-1"
    assert client.get(f"/kaart/{area.slug}/briefje/61/").url == "/kaart/oud-crooswijk/?pagina=2#briefje-61"
    assert client.get(f"/kaart/{area.slug}/briefje/62/").status_code == 404


@pytest.mark.parametrize(("name", "most"), [("area", 6), ("geojson", 6)])
def test_as_many_questions_for_a_thousand_notes_as_for_one(client, cast, area, name, most):
    asked = []
    for add in (1, 2, 997):
        Note.objects.bulk_create(notes_from(area, Note.objects.count() + 1, add, cast))
        client.force_login(cast.karin, backend=BACKEND)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"places:{name}", args=[area.slug]))
        asked.append(len(queries))

    assert len(set(asked)) == 1
    assert asked[0] <= most


def notes_from(area, first, number, cast):
    return [
        Note(
            area=area, number=first + n, kind="wish", theme="natuur", text="Boom", lon="4.4900", lat="51.9320", at=NOW,
            by=cast.joost, is_published=n % 2 == 0, published_at=NOW if n % 2 == 0 else None,
        )
        for n in range(number)
    ]  # fmt: skip


def test_the_list_of_areas_asks_as_much_for_three_as_for_one(client, cast):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/kaart/")
        return len(queries)

    before = asked()
    for number in range(3):
        make_area(f"buurt-{number}", f"Buurt {number}")

    assert asked() == before <= 6


def test_the_notes_as_data_change_name_when_a_note_changes(client, cast, area):
    note = make_note(area, is_published=True)
    url = reverse("places:geojson", args=[area.slug])

    first = client.get(url)
    again = client.get(url, HTTP_IF_NONE_MATCH=first["ETag"])
    make_note(note.area, is_published=True)
    later = client.get(url, HTTP_IF_NONE_MATCH=first["ETag"])

    assert (first.status_code, again.status_code, later.status_code) == (200, 304, 200)
    assert first["Content-Type"] == "application/geo+json"
    assert first["Cache-Control"] == "private, no-cache"
    assert [feature["id"] for feature in later.json()["features"]] == [1, 2]


def test_the_notes_as_data_are_not_the_same_file_for_who_sees_more(client, cast, area):
    make_note(area, by=cast.joost)
    url = reverse("places:geojson", args=[area.slug])
    for_all = client.get(url)
    client.force_login(cast.amina, backend=BACKEND)

    for_amina = client.get(url, HTTP_IF_NONE_MATCH=for_all["ETag"])

    assert for_all.json()["features"] == []
    assert len(for_amina.json()["features"]) == 1
    assert for_amina["Cache-Control"] == "no-store"


def test_a_note_as_data_says_what_the_list_says(client, area):
    make_note(area, "Één <b>woord</b>", kind="problem", theme="natuur", is_published=True)

    (feature,) = client.get(reverse("places:geojson", args=[area.slug])).json()["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [4.4904, 51.9312]}
    assert feature["properties"] == {
        "number": 1, "kind": "problem", "kind_word": "Zorg", "letter": "Z", "theme": "natuur", "theme_word": "Natuur",
        "text": "Één <b>woord</b>", "is_published": True, "url": "/kaart/oud-crooswijk/briefje/1/",
    }  # fmt: skip


def test_where_an_example_comes_from_stands_with_it(page, area):
    make_note(
        area, is_published=True, source_document="movisies-001", source_lines="438-439", ours="De plek is van ons."
    )

    text = page().content.decode()

    assert "Movisies-001, regel 438" in text
    assert "De plek is van ons." in text


def test_tiles_come_only_when_the_settings_name_them(page, area, settings):
    assert 'data-tiles=""' in page().content.decode()

    settings.WIJKWERK_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    text = page().content.decode()

    assert 'data-tiles="https://tile.openstreetmap.org/{z}/{x}/{y}.png"' in text
    assert 'data-credit="© OpenStreetMap"' in text


@pytest.mark.parametrize(("code", "of_themes"), [("tr", "nl"), ("en", "en")])
def test_a_theme_is_marked_with_the_language_of_its_word(client, area, code, of_themes):
    make_note(area, theme="natuur", is_published=True)

    html = client.get(reverse("places:area", args=[area.slug]), headers={"accept-language": code}).text

    assert f'<option value="natuur" lang="{of_themes}">' in html and f'<li lang="{of_themes}">' in html
    assert re.search(r'<option value="" selected>', html)
