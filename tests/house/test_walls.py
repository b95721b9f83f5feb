"""Who may import whom is held by contracts, and the contracts are awake."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def objections(root: Path) -> str:
    """What import-linter says about the house at `root`; empty when it has no objection."""
    lint = Path(sys.executable).with_name("lint-imports")
    env = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [lint, "--no-logo", "--no-cache", "--config", root / "pyproject.toml"],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


ROOMS = (
    *("words", "analysis", "engines", "library", "web"),
    *(f"engines.{kind}" for kind in ("check", "conversation", "guide", "route")),
    *(f"web.{app}" for app in ("site", "people", "find", "work", "places", "participate", "api")),
)


@pytest.fixture
def house(tmp_path):
    """An empty house with the same rooms and the same contracts, in which something can be planted."""
    for room in ("", *ROOMS):
        plant(tmp_path, f"wijkwerk.{room}.__init__".replace("..", "."), "")
    plant(tmp_path, "wijkwerk.command", "")
    for app in ("find", "work", "places", "participate", "people"):
        for module in ("models", "service", "inside"):
            plant(tmp_path, f"wijkwerk.web.{app}.{module}", "")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(house: Path, module: str, line: str) -> None:
    path = house / f"{module.replace('.', '/')}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(line + "\n")


def test_the_house_stands():
    assert objections(ROOT) == ""


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("wijkwerk.words.planted", "import wijkwerk.engines.guide", "Imports look only down"),
        ("wijkwerk.analysis.planted", "import wijkwerk.library", "Imports look only down"),
        ("wijkwerk.engines.route.planted", "import django.db", "Pure rooms"),
        ("wijkwerk.engines.route.planted", "import time", "Pure rooms"),
        ("wijkwerk.words.planted", "from random import choice", "Pure rooms"),
        ("wijkwerk.analysis.planted", "def f():\n    from pathlib import Path", "Pure rooms"),
        ("wijkwerk.engines.route.planted", "import wijkwerk.engines.guide.part", "do not know each other"),
        ("wijkwerk.library.planted", "import django", "knows no Django"),
        ("wijkwerk.web.site.planted", "import wijkwerk.web.work.service", "import no activity app"),
        ("wijkwerk.web.people.planted", "import wijkwerk.web.find.inside", "import no activity app"),
        ("wijkwerk.web.find.planted", "import wijkwerk.web.work.inside", "find visits"),
        ("wijkwerk.web.work.planted", "import wijkwerk.web.places.inside", "work visits"),
        ("wijkwerk.web.places.planted", "import wijkwerk.web.find.inside", "places visits"),
        ("wijkwerk.web.work.planted", "import wijkwerk.web.participate.service", "work visits"),
        ("wijkwerk.web.participate.planted", "import wijkwerk.web.work.inside", "participate visits"),
        ("wijkwerk.web.work.planted", "import wijkwerk.web.people.inside", "Activity apps use of people"),
    ],
)
def test_a_planted_import_is_found(house, module, line, contract):
    plant(house, module, line)

    found = objections(house)

    assert any(contract in said and "BROKEN" in said for said in found.splitlines()), found


@pytest.mark.parametrize("visited", ["work.service", "people.models", "people.service"])
def test_a_visit_through_the_front_door_is_fine(house, visited):
    plant(house, "wijkwerk.web.find.planted", f"import wijkwerk.web.{visited}")

    assert objections(house) == ""
