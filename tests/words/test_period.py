"""Days as people plan them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wijkwerk.words.period import Dates, day_from, is_day


@pytest.mark.parametrize("day", ["2025", "2019-11", "2019-07-29", "2024-02-29"])
def test_a_year_a_month_and_a_day_are_days(day):
    assert is_day(day)


@pytest.mark.parametrize(
    "day",
    [
        "",
        "25",
        "2019-13",
        "2019-00",
        "2023-02-29",
        "2019-7-9",
        "2019-07-29-01",
        "29-07-2019",
        "0000",
        "2019-07-",
        "٢٠٢٥",
    ],
)
def test_what_is_in_no_calendar_is_no_day(day):
    assert not is_day(day)


@given(st.dates())
def test_every_date_is_a_day(day):
    assert is_day(day.isoformat())


def test_dates_of_residents_and_officials_stand_beside_each_other():
    dates = Dates.model_validate({"residents": 2025, "officials": "2030"})
    assert (dates.residents, dates.officials) == ("2025", "2030")


def test_a_day_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError):
        Dates.model_validate({"residents": "2025-02-30"})


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("31-3-2026", "2026-03-31"),
        ("1/2/2026", "2026-02-01"),
        ("31.12.2025", "2025-12-31"),
        (" 31 maart 2026 ", "2026-03-31"),
        ("5 May 2025", "2025-05-05"),
        ("mrt. 2026", "2026-03"),
        ("Sept 2026", "2026-09"),
        ("3-2026", "2026-03"),
        ("2026-03-31", "2026-03-31"),
        ("2026", "2026"),
    ],
)
def test_a_day_as_people_say_it_is_read_day_first(said, day):
    assert day_from(said) == day


@pytest.mark.parametrize(
    "said", ["31 februari 2026", "13-2026", "marsepein 2026", "gisteren", "31-3-26", "", "ma 2026"]
)
def test_what_is_no_day_stays_as_it_was_said(said):
    assert day_from(said) == said


@given(st.dates())
def test_every_day_is_read_however_it_is_written(day):
    assert day_from(f"{day.day}-{day.month}-{day.year:04}") == day.isoformat()
    assert day_from(day.isoformat()) == day.isoformat()
