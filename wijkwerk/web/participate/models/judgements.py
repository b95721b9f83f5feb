"""What was done with what people wrote before others read it: for everyone to count, without texts and without persons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.participate.models.dialogues import Dialogue
from wijkwerk.web.participate.models.fields import WHILE_OPEN
from wijkwerk.web.participate.models.rounds import Round
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept


class Judgement(models.Model):
    """One time that something was held, refused, taken away or restored, and by which house rule.

    It does not say of what, of whom or when: that may be taken back or erased, and what was done stays to be counted.
    """

    class Act(models.TextChoices):
        HELD = "held", _("eerst gelezen")
        REFUSED = "refused", _("niet geplaatst")
        REMOVED = "removed", _("weggehaald toen het er al stond")
        RESTORED = "restored", _("na bezwaar toch geplaatst")

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, null=True, blank=True, related_name="judgements", verbose_name=_("ronde")
    )
    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.CASCADE, null=True, blank=True, related_name="judgements", verbose_name=_("dialoog")
    )
    act = models.CharField(_("wat er gebeurde"), max_length=10, choices=Act)
    rule = models.CharField(_("welke huisregel"), max_length=40, blank=True)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("round", "dialogue", "act", "rule"),
        Kept(_("laten zien hoe vaak iets niet geplaatst is, en om welke huisregel"), WHILE_OPEN, kept.EVERYONE),
    )

    class Meta:
        verbose_name = _("oordeel over een tekst")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(round__isnull=False, dialogue__isnull=True)
                | models.Q(round__isnull=True, dialogue__isnull=False),
                name="a_judgement_is_of_one_round_or_dialogue",
            ),
            models.CheckConstraint(
                condition=~models.Q(act__in=["refused", "removed"]) | ~models.Q(rule=""),
                name="a_refusal_is_by_a_house_rule",
            ),
        ]
