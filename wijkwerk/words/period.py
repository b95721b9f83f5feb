"""Days as people plan them: a year, a month of a year, or one day."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from wijkwerk.words.source import Sourced

SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


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
