"""`wijkwerk search`, as people and scripts use it."""

import json

import pytest

from tests.library.shelf_of_one import shelve, write
from wijkwerk import command

KNOWLEDGE = """\
- {id: wijk, title: De wijk, summary: Waar mensen wonen., english: {title: The district, summary: Where people live.}, means: Een wijk., ours: "x"}
- {id: straat, title: De straat, summary: Waar mensen lopen., means: Een straat in een wijk., ours: "x"}
"""


@pytest.fixture
def search(capsys, tmp_path):
    folder = shelve(tmp_path / "content")
    write(folder, "knowledge/concept/few.yaml", KNOWLEDGE)

    def typed(*words):
        code = command.main(["search", *words, "--content", str(folder)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return typed


def test_scripts_get_what_was_found_best_first_with_the_reason(search):
    code, out, err = search("wijken", "--json", "--language", "nl")

    assert (code, err) == (0, "")
    assert json.loads(out) == [
        {"id": "wijk", "type": "concept", "title": "De wijk", "why": "‘wijk’ in de titel is een vorm van ‘wijken’."},
        {"id": "straat", "type": "concept", "title": "De straat", "why": "‘wijk’ in de samenvatting is een vorm van ‘wijken’."},
    ]  # fmt: skip


def test_people_get_a_list_they_can_read(search):
    assert search("straat", "--language", "nl")[1] == "straat  (concept)\n  De straat\n  ‘straat’ staat in de titel.\n"


def test_english_words_find_it_and_the_title_is_in_english(search):
    [found] = json.loads(search("district", "--json", "--language", "en")[1])

    assert (found["id"], found["title"], found["why"]) == ("wijk", "The district", "‘district’ is in the title.")


def test_a_limit_is_kept(search):
    assert len(json.loads(search("wijk", "--json", "--limit", "1")[1])) == 1
    assert len(json.loads(search("wijk", "--json", "--limit", "100")[1])) == 2


@pytest.mark.parametrize("limit", ["0", "101", "-1", "many", "1.5", "", "９", "9" * 9999])
def test_a_limit_that_cannot_be_kept_is_said_and_exits_with_two(search, limit):
    code, out, err = search("wijk", f"--limit={limit}")

    assert (code, out) == (2, "")
    assert "Write a whole number from 1 to 100." in err and len(err) < 600


@pytest.mark.parametrize("words", ["zqx", "de het een", "", "\x1b[31m", "\udcff"])
def test_nothing_found_is_an_empty_list_and_a_kind_sentence(search, words):
    code, out, err = search(words, "--json", "--language", "nl")

    assert (code, out) == (0, "[]\n")
    assert err == "Niets gevonden. Probeer een ander woord, of zeg in een gewone zin wat er speelt.\n"


def test_no_words_at_all_is_a_wrong_question(search):
    assert search()[0] == 2
