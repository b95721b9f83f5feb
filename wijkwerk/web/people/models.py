"""Who there is: people, the organisations they work for, the areas they live or work in, and the roles they have there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.site import register as kept
from wijkwerk.web.site.hidden_signs import without_hidden_signs
from wijkwerk.web.site.prepared import Prepared
from wijkwerk.web.site.register import Kept
from wijkwerk.web.site.service_numbers import without_service_number

LOGIN_SHAPE = RegexValidator(r"^[a-z0-9][a-z0-9._-]*$", _("Gebruik kleine letters, cijfers, punt of streepje."))
PHONE_SHAPE = RegexValidator(r"^\+?[0-9][0-9 ()-]{7,}$", _("Schrijf een telefoonnummer, zoals 010 123 45 67."))


class Organisation(models.Model):
    """A residents' group, welfare organisation, housing corporation or municipality."""

    name = models.CharField(
        _("naam"), max_length=120, unique=True, validators=[without_hidden_signs, without_service_number]
    )

    register: ClassVar[Mapping[str, Kept]] = {
        "name": Kept(_("laten zien namens wie iemand werkt"), kept.WHILE_SITE, kept.EVERYONE),
    }

    class Meta:
        verbose_name = _("organisatie")

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A district, neighbourhood, street or block, with a person one can call.

    `shapes` is a GeoJSON FeatureCollection (WGS84) of streets and blocks, drawn when there are no tiles.
    `residents` and `households` are whole numbers, the groups a vote is counted over.
    """

    class Level(models.TextChoices):
        DISTRICT = "district", _("wijk")
        NEIGHBOURHOOD = "neighbourhood", _("buurt")
        STREET = "street", _("straat")
        BLOCK = "block", _("blok")

    slug = models.SlugField(_("naam in het adres"), max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=120, validators=[without_hidden_signs, without_service_number])
    level = models.CharField(_("soort gebied"), max_length=20, choices=Level, default=Level.NEIGHBOURHOOD)
    within = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("ligt in")
    )
    summary = models.TextField(
        _("in een paar zinnen"), max_length=600, blank=True, validators=[without_hidden_signs, without_service_number]
    )
    residents = models.PositiveIntegerField(_("aantal bewoners"), null=True, blank=True)
    households = models.PositiveIntegerField(_("aantal huishoudens"), null=True, blank=True)
    contact_name = models.CharField(
        _("wie kun je bellen"), max_length=120, validators=[without_hidden_signs, without_service_number]
    )
    contact_phone = models.CharField(
        _("telefoonnummer"), max_length=30, validators=[PHONE_SHAPE, without_service_number]
    )
    contact_role = models.CharField(
        _("wat doet deze persoon"),
        max_length=120,
        blank=True,
        validators=[without_hidden_signs, without_service_number],
    )
    # Their name still stands here in free text, until an administrator puts somebody there.
    contact_erased_on = models.DateField(_("contactpersoon heeft geen account meer sinds"), null=True, blank=True)
    shapes = models.JSONField(_("kaart"), default=dict, blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("slug", "name", "level", "within", "summary", "shapes"),
            Kept(_("de buurt laten zien"), kept.WHILE_AREA, kept.EVERYONE),
        ),
        **dict.fromkeys(
            ("residents", "households"), Kept(_("een stemming eerlijk tellen"), kept.WHILE_AREA, kept.EVERYONE)
        ),
        **dict.fromkeys(
            ("contact_name", "contact_phone", "contact_role"),
            Kept(_("iemand kunnen bellen; deze persoon heeft dat goedgevonden"), kept.WHILE_AREA, kept.EVERYONE),
        ),
        "contact_erased_on": Kept(
            _("een ander vragen als de contactpersoon een account wiste"), kept.WHILE_AREA, kept.ADMINISTRATORS
        ),
    }

    class Meta:
        verbose_name = _("gebied")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(contact_name="") & ~models.Q(contact_phone=""),
                name="area_has_someone_to_call",
                violation_error_message=_("Noem iemand die je kunt bellen, met een telefoonnummer."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def with_around(self) -> Iterator[Area]:
        """This area and those around it, the nearest first, as many as there are levels at most."""
        area: Area | None = self
        for _level in self.Level:
            if area is None:
                return
            yield area
            area = area.within


def but_its_place(path: str) -> list[str]:
    """The fields of an area around another that nobody reads, to defer: only which area it is, and in which it lies."""
    return [f"{path}__{field.name}" for field in Area._meta.concrete_fields if field.name not in ("id", "within")]


def languages() -> list[tuple[str, Any]]:
    """The languages a person can choose: those of the site, or none."""
    return [("", _("geen keuze: de taal van je telefoon of computer")), *settings.LANGUAGES]


class People(BaseUserManager["Person"]):
    """Finds people by the name or mail address they sign in with."""

    def known_as(self, typed: str) -> Person | None:
        """The person with this login name or e-mail address, in capitals or not."""
        typed = typed.strip()
        field = "email__iexact" if "@" in typed else "login__iexact"
        return self.filter(**{field: typed}).first() if typed else None


class Person(AbstractBaseUser):
    """Someone with an account. A resident needs no e-mail address: a printed code will do."""

    login = models.CharField(
        _("inlognaam"), max_length=60, unique=True, validators=[LOGIN_SHAPE, without_service_number]
    )
    name = models.CharField(_("naam"), max_length=120, validators=[without_hidden_signs, without_service_number])
    email = models.EmailField(_("e-mailadres"), blank=True, validators=[without_service_number])
    language = models.CharField(_("taal"), max_length=12, blank=True, choices=languages)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("organisatie")
    )
    is_administrator = models.BooleanField(_("beheerder"), default=False)
    is_active = models.BooleanField(_("mag inloggen"), default=True)
    # Raised to end every session of this person at once.
    session_round = models.PositiveIntegerField(_("ronde van inloggen"), default=0)
    last_login = None  # we do not keep when someone was here

    objects = People()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    register: ClassVar[Mapping[str, Kept]] = {
        "login": Kept(_("inloggen"), kept.WHILE_ACCOUNT, kept.YOU_AND_ADMINISTRATORS),
        "name": Kept(
            _("laten zien wie iets deed of zei"),
            kept.WHILE_ACCOUNT,
            _("mensen met een rol in jouw gebied en beheerders"),
        ),
        "email": Kept(
            _("inloggen en je mail sturen; je mag het leeg laten"), kept.WHILE_ACCOUNT, kept.YOU_AND_ADMINISTRATORS
        ),
        "language": Kept(
            _("je pagina's en berichten in je eigen taal; je mag het leeg laten"),
            kept.WHILE_ACCOUNT,
            _("jijzelf, beheerders en de opbouwwerker die je een bericht vertelt"),
        ),
        "organisation": Kept(_("laten zien namens wie je werkt"), kept.WHILE_ACCOUNT, kept.EVERYONE),
        "is_administrator": Kept(_("weten wie de site beheert"), kept.WHILE_ACCOUNT, kept.YOU_AND_ADMINISTRATORS),
        "is_active": Kept(_("een account kunnen sluiten"), kept.WHILE_ACCOUNT, kept.ADMINISTRATORS),
        "password": Kept(_("inloggen; onleesbaar bewaard, niemand kan het lezen"), kept.WHILE_ACCOUNT, kept.NOBODY),
        "session_round": Kept(_("overal tegelijk kunnen uitloggen"), kept.WHILE_ACCOUNT, kept.NOBODY),
    }

    class Meta:
        verbose_name = _("persoon")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("login"), name="one_login_in_capitals_or_not"),
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_account_per_mail_address",
                violation_error_message=_("Dit e-mailadres hoort al bij een account."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reads_in(self) -> str:
        """The language of what we write to this person: their own when the site has it, else Dutch."""
        return self.language if self.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    @cached_property
    def roles_by_area(self) -> Mapping[int, frozenset[str]]:
        """The roles this person has, by the key of the area; one query, then remembered on this object."""
        found: dict[int, frozenset[str]] = {}
        for area_id, role in _roles_of(self.pk):
            found[area_id] = found.get(area_id, frozenset()) | {role}
        return found

    @property
    def is_professional(self) -> bool:
        """Whether this person administers, or has a role somewhere other than resident."""
        held = {role for roles in self.roles_by_area.values() for role in roles}
        return self.is_administrator or bool(held - {AreaRole.Role.RESIDENT})

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        # Django's own hash covers the password only; ours also ends sessions when `session_round` is raised.
        what = f"{self.password}|{self.session_round}"
        return salted_hmac("wijkwerk.session", what, secret=secret, algorithm="sha256").hexdigest()


class AreaRole(models.Model):
    """What someone is in an area: never a label on the person, always of one place."""

    class Role(models.TextChoices):
        RESIDENT = "resident", _("bewoner")
        COMMUNITY_WORKER = "community-worker", _("opbouwwerker")
        POLICY_OFFICER = "policy-officer", _("beleidsmedewerker")
        EDITOR = "editor", _("redacteur")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="area_roles", verbose_name=_("persoon"))
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="roles", verbose_name=_("gebied"))
    role = models.CharField(_("rol"), max_length=30, choices=Role)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("person", "area", "role"),
        Kept(
            _("weten wie wat mag in welk gebied"),
            kept.WHILE_ACCOUNT,
            _("jijzelf, de opbouwwerkers van het gebied en beheerders"),
        ),
    )

    class Meta:
        verbose_name = _("rol in een gebied")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "area", "role"], name="one_role_once_per_area"),
        ]

    def __str__(self) -> str:
        return self.role


_roles_of = Prepared(
    lambda person: AreaRole.objects.filter(person=person).values_list("area_id", "role"),
    AreaRole._meta.get_field("person"),
)


class SingleUse(models.Model):
    """A code on paper or in a mail that works once, until its last moment; only its digest is kept."""

    digest = models.CharField(_("onleesbaar kenmerk van de code"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("gemaakt op"))
    ends_at = models.DateTimeField(_("werkt tot"))
    used_at = models.DateTimeField(_("gebruikt op"), null=True, blank=True)

    class Meta:
        abstract = True


CODE_KEPT = Kept(_("een code laten werken: één keer, en niet te lang"), _("dertig dagen"), kept.NOBODY)
CODE_FIELDS = dict.fromkeys(("digest", "made_at", "ends_at", "used_at"), CODE_KEPT)


class Invitation(SingleUse):
    """Someone is asked to join, in a role in an area or as administrator; they choose their own name and password."""

    name = models.CharField(
        _("naam"), max_length=120, blank=True, validators=[without_hidden_signs, without_service_number]
    )
    email = models.EmailField(_("e-mailadres"), blank=True, validators=[without_service_number])
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("gebied"))
    role = models.CharField(_("rol"), max_length=30, choices=AreaRole.Role, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("organisatie")
    )
    is_administrator = models.BooleanField(_("beheerder"), default=False)
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("uitgenodigd door")
    )

    register: ClassVar[Mapping[str, Kept]] = {
        **CODE_FIELDS,
        **dict.fromkeys(
            ("name", "email", "area", "role", "organisation", "is_administrator", "made_by"),
            Kept(_("iemand uitnodigen"), _("dertig dagen"), _("wie uitnodigt en beheerders")),
        ),
    }

    class Meta:
        verbose_name = _("uitnodiging")


class PasswordCode(SingleUse):
    """Lets one person choose a new password, once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("persoon"))
    register: ClassVar[Mapping[str, Kept]] = {**CODE_FIELDS, "person": CODE_KEPT}

    class Meta:
        verbose_name = _("code voor een nieuw wachtwoord")


class RecoveryCode(SingleUse):
    """Stands in for the second step, once, when the telephone is lost."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("persoon"))
    register: ClassVar[Mapping[str, Kept]] = {
        name: Kept(_("inloggen als je telefoon weg is"), kept.WHILE_ACCOUNT, kept.NOBODY)
        for name in (*CODE_FIELDS, "person")
    }

    class Meta:
        verbose_name = _("herstelcode")
