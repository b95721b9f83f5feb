"""`wijkwerk` is one door: quick for methods, careful for the site, and never a trace for a person's mistake."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wijkwerk.command import LIBRARY, SITE, main


def wijkwerk(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, "-c", "import sys; from wijkwerk.command import main; sys.exit(main())"]
    return subprocess.run([*program, *words], env={**os.environ, **env}, capture_output=True, text=True)


def test_without_words_it_lists_them_all(capsys):
    assert main([]) == 0

    said = capsys.readouterr().out
    assert all(word in said for word in (*LIBRARY, *SITE))


def test_an_unknown_word_is_refused(capsys):
    assert main(["bakcup"]) == 2

    assert "'bakcup'" in capsys.readouterr().err


def test_methods_are_listed_without_waking_django():
    listing = "import sys; from wijkwerk.command import main; main(['list']); sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", listing], capture_output=True).returncode == 0


def test_a_wrong_setting_is_one_sentence():
    done = wijkwerk("migrate", WIJKWERK_EXAMPLE="misschien")

    assert done.returncode == 1
    assert "WIJKWERK_EXAMPLE" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def installation(tmp_path):
    """The variables of a real site of its own, without the example neighbourhood."""
    return {
        "WIJKWERK_EXAMPLE": "0",
        "WIJKWERK_HOSTS": "wijk.voorbeeld.nl",
        "WIJKWERK_SECRET_KEY": "".join(map(chr, range(40, 100))),
        "WIJKWERK_VAR": str(tmp_path / "var"),
        "WIJKWERK_DATABASE_URL": "",
    }


def test_a_missing_backup_is_one_sentence(installation, tmp_path):
    done = wijkwerk("restore", str(tmp_path / "geen"), **installation)

    assert (done.returncode, done.stderr.splitlines()[0]) == (1, f"Het bestand {tmp_path / 'geen'} is er niet.")


def test_there_and_back_again(installation, tmp_path):
    copy = tmp_path / "kopie"
    elsewhere = {**installation, "WIJKWERK_VAR": str(tmp_path / "elders")}

    for words, where in (
        (["migrate"], installation),
        (["backup", str(copy)], installation),
        (["restore", str(copy)], elsewhere),
        (["prepare"], elsewhere),
    ):
        done = wijkwerk(*words, **where)
        assert (done.returncode, done.stderr) == (0, ""), words

    assert (Path(elsewhere["WIJKWERK_VAR"]) / "wijkwerk.sqlite3").exists()


def test_what_an_installation_keeps_is_for_its_own_account(installation, tmp_path):
    shared = tmp_path / "open"
    shared.mkdir(mode=0o755)

    wijkwerk("migrate", **{**installation, "WIJKWERK_VAR": str(shared)})

    assert (shared / "wijkwerk.sqlite3").stat().st_mode & 0o077 == 0


def test_the_example_refuses_to_be_seen_from_elsewhere(tmp_path):
    done = wijkwerk("serve", "--bind", "0.0.0.0:8012", WIJKWERK_VAR=str(tmp_path))

    assert done.returncode == 1
    assert "alleen op deze computer" in done.stderr
