"""A whole round, as in De Stem van West: an idea, support, what goes through, the agenda, a decision, and word for everyone.

Five people take part, each in their own way: Amina with an account, Karin because Amina asks her, Henk on paper through
Joost, Fatma in Arabic and Bram with an old telephone, the last two with a printed letter. Els decides.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.stories.neighbours import (
    OLD_TELEPHONE,
    TELEPHONE,
    days_pass,
    fill_in,
    reads_from_right_to_left,
    send,
    somebody,
    the_post_comes,
    the_worker_comes,
    types_a_code,
)
from tests.web.participate.rounds_world import picture
from wijkwerk.web.participate.models import Round
from wijkwerk.web.people.models import Person

BENCH, TOOLS = "Een bank bij de moestuin", "Gereedschap lenen van elkaar"
PLACED = "De bank komt er in maart. Bewoners kiezen samen de plek, want zij zitten er straks."
TOO_FEW = "Drie buren of meer moesten dit willen, en het was er één. Vraag het gerust in de moestuin."


@pytest.fixture
def joost(neighbourhood: str, sign_in: Any, new_context: Any) -> Any:
    """The community worker who leads the round, behind his computer."""
    page = new_context(locale="nl-NL").new_page()
    sign_in(page, "joost")
    return page


def test_everyone_who_took_part_in_a_round_hears_what_was_done_with_it(
    neighbourhood, joost, sign_in, new_context, mailoutbox
):
    site = neighbourhood
    Person.objects.filter(login="karin").update(email="karin@voorbeeld.example")
    round = begins_a_round(joost, site)
    letters = prints_letters(joost, round, site)

    amina = new_context(locale="nl-NL").new_page()
    sign_in(amina, "amina")
    bench = brings_an_idea_with_a_picture(amina, round, site)
    karin = new_context(locale="nl-NL", **TELEPHONE).new_page()
    supports_what_she_is_asked_for(karin, invitation_of(amina), sign_in)
    els = new_context(locale="nl-NL").new_page()
    sign_in(els, "els")
    tools = types_over_what_henk_wrote(joost, round, site)
    types_it_again(els, tools)
    counts_the_signature_of_henk(joost, bench)
    counts_it_again(els, bench)
    counts_the_paper_on_the_table(joost, round, site)
    counts_it_too(els, round, site)
    with somebody(new_context, "ar", **TELEPHONE) as fatma:
        supports_in_arabic(fatma, letters[0], bench, site)
    with somebody(new_context, **OLD_TELEPHONE) as bram:
        supports_with_a_typed_code(bram, letters[1], tools, site)

    days_pass(round, 30)
    chooses_what_goes_through(joost, round, site)
    puts_on_the_agenda(joost, bench)
    days_pass(round, 20)
    decides(els, bench)
    the_worker_comes()
    the_post_comes()

    amina_reads_her_notice_and_the_answer(amina, site)
    karin_has_it_in_her_mail(mailoutbox)
    joost_tells_amina_who_has_no_mail(joost, site)
    henk_finds_his_idea_in_the_bulletin(joost, round, site)
    with somebody(new_context, "ar", **TELEPHONE) as fatma:
        fatma_reads_the_answer_with_her_letter(fatma, letters[0], site)
    with somebody(new_context, **OLD_TELEPHONE) as bram:
        bram_reads_why_his_choice_did_not_go_through(bram, letters[1], site)
    the_account_counts_everyone(joost, round, site)


# --- Joost begins ---


def begins_a_round(page, site):
    """A fortnight for ideas, a fortnight more for support; three neighbours are enough."""
    today = timezone.localdate()
    page.goto(f"{site}/meedoen/")
    page.get_by_role("listitem").filter(has_text="Vechtzoom").get_by_role("link", name="Begin een ronde").click()
    fill_in(
        page,
        title="De stem van de Vechtzoom",
        without_plan="We probeerden het eerst klein, in één straat.",
        question="Wat maakt buiten zijn in de Vechtzoom fijner?",
        intro="Breng een idee of geef steun. De wijkraad bespreekt wat genoeg buren willen.",
        body="De wijkraad",
        themes="Zitten en ontmoeten\nDelen met elkaar",
        threshold="3",
        ideas_from=str(today),
        ideas_until=str(today + timedelta(days=14)),
        support_until=str(today + timedelta(days=28)),
        decision_on=str(today + timedelta(days=60)),
    )
    page.get_by_label("Meedoen kan met een code uit een brief").check()
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("status")).to_contain_text("De ronde is gemaakt.")
    return Round.objects.get(title="De stem van de Vechtzoom")


def prints_letters(page, round, site):
    """The codes of two letters, as whoever finds them in the letter box reads them."""
    page.goto(f"{site}{round.get_absolute_url()}brieven/")
    fill_in(page, size="2")
    page.get_by_role("button", name="Maak de brieven").click()
    page.get_by_role("link", name="Print deze brieven").click()
    expect(page.locator(".letter")).to_have_count(2)
    return ["".join(one.split()) for one in page.locator(".letter__groups").all_inner_texts()]


# --- five people take part ---


def brings_an_idea_with_a_picture(page, round, site):
    """Amina; the address of her idea."""
    page.goto(f"{site}{round.get_absolute_url()}")
    page.get_by_role("link", name="Breng een idee").click()
    fill_in(page, title=BENCH, text="Dan kun je uitrusten en een praatje maken.", photo_says="Een stukje gras")
    page.get_by_label("Zitten en ontmoeten").check()
    page.locator("[name=place]").select_option("Moestuin")
    page.locator("[name=photo]").set_input_files(
        {"name": "gras.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(400, 300))}
    )
    page.get_by_role("button", name="Breng dit idee").click()
    expect(page.get_by_role("status")).to_contain_text("Vraag nu je buren om steun.")
    expect(page.get_by_role("img", name="Een stukje gras")).to_be_visible()
    expect(page.locator("main .facts").first).to_contain_text("Moestuin")
    return page.url


def invitation_of(page):
    """The link that Amina sends to a neighbour."""
    return page.get_by_label("Link voor je buren").input_value()


def supports_what_she_is_asked_for(page, invitation, sign_in):
    """Karin has an account; she reads first, and supports."""
    sign_in(page, "karin")
    page.goto(invitation)
    expect(page.get_by_text("Een buur vraagt je steun voor dit idee.")).to_be_visible()
    page.get_by_role("button", name="Ik steun dit").click()
    expect(page.get_by_text("Jij steunt dit idee.")).to_be_visible()


def types_over_what_henk_wrote(page, round, site):
    """Henk wrote his idea on paper and gave it to Joost; nobody sees it before somebody else types it too."""
    page.goto(f"{site}{round.get_absolute_url()}idee/")
    page.get_by_label("Van een bewoner, op papier").check()
    fill_in(page, title=TOOLS)
    page.get_by_label("Delen met elkaar").check()
    page.get_by_role("button", name="Breng dit idee").click()
    expect(page.get_by_role("status")).to_contain_text("Laat een ander het nog eens typen")
    return f"{site}{round.get_absolute_url()}2/"


def types_it_again(page, tools):
    """Els has the same paper before her."""
    page.goto(f"{tools}nog-eens/")
    fill_in(page, title=TOOLS)
    page.get_by_label("Delen met elkaar").check()
    page.get_by_role("button", name="Vergelijk").click()
    expect(page.get_by_role("status")).to_contain_text("Twee keer hetzelfde: idee 2 staat erbij.")
    page.goto(tools)
    expect(page.locator("main .facts").first).to_contain_text("op papier")


def counts_the_signature_of_henk(page, bench):
    """On a list Henk signed for the bench."""
    page.goto(bench)
    fill_in(page, number="1")
    page.locator("[name=channel]").select_option("paper")
    page.get_by_role("button", name="Tel erbij").click()


def counts_it_again(page, bench):
    """Els counts the same list."""
    page.goto(f"{bench}lijst/1/")
    fill_in(page, signatures="1")
    page.get_by_role("button", name="Vergelijk").click()
    page.goto(bench)
    expect(page.get_by_role("heading", name="2 keer steun")).to_be_visible()


def counts_the_paper_on_the_table(page, round, site):
    """Joost counts the forms and the signatures, apart from Els."""
    page.goto(f"{site}{round.get_absolute_url()}papier/")
    fill_in(page, forms_on_table="1", signatures="1")
    page.get_by_role("button", name="Bewaar mijn telling").click()
    expect(page.get_by_role("status")).to_contain_text("Iemand anders telt ook")
    expect(page.get_by_text("Er is 1 telling.")).to_be_visible()


def counts_it_too(page, round, site):
    """Els counts the same; what was typed is the pile that lies there."""
    page.goto(f"{site}{round.get_absolute_url()}papier/")
    fill_in(page, forms_on_table="1", signatures="1")
    page.get_by_role("button", name="Bewaar mijn telling").click()
    expect(page.get_by_text("Alles is twee keer ingetypt en gelijk aan de stapel op tafel.")).to_be_visible()


def supports_in_arabic(page, code, bench, site):
    """Fatma scans the picture on her letter and reads everything from right to left."""
    page.goto(f"{site}/meedoen/code/#{code}")
    assert code not in page.url
    send(page)
    page.wait_for_url("**/mijn/")
    reads_from_right_to_left(page)
    assert code not in page.url
    page.goto(bench)
    reads_from_right_to_left(page)
    expect(page.locator("h1")).to_have_attribute("lang", "nl")
    send(page, "/steun/")
    expect(page.locator("main form[action$='/steun-terug/']")).to_be_visible()


def supports_with_a_typed_code(page, code, tools, site):
    """Bram types his code, on a telephone that runs no script."""
    types_a_code(page, site, code)
    page.goto(tools)
    page.get_by_role("button", name="Ik steun dit").click()
    expect(page.get_by_text("Jij steunt dit idee.")).to_be_visible()


# --- what goes through, when, and why ---


def chooses_what_goes_through(page, round, site):
    """The bench has its three neighbours; Henk's idea has one, and its reason now."""
    page.goto(f"{site}{round.get_absolute_url()}")
    page.get_by_role("link", name="Kies wat doorgaat").click()
    expect(page.locator("main ol")).to_contain_text(f"{BENCH} · 3 keer steun")
    fill_in(page, why=TOO_FEW)
    page.get_by_role("button", name="Zet door en antwoord de anderen").click()
    expect(page.get_by_role("status")).to_contain_text("Door gaan: 1. Antwoord kregen: 1.")


def puts_on_the_agenda(page, bench):
    """The day on which the council of the neighbourhood talks about it."""
    page.goto(bench)
    page.get_by_role("link", name="Zet op de agenda").click()
    fill_in(page, when=str(timezone.localdate() + timedelta(days=20)))
    page.get_by_role("button", name="Zet op de agenda").click()
    expect(page.locator("main .facts").first).to_contain_text("staat op de agenda")


def decides(page, bench):
    """Els says what was decided, and why."""
    page.goto(bench)
    page.get_by_role("link", name="Geef antwoord").click()
    page.get_by_label("gebeurt", exact=True).check()
    fill_in(page, text=PLACED)
    page.get_by_role("button", name="Geef dit antwoord aan iedereen").click()
    expect(page.get_by_role("heading", name="Het antwoord: gebeurt")).to_be_visible()


# --- word for each of the five ---


def amina_reads_her_notice_and_the_answer(page, site):
    page.goto(f"{site}/mijn/berichten/")
    expect(page.get_by_text("Je bracht of steunde dit idee.").first).to_be_visible()
    page.get_by_role("link", name=f"“{BENCH}”: gebeurt. Lees waarom.").click()
    expect(page.get_by_text(PLACED)).to_be_visible()


def karin_has_it_in_her_mail(mailbox):
    [letter] = [one for one in mailbox if one.to == ["karin@voorbeeld.example"]]
    assert f"“{BENCH}”: gebeurt. Lees waarom." in letter.body
    assert "Je bracht of steunde dit idee." in letter.body
    assert "/berichten/stop/" in letter.body


def joost_tells_amina_who_has_no_mail(page, site):
    page.goto(f"{site}/meedoen/berichten/vechtzoom/papier/")
    hers = page.get_by_role("group", name="Amina Voorbeeld")
    hers.get_by_label(f"“{BENCH}”: gebeurt.").check()
    assert page.get_by_role("group", name="Karin Voorbeeld").count() == 0
    page.get_by_role("button", name="Dit heb ik verteld").click()
    expect(page.get_by_role("status")).to_contain_text("1 bericht is verteld.")


def henk_finds_his_idea_in_the_bulletin(page, round, site):
    """It comes through every letter box, so also through his."""
    page.goto(f"{site}{round.get_absolute_url()}krantje/")
    page.emulate_media(media="print")
    bulletin = page.locator("article.bulletin")
    for words in (BENCH, PLACED, TOOLS, TOO_FEW):
        expect(bulletin.get_by_text(words)).to_be_visible()
    page.emulate_media(media="screen")


def fatma_reads_the_answer_with_her_letter(page, code, site):
    types_a_code(page, site, code)
    reads_from_right_to_left(page)
    answer = page.locator("main blockquote")
    expect(answer).to_have_text(PLACED)
    expect(answer).to_have_attribute("lang", "nl")


def bram_reads_why_his_choice_did_not_go_through(page, code, site):
    types_a_code(page, site, code)
    expect(page.get_by_role("link", name=TOOLS)).to_be_visible()
    expect(page.locator("main blockquote")).to_have_text(TOO_FEW)


def the_account_counts_everyone(page, round, site):
    page.goto(f"{site}{round.get_absolute_url()}verslag/")
    # An idea and a signature on paper: nobody notes that both are Henk's.
    for way in ("met een account 2", "met een code uit een brief 2", "via een opbouwwerker, op papier 2"):
        expect(page.get_by_role("row", name=way, exact=True)).to_be_visible()
    expect(page.get_by_text(PLACED)).to_be_visible()
    expect(page.get_by_text(TOO_FEW)).to_be_visible()
