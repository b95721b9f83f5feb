"""Mail that goes out in the background; its codes are made there, so that no table ever holds one."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from wijkwerk.web.people import accounts, printed_code
from wijkwerk.web.people.models import Invitation, Person


@task()
def send_invitation(invitation_id: int, address: str) -> None:
    """Mail an invitation; `address` is the page where codes are typed."""
    invitation = Invitation.objects.filter(pk=invitation_id, used_at=None).exclude(email="").first()
    if invitation is None:
        return
    code = accounts.renew_code(invitation, now=timezone.now())
    place = invitation.area.name if invitation.area else "Wijkwerk"
    text = _(
        "Hallo %(name)s,\n\nJe bent uitgenodigd om mee te doen met %(place)s op Wijkwerk.\n\n"
        "Open deze link en kies een wachtwoord:\n%(link)s\n\n"
        "Werkt de link niet? Ga naar %(address)s en typ deze code:\n%(code)s\n\n"
        "De code werkt één keer, tot en met %(end)s. Ken je ons niet? Dan hoef je niets te doen.\n"
    )
    _send(
        invitation.email,
        _("Uitnodiging voor Wijkwerk"),
        text
        % {
            "name": invitation.name,
            "place": place,
            "link": f"{address}{code}/",
            "address": address,
            "code": " ".join(printed_code.groups(code)),
            "end": timezone.localdate(invitation.ends_at).strftime("%d-%m-%Y"),
        },
    )


@task()
def send_password_code(person_id: int, address: str) -> None:
    """Mail a code for a new password; `person_id` 0 is nobody, so that asking for nobody costs the same."""
    person = Person.objects.filter(pk=person_id, is_active=True).exclude(email="").first()
    if person is None:
        return
    code = accounts.make_password_code(person, term=accounts.PASSWORD_TERM_BY_MAIL, now=timezone.now())
    with override(person.reads_in):
        text = _(
            "Hallo %(name)s,\n\nJe vroeg om een nieuw wachtwoord voor Wijkwerk. Open deze link:\n%(link)s\n\n"
            "De link werkt één keer, twee uur lang. Vroeg je dit niet? Dan hoef je niets te doen.\n"
        )
        words = {"name": person.name, "link": f"{address}{code}/"}
        _send(person.email, _("Nieuw wachtwoord voor Wijkwerk"), text % words)


@task()
def tell_second_step_is_gone(person_id: int) -> None:
    """Mail that an administrator took the second step away, so that nobody loses it unseen."""
    person = Person.objects.filter(pk=person_id, is_active=True).exclude(email="").first()
    if person is None:
        return
    with override(person.reads_in):
        text = _(
            "Hallo %(name)s,\n\nEen beheerder van Wijkwerk haalde je tweede stap bij het inloggen weg. Log in met je "
            "wachtwoord en stel de tweede stap opnieuw in.\n\n"
            "Vroeg je dit niet? Bel dan meteen wie je uitnodigde.\n"
        )
        _send(person.email, _("Je tweede stap bij het inloggen is weg"), text % {"name": person.name})


def _send(to: str, subject: str, text: str) -> None:
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [to])
