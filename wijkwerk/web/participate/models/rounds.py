"""A round of ideas: from the first idea to the answer that everyone who took part gets."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.participate.models.fields import (
    UNTIL_ANSWERED,
    WHILE_OPEN,
    WORKERS,
    Channel,
    language,
    latitude,
    line,
    longitude,
    prose,
)
from wijkwerk.web.participate.models.said import Said, said
from wijkwerk.web.participate.models.translations import go_with
from wijkwerk.web.participate.phases import Days
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

OPEN = Kept(_("samen kiezen wat er gebeurt in het gebied"), WHILE_OPEN, kept.EVERYONE)


class Round(models.Model):
    """People bring ideas, support each other's, perhaps vote, and get an answer. Its phase follows from its dates."""

    class ChosenBy(models.TextChoices):
        THRESHOLD = "threshold", _("wat genoeg steun heeft")
        MOST = "most", _("wat de meeste steun heeft")

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
    asks_profile = models.BooleanField(_("vraag (vrijwillig) wie er meedoen"), default=False)
    account = prose(_("wat er met alles is gedaan"), 4000, blank=True)
    with_residents = prose(_("hoe bewoners meededen"), 1000, blank=True)
    with_businesses = prose(_("hoe ondernemers meededen"), 1000, blank=True)
    with_professionals = prose(_("hoe mensen van organisaties meededen"), 1000, blank=True)
    with_administrators = prose(_("hoe bestuurders meededen"), 1000, blank=True)
    at = models.DateTimeField(_("gemaakt op"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            (
                "area", "slug", "title", "question", "intro", "body", "run", "ideas_from", "ideas_until",
                "support_until", "vote_until", "decision_on", "answer_days", "chosen_by", "threshold", "most",
                "ideas_by_residents", "with_account", "with_letter", "through_worker", "asks_profile", "account",
                "with_residents", "with_businesses", "with_professionals", "with_administrators", "at",
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
                & (models.Q(vote_until__isnull=True) | models.Q(vote_until__gte=models.F("support_until")))
                & models.Q(decision_on__gte=models.F("support_until")),
                name="dates_of_a_round_follow_each_other",
                violation_error_message=_("De dagen moeten op elkaar volgen: ideeën, steun, stemmen, besluit."),
            ),
            models.CheckConstraint(
                condition=models.Q(with_account=True) | models.Q(with_letter=True) | models.Q(through_worker=True),
                name="someone_can_take_part_in_a_round",
                violation_error_message=_("Kies minstens één manier om mee te doen."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this round."""
        return reverse("participate:round", args=[self.area.slug, self.slug])

    @property
    def days(self) -> Days:
        """The days from which the phase follows."""
        return Days(self.ideas_from, self.ideas_until, self.support_until, self.vote_until, self.decision_on)


class DateChange(models.Model):
    """A date of a round that was changed, with the reason."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changes", verbose_name=_("ronde"))
    field = models.CharField(_("welke dag"), max_length=30)
    before = models.DateField(_("was"), null=True)
    after = models.DateField(_("wordt"), null=True)
    why = line(_("waarom"), 300)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("door wie"))
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


class LetterBatch(models.Model):
    """A pile of letters with a code, printed at once."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="batches", verbose_name=_("ronde"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    size = models.PositiveIntegerField(_("hoeveel brieven"))
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("gemaakt door")
    )
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


class Photo(models.Model):
    """A picture with an idea: made anew from what was sent, so that nothing but the picture is in it."""

    id = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    content = models.BinaryField(_("plaatje"))
    width = models.PositiveIntegerField(_("breedte"))
    height = models.PositiveIntegerField(_("hoogte"))

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(("id", "content", "width", "height"), OPEN)

    class Meta:
        verbose_name = _("foto bij een idee")


class Idea(models.Model):
    """What somebody proposes. It always has a state, an owner, and a day by which there is an answer."""

    class State(models.TextChoices):
        HELD = "held", _("wordt eerst gelezen")
        OPEN = "open", _("krijgt steun")
        CHOSEN = "chosen", _("gaat door")
        NOT_CHOSEN = "not-chosen", _("ging niet door")
        AGENDA = "agenda", _("staat op de agenda")
        ACCEPTED = "accepted", _("gebeurt")
        OTHERWISE = "otherwise", _("gebeurt anders")
        DECLINED = "declined", _("gebeurt niet")
        WITHDRAWN = "withdrawn", _("ingetrokken")
        REFUSED = "refused", _("niet geplaatst")

    ANSWERED: ClassVar[tuple[str, ...]] = (
        "not-chosen", "accepted", "otherwise", "declined", "withdrawn", "refused",
    )  # fmt: skip
    NEEDS_WORDS: ClassVar[tuple[str, ...]] = ("not-chosen", "accepted", "otherwise", "declined", "refused")
    DECISIONS: ClassVar[tuple[str, ...]] = ("accepted", "otherwise", "declined")
    UNSEEN: ClassVar[tuple[str, ...]] = ("held", "withdrawn", "refused")

    id = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ideas", verbose_name=_("ronde"))
    number = models.PositiveIntegerField(_("nummer"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="ideas", verbose_name=_("onderwerp"))
    title = line(_("idee in één zin"))
    text = prose(_("uitleg"), 2000, blank=True)
    language = language()
    place = line(_("waar"), blank=True)
    lon = longitude()
    lat = latitude()
    photo = models.OneToOneField(
        Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="idea", verbose_name=_("foto")
    )
    photo_says = line(_("wat staat er op de foto"), 200, blank=True)
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, related_name="ideas", verbose_name=_("van wie")
    )
    channel = models.CharField(_("hoe het binnenkwam"), max_length=10, choices=Channel, default=Channel.DIGITAL)
    typed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ingetypt door")
    )
    state = models.CharField(_("stand"), max_length=20, choices=State, default=State.OPEN)
    support = models.PositiveIntegerField(_("steun"), default=0)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie antwoord geeft"))
    answer_due_on = models.DateField(_("antwoord uiterlijk op"))
    answer = prose(_("antwoord"), 4000, blank=True)
    answered_on = models.DateField(_("beantwoord op"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("beantwoord door")
    )
    version = models.PositiveIntegerField(_("hoe vaak veranderd"), default=0)
    share = models.CharField(_("kenmerk om buren uit te nodigen"), max_length=32, unique=True)
    at = models.DateTimeField(_("geplaatst op"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            (
                "id", "round", "number", "theme", "title", "text", "language", "place", "lon", "lat", "photo",
                "photo_says", "channel", "state", "support", "answer_due_on", "answer", "answered_on", "version", "at",
            ),
            OPEN,
        ),
        "owner": Kept(_("weten wie antwoord geeft"), WHILE_OPEN, kept.EVERYONE),
        "participant": Kept(_("je laten weten wat er met je idee gebeurt"), UNTIL_ANSWERED, kept.NOBODY),
        **dict.fromkeys(
            ("typed_by", "answered_by"), Kept(_("weten wie het intypte of antwoordde"), kept.WHILE_ACCOUNT, WORKERS)
        ),
        "share": Kept(_("buren uitnodigen om je idee te lezen"), WHILE_OPEN, _("wie het idee plaatste")),
    }  # fmt: skip

    class Meta:
        verbose_name = _("idee")
        ordering = ("-support", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "number"], name="one_idea_per_number_of_a_round"),
            models.CheckConstraint(condition=~models.Q(title=""), name="idea_says_something"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["not-chosen", "accepted", "otherwise", "declined", "refused"])
                | (~models.Q(answer="") & models.Q(answered_on__isnull=False)),
                name="a_decided_idea_has_its_answer",
                violation_error_message=_("Schrijf op waarom, dan weet iedereen het."),
            ),
            models.CheckConstraint(
                condition=models.Q(lon__isnull=True, lat__isnull=True) | models.Q(lon__isnull=False, lat__isnull=False),
                name="idea_has_a_whole_place_or_none",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["round", "state", "-support"], name="ideas_of_round"),
            models.Index(fields=["round", "-support", "number"], name="ideas_by_support"),
            models.Index(fields=["round", "theme", "state"], name="ideas_by_theme"),
            models.Index(fields=["answer_due_on", "state"], name="ideas_that_are_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this idea."""
        return reverse("participate:idea", args=[self.round.area.slug, self.round.slug, self.number])

    @property
    def area(self) -> Area:
        """The area of its round."""
        return self.round.area

    @property
    def lang(self) -> str:
        """The language mark of its words on a page; empty when we do not know the language."""
        return "" if self.language == "und" else self.language

    @property
    def said_title(self) -> Said:
        """The idea in one sentence, as a page shows it."""
        return said(self.title, self.lang, self, "title", of=(self.title, self.text))

    @property
    def said_text(self) -> Said:
        """The rest of the idea, as a page shows it."""
        return said(self.text, self.lang, self, "text", of=(self.title, self.text))

    @property
    def said_answer(self) -> Said:
        """The answer, as a page shows it; answers are written in Dutch."""
        return said(self.answer, "nl", self, "text", of=("", self.answer), by="answer_translation")

    @property
    def is_seen(self) -> bool:
        """Whether everybody may read it."""
        return self.state not in self.UNSEEN

    def is_late(self, today: date) -> bool:
        """Whether the day of the answer has passed without one."""
        return self.state not in self.ANSWERED and self.answer_due_on < today


post_delete.connect(go_with, sender=Idea, dispatch_uid="participate.translations-of-ideas")


class Support(models.Model):
    """Someone stands behind an idea; once."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports", verbose_name=_("idee"))
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="supports", verbose_name=_("van wie")
    )
    channel = models.CharField(_("hoe"), max_length=10, choices=Channel, default=Channel.DIGITAL)
    typed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ingetypt door")
    )

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("idea", "participant", "channel"), Kept(_("steun één keer tellen"), UNTIL_ANSWERED, kept.NOBODY)
        ),
        "typed_by": Kept(_("weten wie het intypte"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("steun")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["idea", "participant"], name="support_counts_once"),
        ]


@receiver(post_delete, sender=Support)
def _count_less(sender: type[Support], instance: Support, **_kwargs: object) -> None:
    """Support that goes is no longer counted, also when somebody erases their account; what was chosen on stays."""
    undecided = Idea.objects.filter(pk=instance.idea_id, state__in=["held", "open"], support__gt=0)
    undecided.update(support=models.F("support") - 1)
