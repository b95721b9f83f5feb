"""The public API: the whole library to read, by the NL API Design Rules, and a problem told for every wrong question."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from wijkwerk.web.api.asking import KEYS
from wijkwerk.web.find.shelves import shelf

pytestmark = pytest.mark.django_db
ENTRIES = "/api/v1/entries"
PATHS = [
    ENTRIES,
    f"{ENTRIES}/wijkverbinder",
    "/api/v1/documents",
    "/api/v1/vocabularies",
    "/api/v1/coverage",
    "/api/v1/openapi.json",
]


def items(client, address):
    return client.get(f"{ENTRIES}?{address}").json()["items"]


def problem_of(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code and told["title"] and told["detail"] and told["instance"]
    return told


def test_every_entry_comes_by_page_and_each_once(client):
    found, address = [], f"{ENTRIES}?pageSize=100"
    while address:
        page = client.get(address).json()
        found += [item["id"] for item in page["items"]]
        address = page["next"]
    assert sorted(found) == sorted(shelf().entries) and page["total"] == len(found)


def test_words_and_choices_narrow_the_list(client):
    assert {item["type"] for item in items(client, "type=dossier")} == {"dossier"}
    assert items(client, "q=wijkverbinder")[0]["id"] == "wijkverbinder"
    assert items(client, "q=wijkverbinder")[0]["why"]
    narrowed = items(client, "plays=loneliness&type=method&pageSize=100")
    assert all("loneliness" in shelf().methods[item["id"]].plays for item in narrowed) and narrowed


def test_an_entry_comes_whole_as_the_file_has_it(client):
    told = client.get(f"{ENTRIES}/wijkverbinder").json()
    assert told["type"] == "method" and told["source"][0]["id"] == "movisies-000" and told["guide"]["options"]


def test_titles_come_in_english_when_asked(client):
    english = client.get(f"{ENTRIES}/wijkverbinder?language=en").json()
    assert english["title"] != "" and english["summary"] != shelf().methods["wijkverbinder"].summary


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_its_version_may_be_read_anywhere_and_can_be_asked_again_cheaply(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["API-Version"] == "1.1.0" and response.headers["Access-Control-Allow-Origin"] == "*"
    if not path.endswith("openapi.json"):
        again = client.get(path, headers={"if-none-match": response.headers["ETag"]})
        assert again.status_code == 304 and again.content == b"" and again.headers["ETag"] == response.headers["ETag"]
        assert client.get(path, headers={"if-none-match": '"another"'}).status_code == 200


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("page=-1", "page"), ("page=0", "page"), ("page=x", "page"), ("page=99999999999", "page"), ("page=9999", "page"),
        ("pageSize=0", "pageSize"), ("pageSize=101", "pageSize"), ("pageSize=1e9", "pageSize"), ("color=red", "color"),
        ("page_size=5", "page_size"), ("type=gossip", "type"), ("language=fr", "language"), ("plays=A B", "plays"),
        ("q=" + "x" * 401, "q"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_told_what_is_wrong(client, address, word):
    response = client.get(f"{ENTRIES}?{address}")
    assert response.status_code == 400 and word in problem_of(response)["detail"]


@pytest.mark.parametrize(
    "path", [f"{ENTRIES}/bestaat-niet", "/api/v1/bestaat-niet", f"{ENTRIES}/", "/api/v1/entries/a/b"]
)
def test_what_is_not_there_is_a_problem_too(client, path):
    response = client.get(path)
    assert response.status_code == 404
    problem_of(response)


@pytest.mark.parametrize("path", PATHS[1:5])
def test_a_key_nobody_knows_is_refused_everywhere(client, path):
    assert client.get(f"{path}?x=1").status_code == 400


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*sorted(KEYS), "x", "page "]), st.text(max_size=50), max_size=4))
def test_whatever_is_asked_there_is_an_answer_or_a_problem(client, asked):
    response = client.get(ENTRIES, asked)
    assert response.status_code in (200, 400)
    if response.status_code == 400 and "problem" in response.headers["Content-Type"]:
        problem_of(response)


@pytest.fixture
def description(client):
    return client.get("/api/v1/openapi.json").json()


def test_the_description_is_openapi_3_1(description):
    assert description["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(description).validate()


def test_the_description_names_whom_to_ask_and_under_which_licence(description):
    info = description["info"]
    assert info["contact"].keys() >= {"name", "url", "email"} and info["license"]["name"] == "EUPL-1.2"
    assert re.fullmatch(r"\d+\.\d+\.\d+", info["version"])


def test_paths_are_nouns_in_small_letters_without_a_slash_at_the_end_under_their_major_version(description):
    assert description["paths"]
    for path in description["paths"]:
        assert re.fullmatch(r"/api/v1(/([a-z]+(-[a-z]+)*|\{[a-z_]+\}))+", path)


def test_only_reading_is_offered_and_every_operation_tells_its_answers(description):
    for operations in description["paths"].values():
        assert set(operations) == {"get"}
        operation = operations["get"]
        assert operation["summary"] and operation["description"] and operation["operationId"] and operation["tags"]
        assert {"200", "400", "404"} <= {str(code) for code in operation["responses"]}


def test_keys_of_a_question_are_written_in_camel_case(description):
    names = [
        one["name"]
        for path in description["paths"].values()
        for one in path["get"].get("parameters", [])
        if one["in"] == "query"
    ]
    assert names and all(re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name) for name in names)
