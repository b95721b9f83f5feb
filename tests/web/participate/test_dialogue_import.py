"""Conversations held elsewhere come in by the files of Polis, and go out the same; what is odd is refused with its row."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.web.participate.dialogue_world import CAMPS, day, mapped, speak
from wijkwerk.web.participate import mapping, sheets, talking
from wijkwerk.web.participate.models import Dialogue, MapOfOpinions, Opinion, Participant, Statement
from wijkwerk.web.participate.refusals import NotNow

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
REAL = Path(__file__).parents[2] / "data" / "polis"
VOTES = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n7,1,0,2,1,1,1,-1,\n3,0,0,2,1,0,1,,0\n"
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1,x,0,5,2,0,1,The square is for all.\n2,x,1,5,0,1,1,No cars.\n3,x,2,5,0,0,-1,Rubbish.\n"
)
tokens = iter(f"import-token-{number:06}" for number in range(10**6))


def take_in(client, cast, votes=VOTES, comments=COMMENTS, **data):
    client.force_login(cast.joost, backend=BACKEND)
    given = {
        "form_token": next(tokens), "title": "Elders", "question": "Wat vind je?", "intro": "",
        "closed_on": day(-9).isoformat(), "language": "en",
        "votes": SimpleUploadedFile("participants-votes.csv", votes if isinstance(votes, bytes) else votes.encode()),
        "comments": SimpleUploadedFile("comments.csv", comments if isinstance(comments, bytes) else comments.encode()),
        **data,
    }  # fmt: skip
    return client.post(reverse("participate:dialogue-import", args=[cast.area.slug]), given)


def test_statements_and_votes_come_in_as_a_conversation_of_nobody(client, cast):
    response = take_in(client, cast)

    dialogue = Dialogue.objects.get()
    assert response.url == dialogue.get_absolute_url()
    assert list(Statement.objects.values_list("number", "text", "language", "state", "votes")) == [
        (0, "The square is for all.", "en", "open", 2),
        (1, "No cars.", "en", "open", 1),
    ]
    assert sorted(Opinion.objects.values_list("statement__number", "value")) == [(0, 1), (0, 1), (1, -1)]
    assert Participant.objects.filter(person=None, letter=None).count() == Participant.objects.count() == 2
    assert "Lees de eerste stelling" not in client.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"votes": ""}, "het bestand is leeg"),
        ({"votes": "a,b\n1,2\n"}, "geen kolommen van Polis"),
        ({"votes": VOTES.replace(",-1,\n", ",9,\n")}, "rij 2"),
        ({"votes": VOTES + "7,1,0,2,1,1,1,-1,\n"}, "rij 4"),
        ({"votes": VOTES.encode("utf-16")}, "UTF-8"),
        ({"votes": "participant,8\n1,1\n"}, "stelling 8"),
        ({"comments": COMMENTS.replace("No cars.", "Bel 111222333")}, "burgerservicenummer"),
        ({"comments": COMMENTS.replace("No cars.", "a" * 1001)}, "Stelling 1"),
        ({"comments": COMMENTS.replace("5,2,0,1", "5,2,9,1")}, "2 keer eens en 9 keer oneens, bij de stemmen 2 en 0"),
        ({"comments": COMMENTS + "4,x,3,5,0,1,1,Quiet.\n"}, "op stelling 3 gestemd"),
        ({"comments": COMMENTS.replace("5,2,0,1", "5,veel,0,1")}, "rij 2"),
        ({"closed_on": day(0).isoformat()}, "Kies een dag die voorbij is."),
    ],
)
def test_an_odd_file_is_refused_with_its_row_and_nothing_is_kept(client, cast, wrong, sentence):
    page = take_in(client, cast, **wrong)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not Dialogue.objects.exists()
    assert not Statement.objects.exists()


def test_a_vote_that_polis_counted_twice_and_counts_that_are_not_there_refuse_nothing(client, cast):
    many = "participant,0\n" + "".join(f"{number},1\n" for number in range(20))
    twice = "comment-id,agrees,disagrees,moderated,comment-body\n0,21,1,1,The square is for all.\n"
    bare = "comment-id,comment-body\n0,The square is for us.\n"

    for comments in (twice, bare):
        take_in(client, cast, votes=many, comments=comments)

    assert Dialogue.objects.count() == 2


def test_a_conversation_that_is_there_already_comes_in_again_only_on_purpose(client, cast):
    take_in(client, cast)
    there = Dialogue.objects.get()

    page = take_in(client, cast, title="Nog eens").content.decode()
    assert "Dit gesprek staat er al" in page and f'href="{there.get_absolute_url()}"' in page
    assert 'name="again"' in page and "Neem het toch nog een keer over" in page
    assert Dialogue.objects.get() == there

    take_in(client, cast, title="Nog eens", again="on")
    take_in(client, cast, title="Andere stemmen", votes=VOTES.replace(",1,,0\n", ",1,0,0\n"))
    assert sorted(Dialogue.objects.values_list("title", flat=True)) == ["Andere stemmen", "Elders", "Nog eens"]


def test_a_cell_with_a_formula_comes_in_as_words_and_goes_out_harmless(client, cast):
    take_in(client, cast, comments=COMMENTS.replace("No cars.", "=1+1"))

    assert Statement.objects.get(number=1).text == "=1+1"


def test_a_file_that_is_too_large_is_not_read(client, cast, monkeypatch):
    monkeypatch.setattr("wijkwerk.web.participate.dialogue_forms.MOST_BYTES", 10)

    assert "groter dan" in take_in(client, cast).content.decode()


def test_more_votes_than_a_page_can_take_go_to_the_command_line(client, cast, monkeypatch):
    monkeypatch.setattr("wijkwerk.web.participate.dialogue_import.MOST_VOTES", 2)

    assert "opdrachtregel" in take_in(client, cast).content.decode()
    assert not Dialogue.objects.exists()


def test_what_went_out_comes_in_as_the_same_map(client, cast):
    first = mapped(cast, days=-9)
    speak(first, CAMPS[0], each=3)
    mapping.renew(first, now=timezone.now(), is_forced=True)
    names = ("dialogue-votes-csv", "dialogue-comments-csv")
    files = [client.get(reverse(f"participate:{name}", args=[first.area.slug, first.slug])).content for name in names]

    take_in(client, cast, votes=files[0], comments=files[1], again="on")
    second = Dialogue.objects.exclude(pk=first.pk).get()
    mapping.draw_now.call(second.pk)

    one, other = (json.loads(bytes(MapOfOpinions.objects.get(dialogue=each).content)) for each in (first, second))
    assert one["map"] == other["map"]


def test_a_real_conversation_comes_in_whole(client, cast):
    votes, comments = (
        (REAL / f"brexit-consensus.{name}.csv").read_bytes() for name in ("participants-votes", "comments")
    )

    take_in(client, cast, votes=votes, comments=comments)
    dialogue = Dialogue.objects.get()
    mapping.draw_now.call(dialogue.pk)

    rows = list(csv.DictReader(io.StringIO(votes.decode())))
    cast_votes = sum(bool(row[name]) for row in rows for name in row if name.isdigit())
    assert Opinion.objects.count() == cast_votes
    page = client.get(reverse("participate:dialogue-map", args=[cast.area.slug, dialogue.slug]))
    assert page.status_code == 200
    assert 'class="opinions"' in page.content.decode()


def test_a_statement_that_may_harm_somebody_is_read_first_and_its_votes_wait_with_it(client, cast):
    page = take_in(client, cast, comments=COMMENTS.replace("No cars.", "Bel Jan Jansen de dealer op 06-12345678."))

    held = Statement.objects.get(number=1)
    assert (held.state, held.votes) == ("held", 1)
    shown = client.get(page.url).content.decode()
    assert "1 stelling lijkt over iemand te gaan" in shown
    assert "06-12345678" not in shown


def test_a_statement_that_came_in_with_votes_is_on_the_map_once_it_is_read(client, cast, monkeypatch):
    take_in(client, cast, comments=COMMENTS.replace("No cars.", "Bel 06-12345678."))
    asked = []
    monkeypatch.setattr(mapping, "ask", lambda dialogue, **how: asked.append((dialogue, how)))

    held = Statement.objects.get(number=1)
    talking.place(held, by=cast.els, read="held", today=day(0))

    assert asked == [(held.dialogue_id, {"at_once": True})]


def test_nobody_adds_to_a_conversation_that_was_held_elsewhere_or_moves_its_last_day(client, cast):
    page = client.get(take_in(client, cast).url).content.decode()
    dialogue = Dialogue.objects.get()

    assert f"afgelopen op {date_format(day(-9), 'j F Y')}" in page and "open van" not in page
    for name in ("dialogue-sheets", "dialogue-move", "dialogue-sheet"):
        words = [cast.area.slug, dialogue.slug, *([1] if name == "dialogue-sheet" else [])]
        assert reverse(f"participate:{name}", args=words) not in page
    with pytest.raises(NotNow, match="was elders"):
        talking.move_end(dialogue, day(3), "Nog even.", by=cast.joost, now=timezone.now())
    with pytest.raises(NotNow, match="was elders"):
        sheets.type_sheet(dialogue, {0: 1}, "paper", by=cast.joost, today=day(0), now=timezone.now())
