"""Any published table is read as it is by a small file of ours, and whatever is wrong has its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkwerk.library import area_figures
from wijkwerk.library.area_figures import MOST_BYTES, AreaFigures, read_all, read_figures
from wijkwerk.library.faults import Fault, Faulty
from wijkwerk.library.folders import shipped_folder

MAPPING = """\
id: homes
title: Huizen
file: homes.csv
publisher: CBS
table: Kerncijfers
licence: CC BY 4.0
ours: wij kozen de kolommen
counts: huizen
limits: telt huizen en geen mensen
columns:
  code: Code
  name: Naam
  year: Jaar
unit: percent
questions:
  - question: tenure
    answers:
      - {answer: corporation, columns: [Corporatie (%)]}
      - {answer: own, columns: [Koop (%)]}
"""
TABLE = """\
"Jaar";"Naam";"Code";"Corporatie (%)";"Koop (%)"
"2023";"Lindebuurt";"BU1     ";"   40.5";"   30.0"
"2023";"Elders";"BU2     ";"       .";"       ."
"""


def shelved(folder: Path, mapping: str = MAPPING, table: str | bytes = TABLE) -> Path:
    raw = table if isinstance(table, bytes) else b"\xef\xbb\xbf" + table.encode()
    (folder / "homes.csv").write_bytes(raw)
    path = folder / "homes.yaml"
    path.write_text(mapping, encoding="utf-8")
    return path


def faults_in(path: Path) -> list[tuple[str, str, int]]:
    with pytest.raises(Faulty) as wrong:
        read_figures(path)
    for fault in wrong.value.faults:
        assert fault.sentence("nl")
        assert fault.sentence("en")
    return [(fault.code, fault.file, fault.line) for fault in wrong.value.faults]


def test_a_table_as_published_gives_whole_per_milles(tmp_path):
    row = read_figures(shelved(tmp_path)).areas["BU1"]

    assert (row.name, row.year) == ("Lindebuurt", 2023)
    assert row.shares == {"tenure": {"corporation": 405, "own": 300}}


def test_an_area_without_figures_has_no_shares(tmp_path):
    assert read_figures(shelved(tmp_path)).areas["BU2"].shares == {}


OTHERWISE = {
    "commas and decimal commas": (
        MAPPING.replace("unit: percent", "unit: percent\nseparator: ','\ndecimal: ','"),
        TABLE.replace(";", ",").replace("40.5", "40,5").replace("30.0", "30,0"),
    ),
    "tabs, no quotes and other line ends": (
        MAPPING.replace("unit: percent", "unit: percent\nseparator: tab"),
        TABLE.replace('"', "").replace(";", "\t").replace("\n", "\r\n"),
    ),
    "a period as programs get it": (MAPPING, TABLE.replace('"2023"', '"2023JJ00"')),
    "provisional figures": (MAPPING, TABLE.replace('"2023"', '"2023*"')),
    "per mille": (MAPPING.replace("unit: percent", "unit: per-mille"), TABLE.replace("40.5", "405").replace("30.0", "300")),
    "one year for all": (
        MAPPING.replace("  year: Jaar\n", "").replace("unit: percent", "unit: percent\nyear: 2023"),
        TABLE.replace("2023", "zie boven"),
    ),
    "a new year beside an old one": (MAPPING, TABLE + '"2019";"Lindebuurt";"BU1";"1.0";"2.0"\n'),
    "an old year before a new one": (
        MAPPING,
        TABLE.replace('"2023";"Lindebuurt"', '"2019";"Lindebuurt";"BU1";"1.0";"2.0"\n"2023";"Lindebuurt"'),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("mapping", "table"), OTHERWISE.values(), ids=OTHERWISE)
def test_other_ways_of_publishing_give_the_same(tmp_path, mapping, table):
    row = read_figures(shelved(tmp_path, mapping, table)).areas["BU1"]

    assert row.shares == {"tenure": {"corporation": 405, "own": 300}}
    assert row.year == 2023


def test_counts_become_shares_of_a_whole_or_of_their_sum(tmp_path):
    counted = MAPPING.replace("unit: percent", "unit: count")
    table = TABLE.replace("40.5", "120").replace("30.0", "40").replace("Naam", "Naam", 1)
    assert read_figures(shelved(tmp_path, counted, table)).areas["BU1"].shares["tenure"] == {
        "corporation": 750,
        "own": 250,
    }

    with_whole = counted.replace("question: tenure\n", "question: tenure\n    whole: Woningen\n")
    lines = [line + end for line, end in zip(table.splitlines(), (';"Woningen"', ';"200"', ';"."'), strict=True)]
    row = read_figures(shelved(tmp_path, with_whole, "\n".join(lines))).areas["BU1"]
    assert row.shares["tenure"] == {"corporation": 600, "own": 200}


def test_several_columns_together_are_one_answer(tmp_path):
    both = MAPPING.replace("columns: [Koop (%)]", "columns: [Corporatie (%), Koop (%)]").replace(
        "      - {answer: corporation, columns: [Corporatie (%)]}\n", ""
    )
    assert read_figures(shelved(tmp_path, both)).areas["BU1"].shares == {"tenure": {"own": 705}}


def test_an_empty_neighbourhood_has_no_shares(tmp_path):
    nobody = TABLE.replace("40.5", "0").replace("30.0", "0")
    assert read_figures(shelved(tmp_path, MAPPING.replace("percent", "count"), nobody)).areas["BU1"].shares == {}


# What stands in the mapping, what is planted there, the fault, and the words of the line it is on.
IN_MAPPING = [
    ("unit: percent", "unit: procent", "not-a-choice", "unit:"),
    ("title: Huizen\n", "", "missing-key", "id: homes"),
    ("title: Huizen", "titel: Huizen", "unknown-key", "titel:"),
    ("licence: CC BY 4.0\n", "", "missing-key", "id: homes"),
    ("ours: wij kozen de kolommen\n", "", "no-source", "id: homes"),
    ("id: homes", "id: houses", "name-is-not-id", "id: houses"),
    ("file: homes.csv", "file: ../homes.csv", "not-an-id", "file:"),
    ("file: homes.csv", "file: /etc/passwd", "not-an-id", "file:"),
    ("  year: Jaar\n", "", "one-year", "columns:"),
    ("unit: percent", "unit: percent\nyear: 2020", "one-year", "columns:"),
    ("unit: percent", "unit: percent\nyear: 20", "out-of-range", "year: 20"),
    ("code: Code", "code: Kode", "no-such-column", "code: Kode"),
    ("[Koop (%)]", "[Kopen (%)]", "no-such-column", "answer: own"),
    ("answer: own", "answer: corporation", "duplicate-id", "[Koop (%)]"),
    ("columns: [Koop (%)]", "columns: []", "too-short", "answer: own"),
    ("unit: percent", "unit: percent\nseparator: no", "ambiguous", "separator: no"),
    ("unit: percent", "unit: &a percent", "anchor", "unit:"),
]


@pytest.mark.parametrize(("there", "planted", "code", "words"), IN_MAPPING)
def test_a_fault_in_the_mapping_has_its_line(tmp_path, there, planted, code, words):
    mapping = MAPPING.replace(there, planted, 1)
    assert mapping != MAPPING
    line = next(number for number, text in enumerate(mapping.splitlines(), 1) if words in text)

    assert (code, "figures/homes.yaml", line) in faults_in(shelved(tmp_path, mapping))


IN_TABLE = [
    ('"   30.0"', '"   dertig"', "not-a-figure", 2),
    ('"   30.0"', '"=1+1"', "not-a-figure", 2),
    ('"   30.0"', '"1e1"', "not-a-figure", 2),
    ('"   30.0"', '"-3"', "not-a-figure", 2),
    ('"   30.0"', '"٣"', "not-a-figure", 2),
    ('"   30.0"', '"90.0"', "more-than-whole", 2),
    (';"   30.0"', "", "other-cells", 2),
    ('"BU1     "', '"        "', "area-without-code", 2),
    ('"BU2     "', '"BU1"', "area-twice", 3),
    ('"2023";"Lindebuurt"', '"23";"Lindebuurt"', "not-a-figure", 2),
    ('"Lindebuurt"', '"Linde\u202ebuurt"', "hidden-in-line", 2),
    ('"Lindebuurt"', '"Linde"buurt"', "not-a-table", 2),
    ('"Lindebuurt"', f'"{"x" * 400}"', "not-a-table", 2),
    ('"Koop (%)"', '"Corporatie (%)"', "no-such-column", None),
]


# Faults that only a table can have; test_faults.py counts on them being planted here.
CODES_OF_TABLES = frozenset(
    {"one-year", "no-such-column", "not-a-table", "other-cells", "not-a-figure", "area-without-code", "area-twice"}
    | {"more-than-whole"}
)


def test_every_fault_of_a_table_is_planted():
    assert {one[2] for one in (*IN_MAPPING, *IN_TABLE)} >= CODES_OF_TABLES


@pytest.mark.parametrize(("there", "planted", "code", "line"), IN_TABLE)
def test_a_fault_in_the_table_has_its_line(tmp_path, there, planted, code, line):
    table = TABLE.replace(there, planted, 1)
    assert table != TABLE
    found = faults_in(shelved(tmp_path, MAPPING, table))

    if line is None:
        assert code in {one[0] for one in found}
    else:
        assert (code, "figures/homes.csv", line) in found


def test_a_table_in_another_encoding_is_refused_with_its_line(tmp_path):
    raw = TABLE.replace("Lindebuurt", "Lindebuurté").encode("cp1252")

    assert faults_in(shelved(tmp_path, MAPPING, raw)) == [("not-utf8", "figures/homes.csv", 2)]


def test_an_empty_table_and_one_that_is_not_there_are_faults(tmp_path):
    path = shelved(tmp_path, MAPPING, "")
    assert faults_in(path) == [("empty", "figures/homes.csv", 1)]

    (tmp_path / "homes.csv").unlink()
    assert faults_in(path) == [("cannot-read", "figures/homes.csv", 1)]


def test_a_table_that_is_too_big_is_not_read(tmp_path, monkeypatch):
    path = shelved(tmp_path)
    monkeypatch.setattr(area_figures, "MOST_BYTES", 50)

    assert [code for code, _, _ in faults_in(path)] == ["too-big"]
    assert MOST_BYTES > 10_000_000


@settings(derandomize=True, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.one_of(st.binary(max_size=200), st.text(alphabet='";,.0123JNCK%()\n\r ', max_size=200).map(str.encode)))
def test_whatever_bytes_come_in_a_table_or_faults_come_out(tmp_path, raw):
    path = shelved(tmp_path, MAPPING, TABLE.encode() + raw)
    figures, faults = found_in(path)

    assert figures is not None or faults
    areas = figures.areas.values() if figures else ()
    assert all(0 <= part <= 1010 for row in areas for one in row.shares.values() for part in one.values())


def found_in(path: Path) -> tuple[AreaFigures | None, list[Fault]]:
    try:
        return read_figures(path), []
    except Faulty as wrong:
        return None, wrong.faults


def test_what_came_along_is_right_and_says_where_it_is_from():
    found, faults = read_all((shipped_folder(),))

    assert faults == []
    table = found["opleiding-amsterdam"]
    assert table.areas["BU03637700"].shares == {"education": {"basic": 374, "middle": 364, "higher": 262}}
    assert (table.about.publisher, table.about.licence) == ("CBS", "CC BY 4.0")
    assert "CC BY 4.0" in (shipped_folder() / "figures" / "LICENTIE.md").read_text(encoding="utf-8")


def test_a_folder_of_ones_own_goes_before_and_its_faults_are_told(tmp_path):
    (tmp_path / "figures").mkdir()
    shelved(tmp_path / "figures")
    (tmp_path / "figures" / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    found, faults = read_all((shipped_folder(), tmp_path))

    assert set(found) == {"opleiding-amsterdam", "homes"}
    assert {fault.file for fault in faults} == {"figures/broken.yaml"}
