"""What somebody wrote, in another language: made by a worker, marked as such, and never in the place of the original."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.participate.models.fields import WHILE_OPEN, WORKERS, line, prose
from wijkwerk.web.people.models import Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

OPEN = Kept(_("samen kiezen wat er gebeurt in het gebied"), WHILE_OPEN, kept.EVERYONE)


class Translation(models.Model):
    """A text in another language, by a worker; it says so, and whether a native reader checked it.

    `mark` is of the words that were translated: once those change, the translation is not shown until it is renewed.
    """

    class Kind(models.TextChoices):
        IDEA = "idea", _("idee")
        ANSWER = "answer", _("antwoord")
        STATEMENT = "statement", _("stelling")

    kind = models.CharField(_("van wat"), max_length=10, choices=Kind)
    of = models.UUIDField(_("van welke tekst"))
    # One of the languages of the site, which the settings name.
    language = models.CharField(_("taal"), max_length=12)
    title = line(_("in één zin"), 1000, blank=True)
    text = prose(_("uitleg"), 4000, blank=True)
    mark = models.CharField(_("kenmerk van wat vertaald is"), max_length=64)
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("vertaald door")
    )
    is_checked = models.BooleanField(_("nagekeken door iemand met deze taal als moedertaal"), default=False)
    at = models.DateTimeField(_("vertaald op"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("kind", "of", "language", "title", "text", "mark", "is_checked", "at"), OPEN),
        "by": Kept(_("weten wie vertaalde"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("vertaling")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "of", "language"], name="one_translation_per_language"),
        ]


def go_with(sender: type[models.Model], instance: models.Model, **_kwargs: object) -> None:
    """For `post_delete` of a text: whatever deletes it, what others made of it in another language goes too."""
    Translation.objects.filter(of=instance.pk).delete()
