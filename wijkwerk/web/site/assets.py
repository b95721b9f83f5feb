"""Collect the open styles and the map from the installed front-end packages, so that pages need no outside address."""

import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
NODE_MODULES = ROOT / "frontend" / "node_modules"
TARGET = Path(__file__).resolve().parent / "static" / "site" / "vendor"
MANIFEST = "vendor.json"
BUNDLE = "components.css"

CANDIDATE = ("button", "data-badge", "heading", "link", "number-badge", "paragraph", "skip-link")
UTRECHT = (
    "alert",
    "checkbox",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "form-label",
    "select",
    "table",
    "textarea",
    "textbox",
)
LEAFLET = (
    "leaflet.css",
    "leaflet.js",
    "images/layers.png",
    "images/layers-2x.png",
    "images/marker-icon.png",
    "images/marker-icon-2x.png",
    "images/marker-shadow.png",
)

# A source map that is not shipped makes collectstatic with hashed names stop.
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)\s*$")


class AssetMissing(Exception):
    """A file we rely on is not in the installed packages; the message says which and what to do."""


@dataclass(frozen=True)
class Pick:
    """One file we take from a package: where it is there, and what we call it here."""

    package: str
    path: str
    file: str


class Collected(NamedTuple):
    """One line of the manifest: what was collected, under which licence, and its sha256 (hexadecimal)."""

    name: str
    version: str
    licence: str
    file: str
    sha256: str


PICKS = (
    *(Pick(f"@nl-design-system-candidate/{part}-css", f"dist/{part}.css", f"nl/{part}.css") for part in CANDIDATE),
    *(Pick(f"@utrecht/{part}-css", "dist/index.min.css", f"utrecht/{part}.css") for part in UTRECHT),
    *(Pick("leaflet", f"dist/{path}", f"leaflet/{path}") for path in LEAFLET),
    Pick("leaflet", "LICENSE", "leaflet/LICENSE.txt"),
)


def collect(node_modules: Path, target: Path) -> list[Collected]:
    """Write the picked files, one style sheet of all components, and the manifest into `target`.

    Everything is read before anything is written: AssetMissing leaves `target` as it was.
    """
    found = [(pick, *_label(node_modules, pick), _content(node_modules, pick)) for pick in PICKS]
    rows = []
    for pick, version, licence, content in found:
        _write(target / pick.file, content)
        rows.append(Collected(pick.package, version, licence, pick.file, _sha256(content)))
    bundle = _bundle([(row, content) for row, (*_, content) in zip(rows, found, strict=True) if _is_component(row)])
    _write(target / BUNDLE, bundle)
    rows.append(Collected("all component styles above", "-", "EUPL-1.2", BUNDLE, _sha256(bundle)))
    manifest = json.dumps([row._asdict() for row in rows], indent=2) + "\n"
    _write(target / MANIFEST, manifest.encode())
    return rows


def changed_files(target: Path) -> list[str]:
    """The collected files that are gone or no longer what the manifest says; empty when all is well."""
    try:
        rows = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [MANIFEST]
    return [row["file"] for row in rows if not _is_intact(target / row["file"], row["sha256"])]


def main() -> int:
    """Collect into the place the pages read from; 1 with a sentence when a package file is missing."""
    try:
        rows = collect(NODE_MODULES, TARGET)
    except AssetMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"{len(rows)} bestanden voor stijl en kaart klaargezet / style and map files collected.")
    return 0


def _label(node_modules: Path, pick: Pick) -> tuple[str, str]:
    described = json.loads(_read(node_modules / pick.package / "package.json", pick.package))
    return described["version"], described["license"]


def _content(node_modules: Path, pick: Pick) -> bytes:
    content = _read(node_modules / pick.package / pick.path, pick.package)
    return SOURCE_MAP.sub(b"\n", content) if pick.path.endswith((".css", ".js")) else content


def _read(path: Path, package: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise AssetMissing(
            f"{package}: {path.name} ontbreekt. Typ in de map frontend: npm ci --ignore-scripts "
            f"/ {package}: {path.name} is missing. In the folder frontend type: npm ci --ignore-scripts"
        ) from None


def _is_component(row: Collected) -> bool:
    return row.file.startswith(("nl/", "utrecht/"))


def _bundle(parts: list[tuple[Collected, bytes]]) -> bytes:
    """All component styles in one layer, so that our own sheets decide whatever their selectors weigh."""
    sheets = [f"/* {row.name} {row.version}, {row.licence} */\n".encode() + content.strip() for row, content in parts]
    return b"@layer vendor {\n" + b"\n".join(sheets) + b"\n}\n"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _is_intact(path: Path, sha256: str) -> bool:
    return path.is_file() and _sha256(path.read_bytes()) == sha256


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
