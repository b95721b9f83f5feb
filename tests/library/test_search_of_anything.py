"""Whatever is typed gets an answer or an empty list, soon."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.library_of_few import entry, index
from wijkwerk.library.search.words import SMALL, words

OVER = index(
    "Eenzaamheid", "Als je overbelast raakt", "Een buurtbarbecue", "Stemmen over de straat", entry("Mantelzorg", summary="Zorg."),
    *(f"Verhaal {number} over de straat" for number in range(40)),
)  # fmt: skip
TYPED = st.text() | st.lists(st.sampled_from(["eenzaam", "redt", "het", "niet", "buurt", "zqx", "ik", "'"])).map(
    " ".join
)


@given(TYPED)
def test_whatever_is_typed_gets_an_answer(typed):
    for hit in OVER.find(typed):
        assert hit.weight > 0 and hit.reasons
        assert hit.why("nl").endswith(".") and hit.why("en").endswith(".")
        (hit.why("nl") + hit.why("en")).encode()


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "\x00\x07\x1b[31m", "\u202eeenzaam", "de het een van", "' or 1=1 --", "%_*\\", "\ud800\udfff", "🙂🙃", "مرحبا بالعالم",
        "a" * 10_000, "' " * 5_000, "- " * 5_000, '"' * 10_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_what_asks_nothing_finds_nothing(typed):
    assert [hit.entry.title for hit in OVER.find(typed)] == (["Eenzaamheid"] if "eenzaam" in typed else [])


@pytest.mark.parametrize(
    "typed", ["<b>eenzaam</b>", "eenzaam' or 1=1 --", "\u202eeenzaam", "EENZAAM!!!", "eén-zaam eenzaam", "eenzaam\x00"]
)
def test_a_word_is_found_whatever_stands_around_it(typed):
    assert OVER.find(typed)[0].entry.title == "Eenzaamheid"


@pytest.mark.parametrize(
    "typed",
    ["eenzaam " * 1_250, " ".join(f"onbekendwoord{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(600)), "redt het niet " * 700],
    ids=("again", "unknown", "saying"),
)  # fmt: skip
def test_ten_thousand_characters_are_answered_soon(typed):
    begin = time.process_time()
    OVER.find(typed[:10_000])

    assert time.process_time() - begin < 0.5


def test_only_the_first_part_of_a_long_story_is_read():
    assert OVER.find("straat " + "zqx " * 3_000 + "eenzaam")[0].entry.title != "Eenzaamheid"


@given(st.text())
def test_a_text_falls_apart_in_plain_words(text):
    for word in words(text):
        assert len(word.encode()) > 1 and word == word.lower() and not word.isspace()


def test_words_that_only_join_others_are_plain_themselves():
    assert all(word == "".join(words(word)) for word in SMALL if len(word) > 1)
