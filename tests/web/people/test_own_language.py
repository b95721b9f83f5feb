"""Who chose a language reads every page in it, until they use the switch; what we mail them is in it too."""

import pytest
from django.conf import settings
from django.core import mail

from wijkwerk.web.people import mail as people_mail
from wijkwerk.web.people.models import Person

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
TOKENS = iter(f"{number:020}" for number in range(100))


def choose(client, person, language):
    client.force_login(person, backend=BACKEND)
    data = {"name": person.name, "email": person.email, "language": language, "form_token": next(TOKENS)}
    return client.post("/mijn/", data)


def language_of(client, path="/over/"):
    """The language of a page for a browser that asks for Dutch."""
    page = client.get(path, headers={"accept-language": "nl"})
    return page.content.decode().partition('<html lang="')[2][:2], page.headers["Content-Language"]


def test_pages_follow_the_language_somebody_chose_in_whatever_browser(client, cast):
    choose(client, cast.amina, "en")

    assert language_of(client) == ("en", "en")
    client.logout()
    assert language_of(client) == ("nl", "nl")


def test_arabic_stands_from_right_to_left(client, cast):
    choose(client, cast.amina, "ar")

    assert '<html lang="ar" dir="rtl">' in client.get("/mijn/").content.decode()


def test_the_language_switch_wins_in_this_browser_until_somebody_chooses_again(client, cast):
    choose(client, cast.amina, "en")
    client.post("/taal/", {"language": "ar"})
    assert language_of(client) == ("ar", "ar")

    choose(client, cast.amina, "nl")

    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == ""
    assert language_of(client) == ("nl", "nl")


def test_the_switch_stays_when_only_the_name_is_changed(client, cast):
    client.force_login(cast.amina, backend=BACKEND)
    client.post("/taal/", {"language": "ar"})

    choose(client, cast.amina, "")

    assert language_of(client) == ("ar", "ar")


def test_a_language_the_site_does_not_have_is_refused_and_one_it_lost_is_passed_over(client, cast):
    assert choose(client, cast.amina, "xx").status_code == 200

    Person.objects.filter(pk=cast.amina.pk).update(language="xx")

    assert language_of(client) == ("nl", "nl")
    assert Person.objects.get(pk=cast.amina.pk).reads_in == "nl"


def test_a_mail_for_a_new_password_is_in_the_language_of_who_asked(cast):
    Person.objects.filter(pk=cast.amina.pk).update(language="en")

    people_mail.send_password_code.call(cast.amina.pk, "https://wijk.example/")

    assert mail.outbox[0].subject == "New password for Wijkwerk"


def test_the_language_goes_along_in_the_export(client, cast):
    choose(client, cast.amina, "en")

    assert client.get("/mijn/gegevens.json").json()["account"]["language"] == "en"
