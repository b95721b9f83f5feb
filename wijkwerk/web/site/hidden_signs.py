"""Keeps signs nobody sees out of what people type: some of them turn what others read."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic_core import PydanticCustomError

from wijkwerk.words.text import clean


def without_hidden_signs(text: object) -> None:
    """Validator for text fields: ValidationError at the field when it holds a hidden sign, named by its code point.

    A new line as browsers send it (CR LF, HTML § 4.10.22) is a new line.
    """
    try:
        clean(str(text).replace("\r\n", "\n"))
    except PydanticCustomError as fault:
        raise ValidationError(
            _("Er staat een onzichtbaar teken in je tekst (U+%(sign)s). Typ de tekst opnieuw, zonder te plakken."),
            code="hidden-sign",
            params={"sign": (fault.context or {}).get("sign", "")},
        ) from None
