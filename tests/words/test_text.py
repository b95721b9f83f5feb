"""What people read is clean, and what steers a screen is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from wijkwerk.words.text import STEERING, Id, Line, Prose, cell, clean, from_cell

line = TypeAdapter(Line)
prose = TypeAdapter(Prose)
id_ = TypeAdapter(Id)


def test_text_is_kept_in_composed_form():
    assert clean("cafe\u0301") == "caf\u00e9"


@pytest.mark.parametrize("sign", [*sorted(STEERING), "\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_a_sign_nobody_sees_is_refused_by_its_number(sign):
    with pytest.raises(PydanticCustomError) as refusal:
        clean(f"goed{sign}bedoeld")

    assert refusal.value.context == {"sign": f"{ord(sign):04X}"}


@pytest.mark.parametrize("text", ["één\tregel\nnog een", "سلام عليكم", "Привіт", "👩\u200d👧", "a\u200fb"])
def test_ordinary_text_of_any_script_is_left_alone(text):
    assert clean(text) == text


@given(st.text())
def test_what_is_clean_stays_the_same_when_cleaned_again(text):
    try:
        once = clean(text)
    except PydanticCustomError:
        return
    assert clean(once) == once


def test_a_line_loses_the_space_around_it():
    assert line.validate_python("  Buurtbarbecue \n") == "Buurtbarbecue"


@pytest.mark.parametrize(("kind", "most"), [(line, 200), (prose, 4000)])
def test_text_has_a_length_and_is_never_empty(kind, most):
    assert kind.validate_python("x" * most)
    for wrong in ("x" * (most + 1), "", "   "):
        with pytest.raises(ValidationError):
            kind.validate_python(wrong)


@pytest.mark.parametrize("wrong", ["", "Groot", "met spatie", "-voor", "na-", "dubbel--streepje", "é", "a" * 61, "x\n"])
def test_an_id_is_small_letters_digits_and_single_hyphens(wrong):
    assert id_.validate_python("wat-werkt-2") == "wat-werkt-2"
    with pytest.raises(ValidationError):
        id_.validate_python(wrong)


@given(st.text())
def test_no_cell_is_a_formula_and_its_text_comes_back(text):
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert from_cell(cell(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-2", "'=1+1", "\tx"])
def test_what_a_spreadsheet_would_reckon_with_gets_an_apostrophe(text):
    assert cell(text) == f"'{text}"
