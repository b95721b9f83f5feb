"""Keeps citizen service numbers (BSN) out: no row with one is ever kept, whatever field it was typed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
# Nine digits on their own, perhaps with dots or spaces in between; not part of a phone number, a word or a UUID.
NINE_DIGITS = re.compile(r"(?<![\w+.,-])(?<!\d[ .])(?:\d[ .]?){8}\d(?![\w-])")
SENTENCE = _("Dit lijkt op een burgerservicenummer (BSN). Dat bewaren wij nooit. Haal het nummer weg.")


class HoldsServiceNumber(ValidationError):
    """A row that holds a citizen service number is never kept."""


def holds_service_number(text: str) -> bool:
    """Whether nine digits in this text pass the eleven-test of the BSN."""
    return any(_passes(re.sub(r"\D", "", found.group())) for found in NINE_DIGITS.finditer(text))


def without_service_number(text: object) -> None:
    """Validator for text fields: ValidationError at the field when it holds a BSN."""
    if holds_service_number(str(text)):
        raise ValidationError(SENTENCE, code="service-number")


def refuse_in_row(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    """Before each save of our own rows: HoldsServiceNumber when any text in it holds a BSN."""
    if not sender.__module__.startswith("wijkwerk."):
        return
    for field in instance._meta.concrete_fields:
        if isinstance(field, (models.CharField, models.TextField, models.JSONField)) and _is_written_by_people(field):
            for text in _texts(getattr(instance, field.attname)):
                if holds_service_number(text):
                    raise HoldsServiceNumber(SENTENCE, code="service-number")


def _is_written_by_people(field: models.Field[Any, Any]) -> bool:
    return field.name not in ("password", "digest", "key", "sender")


def _passes(digits: str) -> bool:
    return digits != "000000000" and sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11 == 0


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from _texts(key)
            yield from _texts(inside)
    elif isinstance(value, (list, tuple)):
        for inside in value:
            yield from _texts(inside)
