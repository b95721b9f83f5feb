"""Writes the log as one JSON object per line with a closed list of fields, so that no person ever ends up in it.

Django's own log messages are kept as their template only ("Not Found: %s"): what would be filled in is an address,
a host or a form value. Of an exception we keep its kind and the lines of code, never its message.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase

FACTS = ("route", "method", "status", "milliseconds", "count", "permission", "task")
log = logging.getLogger("wijkwerk.requests")


class Lines(logging.Formatter):
    """One JSON object per record: when, level, logger, message template, and facts from the closed list FACTS."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; arguments of the message and unknown extras are left out."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": str(record.msg) if record.args or _is_ours(record) else _template(record),
        }
        line |= {name: record.__dict__[name] for name in FACTS if name in record.__dict__}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__qualname__
            line["code"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line, ensure_ascii=False)


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.startswith("wijkwerk")


def _template(record: logging.LogRecord) -> str:
    """A foreign message without arguments may be ready-made text (f-strings); only its place is kept."""
    return f"{record.module}:{record.lineno}"


class OneLinePerRequest:
    """Logs which page was asked by its route name, with the answer and the time; no address, no person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "route": (match.view_name if match else "") or "-",
                "method": request.method if request.method in ("GET", "POST", "HEAD") else "other",
                "status": response.status_code,
                "milliseconds": round(1000 * (time.perf_counter() - began), 1),
            },
        )
        return response
