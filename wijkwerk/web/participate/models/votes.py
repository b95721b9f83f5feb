"""Votes of three honest kinds: an open poll, a vote with printed codes, and a binding vote that another system counts."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.participate.models.fields import WHILE_OPEN, WORKERS, by_whom, line, prose
from wijkwerk.web.participate.models.rounds import Round
from wijkwerk.web.participate.models.said import DUTCH, InDutch, Said, said
from wijkwerk.web.participate.models.translations import go_with
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.site import register as kept
from wijkwerk.web.site.register import Kept

OPEN = Kept(_("laten zien waarover en hoe er gestemd is"), WHILE_OPEN, kept.EVERYONE)
UNTIL_CLOSED = _("tot de stemming sluit")


def by_chance() -> int:
    """A number nobody can guess, of 63 bits."""
    return secrets.randbits(63)


class NumberOfChance(models.BigIntegerField[int, int]):
    """A number of chance that is the place of its row in SQLite as well, so that no other order is kept of the rows."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """`integer` is what makes a primary key the number of the row in SQLite."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Vote(InDutch, models.Model):
    """One question put to a named group, with its answers, its days and, once published, its result."""

    class Kind(models.TextChoices):
        POLL = "poll", _("peiling")
        CODED = "coded", _("stemming met codes")
        BINDING = "binding", _("beslissende stemming")

    class Group(models.TextChoices):
        RESIDENTS = "residents", _("bewoners")
        HOUSEHOLDS = "households", _("huishoudens")
        VOTERS = "voters", _("wie stemt")

    class State(models.TextChoices):
        DRAFT = "draft", _("wordt gemaakt")
        READY = "ready", _("staat klaar")
        CLOSED = "closed", _("gesloten")
        PUBLISHED = "published", _("uitslag openbaar")

    WORDS = ("title", "question", "intro")
    ASIDE = ("why_whole",)

    id = models.UUIDField(_("kenmerk"), primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="votes", verbose_name=_("gebied"))
    kind = models.CharField(_("soort"), max_length=10, choices=Kind)
    title = line(_("naam"))
    question = line(_("vraag"), 300)
    intro = prose(_("uitleg"), 1500, blank=True)
    group = models.CharField(_("over wie wordt geteld"), max_length=12, choices=Group)
    whole = models.PositiveIntegerField(_("hoe groot is die groep"), null=True, blank=True)
    why_whole = line(_("waarom een ander aantal dan dat van het gebied"), 300, blank=True)
    percent = models.PositiveSmallIntegerField(
        _("hoeveel procent moet voor zijn"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    opens_at = models.DateTimeField(_("open vanaf"))
    closes_at = models.DateTimeField(_("dicht vanaf"))
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.DRAFT)
    shows_turnout = models.BooleanField(_("laat tijdens de stemming zien hoeveel er stemden"), default=False)
    by_names = models.BooleanField(_("mensen antwoorden met hun naam erbij"), default=False)
    has_paper = models.BooleanField(_("stemmen kan ook op papier"), default=True)
    round = models.ForeignKey(
        Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="votes", verbose_name=_("ronde")
    )
    run = models.UUIDField(_("bij welke route"), null=True, blank=True)
    stage = models.CharField(_("bij welke stap"), max_length=60, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie dit leidt"))
    address = models.URLField(_("adres van de stemming"), blank=True)
    corrected = models.PositiveIntegerField(_("hoe vaak papier na een verschil is veranderd"), default=0)
    closed_at = models.DateTimeField(_("gesloten sinds"), null=True, blank=True)
    routed_at = models.DateTimeField(_("in de route gezet op"), null=True, blank=True)
    result = models.JSONField(_("uitslag"), null=True, blank=True)
    published_at = models.DateTimeField(_("openbaar sinds"), null=True, blank=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            (
                "id", "area", "kind", "title", "question", "intro", "group", "whole", "why_whole", "percent", "opens_at",
                "closes_at", "state", "shows_turnout", "by_names", "has_paper", "round", "run", "stage", "address", "corrected",
                "closed_at", "routed_at", "result", "published_at",
            ),
            OPEN,
        ),
        "owner": Kept(_("weten wie de stemming leidt"), WHILE_OPEN, kept.EVERYONE),
    }  # fmt: skip

    class Meta:
        verbose_name = _("stemming")
        ordering = ("-opens_at",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run"], condition=models.Q(run__isnull=False), name="votes_of_a_route"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="a_vote_opens_before_it_closes",
                violation_error_message=_("De stemming moet opengaan voordat ze sluit."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(result__isnull=False, published_at__isnull=False),
                name="a_published_vote_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this vote."""
        return reverse("participate:vote", args=[self.pk])


post_delete.connect(go_with, sender=Vote, dispatch_uid="participate.translations-of-votes")


class VoteOption(models.Model):
    """One of the answers. `agree` marks the answers a gate counts, `blank` those that are neither for nor against."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="options", verbose_name=_("stemming"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    label = line(_("antwoord"), 200)
    agree = models.BooleanField(_("telt als voor"), default=False)
    blank = models.BooleanField(_("telt als blanco"), default=False)
    idea = models.UUIDField(_("over welk idee"), null=True, blank=True)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(("vote", "number", "label", "agree", "blank", "idea"), OPEN)

    class Meta:
        verbose_name = _("antwoord van een stemming")
        ordering = ("number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vote", "number"], name="one_option_per_number"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def word(self) -> str:
        """Its name among the words of the vote."""
        return f"option-{self.number}"

    @property
    def said(self) -> Said:
        """Its words, as a page shows them."""
        return said(self.label, DUTCH, self.vote, self.word)


class CodeBatch(models.Model):
    """A pile of printed codes; how many there are, were used and were replaced is published."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="batches", verbose_name=_("stemming"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    size = models.PositiveIntegerField(_("hoeveel codes"))
    made_by = by_whom(_("gemaakt door"))
    made_at = models.DateTimeField(_("gemaakt op"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("vote", "number", "size", "made_at"), OPEN),
        "made_by": Kept(_("weten wie codes maakte"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("stapel stemcodes")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vote", "number"], name="one_batch_of_codes_per_number"),
        ]


class VoteCode(models.Model):
    """The right to vote once; only the digest of the code is kept, and never with what was chosen."""

    class State(models.TextChoices):
        FRESH = "fresh", _("nog niet gebruikt")
        USED = "used", _("gebruikt")
        CANCELLED = "cancelled", _("kwijt en vervangen")

    batch = models.ForeignKey(CodeBatch, on_delete=models.CASCADE, related_name="codes", verbose_name=_("stapel"))
    number = models.PositiveIntegerField(_("nummer op de brief"))
    digest = models.CharField(_("onleesbaar kenmerk van de code"), max_length=64, unique=True)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.FRESH)

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("batch", "number", "digest", "state"), Kept(_("ieder één stem"), WHILE_OPEN, kept.NOBODY)
    )

    class Meta:
        verbose_name = _("stemcode")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_code_per_number"),
        ]


class Ballot(models.Model):
    """One vote in the box: without a person, without a moment.

    Until closing `label` tells a code which ballot it may change: an HMAC under a key that is destroyed at closing.
    """

    id = NumberOfChance(_("kenmerk"), primary_key=True, default=by_chance, editable=False)
    # The unique index begins with the vote, and nobody asks for an option alone: each index costs every vote a page.
    vote = models.ForeignKey(
        Vote, on_delete=models.CASCADE, related_name="ballots", verbose_name=_("stemming"), db_index=False
    )
    option = models.ForeignKey(
        VoteOption, on_delete=models.PROTECT, related_name="+", verbose_name=_("antwoord"), db_index=False
    )
    label = models.CharField(_("tijdelijk kenmerk"), max_length=64, null=True)  # noqa: DJ001 - NULL is "closed"
    is_paper = models.BooleanField(_("op papier"), default=False)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("id", "vote", "option", "is_paper"), OPEN),
        "label": Kept(_("je stem kunnen veranderen zolang de stemming open is"), UNTIL_CLOSED, kept.NOBODY),
    }

    class Meta:
        verbose_name = _("stem")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vote", "label"], name="one_ballot_per_code"),
        ]


class PaperEntry(models.Model):
    """A paper ballot as somebody typed it; it counts when two people typed the same.

    At closing `digest` and `at` are emptied: who typed what stays known, of which code it was does not.
    """

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="entries", verbose_name=_("stemming"))
    digest = models.CharField(_("onleesbaar kenmerk van de code"), max_length=64, null=True)  # noqa: DJ001 - NULL is "closed"
    option = models.ForeignKey(VoteOption, on_delete=models.PROTECT, related_name="+", verbose_name=_("antwoord"))
    turn = models.PositiveSmallIntegerField(_("eerste of tweede keer"))
    by = by_whom(_("door wie"))
    at = models.DateTimeField(_("wanneer"), null=True)

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(
            ("digest", "at"), Kept(_("papieren stemmen twee keer intypen en vergelijken"), UNTIL_CLOSED, WORKERS)
        ),
        **dict.fromkeys(
            ("vote", "option", "turn", "by"), Kept(_("weten wie papieren stemmen intypte"), WHILE_OPEN, WORKERS)
        ),
    }

    class Meta:
        verbose_name = _("ingetypte papieren stem")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vote", "digest", "turn"], name="a_paper_ballot_is_typed_once_a_turn"),
            models.CheckConstraint(condition=models.Q(turn__in=[1, 2]), name="there_are_two_turns"),
        ]


class PaperCount(models.Model):
    """How many envelopes were in the box and how many held no valid ballot, as one of two people counted them."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="counts", verbose_name=_("stemming"))
    turn = models.PositiveSmallIntegerField(_("eerste of tweede keer"))
    envelopes = models.PositiveIntegerField(_("aantal papieren stemmen in de bus"))
    invalid = models.PositiveIntegerField(_("waarvan ongeldig"), default=0)
    by = by_whom(_("door wie"))
    at = models.DateTimeField(_("wanneer"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("vote", "turn", "envelopes", "invalid", "at"), OPEN),
        "by": Kept(_("weten wie telde"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("getelde enveloppen")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vote", "turn"], name="envelopes_are_counted_once_a_turn"),
            models.CheckConstraint(condition=models.Q(turn__in=[1, 2]), name="envelopes_have_two_turns"),
            models.CheckConstraint(
                condition=models.Q(invalid__lte=models.F("envelopes")),
                name="no_more_invalid_than_envelopes",
                violation_error_message=_("Er kunnen niet meer ongeldige stemmen zijn dan enveloppen."),
            ),
        ]


class ClosingChange(models.Model):
    """A moment of closing that was changed, with the reason; everyone can read it."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="changes", verbose_name=_("stemming"))
    before = models.DateTimeField(_("was"))
    after = models.DateTimeField(_("wordt"))
    why = line(_("waarom"), 300)
    by = by_whom(_("door wie"))
    at = models.DateTimeField(_("wanneer"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("vote", "before", "after", "why", "at"), OPEN),
        "by": Kept(_("weten wie de dag veranderde"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("veranderde sluiting")
        ordering = ("at",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(why=""), name="a_changed_closing_has_its_reason"),
        ]

    @property
    def said(self) -> Said:
        """The reason, as a page shows it."""
        return self.vote.say(self.why)


class HandCount(models.Model):
    """How many hands went up for an answer, as two people counted it in the room."""

    option = models.OneToOneField(
        VoteOption, on_delete=models.CASCADE, related_name="hands", verbose_name=_("antwoord")
    )
    number = models.PositiveIntegerField(_("aantal handen"))
    by = by_whom(_("door wie"))
    at = models.DateTimeField(_("wanneer"))

    register: ClassVar[Mapping[str, Kept]] = {
        **dict.fromkeys(("option", "number", "at"), OPEN),
        "by": Kept(_("weten wie telde"), kept.WHILE_ACCOUNT, WORKERS),
    }

    class Meta:
        verbose_name = _("getelde handen")


class NamedAnswer(models.Model):
    """What somebody answered in an open poll, with their name beside it: they know that it is open."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="named", verbose_name=_("peiling"))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("persoon"))
    option = models.ForeignKey(VoteOption, on_delete=models.PROTECT, related_name="named", verbose_name=_("antwoord"))

    register: ClassVar[Mapping[str, Kept]] = dict.fromkeys(
        ("vote", "person", "option"),
        Kept(_("een open peiling: iedereen ziet wie wat zei"), WHILE_OPEN, _("mensen met een rol in dit gebied")),
    )

    class Meta:
        verbose_name = _("antwoord met naam")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vote", "person"], name="one_named_answer_per_person"),
        ]
