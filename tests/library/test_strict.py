"""Whatever bytes come in, a list of faults or a value comes out, in little time; bombs do not go off."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkwerk.library.links import check_method
from wijkwerk.library.reading import read_method
from wijkwerk.library.strict import MOST_BYTES, MOST_NODES, read_bytes
from wijkwerk.library.surroundings import read_surroundings

CONTENT = Path(__file__).resolve().parents[2] / "content"
REAL = [path.read_bytes() for path in sorted((CONTENT / "methods").glob("*.yaml"))]
AROUND, _ = read_surroundings((CONTENT,))
GENEROUS = 5.0

PIECES = [
    b"&a ", b"*a", b"!!python/object:os.system ", b"<<: ", b"- ", b"[", b"]", b"{", b"}", b": ", b"? ", b"\t", b"\n", b"\r",
    b"no", b"12:30", b"0o17", b"1e999", b"9" * 400, b"~", b"'", b'"', b"|", b">-", b"%YAML 9.9\n", b"---\n", b"...\n", b"#",
    b"\x00", b"\xff", b"\xef\xbb\xbf", "\u202e".encode(), b"\\x00", b"id", b"source", b"when", b"percent: 200", b" " * 30,
]  # fmt: skip
changes = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.integers(0, 60), st.one_of(st.sampled_from(PIECES), st.binary(max_size=6))),
    min_size=1,
    max_size=6,
)


def read(raw: bytes):
    document = read_bytes(raw, "x.yaml")
    if method := read_method(document):
        check_method(document, method, AROUND)
    return method, document


@settings(derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(REAL), changes)
def test_a_real_file_with_anything_changed_is_valid_or_a_list_of_faults(raw, changes):
    for place, taken, put in changes:
        at = place % (len(raw) + 1)
        raw = raw[:at] + put + raw[at + taken :]

    began = time.process_time()
    method, document = read(raw)

    assert time.process_time() - began < GENEROUS
    assert method is not None or document.faults
    lines = raw.count(b"\n") + raw.count(b"\r") + 2
    for fault in document.faults:
        assert 1 <= fault.line <= lines
        assert fault.sentence("nl") and fault.sentence("en")


@settings(derandomize=True, max_examples=150)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes_are_read_or_refused(raw):
    method, document = read(raw)
    assert method is None and document.faults


LAUGHS = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 9)) for name in range(ord("b"), ord("k"))
)


def test_a_bomb_of_references_is_refused_line_by_line():
    began = time.process_time()
    _, document = read(LAUGHS)

    assert {fault.code for fault in document.faults} == {"anchor"}
    assert time.process_time() - began < GENEROUS


def test_without_our_reader_the_same_bomb_goes_off():
    small = b"\n".join(LAUGHS.splitlines()[:5])
    assert str(yaml.safe_load(small)["e"]).count("x") == 9**5


@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        (b"[" * 200_000, "too-deep"),
        (b"{a: " * 60_000, "too-deep"),
        (b"- " * 100_000, "too-deep"),
        (b"? " * 100_000, "not-a-plain-key"),
        (b"a: [" + b"x," * MOST_NODES + b"]", "too-many-parts"),
        (b"x" * (MOST_BYTES + 1), "too-big"),
        (b"a: " + b"9" * 200_000, None),
        (b"a: " + b"1:" * 100_000 + b"1", "ambiguous"),
        (b'"' + b"\\u0041" * 40_000 + b'": x', "not-yaml"),
        (b"#" * 250_000, "empty"),
        (b"\n" * 250_000, "empty"),
        (b"a: |\n" + b" x\n" * 80_000, None),
    ],
)
def test_a_bomb_of_another_kind_ends_at_a_limit(bomb, code):
    began = time.process_time()
    document = read_bytes(bomb, "x.yaml")

    assert {fault.code for fault in document.faults} - {"too-deep"} <= {code}
    assert bool(document.faults) is bool(code)
    assert time.process_time() - began < GENEROUS


def test_as_many_parts_as_may_be_are_read():
    assert read_bytes(b"[" + b"x," * (MOST_NODES - 1) + b"]", "x.yaml").faults == []
    assert [one.code for one in read_bytes(b"[" + b"x," * MOST_NODES + b"]", "x.yaml").faults] == ["too-many-parts"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("12", 12), ("-3", -3), ("0", 0),
        ("2019-07-29", "2019-07-29"), ("1.5", "1.5"), ("'no'", "no"), ('"12:30"', "12:30"), ("nooit", "nooit"),
        ("|\n  een\n  twee\n", "een\ntwee\n"), (">-\n  een\n  twee", "een twee"), ("[a, 1, true]", ["a", 1, True]),
    ],
)  # fmt: skip
def test_only_true_false_nothing_and_whole_numbers_are_more_than_text(written, value):
    assert read_bytes(f"a: {written}".encode(), "x.yaml").data == {"a": value}


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "y", "N", "TRUE", "False", "Null", "12:30", "1:2:3.5", "007", "0x1f", "0b1", "0o7", "1_0", "+1", ".inf", "-.NaN", "=", "<<"])  # fmt: skip
def test_a_word_that_other_readers_take_for_something_else_needs_quotes(word):
    assert [fault.code for fault in read_bytes(f"a: {word}".encode(), "x.yaml").faults] == ["ambiguous"]
    assert read_bytes(f"a: '{word}'".encode(), "x.yaml").faults == []


def test_every_value_knows_its_line():
    document = read_bytes(b"a:\n  - b: 1\n    c:\n      d: 2\n", "x.yaml")
    assert document.line(("a", 0, "c", "d")) == 4
    assert document.line(("a", 0, "c", "nowhere")) == 3
    assert document.place(("a", "kind", 0, "c", "other")) == ("a", 0, "c")


def test_windows_line_ends_are_lines():
    document = read_bytes(b"a: 1\r\nb: no\r\n", "x.yaml")
    assert [(fault.code, fault.line) for fault in document.faults] == [("ambiguous", 2)]
