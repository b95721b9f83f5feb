"""Everybody can see how often something was held, not placed or restored, and by which house rule; never what or whose."""

from __future__ import annotations

import csv
import io
from secrets import token_hex

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.web.participate.dialogue_world import address, make_dialogue, make_statement
from tests.web.participate.rounds_world import make_idea, make_round, words_of
from wijkwerk.web.participate import ideas, judgements, talking
from wijkwerk.web.participate.house_rules import RULES
from wijkwerk.web.participate.models import Judgement, Statement
from wijkwerk.web.participate.rounds import Taker

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
TODAY = timezone.localdate()


@pytest.fixture
def judged(cast):
    """A dialogue in which a statement was refused, one came back after an appeal, and one was taken away."""
    dialogue = make_dialogue(cast.area, cast.joost)
    brought = [talking.bring(dialogue, f"Geheim {n}.", "nl", by=cast.amina, today=TODAY) for n in range(3)]
    for one in brought[:2]:
        talking.refuse(one, "one-thing", "Twee dingen.", by=cast.joost, read="held")
    back = brought[1]
    talking.appeal(back, "Het is één ding.", by=cast.amina, today=TODAY)
    talking.place(Statement.objects.get(pk=back.pk), by=cast.els, read="appealed", today=TODAY)
    talking.place(brought[2], by=cast.joost, read="held", today=TODAY)
    talking.refuse(Statement.objects.get(pk=brought[2].pk), "no-link", "Een link.", by=cast.els, read="open")
    return dialogue


def counts(subject):
    return [(one.act, one.rule[:20], one.number) for one in judgements.counted(subject)]


def test_what_was_judged_is_counted_by_house_rule(judged):
    assert counts(judged) == [
        ("held", "", 3),
        ("refused", "Je zegt één ding per", 2),
        ("removed", "Er staat geen link i", 1),
        ("restored", "Je zegt één ding per", 1),
    ]


def test_the_count_stays_when_the_writer_takes_the_words_back(judged, cast):
    talking.withdraw(Statement.objects.get(state="refused", rule="one-thing"), by=cast.amina)

    assert ("refused", "Je zegt één ding per", 2) in counts(judged)


def test_a_second_no_after_an_appeal_is_no_second_refusal(cast):
    dialogue = make_dialogue(cast.area, cast.joost)
    one = make_statement(dialogue, by=cast.amina)
    talking.refuse(one, "one-thing", "Twee dingen.", by=cast.joost, read="held")
    talking.appeal(one, "Niet waar.", by=cast.amina, today=TODAY)
    talking.refuse(Statement.objects.get(pk=one.pk), "one-thing", "Toch.", by=cast.els, read="appealed")

    assert [number for *_what, number in counts(dialogue)] == [1]


def test_an_idea_that_is_held_and_not_placed_is_counted_and_its_writer_reads_the_rule(cast, client):
    round = make_round(cast)
    words = ideas.Words(title="Jan uit nummer 3 moet weg", text="", theme=round.themes.get(slug="groen"))
    taker = Taker(cast.amina)
    idea = ideas.bring_idea(round, words, taker=taker, now=timezone.now(), today=TODAY, is_read_first=True)
    client.force_login(cast.karin, backend=BACKEND)
    refuse = reverse("participate:idea-refuse", kwargs={**words_of(round), "number": idea.number})

    client.post(refuse, {"version": "0", "why": "Er staat een naam in.", "form_token": token_hex(16)})
    assert counts(round) == [("held", "", 1)]
    given = {"version": "0", "rule": "nobody-named", "why": "Er staat een naam in.", "form_token": token_hex(16)}
    client.post(refuse, given)

    assert counts(round) == [("held", "", 1), ("refused", "Je schrijft niet ove", 1)]
    client.force_login(cast.amina, backend=BACKEND)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Je schrijft niet over één mens" in page
    assert "Er staat een naam in." in page


def test_everybody_reads_the_counts_and_nobody_reads_a_text_or_a_name(client, judged, cast):
    page = client.get(reverse("participate:dialogue-judged", kwargs=address(judged))).content.decode()
    plain = client.get(reverse("participate:judged-csv")).content.decode()
    data = client.get(reverse("participate:judged-json")).content.decode()

    for text in (page, plain, data):
        assert "Je zegt één ding per stelling" in text
        for secret in ("Geheim", "Amina", "Twee dingen", "Els Martens"):
            assert secret not in text
    assert "niet geplaatst" in page


def test_all_refusals_are_one_file_and_those_of_one_dialogue_another(client, judged, cast):
    round = make_round(cast, title="=1+1")
    judgements.note(round, "refused", "no-threat")

    whole = client.get(reverse("participate:judged-json")).json()["judgements"]
    rows = list(csv.DictReader(io.StringIO(client.get(reverse("participate:judged-csv")).content.decode("utf-8-sig"))))
    one = client.get(f"{reverse('participate:judged-json')}?gebied={cast.area.slug}&dialoog={judged.slug}").json()

    assert len(whole) == len(rows) == 5
    assert [row["title"] for row in rows if row["kind"] == "round"] == ["'=1+1"]
    assert {row["slug"] for row in one["judgements"]} == {judged.slug}
    assert sum(row["number"] for row in whole if row["act"] == "refused") == 3
    assert {row["rule"] for row in whole if row["rule"]} <= {rule.id for rule in RULES}


def test_a_refusal_without_a_house_rule_cannot_be_kept(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        judgements.note(make_round(cast), "refused")


def test_where_nothing_was_held_the_page_says_what_would_be_here(client, cast):
    round = make_round(cast)
    make_idea(round)

    page = client.get(reverse("participate:round-judged", kwargs=words_of(round))).content.decode()

    assert "Hier is nog niets tegengehouden." in page
    assert not Judgement.objects.exists()
