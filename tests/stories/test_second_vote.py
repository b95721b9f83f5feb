"""The Vechtzoom counts its second vote: 155 of 260 residents is too few, 156 opens the next stage."""

import pytest
from playwright.sync_api import expect

ROUTE = "Van het gas af in de Vechtzoom (voorbeeld)"


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_amina_counts_the_vote_and_the_gate_counts_over_everyone(neighbourhood, sign_in, new_context, has_script):
    page = new_context(java_script_enabled=has_script, locale="nl-NL").new_page()
    sign_in(page, "amina")
    page.goto(f"{neighbourhood}/werk/")
    page.get_by_role("link", name=ROUTE).click()
    expect(page.locator("[aria-current=step] .steps__title")).to_contain_text("Stem over de richting")

    count(page, "155")
    page.locator("summary", has_text="Rond deze stap af").click()
    page.get_by_role("button", name="Rond deze stap af").click()
    expect(page.get_by_text("nodig is 60 procent van de").first).to_be_visible()
    expect(page.locator("[aria-current=step] .steps__title")).to_contain_text("Stem over de richting")

    page.get_by_role("link", name="Wat er loopt").click()
    page.get_by_role("link", name=ROUTE).click()
    count(page, "156")
    # Enough: going on is what stands open now.
    page.get_by_role("button", name="Rond deze stap af").click()

    expect(page.get_by_role("status")).to_contain_text("Bewaard.")
    expect(page.locator("[aria-current=step] .steps__title")).to_contain_text("Stem over het aanbod")
    expect(page.get_by_text("Voor: 156 van de 260").first).to_be_visible()


def count(page, agree):
    """Record the result of the vote; the number of residents is already there."""
    form = page.locator("details[open] form", has=page.get_by_label("Hoeveel mensen stemden voor?"))
    form.get_by_label("Hoeveel mensen stemden voor?").fill(agree)
    expect(form.get_by_label("zijn er in totaal?")).to_have_value("260")
    form.get_by_role("button", name="Leg de uitslag vast").click()
    expect(page.get_by_text(f"Voor: {agree} van de 260").first).to_be_visible()


def test_more_votes_than_residents_are_refused_and_what_was_typed_stays(neighbourhood, sign_in, dutch_page):
    page = dutch_page
    sign_in(page, "amina")
    page.goto(f"{neighbourhood}/werk/")
    page.get_by_role("link", name=ROUTE).click()

    page.get_by_label("Hoeveel mensen stemden voor?").fill("261")
    page.get_by_role("button", name="Leg de uitslag vast").click()

    expect(page.get_by_text("Er zijn 261 stemmen geteld en maar 260").first).to_be_in_viewport()
    expect(page.get_by_label("Hoeveel mensen stemden voor?")).to_have_value("261")


def test_ruud_from_elsewhere_sees_the_vote_and_not_the_words(neighbourhood, sign_in, dutch_page):
    page = dutch_page
    sign_in(page, "ruud")
    page.goto(f"{neighbourhood}/werk/")
    page.get_by_role("link", name=ROUTE).click()

    expect(page.locator("[aria-current=step] .steps__title")).to_contain_text("Stem over de richting")
    assert page.get_by_text("Ik reken graag dingen uit.").count() == 0
    assert page.get_by_role("main").get_by_role("button").count() == 0
    assert page.get_by_role("link", name="Print het verslag").count() == 0

    address = page.url
    page.goto(f"{address}verslag/")
    expect(page.get_by_text("Dit mag alleen wie in dit gebied woont of werkt.")).to_be_visible()

    sign_out_and_in(page, sign_in, "amina")
    page.goto(f"{address}verslag/")
    expect(page.get_by_text("Ik reken graag dingen uit.").first).to_be_attached()


def sign_out_and_in(page, sign_in, login):
    """Somebody else sits down at the same computer."""
    page.context.clear_cookies()
    sign_in(page, login)
