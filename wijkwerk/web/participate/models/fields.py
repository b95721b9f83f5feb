"""Fields that several tables of taking part share, and who reads what they keep."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.people.models import Person
from wijkwerk.web.site.hidden_signs import without_hidden_signs
from wijkwerk.web.site.service_numbers import without_service_number

WHILE_OPEN = _("zolang het gebied dit openbaar houdt")
UNTIL_ANSWERED = _("tot een half jaar na het antwoord")
WORKERS = _("opbouwwerkers en beleidsmedewerkers van het gebied")
# The languages of pages for residents; what people write is marked with one of these, or "und" for another.
LANGUAGES = (
    ("nl", _("Nederlands")), ("en", _("Engels")), ("ar", _("Arabisch")), ("tr", _("Turks")),
    ("pl", _("Pools")), ("uk", _("Oekraïens")), ("und", _("een andere taal")),
)  # fmt: skip


class Channel(models.TextChoices):
    """How something came in: every digital step has its twin."""

    DIGITAL = "digital", _("op de site")
    PAPER = "paper", _("op papier")
    DOOR = "door", _("aan de deur")
    PHONE = "phone", _("aan de telefoon")


def line(label: Any, most: int = 120, **options: Any) -> models.CharField[str, str]:
    """A line of text without hidden signs or service numbers."""
    return models.CharField(
        label, max_length=most, validators=[without_hidden_signs, without_service_number], **options
    )


def prose(label: Any, most: int = 4000, **options: Any) -> models.TextField[str, str]:
    """Text of some length without hidden signs or service numbers."""
    longest = MaxLengthValidator(most, _("Dit is %(show_value)s tekens lang. Maak er hoogstens %(limit_value)s van."))
    return models.TextField(label, validators=[longest, without_hidden_signs, without_service_number], **options)


def by_whom(label: Any, **options: Any) -> models.ForeignKey[Person | None, Person | None]:
    """Who did something here; what was done stays when they erase their account."""
    return models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=label, **options
    )


def language() -> models.CharField[str, str]:
    """The language something was written in."""
    return models.CharField(_("taal"), max_length=3, choices=LANGUAGES, default="nl")


def longitude() -> models.DecimalField[Any, Any]:
    """Degrees east, WGS84, or nowhere."""
    limits = [MinValueValidator(-180), MaxValueValidator(180)]
    return models.DecimalField(
        _("lengtegraad"), max_digits=7, decimal_places=4, null=True, blank=True, validators=limits
    )


def latitude() -> models.DecimalField[Any, Any]:
    """Degrees north, WGS84, or nowhere."""
    limits = [MinValueValidator(-85), MaxValueValidator(85)]
    return models.DecimalField(
        _("breedtegraad"), max_digits=6, decimal_places=4, null=True, blank=True, validators=limits
    )
