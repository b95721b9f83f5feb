"""What may not stand in the tree: addresses in lock files, paths of one machine, unwritten changes."""

import re
from pathlib import Path

import pytest

from wijkwerk.web.site import environment

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [*ROOT.glob("requirements*.lock"), *ROOT.glob("frontend/package-lock.json")]
OURS = ("wijkwerk", "content", "docs", "tests", "bench", "frontend", "changelog.d", ".ci")
NOT_OURS = {"node_modules", "__pycache__", "vendor", "_content"}
TEXTS = {".py", ".md", ".html", ".css", ".js", ".yaml", ".yml", ".json", ".toml", ".lock", ".po", ".txt", ""}
ADDRESS = re.compile(r"\b(?:https?|git|ssh|file)[:+]?//?", re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+|work/(?:main|shared))/|registry[.]npmjs|python[h]osted")
KINDS = ("added", "changed", "fixed", "removed", "security")


def addresses_in(text: str) -> list[str]:
    return ADDRESS.findall(text)


def machine_paths_in(text: str) -> list[str]:
    return MACHINE.findall(text)


def fault_of_fragment(name: str, text: str) -> str:
    """What is wrong with a file in changelog.d; empty when nothing is."""
    stem, _, kind = name.removesuffix(".md").rpartition(".")
    if not stem or kind not in KINDS or not name.endswith(".md"):
        return f"{name}: name it <words>.<kind>.md, with one of {', '.join(KINDS)} as kind."
    line = text.strip()
    if not line or "\n\n" in line or not line.endswith(".") or line[0] in "#-*":
        return f"{name}: write one or two sentences that end with a full stop, without a heading or a list."
    return ""


def our_files() -> list[Path]:
    inside = [path for folder in OURS for path in (ROOT / folder).rglob("*")]
    return [
        path
        for path in [*ROOT.iterdir(), *inside]
        if path.is_file() and path.suffix in TEXTS and not NOT_OURS & set(path.parts) and path.name != ".git"
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_names_packages_and_no_addresses(lock):
    assert addresses_in(lock.read_text()) == []


def test_every_lock_file_is_looked_at():
    assert {"requirements.lock", "requirements-dev.lock", "requirements-install.lock", "package-lock.json"} <= {
        lock.name for lock in LOCKS
    }


@pytest.mark.parametrize("text", ["x @ https://x.org/y.whl", '"resolved": "http://localhost/"', "git+ssh://x/y"])
def test_an_address_would_be_seen(text):
    assert addresses_in(text)


def test_every_locked_package_has_its_hash():
    for lock in ROOT.glob("requirements*.lock"):
        named = re.findall(r"^[a-z0-9].*==", lock.read_text(), re.MULTILINE)
        hashed = re.findall(r"^[a-z0-9].*==.*\\\n    --hash=sha256:", lock.read_text(), re.MULTILINE)
        assert named, lock
        assert len(named) == len(hashed), lock


def test_no_file_knows_the_machine_it_was_made_on():
    files = our_files()
    found = {str(path.relative_to(ROOT)): machine_paths_in(path.read_text(errors="replace")) for path in files}

    assert {path: hits for path, hits in found.items() if hits} == {}
    assert len(files) > 50


@pytest.mark.parametrize("text", ["see " + "/root" + "/.cache", "in " + "/work" + "/main/x", "/home" + "/jan/x"])
def test_a_path_of_one_machine_would_be_seen(text):
    assert machine_paths_in(text)


@pytest.mark.parametrize("text", ["/werk/12/", "tests/web/work/main.py", "https://voorbeeld.nl/root.html"])
def test_an_ordinary_path_is_left_alone(text):
    assert machine_paths_in(text) == []


def test_every_changelog_fragment_is_a_sentence():
    fragments = [path for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]

    assert [fault for path in fragments if (fault := fault_of_fragment(path.name, path.read_text()))] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [("x.md", "Goed."), ("x.added.txt", "Goed."), ("x.new.md", "Goed."), ("x.added.md", "# kop"), ("x.fixed.md", "")],
)
def test_a_careless_fragment_would_be_seen(name, text):
    assert fault_of_fragment(name, text)


def test_a_good_fragment_is_accepted():
    assert fault_of_fragment("fridge-sheet.added.md", "A conversation prints its refrigerator sheet.\n") == ""


def test_every_launcher_can_be_run():
    assert all((ROOT / name).stat().st_mode & 0o111 for name in ("wijk", ".ci/run"))


def test_the_automatic_run_calls_exactly_the_command_of_the_readme():
    called = (ROOT / ".ci/run").read_text().splitlines()[-1]

    assert called == "./wijk test"
    assert called in (ROOT / "README.md").read_text()


def test_every_setting_is_explained_and_no_other():
    explained = set(
        re.findall(r"^\| `(WIJKWERK_\w+)`", (ROOT / "docs/reference/settings.md").read_text(), re.MULTILINE)
    )

    assert explained == set(environment.KNOWN)
