"""Two sends of one form count once, also when they come at the same moment; a refused act can be sent again."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import BadRequest
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from tests.cast import make_cast
from wijkwerk.web.people.models import Organisation
from wijkwerk.web.site.double_submit import clear_old, once
from wijkwerk.web.site.models import Submission

TOKEN = "token-of-one-rendered-form"


@once
def keep(request):
    """An act that adds an organisation and leads to its page; without a name it shows the form again."""
    name = request.POST.get("name", "")
    made = Organisation.objects.create(name=f"{name}-{Organisation.objects.count()}")
    return HttpResponseRedirect(f"/made/{made.name}/") if name else HttpResponse("fill in a name")


def send(rf, name="buren", token=TOKEN, user=None):
    request = rf.post("/organisaties/", {"name": name, "form_token": token})
    request.user = user or type("Visitor", (), {"is_authenticated": False, "pk": None})()
    return keep(request)


@pytest.mark.django_db
def test_the_second_send_gets_the_first_outcome(rf):
    first, second = send(rf), send(rf)

    assert Organisation.objects.count() == 1
    assert first.url == second.url


@pytest.mark.django_db
def test_another_form_counts_by_itself(rf):
    send(rf)
    send(rf, token="token-of-another-form")

    assert Organisation.objects.count() == 2


@pytest.mark.django_db
def test_the_same_token_of_another_person_counts_by_itself(rf):
    cast = make_cast()
    before = Organisation.objects.count()
    send(rf, user=cast.amina)
    send(rf, user=cast.joost)

    assert Organisation.objects.count() == before + 2


@pytest.mark.django_db
def test_a_form_with_a_mistake_is_rolled_back_and_may_be_sent_again(rf):
    assert send(rf, name="").status_code == 200
    assert not Organisation.objects.exists()
    assert send(rf).status_code == 302


@pytest.mark.django_db
def test_an_act_that_failed_inside_keeps_nothing(rf):
    @once
    def refused(request):
        try:
            with transaction.atomic(savepoint=False):
                Organisation.objects.create(name="half")
                raise ValueError
        except ValueError:
            return HttpResponseRedirect("/run/")

    request = rf.post("/", {"form_token": TOKEN})
    request.user = type("Visitor", (), {"is_authenticated": False, "pk": None})()

    assert refused(request).headers["Location"] == "/run/"
    assert not Organisation.objects.exists()
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused(rf):
    with pytest.raises(BadRequest):
        send(rf, token="")


def test_each_rendered_form_has_a_token_of_its_own():
    shown = {Template("{% form_token %}").render(Context()) for _ in range(100)}

    assert len(shown) == 100
    assert all(text.startswith('<input type="hidden" name="form_token" value="') for text in shown)


@pytest.mark.django_db
def test_sent_forms_are_forgotten_after_a_day(rf):
    send(rf)
    Submission.objects.update(sent_at=timezone.now() - timedelta(days=1, minutes=1))

    assert clear_old(now=timezone.now()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_sends_at_the_same_moment_count_once():
    cast = make_cast()
    before = Organisation.objects.count()
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(cast.noor)

    locations = at_the_same_moment(
        lambda client: client.post("/beheer/organisaties/", {"name": "Buurtkamer", "form_token": TOKEN}), clients
    )

    assert Organisation.objects.count() == before + 1
    assert [page.headers["Location"] for page in locations] == ["/beheer/organisaties/"] * 2


@pytest.mark.django_db(transaction=True)
def test_without_the_token_two_sends_at_the_same_moment_would_count_twice():
    """The control: the same two threads, with two tokens."""
    cast = make_cast()
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(cast.noor)
    area = {"name": "Blok", "level": "block", "contact_name": "Joost", "contact_phone": "010 123 45 67"}

    at_the_same_moment(
        lambda client: client.post("/beheer/gebieden/", {**area, "form_token": f"{TOKEN}{id(client)}"}), clients
    )

    from wijkwerk.web.people.models import Area

    assert Area.objects.filter(name="Blok").count() == 2


def at_the_same_moment(act, clients):
    """What each client got when all of them acted together."""
    barrier = threading.Barrier(len(clients))

    def together(client):
        barrier.wait()
        try:
            return act(client)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(together, clients))
