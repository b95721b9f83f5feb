"""On an old telephone at 3G: what a first visit brings over the line stays small, and everything works without script.

At 400 kbit a second, 100 kilobytes take two seconds. A page itself is not compressed (a page with a secret in it may
not be), its files are: they are counted as WhiteNoise sends them.
"""

from __future__ import annotations

import gzip
import random
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.contrib.staticfiles import finders

from tests.web.participate import elections
from tests.web.participate.dialogue_world import mapped
from tests.web.participate.rounds_world import make_idea, make_round

pytestmark = pytest.mark.django_db
BAR = 100_000
URL = re.compile(r"""(?:url\(|@import )\s*['"]?(?!data:|#)([^'")\s;]+)""")
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"


class Files(HTMLParser):
    """The files a browser gets by itself with a page."""

    def __init__(self, html):
        super().__init__()
        self.found, self.scripts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "modulepreload"):
            self.found.append(given["href"])
        if given.get("src") and tag in ("script", "img", "source"):
            self.found.append(given["src"])
        if tag == "script":
            self.scripts.append(given.get("src"))


def weight_of(address, seen):
    """The bytes of a file of ours, compressed, and of what it asks for in turn."""
    if address in seen:
        return 0
    seen.add(address)
    path = finders.find(address.removeprefix("/static/"))
    assert path, f"{address} is not there; run ./wijk start once, which collects the design files"
    content = Path(path).read_bytes()
    compressed = min(len(content), len(gzip.compress(content, mtime=0)))
    asked = URL.findall(content.decode()) if address.endswith(".css") else []
    return compressed + sum(weight_of(urljoin(address, one), seen) for one in asked)


def first_visit(client, url):
    """How many bytes come over the line, and how many of them are the page itself."""
    response = client.get(url, headers={"accept-encoding": "gzip"})
    assert response.status_code == 200, url
    files, seen = Files(response.content.decode()), set[str]()
    return len(response.content) + sum(weight_of(one, seen) for one in files.found), len(response.content)


@pytest.fixture
def urls(cast):
    """The first pages of taking part, full."""
    round = make_round(cast)
    for number in range(80):
        make_idea(
            round, f"Idee {number} dat in één zin zegt wat er beter kan", support=number % 5, place="Bij het plein"
        )
    vote, _codes = elections.opened(cast.area, by=cast.joost, size=3)
    dialogue = mapped(cast, person=cast.amina)
    base = dialogue.get_absolute_url()
    return {
        "meedoen": "/meedoen/",
        "a round": round.get_absolute_url(),
        "an idea": f"{round.get_absolute_url()}1/",
        "a vote": vote.get_absolute_url(),
        "a ballot": f"{vote.get_absolute_url()}stemmen/",
        "a dialogue": base,
        "answering": f"{base}meepraten/?stelling=1",
        "the map": f"{base}kaart/",
    }


def test_a_first_visit_stays_under_the_bar(client, cast, urls):
    client.force_login(cast.amina, backend=BACKEND)
    weights = {name: first_visit(client, url) for name, url in urls.items()}

    assert {name: whole for name, (whole, _page) in weights.items() if whole > BAR} == {}


def test_a_font_that_a_stylesheet_asks_for_is_counted(tmp_path, monkeypatch):
    (tmp_path / "heavy.woff2").write_bytes(random.Random(1).randbytes(BAR))
    (tmp_path / "a.css").write_text('@font-face { src: url("../fonts/heavy.woff2"); }')
    monkeypatch.setattr(finders, "find", lambda name: tmp_path / Path(name).name)

    assert weight_of("/static/css/a.css", set()) > BAR


def test_no_page_of_taking_part_needs_a_script(client, cast, urls):
    """A script helps to type a code and opens the window for printing; what is done is done by a link or a form."""
    client.force_login(cast.amina, backend=BACKEND)

    scripts = {name: Files(client.get(url).content.decode()).scripts for name, url in urls.items()}

    assert {name: found for name, found in scripts.items() if found} == {
        "a ballot": ["/static/participate/code.js"],
        "the map": ["/static/site/js/print.js"],
    }
