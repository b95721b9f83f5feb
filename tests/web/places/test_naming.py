"""Words that may point at a person are noticed; ordinary words about a neighbourhood are left alone."""

from itertools import product

import pytest

from wijkwerk.web.places.naming import hints

POINTING = [
    "Bel 06-12345678 voor de sleutel",
    "Bel 06 12 34 56 78",
    "nummer is 0612345678",
    "het is 010 123 45 67",
    "bel +31 6 12345678",
    "bel 0031612345678",
    "mail naar jan@voorbeeld.nl",
    "mail j.de-vries@post.voorbeeld.nl maar",
    "Mevrouw de Vries heeft geen lift",
    "mevrouw Jansen zit alleen",
    "mevr. El Idrissi",
    "Mw. Bakker klaagt",
    "meneer Özdemir is ziek",
    "Meneer van den Berg parkeert hier",
    "dhr. P. de Boer",
    "dhr Smit",
    "de heer van 't Hof",
    "juf Anja van de school",
    "dokter Visser is weg",
    "buurman Henk maakt lawaai",
    "Buurvrouw Fatima helpt",
    "oma Truus woont hier",
    "J. de Vries zet zijn fiets hier",
    "A.B. Jansen",
    "M.A. van der Linden woont hier",
    "familie Yilmaz heeft overlast",
    "fam. de Wit",
    "het gezin Ali",
    "een man die Kees heet, genaamd Kees Mol",
    "ene Piet dealt hier",
    "Kerkstraat 12 heeft altijd lawaai",
    "op de Lange Hilleweg 120",
    "Crooswijksesingel 4a",
    "Pleinweg nr. 7",
    "op het plein 3",
    "nummer 14 zet vuil buiten",
    "huisnummer 8",
    "nr 22 is leeg",
    "3034 AB 12",
    "3034ab, 7",
    "de auto met 12-ABC-3",
    "een busje, XX-123-Y, staat er altijd",
    "kenteken AB-12-CD",
    "G-123-BB rijdt te hard",
    "Bel 06 - 1234 5678",
    "Bel 06 – 12 34 56 78",
    "jan(at)voorbeeld.nl",
    "jan [at] voorbeeld.nl",
    "jan apenstaartje voorbeeld.nl",
    "IBAN NL91 ABNA 0417 1643 00",
    "stort op NL91ABNA0417164300",
]

ORDINARY = [
    "Veel lawaai van het verkeer",
    "Vertel meer over de geschiedenis van de wijk",
    "Afvalcontainers staan in de weg op de stoep",
    "Mooie oude gebouwen die goed op te knappen zijn",
    "Veel portieken hebben een trap naar boven",
    "Alle parkeerplaatsen zijn bezet",
    "Meer sociale huurwoningen met een lift",
    "De betekenis van de singels in Rotterdam",
    "Weinig winkels, weinig variatie; een versleten winkelstraat",
    "Het woonerf uit de jaren 70 en 80 is heerlijk rustig",
    "Om 22.30 uur is het nog druk op het plein",
    "Tussen 8 en 10 uur is de Kerkstraat vol",
    "Er zijn 12 bankjes en 3 kapotte lantaarns",
    "Bus 38 stopt hier niet meer",
    "In 2021 is het park 2 jaar dicht geweest",
    "De obelisk en de beschilderde paaltjes",
    "Wij zijn blij met de A20 achter het scherm",
    "Een loket voor welzijn en zorg dat ouderen op weg helpt",
    "Meer groen, bijv. bij de singel",
    "Van 1-1-2024 tot 12-05-2024 was de brug open",
    "Mensen van de Vechtzoom willen van het gas af",
    "أرصفة كثيرة مكسورة",
    "De bus is 10 - 20 minuten te laat, de tram (at random) ook",
]


@pytest.mark.parametrize("text", POINTING)
def test_words_that_may_point_at_a_person_are_noticed(text):
    assert hints(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_left_alone(text):
    assert hints(text) == []


def test_of_five_hundred_notes_with_a_person_in_them_nearly_all_are_noticed():
    before = ("Let op: ", "Ik zag dat ", "Gisteren was ", "Volgens de buurt is ", "")
    after = ("", ".", ", al jaren", " en dat is jammer")
    notes = [f"{start}{what}{end}" for start, what, end in product(before, POINTING, after)]

    noticed = sum(bool(hints(note)) for note in notes)

    assert len(notes) >= 500
    assert noticed >= 0.95 * len(notes)


def test_each_piece_is_named_once_with_what_it_looks_like():
    found = hints("Mevrouw de Vries, Kerkstraat 12, 06-12345678, a@b.nl")

    assert [(hint.words, str(hint.looks_like)) for hint in found] == [
        ("Mevrouw de Vries", "een naam"),
        ("Kerkstraat 12", "een adres met huisnummer"),
        ("06-12345678", "een telefoonnummer"),
        ("a@b.nl", "een e-mailadres"),
    ]


def test_a_long_text_is_read_in_no_time():
    """No pattern may take ever longer: these would be seconds if one did."""
    for text in ("a" * 20_000, "A." * 10_000, "1-" * 10_000, "van " * 5_000, "0 " * 10_000, "a@" * 10_000):
        hints(text)
