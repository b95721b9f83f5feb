"""What people record in a run is kept whole with who and when, or refused with its reason and nothing half done."""

import json
import re
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.web.work.runs import (
    TO_THE_END,
    UP_TO_THE_FIRST_VOTE,
    UP_TO_THE_SECOND_VOTE,
    counted,
    make_run,
    wrote,
)
from wijkwerk.engines import KINDS
from wijkwerk.library.shelf import load
from wijkwerk.web.find import shelves
from wijkwerk.web.people.models import AreaRole
from wijkwerk.web.work import editions
from wijkwerk.web.work.models import Edition, Run, RunEvent, RunRole

pytestmark = pytest.mark.django_db
DUTCH = {"accept-language": "nl"}
CONTENT = Path(__file__).resolve().parents[3] / "content"
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="locks a SQLite file")


def post(client, run, step, token="token-of-one-form", at_step=None, **fields):
    """Send the form of one step, as the page shows it."""
    prefix = step.replace(":", "-")
    data = {f"{prefix}-{name}": value for name, value in fields.items()}
    at_step = run.step if at_step is None else at_step
    url = reverse("work:record", args=[run.pk])
    return client.post(url, {"step": step, "at_step": at_step, "form_token": token, **data}, headers=DUTCH)


def kept(run):
    """Everything that is kept of a run, to see that nothing of it changed."""
    fresh = Run.objects.get(pk=run.pk)
    return fresh.step, fresh.state, fresh.is_finished, fresh.changed_at, run.events.count()


def refused(response, run, before, sentence):
    """Whether it was refused with this reason, and nothing half done."""
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert kept(run) == before


@pytest.fixture
def amina(client, cast):
    client.force_login(cast.amina)
    return cast.amina


def test_what_is_written_down_is_kept_with_who_and_in_which_role(client, cast, amina):
    run = make_run(cast.area, by=amina)

    response = post(client, run, "entry-added:initiatiefgroep", who="Fatma", brings="Ik reken graag.")

    assert response.headers["Location"] == f"{run.get_absolute_url()}#main"
    event = RunEvent.objects.get()
    assert (event.number, event.by, event.role) == (1, amina, "kerngroep")
    assert event.event["entry-added"]["values"] == {"who": "Fatma", "brings": "Ik reken graag."}
    html = client.get(run.get_absolute_url(), headers=DUTCH).content.decode()
    assert "Bewaard." in html and "Ik reken graag." in html
    assert "Opgeschreven bij" in html and "Amina El Idrissi" in html


@pytest.mark.parametrize("answer", [{"agree": "156"}, {"agree": "156", "against": "40", "blank": "2", "on": "2021-03"}])
def test_a_vote_is_counted_and_the_stage_passes(client, cast, amina, answer):
    run = make_run(cast.area, by=amina, events=UP_TO_THE_SECOND_VOTE)

    post(client, run, "vote-counted:richting", people="260", **answer)
    run.refresh_from_db()
    post(client, run, "stage-closed:richting", token="token-of-the-next-form")

    run.refresh_from_db()
    assert run.state["stage"] == "aanbod"
    html = client.get(run.get_absolute_url(), headers=DUTCH).content.decode()
    assert "Stemming “Stem over de richting” geteld: 156 voor, van de 260" in html
    assert "Nodig: 156." in html


def test_going_back_needs_a_reason_and_keeps_it(client, cast, amina):
    run = make_run(cast.area, by=amina, events=UP_TO_THE_SECOND_VOTE)
    before = kept(run)

    refused(post(client, run, "went-back:oplossingen"), run, before, "Zonder dit kan het niet bewaard worden.")
    post(client, run, "went-back:oplossingen", why="Er kwam een oplossing bij.")

    assert Run.objects.get(pk=run.pk).state["stage"] == "oplossingen"
    assert "Er kwam een oplossing bij." in client.get(run.get_absolute_url()).content.decode()


def test_the_end_of_a_route_is_kept(client, cast, amina):
    run = make_run(cast.area, by=amina, events=TO_THE_END[:-1])

    post(client, run, "stage-closed:uitvoering")

    assert Run.objects.get(pk=run.pk).is_finished
    assert "Deze route is afgerond. Print het verslag" in client.get(run.get_absolute_url()).content.decode()


def test_answers_to_a_guide_are_kept_and_can_be_changed(client, cast, amina):
    run = make_run(cast.area, by=amina, method="wijkverbinder", part="guide")
    url = reverse("work:record", args=[run.pk])

    for step, signs in enumerate((["uneasy", "nuisance"], ["living-apart"])):
        sent = {"step": "answers", "at_step": step, "form_token": f"token-{step}" * 4, "signs": signs}
        assert client.post(url, sent).status_code == 302

    assert Run.objects.get(pk=run.pk).state["facts"] == {"signs": ["living-apart"]}
    assert "Waarom dit past:" in client.get(run.get_absolute_url(), headers=DUTCH).content.decode()


def test_a_chosen_phase_is_kept_and_leaves_the_answers_alone(client, cast, amina):
    run = make_run(
        cast.area,
        by=amina,
        method="wijkverbinder",
        part="guide",
        events=({"answered": {"facts": {"signs": ["uneasy"]}}},),
    )
    sent = {"step": "fase", "at_step": 1, "form_token": "token-of-one-form", "fase": "calm"}

    client.post(reverse("work:record", args=[run.pk]), sent)

    state = Run.objects.get(pk=run.pk).state
    assert (state["phase"], state["facts"]) == ("calm", {"signs": ["uneasy"]})


def test_a_phase_that_is_not_there_is_refused_and_the_answers_stay_on_the_page(client, cast, amina):
    run = make_run(
        cast.area,
        by=amina,
        method="wijkverbinder",
        part="guide",
        events=({"answered": {"facts": {"signs": ["uneasy"]}}},),
    )
    before = kept(run)
    sent = {"step": "fase", "at_step": 1, "form_token": "token-of-one-form", "fase": "paars"}

    response = client.post(reverse("work:record", args=[run.pk]), sent, headers=DUTCH)

    refused(response, run, before, "De fase ‘paars’ bestaat hier niet.")
    assert re.search(r'value="uneasy"[^>]*checked', response.content.decode())


def test_a_plan_is_described_and_checked(client, cast, amina):
    run = make_run(cast.area, by=amina, method="vijf-lessen", part="check")
    sent = {"step": "answers", "at_step": 0, "form_token": "token-of-one-form", "groups": "everyone"}

    client.post(reverse("work:record", args=[run.pk]), sent)

    assert "Hier is nog iets te doen" in client.get(run.get_absolute_url(), headers=DUTCH).content.decode()


REFUSED = {
    "more agree than there are people": (
        UP_TO_THE_SECOND_VOTE,
        "vote-counted:richting",
        {"agree": "261", "people": "260"},
        "Er zijn 261 stemmen geteld en maar 260",
    ),
    "all votes together are more than the people": (
        UP_TO_THE_SECOND_VOTE,
        "vote-counted:richting",
        {"agree": "156", "against": "100", "blank": "5", "people": "260"},
        "Er zijn 261 stemmen geteld en maar 260",
    ),
    "a vote without its number": (
        UP_TO_THE_SECOND_VOTE,
        "vote-counted:richting",
        {"agree": "", "people": "260"},
        "“Hoeveel mensen stemden voor?” is nog niet ingevuld.",
    ),
    "a vote below zero": (
        UP_TO_THE_SECOND_VOTE,
        "vote-counted:richting",
        {"agree": "-1", "people": "260"},
        "Het moet minstens 0 zijn.",
    ),
    "a vote in words": (
        UP_TO_THE_SECOND_VOTE,
        "vote-counted:richting",
        {"agree": "veel", "people": "260"},
        "Vul een heel getal in, zoals 12.",
    ),
    "a vote over nobody": (
        UP_TO_THE_SECOND_VOTE,
        "vote-counted:richting",
        {"agree": "0", "people": "0"},
        "Het moet minstens 1 zijn.",
    ),
    "a day that is none": (
        UP_TO_THE_SECOND_VOTE,
        "vote-counted:richting",
        {"agree": "156", "people": "260", "on": "gisteren"},
        "Schrijf een dag als 2026-03-31",
    ),
    "a gate closed before the vote": (UP_TO_THE_SECOND_VOTE, "stage-closed:richting", {}, "De stemming is nog niet geteld."),
    "a gate closed with one vote too few": (
        (*UP_TO_THE_SECOND_VOTE, counted(155)),
        "stage-closed:richting",
        {},
        "nodig is 60 procent van de",
    ),
    "a stage closed with too little": (
        (wrote("initiatiefgroep", who="Fatma"),),
        "stage-closed:initiatiefgroep",
        {},
        "er zijn er 1 van de 2 die nodig zijn",
    ),
    "a stage that comes later": ((), "vote-counted:richting", {"agree": "156"}, "De stap ‘Stem over de richting’ is nu niet aan de beurt."),
    "a stage that may not be skipped": ((), "stage-skipped:initiatiefgroep", {"why": "geen zin"}, "is nu niet aan de beurt"),
    "a step nobody knows": ((), "drop-table:runs", {}, "‘drop-table’ is geen stap van deze methode."),
    "nothing filled in": ((), "entry-added:initiatiefgroep", {"who": "  "}, "Zonder dit kan het niet bewaard worden."),
    "too long": ((), "entry-added:initiatiefgroep", {"who": "x" * 10_000}, "is te lang. Maak er hoogstens 200 tekens van."),
    "too long a story": (
        (),
        "entry-added:initiatiefgroep",
        {"who": "Fatma", "brings": "x" * 10_000},
        "is te lang. Maak er hoogstens 4000 tekens van.",
    ),
    "a hidden sign": ((), "entry-added:initiatiefgroep", {"who": "\u202eFatma"}, "onzichtbaar teken"),
    "a finished run": (TO_THE_END, "entry-added:answers", {"brought": "Nog iets"}, "Deze route is afgerond."),
}  # fmt: skip


@pytest.mark.parametrize(("events", "step", "fields", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_may_not_be_is_refused_with_its_reason_and_nothing_half_done(
    client, cast, amina, events, step, fields, sentence
):
    run = make_run(cast.area, by=amina, events=events)
    before = kept(run)

    refused(post(client, run, step, **fields), run, before, sentence)


def test_what_was_typed_stays_and_the_sentence_stands_at_its_field(client, cast, amina):
    run = make_run(cast.area, by=amina, events=UP_TO_THE_FIRST_VOTE)

    html = post(client, run, "vote-counted:uitgangspunten", agree="veel", people="260", on="2019-11").content.decode()

    field = html[html.index('for="id_vote-counted-uitgangspunten-agree"') :]
    assert "Vul een heel getal in" in field[: field.index("</div>\n</div>") if "</div>\n</div>" in field else 1500]
    assert 'value="veel"' in html and 'value="2019-11"' in html
    assert html.count("Sorry, dit lukt nog niet") == 1


def test_a_refused_form_may_be_mended_and_sent_again(client, cast, amina):
    run = make_run(cast.area, by=amina)

    assert post(client, run, "entry-added:initiatiefgroep", who="").status_code == 422
    assert post(client, run, "entry-added:initiatiefgroep", who="Fatma").status_code == 302


def test_a_page_that_says_no_can_be_read_in_another_language(client, cast, amina):
    run = make_run(cast.area, by=amina)

    html = post(client, run, "entry-added:initiatiefgroep", who="").content.decode()

    assert f'name="next" value="{run.get_absolute_url()}"' in html


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "اسمي فاطمة", "🙂"])
def test_script_and_other_scripts_are_only_words(client, cast, amina, typed):
    run = make_run(cast.area, by=amina)

    post(client, run, "entry-added:initiatiefgroep", who=typed)

    for url in (run.get_absolute_url(), reverse("work:report", args=[run.pk])):
        html = client.get(url).content.decode()
        assert "<script>alert" not in html and "<img src=x" not in html
    assert RunEvent.objects.get().event["entry-added"]["values"]["who"] == typed


def test_a_double_send_counts_once(client, cast, amina):
    run = make_run(cast.area, by=amina)

    first = post(client, run, "entry-added:initiatiefgroep", who="Fatma")
    second = post(client, run, "entry-added:initiatiefgroep", who="Fatma")

    assert first.headers["Location"] == second.headers["Location"]
    assert RunEvent.objects.count() == 1


def test_a_form_that_was_overtaken_is_not_kept_and_says_so(client, cast, amina):
    run = make_run(cast.area, by=amina)
    post(client, run, "entry-added:initiatiefgroep", who="Fatma")
    before = kept(run)

    response = post(client, run, "entry-added:initiatiefgroep", token="token-of-another-form", who="Bram", at_step=0)

    html = client.get(response.headers["Location"], headers=DUTCH).content.decode()
    assert "Iemand was je net voor." in html and "Dit is nog niet bewaard." in html
    assert kept(run) == before


@pytest.mark.parametrize("at_step", ["", "-1", "nonsense", "9" * 400, "²"])
def test_a_made_up_step_number_is_overtaken(client, cast, amina, at_step):
    run = make_run(cast.area, by=amina)

    assert post(client, run, "entry-added:initiatiefgroep", who="Fatma", at_step=at_step).status_code == 302
    assert not RunEvent.objects.exists()


@pytest.mark.parametrize("token", ["", "x" * 10_000])
def test_a_form_with_an_odd_token_counts_once_all_the_same(client, cast, amina, token):
    run = make_run(cast.area, by=amina)

    for _ in range(2):
        post(client, run, "entry-added:initiatiefgroep", token=token, who="Fatma", at_step=0)

    assert RunEvent.objects.count() == 1


def test_someone_in_another_role_is_refused_with_whose_turn_it_is(client, cast):
    run = make_run(cast.area, by=cast.amina, events=UP_TO_THE_SECOND_VOTE)
    RunRole.objects.create(run=run, role="municipality", person=cast.els)
    client.force_login(cast.els)
    before = kept(run)

    refused(
        post(client, run, "vote-counted:richting", agree="156", people="260"),
        run,
        before,
        "Dit is aan Kerngroep van bewoners. Jouw rol ‘Gemeente’ mag deze stap niet vastleggen",
    )


@pytest.mark.parametrize(("login", "status"), [("els", 403), ("joost", 403), ("ruud", 404), ("noor", 404)])
def test_someone_without_a_role_records_nothing(client, cast, login, status):
    run = make_run(cast.area, by=cast.amina)
    before = kept(run)
    client.force_login(getattr(cast, login))

    assert post(client, run, "entry-added:initiatiefgroep", who="Fatma").status_code == status
    assert kept(run) == before


def test_a_role_that_ended_ends_at_once(client, cast, amina):
    run = make_run(cast.area, by=amina)
    RunRole.objects.all().delete()

    assert post(client, run, "entry-added:initiatiefgroep", who="Fatma").status_code == 403
    assert not RunEvent.objects.exists()


def test_a_run_that_is_not_there_is_not_there(client, cast, amina):
    nothing = SimpleNamespace(pk="00000000-0000-0000-0000-000000000000", step=0)

    assert post(client, nothing, "entry-added:initiatiefgroep", who="Fatma").status_code == 404


def test_a_step_is_kept_in_one_go(client, cast, amina, django_assert_max_num_queries):
    """Session, person and lock aside: the event and the state."""
    run = make_run(cast.area, by=amina)
    with django_assert_max_num_queries(20) as asked:
        post(client, run, "entry-added:initiatiefgroep", who="Fatma")

    written = [one["sql"] for one in asked.captured_queries if one["sql"].startswith(("INSERT", "UPDATE"))]
    assert [sql.split('"')[1] for sql in written if "work_" in sql] == ["work_runevent", "work_run"]


# --- the edition a run began with ---


@pytest.fixture
def changed_shelf(tmp_path):
    """A shelf on which the method got another first stage; the old shelf comes back afterwards."""
    shutil.copytree(CONTENT, tmp_path / "content")
    file = tmp_path / "content" / "methods" / "buurtwarmte-vechtzoom.yaml"
    text = file.read_text(encoding="utf-8")
    assert "title: Vind in elk blok een contactpersoon" in text
    changed = text.replace("title: Vind in elk blok een contactpersoon", "title: Zoek in elk blok iemand die belt")
    file.write_text(changed, encoding="utf-8")

    def change(monkeypatch):
        shelf = load(tmp_path / "content")
        for module in (shelves, editions):
            monkeypatch.setattr(module, "shelf", lambda: shelf)
        return shelf

    return change


def test_a_run_keeps_the_edition_it_began_with(client, cast, amina, changed_shelf, monkeypatch):
    run = make_run(cast.area, by=amina, events=UP_TO_THE_FIRST_VOTE[:5])

    shelf = changed_shelf(monkeypatch)

    assert shelf.edition("buurtwarmte-vechtzoom").digest != run.edition_id
    html = client.get(run.get_absolute_url(), headers=DUTCH).content.decode()
    assert "Vind in elk blok een contactpersoon" in html and "Zoek in elk blok iemand die belt" not in html
    assert "Van deze methode is een nieuwere uitgave." in html
    step = post(client, run, "entry-added:contactpersonen", block="Blok 1", houses="8", contact="Fatma")
    assert step.status_code == 302
    assert Edition.objects.get().digest == run.edition_id


def test_a_new_run_begins_with_the_edition_on_the_shelf(client, cast, amina, changed_shelf, monkeypatch):
    old = make_run(cast.area, by=amina)
    shelf = changed_shelf(monkeypatch)
    monkeypatch.setattr("wijkwerk.web.work.views.shelf", lambda: shelf)

    client.post(
        "/werk/begin/buurtwarmte-vechtzoom/route/",
        {"title": "Opnieuw", "area": cast.area.pk, "form_token": "token-of-one-rendered-form"},
    )

    new = Run.objects.exclude(pk=old.pk).get()
    assert new.edition_id != old.edition_id
    assert Edition.objects.count() == 2


def test_the_state_is_the_fold_of_the_events(client, cast, amina):
    run = make_run(cast.area, by=amina, events=TO_THE_END)
    part = editions.method_of(run.edition_id).route
    state = KINDS["route"].start(part)
    for event in run.events.all():
        state = KINDS["route"].apply(part, state, event.event, now=event.at)

    assert json.loads(json.dumps(run.state)) == state.model_dump(mode="json")


# --- at the same moment, and when the database refuses ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "tokens", [("token-of-one-form-only", "token-of-one-form-only"), ("token-of-one", "token-of-two")]
)
def test_two_who_record_at_the_same_moment_make_one_event(cast, tokens):
    run = make_run(cast.area, by=cast.amina)
    RunRole.objects.create(run=run, role="kerngroep", person=cast.karin)
    AreaRole.objects.create(person=cast.karin, area=cast.area, role="resident")
    both = [Client(), Client()]
    for client, person in zip(both, (cast.amina, cast.amina if tokens[0] == tokens[1] else cast.karin), strict=True):
        client.force_login(person)
    barrier = threading.Barrier(2)

    def send(client, token):
        barrier.wait()
        try:
            return post(client, run, "entry-added:initiatiefgroep", token=token, who="Fatma", at_step=0)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, both, tokens))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert RunEvent.objects.count() == 1
    assert Run.objects.get().step == 1


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_locked_database_says_it_is_not_saved_and_it_is_not(client, cast):
    client.force_login(cast.amina)
    run = make_run(cast.area, by=cast.amina)
    before = kept(run)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        response = post(client, run, "entry-added:initiatiefgroep", who="Fatma", brings="Ik reken graag.")
    finally:
        other.rollback()
        other.close()
        connection.close()

    html = response.content.decode()
    assert response.status_code == 503
    assert "Dit is NIET bewaard" in html and "Ik reken graag." in html
    assert kept(run) == before
    assert post(client, run, "entry-added:initiatiefgroep", who="Fatma").status_code == 302
