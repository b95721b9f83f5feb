"""A code on paper is a key: 130 random bits, and every slip of the pen shows."""

import random

import pytest

from wijkwerk.web.people import printed_code


@pytest.fixture
def code():
    return printed_code.make(random.Random(7).choice)


def test_a_code_is_four_groups_of_four(code):
    assert [len(group) for group in printed_code.groups(code)] == [4] * 4
    assert len(printed_code.ALPHABET) ** printed_code.LENGTH == 2**70


def test_a_code_is_read_as_people_write_it(code):
    written = " - ".join(printed_code.groups(code.lower())).replace("0", "o").replace("1", "l")

    assert printed_code.read(written) == code


@pytest.mark.parametrize("between", ["\u2013", "\u2011", "\u00a0", "\u202f", "_", "\u200b", " \u2014 ", "/", "\u00ad"])
def test_what_stands_between_the_groups_does_not_matter(code, between):
    """Word processors and mail make such signs of a dash or a space by themselves."""
    assert printed_code.read(between.join(printed_code.groups(code)) + ".") == code


def test_digits_of_an_arabic_keyboard_are_digits(code):
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert arabic != code
    assert printed_code.read(arabic) == code


def test_every_single_slip_shows(code):
    for place, right in enumerate(code):
        for wrong in printed_code.ALPHABET:
            if wrong != right:
                assert printed_code.read(code[:place] + wrong + code[place + 1 :]) is None


def test_every_swap_of_neighbours_shows():
    chance = random.Random(11)
    for _ in range(300):
        code = printed_code.make(chance.choice)
        for place in range(len(code) - 1):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert swapped == code or printed_code.read(swapped) is None


@pytest.mark.parametrize("typed", ["", "A", "ÄÄÄÄ" * 4, "0" * 17, "<script>" * 2, "\u202e" * 16, "U" * 16])
def test_what_is_no_code_is_no_code(typed):
    assert printed_code.read(typed) is None


def test_the_database_keeps_no_code(code):
    assert code not in printed_code.digest_of(code)
    assert len(printed_code.digest_of(code)) == 64
