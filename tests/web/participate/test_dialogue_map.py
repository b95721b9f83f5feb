"""The map of opinions: the same votes give the same bytes, nobody is on it but for themselves, and the words are true."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.web.participate.dialogue_world import CAMPS, TEXTS, make_dialogue, mapped, speak, with_statements
from wijkwerk.analysis.opinion_map import opinion_map, packed
from wijkwerk.analysis.opinion_map.public import OwnPlace
from wijkwerk.web.participate import mapping, talking
from wijkwerk.web.participate.map_drawing import EDGE, HEIGHT, WIDTH, picture_of
from wijkwerk.web.participate.map_floor import figures, floored
from wijkwerk.web.participate.map_keeping import (
    mark_of,
    pack_places,
    pack_votes,
    place_of,
    said_before,
    unpack_votes,
)
from wijkwerk.web.participate.models import MapOfOpinions, Opinion, Participant, Statement

BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
votes_of_people = st.lists(
    st.dictionaries(st.integers(0, 30), st.sampled_from([-1, 0, 1]), min_size=1, max_size=12), min_size=1, max_size=30
)


def page(client, name, dialogue, person=None, **query):
    if person:
        client.force_login(person, backend=BACKEND)
    return client.get(reverse(f"participate:{name}", args=[dialogue.area.slug, dialogue.slug]), query)


def said(people):
    rows = [(at, number, value) for at, one in enumerate(people, start=1) for number, value in one.items()]
    return packed(*(np.array(column, np.int64) for column in zip(*rows, strict=True)))


# --- as bytes ---


@given(votes_of_people)
def test_votes_that_were_packed_come_out_as_they_were(people):
    votes = said(people)

    again = unpack_votes(pack_votes(votes))

    assert pack_votes(again) == pack_votes(votes)
    assert [(n, s.tolist(), v.tolist()) for n, s, v in again.rows()] == [
        (n, s.tolist(), v.tolist()) for n, s, v in votes.rows()
    ]


def test_a_place_is_found_by_who_has_it_and_by_nobody_else():
    people = [uuid4() for _one in range(20)]
    votes = said([dict(enumerate(CAMPS[at % 2])) for at in range(20)])
    kept = pack_places(people, [mark_of([(1, 1)])] * 20, opinion_map(votes))

    assert place_of(kept, people[0]) != place_of(kept, people[1])
    assert place_of(kept, people[0]) == place_of(kept, people[2])
    assert place_of(kept, uuid4()) is None
    assert said_before(kept) == dict.fromkeys(people, mark_of([(1, 1)]))
    assert place_of(b"", people[0]) is None


@pytest.mark.django_db
def test_the_same_opinions_give_the_same_bytes_whatever_order_they_came_in(cast):
    dialogue = mapped(cast)
    first = MapOfOpinions.objects.get()
    rows = list(Opinion.objects.values("statement_id", "participant_id", "value"))
    Opinion.objects.all().delete()
    Opinion.objects.bulk_create(Opinion(**row) for row in reversed(rows))

    assert mapping.drawn(mapping.said_in(dialogue)) == (bytes(first.content), bytes(first.votes), bytes(first.places))


@pytest.mark.django_db
def test_who_runs_the_published_table_again_gets_the_published_map(cast, client):
    dialogue = mapped(cast)
    rows = list(csv.DictReader(io.StringIO(page(client, "dialogue-votes-csv", dialogue).content.decode())))
    given_votes = [
        (int(row["participant"]), int(n), int(row[n])) for row in rows for n in row if n.isdigit() and row[n]
    ]

    report = opinion_map(packed(*(np.array(column, np.int64) for column in zip(*given_votes, strict=True))))

    published = page(client, "dialogue-map-json", dialogue).json()["report"]["map"]
    assert floored(report) == published
    assert sorted(group["size"] for group in published["groups"]) == [8, 8]


# --- when there is a new one ---


@pytest.mark.django_db
def test_without_anything_new_there_is_no_new_map(cast):
    dialogue = mapped(cast)
    before = MapOfOpinions.objects.get().at

    assert not mapping.renew(dialogue, now=timezone.now() + timedelta(hours=1))
    assert not mapping.renew(dialogue, now=timezone.now() + timedelta(hours=1), is_forced=True)
    assert MapOfOpinions.objects.get().at == before


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "is_new"), [(1, False), (4, False), (5, True)])
def test_a_new_map_waits_for_five_people(cast, number, is_new):
    dialogue = mapped(cast)

    speak(dialogue, CAMPS[0], each=number)

    assert mapping.renew(dialogue, now=timezone.now()) is is_new


@pytest.mark.django_db
def test_after_the_last_day_the_last_word_counts_as_well(cast):
    dialogue = mapped(cast)
    speak(dialogue, CAMPS[0], each=1)

    assert mapping.renew(dialogue, now=timezone.now() + timedelta(days=30))
    assert json.loads(bytes(MapOfOpinions.objects.get().content))["people"] == 17


@pytest.mark.django_db
def test_many_answers_ask_for_one_map(cast, monkeypatch):
    asked = []

    class Later:
        def using(self, **_):
            return self

        def enqueue(self, pk):
            asked.append(pk)

    monkeypatch.setattr(mapping, "draw", Later())
    dialogue = make_dialogue(cast.area, cast.joost)
    with_statements(dialogue)
    for number in range(1, 6):
        talking.answer(dialogue, number, 1, by=cast.amina, today=timezone.localdate())

    assert asked == [dialogue.pk]
    mapping.renew(dialogue, now=timezone.now())
    talking.answer(dialogue, 6, 1, by=cast.amina, today=timezone.localdate())
    assert asked == [dialogue.pk] * 2


@pytest.mark.django_db
def test_the_task_in_the_background_draws_the_map(cast):
    dialogue = make_dialogue(cast.area, cast.joost)
    with_statements(dialogue)
    speak(dialogue)

    mapping.draw.call(dialogue.pk)
    mapping.draw.call(10**9)

    assert json.loads(bytes(MapOfOpinions.objects.get().content))["people"] == 16


# --- nobody is on it but for themselves ---


@pytest.mark.django_db
def test_what_is_public_holds_no_participant_and_no_place_of_one_person(cast, client):
    dialogue = mapped(cast, person=cast.amina)
    secrets = [str(one) for one in Participant.objects.values_list("pk", flat=True)]
    secrets += [one.replace("-", "") for one in secrets]
    own = mapping.read_by(dialogue, cast.amina).own
    assert own is not None
    assert own.group is not None
    names = ("dialogue-map", "dialogue-map-json", "dialogue-votes-csv", "dialogue-comments-csv", "dialogue")

    public = {name: page(client, name, dialogue).content.decode() for name in names}

    for name, text in public.items():
        assert not [secret for secret in secrets if secret in text], name
        assert "amina" not in text.casefold(), name
        assert "hier sta jij" not in text, name
    assert set(json.loads(public["dialogue-map-json"])["report"]) == {
        "recipe", "people", "on_paper", "votes", "map", "stability",
    }  # fmt: skip
    assert "positions" not in public["dialogue-map-json"]
    assert "participants" not in public["dialogue-map-json"]


@pytest.mark.django_db
def test_a_person_finds_their_own_place_and_another_does_not(cast, client):
    dialogue = mapped(cast, person=cast.amina)

    assert "hier sta jij" in page(client, "dialogue-map", dialogue, cast.amina).content.decode()
    assert "hier sta jij" not in page(client, "dialogue-map", dialogue, cast.joost).content.decode()


@pytest.mark.django_db
def test_the_numbers_of_the_table_tell_nothing_of_who_came_when(cast, client):
    dialogue = make_dialogue(cast.area, cast.joost)
    with_statements(dialogue)
    speak(dialogue, *((1,) * at + (-1,) * (8 - at) for at in range(8)), each=2)
    mapping.renew(dialogue, now=timezone.now())

    table = list(csv.DictReader(io.StringIO(page(client, "dialogue-votes-csv", dialogue).content.decode())))

    agreed = [int(row["n-agree"]) for row in table]
    assert [int(row["participant"]) for row in table] == list(range(1, 17))
    assert sorted(agreed) != agreed
    assert sorted(agreed) == sorted([*range(8), *range(8)])


@pytest.mark.django_db
def test_the_list_of_statements_has_no_times_and_no_writers(cast, client):
    dialogue = mapped(cast)
    Statement.objects.filter(number=1).update(text="=HYPERLINK(1)")

    table = list(csv.DictReader(io.StringIO(page(client, "dialogue-comments-csv", dialogue).content.decode())))

    assert {row["timestamp"] + row["datetime"] + row["author-id"] for row in table} == {""}
    assert (table[0]["comment-body"], table[0]["agrees"], table[0]["disagrees"]) == ("'=HYPERLINK(1)", "8", "8")


@pytest.mark.django_db
def test_of_fewer_than_ten_people_there_is_no_map_and_no_table(cast, client):
    dialogue = make_dialogue(cast.area, cast.joost)
    with_statements(dialogue)
    speak(dialogue, each=4)
    mapping.renew(dialogue, now=timezone.now())

    assert page(client, "dialogue-map-json", dialogue).json()["report"]["map"] is None
    assert page(client, "dialogue-votes-csv", dialogue).status_code == 404
    assert page(client, "dialogue-comments-csv", dialogue).status_code == 404
    assert "De kaart komt als minstens 10 mensen meededen." in page(client, "dialogue-map", dialogue).content.decode()


@pytest.mark.django_db
def test_until_the_worker_comes_it_is_said_that_the_map_is_being_made(cast, client):
    dialogue = make_dialogue(cast.area, cast.joost)
    with_statements(dialogue)
    speak(dialogue, each=8)

    framed = client.get(reverse("participate:dialogue-embedded", args=[dialogue.area.slug, dialogue.slug]))
    for shown in (page(client, "dialogue-map", dialogue).content.decode(), framed.content.decode()):
        assert "De kaart wordt gemaakt." in shown
        assert "De kaart komt als minstens" not in shown


@pytest.mark.django_db
def test_the_tenth_person_makes_the_first_map_without_waiting_for_five(cast):
    dialogue = make_dialogue(cast.area, cast.joost)
    with_statements(dialogue)
    speak(dialogue, each=4)
    mapping.renew(dialogue, now=timezone.now())
    speak(dialogue, each=1)

    assert mapping.renew(dialogue, now=timezone.now())
    assert mapping.votes_of(dialogue) is not None


@pytest.mark.parametrize(
    ("voters", "with_it", "shown"), [(9, 5, False), (10, 10, False), (10, 0, False), (10, 9, True), (50, 1, True)]
)
def test_figures_of_few_or_of_one_mind_are_not_shown(voters, with_it, shown):
    assert figures(voters, with_it) == ({"voters": voters, "with_it": with_it} if shown else None)


def test_a_group_of_four_is_neither_drawn_nor_told_of():
    votes = said([dict(enumerate(CAMPS[0]))] * 12 + [dict(enumerate(CAMPS[1]))] * 4)

    public = floored(opinion_map(votes))

    assert [group["size"] for group in public["groups"]] == [12]
    assert public["not_drawn"]
    assert not public["divides"]


@pytest.mark.django_db
def test_a_statement_that_is_taken_away_leaves_the_map_and_the_table(cast, client):
    dialogue = mapped(cast)
    statement = Statement.objects.get(number=2)
    assert TEXTS[1] in page(client, "dialogue-map", dialogue).content.decode()

    talking.refuse(statement, "new", "Staat er al.", by=cast.joost, read="open")

    assert TEXTS[1] not in page(client, "dialogue-map", dialogue).content.decode()
    mapping.draw_now.call(dialogue.pk)
    header = page(client, "dialogue-votes-csv", dialogue).content.decode().splitlines()[0].split(",")
    assert "2" not in header
    assert "1" in header


# --- in words and as a drawing ---


@pytest.mark.django_db
def test_the_words_say_what_binds_and_what_divides(cast, client):
    dialogue = mapped(cast)
    Statement.objects.create(dialogue=dialogue, number=9, text="Niemand zag dit nog.", state="open")

    text = page(client, "dialogue-map", dialogue).content.decode()

    binds = text.split('id="binds-title"')[1].split("</section>")[0]
    divides = text.split('id="divides-title"')[1].split("</section>")[0]
    unvoted = text.split('id="unvoted-title"')[1].split("</section>")[0]
    assert TEXTS[1] in binds
    assert TEXTS[4] in binds
    assert TEXTS[0] not in binds
    assert TEXTS[0] in divides
    assert TEXTS[1] not in divides
    assert "Niemand zag dit nog." in unvoted
    assert "Groep 1: 8 mensen" in text
    assert text.index('id="binds-title"') < text.index('id="divides-title"') < text.index('id="picture-title"')


content = st.lists(
    st.tuples(st.integers(5, 3000), st.floats(-40, 40, allow_nan=False), st.floats(-40, 40, allow_nan=False)),
    min_size=1,
    max_size=5,
).map(
    lambda groups: {
        "groups": [{"id": at, "size": size, "centre": [x, y]} for at, (size, x, y) in enumerate(groups, start=1)]
    }
)


@given(content, st.floats(-99, 99), st.floats(-99, 99), st.integers(0, 5))
def test_the_drawing_stays_in_its_frame_and_is_the_same_every_time(public, x, y, group):
    own = OwnPlace((x, y), group or None)

    picture = picture_of(public, own)

    assert picture is not None
    assert picture == picture_of(public, own)
    for cloud in picture.clouds:
        assert cloud.radius - 1 <= cloud.x <= WIDTH - cloud.radius + 1
        assert cloud.radius - 1 <= cloud.y <= HEIGHT - cloud.radius + 1
        assert len(cloud.dots) == -(-cloud.size // picture.people_per_dot)
    assert picture.you is not None
    assert 0 <= picture.you.x <= WIDTH
    assert picture.top <= picture.you.y <= picture.top + picture.height
    assert picture.height <= HEIGHT + EDGE


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_asked"), [(3, True), (-1, False)], ids=["open", "closed"])
@pytest.mark.django_db
def test_only_an_open_dialogue_asks_for_the_statement_that_is_missing(client, cast, days, is_asked):
    dialogue = make_dialogue(cast.area, cast.joost, days=days)
    with_statements(dialogue)
    speak(dialogue, (1,) * len(TEXTS), (-1,) * len(TEXTS))
    mapping.renew(dialogue, now=timezone.now())

    binds = page(client, "dialogue-map", dialogue).content.decode().split('id="binds-title"')[1].split("</section>")[0]

    assert "in elke groep genoeg mensen hetzelfde" in binds
    assert ("breng een stelling" in binds) == is_asked


@pytest.mark.parametrize(("began", "words"), [(1, "<li>open van"), (-2, "<li>open op")], ids=["two days", "one day"])
@pytest.mark.django_db
def test_a_dialogue_of_one_day_says_that_day_once(client, cast, began, words):
    dialogue = make_dialogue(cast.area, cast.joost, days=2, began=began)

    assert words in page(client, "dialogue", dialogue).content.decode()


def test_what_binds_is_not_told_again_as_what_divides_and_a_few_are_not_the_group(cast):
    dialogue = mapped(cast)
    speak(dialogue, (1, 1, 1, 1, -1, 0, -1, 1), each=3)
    mapping.renew(dialogue, now=timezone.now(), is_forced=True)

    public = mapping.read_by(dialogue, None).content
    assert public is not None
    binds, divides = ({one["statement"] for one in public["map"][name]} for name in ("binds", "divides"))
    assert binds
    assert divides
    assert not binds & divides


def test_without_groups_there_is_no_drawing():
    assert picture_of({"groups": []}) is None
