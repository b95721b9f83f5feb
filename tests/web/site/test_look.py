"""What a person meets in a real browser: readable in light and dark, narrow and wide, both ways, with keys alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ["/", "/over/", "/toegankelijkheid/", "/bellen/", "/componenten/", "/bestaat-niet/"]
SIZES = {"wide": (1280, 900), "narrow": (320, 700)}


@pytest.fixture
def visit(page, live_server, cast):
    def go(url, *, language="nl", size="wide", scheme="light"):
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        page.emulate_media(color_scheme=scheme)
        page.set_extra_http_headers({"Accept-Language": language})
        page.goto(live_server.url + url)
        return page

    return go


@pytest.fixture
def cast(db):
    from tests.cast import make_cast

    return make_cast()


def violations(page):
    return [
        (found["id"], [node["target"] for node in found["nodes"]]) for found in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(
    ("language", "size", "scheme"), [("nl", "wide", "light"), ("nl", "narrow", "dark"), ("ar", "narrow", "light")]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, url, language, size, scheme):
    page = visit(url, language=language, size=size, scheme=scheme)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0]


def test_axe_would_find_a_field_without_label(visit):
    page = visit("/")
    page.evaluate("document.querySelector('#search-words').labels[0].remove()")

    assert [name for name, _ in violations(page)] == ["label"]


def test_the_keyboard_comes_everywhere_and_shows_where_it_is(visit):
    page = visit("/componenten/", size="narrow")
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen.append(
            page.evaluate(
                """() => {
                    const at = document.activeElement, ring = getComputedStyle(at), after = getComputedStyle(at, '::after');
                    return [at.textContent.trim().slice(0, 30) || at.name,
                            ring.outlineStyle !== 'none' || after.outlineStyle !== 'none'];
                }"""
            )
        )

    assert [name for name, is_visible in seen if not is_visible] == []
    assert seen[0][0] == "Ga naar de inhoud"
    assert len(seen) > 40


def test_a_target_is_large_enough_for_a_thumb(visit):
    page = visit("/", size="narrow")

    small = page.evaluate(
        """() => [...document.querySelectorAll('header a, header button, main button, .shell__footer-links a')]
            .filter((target) => target.getBoundingClientRect().height < 43.5).map((target) => target.textContent)"""
    )

    assert small == []


def test_three_times_shift_leaves_at_once(visit):
    page = visit("/componenten/")
    page.route("https://www.knmi.nl/**", lambda route: route.fulfill(body="weer"))

    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.knmi.nl/")

    assert page.text_content("body") == "weer"


def test_the_way_out_replaces_the_page_in_the_history(visit):
    page = visit("/over/")
    page.goto(page.url.replace("/over/", "/componenten/"))
    page.route("https://www.knmi.nl/**", lambda route: route.fulfill(body="weer"))

    page.click("[data-quick-exit]")
    page.wait_for_url("https://www.knmi.nl/")
    page.go_back()

    assert page.url.endswith("/over/")


def test_on_paper_the_menu_is_gone_and_the_number_stays(visit):
    page = visit("/componenten/")
    page.emulate_media(media="print")

    assert not page.is_visible("nav") and not page.is_visible(".quick-exit") and not page.is_visible(".language")
    assert page.is_visible(".safety") and page.is_visible(".contact")
    assert page.locator(".provenance p").first.is_visible()
