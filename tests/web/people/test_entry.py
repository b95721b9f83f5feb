"""Signing in, invitations and new passwords: the happy way, the refusals, and the same answer to strangers."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.cast import PASSWORD, make_person
from wijkwerk.web.people import accounts, printed_code
from wijkwerk.web.people.accounts import Invited
from wijkwerk.web.people.models import AreaRole, Invitation, PasswordCode, Person, RecoveryCode
from wijkwerk.web.people.sign_in import unreadable_login
from wijkwerk.web.site.limits import LIMITS, Limit

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "drie-bankjes-bij-de-haven"


@pytest.fixture(autouse=True)
def _fast_passwords_and_direct_mail(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    cache.clear()


@pytest.fixture
def sem(cast):
    """A resident who can type PASSWORD."""
    return make_person("sem", "Sem de Wit", area=cast.area, role="resident", has_password=True)


def sign_in(client, username, password=PASSWORD, **more):
    return client.post("/inloggen/", {"username": username, "password": password, **more})


def token():
    return {"form_token": f"token-{accounts.fresh_code()}"}


@pytest.mark.parametrize("name", ["sem", "SEM", "sem@voorbeeld.example", "Sem@Voorbeeld.example"])
def test_people_sign_in_with_their_login_name_or_mail_address(client, sem, name):
    assert sign_in(client, name).headers["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200


def test_after_signing_in_people_are_where_they_wanted_to_be(client, sem):
    assert sign_in(client, "sem", next="/beheer/").headers["Location"] == "/beheer/"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(client, sem, elsewhere):
    assert sign_in(client, "sem", next=elsewhere).headers["Location"] == "/mijn/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client, sem):
    def answer(name, password):
        page = sign_in(client, name, password)
        return page.status_code, re.sub(r'value="[^"]*"', "", page.content.decode())

    sem_is_closed = Person.objects.filter(pk=sem.pk)
    wrong = answer("sem", "niet-het-wachtwoord")
    assert answer("niemand", "niet-het-wachtwoord") == wrong
    sem_is_closed.update(is_active=False)
    assert answer("sem", PASSWORD) == wrong


def test_a_new_session_begins_at_signing_in(client, sem):
    code = accounts.make_password_code(sem, term=timedelta(days=1), now=timezone.now())
    client.get(f"/wachtwoord/{code}/")
    before = client.cookies["sessionid"].value
    sign_in(client, "sem")

    assert client.cookies["sessionid"].value != before


def test_signing_out_is_a_button_and_ends_the_session(client, sem):
    sign_in(client, "sem")
    cookie = client.cookies["sessionid"].value
    assert client.get("/uitloggen/").status_code == 405
    client.post("/uitloggen/")
    client.cookies["sessionid"] = cookie

    assert client.get("/mijn/").status_code == 302


def test_ten_wrong_tries_close_the_door_for_a_while(client, sem):
    pages = [sign_in(client, "sem", "fout") for _ in range(11)]

    assert pages[-1].status_code == 429
    assert "Even wachten" in pages[-1].content.decode()
    assert sign_in(client, "sem").status_code == 429


def test_the_count_of_wrong_tries_holds_no_readable_name(client, sem):
    from axes.models import AccessAttempt

    sign_in(client, "sem", "fout")
    kept = AccessAttempt.objects.get()

    assert kept.username == unreadable_login(None, {"username": "sem"})
    assert "sem" not in f"{kept.post_data}{kept.get_data}"


@pytest.mark.usefixtures("clock_stands")
def test_too_many_wrong_codes_from_one_address_have_to_wait(client):
    pages = [client.post("/uitnodiging/", {"code": "x"}) for _ in range(LIMITS["code-entry"].times + 1)]

    assert [page.status_code for page in pages[-2:]] == [200, 429]
    assert pages[-1].headers["Retry-After"]


def test_right_passwords_do_not_count_and_too_many_wrong_ones_have_to_wait(client, sem, monkeypatch):
    monkeypatch.setitem(LIMITS, "sign-in", Limit(3, timedelta(hours=1)))
    for _ in range(5):
        assert sign_in(client, "sem").status_code == 302
        client.post("/uitloggen/")

    wrong = [sign_in(client, f"niemand-{number}", "fout").status_code for number in range(4)]

    assert wrong == [200, 200, 200, 429]
    assert sign_in(client, "sem").status_code == 429


def test_a_role_given_or_taken_ends_every_session(client, cast, sem):
    from wijkwerk.web.people.service import end_role, give_role

    sign_in(client, "sem")
    held = give_role(Person.objects.get(pk=sem.pk), cast.elsewhere, "editor")
    assert client.get("/mijn/").status_code == 302
    sign_in(client, "sem")
    end_role(held)
    assert client.get("/mijn/").status_code == 302


def test_another_password_ends_the_sessions_elsewhere_only(client, sem):
    from django.test import Client

    elsewhere = Client()
    sign_in(elsewhere, "sem")
    sign_in(client, "sem")
    client.post("/mijn/wachtwoord/", {"current_password": PASSWORD, "password": NEW_PASSWORD, **token()})

    assert client.get("/mijn/").status_code == 200
    assert elsewhere.get("/mijn/").status_code == 302


def test_a_session_ends_after_ten_hours(client, sem):
    sign_in(client, "sem")
    later(client, began_at=timedelta(hours=10, minutes=1))

    assert client.get("/mijn/").status_code == 302


def test_after_an_hour_of_silence_a_professional_signs_in_again_and_a_resident_does_not(client, cast, sem):
    for person, status in ((cast.joost, 302), (sem, 200)):
        client.force_login(person)
        later(client, seen_at=timedelta(minutes=61))
        assert client.get("/mijn/").status_code == status


def later(client, **ago):
    session = client.session
    for name, how_long in ago.items():
        session[name] = (timezone.now() - how_long).timestamp()
    session.save()


# --- invitations ---


def test_a_worker_invites_a_resident_on_paper_who_comes_in_without_mail(client, cast):
    client.force_login(cast.joost)
    sheet = client.post(reverse("people:invite", args=[cast.area.slug]), {"name": "Sem de Wit"})
    code = "".join(re.findall(r"<span>(\w{4})</span>", sheet.content.decode()))
    assert printed_code.read(code) == code
    assert sheet.headers["Cache-Control"] == "no-store"

    client.logout()
    assert client.post("/uitnodiging/", {"code": code.lower()}).headers["Location"] == "/uitnodiging/kies/"
    assert "Sem de Wit" in client.get("/uitnodiging/kies/").content.decode()
    answer = {"name": "Sem de Wit", "login": "sem", "email": "", "password": NEW_PASSWORD, **token()}
    assert client.post("/uitnodiging/kies/", answer).headers["Location"] == "/mijn/"

    held = AreaRole.objects.get(person__login="sem")
    assert (held.area, held.role) == (cast.area, "resident")
    assert client.get("/mijn/").status_code == 200
    assert Invitation.objects.get().name == ""


def test_a_code_works_once(client, cast):
    invitation, code = accounts.invite(Invited(area=cast.area, role="resident"), by=cast.joost, now=timezone.now())
    client.post("/uitnodiging/", {"code": code})
    answer = {"name": "Sem", "login": "sem", "password": NEW_PASSWORD}
    client.post("/uitnodiging/kies/", {**answer, **token()})
    client.logout()

    assert "klopt niet" in client.post("/uitnodiging/", {"code": code}).content.decode()
    assert not accounts.accept_as_known(invitation, cast.ruud, now=timezone.now())


def test_a_code_ends_with_its_term(cast):
    invitation, code = accounts.invite(Invited(area=cast.area, role="resident"), by=cast.joost, now=timezone.now())
    late = invitation.ends_at + timedelta(seconds=1)

    assert accounts.open_invitation(printed_code.digest_of(code), now=late) is None
    assert not accounts.use_up(invitation, now=late)


def test_someone_with_an_account_takes_the_new_role_along(client, cast):
    _, code = accounts.invite(Invited(area=cast.area, role="resident"), by=cast.joost, now=timezone.now())
    client.force_login(cast.ruud)
    client.get(f"/uitnodiging/{code}/")
    client.post("/uitnodiging/kies/", token())

    assert set(cast.ruud.area_roles.values_list("area__slug", flat=True)) == {"oud-crooswijk", "vechtzoom"}
    assert client.get("/mijn/").status_code == 200


def test_a_worker_cannot_invite_a_colleague(cast):
    from wijkwerk.web.people.service import NotAllowed

    for invited in (
        Invited(area=cast.area, role="editor"),
        Invited(area=cast.elsewhere, role="resident"),
        Invited(is_administrator=True),
    ):
        with pytest.raises(NotAllowed):
            accounts.invite(invited, by=cast.joost, now=timezone.now())
    assert not Invitation.objects.exists()


def test_an_invitation_by_mail_holds_a_link_that_works_and_no_table_holds_the_code(client, cast):
    client.force_login(cast.joost)
    form = {"name": "Sem", "email": "sem@voorbeeld.example", **token()}
    client.post(reverse("people:invite", args=[cast.area.slug]), form)
    client.logout()
    letter = str(mail.outbox[0].body)
    link = re.search(r"http://testserver(/uitnodiging/\w{16}/)", letter)
    assert link

    assert client.get(link[1]).headers["Location"] == "/uitnodiging/kies/"
    assert "sem@voorbeeld.example" in client.get("/uitnodiging/kies/").content.decode()
    assert Invitation.objects.get().digest not in letter


def test_a_taken_login_name_is_said_at_the_field_and_what_was_typed_stays(client, cast):
    _, code = accounts.invite(Invited(area=cast.area, role="resident"), by=cast.joost, now=timezone.now())
    client.get(f"/uitnodiging/{code}/")
    page = client.post("/uitnodiging/kies/", {"name": "Amina B", "login": "amina", "password": NEW_PASSWORD, **token()})

    assert "al van iemand" in page.content.decode()
    assert "Amina B" in page.content.decode()


# --- a new password ---


def test_a_new_password_by_mail(client, sem):
    client.post("/wachtwoord/", {"who": "sem"})
    link = re.search(r"http://testserver(/wachtwoord/\w{16}/)", str(mail.outbox[0].body))
    assert link
    client.get(link[1])
    assert "sem" in client.get("/wachtwoord/nieuw/").content.decode()
    client.post("/wachtwoord/nieuw/", {"password": NEW_PASSWORD, **token()})

    assert sign_in(client, "sem", NEW_PASSWORD).status_code == 302
    client.logout()
    assert client.get(client.get(link[1]).headers["Location"]).status_code == 302


def test_asking_a_password_for_nobody_gets_the_same_answer_and_no_mail(client, sem):
    pages = [client.post("/wachtwoord/", {"who": name}) for name in ("sem", "niemand", "niemand@voorbeeld.example")]

    assert {(page.status_code, page.headers["Location"]) for page in pages} == {(302, "/wachtwoord/?gestuurd=1")}
    assert len(mail.outbox) == 1


def test_someone_without_mail_gets_a_printed_code_from_the_worker(client, cast, sem):
    client.force_login(cast.joost)
    sheet = client.post(reverse("people:give-code", args=[sem.pk])).content.decode()
    code = "".join(re.findall(r"<span>(\w{4})</span>", sheet))
    client.logout()
    client.post("/wachtwoord/code/", {"code": code})
    client.post("/wachtwoord/nieuw/", {"password": NEW_PASSWORD, **token()})

    assert sign_in(client, "sem", NEW_PASSWORD).status_code == 302


def test_a_later_code_ends_the_earlier_one(sem):
    now = timezone.now()
    first = accounts.make_password_code(sem, term=timedelta(days=1), now=now)
    accounts.make_password_code(sem, term=timedelta(days=1), now=now)

    assert accounts.open_password_code(printed_code.digest_of(first), now=now) is None
    assert PasswordCode.objects.count() == 1


# --- the second step ---


KEY = "ab" * 20


def digits_of(key, steps=0):
    totp = TOTP(bytes.fromhex(key))
    totp.time = timezone.now().timestamp() + 30 * steps
    return f"{totp.token():06d}"


def set_up(client):
    client.get("/mijn/tweede-stap/")
    key = client.session["second_step_key"]
    page = client.post("/mijn/tweede-stap/", {"current_password": PASSWORD, "token": digits_of(key)})
    return key, re.findall(r'dir="ltr">([0-9A-Z ]{19})</strong>', page.content.decode())


def test_a_second_step_is_asked_once_it_is_set_up(client, sem):
    sign_in(client, "sem")
    key, codes = set_up(client)
    assert len(codes) == accounts.RECOVERY_CODES
    client.logout()

    assert sign_in(client, "sem").headers["Location"] == "/inloggen/tweede-stap/"
    assert client.get("/mijn/").status_code == 302
    assert client.post("/inloggen/tweede-stap/", {"token": "000000"}).status_code == 200
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    client.post("/inloggen/tweede-stap/", {"token": digits_of(key, steps=1)})
    assert client.get("/mijn/").status_code == 200


def test_the_same_digits_work_once(client, sem):
    sign_in(client, "sem")
    key, _ = set_up(client)
    client.logout()
    sign_in(client, "sem")

    assert client.post("/inloggen/tweede-stap/", {"token": digits_of(key)}).status_code == 200


def test_a_recovery_code_stands_in_once(client, sem):
    sign_in(client, "sem")
    _, codes = set_up(client)
    for expected in (302, 200):
        client.logout()
        sign_in(client, "sem")
        assert client.post("/inloggen/tweede-stap/", {"token": codes[0]}).status_code == expected


def test_new_recovery_codes_are_for_who_types_the_password(client, sem):
    sign_in(client, "sem")
    set_up(client)
    before = set(RecoveryCode.objects.values_list("digest", flat=True))

    for typed in ({}, {"current_password": "niet van sem"}):
        page = client.post("/mijn/herstelcodes/", typed).content.decode()
        assert (
            'action="/mijn/tweede-stap/"' in page
            and 'href="#recovery_current_password"' in page
            and "Print deze herstelcodes" not in page
        )
        assert set(RecoveryCode.objects.values_list("digest", flat=True)) == before

    page = client.post("/mijn/herstelcodes/", {"current_password": PASSWORD}).content.decode()
    assert "Print deze herstelcodes" in page
    assert not before & set(RecoveryCode.objects.values_list("digest", flat=True))


def without_second_step(client, cast, person):
    client.force_login(cast.noor)
    return client.post(f"/beheer/mensen/{person.pk}/", {"act": "second-step", "form_token": "t" * 20})


def test_who_lost_the_telephone_gets_a_new_second_step_through_an_administrator(client, cast, settings):
    settings.WIJKWERK_EXAMPLE = False
    accounts.set_up_second_step(cast.els, KEY, digits_of(KEY), now=timezone.now())
    accounts.set_up_second_step(cast.noor, KEY, digits_of(KEY), now=timezone.now())
    elsewhere = Client()
    elsewhere.force_login(cast.els)

    without_second_step(client, cast, cast.els)

    assert not TOTPDevice.objects.filter(user=cast.els).exists()
    assert not RecoveryCode.objects.filter(person=cast.els).exists()
    assert "/inloggen/" in elsewhere.get("/mijn/").headers["Location"]
    [told] = mail.outbox
    assert told.to == [cast.els.email] and "tweede stap" in told.body
    client.force_login(Person.objects.get(pk=cast.els.pk))
    assert client.get("/mijn/").headers["Location"] == "/mijn/tweede-stap/"


def test_an_administrator_cannot_take_the_own_second_step_away(client, cast):
    accounts.set_up_second_step(cast.noor, KEY, digits_of(KEY), now=timezone.now())

    assert without_second_step(client, cast, cast.noor).status_code == 403
    assert TOTPDevice.objects.filter(user=cast.noor).exists()


def test_outside_the_example_a_professional_first_sets_up_the_second_step(client, cast, settings):
    settings.WIJKWERK_EXAMPLE = False
    for person in (cast.joost, cast.els, cast.karin, cast.noor):
        client.force_login(person)
        assert client.get("/mijn/").headers["Location"] == "/mijn/tweede-stap/"
        assert client.get("/mijn/tweede-stap/").status_code == 200
    client.force_login(cast.amina)
    assert client.get("/mijn/").status_code == 200


def test_in_the_example_the_second_step_is_free(client, cast):
    client.force_login(cast.noor)

    assert client.get("/beheer/").status_code == 200
