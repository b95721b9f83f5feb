"""A day on the map, in a real browser: read, point, write with keys alone, without script, narrow, both ways, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.cast import make_cast
from tests.web.places.notes import draw, make_note
from wijkwerk.web.places.models import Note

SIZES = {"wide": (1280, 900), "narrow": (320, 700)}
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"


@pytest.fixture
def cast(db):
    cast = make_cast()
    draw(cast.area)
    kinds = ("strength", "wish", "problem", "observation")
    for number, kind in enumerate(kinds * 2):
        make_note(
            cast.area, f"Briefje over {kind}", kind=kind, at=(4.4875 + number * 0.001, 51.9295 + number * 0.0004),
            by=cast.amina, is_published=number != 3, source_document="movisies-001", source_lines="438-439",
        )  # fmt: skip
    make_note(cast.area, "<script>window.hacked = 1</script><img src=x>", at=(4.4902, 51.9312), is_published=True)
    make_note(cast.area, "أرصفة كثيرة مكسورة", at=(4.4902, 51.9312), is_published=True)
    make_note(cast.area, "woord" * 60, at=None, is_published=True)
    return cast


@pytest.fixture
def errors(page):
    found = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda line: found.append(line.text) if line.type in ("error", "warning") else None)
    return found


@pytest.fixture
def visit(page, live_server, cast, client):
    def go(url, *, person=None, size="wide", scheme="light", language="nl"):
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        page.emulate_media(color_scheme=scheme)
        page.set_extra_http_headers({"Accept-Language": language})
        if person:
            client.force_login(person, backend=BACKEND)
            session = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(live_server.url + url)
        return page

    return go


def violations(page):
    return [
        (found["id"], [node["target"] for node in found["nodes"]]) for found in Axe().run(page).response["violations"]
    ]


PAGES = {
    "/kaart/": None,
    "/kaart/oud-crooswijk/": None,
    "/kaart/vechtzoom/": None,
    "/kaart/oud-crooswijk/?soort=wish": "karin",
    "/kaart/oud-crooswijk/nieuw/": "amina",
    "/kaart/oud-crooswijk/briefje/2/wijzigen/": "amina",
    "/kaart/oud-crooswijk/briefje/2/weghalen/": "amina",
}


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(
    ("language", "size", "scheme"), [("nl", "wide", "light"), ("nl", "narrow", "dark"), ("ar", "narrow", "light")]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, cast, errors, url, language, size, scheme):
    who = PAGES[url]
    page = visit(url, person=getattr(cast, who) if who else None, language=language, size=size, scheme=scheme)
    page.wait_for_load_state("networkidle")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0]
    assert errors == []


def test_the_map_moves_and_a_mark_tells_its_note(visit, errors):
    page = visit("/kaart/oud-crooswijk/")
    marks = page.locator(".map-mark")
    marks.first.wait_for()

    assert marks.count() == 9
    page.get_by_role("button", name="Wijs aan op de kaart (K1)").click()
    popup = page.locator(".leaflet-popup-content")
    assert "Briefje 1 · Kracht · Lawaai" in popup.inner_text()
    assert violations(page) == []
    popup.get_by_role("link", name="Lees het in de lijst").click()
    assert page.url.endswith("#briefje-1")
    assert errors == []


def test_words_that_look_like_script_stay_words_on_the_map(visit, errors):
    page = visit("/kaart/oud-crooswijk/")
    page.locator(".map-mark").first.wait_for()

    page.get_by_role("button", name="(Z9)").click()

    assert "<script>window.hacked = 1</script>" in page.locator(".leaflet-popup-content").inner_text()
    assert page.evaluate("window.hacked") is None
    assert errors == []


def test_marks_on_the_same_place_do_not_cover_each_other(visit):
    page = visit("/kaart/oud-crooswijk/", size="narrow")
    page.locator(".map-mark").first.wait_for()

    boxes = page.locator(".map-mark").evaluate_all(
        "marks => marks.map(m => { const b = m.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] })"
    )

    apart = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for i, (a, b) in enumerate(boxes) for c, d in boxes[:i]]
    assert min(apart) > 20


def test_without_script_map_list_filter_and_form_all_work(browser, live_server, cast, client):
    client.force_login(cast.amina, backend=BACKEND)
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/kaart/oud-crooswijk/")

    assert page.locator("svg.drawing a.mark").count() == 10
    page.get_by_label("Soort").select_option("wish")
    page.get_by_role("button", name="Laat zien").click()
    assert page.locator("svg.drawing a.mark").count() == 2
    page.get_by_role("link", name="Hang een briefje op").click()
    page.get_by_label("Wat zag je, of wat wens je?").fill("Een bank bij het water.")
    page.get_by_label("Wens: dit zou hier kunnen komen").check()
    page.get_by_label("Waar gaat het over?").select_option("ontmoeten")
    page.get_by_label("Waar is het?").select_option("Singel")
    page.get_by_role("button", name="Hang het briefje op").click()

    assert page.locator("#briefje-12").is_visible()
    assert "Je briefje hangt op de kaart: nummer 12." in page.locator("[role=status]").inner_text()
    assert Note.objects.get(number=12).lon is not None
    context.close()


def test_a_note_is_written_and_placed_with_the_keyboard_alone(visit, cast, errors):
    page = visit("/kaart/oud-crooswijk/", person=cast.amina)
    tab_to(page, "Hang een briefje op")
    page.keyboard.press("Enter")
    page.locator(".map-pin").wait_for()
    tab_to(page, "Wat zag je, of wat wens je?")
    page.keyboard.type("Een bank bij het water.")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Natuur")
    tab_to(page, "Speld: verschuif met de pijltjestoetsen")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)
    assert "De speld staat bij" in page.locator("[data-where]").inner_text()
    assert violations(page) == []
    tab_to(page, "Hang het briefje op")
    page.keyboard.press("Enter")
    page.locator("#briefje-12").wait_for()

    note = Note.objects.get(number=12)
    assert (note.text, note.kind, note.theme) == ("Een bank bij het water.", "wish", "natuur")
    assert (str(note.lon), str(note.lat)) == ("4.4916", "51.9320")
    assert errors == []


def tab_to(page, name):
    """Press Tab until the focus is on what people know by this name."""
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const f = document.activeElement; return f.ariaLabel || f.labels?.[0]?.innerText || f.innerText || '' })()"
        )
        if found.strip().startswith(name):
            return
    raise AssertionError(f"the keyboard never came to {name!r}")


def test_a_click_on_the_map_chooses_the_place(visit, cast):
    page = visit("/kaart/oud-crooswijk/nieuw/", person=cast.amina)
    page.locator(".map-pin").wait_for()

    width, height = page.locator("[data-moving]").evaluate("map => [map.clientWidth, map.clientHeight]")
    page.locator("[data-moving]").click(position={"x": width * 0.75, "y": height * 0.3})

    assert page.get_by_label("Waar is het?").input_value() == "kaart"
    assert page.locator("[data-where]").inner_text() == "De speld staat bij Speelpark."


def test_when_the_notes_cannot_be_loaded_the_page_says_so_and_the_list_stays(visit, page):
    page.route("**/notities.geojson*", lambda route: route.abort())
    visit("/kaart/oud-crooswijk/")

    page.get_by_text("De briefjes konden niet worden geladen.").wait_for()
    assert page.locator(".note").count() == 10


def test_on_paper_the_drawing_and_the_whole_list_stand_without_buttons(visit, cast):
    page = visit("/kaart/oud-crooswijk/", person=cast.karin)
    page.locator(".map-mark").first.wait_for()
    assert not page.locator("svg.drawing").is_visible()

    page.emulate_media(media="print")

    assert page.locator("svg.drawing").is_visible()
    assert not page.locator("[data-moving]").is_visible()
    assert page.locator("button:visible, form:visible").count() == 0
    assert page.locator(".note:visible").count() == 11
    fills = page.locator("svg.drawing a.mark").evaluate_all("marks => marks.map(mark => getComputedStyle(mark).fill)")
    assert set(fills) == {"rgb(255, 255, 255)"}


def test_the_map_asks_nothing_of_other_sites(page, visit, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    visit("/kaart/oud-crooswijk/").locator(".map-mark").first.wait_for()

    assert len(asked) > 5
    assert all(url.startswith(live_server.url) for url in asked)
