"""The example neighbourhood shows taking part in use: everything is loaded once, by ordinary acts, from strict data."""

import shutil
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.participate.sent_form import sent_form
from wijkwerk.library.faults import Faulty
from wijkwerk.web.participate import mapping
from wijkwerk.web.participate.models import Ballot, Dialogue, Meeting, Notice, Opinion, Participant, Round, Vote
from wijkwerk.web.people.models import Person
from wijkwerk.web.work.neighbourhood import FILE, Neighbourhood

EXAMPLE = Path(__file__).resolve().parents[3] / "content" / "neighbourhoods" / "example"
LOADED = (Round, Vote, Ballot, Meeting, Dialogue, Participant, Opinion, Notice)


@pytest.fixture
def example(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Neighbourhood(EXAMPLE)


def test_everything_people_can_take_part_in_is_there_and_a_second_time_changes_nothing(example):
    example.load(password="koffie")
    there = {model: model.objects.count() for model in LOADED}
    Vote.objects.filter(kind="poll").update(question="Andere woorden, van mensen")
    example.load(password="koffie")

    assert all(there.values())
    assert {model: model.objects.count() for model in LOADED} == there
    assert Vote.objects.get(kind="poll").question == "Andere woorden, van mensen"
    look_at_the_votes()
    look_at_the_meetings()
    look_at_the_map()
    change_each_round()


def change_each_round():
    """Who leads a round of the example can change it as it stands."""
    client = Client()
    client.force_login(Person.objects.get(login="joost"), backend="wijkwerk.web.people.sign_in.LoginOrMail")
    for number, round in enumerate(Round.objects.all()):
        url = reverse("participate:round-change", args=[round.area.slug, round.slug])
        sent = sent_form(client.get(url).content.decode(), intro="Kom ook.", form_token=f"example-round-{number:06}")
        client.post(url, sent)
        assert Round.objects.get(pk=round.pk).intro == "Kom ook."


def look_at_the_votes():
    """One still runs, with names; of the other the result is there and nothing tells who chose what."""
    poll, coded = Vote.objects.get(kind="poll"), Vote.objects.get(kind="coded")
    now = timezone.now()
    assert (poll.state, poll.opens_at < now < poll.closes_at, poll.named.count()) == ("ready", True, 2)
    assert coded.state == "published"
    assert coded.result and coded.result["gate"] is not None
    assert coded.result["ballots"] == coded.result["digital"] + coded.result["paper"] == coded.result["used"]
    assert coded.result["gate"]["is_met"]
    assert not coded.result["guessable"]
    assert not coded.ballots.exclude(label=None).exists()


def look_at_the_meetings():
    """An evening that was held has its report; to the other people can still come."""
    held, coming = Meeting.objects.order_by("begins_at")
    assert held.is_told
    assert held.came and held.came <= held.most == 10
    assert held.agenda.filter(by_residents=True).exists()
    assert coming.begins_at > timezone.now()
    assert not coming.is_told
    assert coming.invited_at
    waiting = Notice.objects.filter(sent_at=None)
    assert set(waiting.values_list("url", flat=True)) == {coming.get_absolute_url()}


def look_at_the_map():
    """Two groups or more; something divides them and something binds them."""
    dialogue = Dialogue.objects.get()
    drawn = mapping.read_by(dialogue, None).content
    assert drawn
    assert drawn["people"] >= 30
    assert len([group for group in drawn["map"]["groups"] if group["size"] >= 5]) >= 2
    assert drawn["map"]["binds"]
    assert drawn["map"]["divides"]
    assert "bedacht" in dialogue.intro


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("    second: els\n", "    tweede: els\n", "‘tweede’ is not known here"),
        ("    closes: -9\n", "", "‘closes’ is missing"),
        ("votes: 61, paper: 12", "votes: veel, paper: 12", "“votes” is ‘veel’. Write a whole number."),
        ("    kind: coded\n", "    kind: geheim\n", "“kind” is ‘geheim’; choose poll or coded."),
        ('    begins: "19:30"\n', '    begins: "half acht"\n', "“begins” is ‘half acht’. Write a time"),
        ("    host: amina\n", "    host: fatma\n", "‘fatma’ does not exist here (host)."),
        ("named: [karin]", "named: [karin, sem]", "‘sem’ does not exist here (named)."),
        ("  - area: lindebuurt\n    title: Het plein", "  - area: plein\n    title: Het plein", "‘plein’ does not exist"),
        ("    answers: [\n", '    answers: [\n      "++--?",\n', "row 1 is ‘++--?’. Write a sign for each of the 12 statements"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_a_fault_with_its_line_and_nothing_is_loaded(tmp_path, right, wrong, said):
    folder = shutil.copytree(EXAMPLE, tmp_path / "example")
    text = (folder / FILE).read_text(encoding="utf-8")
    assert right in text
    (folder / FILE).write_text(text.replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(Faulty) as wrongs:
        Neighbourhood(folder)

    assert [fault.sentence("en") for fault in wrongs.value.faults if said in fault.sentence("en")]
    assert all(fault.line > 1 for fault in wrongs.value.faults)
