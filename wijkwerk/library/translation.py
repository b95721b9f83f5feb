"""A method in another language: the same file with its words replaced, so Dutch files stay readable."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import AfterValidator, BaseModel

from wijkwerk.library.method import Method
from wijkwerk.library.provenance import inherit
from wijkwerk.library.strict import Document, Path_
from wijkwerk.words.text import clean

# Stands in the place of every text a translation gives, to see which texts it does not give.
MARK = "✓"
SAME_EVERYWHERE = {"phone", "web"}


def translate(original: Document, overlay: Document) -> Document:
    """The method with the words of the overlay; lines are those of the overlay, faults what fits nowhere."""
    document = Document(overlay.file)
    document.lines[()] = 1
    document.data = _replaced(original.data, overlay.data, _Places(overlay, document), (), ())
    return document


def check_translation(document: Document, original: Method, method: Method) -> None:
    """Note in the document each value that is not text for readers, and yet differs from the original."""
    for path in _differences(original, method, ()):
        document.fault("not-words", document.line(path), place=str(path[-1]))


def untranslated(original: Document, overlay: Document) -> list[str]:
    """The places of the texts that the overlay leaves in the language of the original."""
    marked = Document(overlay.file)
    marked.data, marked.lines = _marked(overlay.data), overlay.lines
    method = Method.model_validate(inherit(Method, translate(original, marked).data))
    left = (path for path, text in texts(method) if text != MARK and path[-1] not in SAME_EVERYWHERE)
    return [".".join(map(str, path)) for path in left]


def texts(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Every text for readers in the model, with its place in the file."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "english":
                continue
            if name in _worded(type(value)):
                yield from _leaves(inner, (*path, name))
            else:
                yield from texts(inner, (*path, name))
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from texts(one, (*path, place))


def _leaves(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    for place, one in enumerate(value if isinstance(value, tuple) else ()):
        yield (*path, place), one


@cache
def _worded(model: type[BaseModel]) -> frozenset[str]:
    """The fields of the model that hold text for readers: what is made `clean`."""
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if any(_is_clean(one) for one in field.metadata) or _holds_words(field.annotation)
    )


def _holds_words(annotation: Any) -> bool:
    if any(_is_clean(one) for one in getattr(annotation, "__metadata__", ())):
        return True
    return any(_holds_words(part) for part in get_args(annotation))


def _is_clean(constraint: Any) -> bool:
    return isinstance(constraint, AfterValidator) and constraint.func is clean


def _differences(one: Any, other: Any, path: Path_) -> Iterator[Path_]:
    """Where two models differ, texts for readers aside."""
    if isinstance(one, BaseModel) and type(one) is type(other):
        for name in type(one).model_fields:
            if name not in _worded(type(one)):
                yield from _differences(getattr(one, name), getattr(other, name), (*path, name))
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for place, (mine, its) in enumerate(zip(one, other, strict=True)):
            yield from _differences(mine, its, (*path, place))
    elif one != other:
        yield path


def _marked(words: Any) -> Any:
    if isinstance(words, dict):
        return {key: _marked(one) for key, one in words.items()}
    return [_marked(one) for one in words] if isinstance(words, list) else MARK


class _Places:
    """Keeps, for each place in the translated method, the line of the overlay that its words stand on."""

    def __init__(self, overlay: Document, document: Document) -> None:
        self._overlay = overlay
        self._document = document

    def fault(self, code: str, path: Path_, **facts: Any) -> None:
        self._document.fault(code, self._overlay.line(path), **facts)

    def keep(self, here: Path_, there: Path_) -> None:
        self._document.lines[here] = self._overlay.line(there)


def _replaced(data: Any, words: Any, places: _Places, here: Path_, there: Path_) -> Any:
    """The data with its words replaced; `here` is the place in the method, `there` in the overlay."""
    places.keep(here, there)
    if isinstance(data, dict) and isinstance(words, str) and "text" in data:
        return data | {"text": words}
    if isinstance(data, str) and isinstance(words, str):
        return words
    if isinstance(words, dict) and isinstance(data, dict):
        steps = {key: key for key in data}
    elif isinstance(words, dict) and isinstance(data, list):
        steps = {_name(one): place for place, one in enumerate(data)}
    elif isinstance(words, list) and isinstance(data, list):
        if len(data) != len(words):
            places.fault("other-length", there, place=str(there[-1]), there=len(words), wanted=len(data))
            return data
        steps = {place: place for place in range(len(data))}
        words = dict(enumerate(words))
    else:
        places.fault("no-such-place", there, place=str(there[-1]) if there else "?")
        return data
    changed = data.copy()
    for name, inner in words.items():
        if name in steps:
            step = steps[name]
            changed[step] = _replaced(data[step], inner, places, (*here, step), (*there, name))
        else:
            places.fault("no-such-place", (*there, name), place=str(name)[:60])
    return changed


def _name(element: Any) -> Any:
    """What an overlay calls an element of a list: its id, or the phase it is about."""
    return element.get("id", element.get("phase")) if isinstance(element, dict) else None
