"""Where a statement comes from is a document with lines, or our own reason."""

import pytest
from pydantic import TypeAdapter, ValidationError

from wijkwerk.words.source import Said, Source, Sourced, ranges

said = TypeAdapter(Said)


@pytest.mark.parametrize(
    ("lines", "pieces"),
    [
        ("7", ((7, 7),)),
        ("12-15", ((12, 15),)),
        ("7, 12-15", ((7, 7), (12, 15))),
        ("3,5 , 9-9", ((3, 3), (5, 5), (9, 9))),
    ],
)
def test_lines_are_numbers_and_stretches(lines, pieces):
    assert ranges(lines) == pieces
    assert Source(id="movisies-000", lines=lines).lines == lines


def test_one_line_may_be_written_as_a_number():
    assert Source.model_validate({"id": "movisies-000", "lines": 12}).lines == "12"


@pytest.mark.parametrize("wrong", ["", "0", "15-12", "12-", "-12", "twaalf", "12;15", "1-2-3", "12,", "²", True, 1.5])
def test_lines_that_cannot_be_looked_up_are_refused(wrong):
    with pytest.raises(ValidationError):
        Source.model_validate({"id": "movisies-000", "lines": wrong})


def test_one_source_and_several_are_written_alike():
    one = {"id": "movisies-000", "lines": "7"}
    assert Sourced.model_validate({"source": one}) == Sourced.model_validate({"source": [one]})


def test_a_statement_has_provenance_by_a_source_or_by_a_reason_of_ours():
    assert not Sourced().has_provenance
    assert Sourced(ours="omdat wij het zo lazen").has_provenance
    assert Sourced.model_validate({"source": {"id": "a", "lines": 1}}).has_provenance


def test_a_bare_sentence_is_a_statement():
    assert said.validate_python("Bel aan.").text == "Bel aan."
