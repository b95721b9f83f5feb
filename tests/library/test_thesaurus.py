"""Everyday words as content: read strictly, added to by later folders, and leading one way."""

import pytest

from tests.library.shelf_of_one import shelve, write
from wijkwerk.library.folders import shipped_folder
from wijkwerk.library.search.thesaurus import Thesaurus
from wijkwerk.library.shelf import Reader
from wijkwerk.library.surroundings import Meaning, read_surroundings

GOOD = '- {term: eenzaamheid, also: [isolement], everyday: [ken niemand], english: [lonely], ours: "zo zeggen mensen het"}\n'


def faults_of(folder, text):
    write(folder, "thesaurus.yaml", text)
    return [(fault.code, fault.line) for fault in Reader([folder]).read().faults]


def leading(*meanings):
    return Thesaurus(Meaning.model_validate({"ours": "om te proeven", **one}) for one in meanings)


def test_a_good_thesaurus_is_on_the_shelf(tmp_path):
    folder = shelve(tmp_path / "content")

    assert faults_of(folder, GOOD) == []
    assert [one.term for one in Reader([folder]).read().shelf().surroundings.thesaurus] == ["eenzaamheid"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD + GOOD, ("duplicate-term", 2)),
        ("- {term: eenzaamheid}\n", ("no-source", 1)),
        ("- {term: rouw, source: {id: paper, lines: 900}}\n", ("lines-not-there", 1)),
        ("- {term: rouw, source: {id: nowhere, lines: 9}}\n", ("unknown-document", 1)),
        ('\n- {term: rouw, synonyms: [verlies], ours: "x"}\n', ("unknown-key", 2)),
        ('- {term: no, ours: "x"}\n', ("ambiguous", 1)),
        ("term: rouw\n", ("not-a-list", 1)),
    ],
)
def test_a_careless_thesaurus_is_a_fault_with_its_line(tmp_path, text, fault):
    assert faults_of(shelve(tmp_path / "content"), text) == [fault]


def test_a_later_folder_adds_words(tmp_path):
    first, second = shelve(tmp_path / "first"), tmp_path / "second"
    write(first, "thesaurus.yaml", GOOD)
    write(second, "thesaurus.yaml", '- {term: eenzaamheid, everyday: [zit maar alleen], ours: "hier gezegd"}\n')
    surroundings, documents = read_surroundings((first, second))

    assert [fault for document in documents for fault in document.faults] == []
    assert [one.everyday for one in surroundings.thesaurus] == [("ken niemand",), ("zit maar alleen",)]
    assert Thesaurus(surroundings.thesaurus).sayings(["zit", "maar", "alleen"])


def test_everyday_words_lead_to_the_term_and_the_term_does_not_lead_back():
    thesaurus = leading({"term": "armoede", "everyday": ["sappelen"], "also": ["minima"]})

    assert [one.words for one in thesaurus.meant("sappelen")] == [("armoede",), ("minima",)]
    assert [one.words for one in thesaurus.meant("armoede")] == [("minima",)]


def test_a_word_with_two_meanings_leads_to_both():
    thesaurus = leading({"term": "armoede", "everyday": ["krap"]}, {"term": "woningnood", "everyday": ["krap"]})

    assert {one.words for one in thesaurus.meant("krap")} == {("armoede",), ("woningnood",)}


def test_a_saying_is_heard_in_any_order_with_a_few_words_between():
    thesaurus = leading({"term": "schulden", "everyday": ["huur niet betalen"]})

    assert thesaurus.sayings(["ik", "betaal", "de", "huur", "al", "maanden", "niet"])
    assert not thesaurus.sayings(
        [
            "de",
            "huur",
            "is",
            "hoog",
            "maar",
            "wat",
            "ik",
            "heel",
            "graag",
            "zou",
            "willen",
            "is",
            "niet",
            "te",
            "betalen",
        ]
    )


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("oude fiets", {"sport"}),
        ("oude fiets lenen", {"ruilen"}),
        ("oude fiets maken", {"sport", "repareren"}),
    ],
)
def test_of_sayings_that_share_words_the_one_of_most_words_is_meant(asked, terms):
    thesaurus = leading(
        {"term": "sport", "everyday": ["oude fiets"]}, {"term": "ruilen", "everyday": ["oude fiets lenen"]},
        {"term": "repareren", "everyday": ["fiets maken"]},
    )  # fmt: skip
    [saying] = thesaurus.sayings(asked.split())

    assert {" ".join(one.words) for one in saying.meant} == terms


def test_a_saying_of_words_that_join_others_has_nothing_in_between():
    thesaurus = leading({"term": "overbelast", "everyday": ["kan niet meer"]})

    assert thesaurus.sayings(["ik", "kan", "het", "niet", "meer"])
    assert not thesaurus.sayings(["kan", "morgen", "niet", "maar", "dan", "meer"])


def test_a_saying_with_one_telling_word_keeps_its_order():
    thesaurus = leading({"term": "buurtpreventie", "everyday": ["de straat op"]})

    assert thesaurus.sayings(["zelf", "de", "straat", "op"])
    assert not thesaurus.sayings(["afval", "op", "straat"])


def test_a_saying_of_which_hardly_anything_is_left_leads_nowhere():
    thesaurus = leading({"term": "rouw", "everyday": ["er niet meer zijn", "is weg"]})

    assert not thesaurus.sayings(["redt", "het", "niet", "meer"]) and not thesaurus.meant("weg")


def test_the_thesaurus_that_came_along_is_whole():
    surroundings, documents = read_surroundings((shipped_folder(),))

    assert [fault.sentence() for document in documents for fault in document.faults] == []
    assert len(surroundings.thesaurus) > 250
    assert all(one.everyday and one.english for one in surroundings.thesaurus)
