"""What people see in their area: notes with a theme, a kind and, if they like, a place on the map."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.places import themes
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.hidden_signs import without_hidden_signs
from wijkwerk.web.site.languages import language_of_terms
from wijkwerk.web.site.register import Kept
from wijkwerk.web.site.service_numbers import without_service_number

LONGEST = 300
READERS = _("mensen met een rol in het gebied; na publicatie iedereen")
WHO_WROTE = _("alleen het programma, om te weten wie het briefje mag wijzigen")


@dataclass(frozen=True)
class Provenance:
    """Where a note of the example comes from, in the shape of the component that shows it."""

    source: tuple[str, str, str] | None
    ours: str


class Sheet(models.Model):
    """The map sheet of one area: hands out the numbers of its notes, and counts how often they changed."""

    area = models.OneToOneField(
        Area, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("gebied")
    )
    last_number = models.PositiveIntegerField(_("laatste nummer van een briefje"), default=0)
    version = models.PositiveIntegerField(_("hoe vaak de briefjes veranderden"), default=0)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("area", "last_number", "version"),
        Kept(_("briefjes een nummer geven en de kaart snel laten zien"), kept.WHILE_AREA, kept.NOBODY),
    )

    class Meta:
        verbose_name = _("kaartblad")


class Note(models.Model):
    """One thing somebody saw or wishes in an area; about places, never about persons.

    `number` is counted per area and never used again, so that paper and telephone can name a note by it.
    `lon` and `lat` (degrees, WGS84) lie on the grid of `grid.py`; a note without them is in the list only.
    """

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("Kracht")
        WISH = "wish", _("Wens")
        PROBLEM = "problem", _("Zorg")
        OBSERVATION = "observation", _("Gezien")

    id = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="notes", verbose_name=_("gebied"))
    number = models.PositiveIntegerField(_("nummer"))
    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    theme = models.CharField(_("thema"), max_length=60)
    text = models.TextField(
        _("tekst"),
        validators=[
            MaxLengthValidator(LONGEST, _("Dit is %(show_value)s tekens lang. Maak er hoogstens %(limit_value)s van.")),
            without_hidden_signs,
            without_service_number,
        ],
    )
    lon = models.DecimalField(
        _("lengtegraad"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    lat = models.DecimalField(
        _("breedtegraad"),
        max_digits=6,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-85), MaxValueValidator(85)],
    )
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("geschreven door")
    )
    at = models.DateTimeField(_("geschreven op"))
    run = models.UUIDField(_("bij welke wandeling"), null=True, blank=True)
    is_published = models.BooleanField(_("voor iedereen te zien"), default=False)
    published_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("gepubliceerd door")
    )
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    source_document = models.CharField(_("bron"), max_length=60, blank=True)
    source_lines = models.CharField(_("regels in de bron"), max_length=60, blank=True)
    ours = models.CharField(_("onze keuze"), max_length=300, blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("id", "area", "number", "kind", "theme", "text", "lon", "lat", "run", "is_published"),
            Kept(_("samen zien wat er speelt in een gebied"), kept.WHILE_AREA, READERS),
        ),
        "by": Kept(_("je eigen briefje kunnen wijzigen of weghalen"), kept.WHILE_ACCOUNT, WHO_WROTE),
        "at": Kept(_("weten van wanneer een briefje is"), kept.WHILE_AREA, READERS),
        "published_by": Kept(
            _("weten welke redacteur het briefje las"), kept.WHILE_ACCOUNT, _("alleen het programma, bij een klacht")
        ),
        "published_at": Kept(_("laten zien wat nieuw is"), kept.WHILE_AREA, kept.EVERYONE),
        **dict.fromkeys(
            ("source_document", "source_lines", "ours"),
            Kept(_("laten zien waar een voorbeeld vandaan komt"), kept.WHILE_AREA, READERS),
        ),
    }

    class Meta:
        verbose_name = _("briefje op de kaart")
        ordering = ("number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "number"], name="one_note_per_number_of_an_area"),
            models.CheckConstraint(condition=~models.Q(text=""), name="note_says_something"),
            models.CheckConstraint(
                condition=models.Q(lon__isnull=True, lat__isnull=True) | models.Q(lon__isnull=False, lat__isnull=False),
                name="note_has_a_whole_place_or_none",
            ),
            models.CheckConstraint(
                condition=models.Q(is_published=False) | models.Q(published_at__isnull=False),
                name="published_note_knows_since_when",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["is_published", "-published_at"], name="newest_published_notes"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @cached_property
    def theme_words(self) -> str:
        """The theme in the language of the page."""
        return themes.words_for(self.theme)

    @property
    def theme_language(self) -> str:
        """The language of `theme_words`."""
        return language_of_terms()

    @cached_property
    def letter(self) -> str:
        """The first letter of the kind, for paper without colour."""
        return str(self.Kind(self.kind).label)[0]

    @property
    def provenance(self) -> Provenance | None:
        """Where it comes from; None for what somebody here wrote."""
        if not self.source_document and not self.ours:
            return None
        source = (self.source_document, self.source_lines, "") if self.source_document else None
        return Provenance(source, self.ours)
