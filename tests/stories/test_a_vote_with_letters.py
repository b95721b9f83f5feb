"""A whole vote: letters, a voter with a telephone, one without script who changes her mind, one on paper, and the count."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from wijkwerk.web.participate import codes
from wijkwerk.web.participate.models import Vote
from wijkwerk.web.work.models import Run

RECOUNT = Path(__file__).resolve().parents[2] / "tools" / "recount.py"
ROUTE = "Van het gas af in de Vechtzoom (voorbeeld)"


def test_the_second_vote_of_the_vechtzoom_is_held_and_recounted(neighbourhood, sign_in, new_context, tmp_path):
    joost = new_context(locale="nl-NL").new_page()
    sign_in(joost, "joost")
    vote = make_vote(joost, neighbourhood)
    letters = print_letters(joost, vote)

    # With a telephone: the picture on the letter brings the code along, behind a #.
    amina = new_context(locale="nl-NL", viewport={"width": 320, "height": 640}).new_page()
    asked: list[str] = []
    amina.on("request", lambda request: asked.append(request.url))
    amina.goto(f"{neighbourhood}/stem/#{letters[0]}")
    amina.get_by_role("button", name="Ga verder").click()
    choose(amina, "Voor")
    expect(amina.get_by_role("heading", name="Je stem zit in de stembus")).to_be_visible()
    assert not [url for url in asked if letters[0] in url]

    # Without script, in Arabic, typed over from paper; and afterwards another choice.
    fatma = new_context(locale="ar", java_script_enabled=False).new_page()
    for choice in ("Tegen", "Voor"):
        fatma.goto(f"{neighbourhood}/meedoen/stemming/{vote.pk}/stemmen/")
        fatma.locator("[name=code]").fill(letters[1].lower())
        fatma.get_by_label(choice).check()
        fatma.locator("form.ballot button[type=submit]").click()
        fatma.wait_for_url("**/gestemd/**")

    # On paper: two people type it, and count the envelopes.
    els = new_context(locale="nl-NL").new_page()
    sign_in(els, "els")
    for page in (joost, els):
        page.goto(f"{neighbourhood}/meedoen/stemming/{vote.pk}/papier/")
        page.get_by_label("De code op het stembiljet").fill(letters[2])
        page.get_by_label("Tegen").check()
        page.get_by_role("button", name="Bewaar dit stembiljet").click()
        page.get_by_label("Hoeveel enveloppen zaten er in de bus?").fill("1")
        page.get_by_role("button", name="Bewaar mijn telling").click()
    expect(els.get_by_text("Alles klopt. Er tellen 1 papieren stemmen.")).to_be_visible()

    Vote.objects.filter(pk=vote.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    joost.goto(f"{neighbourhood}/meedoen/stemming/{vote.pk}/beheer/")
    joost.get_by_role("button", name="Sluit de stemming").click()
    joost.get_by_role("button", name="Maak de uitslag openbaar").click()
    expect(joost.get_by_text("Voor: 2 van de 260")).to_be_visible()
    expect(joost.get_by_text("Hij staat nog niet in de route.")).to_be_visible()

    # Amina has the role in the route that Joost has not.
    sign_in(amina, "amina")
    amina.goto(f"{neighbourhood}/meedoen/stemming/{vote.pk}/")
    amina.get_by_role("button", name="Zet de uitslag in de route").click()
    expect(amina.get_by_text("De uitslag staat in de route.")).to_be_visible()
    assert Run.objects.get(title=ROUTE).state["votes"]["richting"]["agree"] == 2

    recount(amina, tmp_path)


def make_vote(page, site):
    """From the page of the route, as its second vote."""
    page.goto(f"{site}/werk/")
    page.get_by_role("link", name=ROUTE).click()
    page.get_by_role("link", name="Houd hier een stemming").click()
    page.get_by_label("Wat is de vraag?").fill("Is een warmtenet de goede richting?")
    page.get_by_label("Wanneer gaat de stemming open?").fill("2026-01-01T10:00")
    page.get_by_label("Wanneer gaat zij dicht?").fill("2099-01-01T10:00")
    page.get_by_role("button", name="Bewaar de stemming").click()
    page.get_by_label("Hoeveel brieven?").fill("20")
    page.get_by_role("button", name="Maak de brieven").click()
    expect(page.locator(".letter")).to_have_count(20)
    return Vote.objects.get()


def print_letters(page, vote):
    """The codes as they stand on the letters, which are gone from here afterwards."""
    letters = ["".join(one.split()) for one in page.locator(".letter__code").all_inner_texts()]
    page.get_by_role("button", name="Alles is geprint: vernietig de leesbare codes").click()
    assert codes.letters_of(vote.pk, 1) == []
    page.get_by_role("button", name="Zet de stemming klaar").click()
    expect(page.get_by_text("Iedereen kan haar zien.")).to_be_visible()
    return letters


def choose(page, answer):
    page.get_by_label(answer).check()
    page.get_by_role("button", name="Breng mijn stem uit").click()


def recount(page, folder):
    """Whoever likes downloads the ballots and counts them again."""
    ballots, result = folder / "stemmen.csv", folder / "uitslag.json"
    with page.expect_download() as download:
        page.get_by_role("link", name="Alle stemmen als bestand (CSV)").click()
    download.value.save_as(ballots)
    result.write_bytes(page.request.get(f"{page.url}uitslag.json").body())
    assert json.loads(result.read_text())["ballots"] == 3
    counted = subprocess.run([sys.executable, RECOUNT, ballots, "--result", result], capture_output=True, text=True)
    assert counted.returncode == 0, counted.stdout
