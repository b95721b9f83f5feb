"""Days as people plan them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wijkwerk.words.period import Dates, is_day


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
