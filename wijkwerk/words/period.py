"""Days as people plan them: a year, a month of a year, or one day."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from wijkwerk.words.source import Sourced

SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
SAID = re.compile(r"(?:([0-9]{1,2})[-/. ]+)?([0-9]{1,2}|[a-z]{3,9})\.?[-/. ]+([0-9]{4})")
MONTHS = (
    "januari january", "februari february", "maart mrt march", "april", "mei may", "juni june", "juli july",
    "augustus august", "september", "oktober october", "november", "december",
)  # fmt: skip


def is_day(text: str) -> bool:
    """Whether the text is a year (2025), a month (2019-11) or a day (2019-07-29) that exists."""
    if not SHAPE.fullmatch(text):
        return False
    parts = text.split("-")
    try:
        date(*(int(part) for part in [*parts, "01", "01"][:3]))
    except ValueError:
        return False
    return True


def day_from(said: str) -> str:
    """A day, month or year as people say it (31-3-2026, 31 maart 2026, maart 2026), as we write it: 2026-03-31.

    Day before month, as the Dutch do; months in Dutch or English, whole or short. What is no such day stays as it is.
    """
    found = SAID.fullmatch(said.strip().lower())
    if not found:
        return said
    day, month, year = found.groups()
    number = int(month) if month.isdecimal() else _month(month)
    written = "-".join([year, f"{number:02}", *([f"{int(day):02}"] if day else [])])
    return written if is_day(written) else said


def _month(word: str) -> int:
    """The number of a month that is named whole, or by its first three letters or more; 0 for another word."""
    starts = (any(name.startswith(word) for name in names.split()) for names in MONTHS)
    return next((number for number, is_it in enumerate(starts, 1) if is_it), 0)


def _a_day(text: str) -> str:
    if not is_day(text):
        raise PydanticCustomError("not-a-day", "not a day", {"day": text[:40]})
    return text


def _text_of_year(day: object) -> object:
    return str(day) if type(day) is int else day


Day = Annotated[str, AfterValidator(_a_day), BeforeValidator(_text_of_year, json_schema_input_type=str | int)]


class Dates(Sourced):
    """When residents expect something, beside when officials do: neither replaces the other."""

    residents: Day | None = None
    officials: Day | None = None
