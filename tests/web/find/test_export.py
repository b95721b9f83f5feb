"""The whole library goes along: every entry as data, and as pages that open from a stick."""

import csv
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from wijkwerk.library.export import COLUMNS, as_csv, as_json
from wijkwerk.library.plain import plain
from wijkwerk.web.find.shelves import shelf


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stick") / "wijkwerk"
    call_command("export", str(folder))
    return folder


def test_json_holds_every_entry_whole():
    told = json.loads(as_json(shelf()))
    assert [one["id"] for one in told["entries"]] == [*shelf().entries]
    first = shelf().entries["wijkverbinder"]
    assert next(one for one in told["entries"] if one["id"] == first.id) == {
        "type": "method",
        **json.loads(json.dumps(plain(first))),
    }


def test_csv_has_a_line_for_every_entry():
    rows = list(csv.reader(io.StringIO(as_csv(shelf()).removeprefix("\ufeff"))))
    assert rows[0] == [*COLUMNS] and len(rows) == len(shelf().entries) + 1
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_no_cell_is_taken_for_a_formula():
    rows = csv.reader(io.StringIO(as_csv(shelf()).removeprefix("\ufeff")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_every_entry_has_a_page_on_the_stick(stick):
    assert {path.stem for path in (stick / "site" / "stuk").glob("*.html")} == set(shelf().entries)


def test_every_link_on_the_stick_leads_to_a_file_on_the_stick(stick):
    lost = []
    for path in (stick / "site").rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"#]+)"', path.read_text("utf-8")):
            if not address.startswith(("tel:", "https:")) and not (path.parent / address).exists():
                lost.append(f"{path.name}: {address}")
    assert lost == []


def test_nothing_on_the_stick_asks_a_server(stick):
    for path in (stick / "site").rglob("*.html"):
        assert 'type="module"' not in path.read_text("utf-8") and "http://" not in path.read_text("utf-8")


def test_a_method_on_the_stick_can_be_carried_out_from_its_page(stick):
    page = (stick / "site" / "stuk" / "buurtwarmte-vechtzoom.html").read_text("utf-8")
    route = shelf().methods["buurtwarmte-vechtzoom"].route
    assert route and all(stage.title in page for stage in route.stages)


def test_a_folder_that_is_not_empty_is_left_alone(stick):
    with pytest.raises(CommandError, match="niet leeg"):
        call_command("export", str(stick))
