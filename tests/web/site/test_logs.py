"""What people type never reaches the log: looked for with a canary, in every place a log could get it from."""

import io
import json
import logging

import pytest

from tests.cast import make_cast
from wijkwerk.web.site.logs import Lines

CANARY = "kanarie-geel-42"


class Written(io.StringIO):
    """What was logged, with the handler that wrote it."""

    handler: logging.Handler


@pytest.fixture
def log():
    """Everything that is logged, as our formatter writes it."""
    stream = Written()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.addHandler(handler)
    stream.handler = handler
    yield stream
    root.removeHandler(handler)


@pytest.mark.django_db
def test_no_canary_reaches_the_log(client, log, monkeypatch):
    cast = make_cast()
    client.raise_request_exception = False
    client.post("/inloggen/", {"username": CANARY, "password": CANARY})
    client.get(f"/{CANARY}/?{CANARY}={CANARY}")
    client.get(f"/vinden/?q={CANARY}", headers={"user-agent": CANARY, "referer": f"http://{CANARY}/"})
    client.get("/privacy/", headers={"host": f"{CANARY}.example"})
    client.post("/wachtwoord/", {"who": CANARY})
    client.force_login(cast.amina)
    client.get(f"/beheer/?{CANARY}")

    def broken():
        raise RuntimeError(CANARY)

    monkeypatch.setattr("wijkwerk.web.people.privacy_views.kinds", broken)
    client.get(f"/privacy/?{CANARY}")
    logging.getLogger("django.request").error("%s", CANARY)
    logging.getLogger("elsewhere").error(f"ready-made {CANARY}")
    logging.getLogger("wijkwerk.x").error("fixed", extra={"person": CANARY})

    written = log.getvalue()
    assert CANARY not in written
    assert "amina" not in written.lower()
    assert len(written.splitlines()) > 8


@pytest.mark.django_db
def test_the_canary_would_be_found(client, log):
    """The control: an ordinary formatter shows it."""
    log.handler.setFormatter(logging.Formatter("%(message)s"))
    client.get(f"/{CANARY}/")

    assert CANARY in log.getvalue()


@pytest.mark.django_db
def test_each_request_is_one_line_with_its_route(client, log):
    client.get("/privacy/?q=1")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    line = next(line for line in lines if line["logger"] == "wijkwerk.requests")

    assert (line["route"], line["method"], line["status"]) == ("people:privacy", "GET", 200)
    assert set(line) == {"at", "level", "logger", "message", "route", "method", "status", "milliseconds"}


def test_an_exception_keeps_its_kind_and_place_only():
    try:
        raise KeyError(CANARY)
    except KeyError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Trouble: %s", (CANARY,), __import__("sys").exc_info()
        )
    line = json.loads(Lines().format(record))

    assert line["exception"] == "KeyError"
    assert line["message"] == "Trouble: %s"
    assert CANARY not in json.dumps(line)
