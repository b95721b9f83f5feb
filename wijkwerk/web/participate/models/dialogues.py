"""A dialogue in short statements, and the map of what divides people and what binds them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.participate.models.fields import UNTIL_ANSWERED, WHILE_OPEN, WORKERS, Channel, language, line, prose
from wijkwerk.web.participate.models.rounds import Participant
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

OPEN = Kept(_("zien wat mensen verdeelt en wat hen bindt"), WHILE_OPEN, kept.EVERYONE)


class Dialogue(models.Model):
    """One question, the statements people make about it, and their agreement with each."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="dialogues", verbose_name=_("gebied"))
    slug = models.SlugField(_("naam in het adres"), max_length=60)
    title = line(_("naam"))
    question = line(_("vraag"), 200)
    intro = prose(_("uitleg"), 1500, blank=True)
    rules = prose(_("huisregels"), 2000, blank=True)
    opens_on = models.DateField(_("open vanaf"))
    closes_on = models.DateField(_("open tot en met"))
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie dit leidt"))
    run = models.UUIDField(_("bij welke route"), null=True, blank=True)
    asks_profile = models.BooleanField(_("vraag (vrijwillig) wie er meedoen"), default=False)
    account = prose(_("wat er met alles is gedaan"), 4000, blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            (
                "area", "slug", "title", "question", "intro", "rules", "opens_on", "closes_on", "run", "asks_profile",
                "account",
            ),
            OPEN,
        ),
        "owner": Kept(_("weten wie de dialoog leidt"), WHILE_OPEN, kept.EVERYONE),
    }  # fmt: skip

    class Meta:
        verbose_name = _("dialoog")
        ordering = ("-opens_on", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "slug"], name="one_dialogue_per_name_in_an_area"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="a_dialogue_opens_before_it_closes",
                violation_error_message=_("De dialoog moet opengaan voordat hij sluit."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this dialogue."""
        return reverse("participate:dialogue", args=[self.area.slug, self.slug])


class Statement(models.Model):
    """One short sentence people can agree with or not. It is read before others see it; a refusal has its reason."""

    class State(models.TextChoices):
        HELD = "held", _("wordt eerst gelezen")
        OPEN = "open", _("open")
        REFUSED = "refused", _("niet geplaatst")
        APPEALED = "appealed", _("opnieuw bekeken")

    id = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    dialogue = models.ForeignKey(
        Dialogue, on_delete=models.CASCADE, related_name="statements", verbose_name=_("dialoog")
    )
    number = models.PositiveIntegerField(_("nummer"))
    text = line(_("stelling"), 140)
    language = language()
    participant = models.ForeignKey(
        Participant,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("van wie"),
    )
    channel = models.CharField(_("hoe"), max_length=10, choices=Channel, default=Channel.DIGITAL)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.HELD)
    rule = models.CharField(_("welke huisregel"), max_length=40, blank=True)
    why = line(_("waarom niet"), 300, blank=True)
    appeal = line(_("waarom het wel zou moeten"), 300, blank=True)
    judged_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("gelezen door")
    )
    votes = models.PositiveIntegerField(_("hoe vaak beantwoord"), default=0)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("id", "dialogue", "number", "text", "language", "channel", "state", "votes"), OPEN),
        **dict.fromkeys(
            ("participant", "rule", "why", "appeal"),
            Kept(_("je laten weten waarom een stelling er niet staat"), UNTIL_ANSWERED, WORKERS),
        ),
        "judged_by": Kept(_("weten wie een stelling las"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("stelling")
        ordering = ("number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="one_statement_per_number"),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(why=""),
                name="a_refused_statement_has_its_reason",
                violation_error_message=_("Schrijf op waarom."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Opinion(models.Model):
    """What one participant thinks of one statement: 1 agrees, -1 disagrees, 0 passes."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="opinions", verbose_name=_("stelling")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="opinions", verbose_name=_("van wie")
    )
    value = models.SmallIntegerField(_("mening"))

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("statement", "participant", "value"),
        Kept(
            _("de kaart van meningen maken"),
            UNTIL_ANSWERED,
            _("iedereen, als een tabel met geschudde nummers, zonder namen, tijden of kenmerken"),
        ),
    )

    class Meta:
        verbose_name = _("mening")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["participant", "statement"], name="one_opinion_per_statement"),
            models.CheckConstraint(condition=models.Q(value__in=[-1, 0, 1]), name="an_opinion_is_one_of_three"),
        ]


class MapOfOpinions(models.Model):
    """The map as it was last worked out, from how many opinions."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="map", verbose_name=_("dialoog"))
    opinions = models.PositiveIntegerField(_("uit hoeveel meningen"))
    content = models.BinaryField(_("kaart"))
    at = models.DateTimeField(_("gemaakt op"))

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(("dialogue", "opinions", "content", "at"), OPEN)

    class Meta:
        verbose_name = _("kaart van meningen")
