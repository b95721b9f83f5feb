"""Els holds a plan for taking part against five lessons, and keeps it for her area."""

from playwright.sync_api import expect


def test_els_sees_what_is_in_order_what_is_not_and_why(neighbourhood, sign_in, dutch_page):
    page = dutch_page
    page.goto(neighbourhood)
    page.get_by_role("link", name="Er komt een plan. Kan iedereen meedoen?").click()
    page.get_by_role("link", name="Vijf lessen voor inclusieve burgerparticipatie").click()
    page.get_by_role("link", name="Houd je plan ertegen").click()
    page.get_by_label("Iedereen in de gemeente").or_(page.locator("input[name=groups][value=everyone]")).first.check()
    page.locator("input[name=channel][value=online]").check()
    page.locator("input[name=languages][value=several]").check()
    page.get_by_role("button", name="Laat zien hoe het ervoor staat").click()

    expect(page.locator("h2", has_text="Hier is nog iets te doen")).to_be_visible()
    expect(page.locator("h2", has_text="Dit zit goed")).to_be_visible()
    expect(page.get_by_text("Dit helpt").first).to_be_visible()


def test_els_keeps_a_check_and_it_can_be_printed(neighbourhood, sign_in, dutch_page):
    page = dutch_page
    sign_in(page, "els")
    page.goto(f"{neighbourhood}/werk/begin/vijf-lessen/check/")
    page.get_by_label("Vechtzoom").check()
    page.get_by_label("Hoe noemen jullie dit?").fill("Meedoen over warmte")
    page.get_by_role("button", name="Begin").click()

    page.locator("input[name=groups][value=everyone]").check()
    page.get_by_role("button", name="Bewaar de antwoorden").click()

    expect(page.get_by_role("status")).to_contain_text("Bewaard.")
    expect(page.locator(".verdict--not-met")).to_be_visible()
    page.get_by_role("link", name="Print het verslag").click()
    page.emulate_media(media="print")
    expect(page.locator(".verdict--not-met")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_ruud_cannot_begin_for_an_area_that_is_not_his(neighbourhood, sign_in, dutch_page):
    page = dutch_page
    sign_in(page, "ruud")

    page.goto(f"{neighbourhood}/werk/begin/vijf-lessen/check/")

    expect(page.get_by_label("Elders")).to_be_visible()
    assert page.get_by_label("Vechtzoom").count() == 0
