"""Who there is: people, the organisations they work for, the areas they live or work in, and the roles they have there."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A residents' group, welfare organisation, housing corporation or municipality."""

    name = models.CharField(_("naam"), max_length=120, unique=True)


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

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    level = models.CharField(_("soort gebied"), max_length=20, choices=Level, default=Level.NEIGHBOURHOOD)
    within = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    summary = models.TextField(_("in een paar zinnen"), max_length=600, blank=True)
    residents = models.PositiveIntegerField(_("aantal bewoners"), null=True, blank=True)
    households = models.PositiveIntegerField(_("aantal huishoudens"), null=True, blank=True)
    contact_name = models.CharField(_("wie kun je bellen"), max_length=120)
    contact_phone = models.CharField(_("telefoonnummer"), max_length=30)
    contact_role = models.CharField(_("wat doet deze persoon"), max_length=120, blank=True)
    shapes = models.JSONField(_("kaart"), default=dict, blank=True)


class Person(AbstractBaseUser):
    """Someone with an account. A resident needs no e-mail address: a printed code will do."""

    login = models.CharField(_("inlognaam"), max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("e-mailadres"), blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    is_administrator = models.BooleanField(_("beheerder"), default=False)
    is_active = models.BooleanField(_("mag inloggen"), default=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]


class AreaRole(models.Model):
    """What someone is in an area: never a label on the person, always of one place."""

    class Role(models.TextChoices):
        RESIDENT = "resident", _("bewoner")
        COMMUNITY_WORKER = "community-worker", _("opbouwwerker")
        POLICY_OFFICER = "policy-officer", _("beleidsmedewerker")
        EDITOR = "editor", _("redacteur")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="area_roles")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("rol"), max_length=30, choices=Role)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "area", "role"], name="one_role_once_per_area"),
        ]
