"""A round of ideas: its question, its days, its rules, and who takes part in it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
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
    line,
    prose,
)
from wijkwerk.web.participate.models.said import DUTCH, InDutch, Said, said
from wijkwerk.web.participate.models.translations import go_with
from wijkwerk.web.participate.phases import MOST_DAYS, Days
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

OPEN = Kept(_("samen kiezen wat er gebeurt in het gebied"), WHILE_OPEN, kept.EVERYONE)


class Round(InDutch, models.Model):
    """People bring ideas, support each other's, perhaps vote, and get an answer. Its phase follows from its dates."""

    class ChosenBy(models.TextChoices):
        THRESHOLD = "threshold", _("wat genoeg steun heeft")
        MOST = "most", _("wat de meeste steun heeft")

    WORDS = ("title", "question", "intro", "body")
    ASIDE = ("without_plan", "account")

    key = models.UUIDField(_("kenmerk"), default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("gebied"))
    slug = models.SlugField(_("naam in het adres"), max_length=60)
    title = line(_("naam"))
    question = line(_("vraag"), 200)
    intro = prose(_("uitleg"), 1500, blank=True)
    body = line(_("wie beslist"))
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie dit leidt"))
    run = models.UUIDField(_("bij welke route"), null=True, blank=True)
    ideas_from = models.DateField(_("ideeën vanaf"))
    ideas_until = models.DateField(_("ideeën tot en met"))
    support_until = models.DateField(_("steun geven tot en met"))
    vote_until = models.DateField(_("stemmen tot en met"), null=True, blank=True)
    decision_on = models.DateField(_("besluit uiterlijk op"))
    answer_days = models.PositiveSmallIntegerField(
        _("antwoord binnen zoveel dagen"), default=42, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    chosen_by = models.CharField(_("wat gaat door"), max_length=20, choices=ChosenBy, default=ChosenBy.THRESHOLD)
    threshold = models.PositiveIntegerField(_("hoeveel steun is genoeg"), default=10, validators=[MinValueValidator(1)])
    most = models.PositiveSmallIntegerField(_("hoeveel ideeën gaan door"), default=5, validators=[MinValueValidator(1)])
    ideas_by_residents = models.BooleanField(_("bewoners plaatsen zelf ideeën"), default=True)
    with_account = models.BooleanField(_("meedoen met een account"), default=True)
    with_letter = models.BooleanField(_("meedoen met een code uit een brief"), default=False)
    through_worker = models.BooleanField(_("meedoen via een opbouwwerker"), default=True)
    chosen_on = models.DateField(_("gekozen op"), null=True, blank=True)
    asks_profile = models.BooleanField(_("vraag (vrijwillig) wie er meedoen"), default=False)
    plan = models.UUIDField(_("welke toets van het plan"), null=True, blank=True)
    without_plan = line(_("waarom zonder toets"), 300, blank=True)
    account = prose(_("wat er met alles is gedaan"), 4000, blank=True)
    took_part = models.JSONField(_("hoeveel mensen meededen, per manier"), null=True, blank=True)
    at = models.DateTimeField(_("gemaakt op"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            (
                "key", "area", "slug", "title", "question", "intro", "body", "run", "ideas_from", "ideas_until",
                "support_until", "vote_until", "decision_on", "answer_days", "chosen_by", "threshold", "most",
                "chosen_on", "ideas_by_residents", "with_account", "with_letter", "through_worker", "asks_profile", "plan",
                "without_plan", "account", "took_part", "at",
            ),
            OPEN,
        ),
        "owner": Kept(_("weten wie antwoord geeft"), WHILE_OPEN, kept.EVERYONE),
    }  # fmt: skip

    class Meta:
        verbose_name = _("ronde")
        ordering = ("-ideas_from", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "slug"], name="one_round_per_name_in_an_area"),
            models.CheckConstraint(
                condition=models.Q(ideas_until__gte=models.F("ideas_from"))
                & models.Q(support_until__gte=models.F("ideas_until"))
                & models.Q(decision_on__gte=models.F("support_until"))
                & (
                    models.Q(vote_until__isnull=True)
                    | models.Q(vote_until__gte=models.F("support_until"), decision_on__gte=models.F("vote_until"))
                ),
                name="dates_of_a_round_follow_each_other",
                violation_error_message=_("De dagen moeten op elkaar volgen: ideeën, steun, stemmen, besluit."),
            ),
            models.CheckConstraint(
                condition=models.Q(with_account=True) | models.Q(with_letter=True) | models.Q(through_worker=True),
                name="someone_can_take_part_in_a_round",
                violation_error_message=_("Kies minstens één manier om mee te doen."),
            ),
            models.CheckConstraint(
                condition=models.Q(threshold__gte=1, most__gte=1, answer_days__gte=1),
                name="no_idea_goes_through_without_support",
                violation_error_message=_("Zonder steun gaat geen idee door. Kies 1 of meer."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this round."""
        return reverse("participate:round", args=[self.area.slug, self.slug])

    def clean(self) -> None:
        """A decision comes in the two years after the first day."""
        if None not in (self.ideas_from, self.decision_on) and self.decision_on - self.ideas_from > MOST_DAYS:
            raise ValidationError({"decision_on": _("Kies een dag binnen twee jaar na het begin van de ronde.")})

    @property
    def days(self) -> Days:
        """The days from which the phase follows."""
        return Days(
            self.ideas_from, self.ideas_until, self.support_until, self.vote_until, self.decision_on, self.chosen_on
        )


post_delete.connect(go_with, sender=Round, dispatch_uid="participate.translations-of-rounds")


class DateChange(models.Model):
    """A date of a round that was changed, with the reason."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changes", verbose_name=_("ronde"))
    field = models.CharField(_("welke dag"), max_length=30)
    before = models.DateField(_("was"), null=True)
    after = models.DateField(_("wordt"), null=True)
    why = line(_("waarom"), 300)
    by = by_whom(_("door wie"))
    at = models.DateTimeField(_("wanneer"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("round", "field", "before", "after", "why", "at"),
            Kept(_("laten zien dat een dag is verzet, en waarom"), WHILE_OPEN, kept.EVERYONE),
        ),
        "by": Kept(_("weten wie een dag verzette"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("verzette dag")
        ordering = ("at",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Who answers an idea sooner than promised needs no reason.
            models.CheckConstraint(
                condition=~models.Q(why="") | models.Q(field__startswith="idea-", after__lte=models.F("before")),
                name="a_moved_day_has_its_reason",
                violation_error_message=_("Schrijf op waarom je een dag verzet. Iedereen kan dat lezen."),
            ),
        ]

    @property
    def said(self) -> Said:
        """The reason, as a page shows it."""
        return self.round.say(self.why)


class WordChange(models.Model):
    """The question of a round, or who decides, that was changed when there were ideas already; with the reason."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+", verbose_name=_("ronde"))
    field = models.CharField(_("wat veranderde"), max_length=30)
    before = line(_("was"), 200)
    after = line(_("wordt"), 200)
    why = line(_("waarom"), 300)
    by = by_whom(_("door wie"))
    at = models.DateTimeField(_("wanneer"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("round", "field", "before", "after", "why", "at"),
            Kept(_("laten zien dat de vraag of wie beslist is veranderd, en waarom"), WHILE_OPEN, kept.EVERYONE),
        ),
        "by": Kept(_("weten wie dat veranderde"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("veranderde woorden van een ronde")
        ordering = ("at",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(why=""), name="changed_words_have_their_reason"),
        ]

    @property
    def said(self) -> dict[str, Said]:
        """What it was, what it became and why, as a page shows them."""
        return {name: self.round.say(getattr(self, name)) for name in ("before", "after", "why")}

    @property
    def translated(self) -> list[Said]:
        """Those of its words that are a translation."""
        return [one for one in self.said.values() if one.is_translated]


class Theme(models.Model):
    """What ideas are about, concretely; people choose one when they bring an idea."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="themes", verbose_name=_("ronde"))
    slug = models.SlugField(_("naam in het adres"), max_length=40)
    title = line(_("onderwerp"), 80)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(("round", "slug", "title"), OPEN)

    class Meta:
        verbose_name = _("onderwerp van een ronde")
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "slug"], name="one_theme_per_name_in_a_round"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def word(self) -> str:
        """Its name among the words of the round."""
        return word_of(self.slug)

    @property
    def said(self) -> Said:
        """Its words, as a page shows them."""
        return said(self.title, DUTCH, self.round, self.word)


def word_of(theme: str) -> str:
    """The name of a theme, by its name in the address, among the words of the round."""
    return f"theme-{theme}"


class Party(models.Model):
    """One of the four groups whom a plan concerns: how many were asked, how many came, and how."""

    class Group(models.TextChoices):
        RESIDENTS = "residents", _("Bewoners")
        BUSINESSES = "businesses", _("Mensen van bedrijven")
        PROFESSIONALS = "professionals", _("Beroepskrachten van organisaties")
        ADMINISTRATORS = "administrators", _("Bestuurders van overheden")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="parties", verbose_name=_("ronde"))
    group = models.CharField(_("welke groep"), max_length=20, choices=Group)
    invited = models.PositiveIntegerField(_("hoeveel gevraagd"), null=True, blank=True)
    came = models.PositiveIntegerField(_("hoeveel deden mee"), null=True, blank=True)
    how = prose(_("hoe gevraagd en hoe meegedaan"), 1000, blank=True)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("round", "group", "invited", "came", "how"),
        Kept(_("verantwoorden wie er meededen en hoe"), WHILE_OPEN, kept.EVERYONE),
    )

    class Meta:
        verbose_name = _("groep die meedeed")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "group"], name="one_line_per_group_in_an_account"),
        ]

    def __str__(self) -> str:
        return str(self.get_group_display())


class LetterBatch(models.Model):
    """A pile of letters with a code, printed at once."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="batches", verbose_name=_("ronde"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    size = models.PositiveIntegerField(_("hoeveel brieven"))
    made_by = by_whom(_("gemaakt door"))
    made_at = models.DateTimeField(_("gemaakt op"))

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("round", "number", "size", "made_by", "made_at"),
        Kept(_("weten hoeveel brieven er zijn"), WHILE_OPEN, WORKERS),
    )

    class Meta:
        verbose_name = _("stapel brieven")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "number"], name="one_batch_of_letters_per_number"),
        ]


class Letter(models.Model):
    """One letter with its code; only the digest of the code is kept."""

    batch = models.ForeignKey(LetterBatch, on_delete=models.CASCADE, related_name="letters", verbose_name=_("stapel"))
    number = models.PositiveIntegerField(_("nummer op de brief"))
    digest = models.CharField(_("onleesbaar kenmerk van de code"), max_length=64, unique=True)
    is_cancelled = models.BooleanField(_("kwijtgeraakt en vervangen"), default=False)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("batch", "number", "digest", "is_cancelled"),
        Kept(_("meedoen met een brief, zonder account"), WHILE_OPEN, kept.NOBODY),
    )

    class Meta:
        verbose_name = _("brief met een code")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_letter_per_number"),
        ]


class Participant(models.Model):
    """Who takes part in a round or a dialogue: an account, a letter, or somebody at the door known to a worker only."""

    id = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, null=True, blank=True, related_name="participants", verbose_name=_("ronde")
    )
    dialogue = models.ForeignKey(
        "participate.Dialogue",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name=_("dialoog"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("persoon")
    )
    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("brief")
    )
    channel = models.CharField(_("hoe"), max_length=10, choices=Channel, default=Channel.DIGITAL)
    has_told = models.BooleanField(_("beantwoordde wie er meedoen"), default=False)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("id", "round", "dialogue", "person", "letter", "channel", "has_told"),
        Kept(_("je steun één keer tellen en je laten weten wat ermee gedaan is"), UNTIL_ANSWERED, kept.NOBODY),
    )

    class Meta:
        verbose_name = _("deelnemer")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "person"], name="a_person_takes_part_once_in_a_round"),
            models.UniqueConstraint(fields=["round", "letter"], name="a_letter_takes_part_once_in_a_round"),
            models.UniqueConstraint(fields=["dialogue", "person"], name="a_person_takes_part_once_in_a_dialogue"),
            models.CheckConstraint(
                condition=models.Q(round__isnull=False, dialogue__isnull=True)
                | models.Q(round__isnull=True, dialogue__isnull=False),
                name="a_participant_is_of_one_round_or_dialogue",
            ),
        ]
