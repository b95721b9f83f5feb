"""What the shell itself must remember: forms already sent, and how often something was tried."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.site.register import A_DAY, NOBODY, Kept


class Submission(models.Model):
    """One form that was sent and carried out; `key` is a digest of token, page and person.

    `location` is where the sender was sent on to, which the second send of the same form gets as well.
    """

    key = models.CharField(_("kenmerk van het formulier"), max_length=64, unique=True)
    location = models.CharField(_("pagina na het versturen"), max_length=2000)
    sent_at = models.DateTimeField(_("verstuurd op"), db_index=True)

    register: ClassVar[dict[str, Kept]] = dict.fromkeys(
        ("key", "location", "sent_at"),
        Kept(_("twee keer klikken telt één keer"), A_DAY, NOBODY),
    )

    class Meta:
        verbose_name = _("verstuurd formulier")


class Attempt(models.Model):
    """How often one sender tried one thing in one stretch of time; `sender` is a keyed digest, never an address."""

    limit = models.CharField(_("waarvoor"), max_length=40)
    sender = models.CharField(_("onleesbaar kenmerk van de afzender"), max_length=64)
    ends_at = models.DateTimeField(_("telt tot"), db_index=True)
    times = models.PositiveIntegerField(_("aantal keer"), default=0)

    register: ClassVar[dict[str, Kept]] = dict.fromkeys(
        ("limit", "sender", "ends_at", "times"),
        Kept(_("raden van codes en overspoelen van formulieren stoppen"), A_DAY, NOBODY),
    )

    class Meta:
        verbose_name = _("telling van pogingen")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["limit", "sender", "ends_at"], name="one_count_per_sender_and_stretch"),
        ]
