"""How people come in and get back in: invitations, codes that work once, passwords, the second step."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from wijkwerk.web.people import printed_code
from wijkwerk.web.people.models import (
    Area,
    AreaRole,
    Invitation,
    Organisation,
    PasswordCode,
    Person,
    RecoveryCode,
    SingleUse,
)
from wijkwerk.web.people.service import NotAllowed, Role, end_sessions, give_role, require

INVITATION_TERM = timedelta(days=30)
PASSWORD_TERM_ON_PAPER = timedelta(days=7)
PASSWORD_TERM_BY_MAIL = timedelta(hours=2)
RECOVERY_TERM = timedelta(days=3650)
RECOVERY_CODES = 8
RECOVERY_LENGTH = 14  # 70 bits, and ten tries in five minutes


@dataclass(frozen=True)
class Invited:
    """What someone is invited for."""

    name: str = ""
    email: str = ""
    area: Area | None = None
    role: str = ""
    organisation: Organisation | None = None
    is_administrator: bool = False


def invite(invited: Invited, *, by: Person | None, now: datetime) -> tuple[Invitation, str]:
    """Keep an invitation; with it the code for paper, which is shown now and never again.

    A community worker invites residents of the own area, an administrator anyone; `by` is None at the command line.
    """
    if by is not None:
        _require_may_invite(by, invited)
    code = fresh_code()
    invitation = Invitation.objects.create(
        name=invited.name,
        email=invited.email,
        area=invited.area,
        role=invited.role,
        organisation=invited.organisation,
        is_administrator=invited.is_administrator,
        made_by=by,
        made_at=now,
        ends_at=now + INVITATION_TERM,
        digest=printed_code.digest_of(code),
    )
    return invitation, code


def _require_may_invite(by: Person, invited: Invited) -> None:
    require(by, "people.invite", invited.area)
    is_for_resident = invited.role == Role.RESIDENT and not invited.is_administrator and invited.organisation is None
    if not by.is_administrator and not is_for_resident:
        raise NotAllowed(_("Een opbouwwerker kan bewoners uitnodigen. Vraag een beheerder voor iemand anders."))


def renew_code(invitation: Invitation, *, now: datetime) -> str:
    """A fresh code for an invitation that is sent by mail; the earlier code ends."""
    code = fresh_code()
    invitation.digest = printed_code.digest_of(code)
    invitation.ends_at = now + INVITATION_TERM
    invitation.save(update_fields=["digest", "ends_at"])
    return code


def open_invitation(digest: str, *, now: datetime) -> Invitation | None:
    """The invitation of this code, while it still works."""
    return Invitation.objects.filter(digest=digest, used_at=None, ends_at__gt=now).select_related("area").first()


def accept_as_newcomer(
    invitation: Invitation, *, login: str, name: str, email: str, password: str, now: datetime
) -> Person | None:
    """A new account with the role of the invitation; None when the code was just used by someone else."""
    with transaction.atomic():
        if not use_up(invitation, now=now):
            return None
        person = Person(login=login, name=name, email=email)
        person.set_password(password)
        person.save()
        _take_up(invitation, person)
    return person


def accept_as_known(invitation: Invitation, person: Person, *, now: datetime) -> bool:
    """Add the role of the invitation to an account; False when the code was just used."""
    with transaction.atomic():
        if not use_up(invitation, now=now):
            return False
        _take_up(invitation, person)
    return True


def _take_up(invitation: Invitation, person: Person) -> None:
    if invitation.organisation is not None:
        person.organisation = invitation.organisation
    person.is_administrator = person.is_administrator or invitation.is_administrator
    person.save(update_fields=["organisation", "is_administrator"])
    if invitation.area is not None and invitation.role:
        give_role(person, invitation.area, invitation.role)
    # What was needed to reach someone is not needed any more.
    invitation.name = invitation.email = ""
    invitation.save(update_fields=["name", "email"])


def make_password_code(person: Person, *, term: timedelta, now: datetime) -> str:
    """A code with which this person chooses a new password, once; earlier codes end."""
    PasswordCode.objects.filter(person=person).delete()
    code = fresh_code()
    PasswordCode.objects.create(person=person, made_at=now, ends_at=now + term, digest=printed_code.digest_of(code))
    return code


def give_password_code(person: Person, *, by: Person, now: datetime) -> str:
    """A printed code for someone without mail: by a worker for a resident of the own area, or by an administrator."""
    require(by, "people.give_code", person)
    return make_password_code(person, term=PASSWORD_TERM_ON_PAPER, now=now)


def open_password_code(digest: str, *, now: datetime) -> PasswordCode | None:
    """The password code with this digest, while it still works and the account is open."""
    return (
        PasswordCode.objects.filter(digest=digest, used_at=None, ends_at__gt=now, person__is_active=True)
        .select_related("person")
        .first()
    )


def choose_password(code: PasswordCode, password: str, *, now: datetime) -> bool:
    """Set the new password, use up the code and sign out everywhere; False when the code was just used."""
    with transaction.atomic():
        if not use_up(code, now=now):
            return False
        code.person.set_password(password)
        code.person.save(update_fields=["password"])
        end_sessions(code.person)
    return True


def use_up(code: SingleUse, *, now: datetime) -> bool:
    """Mark this code as used, in one statement; False when someone was first or its time is over."""
    still_open = type(code)._default_manager.filter(pk=code.pk, used_at=None, ends_at__gt=now)
    return still_open.update(used_at=now) == 1


def set_up_second_step(person: Person, key: str, token: str, *, now: datetime) -> list[str] | None:
    """Confirm a telephone by its first six digits; the recovery codes, or None when the digits are wrong."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = now.timestamp()
    if not token.isdigit() or not totp.verify(int(token), tolerance=1):
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=person).delete()
        TOTPDevice.objects.create(user=person, key=key, name="", confirmed=True, last_t=totp.t())
        return make_recovery_codes(person, now=now)


def take_second_step_away(person: Person, *, by: Person) -> None:
    """For who lost the telephone and the recovery codes: both end, and so does every session.

    NotAllowed for one's own: whoever is signed in replaces that telephone with their password.
    """
    if person == by:
        raise NotAllowed(_("Je eigen tweede stap vervang je zelf, op je eigen pagina."))
    with transaction.atomic():
        TOTPDevice.objects.filter(user=person).delete()
        RecoveryCode.objects.filter(person=person).delete()
        end_sessions(person)


def make_recovery_codes(person: Person, *, now: datetime) -> list[str]:
    """Fresh recovery codes for paper; the earlier ones end."""
    RecoveryCode.objects.filter(person=person).delete()
    codes = [printed_code.make(secrets.choice, RECOVERY_LENGTH) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=printed_code.digest_of(code), made_at=now, ends_at=now + RECOVERY_TERM)
        for code in codes
    )
    return codes


def passes_second_step(person: Person, device: TOTPDevice, typed: str, *, now: datetime) -> bool:
    """Whether these are the six digits of the telephone, or a recovery code that was not used before."""
    digits = typed.replace(" ", "")
    if digits.isdigit() and len(digits) == 6:
        return bool(device.verify_token(digits))
    code = printed_code.read(typed, RECOVERY_LENGTH)
    found = RecoveryCode.objects.filter(person=person, digest=printed_code.digest_of(code)).first() if code else None
    return found is not None and use_up(found, now=now)


def is_free(login: str, besides: Person | None = None) -> bool:
    """Whether nobody has this login name yet."""
    others = Person.objects.filter(login__iexact=login)
    return not (others.exclude(pk=besides.pk) if besides else others).exists()


def fresh_code() -> str:
    """A code of 130 random bits with its check characters."""
    return printed_code.make(secrets.choice)


def roles_of(person: Person) -> list[AreaRole]:
    """The roles of a person with their areas, in the order of the areas."""
    return list(person.area_roles.select_related("area").order_by("area__name", "role"))
