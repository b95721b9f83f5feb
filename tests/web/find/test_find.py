"""People look for what works: in their own words, by what it is about, and without an account."""

import re

import pytest
from django.urls import reverse

from wijkwerk.library.knowledge import type_of
from wijkwerk.web.find.queries import PAGE
from wijkwerk.web.find.shelves import shelf

pytestmark = pytest.mark.django_db


def page(client, url, **data):
    response = client.get(url, data, headers={"accept-language": "nl"})
    assert response.status_code == 200
    return response.content.decode()


def shown(html):
    """Which entries stand on the page, in order."""
    return re.findall(r'<h3 class="card__title"><a href="/vinden/(?:methode|kennis)/([a-z0-9-]+)/"', html)


def test_without_a_question_everything_is_there_a_page_at_a_time_methods_first(client):
    html = page(client, "/vinden/")

    assert len(shown(html)) == PAGE
    assert f"{len(shelf().entries)} gevonden" in html
    assert all(one in shelf().methods for one in shown(html))
    assert [*dict.fromkeys(shown(html))] == shown(html)


def test_everyday_words_find_the_method_and_say_on_what(client):
    html = page(client, "/vinden/", q="van het gas af")

    assert "buurtwarmte-vechtzoom" in shown(html)[:3]
    assert "‘van het gas af’" in html or "‘gas’" in html


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("soort", "dossier"), ("speelt", "loneliness"), ("leefgebied", "wonen"), ("doen", "listen"), ("wie", "resident"),
        ("fase", "unease"), ("mensen", "older-people"), ("grond", "studied"), ("bron", "movisies-003"),
    ],
)  # fmt: skip
def test_a_choice_narrows_the_list_and_stays_chosen(client, name, value):
    html = page(client, "/vinden/", **{name: value})

    (number,) = re.findall(r"(\d+) gevonden", html)
    assert 0 < int(number) < len(shelf().entries)
    assert f'<option value="{value}" lang="nl" selected>' in html


def test_a_choice_says_how_many_it_would_leave(client):
    html = page(client, "/vinden/", soort="persona")

    assert '<option value="persona" lang="nl" selected>Persona’s (4)</option>' in html
    assert "4 gevonden" in html


@pytest.mark.parametrize(("code", "of_list"), [("tr", "nl"), ("en", "en")])
def test_each_choice_is_marked_with_the_language_of_its_words(client, code, of_list):
    html = client.get("/vinden/", headers={"accept-language": code}).text

    assert f'<option value="persona" lang="{code}">' in html
    assert f'<option value="loneliness" lang="{of_list}">' in html
    assert '<option value="movisies-003" lang="nl">' in html


@pytest.mark.parametrize("address", ["/vinden/", "/vinden/kennis/arbeidsactivering/"])
def test_titles_in_a_list_are_marked_with_the_language_they_are_in(client, address):
    for code, language in (("tr", "nl"), ("nl", "nl"), ("en", "en|nl")):
        html = client.get(address, headers={"accept-language": code}).text
        titles = re.findall(r'<h3 class="card__title"><a href="/vinden/[^"]+"([^>]*)>', html)
        assert titles and all(re.fullmatch(f' lang="({language})"', one) for one in titles), code


def test_words_and_choices_work_together(client):
    html = page(client, "/vinden/", q="eenzaam", soort="dossier")

    assert shown(html)[0] == "eenzaamheid"
    assert {type_of(shelf().entries[one]) for one in shown(html)} == {"dossier"}


@pytest.mark.parametrize("asked", [{"q": "zqxzqx"}, {"leefgebied": "bestaat-niet"}, {"q": "gas", "fase": "nonsense"}])
def test_nothing_found_says_what_to_try_next(client, asked):
    html = page(client, "/vinden/", **asked)

    assert shown(html) == []
    assert "Hiermee vonden we niets." in html and "Laat alles zien" in html


@pytest.mark.parametrize(
    "words", ["x" * 10_000, "de het een", "حي قديم", '"><script>alert(1)</script>', "% _ ' \\ \t", "🙂"]
)
def test_any_words_can_be_typed_and_stay_in_the_field(client, words):
    html = page(client, "/vinden/", q=words)

    assert "<script>alert" not in html
    if words == "حي قديم":
        assert f'value="{words}"' in html


@pytest.mark.parametrize("number", ["0", "999", "nonsense", "-1"])
def test_a_page_that_is_not_there_shows_one_that_is(client, number):
    assert shown(page(client, "/vinden/", pagina=number))


def test_a_small_refresh_brings_only_the_list(client):
    html = client.get("/vinden/", {"q": "aardgas"}, headers={"HX-Request": "true"}).content.decode()

    assert "buurtwarmte-vechtzoom" in shown(html)
    assert "<html" not in html and "<form" not in html


@pytest.mark.parametrize("part", ["", "advies/", "toets/", "route/"])
def test_a_method_that_is_not_there_answers_with_a_page_that_helps(client, part):
    response = client.get(f"/vinden/methode/bestaat-niet/{part}")

    assert response.status_code == 404
    assert 'action="/vinden/"' in response.content.decode()


@pytest.mark.parametrize(
    ("method", "part"), [("wat-telt", "advies"), ("wat-telt", "toets"), ("wijkverbinder", "route")]
)
def test_a_part_the_method_does_not_have_is_not_there(client, method, part):
    assert client.get(f"/vinden/methode/{method}/{part}/").status_code == 404


def test_a_method_says_where_it_comes_from_and_what_you_can_do_with_it(client):
    html = page(client, reverse("find:method", args=["buurtwarmte-vechtzoom"]))

    assert "regel 1714–1913" in html
    assert "Loop de route om te proberen" in html and "Doe dit in je eigen buurt" in html
    assert "Vraag advies" not in html


def test_in_a_language_without_translation_the_method_says_so_and_keeps_its_own(client):
    html = client.get(
        reverse("find:method", args=["wijkverbinder"]), headers={"accept-language": "ar"}
    ).content.decode()

    assert '<html lang="ar" dir="rtl">' in html
    assert 'lang="nl" dir="ltr"' in html


def test_the_sources_are_the_five_issues_of_the_magazine(client):
    html = page(client, "/vinden/bronnen/")

    assert all(f'id="movisies-00{number}"' in html for number in range(5))


def test_every_page_of_a_method_asks_the_database_at_most_six_times(client, cast, django_assert_max_num_queries):
    client.force_login(cast.joost)
    for url in ("/vinden/", "/vinden/methode/wijkverbinder/", "/vinden/methode/wijkverbinder/advies/?signs=uneasy"):
        with django_assert_max_num_queries(6):
            client.get(url)
