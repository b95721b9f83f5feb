"""Who takes part, as they chose to tell, and who lives here, as a source counted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.participate.models.fields import UNTIL_ANSWERED, WHILE_OPEN, WORKERS, by_whom, line
from wijkwerk.web.participate.models.rounds import Round
from wijkwerk.web.people.models import Area
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

OPEN = Kept(_("laten zien wie er wonen, naast wie er meedoen"), WHILE_OPEN, kept.EVERYONE)


class Age(models.TextChoices):
    """The age bands that Statistics Netherlands uses for neighbourhoods."""

    UNDER_15 = "under-15", _("jonger dan 15")
    FROM_15 = "15-24", _("15 tot en met 24")
    FROM_25 = "25-44", _("25 tot en met 44")
    FROM_45 = "45-64", _("45 tot en met 64")
    FROM_65 = "65-up", _("65 of ouder")


class Education(models.TextChoices):
    """The highest education someone finished, in the three parts of Statistics Netherlands, by the names of the schools."""

    BASIC = "basic", _("basisschool, vmbo of mbo 1")
    MIDDLE = "middle", _("havo, vwo of mbo 2, 3 of 4")
    HIGHER = "higher", _("hbo of universiteit")


class Tenure(models.TextChoices):
    """Whose the home is."""

    CORPORATION = "corporation", _("huur van een woningcorporatie")
    LANDLORD = "landlord", _("huur van iemand anders")
    OWN = "own", _("koop")


class ProfileAnswer(models.Model):
    """A few facts someone chose to tell about themselves; kept apart from who they are and what they said.

    It counts from the moment that enough others wait with it, and then gets a new key: nothing tells in which order
    people came.
    """

    id = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, null=True, blank=True, related_name="profiles", verbose_name=_("ronde")
    )
    dialogue = models.ForeignKey(
        "participate.Dialogue",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="profiles",
        verbose_name=_("dialoog"),
    )
    age = models.CharField(_("leeftijd"), max_length=20, choices=Age, blank=True)
    education = models.CharField(_("opleiding"), max_length=20, choices=Education, blank=True)
    tenure = models.CharField(_("huur of koop"), max_length=20, choices=Tenure, blank=True)
    is_counted = models.BooleanField(_("telt mee in de cijfers"), default=False)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("round", "dialogue", "age", "education", "tenure", "is_counted"),
        Kept(
            _("zien wie er meedoen en wie nog niet; los van je naam en van wat je zei"),
            UNTIL_ANSWERED,
            _("niemand; alleen afgeronde tellingen zijn openbaar"),
        ),
    )

    class Meta:
        verbose_name = _("wie er meedoen")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(round__isnull=False, dialogue__isnull=True)
                | models.Q(round__isnull=True, dialogue__isnull=False),
                name="a_profile_is_of_one_round_or_dialogue",
            ),
            models.CheckConstraint(
                condition=~models.Q(age="", education="", tenure=""), name="a_profile_tells_something"
            ),
        ]


class AreaShare(models.Model):
    """Which share of an area gives an answer, with the source, the year, and whom it counts."""

    class Question(models.TextChoices):
        AGE = "age", _("leeftijd")
        EDUCATION = "education", _("opleiding")
        TENURE = "tenure", _("huur of koop")

    ANSWERS: ClassVar[Mapping[str, type[models.TextChoices]]] = {
        Question.AGE.value: Age,
        Question.EDUCATION.value: Education,
        Question.TENURE.value: Tenure,
    }

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="shares", verbose_name=_("gebied"))
    question = models.CharField(_("vraag"), max_length=20, choices=Question)
    answer = models.CharField(_("antwoord"), max_length=20)
    per_mille = models.PositiveSmallIntegerField(_("hoeveel van de duizend"), validators=[MaxValueValidator(1000)])
    about = line(_("over welk gebied, en wie geteld zijn"), 300)
    limits = line(_("waarmee je het niet kunt vergelijken"), 300, blank=True)
    source = line(_("bron"), 300)
    year = models.PositiveSmallIntegerField(_("jaar"), validators=[MinValueValidator(1990), MaxValueValidator(2100)])
    is_other_area = models.BooleanField(_("cijfers van een ander gebied, als voorbeeld"), default=False)
    by = by_whom(_("ingevuld door"), blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("area", "question", "answer", "per_mille", "about", "limits", "source", "year", "is_other_area"), OPEN
        ),
        "by": Kept(_("weten wie de cijfers invulde"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("aandeel in een gebied")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "question", "answer"], name="one_share_for_an_answer_in_an_area"),
            models.CheckConstraint(condition=models.Q(per_mille__lte=1000), name="a_share_is_no_more_than_the_whole"),
            models.CheckConstraint(condition=~models.Q(source="") & ~models.Q(about=""), name="a_share_has_its_source"),
        ]
