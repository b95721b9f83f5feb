"""Coverage cannot lie: every row has one state, every carrier is there, and the counts add up."""

import json

import pytest

from tests.library.shelf_of_one import shelve, write
from wijkwerk.command import main
from wijkwerk.library.coverage import as_data, counts, missing, read_coverage
from wijkwerk.library.faults import Faulty
from wijkwerk.library.shelf import load

ROWS = """\
- {document: "000", id: S-01, name: Tiny, rating: A, carriers: [tiny/guide, tiny/route]}
- {document: "000", id: S-02, name: Matching, rating: B, planned: exchange, what: who needs what}
- {document: "001", id: S1, name: Harm, rating: "-", declined: it does harm, carriers: [tiny/check]}
"""


def rows_of(folder, content=ROWS):
    write(shelve(folder), "coverage.yaml", content)
    return read_coverage(folder)


def test_each_row_has_one_state(tmp_path):
    assert [row.state for row in rows_of(tmp_path)] == ["carried", "planned", "declined"]


@pytest.mark.parametrize(
    "planted",
    [
        ROWS.replace(", carriers: [tiny/guide, tiny/route]", ""),
        ROWS.replace("planned: exchange", "planned: exchange, declined: it harms"),
    ],
)
def test_a_row_with_no_state_or_two_is_a_fault(tmp_path, planted):
    with pytest.raises(Faulty, match="say carriers"):
        rows_of(tmp_path, planted)


def test_only_an_app_that_comes_later_can_be_planned(tmp_path):
    with pytest.raises(Faulty, match="places"):
        rows_of(tmp_path, ROWS.replace("exchange", "someday"))


@pytest.mark.parametrize(
    ("carrier", "sentence"),
    [
        ("nothing", "000 S-01: there is no entry nothing"),
        ("tiny/map", "000 S-01: tiny has no map"),
        ("tiny", "000 S-01: say which part of tiny: guide, conversation, route, check"),
    ],
)
def test_a_carrier_that_is_not_there_is_named(tmp_path, carrier, sentence):
    rows = rows_of(tmp_path, ROWS.replace("tiny/guide", carrier))
    assert list(missing(rows, load(tmp_path))) == [sentence]


def test_the_counts_add_up_to_the_rows(tmp_path):
    rows = rows_of(tmp_path)
    counted = counts(rows)
    assert (
        sum(one["rows"] for one in counted)
        == 3
        == sum(one["carried"] + one["planned"] + one["declined"] for one in counted)
    )
    assert counted[0] == {"document": "000", "rating": "A", "rows": 1, "carried": 1, "planned": 0, "declined": 0}


def test_scripts_get_each_row_with_the_entries_that_carry_it(tmp_path):
    told = as_data(rows_of(tmp_path))
    assert told["rows"][0]["carriers"] == ["tiny"] and told["rows"][0]["parts"] == ["tiny/guide", "tiny/route"]
    assert told["rows"][1]["app"] == "exchange" and told["rows"][2]["reason"] == "it does harm"
    assert told["total"] == 3 and told["states"] == {"carried": 1, "planned": 1, "declined": 1}


def test_the_command_counts_and_tells(tmp_path, capsys):
    rows_of(tmp_path)
    assert main(["coverage", "--content", str(tmp_path)]) == 0
    assert "| all |  | 3 | 1 | 1 | 1 |" in capsys.readouterr().out
    assert main(["coverage", "--content", str(tmp_path), "--json"]) == 0
    assert [row["state"] for row in json.loads(capsys.readouterr().out)["rows"]] == ["carried", "planned", "declined"]


def test_the_command_fails_when_a_carrier_is_not_there(tmp_path, capsys):
    rows_of(tmp_path, ROWS.replace("tiny/guide", "nothing"))
    assert main(["coverage", "--content", str(tmp_path)]) == 1
    assert "there is no entry nothing" in capsys.readouterr().err


def test_a_folder_without_coverage_says_so(tmp_path, capsys):
    assert main(["coverage", "--content", str(shelve(tmp_path))]) == 1
    assert "coverage.yaml" in capsys.readouterr().err
