"""What a run shows, and to whom: stages and votes to everyone when it is open, what was written only to the area."""

import re

import pytest
from django.urls import reverse

from tests.cast import make_area, make_person
from tests.web.work.runs import TO_THE_END, UP_TO_THE_FIRST_VOTE, UP_TO_THE_SECOND_VOTE, counted, make_run, wrote
from wijkwerk.web.people.models import AreaRole
from wijkwerk.web.work import service
from wijkwerk.web.work.models import Run, RunEvent, RunRole
from wijkwerk.web.work.queries import LATEST

pytestmark = pytest.mark.django_db
DUTCH = {"accept-language": "nl"}
SECRET = "De lift in de flat is al weken stuk."


def page(client, url):
    response = client.get(url, headers=DUTCH)
    assert response.status_code == 200
    return response.content.decode()


def a_run_with_words(cast, **more):
    """A run past its first vote, with something written on a list that only the area may read."""
    events = (*UP_TO_THE_FIRST_VOTE, counted(200), wrote("answers", brought=SECRET, answer="We bellen de verhuurder."))
    return make_run(cast.area, by=cast.amina, events=events, **more)


def test_the_area_reads_what_was_written(client, cast):
    run = a_run_with_words(cast)
    client.force_login(cast.els)

    for url in (run.get_absolute_url(), reverse("work:report", args=[run.pk])):
        assert SECRET in page(client, url)


@pytest.mark.parametrize("login", [None, "ruud", "noor"])
def test_a_neighbour_sees_stages_and_votes_of_an_open_run_but_not_the_words(client, cast, login):
    run = a_run_with_words(cast, is_open=True)
    if login:
        client.force_login(getattr(cast, login))

    html = page(client, run.get_absolute_url())

    assert "Stem over de uitgangspunten" in html and "Voor: 200 van de 260" in html
    for hidden in (SECRET, "We bellen de verhuurder.", "Fatma", "Amina El Idrissi", "Wat er gebeurde"):
        assert hidden not in html[: html.index("<footer")]
    assert "<form" not in html[html.index("<h1") : html.index("<footer")]


@pytest.mark.parametrize("login", ["ruud", "noor"])
def test_a_closed_run_is_not_there_for_a_neighbour(client, cast, login):
    run = a_run_with_words(cast)
    client.force_login(getattr(cast, login))

    for name in ("run", "report", "roles"):
        assert client.get(reverse(f"work:{name}", args=[run.pk])).status_code == 404


def test_a_visitor_is_asked_to_sign_in_for_a_closed_run_as_for_none_at_all(client, cast):
    closed = client.get(a_run_with_words(cast).get_absolute_url())
    nothing = client.get("/werk/00000000-0000-0000-0000-000000000000/")

    assert closed.status_code == nothing.status_code == 302
    assert closed.headers["Location"].startswith("/inloggen/")


def test_the_report_of_an_open_run_is_for_the_area_only(client, cast):
    run = a_run_with_words(cast, is_open=True)
    client.force_login(cast.ruud)

    assert client.get(reverse("work:report", args=[run.pk])).status_code == 403


def test_the_page_says_what_can_be_done_now_and_by_whom(client, cast):
    run = make_run(cast.area, by=cast.amina, events=UP_TO_THE_SECOND_VOTE)
    client.force_login(cast.amina)
    mine = page(client, run.get_absolute_url())
    client.force_login(cast.els)
    others = page(client, run.get_absolute_url())

    assert "Leg de uitslag vast: Stem over de richting" in mine and 'value="260"' in mine
    assert "Jij hoeft nu niets te doen." in others and "Kerngroep van bewoners" in others
    assert "<form" not in others[others.index('id="nu"') : others.index("<footer")]


def test_each_side_sees_both_dates(client, cast):
    html = page(client, make_run(cast.area, by=cast.amina, is_open=True).get_absolute_url())

    assert re.search(r"Bewoners hopen op</span> <strong>2025", html)
    assert re.search(r"De gemeente rekent op</span> <strong>2030", html)


def test_a_finished_run_has_nothing_left_to_do(client, cast):
    run = make_run(cast.area, by=cast.amina, events=TO_THE_END)
    client.force_login(cast.amina)

    html = page(client, run.get_absolute_url())

    assert "Deze route is afgerond. Print het verslag" in html
    assert "/vastleggen/" not in html


def test_the_history_tells_each_step_at_its_own_stage(client, cast):
    run = make_run(cast.area, by=cast.amina, events=TO_THE_END)
    client.force_login(cast.joost)

    html = page(client, reverse("work:report", args=[run.pk]))

    told = html[html.index("Hoe het ging") :]
    for number, vote in ((200, "de uitgangspunten"), (200, "de richting"), (190, "het aanbod")):
        assert f"Stemming “Stem over {vote}” geteld: {number} voor, van de 260" in told
    assert (
        told.index("Stem over de uitgangspunten")
        < told.index("Stem over de richting")
        < told.index("Stem over het aanbod")
    )


def test_an_old_page_of_the_history_names_the_right_stage(client, cast):
    run = make_run(cast.area, by=cast.amina, events=UP_TO_THE_SECOND_VOTE)
    more = [
        RunEvent(
            run=run, number=run.step + n, event=wrote("answers", brought=f"Vraag {n}", answer="Ja"), at=run.changed_at
        )
        for n in range(1, LATEST + 1)
    ]
    RunEvent.objects.bulk_create(more)
    Run.objects.filter(pk=run.pk).update(step=run.step + LATEST)
    client.force_login(cast.amina)

    html = page(client, f"{run.get_absolute_url()}?pagina=2")

    assert "Stemming “Stem over de uitgangspunten” geteld: 200 voor" in html


def test_the_report_fits_on_paper_with_source_and_a_line_for_a_name(client, cast):
    run = a_run_with_words(cast)
    client.force_login(cast.joost)

    html = page(client, reverse("work:report", args=[run.pk]))

    assert "print-source" in html and "1714-1913" in html
    assert "print-name" in html
    assert "Voor: 200 van de 260" in html


@pytest.mark.parametrize(("method", "part"), [("wijkverbinder", "guide"), ("vijf-lessen", "check")])
def test_advice_and_checks_have_a_report_too(client, cast, method, part):
    run = make_run(cast.area, by=cast.amina, method=method, part=part)
    client.force_login(cast.joost)

    assert page(client, reverse("work:report", args=[run.pk]))


def test_what_goes_on_is_listed_for_who_may_see_it(client, cast):
    street = make_area("straat", "Kerkstraat", within=make_area("buurt", "Buurt", within=cast.area))
    make_run(cast.area, by=cast.joost, title="Van ons")
    make_run(street, by=cast.joost, title="Van de straat")
    make_run(cast.elsewhere, by=cast.ruud, title="Van de anderen")
    make_run(cast.elsewhere, by=cast.ruud, title="Van iedereen", is_open=True)

    def titles(login):
        if login:
            client.force_login(getattr(cast, login))
        html = page(client, "/werk/")
        return {one for one in ("Van ons", "Van de straat", "Van de anderen", "Van iedereen") if one in html}

    assert titles(None) == {"Van iedereen"}
    assert titles("joost") == {"Van ons", "Van de straat", "Van iedereen"}
    assert titles("ruud") == {"Van de anderen", "Van iedereen"}
    assert titles("noor") == {"Van iedereen"}


def test_without_anything_going_on_the_page_teaches_the_first_step(client, cast):
    client.force_login(cast.amina)

    html = page(client, "/werk/")

    assert "Hier komt wat je samen doet." in html and "Zoek wat past" in html


@pytest.mark.parametrize("rows", [1, 3, 70])
def test_a_list_of_any_length_asks_the_same_of_the_database(client, cast, django_assert_max_num_queries, rows):
    for number in range(rows):
        make_run(cast.area, by=cast.amina, title=f"Route {number}")
    client.force_login(cast.amina)

    with django_assert_max_num_queries(6):
        html = page(client, "/werk/")

    assert html.count('class="card__title"') == min(rows, 60)


@pytest.mark.parametrize("events", [(), UP_TO_THE_SECOND_VOTE, TO_THE_END])
def test_a_run_asks_at_most_six_things_of_the_database(client, cast, django_assert_max_num_queries, events):
    run = make_run(cast.area, by=cast.amina, events=events)
    RunRole.objects.create(run=run, role="contactpersoon", person=cast.amina)
    client.force_login(cast.amina)
    page(client, run.get_absolute_url())

    with django_assert_max_num_queries(6):
        page(client, run.get_absolute_url())


def test_what_goes_on_stands_on_the_front_page_when_it_is_open(client, cast):
    make_run(cast.area, by=cast.amina, title="Open route", is_open=True)
    make_run(cast.area, by=cast.amina, title="Gesloten route")

    html = page(client, "/")

    assert "Open route" in html and "Gesloten route" not in html


def test_a_worker_of_the_district_shares_out_roles_in_its_streets(client, cast):
    street = make_area("straat", "Kerkstraat", within=make_area("buurt", "Buurt", within=cast.area))
    neighbour = make_person("bas", "Bas Prins", area=street, role=AreaRole.Role.RESIDENT)
    run = make_run(street, by=neighbour)
    client.force_login(cast.joost)

    assert "Wie doet wat" in page(client, run.get_absolute_url())
    assert "Bas Prins" in page(client, reverse("work:roles", args=[run.pk]))


def test_the_home_page_hears_where_an_open_route_is_in_the_words_of_its_method(cast):
    make_run(cast.area, by=cast.amina, is_open=True)

    (happening,) = service.happenings()

    assert re.fullmatch(r'Nu: <bdi lang="nl">[^<]+</bdi>', str(happening["sentence"]))
