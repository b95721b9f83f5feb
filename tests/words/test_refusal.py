"""Every refusal has a sentence in both languages, with the facts of the case in it."""

import re
from pathlib import Path
from string import Formatter

import pytest

import wijkwerk
from wijkwerk.words.refusal import SENTENCES, Refused

CODE = Path(wijkwerk.__file__).parent


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_refusal_says_the_same_facts_in_dutch_and_english(code):
    dutch, english = SENTENCES[code]

    assert holes(dutch) == holes(english)
    assert dutch != english
    assert all(sentence.strip().endswith(".") for sentence in (dutch, english))
    facts = {name: f"«{name}»" for name in holes(dutch)}
    assert all(f"«{name}»" in Refused(code, **facts).sentence(language) for name in facts for language in ("nl", "en"))


def test_every_code_in_the_pure_rooms_is_in_the_catalogue_and_the_other_way_round():
    used = {
        code
        for path in CODE.rglob("*.py")
        for code in re.findall(r"Refused\(\s*\"([a-z-]+)\"", path.read_text("utf-8"))
    }
    assert used == set(SENTENCES)


def test_ids_are_put_in_words():
    refusal = Refused("gate-not-met", percent=60, of="residents")
    assert "60 procent van de bewoners" in refusal.sentence("nl", {"residents": "bewoners"})


def test_a_refusal_keeps_its_facts_apart_from_its_words():
    refusal = Refused("gate-not-met", percent=60, of="residents")
    assert refusal.facts == {"percent": 60, "of": "residents"}
    assert str(refusal) == refusal.sentence("en")


def test_braces_that_someone_typed_are_shown_as_typed():
    assert "{0.__class__}" in Refused("not-asked", fact="{0.__class__}").sentence("nl")


def test_an_unknown_code_cannot_be_raised():
    with pytest.raises(KeyError):
        Refused("because")
