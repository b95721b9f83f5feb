"""What people bring in a round and stand behind, until the answer that everyone who took part gets."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

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
    by_whom,
    language,
    latitude,
    line,
    longitude,
    prose,
)
from wijkwerk.web.participate.models.rounds import OPEN, Participant, Round, Theme, word_of
from wijkwerk.web.participate.models.said import DUTCH, Said, said, wherever
from wijkwerk.web.participate.models.translations import go_with
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept


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
        TYPED = "typed", _("wordt nog een keer ingetypt")
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
    UNSEEN: ClassVar[tuple[str, ...]] = ("typed", "held", "withdrawn", "refused")

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
    typed_by = by_whom(_("ingetypt door"), blank=True)
    again_by = by_whom(_("nog eens ingetypt door"), blank=True)
    again_at = models.DateTimeField(_("nog eens ingetypt op"), null=True, blank=True)
    state = models.CharField(_("stand"), max_length=20, choices=State, default=State.OPEN)
    support = models.PositiveIntegerField(_("steun"), default=0)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie antwoord geeft"))
    answer_due_on = models.DateField(_("antwoord uiterlijk op"))
    answer = prose(_("antwoord"), 4000, blank=True)
    answered_on = models.DateField(_("beantwoord op"), null=True, blank=True)
    answered_by = by_whom(_("beantwoord door"), blank=True)
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
            ("typed_by", "again_by", "again_at", "answered_by"),
            Kept(_("weten wie het intypte of antwoordde"), kept.WHILE_ACCOUNT, WORKERS),
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
                condition=models.Q(
                    state__in=[
                        "typed", "held", "open", "chosen", "not-chosen", "agenda", "accepted", "otherwise", "declined",
                        "withdrawn", "refused",
                    ]
                ),
                name="an_idea_has_a_state_we_know",
            ),
            models.CheckConstraint(
                condition=~models.Q(channel="paper")
                | models.Q(state__in=["typed", "withdrawn"])
                | models.Q(again_at__isnull=False),
                name="an_idea_from_paper_is_typed_twice",
            ),
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
        ]  # fmt: skip
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
        return said(self.title, self.lang, self, "title")

    @property
    def said_text(self) -> Said:
        """The rest of the idea, as a page shows it."""
        return said(self.text, self.lang, self, "text")

    @property
    def said_photo(self) -> Said:
        """What can be seen on the photo, as a page shows it."""
        return said(self.photo_says, self.lang, self, "photo_says")

    @property
    def said_answer(self) -> Said:
        """The answer, as a page shows it; answers are written in Dutch, and one for many ideas is of the round."""
        own = said(self.answer, DUTCH, self, "answer")
        return own if own.is_translated else wherever(self.answer, getattr(self, "round_translation", None))

    @property
    def said_theme(self) -> Said:
        """What it is about, as a page shows it."""
        return said(self.theme.title, DUTCH, self, word_of(self.theme.slug), by="round_translation")

    @property
    def translated(self) -> list[Said]:
        """Those of its words that are a translation."""
        return [one for one in (self.said_title, self.said_text, self.said_photo) if one.is_translated]

    @property
    def is_seen(self) -> bool:
        """Whether everybody may read it."""
        return self.state not in self.UNSEEN

    def is_late(self, today: date) -> bool:
        """Whether the day of the answer has passed without one."""
        return self.state not in self.ANSWERED and self.answer_due_on < today


post_delete.connect(go_with, sender=Idea, dispatch_uid="participate.translations-of-ideas")


class SupportSheet(models.Model):
    """A list of signatures for one idea, on paper; it counts when two typings say how many there are."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="sheets", verbose_name=_("idee"))
    number = models.PositiveSmallIntegerField(_("nummer van de lijst"))
    signatures = models.PositiveSmallIntegerField(_("hoeveel handtekeningen"))
    by = by_whom(_("ingetypt door"))
    at = models.DateTimeField(_("ingetypt op"))
    again_by = by_whom(_("nog eens ingetypt door"), blank=True)
    again_at = models.DateTimeField(_("nog eens ingetypt op"), null=True, blank=True)
    is_withdrawn = models.BooleanField(_("teruggenomen"), default=False)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("idea", "number", "signatures", "at", "again_at", "is_withdrawn"),
            Kept(_("lijsten twee keer intypen en vergelijken"), WHILE_OPEN, WORKERS),
        ),
        **dict.fromkeys(("by", "again_by"), Kept(_("weten wie het intypte"), kept.WHILE_ACCOUNT, WORKERS)),
    }

    class Meta:
        verbose_name = _("lijst met handtekeningen")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["idea", "number"], name="one_list_of_signatures_per_number"),
            models.CheckConstraint(condition=models.Q(signatures__gte=1), name="a_list_has_signatures"),
        ]

    @property
    def counts(self) -> bool:
        """Whether its signatures are among the support."""
        return self.again_at is not None and not self.is_withdrawn


class PaperPile(models.Model):
    """All paper of a round on the table, as one of two people counted it by hand; what was typed has to be the same."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="piles", verbose_name=_("ronde"))
    turn = models.PositiveSmallIntegerField(_("eerste of tweede keer"))
    forms = models.PositiveIntegerField(_("hoeveel formulieren met een idee"))
    signatures = models.PositiveIntegerField(_("hoeveel handtekeningen samen"))
    by = by_whom(_("door wie"))
    at = models.DateTimeField(_("wanneer"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("round", "turn", "forms", "signatures", "at"),
            Kept(_("nagaan of wat is ingetypt gelijk is aan het papier"), WHILE_OPEN, kept.EVERYONE),
        ),
        "by": Kept(_("weten wie telde"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("getelde stapel papier")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "turn"], name="pile_is_counted_once_a_turn"),
            models.UniqueConstraint(fields=["round", "by"], name="pile_is_counted_by_two_people"),
            models.CheckConstraint(condition=models.Q(turn__in=[1, 2]), name="pile_has_two_turns"),
        ]


class Support(models.Model):
    """Someone stands behind an idea; once."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports", verbose_name=_("idee"))
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="supports", verbose_name=_("van wie")
    )
    channel = models.CharField(_("hoe"), max_length=10, choices=Channel, default=Channel.DIGITAL)
    sheet = models.ForeignKey(
        SupportSheet,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="supports",
        verbose_name=_("van welke lijst"),
    )
    typed_by = by_whom(_("ingetypt door"), blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("idea", "participant", "channel", "sheet"), Kept(_("steun één keer tellen"), UNTIL_ANSWERED, kept.NOBODY)
        ),
        "typed_by": Kept(_("weten wie het intypte"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("steun")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["idea", "participant"], name="support_counts_once"),
            models.CheckConstraint(
                condition=~models.Q(channel="paper") | models.Q(sheet__isnull=False),
                name="support_on_paper_is_of_a_list",
            ),
        ]


@receiver(post_delete, sender=Support)
def _count_less(sender: type[Support], instance: Support, **_kwargs: object) -> None:
    """Support that goes is no longer counted, also when somebody erases their account; what was chosen on stays."""
    undecided = Idea.objects.filter(pk=instance.idea_id, state__in=["held", "open"], support__gt=0)
    undecided.update(support=models.F("support") - 1)
