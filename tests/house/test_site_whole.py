"""The site as it is installed: migrations complete, every static file there, hashed names resolvable."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""{%\s*static\s+["']([^"'{]+)["']""")
HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def static_names() -> set[str]:
    pages = ROOT.glob("wijkwerk/web/*/templates/**/*.html")
    return {name for page in pages for name in NAMED.findall(page.read_text())}


@pytest.mark.django_db
def test_the_models_and_their_migrations_agree():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_every_static_file_a_page_names_is_there():
    names = static_names()

    assert names
    assert [name for name in sorted(names) if finders.find(name) is None] == []


def test_the_static_files_can_be_collected_under_names_that_change_with_their_content(tmp_path):
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={"staticfiles": {"BACKEND": HASHED}}):
        call_command("collectstatic", interactive=False, verbosity=0)

    collected = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert static_names() <= set(collected)
    assert all((tmp_path / hashed).exists() for hashed in collected.values())
