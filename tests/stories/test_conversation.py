"""A resident's own conversation in a real browser: played, printed, and gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Dialog, Page, Request, expect

from tests.cast import Cast, make_cast

CANARY = "Kanariegeel-7913"
WORST = '<img src=x onerror="document.title=1"> \u05e9\u05dc\u05d5\u05dd ' + "lang" * 40
SCREENS = {
    "wat-telt": ("begin", "counts", "figures", "questions", "goals", "sheet"),
    "ben-je-oke": ("begin", "questions", "closing", "sheet"),
}
STORED = """async () => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href, window.name,
  await indexedDB.databases(), await caches.keys(),
  (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
])"""


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "nl-NL"}


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def talk(page: Page, live_server: Any, people: Cast) -> Iterator[Any]:
    """Opens a conversation in Amina's area; a script that fails, fails the story."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)

    def open_(method_id: str = "wat-telt") -> Page:
        page.goto(f"{live_server.url}/gesprek/{method_id}/?gebied={people.area.slug}")
        page.wait_for_selector("[data-board]:not([hidden])")
        page.evaluate("void (window.print = () => { window.printed = (window.printed ?? 0) + 1 })")
        return page

    yield open_
    assert faults == []


def step(page: Page, name: str) -> None:
    page.click(f"[data-step={name}]")


def choose(page: Page, *areas: str) -> None:
    step(page, "counts")
    for area in areas:
        page.click(f"[data-area={area}]")


def test_a_resident_fills_the_board_and_reads_it_back_on_the_sheet(talk: Any):
    page = talk()
    choose(page, "neighbours", "meaning")
    page.fill("#own-area", "Mijn duiven")
    page.keyboard.press("Enter")
    page.click("text=Verder naar: Hoe het gaat")
    page.check("[data-has-last]")
    neighbours = page.locator("[data-figure=neighbours]")
    neighbours.get_by_role("radio", name="6", exact=True).check(force=True)
    neighbours.get_by_label("Vorige keer", exact=True).fill("4")
    page.click("text=Verder naar: Praten")
    page.fill("#question-achieve", "Dat ik weer mensen ken in de straat.")
    page.locator("[data-question=hope] [data-skip]").click()
    page.click("text=Verder naar: Doelen")
    page.fill("#goal", "Elke week met iemand koffie drinken")
    page.get_by_label("Iets wat ik ga doen").fill("Aanbellen bij de buurvrouw")
    page.click("text=Verder naar: Je blad")

    sheet = page.locator("[data-sheet]")
    expect(sheet.get_by_role("row", name="Buren, vrienden en meedoen")).to_have_text(re.compile(r"meedoen\s*4\s*6"))
    expect(sheet).to_contain_text("Mijn duiven")
    expect(sheet).to_contain_text("Dat ik weer mensen ken in de straat.")
    expect(sheet).to_contain_text("Elke week met iemand koffie drinken")
    expect(sheet).to_contain_text("Aanbellen bij de buurvrouw")
    expect(sheet).to_contain_text("010 123 45 67")
    expect(sheet).not_to_contain_text("Waar hoop je op?")
    expect(sheet).not_to_contain_text("Wonen")


def test_two_people_draw_the_conclusion_and_see_where_to_go(talk: Any):
    page = talk("ben-je-oke")
    step(page, "closing")
    expect(page.locator("[data-places]")).to_be_hidden()
    page.get_by_label("Er is hulp nodig").check()

    expect(page.locator("[data-places]")).to_contain_text("0800-0113")
    expect(page.locator("[data-voice]")).to_have_text("Hieronder staat waar je terechtkunt.")
    page.get_by_label("Het is oké").check()
    expect(page.locator("[data-places]")).to_be_hidden()


def test_a_figure_off_the_scale_gets_a_sentence_at_the_field_and_stays(talk: Any):
    page = talk()
    choose(page, "home")
    step(page, "figures")
    page.check("[data-has-last]")
    field = page.get_by_label("Vorige keer", exact=True)
    field.fill("14")
    field.blur()

    expect(page.locator("[data-figure=home] [data-fault]")).to_have_text(
        "Het cijfer 14 past niet op de schaal van 1 tot en met 10."
    )
    expect(field).to_have_value("14")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-voice]")).to_contain_text("14")
    field.fill("4")
    field.blur()
    expect(page.locator("[data-figure=home] [data-fault]")).to_be_hidden()


def test_a_sixth_goal_is_refused_with_its_reason_and_keeps_what_was_typed(talk: Any):
    page = talk()
    step(page, "goals")
    for number in range(6):
        page.fill("#goal", f"Doel {number}")
        page.click("[data-add-goal]")

    expect(page.locator("#goal-fault")).to_contain_text("Er staan al 5 doelen")
    expect(page.locator("#goal")).to_have_value("Doel 5")
    page.locator("[data-goals] [data-remove]").first.click()
    expect(page.locator("[data-goals] > li")).to_have_count(4)


def test_an_action_without_a_goal_is_not_lost_on_the_way_to_the_sheet(talk: Any):
    page = talk()
    step(page, "goals")
    page.get_by_label("Iets wat ik ga doen").fill("Aanbellen bij de buurvrouw")
    step(page, "sheet")

    expect(page.locator("#goal-fault")).to_contain_text("Schrijf je doel op")
    expect(page.get_by_label("Iets wat ik ga doen")).to_have_value("Aanbellen bij de buurvrouw")
    page.fill("#goal", "Mijn buren kennen")
    step(page, "sheet")
    expect(page.locator("[data-sheet]")).to_contain_text("Aanbellen bij de buurvrouw")


def test_what_people_type_stays_text(talk: Any):
    page = talk()
    step(page, "counts")
    page.fill("#own-area", WORST)
    page.keyboard.press("Enter")
    step(page, "questions")
    page.fill("#question-hope", WORST * 3)
    step(page, "sheet")

    assert page.locator("[data-sheet] img").count() == 0
    assert page.title().startswith("Wat Telt")
    expect(page.locator("[data-sheet] [data-write=answer]")).to_contain_text("<img src=x")


def fill_everything_with(page: Page, words: str) -> None:
    step(page, "counts")
    page.fill("#own-area", words)
    page.click("[data-add-area]")
    step(page, "questions")
    page.fill("#question-hope", words)
    step(page, "goals")
    page.fill("#goal", words)
    page.locator("[data-actions] input").fill(words)
    page.click("[data-add-goal]")
    step(page, "sheet")
    page.click("[data-print-shape=flat]")
    page.click("[data-print-shape=folded]")


def heard(requests: list[Request], words: str) -> list[str]:
    return [one.url for one in requests if words in one.url or words in (one.post_data or "")]


def test_nothing_that_was_typed_is_stored_or_sent(talk: Any, context: BrowserContext):
    page = talk()
    requests: list[Request] = []
    sockets: list[Any] = []
    context.on("request", lambda request: requests.append(request))
    page.on("websocket", lambda socket: sockets.append(socket))
    fill_everything_with(page, CANARY)

    assert CANARY in page.locator("[data-sheet]").inner_text()
    assert requests == []
    assert sockets == []
    assert CANARY not in page.evaluate(STORED)
    assert CANARY not in str(context.storage_state())
    assert context.service_workers == []

    # The same eyes see a page that does store and send.
    page.evaluate("(words) => { localStorage.typed = words; return fetch(`/over/?q=${words}`) }", CANARY)
    assert CANARY in page.evaluate(STORED)
    assert len(heard(requests, CANARY)) == 1


def test_neither_a_reload_nor_the_back_button_brings_anything_back(talk: Any):
    page = talk()
    page.on("dialog", lambda dialog: dialog.accept())
    fill_everything_with(page, CANARY)
    page.reload()
    page.wait_for_selector("[data-board]:not([hidden])")

    assert CANARY not in page.evaluate(
        "[...document.querySelectorAll('input,textarea')].map((one) => one.value).join()"
    )
    assert CANARY not in page.content()


def test_who_leaves_with_something_filled_in_may_print_first(talk: Any):
    page = talk()
    choose(page, "home")
    page.click(".shell__name")

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Wat je invulde, is dan weg")
    dialog.get_by_text("Print eerst mijn blad").click()
    assert page.evaluate("window.printed") == 1
    expect(dialog).to_be_hidden()
    page.click(".shell__name")
    dialog.get_by_text("Blijf hier").click()
    expect(page.locator("[data-area=home]")).to_have_attribute("aria-pressed", "true")
    page.click(".shell__name")
    dialog.get_by_text("Ga weg zonder te printen").click()
    page.wait_for_url(re.compile(r"/$"))


def test_choosing_another_language_asks_as_well(talk: Any):
    page = talk()
    choose(page, "home")
    page.get_by_role("button", name="English").click()
    page.get_by_role("dialog").get_by_text("Ga weg zonder te printen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What Counts")


def questions_of_the_browser(page: Page) -> list[str]:
    """The questions the browser itself asks from now on, each answered with yes."""
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    return asked


def test_who_closes_the_page_is_warned_only_when_something_is_filled_in(talk: Any):
    page = talk()
    asked = questions_of_the_browser(page)
    page.reload()
    page.wait_for_selector("[data-board]:not([hidden])")
    assert asked == []
    choose(page, "home")
    page.reload()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("way", ["link", "shift"])
def test_the_quick_exit_asks_nothing(talk: Any, way: str):
    page = talk()
    asked = questions_of_the_browser(page)
    page.route("https://www.knmi.nl/**", lambda route: route.fulfill(body="weer", content_type="text/html"))
    choose(page, "home")
    if way == "link":
        page.click("[data-quick-exit]")
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("https://www.knmi.nl/**")

    assert asked == []


def test_the_whole_conversation_goes_with_the_keyboard_alone(talk: Any):
    page = talk()

    def tab_to(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(selector)

    tab_to("[data-screen=begin] [data-to]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "heading-counts"
    tab_to("[data-area=home]")
    page.keyboard.press("Space")
    expect(page.locator("[data-voice]")).to_have_text("‘Wonen’ telt mee.")
    tab_to("[data-screen=counts] [data-to]")
    page.keyboard.press("Enter")
    tab_to("[data-figure=home] input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    tab_to("[data-screen=figures] [data-to]")
    page.keyboard.press("Enter")
    tab_to("#question-get-going")
    page.keyboard.type("Bellen.")
    tab_to("[data-screen=questions] [data-to]")
    page.keyboard.press("Enter")
    tab_to("#goal")
    page.keyboard.type("Een rustige kamer")
    tab_to("[data-add-goal]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "goal"
    tab_to("[data-screen=goals] [data-to]")
    page.keyboard.press("Enter")
    tab_to("[data-print-shape=flat]")
    page.keyboard.press("Enter")

    assert page.evaluate("window.printed") == 1
    expect(page.get_by_role("row", name="Wonen")).to_have_text(re.compile(r"Wonen\s*2"))
    expect(page.locator("[data-sheet]")).to_contain_text("Een rustige kamer")


def prepared(page: Page, method_id: str) -> None:
    if method_id == "wat-telt":
        choose(page, "home", "meaning")
        step(page, "figures")
        page.check("[data-has-last]")
        page.get_by_label("Vorige keer", exact=True).first.fill("99")
        page.get_by_label("Vorige keer", exact=True).first.blur()
        step(page, "goals")
        page.fill("#goal", "Iets kleins")
        page.click("[data-add-goal]")
    else:
        step(page, "closing")
        page.get_by_label("Er is hulp nodig").check()
    step(page, "questions")
    page.locator("[data-skip]").first.click()


@pytest.mark.parametrize("method_id", [*SCREENS])
def test_axe_finds_nothing_in_any_state(talk: Any, method_id: str):
    page = talk(method_id)
    for is_filled in (False, True):
        if is_filled:
            prepared(page, method_id)
        for name in SCREENS[method_id]:
            step(page, name)
            assert found_by_axe(page) == [], (name, is_filled)
    page.click(".shell__name")
    assert found_by_axe(page) == []


@pytest.mark.parametrize("method_id", [*SCREENS])
def test_axe_finds_nothing_in_the_dark_or_on_paper(talk: Any, live_server: Any, method_id: str):
    page = talk(method_id)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    prepared(page, method_id)
    for name in SCREENS[method_id]:
        step(page, name)
        assert found_by_axe(page) == [], name
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{live_server.url}/gesprek/{method_id}/leeg/")
    assert found_by_axe(page) == []


def found_by_axe(page: Page) -> list[tuple[str, list[str]]]:
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"]]) for one in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("method_id", [*SCREENS])
def test_nothing_sticks_out_on_a_small_telephone(talk: Any, method_id: str, language: str):
    page = talk(method_id)
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("(dir) => { document.documentElement.dir = dir }", "rtl" if language == "ar" else "ltr")
    prepared(page, method_id)
    for name in SCREENS[method_id]:
        step(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("shape", ["flat", "folded"])
@pytest.mark.parametrize("method_id", [*SCREENS])
def test_the_sheet_fits_on_one_page_with_a_line_for_name_and_telephone(talk: Any, method_id: str, shape: str):
    page = talk(method_id)
    prepared(page, method_id)
    for field in page.locator("textarea").all():
        field.fill("Een paar zinnen over hoe het gaat, en wat ik graag anders wil. " * 3)
    step(page, "sheet")
    page.click(f"[data-print-shape={shape}]")
    page.emulate_media(media="print")

    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1
    printed = page.locator("body").inner_text()
    assert "Naam" in printed and "Telefoon" in printed
    assert "Movisies" in printed
    assert "Dit blijft van jou" not in printed


def test_who_wrote_a_lot_hears_that_it_takes_more_pages(talk: Any):
    page = talk()
    step(page, "questions")
    for field in page.locator("textarea").all():
        field.fill("Een lang verhaal dat niemand hoeft in te korten. " * 40)
    step(page, "sheet")
    page.click("[data-print-shape=flat]")

    expect(page.locator("[data-more-pages]")).to_be_visible()
    assert pages_of(page.pdf(prefer_css_page_size=True)) > 1


def test_the_browsers_own_print_gives_the_sheet_from_any_screen(talk: Any):
    page = talk()
    choose(page, "home")
    step(page, "questions")
    page.emulate_media(media="print")

    assert page.locator("[data-sheet]").is_visible()
    assert not page.locator("[data-screen=questions]").is_visible()
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1


def test_when_the_questions_do_not_come_the_paper_does(page: Page, live_server: Any, people: Cast):
    page.route("**/data.json", lambda route: route.fulfill(status=500))
    page.goto(f"{live_server.url}/gesprek/wat-telt/")

    expect(page.get_by_text("Dit gesprek kan ook op papier")).to_be_visible()
    expect(page.locator("[data-board]")).to_be_hidden()


@pytest.mark.parametrize(("method_id", "pages"), [("wat-telt", 2), ("ben-je-oke", 1)])
def test_without_script_the_conversation_is_a_sheet_to_print(
    browser: Any, live_server: Any, people: Cast, method_id: str, pages: int
):
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{live_server.url}/gesprek/{method_id}/?gebied={people.area.slug}")

    expect(page.locator("[data-on-paper]")).to_be_visible()
    expect(page.locator("[data-on-paper]")).to_contain_text("Dit gesprek kan ook op papier")
    expect(page.locator("[data-board]")).to_be_hidden()
    assert pages_of(page.pdf(prefer_css_page_size=True)) == pages
    context.close()
