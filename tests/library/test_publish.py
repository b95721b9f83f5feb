"""The schema and the reference say what the code says now, and real method files fit the schema."""

import json
import re
from typing import Any

import pytest

from tests.library.shelf_of_one import METHOD
from wijkwerk.engines import KINDS
from wijkwerk.library import publish
from wijkwerk.library.faults import CATALOGUE
from wijkwerk.library.folders import shipped_folder
from wijkwerk.library.knowledge import KNOWLEDGE
from wijkwerk.library.meanings import MEANINGS, meaning
from wijkwerk.library.strict import read_bytes, read_file
from wijkwerk.words.refusal import SENTENCES

SCHEMA: Any = publish.schema()
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}


def fits(data: Any, shape: Any) -> bool:
    """A small validator of its own, for the words of JSON Schema that our schema uses."""
    if "$ref" in shape:
        return fits(data, SCHEMA["$defs"][shape["$ref"].rpartition("/")[2]])
    for several, number in (("anyOf", range(1, 99)), ("oneOf", range(1, 2))):
        if several in shape and sum(fits(data, one) for one in shape[several]) not in number:
            return False
    if ("enum" in shape and data not in shape["enum"]) or ("const" in shape and data != shape["const"]):
        return False
    kind = TYPES.get(shape.get("type"), object)
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        return False
    if isinstance(data, str):
        return len(data) >= shape.get("minLength", 0) and re.search(shape.get("pattern", ""), data) is not None
    if isinstance(data, int):
        return bool(shape.get("minimum", data) <= data <= shape.get("maximum", data))
    if isinstance(data, list):
        return len(data) >= shape.get("minItems", 0) and all(fits(one, shape.get("items", {})) for one in data)
    if isinstance(data, dict) and "properties" in shape:
        known = shape["properties"]
        return (
            set(shape.get("required", [])) <= set(data)
            and set(data) <= set(known)
            and all(fits(one, known[key]) for key, one in data.items())
        )
    return True


@pytest.mark.parametrize("path", sorted((shipped_folder() / "methods").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_method_fits_the_schema_that_editors_use(path):
    assert fits(read_file(path, path.name).data, SCHEMA)


@pytest.mark.parametrize(
    ("words", "planted"),
    [
        ("title: Klein\n", ""), ("title: Klein", "titel: Klein"), ("percent: 60", "percent: 101"), ("kind: many", "kind: few"),
        ("{fact: mood, is: calm}", "{fact: mood}"), ("lines: 1-10", "line: 1-10"), ("shows_places: true", "shows_places: 1"),
    ],
)  # fmt: skip
def test_the_schema_shows_a_mistake_while_someone_types(words, planted):
    assert fits(read_bytes(METHOD.encode(), "x").data, SCHEMA)
    assert words in METHOD and not fits(read_bytes(METHOD.replace(words, planted, 1).encode(), "x").data, SCHEMA)


def test_what_is_published_is_what_the_code_says(capsys):
    assert publish.main(["--check"]) == 0, capsys.readouterr().err


def test_a_stale_page_is_named_and_written_anew(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(publish, "ROOT", tmp_path)
    assert publish.main(["--check"]) == 1
    assert "docs/reference/faults.md is stale" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())

    assert publish.main([]) == 0 and publish.main(["--check"]) == 0
    page = tmp_path / "docs" / "reference" / "faults.md"
    page.write_text(page.read_text("utf-8") + "meer", "utf-8")
    assert publish.main(["--check"]) == 1


def test_the_reference_tells_every_kind_and_every_key():
    page = publish.method_file()
    assert all(f"## {kind}\n" in page for kind in KINDS)
    keys = {key for shape in [SCHEMA, *SCHEMA["$defs"].values()] for key in shape.get("properties", {})}
    assert [key for key in sorted(keys - {"source", "ours"}) if f"| `{key}` |" not in page] == []


def test_the_reference_tells_every_kind_of_knowledge_and_every_key():
    page = publish.knowledge()
    assert all(f"## {kind}\n" in page for kind in KNOWLEDGE)
    keys = {key for shape in shapes_of_knowledge().values() for key in shape.get("properties", {})}
    assert [key for key in sorted(keys - {"source", "ours", "lines", "text"}) if f"| `{key}` |" not in page] == []


def shapes_of_knowledge() -> dict[str, Any]:
    shapes: dict[str, Any] = {}
    for model in KNOWLEDGE.values():
        shape = publish.knowledge_shape(model)
        shapes |= {model.__name__: shape, **shape.get("$defs", {})}
    return shapes


def test_every_key_has_a_meaning_and_every_meaning_a_key():
    shapes = {"Method": SCHEMA, **SCHEMA["$defs"], **shapes_of_knowledge()}
    told = {(name.rpartition("__")[2], key) for name, shape in shapes.items() for key in shape.get("properties", {})}
    assert [one for one in sorted(told) if not meaning(*one)] == []
    assert set(MEANINGS) - {key for _, key in told} - {f"{name}.{key}" for name, key in told} == set()


def test_the_page_of_faults_tells_every_code_in_both_languages():
    page = publish.faults()
    for code, (dutch, english) in {**CATALOGUE, **SENTENCES}.items():
        assert f"| `{code}` | {dutch} | {english} |" in page


def test_the_schema_is_json():
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
