"""Narrowing the shelf: each choice leaves what carries it, and the counts are what a choice would leave."""

from hypothesis import given
from hypothesis import strategies as st

from wijkwerk.library.browsing import FACETS, Browser, terms_of
from wijkwerk.library.knowledge import Concept, Organisation
from wijkwerk.library.method import Method

METHOD = {
    "summary": "Samen.", "ours": "bedacht", "audience": ["resident"], "life_domains": ["samenleven"], "turns": ["do"],
}  # fmt: skip


def concept(entry_id, **other):
    return Concept.model_validate(
        {"id": entry_id, "title": entry_id, "summary": "x", "ours": "x", "means": "x"} | other
    )


ENTRIES = [
    Organisation.model_validate({"id": "movisie", "title": "Movisie", "summary": "x", "ours": "x", "form": "x", "does": ["x"]}),
    concept("brug", plays=["loneliness"], source={"id": "paper", "lines": "1"}),
    concept("anker", plays=["loneliness", "grief"], ground="studied"),
    Method.model_validate({"id": "koffie", "title": "Zet koffie", "plays": ["grief"], **METHOD}),
]  # fmt: skip
BROWSER = Browser(ENTRIES)


def ids(**chosen):
    return [entry.id for entry in BROWSER.listed(BROWSER.narrowed(chosen))]


def test_methods_come_first_then_each_kind_by_title():
    assert ids() == ["koffie", "movisie", "anker", "brug"]


def test_a_choice_leaves_what_carries_it():
    assert ids(plays="loneliness") == ["anker", "brug"]
    assert ids(plays="loneliness", ground="studied") == ["anker"]
    assert ids(document="paper") == ["brug"]
    assert ids(type="organisation") == ["movisie"]


def test_a_word_that_nothing_carries_leaves_nothing():
    assert ids(plays="martians") == []


def test_an_entry_is_known_to_be_among_those_that_were_found():
    left = BROWSER.narrowed({"plays": "grief"})
    assert [entry.id for entry in ENTRIES if BROWSER.holds(left, entry.id)] == ["anker", "koffie"]
    assert BROWSER.listed(BROWSER.bits_of(["brug", "koffie"])) == [ENTRIES[3], ENTRIES[1]]


@given(
    st.dictionaries(
        st.sampled_from(["plays", "type", "ground"]),
        st.sampled_from(["grief", "loneliness", "concept", "studied", "method"]),
    )
)
def test_a_count_is_what_the_choice_would_leave(chosen):
    left = BROWSER.narrowed(chosen)
    for facet in FACETS:
        if facet not in chosen:
            for term, number in BROWSER.counts(facet, left).items():
                assert number == len(ids(**chosen, **{facet: term})) > 0


def test_every_facet_says_its_words():
    assert {facet: terms_of(ENTRIES[2], facet) for facet in FACETS} == {
        "type": ("concept",), "plays": ("loneliness", "grief"), "life_domain": (), "people": (), "audience": (),
        "turn": (), "area_phase": (), "ground": ("studied",), "document": (),
    }  # fmt: skip
