"""Methods being carried out: the edition a run began with, its state, who takes which part, and every event."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.hidden_signs import without_hidden_signs
from wijkwerk.web.site.register import Kept
from wijkwerk.web.site.service_numbers import without_service_number

WHILE_RUN = _("zolang het gebied dit bewaart")
IN_AREA = _("mensen met een rol in dit gebied")


class Edition(models.Model):
    """A method as it was read, named by its digest. Improving a method never alters a run."""

    digest = models.CharField(_("kenmerk"), max_length=64, primary_key=True)
    method_id = models.CharField(_("methode"), max_length=60, db_index=True)
    text = models.TextField(_("tekst van de methode"))

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("digest", "method_id", "text"),
        Kept(_("een route laten lopen zoals ze begon"), kept.WHILE_SITE, kept.EVERYONE),
    )

    class Meta:
        verbose_name = _("uitgave van een methode")

    def __str__(self) -> str:
        return f"{self.method_id} {self.digest[:12]}"


class Run(models.Model):
    """One method, carried out for one area. The state is the fold of its events, kept for speed.

    `step` counts the events; a form that was made at an earlier step is refused.
    """

    class Part(models.TextChoices):
        GUIDE = "guide", _("advies")
        ROUTE = "route", _("route")
        CHECK = "check", _("toets")

    id = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="runs", verbose_name=_("uitgave"))
    part = models.CharField(_("onderdeel"), max_length=20, choices=Part)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="runs", verbose_name=_("gebied"))
    title = models.CharField(_("naam"), max_length=120, validators=[without_hidden_signs, without_service_number])
    owner = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="runs", verbose_name=_("wie begon")
    )
    state = models.JSONField(_("stand"))
    step = models.PositiveIntegerField(_("aantal gebeurtenissen"), default=0)
    is_open = models.BooleanField(_("iedereen mag de stappen en stemmingen zien"), default=False)
    is_finished = models.BooleanField(_("afgerond"), default=False)
    started_at = models.DateTimeField(_("begonnen"))
    changed_at = models.DateTimeField(_("laatst veranderd"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("edition", "part", "area", "title", "is_open", "is_finished", "started_at", "changed_at", "step"),
            Kept(
                _("laten zien wat er in het gebied gebeurt"),
                WHILE_RUN,
                _("mensen met een rol in dit gebied; iedereen als de route open is"),
            ),
        ),
        "owner": Kept(_("weten wie begon"), kept.WHILE_ACCOUNT, IN_AREA),
        "state": Kept(_("onthouden wat er is opgeschreven en geteld"), WHILE_RUN, IN_AREA),
    }

    class Meta:
        verbose_name = _("lopende methode")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["area", "-changed_at"], name="runs_of_area")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this run."""
        return reverse("work:run", args=[self.pk])

    @cached_property
    def roles_held(self) -> dict[int, frozenset[str]]:
        """The roles of people who asked, by person; remembered while the run is at hand."""
        return {}


class RunRole(models.Model):
    """Someone takes a role in one run; a role is of the work, not of the person."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="roles", verbose_name=_("route"))
    role = models.CharField(_("rol"), max_length=60)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="run_roles", verbose_name=_("persoon"))

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("run", "role", "person"), Kept(_("weten wie aan zet is"), WHILE_RUN, IN_AREA)
    )

    class Meta:
        verbose_name = _("rol in een route")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "role", "person"], name="one_role_once_per_run"),
        ]

    def __str__(self) -> str:
        return self.role


class RunEvent(models.Model):
    """Everything that happened in a run, in order, never changed. `token` is of the form: two sends count once."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="events", verbose_name=_("route"))
    number = models.PositiveIntegerField(_("volgnummer"))
    event = models.JSONField(_("wat er gebeurde"))
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("door wie"))
    role = models.CharField(_("in welke rol"), max_length=60, blank=True)
    at = models.DateTimeField(_("wanneer"))
    token = models.CharField(_("kenmerk van het formulier"), max_length=64, null=True)  # noqa: DJ001 - NULL is "no form"

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("run", "number", "event", "role", "at"), Kept(_("laten zien hoe het is gegaan"), WHILE_RUN, IN_AREA)
        ),
        "by": Kept(_("weten wie het vastlegde"), kept.WHILE_ACCOUNT, IN_AREA),
        "token": Kept(_("een dubbel verstuurd formulier één keer tellen"), WHILE_RUN, kept.NOBODY),
    }

    class Meta:
        verbose_name = _("gebeurtenis")
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "number"], name="one_event_per_number"),
            models.UniqueConstraint(fields=["run", "token"], name="one_event_per_form"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
