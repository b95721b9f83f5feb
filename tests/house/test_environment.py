"""The test run itself stays inside its own walls."""

import os
from pathlib import Path


def test_tests_never_use_the_folder_of_a_running_site():
    assert "wijkwerk-test-" in os.environ["WIJKWERK_VAR"]
    assert (Path(os.environ["WIJKWERK_VAR"])).is_dir()
