"""Write what the code knows about the format where people and editors look for it: the schema and the reference."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from wijkwerk.engines.check.part import Check
from wijkwerk.engines.conversation.part import Conversation
from wijkwerk.engines.guide.part import Guide
from wijkwerk.engines.route.part import Route
from wijkwerk.library.coverage import read_coverage
from wijkwerk.library.coverage import table as coverage_table
from wijkwerk.library.entry import Entry, Section
from wijkwerk.library.faults import CATALOGUE
from wijkwerk.library.folders import PACKAGE, shipped_folder
from wijkwerk.library.knowledge import KNOWLEDGE
from wijkwerk.library.meanings import meaning
from wijkwerk.library.method import Fit, Method
from wijkwerk.words.refusal import SENTENCES

ROOT = PACKAGE.parent
PARTS: dict[str, type[BaseModel]] = {"guide": Guide, "conversation": Conversation, "route": Route, "check": Check}

METHOD_FILE = """\
# The method file

This page is written by `python -m wijkwerk.library.publish` from the models themselves.
A method is one file, `content/methods/<id>.yaml`; what may stand in it is on this page.
Editors that know YAML check and complete it with this first line:

```yaml
# yaml-language-server: $schema=../method.schema.json
```

Every element may say `source` (a document and its lines) or `ours` (a reason), or both.
An element that says neither has what the nearest element around it says.
`source: {lines: 12-14}` without `id` belongs to the document of the element around it.
What can be wrong, and how to mend it, is in [faults](faults.md).
"""
KNOWLEDGE_FILE = """\
# Knowledge

This page is written by `python -m wijkwerk.library.publish` from the models themselves.
Knowledge stands in `content/knowledge/<kind>/`; a file holds a list of entries of that kind, and its name is for people only.
Every entry has the keys of the first table; each kind adds its own.
`source` and `ours` work as in [the method file](method-file.md).
"""
COVERAGE = """\
# What of the sources stands where

This page is written by `python -m wijkwerk.library.publish` from `content/coverage.yaml`.
The five issues describe 466 things, each named in an inventory with a rating: A has a full working in the text, B enough of one to design it faithfully, C is only named.
`wijkwerk coverage` counts them and says which carrier is not there; `wijkwerk coverage --json` lists them.
"""
FAULTS = """\
# What can be wrong, and the way out

This page is written by `python -m wijkwerk.library.publish` from the catalogues themselves.
`wijkwerk check` says all faults of all files at once, each with its file and line; words between braces are filled in.
"""


def pages() -> dict[Path, str]:
    """Every published file with what should be in it."""
    return {
        ROOT / "content" / "method.schema.json": json.dumps(schema(), ensure_ascii=False, indent=1) + "\n",
        ROOT / "docs" / "reference" / "method-file.md": method_file(),
        ROOT / "docs" / "reference" / "knowledge.md": knowledge(),
        ROOT / "docs" / "reference" / "faults.md": faults(),
        ROOT / "docs" / "reference" / "coverage.md": covered(),
    }


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a method file as people write it: lines may leave out the document that is around them."""
    written: dict[str, Any] = _without_titles(Method.model_json_schema())
    written["$defs"]["Source"]["required"] = ["lines"]
    for name, shape in {"Method": written, **written["$defs"]}.items():
        for key, one in shape.get("properties", {}).items():
            one["description"] = meaning(_short(name), key)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Wijkwerk method", **written}


def _without_titles(shape: Any) -> Any:
    """The shape without the names pydantic makes up; a property that is called title stays."""
    if isinstance(shape, list):
        return [_without_titles(one) for one in shape]
    if not isinstance(shape, dict):
        return shape
    return {key: _without_titles(one) for key, one in shape.items() if key != "title" or isinstance(one, dict)}


@cache
def method_file() -> str:
    """The reference of the method file: every shape with its keys, the kinds of part one by one."""
    shapes = schema()
    told = {"Method"}
    pieces = [METHOD_FILE, _shape("Method", "A method", shapes)]
    for model in (Section, Fit):
        pieces += _around(model, shapes, told)
    for kind, part in PARTS.items():
        name = f"## {kind}"
        own = shapes["$defs"][part.__name__]
        told.add(part.__name__)
        pieces.append(f"{name}\n\n{own['description']}\n\n{_keys(own)}")
        pieces += _around(part, shapes, told)
    return "\n".join(pieces)


@cache
def knowledge() -> str:
    """The reference of knowledge: what every entry has, and what each kind adds."""
    common = Entry.model_fields
    shared = knowledge_shape(Entry)
    told = {*shared["$defs"], "Source", "Statement"}
    pieces = [KNOWLEDGE_FILE, f"## Every entry\n\n{_keys(shared)}"]
    for kind, model in KNOWLEDGE.items():
        shape = knowledge_shape(model)
        own = shape | {"properties": {key: one for key, one in shape["properties"].items() if key not in common}}
        pieces.append(f"## {kind}\n\n{shape['description']}\n\n{_keys(own)}")
        for name, inner in shape.get("$defs", {}).items():
            if name not in told:
                told.add(name)
                pieces.append(f"### {_title(name)}\n\n{inner.get('description', '')}\n\n{_keys(inner)}")
    return "\n".join(pieces)


@cache
def knowledge_shape(model: type[Entry]) -> dict[str, Any]:
    """The JSON Schema of one kind of knowledge, each key with its meaning."""
    written: dict[str, Any] = _without_titles(model.model_json_schema())
    for name, shape in {model.__name__: written, **written.get("$defs", {})}.items():
        for key, one in shape.get("properties", {}).items():
            one["description"] = meaning(_short(name), key)
    return written


def _around(model: type[BaseModel], shapes: dict[str, Any], told: set[str]) -> Iterator[str]:
    """The shapes that a part holds and that were not told before."""
    held = [*model.model_json_schema().get("$defs", {})]
    for name in [model.__name__, *held] if model in {Section, Fit} else held:
        known = _known(name, model, shapes)
        if known is not None and known not in told:
            told.add(known)
            yield _shape(known, _title(known), shapes)


def _known(name: str, model: type[BaseModel], shapes: dict[str, Any]) -> str | None:
    """The name of a part's shape among all shapes, where two shapes of one name carry the room they come from."""
    room = model.__module__.replace(".", "__")
    return next((one for one in (name, f"{room}__{name}") if one in shapes["$defs"]), None)


def _short(name: str) -> str:
    """The name of a shape without the room it comes from."""
    return name.rpartition("__")[2]


def _title(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _short(name)).capitalize()


def _shape(name: str, title: str, shapes: dict[str, Any]) -> str:
    shape = shapes if name == "Method" else shapes["$defs"][name]
    level = "##" if name == "Method" else "###"
    return f"{level} {title}\n\n{shape.get('description', '')}\n\n{_keys(shape)}"


def _keys(shape: dict[str, Any]) -> str:
    rows = ["| key | meaning | shape | needed |", "|---|---|---|---|"]
    for key, one in shape.get("properties", {}).items():
        if key not in {"source", "ours"} or shape.get("required", []) == ["lines"]:
            rows.append(f"| `{key}` | {one['description']} | {_words(one)} | {_needed(key, one, shape)} |")
    return "\n".join(rows) + "\n"


def _needed(key: str, one: dict[str, Any], shape: dict[str, Any]) -> str:
    if key in shape.get("required", []):
        return "yes"
    default = one.get("default")
    return "" if default in (None, []) else f"else `{json.dumps(default)}`"


def _words(shape: dict[str, Any]) -> str:
    """A shape in a few words."""
    if "$ref" in shape:
        return _title(shape["$ref"].rpartition("/")[2]).lower()
    for several in ("anyOf", "oneOf"):
        if several in shape:
            named = dict.fromkeys(_words(one) for one in shape[several] if one.get("type") != "null")
            return "a condition" if several == "oneOf" else " or ".join(named)
    if "enum" in shape or "const" in shape:
        return ", ".join(f"`{one}`" for one in shape.get("enum", [shape.get("const")]))
    match shape.get("type"):
        case "array":
            return f"list of {_words(shape.get('items', {}))}"
        case "object":
            return "keys with a value"
        case "string":
            return "id" if "pattern" in shape else f"text{_limits(shape, 'maxLength')}"
        case "integer":
            return f"whole number{_limits(shape, 'maximum')}"
        case "boolean":
            return "`true` or `false`"
    return "anything"


def _limits(shape: dict[str, Any], most: str) -> str:
    least = f"from {shape['minimum']} " if "minimum" in shape else ""
    upto = f"up to {shape[most]}" if most in shape else ""
    return f" ({(least + upto).strip()})" if least or upto else ""


def faults() -> str:
    """Both catalogues: faults of files, and reasons why a step in a method is refused."""
    return "\n".join(
        [
            FAULTS,
            "## Faults in files\n",
            *_catalogue(CATALOGUE),
            "\n## Steps that are refused\n",
            "A step in a method that does not fit is refused with its reason, and nothing is half done.\n",
            *_catalogue(SENTENCES),
            "",
        ]
    )


@cache
def covered() -> str:
    """How many rows of each document are carried, planned or declined, and what carries each."""
    rows = read_coverage(shipped_folder())
    told = ["| row | what | rating | carried by |", "|---|---|---|---|"]
    for row in rows:
        carried = ", ".join(f"`{carrier}`" for carrier in row.carriers)
        wait = f"planned for `{row.planned}`: {row.what}. " if row.planned else ""
        wait += f"declined: {row.declined} " if row.declined else ""
        told.append(f"| {row.document} {row.id} | {row.name.replace('|', '/')} | {row.rating} | {wait}{carried} |")
    return "\n".join([COVERAGE, *coverage_table(rows), "", *told, ""])


def _catalogue(sentences: dict[str, tuple[str, str]]) -> Iterator[str]:
    yield "| code | Nederlands | English |\n|---|---|---|"
    for code in sorted(sentences):
        yield f"| `{code}` | {' | '.join(sentences[code])} |"


def main(arguments: list[str] | None = None) -> int:
    """Write the pages; with --check only say which are stale (1), or that none is (0)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="say which pages are stale, and write nothing")
    is_check = parser.parse_args(arguments).check
    wanted = pages()
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if is_check:
            print(f"{path.relative_to(ROOT)} is stale; run python -m wijkwerk.library.publish", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
            print(f"{path.relative_to(ROOT)} written")
    return 1 if is_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
