"""Give every test run a world of its own before Django reads its settings: example mode and a fresh folder."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "PYTEST_XDIST_WORKER" not in os.environ and "WIJKWERK_TEST_VAR" not in os.environ:
    folder = tempfile.mkdtemp(prefix="wijkwerk-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # WhiteNoise looks for the collected files at its start; the tests serve them from the source instead.
    Path(folder, "static").mkdir()
    os.environ["WIJKWERK_TEST_VAR"] = folder

os.environ["WIJKWERK_VAR"] = os.environ["WIJKWERK_TEST_VAR"]
os.environ["WIJKWERK_EXAMPLE"] = "1"
# A page in the browser keeps an event loop running; Django's guard against it is meant for servers.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
