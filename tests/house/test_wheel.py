"""The wheel carries what git does not: assets, compiled translations and the content."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

from build_hook import VENDOR, CustomBuildHook

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in a wheel built here, without network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return archive.namelist()


@pytest.mark.parametrize(
    "name",
    [
        str(VENDOR),
        "wijkwerk/_content/sources.yaml",
        "wijkwerk/web/locale/ar/LC_MESSAGES/django.mo",
        "wijkwerk/web/site/templates/site/base.html",
        "wijkwerk/web/people/migrations/0001_begin.py",
    ],
)
def test_the_wheel_holds(wheel, name):
    assert name in wheel


def test_the_wheel_holds_no_tests_and_no_packages_of_others(wheel):
    assert [name for name in wheel if name.startswith(("tests/", "frontend/")) or "node_modules" in name] == []


def test_without_assets_no_wheel_is_made(tmp_path):
    locale = tmp_path / "wijkwerk" / "web" / "locale"
    locale.mkdir(parents=True)
    metadata = ProjectMetadata(str(ROOT), PluginManager())
    hook = CustomBuildHook(str(tmp_path), {}, None, metadata, "", "wheel")

    with pytest.raises(ValueError, match=r"run \./wijk start once"):
        hook.initialize("standard", {"force_include": {}})
