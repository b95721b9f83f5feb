"""What somebody wrote, in another language: made by a worker, marked as such, and never in the place of the original."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.participate.models.fields import WHILE_OPEN, WORKERS, by_whom
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

OPEN = Kept(_("samen kiezen wat er gebeurt in het gebied"), WHILE_OPEN, kept.EVERYONE)


class Translation(models.Model):
    """The words of one thing in another language, by a worker; it says so, and whether a native reader checked it.

    `words` holds, by the name of each part, its `text` and the mark `of` the words that were translated: once those
    change, the translation of that part is not shown until it is renewed.
    """

    class Kind(models.TextChoices):
        IDEA = "idea", _("idee")
        STATEMENT = "statement", _("stelling")
        VOTE = "vote", _("stemming")
        ROUND = "round", _("ronde")
        DIALOGUE = "dialogue", _("dialoog")
        MEETING = "meeting", _("samenkomst")

    kind = models.CharField(_("van wat"), max_length=10, choices=Kind)
    of = models.UUIDField(_("van welke tekst"))
    # One of the languages of the site, which the settings name.
    language = models.CharField(_("taal"), max_length=12)
    words = models.JSONField(_("vertaalde woorden"), default=dict)
    by = by_whom(_("vertaald door"))
    is_checked = models.BooleanField(_("nagekeken door iemand met deze taal als moedertaal"), default=False)
    at = models.DateTimeField(_("vertaald op"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("kind", "of", "language", "words", "is_checked", "at"), OPEN),
        "by": Kept(_("weten wie vertaalde"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("vertaling")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "of", "language"], name="one_translation_per_language"),
        ]


def key_of(one: Any) -> UUID:
    """By what its translations know a row: its mark, or the `key` of what is numbered."""
    key: UUID = getattr(one, "key", one.pk)
    return key


def go_with(sender: type[models.Model], instance: models.Model, **_kwargs: object) -> None:
    """For `post_delete` of a text: whatever deletes it, what others made of it in another language goes too."""
    Translation.objects.filter(of=key_of(instance)).delete()
