"""People begin a method in their own area, and share out who does what."""

import re

import pytest
from django.urls import reverse

from tests.cast import make_area, make_person
from tests.web.work.runs import make_run
from wijkwerk.web.people.models import AreaRole
from wijkwerk.web.work.models import Run, RunRole

pytestmark = pytest.mark.django_db
WALK = "/werk/begin/omgevingswalkshop/route/"
TOKEN = "token-of-one-rendered-form"


def begin(client, url=WALK, **data):
    return client.post(url, {"title": "Samen door de wijk", "form_token": TOKEN, **data}, headers=DUTCH)


DUTCH = {"accept-language": "nl"}


def test_a_worker_begins_a_route_and_takes_the_roles_they_may_fill(client, cast):
    client.force_login(cast.joost)

    response = begin(client, area=cast.area.pk)

    run = Run.objects.get()
    assert response.headers["Location"] == run.get_absolute_url()
    assert (run.area, run.owner, run.part, run.step, run.is_open) == (cast.area, cast.joost, "route", 0, False)
    assert set(run.roles.values_list("role", "person__login")) == {("facilitator", "joost"), ("walker", "joost")}


@pytest.mark.parametrize(
    ("method", "part"), [("wijkverbinder", "guide"), ("vijf-lessen", "check"), ("buurtwarmte-vechtzoom", "route")]
)
def test_each_kind_of_part_can_be_begun_and_shows_its_page(client, cast, method, part):
    client.force_login(cast.amina)

    response = client.post(
        reverse("work:start", args=[method, part]),
        {"title": "Van ons", "area": cast.area.pk, "form_token": TOKEN},
        follow=True,
    )

    assert response.status_code == 200
    assert "Van ons" in response.content.decode()


def test_the_form_proposes_the_area_and_the_name_of_the_method(client, cast):
    client.force_login(cast.joost)

    html = client.get(WALK, headers=DUTCH).content.decode()

    assert "Oud Crooswijk" in html and "Vechtzoom" not in html[: html.index("<footer")]
    assert 'name="title" value="Omgevingswalkshop' in html


def test_a_worker_of_the_district_begins_in_a_block_of_it(client, cast):
    street = make_area("straat", "Kerkstraat", within=cast.area)
    block = make_area("blok", "Blok 1", within=street)
    client.force_login(cast.joost)

    assert begin(client, area=block.pk).status_code == 302
    assert "Samen door de wijk" in client.get("/werk/").content.decode()


def test_someone_without_an_area_is_told_whom_to_ask(client, cast):
    client.force_login(cast.noor)

    html = client.get(WALK, headers=DUTCH).content.decode()

    assert "Je hebt nog geen gebied." in html and "/bellen/" in html
    assert 'name="title"' not in html
    assert begin(client, area=cast.area.pk).status_code == 200
    assert not Run.objects.exists()


def test_a_double_send_begins_one_run(client, cast):
    client.force_login(cast.joost)

    first, second = begin(client, area=cast.area.pk), begin(client, area=cast.area.pk)

    assert Run.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Vul dit nog in."),
        ({"title": "x" * 121}, "120"),
        ({"title": "x" * 10_000}, "120"),
        ({"area": ""}, "Vul dit nog in."),
        ({"area": "nonsense"}, "Selecteer een geldige keuze"),
    ],
)
def test_what_does_not_fit_gets_a_sentence_at_the_field_and_stays(client, cast, wrong, sentence):
    client.force_login(cast.joost)

    response = begin(client, **{"area": cast.area.pk, "title": "Samen door de wijk", **wrong})

    html = response.content.decode()
    assert response.status_code == 200
    assert sentence in html and html.count("Sorry, dit lukt nog niet") == 1
    if "area" in wrong:
        assert 'value="Samen door de wijk"' in html
    assert not Run.objects.exists()


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "نتمشى في الحي", "Straat 🙂"])
def test_any_words_may_be_a_name(client, cast, title):
    client.force_login(cast.joost)
    run_page = begin(client, area=cast.area.pk, title=title).headers["Location"]

    html = client.get(run_page).content.decode()

    assert Run.objects.get().title == title
    assert "<script>alert" not in html


def test_a_neighbour_cannot_begin_in_an_area_that_is_not_theirs(client, cast):
    client.force_login(cast.ruud)

    response = begin(client, area=cast.area.pk)

    assert "Selecteer een geldige keuze" in response.content.decode()
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    "url", ["bestaat-niet/route/", "wijkverbinder/route/", "wat-telt/conversation/", "wat-telt/x/"]
)
def test_a_method_or_part_that_is_not_there_cannot_be_begun(client, cast, url):
    client.force_login(cast.joost)

    assert client.get(f"/werk/begin/{url}").status_code == 404


def test_a_visitor_signs_in_first_and_comes_back(client, cast):
    assert client.get(WALK).headers["Location"] == f"/inloggen/?next={WALK.replace('/', '%2F')}"


def test_someone_of_the_area_takes_a_role_and_gives_it_back(client, cast):
    run = make_run(cast.area, by=cast.joost, roles=())
    client.force_login(cast.joost)
    roles = reverse("work:roles", args=[run.pk])

    client.post(roles, {"role": "kerngroep", "person": cast.amina.pk, "form_token": TOKEN})
    held = RunRole.objects.get()
    assert (held.person, held.role) == (cast.amina, "kerngroep")
    html = client.get(roles, headers=DUTCH).content.decode()
    assert "Amina El Idrissi" in html and "De rol is gegeven." in html

    client.post(reverse("work:role-end", args=[run.pk, held.pk]), {"form_token": TOKEN})
    assert not RunRole.objects.exists()


@pytest.mark.parametrize(
    ("role", "login", "sentence"),
    [
        ("kerngroep", "joost", "Deze rol is voor iemand anders bedoeld: kies een ander."),
        ("kerngroep", "ruud", "Selecteer een geldige keuze"),
        ("directeur", "amina", "Selecteer een geldige keuze"),
        ("", "amina", "Vul dit nog in."),
    ],
)
def test_a_role_that_does_not_fit_is_refused_at_the_field(client, cast, role, login, sentence):
    run = make_run(cast.area, by=cast.joost, roles=())
    client.force_login(cast.joost)

    response = client.post(
        reverse("work:roles", args=[run.pk]),
        {"role": role, "person": getattr(cast, login).pk, "form_token": TOKEN},
        headers=DUTCH,
    )

    assert sentence in response.content.decode()
    assert not RunRole.objects.exists()


def test_the_same_role_twice_is_one_role(client, cast):
    run = make_run(cast.area, by=cast.amina)
    client.force_login(cast.joost)

    client.post(
        reverse("work:roles", args=[run.pk]),
        {"role": "kerngroep", "person": cast.amina.pk, "form_token": TOKEN},
    )

    assert run.roles.count() == 1


def test_a_role_of_another_run_cannot_be_ended_here(client, cast):
    mine, other = make_run(cast.area, by=cast.joost), make_run(cast.elsewhere, by=cast.ruud)
    client.force_login(cast.joost)

    response = client.post(reverse("work:role-end", args=[mine.pk, other.roles.get().pk]), {"form_token": TOKEN})

    assert response.status_code == 404
    assert other.roles.count() == 1


def test_who_moved_away_keeps_no_role_in_a_run(client, cast):
    run = make_run(cast.area, by=cast.amina)
    AreaRole.objects.filter(person=cast.amina).delete()
    client.force_login(cast.amina)

    assert client.get(run.get_absolute_url()).status_code == 404


def test_advice_and_checks_have_no_roles_to_share(client, cast):
    run = make_run(cast.area, by=cast.joost, method="wijkverbinder", part="guide")
    client.force_login(cast.joost)

    assert client.get(reverse("work:roles", args=[run.pk])).status_code == 404


def test_a_run_is_opened_to_everyone_and_closed_again(client, cast):
    run = make_run(cast.area, by=cast.joost)
    client.force_login(cast.joost)
    for number, wanted in enumerate(("1", "0")):
        client.post(reverse("work:openness", args=[run.pk]), {"is_open": wanted, "form_token": f"{TOKEN}{number}"})
        run.refresh_from_db()
        assert run.is_open == (wanted == "1")


def test_a_resident_of_a_street_may_take_a_role_in_the_street(client, cast):
    street = make_area("straat", "Kerkstraat", within=cast.area)
    neighbour = make_person("bas", "Bas Prins", area=street, role=AreaRole.Role.RESIDENT)
    run = make_run(street, by=cast.joost, roles=())
    client.force_login(cast.joost)

    html = client.get(reverse("work:roles", args=[run.pk])).content.decode()

    assert neighbour.name in html and cast.amina.name in html and cast.ruud.name not in html


def test_the_answers_of_a_guide_come_along_from_its_page(client, cast):
    client.force_login(cast.joost)
    advice = client.get(
        "/vinden/methode/wijkverbinder/advies/", {"signs": ["uneasy", "nuisance"], "fase": "calm"}, headers=DUTCH
    ).content.decode()
    address = re.search(r'href="(/werk/begin/wijkverbinder/guide/[^"]+)"', advice)
    assert address

    begin(client, address[1].replace("&amp;", "&"), area=cast.area.pk)

    run = Run.objects.get()
    assert (run.state["facts"], run.state["phase"]) == ({"signs": ["uneasy", "nuisance"]}, "calm")
    assert list(run.events.values_list("number", "by__login")) == [(1, "joost"), (2, "joost")]


def test_the_answers_of_an_example_come_along_to_a_check(client, cast):
    client.force_login(cast.els)
    page = client.get("/vinden/methode/vijf-lessen/toets/", {"voorbeeld": "uithoorn-denkt-mee"}).content.decode()
    address = re.search(r'href="(/werk/begin/vijf-lessen/check/[^"]+)"', page)
    assert address

    begin(client, address[1].replace("&amp;", "&"), area=cast.area.pk)

    assert Run.objects.get().state["plan"]["topics-from"] == "municipality"


def test_answers_that_do_not_fit_are_refused_and_no_run_is_begun(client, cast):
    client.force_login(cast.joost)

    response = begin(client, "/werk/begin/wijkverbinder/guide/?signs=nonsense", area=cast.area.pk)

    assert "‘nonsense’ hoort niet bij de antwoorden op" in response.content.decode()
    assert not Run.objects.exists()


def test_a_route_takes_nothing_along_from_the_address(client, cast):
    client.force_login(cast.joost)

    begin(client, f"{WALK}?signs=nonsense", area=cast.area.pk)

    assert Run.objects.get().step == 0
