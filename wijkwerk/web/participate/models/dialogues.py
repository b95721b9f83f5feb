"""A dialogue in short statements, and the map of what divides people and what binds them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.participate.models.fields import (
    UNTIL_ANSWERED,
    WHILE_OPEN,
    WORKERS,
    Channel,
    by_whom,
    language,
    line,
    prose,
)
from wijkwerk.web.participate.models.rounds import Participant, Round
from wijkwerk.web.participate.models.said import InDutch, Said, said
from wijkwerk.web.participate.models.translations import go_with
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

OPEN = Kept(_("zien wat mensen verdeelt en wat hen bindt"), WHILE_OPEN, kept.EVERYONE)
TYPED = Kept(_("weten wie het van papier of aan de telefoon intypte"), kept.WHILE_ACCOUNT, WORKERS)
# What people type stays short; a conversation that was held elsewhere may hold longer ones.
MOST_SIGNS = 140


class Dialogue(InDutch, models.Model):
    """One question, the statements people make about it, and their agreement with each."""

    WORDS = ("title", "question", "intro")
    ASIDE = ("rules", "account")

    key = models.UUIDField(_("kenmerk"), default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="dialogues", verbose_name=_("gebied"))
    slug = models.SlugField(_("naam in het adres"), max_length=60)
    title = line(_("naam"))
    question = line(_("vraag"), 200)
    intro = prose(_("uitleg"), 1500, blank=True)
    rules = prose(_("huisregels"), 2000, blank=True)
    opens_on = models.DateField(_("open vanaf"))
    closes_on = models.DateField(_("open tot en met"))
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie dit leidt"))
    round = models.ForeignKey(
        Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="dialogues", verbose_name=_("ronde")
    )
    run = models.UUIDField(_("bij welke route"), null=True, blank=True)
    asks_profile = models.BooleanField(_("vraag (vrijwillig) wie er meedoen"), default=False)
    held_elsewhere = models.BooleanField(_("elders gehouden"), default=False)
    account = prose(_("wat er met alles is gedaan"), 4000, blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            (
                "key", "area", "slug", "title", "question", "intro", "rules", "opens_on", "closes_on", "round", "run",
                "asks_profile", "held_elsewhere", "account",
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


post_delete.connect(go_with, sender=Dialogue, dispatch_uid="participate.translations-of-dialogues")


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
    text = line(_("stelling"), 1000)
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
    judged_by = by_whom(_("gelezen door"), blank=True)
    typed_by = by_whom(_("ingetypt door"), blank=True)
    votes = models.PositiveIntegerField(_("hoe vaak beantwoord"), default=0)
    # A day and no moment: enough for a feed, too little to see who was writing just then.
    placed_on = models.DateField(_("voor iedereen te lezen sinds"), null=True, blank=True)
    read_due_on = models.DateField(_("gelezen uiterlijk op"), null=True, blank=True)
    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("id", "dialogue", "number", "text", "language", "channel", "state", "votes", "placed_on"), OPEN
        ),
        **dict.fromkeys(
            ("participant", "rule", "why", "appeal"),
            Kept(_("je laten weten waarom een stelling er niet staat"), UNTIL_ANSWERED, WORKERS),
        ),
        "read_due_on": Kept(
            _("geen stelling ongelezen laten liggen"),
            _("tot de stelling gelezen is"),
            kept.EVERYONE,
        ),
        "judged_by": Kept(_("weten wie een stelling las"), kept.WHILE_ACCOUNT, WORKERS),
        "typed_by": TYPED,
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
            models.CheckConstraint(
                condition=~models.Q(state="appealed") | ~models.Q(appeal=""),
                name="an_appeal_has_its_words",
                violation_error_message=_("Schrijf op waarom deze stelling er wel mag staan."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["held", "appealed"], read_due_on__isnull=False)
                | models.Q(state__in=["open", "refused"], read_due_on=None),
                name="a_statement_that_waits_has_its_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dialogue", "state", "votes"], name="statements_to_answer"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The page of its dialogue."""
        return self.dialogue.get_absolute_url()

    @property
    def area(self) -> Area:
        """The area of its dialogue."""
        return self.dialogue.area

    @property
    def said(self) -> Said:
        """Its words, as a page shows them."""
        return said(self.text, self.lang, self, "text")

    @property
    def lang(self) -> str:
        """The language mark of its words on a page; empty when we do not know the language."""
        return "" if self.language == "und" else self.language


post_delete.connect(go_with, sender=Statement, dispatch_uid="participate.translations-of-statements")


class Opinion(models.Model):
    """What one participant thinks of one statement: 1 agrees, -1 disagrees, 0 passes."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="opinions", verbose_name=_("stelling")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="opinions", verbose_name=_("van wie")
    )
    value = models.SmallIntegerField(_("mening"))
    typed_by = by_whom(_("ingetypt door"), blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("statement", "participant", "value"),
            Kept(
                _("de kaart van meningen maken"),
                _(
                    "zolang het gebied de kaart openbaar houdt; vanaf een half jaar na het antwoord is een mening van niemand meer"
                ),
                _("iedereen, als een tabel met geschudde nummers, zonder namen, tijden of kenmerken"),
            ),
        ),
        "typed_by": TYPED,
    }

    class Meta:
        verbose_name = _("mening")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["participant", "statement"], name="one_opinion_per_statement"),
            models.CheckConstraint(condition=models.Q(value__in=[-1, 0, 1]), name="an_opinion_is_one_of_three"),
        ]


class AnswerSheet(models.Model):
    """A sheet somebody filled in on paper or at the phone, as a worker typed it.

    A paper sheet counts when it was typed twice and both times said the same; from then on it holds no answers.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="sheets", verbose_name=_("dialoog"))
    number = models.PositiveIntegerField(_("nummer op het vel"))
    channel = models.CharField(_("hoe"), max_length=10, choices=Channel, default=Channel.PAPER)
    answers = models.JSONField(_("wat er staat"), default=dict, blank=True)
    by = by_whom(_("ingetypt door"))
    at = models.DateTimeField(_("ingetypt op"))
    again_by = by_whom(_("nog eens ingetypt door"), blank=True)
    again_at = models.DateTimeField(_("nog eens ingetypt op"), null=True, blank=True)
    participant = models.OneToOneField(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="sheet", verbose_name=_("van wie")
    )
    is_withdrawn = models.BooleanField(_("teruggenomen"), default=False)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("dialogue", "number", "channel", "answers", "at", "again_at", "participant", "is_withdrawn"),
            Kept(_("vellen twee keer intypen en vergelijken, en ze terug kunnen nemen"), UNTIL_ANSWERED, WORKERS),
        ),
        **dict.fromkeys(("by", "again_by"), TYPED),
    }

    class Meta:
        verbose_name = _("ingetypt vel")
        ordering = ("number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="one_sheet_per_number"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def counts(self) -> bool:
        """Whether its answers are among the opinions."""
        return self.participant_id is not None


class DialogueDateChange(models.Model):
    """A day of a dialogue that was moved, with the reason."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="changes", verbose_name=_("dialoog"))
    before = models.DateField(_("was open tot en met"))
    after = models.DateField(_("wordt open tot en met"))
    why = line(_("waarom"), 300)
    by = by_whom(_("door wie"))
    at = models.DateTimeField(_("wanneer"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("dialogue", "before", "after", "why", "at"),
            Kept(_("laten zien dat een dag is verzet, en waarom"), WHILE_OPEN, kept.EVERYONE),
        ),
        "by": Kept(_("weten wie een dag verzette"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("verzette dag van een dialoog")
        ordering = ("at",)

    @property
    def said(self) -> Said:
        """The reason, as a page shows it."""
        return self.dialogue.say(self.why)


class MapOfOpinions(models.Model):
    """The map as it was last worked out, from how many opinions.

    `content` and `votes` are for everyone and hold no person. `places` says where each participant stands, for that
    participant alone.
    """

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="map", verbose_name=_("dialoog"))
    opinions = models.PositiveIntegerField(_("uit hoeveel meningen"), default=0)
    content = models.BinaryField(_("kaart"), default=bytes)
    votes = models.BinaryField(_("de meningen onder geschudde nummers"), default=bytes)
    places = models.BinaryField(_("waar ieder staat"), default=bytes)
    is_asked = models.BooleanField(_("een nieuwe kaart is gevraagd"), default=False)
    at = models.DateTimeField(_("gemaakt op"), null=True, blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("dialogue", "opinions", "content", "votes", "is_asked", "at"), OPEN),
        "places": Kept(_("je laten zien waar jij staat"), UNTIL_ANSWERED, _("jijzelf, alleen je eigen plek")),
    }

    class Meta:
        verbose_name = _("kaart van meningen")
