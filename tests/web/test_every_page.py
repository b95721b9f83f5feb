"""Every page of the site, as the address list gives them: whole HTML, one heading, nothing inline, someone to call."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from justhtml import JustHTML

from tests.web.examples import EXAMPLES
from tests.web.pages import (
    CALLERS,
    DATA_ONLY,
    LINKS_THAT_LEAD_ON,
    NOT_PAGES,
    remember,
    signed_in,
    stands_for_others,
    visits,
)
from wijkwerk.web.site import policy

pytestmark = pytest.mark.django_db
DIRECTIONS = {"nl": "ltr", "en": "ltr", "ar": "rtl"}


def faults_of(html: str, *, language: str = "nl", names_someone: bool = True) -> list[str]:
    """What is wrong with a page, in words; pages for those who look after the site need name nobody to call."""
    page: Any = JustHTML(html, sanitize=False, collect_errors=True)
    nodes = page.query("*")
    found = [f"line {error.line}: {error.code}" for error in page.errors]
    root = page.query("html")[0].attrs
    if (root.get("lang"), root.get("dir")) != (language, DIRECTIONS[language]):
        found.append(f"lang and dir are {root.get('lang')} and {root.get('dir')}")
    headings = len(page.query("h1"))
    if headings != 1:
        found.append(f"{headings} h1")
    found += inline_in(nodes)
    ids = Counter(node.attrs["id"] for node in nodes if node.attrs.get("id"))
    found += [f"id {name} stands there {times} times" for name, times in ids.items() if times > 1]
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        wanted = [name for node in nodes for name in (node.attrs.get(attribute) or "").split()]
        found += [f"{attribute} points at {name}, which is not there" for name in wanted if name not in ids]
    hashes = [node.attrs["href"][1:] for node in page.query("a") if node.attrs.get("href", "").startswith("#")]
    found += [f"a link to #{name}, which is not there" for name in hashes if name not in ids]
    found += [f"{number} is nowhere" for number in ("tel:112", "tel:113") if f'href="{number}"' not in html]
    people = page.query(".contact strong")
    if names_someone and not (people and page.query(".contact a") and all(one.to_text().strip() for one in people)):
        found.append("nobody to call by name")
    return found


def inline_in(nodes: Any) -> list[str]:
    """Script, style and handlers that stand in the page itself; data for a script is no script."""
    found = []
    for node in nodes:
        if node.name == "style" or "style" in node.attrs:
            found.append(f"inline style at <{node.name}>")
        if node.name == "script" and "src" not in node.attrs and node.attrs.get("type") != "application/json":
            found.append("inline script")
        found += [f"handler {name} at <{node.name}>" for name in node.attrs if name.startswith("on")]
        if any(str(value).lower().startswith("javascript:") for value in node.attrs.values()):
            found.append(f"script in an address at <{node.name}>")
    return found


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_every_page_is_whole_and_names_someone_to_call(cast, caller, language):
    faults: dict[str, list[str]] = {}
    client = signed_in(Client(headers={"accept-language": language}), cast, caller)
    for visit in visits(cast, caller):
        if language != "nl" and not stands_for_others(visit):
            continue
        cache.clear()
        remember(client, visit.session)
        response = client.get(visit.url)
        wrong = (
            faults_of(
                response.content.decode(),
                language=language,
                names_someone=policy.table()[visit.name].GET != policy.ADMINISTRATOR,
            )
            if response.status_code == 200
            else [f"answered {response.status_code}"]
        )
        if wrong:
            faults[f"{visit.name} {visit.url}"] = wrong

    assert faults == {}


def test_every_address_that_can_be_read_is_visited_by_someone(cast):
    readable = {row.name for row in policy.ROWS if row.GET}
    seen = {visit.name for caller in CALLERS for visit in visits(cast, caller)}

    assert readable - seen - NOT_PAGES - LINKS_THAT_LEAD_ON == set()


@pytest.mark.parametrize("name", sorted(DATA_ONLY))
def test_what_is_no_page_is_data(cast, client, name):
    client.force_login(cast.joost)
    kwargs = EXAMPLES[name](cast, cast.joost) if name in EXAMPLES else {}

    response = client.get(reverse(name, kwargs=kwargs))

    assert response.status_code == 200
    assert "json" in response.headers["Content-Type"]


@pytest.mark.parametrize("name", sorted(LINKS_THAT_LEAD_ON))
def test_a_link_leads_on_to_a_page(cast, client, name):
    response = client.get(reverse(name, kwargs=EXAMPLES[name](cast, cast.joost)), follow=True)

    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []


@pytest.mark.parametrize(
    "url",
    [
        "/bestaat-niet/",
        "/vinden/methode/bestaat-niet/",
        "/werk/geen-kenmerk/",
        "/kaart/bestaat-niet/",
    ],
)
def test_what_is_not_there_answers_with_a_page_that_helps(cast, client, url):
    """An unknown run sends a visitor to sign in, as a closed run does; the tests of work tell the rest."""
    response = client.get(url)

    html = response.content.decode()
    assert response.status_code == 404
    assert 'action="/vinden/"' in html and 'href="tel:112"' in html and "<h1>" in html


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("<h1>", "<h1>Nog een</h1><h1>"), "2 h1"),
        (('lang="nl"', 'lang="en"'), "lang and dir are en and ltr"),
        (("<h1>", '<h1 style="color:red">'), "inline style at <h1>"),
        (("<h1>", '<h1 onclick="x()">'), "handler onclick at <h1>"),
        (("</main>", "<script>x()</script></main>"), "inline script"),
        (("</main>", '<a href="javascript:x()">x</a></main>'), "script in an address at <a>"),
        (("</main>", "</div></main>"), "line 1: unexpected-end-tag"),
        (("tel:112", "tel:110"), "tel:112 is nowhere"),
        (("Joost van Dam", ""), "nobody to call by name"),
        ((' class="contact"', ""), "nobody to call by name"),
        (('id="main"', 'id="other"'), "a link to #main, which is not there"),
        (("<h1>", '<h1 id="main">'), "id main stands there 2 times"),
        (("<h1>", '<h1 aria-labelledby="nowhere">'), "aria-labelledby points at nowhere, which is not there"),
    ],
)
def test_each_fault_of_a_page_would_be_seen(change, fault):
    whole = (
        '<!doctype html><html lang="nl" dir="ltr"><head><title>Thuis</title></head><body><a href="#main">Ga</a>'
        '<main id="main"><h1>Wat speelt er?</h1></main><a href="tel:112">112</a><a href="tel:113">113</a>'
        '<p class="contact"><strong>Joost van Dam</strong> <a href="tel:0101234567">010 123 45 67</a></p></body></html>'
    )
    assert faults_of(whole) == []

    assert change[0] in whole
    assert fault in faults_of(whole.replace(*change))
