"""The test run itself: inside its own walls, with fair marks, and never green because something was missing."""

import os
from pathlib import Path

import pytest

from tests import chromium


def test_tests_never_use_the_folder_of_a_running_site():
    assert "wijkwerk-test-" in os.environ["WIJKWERK_VAR"]
    assert Path(os.environ["WIJKWERK_VAR"]).is_dir()


def test_a_test_that_uses_the_database_runs_on_postgresql_too(db, request):
    assert request.node.get_closest_marker("database")


@pytest.mark.django_db
def test_so_does_a_test_that_only_says_so(request):
    assert request.node.get_closest_marker("database")


def test_a_test_without_database_runs_once(request):
    assert not request.node.get_closest_marker("database")


def test_without_a_browser_its_tests_skip_and_say_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium libatomic1"):
        chromium.program(is_required=False)


def test_where_a_browser_is_required_its_absence_fails(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(pytest.fail.Exception, match="no Chromium"):
        chromium.program(is_required=True)
