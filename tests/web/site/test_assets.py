"""The styles and the map are collected whole, with hashes that show any change."""

import json

import pytest

from wijkwerk.web.site import assets


@pytest.fixture
def node_modules(tmp_path):
    """Installed packages as npm leaves them, with made-up content."""
    root = tmp_path / "node_modules"
    for pick in assets.PICKS:
        package = root / pick.package
        (package / pick.path).parent.mkdir(parents=True, exist_ok=True)
        (package / pick.path).write_bytes(
            f".{pick.package} {{ color: red }}\n/*# sourceMappingURL=a.css.map */".encode()
        )
        label = {"name": pick.package, "version": "1.2.3", "license": "EUPL-1.2"}
        (package / "package.json").write_text(json.dumps(label), encoding="utf-8")
    return root


def test_what_is_collected_is_what_the_manifest_says(node_modules, tmp_path):
    rows = assets.collect(node_modules, tmp_path / "vendor")

    assert assets.changed_files(tmp_path / "vendor") == []
    assert len(rows) == len(assets.PICKS) + 1
    assert rows[0][:4] == ("@nl-design-system-candidate/button-css", "1.2.3", "EUPL-1.2", "nl/button.css")


def test_a_changed_byte_shows(node_modules, tmp_path):
    assets.collect(node_modules, tmp_path / "vendor")
    sheet = tmp_path / "vendor" / "nl" / "button.css"
    sheet.write_bytes(sheet.read_bytes() + b" ")
    (tmp_path / "vendor" / "leaflet" / "leaflet.js").unlink()

    assert assets.changed_files(tmp_path / "vendor") == ["nl/button.css", "leaflet/leaflet.js"]


def test_without_a_manifest_nothing_is_trusted(tmp_path):
    assert assets.changed_files(tmp_path) == ["vendor.json"]


def test_a_missing_file_is_named_and_nothing_is_written(node_modules, tmp_path):
    (node_modules / "leaflet" / "dist" / "leaflet.js").unlink()

    with pytest.raises(assets.AssetMissing, match=r"leaflet: leaflet\.js is missing.*npm ci --ignore-scripts"):
        assets.collect(node_modules, tmp_path / "vendor")

    assert not (tmp_path / "vendor").exists()


def test_the_command_says_in_one_sentence_what_is_missing(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(assets, "NODE_MODULES", tmp_path)

    assert assets.main() == 1
    assert "npm ci --ignore-scripts" in capsys.readouterr().err


def test_a_collected_sheet_points_at_no_source_map(node_modules, tmp_path):
    assets.collect(node_modules, tmp_path / "vendor")

    assert b"sourceMappingURL" not in (tmp_path / "vendor" / "components.css").read_bytes()


def test_the_component_styles_stand_in_the_layer_below_ours(node_modules, tmp_path):
    assets.collect(node_modules, tmp_path / "vendor")

    assert (tmp_path / "vendor" / "components.css").read_text(encoding="utf-8").startswith("@layer vendor {")


def test_what_this_checkout_collected_is_intact():
    if not (assets.TARGET / assets.MANIFEST).exists():
        pytest.skip("not collected here yet; ./wijk start does it")

    assert assets.changed_files(assets.TARGET) == []
