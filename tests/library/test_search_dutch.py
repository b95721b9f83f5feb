"""Dutch words: their forms, their parts, and their look-alikes."""

import pytest

from wijkwerk.library.search.compounds import Splitter
from wijkwerk.library.search.dutch import root, sound, stem
from wijkwerk.library.search.spelling import Speller, distance


@pytest.mark.parametrize(
    "forms",
    [
        "buur buren", "kind kinderen", "stad steden", "huis huizen", "brief brieven", "man mannen", "taal talen", "methode methodes methoden",
        "gemeente gemeenten gemeentes", "familie families", "idee ideeen", "collega collegas", "foto fotos", "museum musea", "huisje huis",
        "eenzaam eenzame", "boos boze", "somber sombere", "vrijwillig vrijwillige", "gesprek gesprekken", "besluit besluiten",
        "zorg zorgen zorgt zorgde gezorgd", "betalen betaalt betaald", "vragen vraagt vroeg gevraagd", "lopen loopt liep gelopen",
        "sluiten sluit sloot gesloten", "uitsluiten uitgesloten", "verhuizen verhuist verhuisd", "luisteren luistert geluisterd",
        "discrimineren discrimineert gediscrimineerd", "mishandelen mishandeld", "pesten gepest", "oplossen opgelost", "kleinkind kleinkinderen",
        "baan baantje baantjes", "tuin tuintje", "kamer kamertje", "broer broertje", "kop kopje", "film filmpje", "taart taartje", "buurt buurtje",
        "ondersteunen ondersteund", "overleggen overlegd", "signaleren signaleerde signaleerden", "afhaken afhaakten", "oplichten opgelicht",
    ],
)  # fmt: skip
def test_forms_of_a_word_share_their_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "made",
    [
        "eenzaam eenzaamheid", "betalen betaling", "discriminatie discrimineren", "polarisatie polariserende", "werkloos werkloosheid",
        "opvoeden opvoeding", "hulpverlener hulpverlening", "vrijwillig vrijwilliger", "gemeente gemeentelijk", "signaal signalering",
        "isoleren isolatie", "ontmoeten ontmoetingen",
    ],
)  # fmt: skip
def test_what_is_made_of_a_word_shares_its_root(made):
    assert len({root(form) for form in made.split()}) == 1


@pytest.mark.parametrize(
    "apart",
    [
        "gezond zon", "gezin zin", "gemeente gemeen", "gezicht zicht", "moeder moed", "taal tal", "bos boos", "man maan", "weg week",
        "ouder oudere", "woning won", "kaart kaars", "wens wen", "plaats plaat", "mens men", "geld gel", "beeld bee", "kunst kun", "heten heet", "verkeerde keer", "naakte naak", "atlas laat",
    ],
)  # fmt: skip
def test_words_that_look_alike_stay_apart(apart):
    one, other = apart.split()
    assert root(one) != root(other)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("buurtbarbecue", ("buurt", "barbecue")),
        ("schuldhulpverlening", ("schuld", "hulp", "verlening")),
        ("bewonersinitiatief", ("bewoners", "initiatief")),
        ("kinderopvang", ("kind", "opvang")),
        ("keukentafelgesprekken", ("keuken", "tafel", "gesprekken")),
        ("wandelgroep", ("wandel", "groep")),
        ("gemeentehuis", ("gemeente", "huis")),
        ("barbecue", ()),
        ("onderbuurt", ()),
        ("buurtzqxw", ()),
        ("b4rbecuebuurt", ()),
    ],
)
def test_a_compound_is_cut_where_both_sides_are_words(word, parts):
    known = {
        "buurt",
        "barbecue",
        "schuld",
        "bewoner",
        "initiatief",
        "kind",
        "keuken",
        "gesprek",
        "wandelen",
        "gemeente",
    }
    assert Splitter(known).parts(word) == parts


def test_the_fewest_parts_are_the_best():
    assert Splitter({"buurt", "huis", "kamer", "huiskamer", "wijk"}).parts("buurthuiskamer") == ("buurt", "huiskamer")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("eenzaamhied", "eenzaamheid"), ("eensaamhijd", "eenzaamheid"), ("mantelsorg", "mantelzorg"), ("burgerpartisipatie", "burgerparticipatie"),
        ("polorisatie", "polarisatie"), ("buutr", "buurt"), ("ubrut", None), ("mantel", None), ("wig", None), ("kuurt", None), ("4zaamheid", None),
        ("zaamheid", None), ("bemiddelde", None), ("emiddelde", "gemiddelde"),
    ],
)  # fmt: skip
def test_a_typing_error_is_near_what_was_meant(typed, meant):
    speller = Speller(["eenzaamheid", "mantelzorg", "burgerparticipatie", "polarisatie", "buurt", "weg", "gemiddelde"])
    near = [one.word for one in speller.near(typed)]

    assert near == ([meant] if meant else [])


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("buurt", "buurt", 0),
        ("buurt", "buutr", 1),
        ("buurt", "burt", 1),
        ("buurt", "kuurtje", 3),
        ("wijkzorg", "wij", 3),
        ("zorg", "wij", 3),
    ],
)
def test_steps_between_words_are_counted_up_to_a_limit(one, other, steps):
    assert distance(one, other, 2) == steps


def test_what_sounds_the_same_is_heard_the_same():
    assert sound("eenzaamheid") == sound("eensaamhijd") and sound("vereniging") == sound("fereniging")
    assert sound("eenzaamheid") != sound("eenheid")
