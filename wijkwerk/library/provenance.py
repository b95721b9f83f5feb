"""Filling in where statements come from: what an element does not say itself, it has from what is around it."""

from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from wijkwerk.words.source import Sourced, Statement

Around = dict[str, Any]


def inherit(model: type[BaseModel], data: Any, around: Around | None = None) -> Any:
    """The data of `model`, each sourced element with its own `source` and `ours`.

    An element that says neither has both from the nearest element around it.
    An element that says one of them has just that. Lines without a document belong to the document around them.
    """
    if model is Statement and isinstance(data, str):
        data = {"text": data}
    if not isinstance(data, dict):
        return data
    here = dict(around or {})
    data = dict(data)
    if issubclass(model, Sourced):
        if data.get("source") is not None:
            data["source"] = _with_document(data["source"], here)
        if data.get("source") is not None or data.get("ours") is not None:
            here = {key: data[key] for key in ("source", "ours") if data.get(key) is not None} | {
                "document": _document(data.get("source")) or here.get("document")
            }
        else:
            data |= {key: here[key] for key in ("source", "ours") if key in here}
    for field, inner in sourced_fields(model):
        if isinstance(data.get(field), list):
            data[field] = [inherit(inner, one, here) for one in data[field]]
        elif field in data:
            data[field] = inherit(inner, data[field], here)
    return data


def _with_document(source: Any, around: Around) -> Any:
    if isinstance(source, list):
        return [_with_document(one, around) for one in source]
    if isinstance(source, dict) and "id" not in source and around.get("document"):
        return {"id": around["document"], **source}
    return source


def _document(source: Any) -> Any:
    first = source[0] if isinstance(source, list) and source else source
    return first.get("id") if isinstance(first, dict) else None


@cache
def sourced_fields(model: type[BaseModel]) -> tuple[tuple[str, type[BaseModel]], ...]:
    """The fields of a model that hold models of ours, with those models; conditions and sources hold no statements."""
    found = []
    for name, field in model.model_fields.items():
        inner = next((one for one in _models(field.annotation) if issubclass(one, Sourced)), None)
        if inner is not None:
            found.append((name, inner))
    return tuple(found)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in {Union, UnionType, tuple, dict} or hasattr(annotation, "__metadata__"):
        return [model for part in get_args(annotation) for model in _models(part)]
    return []
