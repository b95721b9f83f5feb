"""./wijk says in one sentence what is wrong, does a step once, and never installs unasked."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

import launcher

ROOT = Path(__file__).resolve().parents[2]


def wijk(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [ROOT / "wijk", *words],
        env={**os.environ, "LANG": "nl_NL.UTF-8", "LC_ALL": "", **env},
        capture_output=True,
        text=True,
        timeout=20,
    )


def test_without_words_it_explains_itself():
    done = wijk()

    assert done.returncode == 0
    assert all(word in done.stdout for word in ("start", "test", "lint", "fix", "content", "bench", "messages"))


def test_it_speaks_english_elsewhere():
    assert "prepare everything" in wijk("help", LANG="en_GB.UTF-8").stdout


def test_an_unknown_word_is_named():
    done = wijk("stat")

    assert (done.returncode, "'stat' kent ./wijk niet." in done.stderr) == (2, True)


@pytest.mark.parametrize("is_old", [True, False])
def test_without_a_python_that_will_do_it_says_what_to_install(tmp_path, is_old):
    for name in ("dirname", "readlink"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    if is_old:
        (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / "python3").chmod(0o755)

    done = wijk("start", PATH=str(tmp_path))

    assert done.returncode == 3
    assert "apt-get install python3 python3-venv" in done.stderr


def test_a_taken_port_is_said(monkeypatch, capsys):
    with socket.socket() as neighbour:
        neighbour.bind(("127.0.0.1", 0))
        neighbour.listen()
        port = str(neighbour.getsockname()[1])
        monkeypatch.setenv("WIJKWERK_PORT", port)

        with pytest.raises(SystemExit):
            launcher.wanted_port()

    assert f"WIJKWERK_PORT={port}" not in (said := capsys.readouterr().err)
    assert port in said


@pytest.mark.parametrize("port", ["acht", "0", "65536", "-1", "８０", ""])
def test_a_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("WIJKWERK_PORT", port)

    with pytest.raises(SystemExit) as stopped:
        launcher.wanted_port()

    assert stopped.value.code == 2


def test_a_step_is_done_again_only_when_what_it_reads_has_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(launcher, "ROOT", tmp_path)
    monkeypatch.setattr(launcher, "STAMPS", tmp_path / "stamps")
    lock = tmp_path / "a.lock"
    lock.write_text("een")
    first = launcher.digest([lock])
    assert not launcher.is_fresh("packages", first)

    launcher.keep("packages", first)
    assert launcher.is_fresh("packages", launcher.digest([lock]))

    lock.write_text("twee")
    assert not launcher.is_fresh("packages", launcher.digest([lock]))


@pytest.fixture
def bare(monkeypatch):
    """A machine without browser and PostgreSQL; what would be installed is kept in a list."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(launcher, "DEBIAN", ((lambda: False, "chromium"), (lambda: True, "postgresql")))
    monkeypatch.setattr(launcher, "run", lambda *words, **_env: asked.append(words))
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.delenv("CI", raising=False)
    return asked


def test_unasked_it_installs_nothing_and_gives_the_line_to_type(bare, capsys):
    assert launcher.get_debian_packages(wants_install=False) == ["chromium"]

    assert bare == []
    assert "apt-get install -y --no-install-recommends chromium" in capsys.readouterr().out


def test_asked_by_root_it_installs_what_is_missing(bare):
    launcher.get_debian_packages(wants_install=True)

    assert [words[:2] for words in bare] == [("apt-get", "update"), ("apt-get", "install")]
    assert "chromium" in bare[1]
    assert "postgresql" not in bare[1]


def test_in_an_automatic_run_it_installs_too(bare, monkeypatch):
    monkeypatch.setenv("CI", "true")

    launcher.get_debian_packages(wants_install=False)

    assert len(bare) == 2


def test_somebody_else_than_root_only_gets_the_line(bare, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    launcher.get_debian_packages(wants_install=True)

    assert bare == []


def test_the_database_of_pg_virtualenv_is_handed_to_the_settings(monkeypatch):
    seen: list[str] = []
    for name, value in {"PGUSER": "p", "PGPASSWORD": "w", "PGHOST": "localhost", "PGPORT": "5444"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PGDATABASE", raising=False)
    monkeypatch.setenv("WIJKWERK_DATABASE_URL", "")

    def pytest_without_tests(*_words: str) -> int:
        seen.append(os.environ["WIJKWERK_DATABASE_URL"])
        return 5

    monkeypatch.setattr(launcher, "pytest", pytest_without_tests)

    assert launcher.inside_postgres([]) == 0
    assert seen == ["postgresql://p:w@localhost:5444/postgres"]
