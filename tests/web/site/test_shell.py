"""The frame around every page: where you are, whom you can call, and the way back when something goes wrong."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils.html import escape

from tests.cast import make_cast
from wijkwerk.web.people.models import Area
from wijkwerk.web.site.questions import QUESTIONS

PAGES = ["/", "/over/", "/toegankelijkheid/", "/bellen/", "/componenten/"]
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:")
ERRORS = [
    "400.html",
    "403.html",
    "403_csrf.html",
    "403_signed_out.html",
    "404.html",
    "429.html",
    "500.html",
    "507.html",
]


def tells_of_four():
    """What an activity app's service would tell."""
    return [
        {"title": f"Stemming {n}", "sentence": "De straat kiest.", "url": f"/werk/{n}/", "area": "Vechtzoom"}
        for n in range(1, 5)
    ]


def tells_of_one():
    """What a quieter app would tell."""
    return [{"title": "Wandeling", "sentence": "Loop mee.", "url": "/kaart/1/", "area": "Vechtzoom"}]


def page(client, url, **headers):
    response = client.get(url, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.mark.django_db
def test_home_asks_what_plays_and_gives_twelve_everyday_answers(client):
    html = page(client, "/")

    assert "Wat speelt er in je wijk?" in html
    assert [f'href="{escape(question.url)}"' in html for question in QUESTIONS] == [True] * 12


@pytest.mark.django_db
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.icon)
def test_every_everyday_answer_leads_to_something_that_fits(client, question):
    html = page(client, question.url)

    assert "/vinden/methode/" in html
    assert "Hier past niets" not in html


@pytest.mark.django_db
def test_home_teaches_when_nothing_happens_yet(client):
    with override_settings(WIJKWERK_HAPPENINGS=[]):
        assert "Hier staat straks wat bewoners samen doen." in page(client, "/")


@pytest.mark.django_db
def test_home_tells_three_things_that_happen(client):
    with override_settings(WIJKWERK_HAPPENINGS=[f"{__name__}.tells_of_four"]):
        html = page(client, "/")

    assert [f"/werk/{n}/" in html for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert "Hier staat straks" not in html


@pytest.mark.django_db
def test_home_gives_every_app_its_turn(client):
    with override_settings(WIJKWERK_HAPPENINGS=[f"{__name__}.tells_of_four", f"{__name__}.tells_of_one"]):
        html = page(client, "/")

    told = ("/werk/1/", "/kaart/1/", "/werk/2/")
    assert sorted(told, key=html.index) == list(told)
    assert "/werk/3/" not in html


def test_home_asks_the_database_at_most_six_times(client, cast, django_assert_max_num_queries):
    client.force_login(cast.joost)

    with django_assert_max_num_queries(6):
        page(client, "/")


@pytest.mark.django_db
@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_no_page_carries_script_or_style_in_itself(client, url, language):
    assert not INLINE.search(page(client, url, accept_language=language))


def test_the_inline_check_sees_inline_style():
    assert INLINE.search('<p style="color: red">') and INLINE.search("<script>alert(1)</script>")
    assert not INLINE.search('<script type="module" src="/static/a.js"></script>')


@pytest.mark.django_db
@pytest.mark.parametrize("url", PAGES)
def test_every_page_says_whom_to_call_now(client, url):
    html = page(client, url)

    assert all(number in html for number in ("tel:112", "tel:113", "tel:08000113"))
    assert "Wij kijken hier niet dag en nacht." in html


def test_the_foot_names_the_people_of_the_areas(client, cast):
    html = page(client, "/")

    assert html.count("Joost van Dam") == 2
    assert "tel:0101234567" in html


def test_with_many_areas_the_foot_names_three_and_leads_to_the_others(client, cast):
    for number in range(2):
        Area.objects.create(slug=f"wijk-{number}", name=f"Wijk {number}", contact_name="An", contact_phone="0101234568")

    assert page(client, "/").count('class="contact"') == 3
    assert "Woon je in een andere buurt?" in page(client, "/")
    assert page(client, "/bellen/").count('class="contact"') == 4


def test_who_lives_somewhere_sees_the_number_of_that_area(client, cast):
    client.force_login(cast.ruud)

    html = page(client, "/")

    assert html.count('class="contact"') == 1
    assert "Vechtzoom" in html and "Oud Crooswijk" not in html


@pytest.mark.django_db
def test_an_area_of_the_page_comes_first_in_the_foot(client):
    html = page(client, "/componenten/")

    assert html.count("Samira de Wit") == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "direction"), [("nl", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_page_turns_with_its_language(client, language, direction):
    assert f'<html lang="{language}" dir="{direction}">' in page(client, "/", accept_language=language)


@pytest.mark.django_db
def test_a_language_is_chosen_without_script_and_kept(client):
    response = client.post("/taal/", {"language": "ar", "next": "/over/"})

    assert (response.status_code, response["Location"]) == (302, "/over/")
    assert 'dir="rtl"' in page(client, "/")


@pytest.mark.django_db
def test_a_language_choice_does_not_lead_to_another_site(client):
    response = client.post("/taal/", {"language": "en", "next": "https://elders.example/"})

    assert response["Location"] == "/"


@pytest.mark.django_db
def test_an_unknown_address_offers_a_search_and_a_way_home(client):
    response = client.get("/bestaat-niet/")

    html = response.content.decode()
    assert response.status_code == 404
    assert 'action="/vinden/"' in html and 'name="q"' in html and 'href="/"' in html


@pytest.mark.parametrize("template", ERRORS)
def test_an_error_page_needs_neither_request_nor_database(template):
    html = render_to_string(template)

    assert "<h1>" in html and 'href="/"' in html and "tel:112" in html
    assert not INLINE.search(html)


@pytest.mark.parametrize("template", ["507.html", "403_csrf.html", "403_signed_out.html"])
def test_what_was_typed_stands_on_the_page_to_copy(template):
    html = render_to_string(template, {"typed": [("Je verhaal", "De lamp <b>is</b> stuk")], "is_form": True})

    assert "De lamp &lt;b&gt;is&lt;/b&gt; stuk" in html
    assert ("Dit is NIET bewaard" in html) == (template != "403_csrf.html")


def test_who_only_came_to_read_is_not_told_that_something_was_lost():
    html = render_to_string("507.html", {"is_form": False})

    assert "Dit is NIET bewaard" not in html
    assert "We kunnen er nu even niet bij" in html


@pytest.mark.django_db
def test_the_main_menu_shows_where_you_are(client):
    html = client.get("/bellen/").content.decode()

    assert "aria-current" not in html.split("<nav")[1].split("</nav>")[0]


@pytest.mark.django_db
def test_the_frame_is_remembered_for_each_language_apart(client):
    in_arabic, in_dutch = page(client, "/over/", accept_language="ar"), page(client, "/over/", accept_language="nl")

    assert "عن Wijkwerk" in in_arabic and ">Over Wijkwerk</a>" not in in_arabic
    assert ">Over Wijkwerk</a>" in in_dutch
    assert re.search(r'value="nl" lang="nl" aria-current="true"', in_dutch)
    assert re.search(r'value="ar" lang="ar" aria-current="true"', in_arabic)
