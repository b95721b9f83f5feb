"""Messages about what somebody takes part in: never more than one a day, each with why they get it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.people.models import Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

YOURS = _("jijzelf")
A_MONTH = _("dertig dagen")


class NoticeChoice(models.Model):
    """Whether someone wants mail, and the sign with which they can stop it at once without signing in."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="notice_choice", verbose_name=_("persoon")
    )
    wants_mail = models.BooleanField(_("wil mail"), default=True)
    stop_sign = models.CharField(_("kenmerk om te stoppen"), max_length=64, unique=True)
    mailed_on = models.DateField(_("laatste mail op"), null=True, blank=True)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("person", "wants_mail", "stop_sign", "mailed_on"),
        Kept(_("alleen mail sturen aan wie dat wil, en nooit meer dan één op een dag"), kept.WHILE_ACCOUNT, YOURS),
    )

    class Meta:
        verbose_name = _("keuze over mail")


class Notice(models.Model):
    """One thing to tell one person; it waits for the digest of the day, or for the paper list."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices", verbose_name=_("aan wie"))
    text = models.CharField(_("wat"), max_length=300)
    why = models.CharField(_("waarom jij"), max_length=200)
    language = models.CharField(_("in welke taal"), max_length=12, default="nl")
    in_dutch = models.CharField(_("hetzelfde in het Nederlands, voor wie het vertelt"), max_length=300, blank=True)
    url = models.CharField(_("waar te lezen"), max_length=300)
    key = models.CharField(_("waarover"), max_length=100)
    at = models.DateTimeField(_("gemaakt op"))
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("person", "text", "why", "language", "in_dutch", "url", "key", "at", "sent_at"),
        Kept(
            _("je laten weten wat er gebeurt met wat je inbracht"),
            A_MONTH,
            _("jijzelf; heb je geen mailadres, dan ook de opbouwwerker die het je vertelt"),
        ),
    )

    class Meta:
        verbose_name = _("bericht")
        ordering = ("at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "key"], name="one_notice_about_one_thing"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sent_at", "at"], name="notices_that_wait"),
        ]
