"""From a content file to a frozen model, or to all the faults in it with their lines."""

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from wijkwerk.library.method import Method
from wijkwerk.library.provenance import inherit
from wijkwerk.library.strict import Document, Path_

M = TypeVar("M", bound=BaseModel)

# What pydantic calls a mistake, and what the catalogue calls it.
SAME = {
    "int_type": "not-a-whole-number",
    "int_parsing": "not-a-whole-number",
    "bool_type": "not-true-or-false",
    "string_type": "not-text",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "model_type": "not-a-block",
    "model_attributes_type": "not-a-block",
    "dict_type": "not-a-block",
    "string_pattern_mismatch": "not-an-id",
    "union_tag_invalid": "not-a-condition",
    "union_tag_not_found": "not-a-condition",
}
OWN = {
    "hidden-sign", "not-lines", "not-a-day", "options-for-choice", "limits-for-number", "narrow-scale",
    "asks-nothing", "vote-over-whom", "gate-without-vote", "asks-what-it-needs",
}  # fmt: skip


def read_method(document: Document) -> Method | None:
    """The method in the document; None when it has faults, which are noted in the document."""
    return read_model(document, Method)


def read_model(document: Document, model: type[M]) -> M | None:
    """The model in the document, with provenance filled in; None when it has faults."""
    if document.faults:
        return None
    try:
        return model.model_validate(inherit(model, document.data))
    except ValidationError as wrong:
        _note(document, wrong, model)
        return None


def read_list(document: Document, model: type[M]) -> tuple[M, ...]:
    """The list of models in the document; nothing when it has faults."""
    if document.faults:
        return ()
    try:
        data = document.data
        filled = [inherit(model, one) for one in data] if isinstance(data, list) else data
        return TypeAdapter(tuple[model, ...]).validate_python(filled)  # type: ignore[valid-type]
    except ValidationError as wrong:
        _note(document, wrong, model)
        return ()


def _note(document: Document, wrong: ValidationError, model: type[BaseModel]) -> None:
    """Each mistake once; a list is not too short when one of its items is what is wrong."""
    seen = set()
    errors = wrong.errors()
    places = [error["loc"] for error in errors]
    for error in errors:
        if error["type"] == "too_short" and any(place[:-1][: len(error["loc"])] == error["loc"] for place in places):
            continue
        if _is_inherited(document, error["loc"]):
            continue
        code, facts, path = _said(error, model)
        line = document.line(path)
        if (line, code, facts.get("key")) not in seen:
            seen.add((line, code, facts.get("key")))
            document.fault(code, line, **facts)


def _is_inherited(document: Document, path: Path_) -> bool:
    """Whether the mistake stands in a source that was written further out, where it is reported already."""
    return any(
        step in {"source", "ours"} and path[: place + 1] not in document.lines for place, step in enumerate(path)
    )


def _said(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, dict[str, Any], Path_]:
    kind, context = error["type"], error.get("ctx", {})
    path = tuple(error["loc"])
    key = str(next((step for step in reversed(path) if isinstance(step, str)), path[-1] if path else "?"))
    value = _short(error["input"])
    if kind in OWN:
        return kind, {"key": key, **context}, path
    if kind == "missing":
        return "missing-key", {"key": key}, path[:-1]
    if kind == "extra_forbidden":
        return "unknown-key", {"key": key, "hint": _hint(key, path, model)}, path
    if kind == "literal_error":
        return "not-a-choice", {"key": key, "value": value, "choices": context["expected"].replace("'", "")}, path
    if kind in {"string_too_long", "too_long"}:
        return "too-long", {"key": key, "most": context.get("max_length")}, path
    if kind in {"string_too_short", "too_short"}:
        return "too-short", {"key": key, "least": context.get("min_length")}, path
    if kind in {"greater_than_equal", "less_than_equal", "greater_than", "less_than"}:
        return "out-of-range", {"key": key, "value": value, **_range(context, key)}, path
    if kind in SAME:
        return SAME[kind], {"key": key, "value": value}, path
    return "not-understood", {"key": key, "problem": error["msg"]}, path


RANGES = {"percent": (1, 100)}


def _range(context: dict[str, Any], key: str) -> dict[str, Any]:
    least, most = RANGES.get(key, (context.get("ge", 0), context.get("le", "…")))
    return {"least": least, "most": most}


def _short(value: Any) -> str:
    return type(value).__name__ if isinstance(value, dict | list) else str(value)[:60]


def _hint(key: str, path: Path_, model: type[BaseModel]) -> str:
    """The key that was probably meant, from all keys the format knows."""
    close = difflib.get_close_matches(key, sorted(_keys(model)), n=1, cutoff=0.75)
    return f" ({close[0]}?)" if close else ""


def _keys(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    shapes = [schema, *schema.get("$defs", {}).values()]
    return {key for shape in shapes for key in shape.get("properties", {})}
