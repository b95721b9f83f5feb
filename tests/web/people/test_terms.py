"""What we keep is gone when its term is over, and not before."""

from datetime import date, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.cast import make_person
from wijkwerk.web.people import accounts, erasure, mail, terms
from wijkwerk.web.people.accounts import Invited
from wijkwerk.web.people.models import Invitation, PasswordCode
from wijkwerk.web.site.limits import LIMITS, may_try
from wijkwerk.web.site.models import Attempt, Submission

pytestmark = pytest.mark.django_db
KINDS = {
    Session: timedelta(hours=10),
    Submission: timedelta(days=1),
    Attempt: timedelta(hours=1),
    AccessAttempt: timedelta(days=1),
    Invitation: timedelta(days=30),
    PasswordCode: timedelta(days=7),
    DBTaskResult: timedelta(days=1),
}


@pytest.fixture
def now(client, cast):
    """One of everything that has a term."""
    now = timezone.now()
    client.force_login(cast.noor)
    accounts.invite(Invited(area=cast.area, role="resident", name="Sem"), by=cast.joost, now=now)
    accounts.make_password_code(cast.amina, term=accounts.PASSWORD_TERM_ON_PAPER, now=now)
    may_try("sign-in", LIMITS["sign-in"], "a", now=now)
    Submission.objects.create(key="k", location="/", sent_at=now)
    AccessAttempt.objects.create(username="x", failures_since_start=1)
    result = mail.send_password_code.enqueue(0, "http://testserver/")
    DBTaskResult.objects.filter(pk=result.id).update(finished_at=now)
    return now


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_each_kind_is_gone_after_its_term_and_there_before(now, model):
    terms.forget(now=now + KINDS[model] - timedelta(hours=1) if model is not Attempt else now)
    assert model.objects.exists()
    terms.forget(now=now + KINDS[model] + timedelta(minutes=5))
    assert not model.objects.exists()


@pytest.fixture
def folder(settings, tmp_path):
    """Mail goes to files here, as where no mail server is set up."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.VAR = tmp_path
    send_mail("Nieuws uit je buurt", "Hallo Amina", "wij@voorbeeld.example", ["amina@voorbeeld.example"])
    return settings.EMAIL_FILE_PATH


def test_mail_in_files_is_gone_after_a_day_and_there_before(folder):
    now = timezone.now()

    assert terms.forget(now=now + timedelta(hours=23))["mail in files"] == 0 and list(folder.iterdir())
    assert terms.forget(now=now + timedelta(hours=25))["mail in files"] == 1 and not list(folder.iterdir())
    assert terms.forget(now=now + timedelta(hours=25))["mail in files"] == 0


def test_mail_in_files_is_gone_when_an_account_is_erased(folder, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(cast.amina, now=timezone.now())

    assert not list(folder.iterdir())


def test_where_a_mail_server_sends_no_file_is_touched(folder, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    assert terms.clear_mail(before=timezone.now() + timedelta(days=9)) == 0 and list(folder.iterdir())


def test_the_command_says_what_is_gone(now, capsys):
    call_command("forget")

    assert "invitations: 0" in capsys.readouterr().out


def test_signing_in_asks_to_forget_once_a_day(client, cast, monkeypatch):
    monkeypatch.setattr(terms, "_asked_on", [])
    before = DBTaskResult.objects.count()
    for day in (1, 1, 2):
        terms.ask_to_forget(today=date(2026, 11, day))

    assert DBTaskResult.objects.count() == before + 2


def test_someone_who_signs_in_lets_the_site_forget(client, cast, monkeypatch):
    monkeypatch.setattr(terms, "_asked_on", [])
    client.force_login(make_person("sem", "Sem"))

    assert DBTaskResult.objects.filter(task_path__contains="forget_today").count() == 1


def test_forgetting_goes_on_every_day_when_nobody_signs_in(now):
    waiting = DBTaskResult.objects.filter(task_path__contains="forget_today", run_after__gt=now)
    for _twice in range(2):
        terms.forget_today.call()

    assert waiting.count() == 1
    tomorrow = waiting.get().run_after
    assert timedelta(hours=23) < tomorrow - timezone.now() <= timedelta(days=1)


def test_a_forgetting_that_goes_wrong_is_tried_again_tomorrow(now, monkeypatch):
    def wrong(**_when):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(terms, "forget", wrong)

    with pytest.raises(RuntimeError, match="disk"):
        terms.forget_today.call()

    assert DBTaskResult.objects.filter(task_path__contains="forget_today", run_after__gt=now).count() == 1
