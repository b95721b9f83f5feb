"""Serve the site with gunicorn, after Django's own checks have had their say."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

LOOPBACK = ("127.0.0.1:", "localhost:", "[::1]:", "unix:")


class Command(BaseCommand):
    """`wijkwerk serve`."""

    help = "Start de site. Zet er een HTTPS-proxy voor; zie docs/how-to/host.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen and with how many processes."""
        port = os.environ.get("WIJKWERK_PORT", "8000")
        parser.add_argument("--bind", default=f"127.0.0.1:{port}", help="adres:poort, of unix:/pad (%(default)s)")
        parser.add_argument("--processes", type=int, default=2, help="aantal processen (%(default)s)")
        parser.add_argument("--threads", type=int, default=4, help="draden per proces (%(default)s)")

    def handle(self, *_args: Any, bind: str, processes: int, threads: int, **_options: Any) -> None:
        """Become gunicorn; CommandError when the example would be seen from elsewhere."""
        if settings.WIJKWERK_EXAMPLE and not bind.startswith(LOOPBACK):
            raise CommandError(
                f"Het voorbeeld draait alleen op deze computer; {bind} is van buiten te bereiken.\n"
                f"The example runs on this machine only; {bind} can be reached from outside."
            )
        self.stdout.flush()
        os.execv(sys.executable, [sys.executable, *gunicorn(bind, processes, threads)])  # noqa: S606


def gunicorn(bind: str, processes: int, threads: int) -> list[str]:
    """The words for Python that start gunicorn with threads, without an access log of its own."""
    shape = ["--worker-class", "gthread", "--workers", str(processes), "--threads", str(threads)]
    calm = ["--log-level", "warning", "--graceful-timeout", "20", "--no-control-socket"]
    return ["-m", "gunicorn", "--bind", bind, *shape, *calm, "wijkwerk.web.site.wsgi"]
