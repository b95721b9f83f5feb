"""Models and reports as plain data for JSON: names kept, empty things left out where they are empty anyway."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from wijkwerk.words.refusal import Refused


def plain(value: Any) -> Any:
    """The value as dicts, lists, text and numbers."""
    if isinstance(value, BaseModel):
        return {
            field.alias or name: plain(one)
            for name, field in type(value).model_fields.items()
            if not _is_empty(one := getattr(value, name)) or one != field.default
        }
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(one) for name, one in zip(value._fields, value, strict=True)}
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Refused):
        return {"refused": value.code, **value.facts}
    return value.isoformat() if isinstance(value, datetime) else value


def _is_empty(value: Any) -> bool:
    return value is None or value == ()
