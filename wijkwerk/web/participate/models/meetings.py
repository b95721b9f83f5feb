"""Evenings where people meet: the invitation, the agenda, and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.participate.models.fields import WHILE_OPEN, by_whom, line, prose
from wijkwerk.web.participate.models.rounds import Round
from wijkwerk.web.participate.models.said import DUTCH, InDutch, Said, said
from wijkwerk.web.participate.models.translations import go_with
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

OPEN = Kept(_("weten waar en wanneer mensen samenkomen en wat eruit kwam"), WHILE_OPEN, kept.EVERYONE)


class Meeting(InDutch, models.Model):
    """One meeting. Who came is a count, never a list."""

    WORDS = ("title", "called_off", "invitation", "place", "notes", "agreements", "after_talk", "what_next")

    id = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("gebied"))
    title = line(_("naam"))
    invitation = prose(_("uitnodiging"), 1500, blank=True)
    begins_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))
    place = line(_("waar"), 200)
    is_at_home = models.BooleanField(_("bij iemand thuis"), default=False)
    most = models.PositiveSmallIntegerField(_("hoogstens zoveel mensen"), default=10, validators=[MinValueValidator(2)])
    host = by_whom(_("wie ontvangt"), blank=True)
    round = models.ForeignKey(
        Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings", verbose_name=_("ronde")
    )
    run = models.UUIDField(_("bij welke route"), null=True, blank=True)
    stage = models.CharField(_("bij welke stap"), max_length=60, blank=True)
    invited_at = models.DateTimeField(_("uitgenodigd op"), null=True, blank=True)
    called_off = line(_("waarom het niet doorgaat"), 300, blank=True)
    version = models.PositiveIntegerField(_("hoe vaak veranderd"), default=0)
    changed_at = models.DateTimeField(_("laatst veranderd"))
    came = models.PositiveIntegerField(_("hoeveel mensen kwamen"), null=True, blank=True)
    notes = prose(_("wat er gezegd is"), 4000, blank=True)
    agreements = prose(_("wat is afgesproken"), 4000, blank=True)
    after_talk = prose(_("wat bij het napraten naar voren kwam"), 2000, blank=True)
    what_next = prose(_("hoe het verdergaat"), 2000, blank=True)
    told_at = models.DateTimeField(_("verslag gemaakt op"), null=True, blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            (
                "id", "area", "title", "invitation", "begins_at", "ends_at", "place", "is_at_home", "most", "round", "run",
                "stage", "invited_at", "called_off", "version", "changed_at", "came", "notes", "agreements", "after_talk", "what_next", "told_at",
            ),
            OPEN,
        ),
        "host": Kept(
            _("weten wie ontvangt"),
            kept.WHILE_ACCOUNT,
            _("mensen met een rol in dit gebied; iedereen als het iemands werk is"),
        ),
    }  # fmt: skip

    class Meta:
        verbose_name = _("samenkomst")
        ordering = ("begins_at",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")),
                name="a_meeting_begins_before_it_ends",
                violation_error_message=_("De samenkomst moet beginnen voordat ze eindigt."),
            ),
            models.CheckConstraint(
                condition=models.Q(told_at__isnull=True) | models.Q(came__isnull=False),
                name="a_report_of_a_meeting_says_how_many_came",
                violation_error_message=_("Schrijf op hoeveel mensen er kwamen."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this meeting."""
        return reverse("participate:meeting", args=[self.pk])

    @property
    def is_told(self) -> bool:
        """Whether it was written down what came of it."""
        return self.told_at is not None

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended."""
        return self.ends_at <= now


post_delete.connect(go_with, sender=Meeting, dispatch_uid="participate.translations-of-meetings")


class AgendaPoint(models.Model):
    """What is talked about; residents can add their own: the agenda is wider than the plan."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda", verbose_name=_("samenkomst"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    text = line(_("waarover"), 200)
    by_residents = models.BooleanField(_("van bewoners"), default=False)
    idea = models.UUIDField(_("over welk idee"), null=True, blank=True)
    is_held = models.BooleanField(_("wordt eerst gelezen"), default=False)
    writer_mark = models.CharField(_("kenmerk voor wie het schreef"), max_length=32, blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("meeting", "number", "text", "by_residents", "idea", "is_held"), OPEN),
        "writer_mark": Kept(_("je eigen punt weer weg kunnen halen"), WHILE_OPEN, kept.NOBODY),
    }

    class Meta:
        verbose_name = _("punt op de agenda")
        ordering = ("number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_point_per_number"),
        ]

    @property
    def area(self) -> Area:
        """Where the meeting is."""
        return self.meeting.area

    def mark_of(self, person: Person) -> str:
        """The mark of this person on this point: it tells whether they wrote it, and names nobody."""
        written = f"{self.meeting_id}|{self.number}|{person.pk}"
        return salted_hmac("wijkwerk.participate.point", written, algorithm="sha256").hexdigest()[:32]

    @property
    def word(self) -> str:
        """Its name among the words of the meeting."""
        return f"point-{self.number}"

    @property
    def said(self) -> Said:
        """Its words, as a page shows them."""
        return said(self.text, DUTCH, self.meeting, self.word)
