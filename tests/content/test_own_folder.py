"""An organisation adds a folder of its own beside the content that came along."""

from pathlib import Path

import pytest

from wijkwerk.library.folders import content_folders
from wijkwerk.library.shelf import load
from wijkwerk.web.site import environment

ROOT = Path(__file__).resolve().parents[2]
OWN = """\
id: koffie-op-de-stoep
title: Koffie op de stoep
summary: Zet een tafel op de stoep, schenk koffie en vraag wat er beter kan in de straat.
ours: bedacht met de bewoners van de Lindestraat
audience: [resident]
life_domains: [samenleven]
turns: [listen]
route:
  roles: [{id: schenker, title: Wie de koffie schenkt}]
  stages: [{id: schenken, title: Schenk koffie en luister, owner: schenker}]
"""


@pytest.fixture
def both(tmp_path, monkeypatch):
    (tmp_path / "methods").mkdir()
    (tmp_path / "methods" / "koffie-op-de-stoep.yaml").write_text(OWN, encoding="utf-8")
    monkeypatch.setenv("WIJKWERK_CONTENT", f"{ROOT / 'content'}:{tmp_path}")
    return tmp_path


def test_a_method_in_a_folder_of_your_own_stands_on_the_shelf_with_the_others(both):
    shelf = load(*content_folders())
    assert {"koffie-op-de-stoep", "wijkverbinder"} <= set(shelf.methods)


def test_the_site_begins_with_two_folders(both):
    variables = {"WIJKWERK_EXAMPLE": "1", "WIJKWERK_CONTENT": f"{ROOT / 'content'}:{both}"}
    assert environment.read(variables, root=ROOT).content == ROOT / "content"


def test_a_folder_that_is_not_there_is_named(both):
    variables = {"WIJKWERK_EXAMPLE": "1", "WIJKWERK_CONTENT": f"{ROOT / 'content'}:{both / 'nergens'}"}
    with pytest.raises(environment.BadSetting, match="nergens"):
        environment.read(variables, root=ROOT)
