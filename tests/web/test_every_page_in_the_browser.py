"""Every page as people meet it in a browser: for eyes and ears, light and dark, narrow, right to left, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client

from tests.web.pages import CALLERS, Visit, remember, signed_in, stands_for_others, visits
from wijkwerk.web.site import policy

ALL_RULES: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS: dict[str, Any] = {**ALL_RULES, "runOnly": ["color-contrast"]}
# Turning the page does not change its colours, and they take longest.
WITHOUT_COLOURS: dict[str, Any] = {**ALL_RULES, "rules": {"color-contrast": {"enabled": False}}}
HEADINGS = "main :is(h1, h2, .sheet):visible"
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
WIDER_TEXT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
        .map((one) => `${one.tagName}.${one.className}`).slice(-3)"""
CUT_OFF = """() => [...document.querySelectorAll('main *')]
    .filter((one) => getComputedStyle(one).overflow === 'hidden' && one.clientHeight > 4
        && !one.closest('svg, .visually-hidden, .leaflet-container') && one.scrollHeight > one.clientHeight + 2)
    .map((one) => `${one.tagName}.${one.className}`)"""


def looks_different(visit: Visit, caller: str) -> bool:
    """Whether this caller looks at the page here; a page that is the same for others is looked at once."""
    who = policy.table()[visit.name].GET
    if "gevraagd=1" in visit.url or not stands_for_others(visit):
        return False
    match caller:
        case "visitor":
            return True
        case "amina":
            return who == policy.SIGNED_IN
        case "noor":
            return who == policy.ADMINISTRATOR
        case _:
            return who not in policy.GENERAL or visit.name in {"work:home", "places:area"}


class Look:
    """One browser page that goes from address to address; what it finds is told as sentences."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        page.add_init_script(script=Axe().axe_script)

    def at(self, visit: Visit) -> list[str]:
        """Every fault of this page: wide and light, dark, on paper, narrow, with wider text, and right to left."""
        self._go(visit, "nl", 1280)
        found = self._heard(ALL_RULES, "light")
        self.page.emulate_media(color_scheme="dark")
        found += self._heard(COLOURS, "dark")
        self.page.emulate_media(color_scheme="light", media="print")
        if self.page.is_visible(".shell__nav") or not self.page.locator(HEADINGS).count():
            found.append("on paper: the menu is there, or no heading is")
        self.page.emulate_media(media="screen")
        self.page.set_viewport_size({"width": 320, "height": 700})
        found += [f"narrow: {what} is too wide" for what in self.page.evaluate(TOO_WIDE)]
        self.page.evaluate(WIDER_TEXT)
        found += [f"wider text: {what} is too wide" for what in self.page.evaluate(TOO_WIDE)]
        found += [f"wider text: {what} is cut off" for what in self.page.evaluate(CUT_OFF)]
        self._go(visit, "ar", 320)
        found += self._heard(WITHOUT_COLOURS, "right to left")
        return found + [f"right to left: {what} is too wide" for what in self.page.evaluate(TOO_WIDE)]

    def _go(self, visit: Visit, language: str, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.set_extra_http_headers({"Accept-Language": language})
        self.page.goto(self.address + visit.url)
        self.page.evaluate(OPEN_ALL)

    def _heard(self, options: dict[str, Any], how: str) -> list[str]:
        violations = self.page.evaluate("async (options) => (await axe.run(options)).violations", options)
        return [f"{how}: {one['id']} at {[node['target'] for node in one['nodes']][:3]}" for one in violations]


@pytest.fixture
def as_caller(page, live_server, cast) -> Callable[[str], tuple[Client, Look]]:
    """The browser with the session of a caller."""

    def signed(caller: str) -> tuple[Client, Look]:
        client = signed_in(Client(), cast, caller)
        for name, morsel in client.cookies.items():
            page.context.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
        return client, Look(page, live_server.url)

    return signed


@pytest.mark.parametrize("caller", CALLERS)
def test_every_page_can_be_seen_heard_and_printed(as_caller, cast, page, caller):
    client, look = as_caller(caller)
    faults: dict[str, list[str]] = {}
    for visit in visits(cast, caller):
        if not looks_different(visit, caller):
            continue
        cache.clear()
        if visit.session:
            remember(client, visit.session)
            cookies = [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": look.address}]
            page.context.add_cookies(cookies)
        if wrong := look.at(visit):
            faults[f"{visit.name} {visit.url}"] = wrong

    assert faults == {}


def test_a_page_that_is_too_wide_or_cut_off_would_be_seen(as_caller, page):
    _, look = as_caller("visitor")
    look._go(Visit("site:about", "/over/", {}), "nl", 320)
    page.evaluate(
        """() => { const one = document.createElement('div');
            one.style.width = '50rem'; one.style.height = '1rem'; one.style.overflow = 'hidden';
            one.innerHTML = '<p>een<br>twee<br>drie</p>'; document.querySelector('main').append(one); }"""
    )

    assert page.evaluate(TOO_WIDE) and page.evaluate(CUT_OFF)
