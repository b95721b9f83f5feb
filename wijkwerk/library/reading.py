"""From a content file to a frozen model, or to all the faults in it with their lines."""

import difflib
from functools import cache
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
    "one-state", "not-a-row-of-signs", "not-a-time",
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
    places = [error["loc"] for error in wrong.errors()]
    errors = [error for error in wrong.errors() if not _is_inherited(document, error["loc"])]
    told = [
        _said(document, error, model)
        for error in errors
        if error["type"] != "too_short" or not any(place[:-1][: len(error["loc"])] == error["loc"] for place in places)
    ]
    if any(code == "no-document" for code, _, _ in told) and not {"source", "ours"} & set(document.data):
        told = [("no-source", {"key": document.data.get("id", "?")}, ())] + [
            one for one in told if one[0] != "no-document"
        ]
    meant = {(path[:-1], facts["meant"]) for code, facts, path in told if code == "unknown-key"}
    seen = set()
    for code, facts, path in told:
        mistake = (path, facts["key"] if code == "missing-key" else None)
        if mistake in seen or (code == "missing-key" and mistake in meant):
            continue
        seen.add(mistake)
        document.fault(code, document.line(path), **{name: fact for name, fact in facts.items() if name != "meant"})


def _is_inherited(document: Document, steps: Path_) -> bool:
    """Whether the mistake stands in a source that was written further out, where it is reported already."""
    return any(
        step in {"source", "ours"} and (*document.place(steps[:at]), step) not in document.lines
        for at, step in enumerate(steps)
    )


def _said(document: Document, error: ErrorDetails, model: type[BaseModel]) -> tuple[str, dict[str, Any], Path_]:
    """What the catalogue calls the mistake, the facts of the case, and the place in the file."""
    kind, context, steps = error["type"], error.get("ctx", {}), error["loc"]
    path = document.place(steps)
    key = str(next((step for step in reversed(path) if isinstance(step, str)), "?"))
    value = _short(error["input"])
    if kind in OWN:
        return kind, {"key": key, **context}, path
    if kind == "missing":
        if steps[-1] == "id" and "source" in steps:
            return "no-document", {"key": key}, path
        return "missing-key", {"key": str(steps[-1])}, path
    if kind == "extra_forbidden":
        meant = _meant(str(steps[-1]), model)
        return (
            "unknown-key",
            {"key": str(steps[-1])[:60], "hint": f" ({meant}?)" if meant else "", "meant": meant},
            path,
        )
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


def _meant(key: str, model: type[BaseModel]) -> str:
    """The key that was probably meant, from all keys the format knows; nothing when none is near."""
    return next(iter(difflib.get_close_matches(key, _keys(model), n=1, cutoff=0.75)), "")


@cache
def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    schema = model.model_json_schema()
    shapes = [schema, *schema.get("$defs", {}).values()]
    return tuple(sorted({key for shape in shapes for key in shape.get("properties", {})}))
