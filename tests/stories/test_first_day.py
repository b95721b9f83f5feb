"""A community worker who has never seen Wijkwerk: from what plays in the area to a report on paper."""

import pytest
from playwright.sync_api import expect

from tests.stories.hands import Hand, Keyboard, Pointer
from wijkwerk.web.work.management.commands.example_neighbourhood import PASSWORD


def the_first_day(hand: Hand, page, address):
    """What Joost does; each step leads to the next by words on the page."""
    page.goto(address)
    hand.follow("Buren leven langs elkaar heen, of het is onrustig")
    expect(page.locator("h1")).to_have_text("Wat past hier?")
    hand.follow("De Wijkverbinder")
    hand.follow("Vraag advies")
    hand.choose("De sfeer is ongemakkelijk")
    hand.choose("Ja, dat kan")
    hand.press("Laat zien wat past")

    expect(page.locator("h2", has_text="Zo lijkt het in de buurt")).to_be_visible()
    expect(page.locator("section[aria-labelledby=phase]")).to_contain_text("Verbinden bij ongemak")
    expect(page.get_by_text("Waarom dit past:").first).to_be_visible()
    hand.unfold("Bron")
    expect(page.locator("details.provenance[open]").first).to_contain_text("regel")

    hand.follow("Vinden")
    hand.write("Zoek in je eigen woorden", "wandelen door de wijk")
    hand.press("Zoek")
    hand.follow("Omgevingswalkshop")
    hand.follow("Doe dit in je eigen buurt")

    hand.write("Inlognaam of e-mailadres", "joost")
    hand.write("Wachtwoord", PASSWORD)
    hand.press("Log in")

    hand.choose("Lindebuurt")
    hand.write("Hoe noemen jullie dit?", "Samen door de Lindebuurt")
    hand.press("Begin")
    expect(page.locator("h1")).to_have_text("Samen door de Lindebuurt")

    hand.choose("Wat er speelt")
    hand.write("Wat weet je?", "Mensen missen een plek om te zitten.")
    hand.press("Schrijf dit op")
    expect(page.get_by_role("status")).to_contain_text("Bewaard.")
    expect(page.get_by_text("Mensen missen een plek om te zitten.").first).to_be_visible()

    hand.follow("Print het verslag")
    expect(page.locator("h1")).to_have_text("Samen door de Lindebuurt")
    expect(page.get_by_text("Mensen missen een plek om te zitten.").first).to_be_visible()


@pytest.mark.parametrize("way", [Pointer, Keyboard], ids=["with a pointer", "with the keyboard only"])
def test_a_worker_finds_advice_begins_a_route_and_prints_it(dutch_page, neighbourhood, way):
    hand = way(dutch_page)

    the_first_day(hand, dutch_page, neighbourhood)

    dutch_page.emulate_media(media="print")
    assert not dutch_page.is_visible(".shell__nav")
    assert dutch_page.is_visible("text=Mensen missen een plek om te zitten.")
    assert dutch_page.is_visible("text=030-000 00 03")
    assert dutch_page.pdf(format="A4").startswith(b"%PDF")
    assert getattr(hand, "unseen", []) == []
