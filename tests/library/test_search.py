"""Finding things in everyday words: forms, compounds, typing errors, meanings, English, and why."""

import random

import pytest

from tests.library.library_of_few import entry, found, index
from wijkwerk.library.knowledge import Dossier, Figure
from wijkwerk.library.search import Reason, fields

FILLING = (
    "Bingo op zondag", "De fontein van het plein", "Een lezing over planten", "Kleding ruilen", "Muziek in het park",
    "Schaken voor beginners", "Tekenen met krijt", "Vogels kijken",
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Omgaan met schulden", "schuld"),
        ("Eenzame buren", "eenzaam"),
        ("Zorgen voor elkaar", "zorgt"),
        ("Samen betalen", "betaald"),
        ("Steden en dorpen", "stad"),
        ("Een les over discriminatie", "gediscrimineerd"),
        ("Wie hielp er mee", "helpen"),
        ("Foto’s van de straat", "foto"),
    ],
)
def test_another_form_of_the_word_is_found(title, words):
    assert found(index(title, *FILLING), words) == [title]


@pytest.mark.parametrize("words", ["gezond", "wet", "bos"])
def test_a_word_that_only_looks_like_a_form_is_another_word(words):
    assert found(index("Gezin in de zon", "Weten wat werkt", "Boos en bang", *FILLING), words) == []


@pytest.mark.parametrize("words", ["barbecue", "buurt barbecue", "barbecues in de buurt"])
def test_a_part_finds_the_compound(words):
    assert found(index("Een buurtbarbecue", *FILLING, entry("Ergens", summary="Barbecue."), "Buurt"), words)[0] in {
        "Een buurtbarbecue",
        "Ergens",
    }
    assert (
        found(index("Een buurtbarbecue", "De barbecue", "Buurt", *FILLING), words)[:3].count("Een buurtbarbecue") == 1
    )


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("buurtbarbecue", "Een barbecue voor de hele buurt"),
        ("schuldhulpverlening", "Hulp bij schulden"),
        ("eenzaamheidsbestrijding", "Bestrijding van eenzaamheid"),
        ("kinderopvang", "Opvang voor een kind"),
    ],
)
def test_a_compound_finds_its_parts(words, title):
    assert found(index(title, *FILLING), words) == [title]


def test_a_compound_finds_all_its_parts_before_some_of_them():
    over = index("Hulp bij het verhuizen", "Hulp bij schulden", "Schulden en geld", *FILLING)

    assert found(over, "schuldhulp")[0] == "Hulp bij schulden"


def test_two_words_that_were_meant_as_one_find_the_one():
    over = index("Bewonersavond", "Bewoners aan het woord", "Een avond dansen", *FILLING)

    assert found(over, "bewoners avond")[0] == "Bewonersavond"


@pytest.mark.parametrize("words", ["eenzaamhied", "eenzamheid", "eensaamhijd", "eenzzaamheid"])
def test_a_typing_error_is_read_as_it_was_meant(words):
    assert found(index("Netwerk tegen eenzaamheid", *FILLING), words) == ["Netwerk tegen eenzaamheid"]


@pytest.mark.parametrize("words", ["kater", "zaal", "kuurt"])
def test_a_word_of_its_own_is_no_typing_error(words):
    assert found(index("Water in de kelder", "Taal", "De buurt", *FILLING), words) == []


@pytest.mark.parametrize("words", ["kerncentrale", "vrachtwagenchauffeur", "hypotheekrenteaftrek", "qwertyuiop"])
def test_a_long_word_brings_in_nothing_that_only_shares_letters(words):
    over = index("De kerngroep", "Een wagentje", "Renteloos lenen", *FILLING)

    assert found(over, words) == []


@pytest.mark.parametrize(
    "words", ["ze redt het niet", "het wordt zwaar, ik kan echt niet meer", "zij redt het gewoon niet"]
)
def test_a_saying_finds_what_the_library_calls_it(words):
    assert found(index("Als je overbelast raakt", *FILLING), words) == ["Als je overbelast raakt"]


def test_a_saying_is_not_found_in_its_loose_words():
    over = index("Als je overbelast raakt", *FILLING)

    assert found(over, "ik kan morgen om tien uur langs de fontein en meer niet") == ["De fontein van het plein"]


def test_a_saying_is_seen_through_a_typing_error():
    assert (
        found(index("Als je overbelast raakt", "Het redt zich", *FILLING), "ze rdet het niet")[0]
        == "Als je overbelast raakt"
    )


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("ze sluiten hem steeds uit", ["Uitsluiten"]),
        ("doet mijn zoon mee of niet", ["Meedoen"]),
        ("hij sluit de deur en gaat uit", []),
        ("sluiten uit angst", []),
    ],
)
def test_a_verb_that_stands_apart_is_put_together_at_the_end_of_its_clause(words, titles):
    assert found(index("Uitsluiten", "Meedoen", *FILLING), words) == titles


def test_a_word_that_says_little_does_so_in_every_form():
    assert found(index("Ondersteunen", "Rommel", *FILLING), "ondersteunde rommel")[0] == "Rommel"


def test_a_word_with_a_place_in_the_thesaurus_counts_more_than_one_without():
    assert found(index("Aardbeien", "Isolement", *FILLING), "aardbeien isolement") == ["Isolement", "Aardbeien"]


def test_the_term_does_not_lead_back_to_everyday_words():
    over = index("Ik redt het niet", "Overbelast", *FILLING)

    assert found(over, "overbelast") == ["Overbelast"]


def test_what_means_the_same_leads_both_ways_and_comes_after_the_word_itself():
    over = index("Isolement", "Eenzaamheid", *FILLING)

    assert found(over, "isolement") == ["Isolement", "Eenzaamheid"]
    assert found(over, "eenzaamheid") == ["Eenzaamheid", "Isolement"]


def test_a_whole_sentence_finds_what_answers_to_most_of_it():
    over = index(
        entry("Logeerzorg", summary="Mantelzorg die even wordt overgenomen als iemand overbelast is."),
        entry("Werk ernaast", summary="Mantelzorg naast een baan."),
        entry("Buurvrouwen vertellen", summary="Een buurvrouw vertelt."),
        *FILLING,
    )

    assert found(over, "Mijn buurvrouw moet zorgen voor haar man en redt het niet meer.")[0] == "Logeerzorg"


def test_a_title_counts_more_than_the_text():
    over = index(entry("Iets anders", summary="Over stemmen."), "Stemmen", *FILLING)

    assert found(over, "stemmen") == ["Stemmen", "Iets anders"]


def test_english_finds_dutch_by_title_and_by_thesaurus():
    over = index(
        entry("Ommetje", english={"title": "A walk around", "summary": "Walking together."}), "Eenzaamheid", *FILLING
    )

    assert found(over, "walks") == ["Ommetje"]
    assert found(over, "lonely") == ["Eenzaamheid"]


def test_a_translated_method_is_found_by_its_own_english_words():
    dutch = entry("Ommetje")
    over = index(
        dutch, *FILLING, translations={"ommetje": entry("Stroll", summary="Past every doorstep.", id="ommetje")}
    )

    assert found(over, "doorsteps") == ["Ommetje"]


def test_what_plays_is_a_place_to_find_words_in():
    assert found(index(entry("Post openen", plays=["money-worries"]), *FILLING), "schulden") == ["Post openen"]


@pytest.mark.parametrize(
    ("title", "words", "reason", "dutch", "english"),
    [
        ("De buurt", "buurt", Reason("buurt", "buurt", "title", "word"), "‘buurt’ staat in de titel.", "‘buurt’ is in the title."),
        (
            "Schulden", "schuld", Reason("schuld", "schulden", "title", "form"),
            "‘schulden’ in de titel is een vorm van ‘schuld’.", "‘schulden’ in the title is a form of ‘schuld’.",
        ),
        (
            "Buurtbarbecue en buurt", "barbecues", Reason("barbecues", "buurtbarbecue", "title", "part"),
            "‘buurtbarbecue’ in de titel hoort bij ‘barbecues’.", "‘buurtbarbecue’ in the title shares a part with ‘barbecues’.",
        ),
        (
            "Vrijwilligers", "vrijwiligers", Reason("vrijwiligers", "vrijwilligers", "title", "typo"),
            "‘vrijwiligers’ is hier gelezen als ‘vrijwilligers’, in de titel.", "‘vrijwiligers’ is read here as ‘vrijwilligers’, in the title.",
        ),
        (
            "Overbelast", "ze redt het niet", Reason("redt het niet", "overbelast", "title", "meaning"),
            "‘redt het niet’ betekent hier ‘overbelast’, in de titel.", "‘redt het niet’ means ‘overbelast’ here, in the title.",
        ),
    ],
)  # fmt: skip
def test_every_hit_says_why(title, words, reason, dutch, english):
    over = index(title, "De barbecue", *FILLING) if "barbecue" in words else index(title, *FILLING)
    hit = next(hit for hit in over.find(words) if hit.entry.title == title)

    assert hit.reasons == [reason]
    assert (hit.why("nl"), hit.why("en")) == (dutch, english)


def test_a_reason_shows_the_word_as_it_is_written():
    [hit] = index(entry("Coördinatie", id="samen"), *FILLING).find("coordinatie")

    assert hit.why() == "‘coördinatie’ staat in de titel."


def test_a_choice_narrows_before_the_best_are_taken():
    over = index("Stemmen", *(entry(f"Stemmen {letter}", keywords=["stemmen"]) for letter in "abc"), *FILLING)

    assert found(over, "stemmen", most=1, where=lambda one: one.title.endswith("c")) == ["Stemmen c"]
    assert len(found(over, "stemmen", most=2)) == 2
    assert len(found(over, "stemmen", most=None)) == 4


def test_equal_answers_come_in_the_order_of_their_titles_whatever_their_order_was():
    titles = [f"Stemmen {letter}" for letter in "dacb"]
    shuffled = random.Random(3).sample([*titles, *FILLING], k=12)

    assert found(index(*titles, *FILLING), "stemmen") == sorted(titles)
    assert [hit.weight for hit in index(*shuffled).find("stem")] == [
        hit.weight for hit in index(*titles, *FILLING).find("stem")
    ]


def a_figure(title: str) -> Figure:
    return Figure.model_validate(
        {
            "id": "aantal",
            "title": title,
            "summary": "Iets.",
            "ours": "x",
            "value": "1",
            "counts": "Stemmen.",
            "whom": "Wie stemt.",
            "when": "2020",
            "measured_by": "Ons",
            "do_not_compare": "Niets.",
        }
    )


def a_dossier(title: str) -> Dossier:
    return Dossier.model_validate(
        {"id": "wat", "title": title, "summary": "Iets.", "ours": "x", "question": "Wat?", "reviewed": "2020"}
    )


def test_what_one_can_do_something_with_comes_before_a_figure_that_answers_as_well():
    over = index(a_figure("Aantal stemmen"), a_dossier("Stemmen tellen"), *FILLING)
    assert found(over, "stemmen") == ["Stemmen tellen", "Aantal stemmen"]


def test_where_one_can_go_comes_between_what_one_can_do_and_what_only_tells():
    worth = [fields.WORTH.get(name, fields.SAID) for name in ("method", "provision", "concept", "story")]
    assert worth == sorted(worth, reverse=True) and len(set(worth)) == 4


def test_who_asks_for_figures_gets_those_first():
    over = index(a_figure("Aantal stemmen"), a_dossier("Stemmen tellen"), *FILLING)
    assert found(over, "cijfers over stemmen")[0] == "Aantal stemmen"


def test_one_entry_and_no_entry_are_libraries_too():
    assert found(index("Stemmen"), "gestemd") == ["Stemmen"]
    assert index().find("stemmen") == []
