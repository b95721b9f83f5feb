"""What participate keeps of someone goes along with them, goes away with them, and goes by itself in time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.cast import make_person
from tests.web.participate.meetings import make_meeting
from wijkwerk.web.participate import notices
from wijkwerk.web.participate.models import (
    AnswerSheet,
    Dialogue,
    Idea,
    MapOfOpinions,
    Meeting,
    Notice,
    NoticeChoice,
    Opinion,
    Participant,
    Photo,
    ProfileAnswer,
    Round,
    Statement,
    Support,
    Theme,
    Translation,
)
from wijkwerk.web.participate.own_data import OF_IDEA, OF_STATEMENT
from wijkwerk.web.people import erasure, terms
from wijkwerk.web.people.models import Area, AreaRole, Invitation, Person
from wijkwerk.web.people.service import NotAllowed
from wijkwerk.web.work.models import Run

BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
ROOT = Path(__file__).resolve().parents[3]
TODAY = timezone.localdate()
HALF_A_YEAR = timedelta(days=183)
database = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _marks_of_this_test(tmp_path, settings):
    """The marks of who was erased stand beside the database of this test only."""
    settings.VAR = tmp_path


def days(number):
    return TODAY + timedelta(days=number)


class World:
    """Amina took part in a round and a dialogue; both open, or over since so many days."""

    def __init__(self, cast, *, over_since=None):
        end = 10 if over_since is None else -over_since
        self.cast = cast
        self.round = Round.objects.create(
            area=cast.area, slug="zomer", title="Zomer", question="?", body="raad", owner=cast.els,
            ideas_from=days(end - 30), ideas_until=days(end - 10), support_until=days(end), decision_on=days(end),
            at=timezone.now(),
        )  # fmt: skip
        self.theme = Theme.objects.create(round=self.round, slug="groen", title="Groen")
        self.dialogue = Dialogue.objects.create(
            area=cast.area, slug="d", title="Dialoog", question="?", owner=cast.els,
            opens_on=days(end - 30), closes_on=days(end), account="" if over_since is None else "Gedaan.",
        )  # fmt: skip
        self.me = Participant.objects.create(round=self.round, person=cast.amina)
        self.talks = Participant.objects.create(dialogue=self.dialogue, person=cast.amina)
        photo = Photo.objects.create(content=b"\x89PNG", width=1, height=1)
        answered = (
            {"state": "not-chosen", "answer": "Te weinig steun.", "answered_on": days(end)}
            if over_since is not None
            else {"state": "open"}
        )
        self.idea = self.an_idea(1, "Bomen", participant=self.me, photo=photo, photo_says="Ons plein", **answered)
        self.other = self.an_idea(2, "Banken", support=3, **answered)
        Support.objects.create(idea=self.other, participant=self.me)
        self.statement = Statement.objects.create(
            dialogue=self.dialogue, number=1, text="Meer groen.", participant=self.talks, state="open", votes=4
        )
        self.opinion = Opinion.objects.create(statement=self.statement, participant=self.talks, value=1)

    def an_idea(self, number, title, **fields):
        return Idea.objects.create(
            round=self.round, theme=self.theme, number=number, title=title, owner=self.cast.els, share=str(number),
            answer_due_on=days(30), at=timezone.now(), **fields,
        )  # fmt: skip


def erase(person, **how):
    erasure.erase(Person.objects.get(pk=person.pk), now=timezone.now(), **how)


# --- export ---


@database
def test_the_export_holds_what_i_said_in_rounds_and_dialogues(cast, client):
    World(cast)
    notices.tell(cast.amina, "Nieuws.", why="Zomaar.", url="/", key="a")
    notices.choice_of(cast.amina)
    client.force_login(cast.amina, backend=BACKEND)

    export = json.loads(client.get("/mijn/gegevens.json").content)

    assert [(one["title"], one["theme"], one["photo"]) for one in export["participate.idea"]] == [
        ("Bomen", "Groen", "iVBORw==")
    ]
    assert export["participate.support"] == [{"round": "Zomer", "idea": "Banken", "channel": "digital"}]
    assert [one["text"] for one in export["participate.statement"]] == ["Meer groen."]
    assert export["participate.opinion"] == [{"dialogue": "Dialoog", "statement": "Meer groen.", "value": 1}]
    assert [one["text"] for one in export["participate.notice"]] == ["Nieuws."]
    assert "stop_sign" not in export["participate.noticechoice"][0]


@pytest.mark.parametrize(
    ("model", "told", "apart"),
    [
        (Idea, OF_IDEA, {"id", "round", "theme", "photo", "participant", "typed_by", "again_by", "again_at", "owner", "answered_by", "version", "share"}),
        (Statement, OF_STATEMENT, {"id", "dialogue", "participant", "judged_by", "typed_by"}),
    ],
)  # fmt: skip
def test_every_field_of_what_somebody_wrote_goes_along_or_is_left_out_on_purpose(model, told, apart):
    assert {*told, *apart} == {field.name for field in model._meta.concrete_fields}


@database
def test_the_export_of_a_neighbour_holds_none_of_it(cast, client):
    World(cast)
    client.force_login(cast.ruud, backend=BACKEND)

    text = client.get("/mijn/gegevens.json").content.decode()

    assert "Bomen" not in text and "Meer groen" not in text and "participate" not in text


# --- erasing ---


@database
def test_what_is_open_is_taken_back_and_what_others_read_stays_without_a_name(cast):
    world = World(cast)
    erase(cast.amina)

    assert not Person.objects.filter(login="amina").exists()
    assert not Participant.objects.exists() and not Support.objects.exists() and not Opinion.objects.exists()
    world.idea.refresh_from_db()
    world.other.refresh_from_db()
    world.statement.refresh_from_db()
    assert (world.idea.title, world.idea.participant, world.idea.photo, world.idea.photo_says) == (
        "Bomen",
        None,
        None,
        "",
    )
    assert not Photo.objects.exists()
    assert world.other.support == 2
    assert (world.statement.participant, world.statement.votes) == (None, 3)
    assert DBTaskResult.objects.filter(task_path__endswith="draw_now").count() == 1


@database
def test_what_is_over_stays_counted_of_nobody(cast):
    world = World(cast, over_since=5)
    erase(cast.amina)

    world.other.refresh_from_db()
    assert (world.other.support, Support.objects.count(), Opinion.objects.count()) == (3, 1, 1)
    assert not Participant.objects.exclude(person=None).exists()


@database
@pytest.mark.parametrize(
    ("of", "state"),
    [
        (Statement, "held"),
        (Statement, "refused"),
        (Statement, "appealed"),
        (Idea, "held"),
        (Idea, "refused"),
        (Idea, "withdrawn"),
    ],
)
def test_what_nobody_else_reads_goes_along(cast, of, state):
    world = World(cast)
    mine = {Idea: world.idea, Statement: world.statement}[of]
    words = (
        {"why": "Noemt een naam.", "appeal": "Toch niet.", "read_due_on": None if state == "refused" else days(7)}
        if of is Statement
        else {"answer": "x", "answered_on": TODAY}
    )
    of.objects.filter(pk=mine.pk).update(state=state, **words)
    kind = of._meta.model_name
    for text in (mine.pk, world.other.pk):
        Translation.objects.create(kind=kind, of=text, language="en", words={}, at=timezone.now())
    erase(cast.amina)

    assert [one.of for one in Translation.objects.all()] == [world.other.pk]
    assert not of.objects.filter(pk=mine.pk).exists()


@database
def test_everything_that_points_at_the_person_goes_or_points_at_nobody(cast, client):
    client.force_login(cast.amina, backend=BACKEND)
    notices.tell(cast.amina, "x", why="y", url="/", key="a")
    notices.choice_of(cast.amina)
    meeting = make_meeting(cast.area, host=cast.amina)
    moment = timezone.now()
    Invitation.objects.create(name="Amina", email="Amina@voorbeeld.example", digest="d", made_at=moment, ends_at=moment)
    erase(cast.amina)

    assert not AreaRole.objects.filter(person=cast.amina.pk).exists()
    assert not Notice.objects.exists() and not NoticeChoice.objects.exists() and not Invitation.objects.exists()
    assert not Session.objects.exists()
    meeting.refresh_from_db()
    assert meeting.host is None


@database
def test_the_page_says_what_goes_and_erases_when_the_login_is_typed(cast, client):
    client.force_login(cast.amina, backend=BACKEND)
    html = client.get("/mijn/wissen/").content.decode()
    assert "Dit gaat weg" in html and "Dit blijft, zonder je naam" in html and "Dit leid jij" not in html

    wrong = client.post("/mijn/wissen/", {"login": "joost", "form_token": "a" * 20})
    assert "Dit is niet je inlognaam" in wrong.content.decode() and Person.objects.filter(login="amina").exists()

    right = client.post("/mijn/wissen/", {"login": " Amina ", "form_token": "b" * 20})
    assert right.url == reverse("people:erased")
    assert not Person.objects.filter(login="amina").exists()
    assert client.get("/mijn/").url.startswith("/inloggen/")
    assert "Je account is weg" in client.get(right.url).content.decode()


@database
def test_who_leads_something_names_who_goes_on_with_it(cast, client):
    world = World(cast)
    make_meeting(cast.area, host=cast.els)
    client.force_login(cast.els, backend=BACKEND)
    html = client.get("/mijn/wissen/").content.decode()
    for words in ("Dit leid jij", "Zomer", "Dialoog", "Bomen", "Joost van Dam"):
        assert words in html
    assert "Amina" not in html and "Ruud" not in html

    refused = client.post("/mijn/wissen/", {"login": "els", "form_token": "a" * 20})
    assert refused.status_code == 200 and Person.objects.filter(login="els").exists()
    foreign = client.post("/mijn/wissen/", {"login": "els", "to": cast.ruud.pk, "form_token": "b" * 20})
    assert foreign.status_code == 200 and Person.objects.filter(login="els").exists()

    client.post("/mijn/wissen/", {"login": "els", "to": cast.joost.pk, "form_token": "c" * 20})
    world.round.refresh_from_db()
    world.idea.refresh_from_db()
    world.dialogue.refresh_from_db()
    assert {world.round.owner, world.idea.owner, world.dialogue.owner} == {cast.joost}


@database
def test_before_erasing_it_shows_where_the_name_stands_as_somebody_to_call(cast, client):
    client.force_login(cast.joost, backend=BACKEND)
    page = client.get("/mijn/wissen/").content.decode()
    client.force_login(cast.amina, backend=BACKEND)
    other = client.get("/mijn/wissen/").content.decode()

    assert "Hier kunnen mensen jou bellen" in page and "<bdi>010 123 45 67</bdi>" in page
    assert "Hier kunnen mensen jou bellen" not in other


@database
@pytest.mark.parametrize(
    ("name", "contact", "is_there"),
    [
        ("Joost van Dam", "joost van dam", True),
        ("Joost", "Joost Voorbeeld", True),
        ("Joost van Dam", "Joost", True),
        ("Joost van Dam", "Joost de Wit", False),
        ("Jo", "Joost", False),
    ],
)
def test_a_name_of_somebody_to_call_is_known_by_its_words(cast, name, contact, is_there):
    Area.objects.filter(pk=cast.area.pk).update(contact_name=contact)
    cast.joost.name = name

    assert (cast.area in erasure.called_in(cast.joost)) == is_there


@database
def test_after_erasing_the_administrator_reads_where_another_must_be_put_until_it_is_done(cast, client):
    Area.objects.exclude(pk=cast.area.pk).update(contact_name="Bea")
    said = "Contactpersoon heeft geen account meer"
    addresses = ("/beheer/", "/beheer/gebieden/", f"/beheer/gebieden/{cast.area.slug}/")
    client.force_login(cast.noor, backend=BACKEND)
    before = [said in client.get(address).content.decode() for address in addresses]
    erase(cast.joost, to=cast.els)
    after = [said in client.get(address).content.decode() for address in addresses]

    put = {"name": cast.area.name, "level": "neighbourhood", "contact_name": "Els", "contact_phone": "010 123 45 68"}
    assert client.post(addresses[2], {**put, "form_token": "a" * 20}).status_code == 302
    done = [said in client.get(address).content.decode() for address in addresses]
    assert (before, after, done) == ([False] * 3, [True] * 3, [False] * 3)


@database
def test_the_page_after_erasing_claims_only_what_is_true(client):
    page = client.get(reverse("people:erased")).content.decode()

    assert "niets meer" not in page and "Staat je naam nog in een tekst" in page


@database
def test_in_code_too_nothing_is_left_without_someone_who_leads_it(cast):
    World(cast)

    with pytest.raises(erasure.NobodyTakesOver):
        erase(cast.els)
    assert Person.objects.filter(login="els").exists()


@database
def test_the_only_administrator_stays(cast, client):
    client.force_login(cast.noor, backend=BACKEND)
    page = client.post("/mijn/wissen/", {"login": "noor", "form_token": "a" * 20}).content.decode()

    assert "enige beheerder" in page
    make_person("bea", "Bea", is_administrator=True)
    erase(cast.noor)
    with pytest.raises(NotAllowed):
        erase(Person.objects.get(login="bea"))


@database
def test_nobody_erases_somebody_else(cast, client):
    client.force_login(cast.joost, backend=BACKEND)
    client.post("/mijn/wissen/", {"login": "amina", "form_token": "a" * 20})

    assert Person.objects.filter(login__in=["amina", "joost"]).count() == 2


# --- an older backup that is put back ---


def put_back(person, *, made_at, tmp_path):
    """As if a backup of that moment was put back: the person is there again, under the same number."""
    Person.objects.create(pk=person.pk, login=person.login, name=person.name, password="!")
    (tmp_path / "restored").write_text(made_at.isoformat())


@database
def test_who_was_erased_since_the_backup_is_erased_again(cast, tmp_path, django_capture_on_commit_callbacks, capsys):
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast.amina)
    put_back(cast.amina, made_at=timezone.now() - timedelta(days=1), tmp_path=tmp_path)

    call_command("erase_again")

    assert not Person.objects.filter(login="amina").exists()
    assert Person.objects.filter(login="joost").exists()
    assert "1" in capsys.readouterr().out
    assert not (tmp_path / "restored").exists()


@database
def test_what_they_wrote_goes_again_from_a_backup_that_is_put_back(cast, tmp_path, django_capture_on_commit_callbacks):
    world = World(cast)
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast.amina)
    put_back(cast.amina, made_at=timezone.now() - timedelta(days=1), tmp_path=tmp_path)
    talks = Participant.objects.create(dialogue=world.dialogue, person_id=cast.amina.pk)
    Statement.objects.create(
        dialogue=world.dialogue, number=9, text="Van toen.", participant=talks, read_due_on=days(7)
    )
    Opinion.objects.create(statement=world.statement, participant=talks, value=1)

    erasure.erase_again(now=timezone.now())

    assert not Statement.objects.filter(text="Van toen.").exists()
    assert not Opinion.objects.exists() and not Participant.objects.exists()


@database
def test_an_account_made_after_the_erasure_stays(cast, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast.amina)
    put_back(cast.amina, made_at=timezone.now() + timedelta(minutes=1), tmp_path=tmp_path)

    assert erasure.erase_again(now=timezone.now()) == 0
    assert Person.objects.filter(login="amina").exists()


@database
def test_without_a_restore_nobody_is_erased_again(cast, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast.amina)
    Person.objects.create(pk=cast.amina.pk, login="amina", name="Amina", password="!")

    assert erasure.erase_again(now=timezone.now()) == 0
    assert Person.objects.filter(login="amina").exists()


@database
def test_the_marks_say_nothing_about_who_it_was(cast, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast.amina)

    kept = (tmp_path / "erased").read_text()
    assert "amina" not in kept.lower() and len(kept.splitlines()) == 1
    assert (tmp_path / "erased").stat().st_mode & 0o077 == 0


# --- retention ---


@database
@pytest.mark.parametrize(("since", "is_there"), [(182, True), (185, False)])
def test_who_took_part_is_forgotten_half_a_year_after_the_answer(cast, since, is_there):
    world = World(cast, over_since=since)
    MapOfOpinions.objects.create(dialogue=world.dialogue, places=b"where each stands")
    ProfileAnswer.objects.create(round=world.round, tenure="corporation")
    ProfileAnswer.objects.create(dialogue=world.dialogue, tenure="corporation")
    AnswerSheet.objects.create(dialogue=world.dialogue, number=1, answers={"1": 1}, at=timezone.now())
    terms.forget(now=timezone.now())

    assert (bytes(MapOfOpinions.objects.get().places) != b"") == is_there
    assert ProfileAnswer.objects.count() == (2 if is_there else 0)
    assert AnswerSheet.objects.exists() == is_there
    world.other.refresh_from_db()
    world.idea.refresh_from_db()
    assert Participant.objects.filter(round=world.round).exists() == is_there
    assert Support.objects.exists() == is_there
    assert (world.idea.participant is not None) == is_there
    assert world.other.support == 3
    assert Participant.objects.filter(person=cast.amina, dialogue=world.dialogue).exists() == is_there
    assert Opinion.objects.count() == 1
    assert Statement.objects.filter(participant=None).exists() != is_there


@database
@pytest.mark.parametrize("what", ["an idea waits", "an answer came late", "the dialogue was not answered"])
def test_as_long_as_an_answer_waits_it_is_known_who_gets_it(cast, what):
    world = World(cast, over_since=400)
    match what:
        case "an idea waits":
            Idea.objects.filter(pk=world.other.pk).update(state="agenda", answered_on=None)
        case "an answer came late":
            Idea.objects.filter(pk=world.other.pk).update(answered_on=days(-10))
        case _:
            Dialogue.objects.update(account="")
    terms.forget(now=timezone.now())

    of = {"dialogue": world.dialogue} if "dialogue" in what else {"round": world.round}
    assert Participant.objects.filter(person=cast.amina, **of).exists()


@database
def test_the_command_says_what_is_forgotten(cast, capsys):
    World(cast, over_since=400)
    call_command("forget")

    assert "participants of rounds: 1" in capsys.readouterr().out


# --- every byte ---

LIFE = """
import contextlib, sqlite3, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pathlib import Path
call_command("migrate", interactive=False, verbosity=0)
from tests.cast import make_cast, make_person
from tests.web.participate import test_own_data as told
from wijkwerk.web.participate import notices
from wijkwerk.web.people.models import Person, AreaRole
from django.db import connection

CANARY = ("zebravogel", "Zwaluwina Canarius", "zwaluw@canarie.example", "Canarisch geheim voorstel")
settings.ALLOWED_HOSTS = ["testserver", *settings.ALLOWED_HOSTS]
cast = make_cast()
Person.objects.bulk_create(Person(login=f"buur-{n}", name=f"Buur {n}", email=f"b{n}@x.example", password="!") for n in range(300))
cast.amina.login, cast.amina.name, cast.amina.email = CANARY[:3]
cast.amina.save()
Person.objects.bulk_create(Person(login=f"later-{n}", name=f"Later {n}", email=f"l{n}@x.example", password="!") for n in range(300))
world = told.World(cast)
told.Idea.objects.filter(pk=world.idea.pk).update(state="held", title=CANARY[3])
told.Translation.objects.create(kind="idea", of=world.idea.pk, language="en", words={"title": {"text": CANARY[3], "of": ""}}, at=told.timezone.now())
told.Statement.objects.filter(pk=world.statement.pk).update(state="refused", why="x", text=CANARY[3])
notices.tell(cast.amina, f"Dag {CANARY[1]}", why="x", url="/", key="a")
for other in Person.objects.filter(login__startswith="later-"):
    notices.tell(other, "Nieuws " * 20, why="x", url="/", key="a")
# An earlier name leaves no trace either.
Person.objects.filter(login=CANARY[0]).update(name="Vroegere Canarius")
Person.objects.filter(login=CANARY[0]).update(name=CANARY[1])
client = Client()
client.force_login(Person.objects.get(login=CANARY[0]), backend=told.BACKEND)
client.get("/mijn/")

def hits():
    found = {}
    for path in sorted(Path(settings.VAR).glob("wijkwerk.sqlite3*")):
        content = path.read_bytes()
        for word in (*CANARY, "Vroegere Canarius"):
            if number := content.count(word.encode()) + content.count(word.encode("utf-16-le")):
                found[f"{path.name} {word}"] = number
    return found

print("before", hits())
answer = client.post("/mijn/wissen/", {"login": CANARY[0], "form_token": "a" * 20})
assert answer.status_code == 302 and answer.url == "/gewist/", answer.content.decode()
print("after", hits())
"""


def bytes_of_a_life(folder: Path, *, overwrites: bool = True) -> dict[str, str]:
    """What a search over every byte finds of a person before and after, in an installation of its own."""
    setting = "" if overwrites else (
        "from django.conf import settings\n"
        "settings.DATABASES['default']['OPTIONS']['init_command'] = 'PRAGMA synchronous=FULL; PRAGMA secure_delete=OFF;'\n"
    )  # fmt: skip
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("WIJKWERK_")},
        "WIJKWERK_VAR": str(folder),
        "WIJKWERK_EXAMPLE": "1",
        "DJANGO_SETTINGS_MODULE": "wijkwerk.web.site.settings",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", setting + LIFE], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = (line.partition(" ") for line in done.stdout.splitlines() if line.startswith(("before", "after")))
    return {when: found for when, _space, found in lines}


def test_after_the_erasure_no_byte_of_the_person_is_left_in_database_or_journal(tmp_path):
    found = bytes_of_a_life(tmp_path)

    for word in ("zebravogel", "Zwaluwina Canarius", "zwaluw@canarie.example", "Canarisch geheim voorstel"):
        assert word in found["before"]
    assert found["after"] == "{}"


def test_the_search_would_find_what_the_database_leaves_when_it_does_not_overwrite(tmp_path):
    found = bytes_of_a_life(tmp_path, overwrites=False)

    assert "zwaluw@canarie.example" in found["after"]


def test_runs_and_meetings_are_known_here():
    """The tables of this test hold no link that would keep a person from being erased without being handed over."""
    led = {model._meta.label for model, _names in erasure._leading_links()}

    assert {"participate.Round", "participate.Dialogue", "participate.Vote", "participate.Idea"} <= led
    assert Meeting._meta.label not in led and Run._meta.label not in led
