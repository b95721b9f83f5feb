"""The second vote of the Vechtzoom, from the letters to the route: 156 of the 260 residents open the next stage.

Five people vote, each in their own way: Amina with the picture on her letter, Fatma in Arabic on an old telephone, Henk on
paper, Bram with a second letter because he lost the first, and Karin who types her code over. The rest of the
neighbourhood votes as well. Anyone counts it again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from tests.stories.neighbours import (
    OLD_TELEPHONE,
    TELEPHONE,
    fill_in,
    reads_from_right_to_left,
    send,
    somebody,
    the_post_comes,
)
from wijkwerk.web.participate import ballot_box, codes, voting
from wijkwerk.web.participate.models import Vote
from wijkwerk.web.people.models import Person
from wijkwerk.web.work.models import Run

RECOUNT = Path(__file__).resolve().parents[2] / "tools" / "recount.py"
ROUTE = "Van het gas af in de Vechtzoom (voorbeeld)"
QUESTION = "Is een warmtenet de goede richting?"
FOR, AGAINST, BLANK = 1, 2, 3


def test_the_second_vote_of_the_vechtzoom_is_held_counted_again_and_opens_the_next_stage(
    neighbourhood, sign_in, new_context, mailoutbox, tmp_path
):
    site = neighbourhood
    Person.objects.filter(login="karin").update(email="karin@voorbeeld.example")
    joost = new_context(locale="nl-NL").new_page()
    sign_in(joost, "joost")
    vote = makes_the_vote(joost, site)
    letters = prints_the_letters(joost, vote)

    amina = new_context(locale="nl-NL", **TELEPHONE).new_page()
    votes_with_the_picture(amina, letters[0], site)
    with somebody(new_context, "ar", **OLD_TELEPHONE) as fatma:
        votes_in_arabic_and_changes_her_mind(fatma, vote, letters[1], site)
    with somebody(new_context) as bram:
        votes_with_a_second_letter(bram, joost, vote, letters[3], site)
    with somebody(new_context) as karin:
        types_her_code_over(karin, letters[4], site)
    the_rest_of_the_neighbourhood_votes(vote, letters[5:])
    els = new_context(locale="nl-NL").new_page()
    sign_in(els, "els")
    for typist in (joost, els):
        types_the_paper_of_henk(typist, vote, letters[2], site)
    expect(els.get_by_text("Alles klopt. Er telt 1 papieren stem.")).to_be_visible()

    the_last_day_passes(vote)
    closes_and_publishes(joost, vote, site)
    sign_in(amina, "amina")
    puts_the_result_in_the_route(amina, vote, site)
    closes_the_stage(amina, site)
    the_post_comes()

    amina_reads_that_the_result_is_there(amina, vote, site)
    karin_has_it_in_her_mail(mailoutbox, vote)
    joost_tells_amina_who_has_no_mail(joost, site)
    henk_counts_again_on_paper(joost, vote, site)
    with somebody(new_context, "ar", **OLD_TELEPHONE) as fatma:
        fatma_reads_the_result(fatma, vote, site)
    with somebody(new_context, **OLD_TELEPHONE) as bram:
        bram_counts_again_with_the_program(bram, vote, site, tmp_path)


# --- the letters ---


def makes_the_vote(page, site):
    """From the page of the route, which knows the group and the gate."""
    page.goto(f"{site}/werk/")
    page.get_by_role("link", name=ROUTE).click()
    page.get_by_role("link", name="Houd hier een stemming").click()
    expect(page.locator("[name=percent]")).to_have_value("60")
    expect(page.locator("[name=whole]")).to_have_value("260")
    fill_in(page, question=QUESTION, opens_at="2026-01-01T10:00", closes_at="2099-01-01T10:00")
    page.get_by_role("button", name="Bewaar de stemming").click()
    return Vote.objects.get(question=QUESTION)


def prints_the_letters(page, vote):
    """A letter for every resident; the codes as they stand there, which are gone from here afterwards."""
    fill_in(page, size="260")
    page.get_by_role("button", name="Maak de brieven").click()
    on_paper = ["".join(one.split()) for one in page.locator(".letter__code").all_inner_texts()]
    letters = [letter.code for letter in codes.letters_of(vote.pk, 1)]
    assert len(letters) == 260
    assert letters[: len(on_paper)] == on_paper
    page.get_by_role("button", name="Alles is geprint: vernietig de leesbare codes").click()
    assert codes.letters_of(vote.pk, 1) == []
    page.get_by_role("button", name="Zet de stemming klaar").click()
    expect(page.get_by_text("Iedereen kan haar zien.")).to_be_visible()
    return letters


# --- five people vote, and the rest ---


def votes_with_the_picture(page, code, site):
    """Amina: the picture brings the code along behind a #, so that no address that is sent holds it."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/stem/#{code}")
    page.get_by_role("button", name="Ga verder").click()
    chooses(page, "Voor")
    expect(page.get_by_role("heading", name="Je stem zit in de stembus")).to_be_visible()
    assert not [url for url in asked if code in url]


def votes_in_arabic_and_changes_her_mind(page, vote, code, site):
    """Fatma: no script, right to left, the code in small letters; her last choice counts."""
    page.goto(f"{site}{vote.get_absolute_url()}")
    # The number of an answer stands where an Arabic reader begins, whatever the language of the answer.
    assert page.locator(".choices li").first.evaluate("answer => getComputedStyle(answer).direction") == "rtl"
    for choice in (AGAINST, FOR):
        page.goto(f"{site}{vote.get_absolute_url()}stemmen/")
        reads_from_right_to_left(page)
        page.locator(f"main [name=option][value='{choice}']").check()
        fill_in(page, code=code.lower())
        send(page, "/stemmen/")
        page.wait_for_url("**/gestemd/**")
        reads_from_right_to_left(page)


def votes_with_a_second_letter(page, worker, vote, lost, site):
    """Bram lost his letter. Joost makes another, and whoever finds the first cannot vote with it."""
    worker.goto(f"{site}{vote.get_absolute_url()}beheer/")
    worker.locator("summary", has_text="Een brief is kwijt").click()
    fill_in(worker, number="4")
    worker.get_by_role("button", name="Vervang deze brief").click()
    [fresh] = [letter.code for letter in codes.letters_of(vote.pk, 1)]
    worker.goto(f"{site}{vote.get_absolute_url()}brieven/1/")
    worker.get_by_role("button", name="Alles is geprint: vernietig de leesbare codes").click()

    page.goto(f"{site}{vote.get_absolute_url()}stemmen/")
    fill_in(page, code=lost)
    chooses(page, "Tegen")
    expect(page.get_by_text("Deze code was kwijt en is vervangen.").first).to_be_visible()
    fill_in(page, code=fresh)
    chooses(page, "Voor")
    expect(page.get_by_role("heading", name="Je stem zit in de stembus")).to_be_visible()


def types_her_code_over(page, code, site):
    """Karin sits at the computer of the library."""
    page.goto(f"{site}/stem/")
    fill_in(page, code=code)
    page.get_by_role("button", name="Ga verder").click()
    chooses(page, "Tegen")
    expect(page.get_by_role("heading", name="Je stem zit in de stembus")).to_be_visible()


def types_the_paper_of_henk(page, vote, code, site):
    """Two people type his slip and count the envelopes, apart from each other."""
    page.goto(f"{site}{vote.get_absolute_url()}papier/")
    fill_in(page, code=code)
    page.get_by_label("Blanco").check()
    page.get_by_role("button", name="Bewaar dit stembiljet").click()
    fill_in(page, envelopes="1")
    page.get_by_role("button", name="Bewaar mijn telling").click()


def the_rest_of_the_neighbourhood_votes(vote, letters):
    """With 153 more the count comes to 156; eighty neighbours do not vote."""
    choices = [FOR] * 153 + [AGAINST] * 20 + [BLANK] * 2
    for code, choice in zip(letters, choices, strict=False):
        voting.cast(vote.pk, code, choice, now=timezone.now())


def chooses(page, answer):
    page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Breng mijn stem uit").click()


# --- closing, and the route ---


def the_last_day_passes(vote):
    Vote.objects.filter(pk=vote.pk).update(closes_at=timezone.now() - timedelta(minutes=1))


def closes_and_publishes(page, vote, site):
    """What ties a code to a ballot is destroyed; then everyone sees what came out."""
    page.goto(f"{site}{vote.get_absolute_url()}beheer/")
    page.get_by_role("button", name="Sluit de stemming").click()
    assert not ballot_box.has_key(vote.pk)
    page.get_by_role("button", name="Maak de uitslag openbaar").click()
    expect(page.get_by_text("Voor: 156 van de 260")).to_be_visible()
    expect(page.get_by_text("Dat is genoeg.")).to_be_visible()
    expect(page.get_by_text("Hij staat nog niet in de route.")).to_be_visible()


def puts_the_result_in_the_route(page, vote, site):
    """Amina has the role in the route that Joost has not."""
    page.goto(f"{site}{vote.get_absolute_url()}")
    page.get_by_role("button", name="Zet de uitslag in de route").click()
    expect(page.get_by_text("De uitslag staat in de route.")).to_be_visible()
    counted = Run.objects.get(title=ROUTE).state["votes"]["richting"]
    assert (counted["agree"], counted["against"], counted["of"]) == (156, 21, {"residents": 260})


def closes_the_stage(page, site):
    """Sixty per cent of everyone who lives there: the gate is open."""
    page.goto(f"{site}/werk/")
    page.get_by_role("link", name=ROUTE).click()
    page.get_by_role("button", name="Rond deze stap af").click()
    expect(page.locator("[aria-current=step] .steps__title")).to_contain_text("Stem over het aanbod")


# --- word for each of the five ---


def amina_reads_that_the_result_is_there(page, vote, site):
    page.goto(f"{site}/mijn/berichten/")
    page.get_by_role("link", name=f"De uitslag van {vote.title} is er.").click()
    expect(page.get_by_text("Voor: 156 van de 260")).to_be_visible()


def karin_has_it_in_her_mail(mailbox, vote):
    [letter] = [one for one in mailbox if one.to == ["karin@voorbeeld.example"]]
    assert f"De uitslag van {vote.title} is er." in letter.body
    assert vote.get_absolute_url() in letter.body


def joost_tells_amina_who_has_no_mail(page, site):
    page.goto(f"{site}/meedoen/berichten/vechtzoom/papier/")
    page.get_by_role("group", name="Amina Voorbeeld").get_by_label("De uitslag van").check()
    page.get_by_role("button", name="Dit heb ik verteld").click()
    expect(page.get_by_role("status")).to_contain_text("1 bericht is verteld.")


def henk_counts_again_on_paper(page, vote, site):
    """Joost prints every ballot for him, and the page that tells how to count; his own is one of the three."""
    page.goto(f"{site}{vote.get_absolute_url()}print/natellen/")
    expect(page.locator("h1")).to_have_text("Natellen met de hand")
    page.goto(f"{site}{vote.get_absolute_url()}print/stemmen/")
    ballots = page.locator(".all-ballots strong").all_inner_texts()
    assert {answer: ballots.count(answer) for answer in "123"} == {"1": 156, "2": 21, "3": 3}


def fatma_reads_the_result(page, vote, site):
    page.goto(f"{site}{vote.get_absolute_url()}")
    reads_from_right_to_left(page)
    row = page.locator("table.tally tbody tr").first
    expect(row.locator("span").first).to_have_attribute("lang", "ar")
    expect(row.locator(".tally__number")).to_have_text("156")


def bram_counts_again_with_the_program(page, vote, site, folder):
    """He downloads the ballots and the result, and the small program that stands apart from the site."""
    page.goto(f"{site}{vote.get_absolute_url()}")
    ballots, result, program = folder / "stemmen.csv", folder / "uitslag.json", folder / "recount.py"
    for link, file in (("Alle stemmen als bestand (CSV)", ballots), ("Het telprogramma", program)):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        download.value.save_as(file)
    result.write_bytes(page.request.get(f"{page.url}uitslag.json").body())
    assert json.loads(result.read_text())["ballots"] == 180
    assert program.read_bytes() == RECOUNT.read_bytes()
    assert counted_again(program, ballots, result).returncode == 0

    ballots.write_text(ballots.read_text().replace(",2,Tegen", ",1,Voor", 1))
    assert "157 counted, 156 published" in counted_again(program, ballots, result).stdout


def counted_again(program, ballots, result):
    return subprocess.run([sys.executable, program, ballots, "--result", result], capture_output=True, text=True)
