"""A method in another language: the same file with its words replaced, so Dutch files stay readable."""

from typing import Any

from wijkwerk.library.strict import Document, Path_


def translated(data: Any, overlay: Document) -> Any:
    """The data of a method with the words of the overlay; what fits nowhere is noted in the overlay."""
    return _replaced(data, overlay.data, overlay, ())


def _replaced(data: Any, words: Any, overlay: Document, path: Path_) -> Any:
    if isinstance(data, dict) and isinstance(words, dict):
        for key in set(words) - set(data):
            overlay.fault("no-such-place", overlay.line((*path, key)), place=key)
        return data | {
            key: _replaced(data[key], one, overlay, (*path, key)) for key, one in words.items() if key in data
        }
    if isinstance(data, dict) and isinstance(words, str) and "text" in data:
        return data | {"text": words}
    if isinstance(data, list) and isinstance(words, dict):
        return _by_id(data, words, overlay, path)
    if isinstance(data, list) and isinstance(words, list):
        if len(data) != len(words):
            overlay.fault("other-length", overlay.line(path), place=str(path[-1]), there=len(words), wanted=len(data))
            return data
        return [
            _replaced(one, word, overlay, (*path, place))
            for place, (one, word) in enumerate(zip(data, words, strict=True))
        ]
    if isinstance(data, str) and isinstance(words, str):
        return words
    overlay.fault("no-such-place", overlay.line(path), place=str(path[-1]) if path else "?")
    return data


def _by_id(data: list[Any], words: dict[str, Any], overlay: Document, path: Path_) -> list[Any]:
    ids = [one.get("id", one.get("phase")) if isinstance(one, dict) else None for one in data]
    for key in words:
        if key not in ids:
            overlay.fault("no-such-place", overlay.line((*path, key)), place=key)
    return [
        _replaced(one, words[name], overlay, (*path, name)) if name in words else one
        for one, name in zip(data, ids, strict=True)
    ]
