"""CPU per request of our pages, beside a bare Django list and a bare page about one thing, in one run.

Both sites run in one gunicorn worker of the same kind. Ours is asked by someone who is signed in, with session,
permissions, language and CSP on, and a thousand rows of everything; the run is one that came to its second vote, and
one round has ten thousand ideas.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench import world
from bench.result import Result

# A worker's CPU is counted in hundredths of a second: so many requests that a bare page is not lost in that.
ROWS, REQUESTS, ROUNDS = 1000, 80, 5
IDEAS = 10_000
TICKS = os.sysconf("SC_CLK_TCK")
IDEA_LIST = f"the ideas of a round, {IDEAS:,} of them"
LISTS = ("methods", "runs", "maps", "the map", IDEA_LIST)
BARE_LIST, BARE_DETAIL = "/", "/7/"


class Page(NamedTuple):
    """An address to ask, what its answer is called, and beside which bare page it stands."""

    name: str
    url: str
    beside: str
    bar: float
    aim: float | None


def measure() -> Iterator[Result]:
    """Per page the ratio of its CPU to that of the bare page."""
    folder = world.begin()
    cookie, pages = filled()
    subprocess.run([sys.executable, "-c", "from bench import bare; bare.fill()"], check=True, cwd=world.ROOT)
    with ExitStack() as open_sites:
        ours = open_sites.enter_context(served("wijkwerk.web.site.wsgi:application", folder / "ours.log"))
        bare = open_sites.enter_context(served("bench.bare:application", folder / "bare.log"))
        sizes = {page.name: ours.warm(page.url, cookie) for page in pages}
        for url in (BARE_LIST, BARE_DETAIL):
            bare.warm(url)
        spent: dict[str, list[float]] = {name: [] for name in (BARE_LIST, BARE_DETAIL, *(page.name for page in pages))}
        for _ in range(ROUNDS):
            for url in (BARE_LIST, BARE_DETAIL):
                spent[url].append(bare.cpu(url))
            for page in pages:
                spent[page.name].append(ours.cpu(page.url, cookie))
    for page in pages:
        ratios = [one / other for one, other in zip(spent[page.name], spent[page.beside], strict=True)]
        bare_name = "bare list" if page.beside == BARE_LIST else "bare detail"
        yield Result(
            f"page: {page.name}, beside the {bare_name}", median(ratios), "× CPU", "at most", page.bar, page.aim,
            f"{median(spent[page.name]) * 1e3:.1f} beside {median(spent[page.beside]) * 1e3:.1f} ms, "
            f"{sizes[page.name] / 1024:.0f} KiB",
        )  # fmt: skip


def filled() -> tuple[str, list[Page]]:
    """The cookie of someone who is signed in, and the pages to ask."""
    from django.test import Client

    from tests.web.rows import fill, pages
    from tests.web.work.runs import UP_TO_THE_SECOND_VOTE, make_run

    cast = world.people()
    fill(cast, ROWS)
    run = make_run(cast.area, by=cast.joost, events=UP_TO_THE_SECOND_VOTE, is_open=True)
    client = Client()
    client.force_login(cast.joost, backend="wijkwerk.web.people.sign_in.LoginOrMail")
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    asked = ("home", "methods", "a method", "advice", "runs", "a run", "maps", "the map", IDEA_LIST)
    found = {**pages(cast, run), IDEA_LIST: ideas_of(cast)}
    return cookie, [
        Page(name, url, BARE_LIST, 2, 1) if name in LISTS else Page(name, url, BARE_DETAIL, 4, None)
        for name, url in found.items()
        if name in asked
    ]


def ideas_of(cast: Any) -> str:
    """The page of a round with ten thousand ideas, brought by a thousand neighbours."""
    from django.utils import timezone

    from tests.web.participate.rounds_world import make_round
    from wijkwerk.web.participate.models import Idea, Participant

    round = make_round(cast, slug="druk", title="Duizend buren met ideeën")
    themes = list(round.themes.all())
    neighbours = Participant.objects.bulk_create(Participant(round=round) for _ in range(IDEAS // 10))
    Idea.objects.bulk_create(
        (
            Idea(
                round=round, number=number, theme=themes[number % 2], title=f"Een bankje bij nummer {number}",
                text="Daar is schaduw, en het is dicht bij de school. " * (number % 5), owner=cast.joost,
                participant=neighbours[number % len(neighbours)], support=number % 40, share=f"druk-{number}",
                answer_due_on=round.support_until, at=timezone.now(),
            )
            for number in range(1, IDEAS + 1)
        ),
        batch_size=2_000,
    )  # fmt: skip
    return round.get_absolute_url()


class Site:
    """A site in one gunicorn worker."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process, self.port = process, port

    def get(self, url: str, cookie: str = "") -> bytes:
        """The answer; AssertionError when it is not 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", url, headers={"Cookie": cookie, "Accept-Language": "nl"})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        assert response.status == 200, f"{url}: {response.status}"
        return body

    def warm(self, url: str, cookie: str = "") -> int:
        """A few requests that are not counted; the size of the page in bytes."""
        return max(len(self.get(url, cookie)) for _ in range(5))

    def cpu(self, url: str, cookie: str = "") -> float:
        """Seconds of CPU for one request, over many."""
        before = self.used()
        for _ in range(REQUESTS):
            self.get(url, cookie)
        return max(self.used() - before, 1 / TICKS) / REQUESTS

    def used(self) -> float:
        """Seconds of CPU of the worker until now."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in children]
        return sum(int(field[11]) + int(field[12]) for field in fields) / TICKS


@contextmanager
def served(application: str, log: Path) -> Iterator[Site]:
    """The site while it runs, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", "4", "-w", "1"]
    with log.open("wb") as lines:
        process = subprocess.Popen(  # noqa: S603 - our own Python
            [*command, "-b", f"127.0.0.1:{port}", application], cwd=world.ROOT, stdout=lines, stderr=lines
        )
    try:
        site, until = Site(process, port), time.monotonic() + 60
        while not answers(port):
            assert process.poll() is None and time.monotonic() < until, log.read_text(errors="replace")[-2000:]
            time.sleep(0.1)
        yield site
    finally:
        process.terminate()
        process.wait(10)


def answers(port: int) -> bool:
    """Whether someone listens."""
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0
