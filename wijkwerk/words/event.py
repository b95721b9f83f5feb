"""Events as they stand in files and requests: a bare word, or a word with what belongs to it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from wijkwerk.words.refusal import Refused
from wijkwerk.words.text import Value

E = TypeVar("E", bound=Value)


def read_event(data: Any, known: Mapping[str, type[E]]) -> E:
    """The event `data` stands for: "stage-closed" or {"stage-closed": {…}}; Refused when it is neither."""
    name, values = (data, {}) if isinstance(data, str) else _only_pair(data)
    if name not in known:
        raise Refused("unknown-event", event=str(name)[:60], known=", ".join(known))
    try:
        return known[name].model_validate(values)
    except ValidationError as wrong:
        where = ", ".join(".".join(str(step) for step in error["loc"]) or name for error in wrong.errors())
        raise Refused("malformed-event", event=name, where=where[:200]) from wrong


def _only_pair(data: Any) -> tuple[Any, Any]:
    if isinstance(data, Mapping) and len(data) == 1:
        name, values = next(iter(data.items()))
        return name, {} if values is None else values
    return type(data).__name__, {}
