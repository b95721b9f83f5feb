"""The account of participation, which grows by itself: who took part, how, when, and what was done with each idea.

That is what the law asks a municipality to say afterwards, about four groups of interested parties (source 001, lines
667-713).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate import rounds
from wijkwerk.web.participate.models import DateChange, Idea, LetterBatch, Participant, Round, Support, Vote
from wijkwerk.web.participate.models.fields import Channel

MOST_IN_FULL = 200
PROVENANCE = {"source": ("movisies-001", "667-713"), "ours": ""}
PARTIES: tuple[tuple[str, str | Promise], ...] = (
    ("with_residents", gettext_lazy("Bewoners")),
    ("with_businesses", gettext_lazy("Mensen van bedrijven")),
    ("with_professionals", gettext_lazy("Beroepskrachten van organisaties")),
    ("with_administrators", gettext_lazy("Bestuurders van overheden")),
)


@dataclass(frozen=True)
class Account:
    """Everything the account says about one round, worked out from what is there."""

    ways: list[tuple[str, int]]
    supports: int
    ideas: int
    states: list[tuple[str, int]]
    unseen: int
    letters: int
    letters_used: int
    parties: list[tuple[str, str]]
    votes: list[Vote]
    decided: list[Idea]
    decided_more: int
    not_chosen: list[dict[str, Any]]
    changes: list[DateChange]
    late: int


def account_of(round: Round, today: date) -> Account:
    """The account as it stands today; counts are of what happened, never of who people are."""
    states = dict(Idea.objects.filter(round=round).order_by().values_list("state").annotate(number=Count("pk")))
    through = list(rounds.chosen_ideas(round)[: MOST_IN_FULL + 1])
    more = max(0, sum(states.get(one, 0) for one in ("chosen", "agenda", *Idea.DECISIONS)) - MOST_IN_FULL)
    piles = LetterBatch.objects.filter(round=round).aggregate(
        letters=Count("letters", filter=Q(letters__is_cancelled=False))
    )
    ways, used = _ways(round)
    for idea in through:
        idea.round = round
    return Account(
        ways=ways,
        supports=Support.objects.filter(idea__round=round).count(),
        ideas=sum(states.get(state, 0) for state in rounds.SEEN),
        states=[(str(words), states[state]) for state, words in Idea.State.choices if state in states],
        unseen=sum(states.get(state, 0) for state in Idea.UNSEEN),
        letters=piles["letters"],
        letters_used=used,
        parties=[(str(title), getattr(round, name)) for name, title in PARTIES],
        votes=list(Vote.objects.filter(round=round).order_by("opens_at")),
        decided=through[:MOST_IN_FULL],
        decided_more=more,
        not_chosen=_not_chosen(round),
        changes=list(rounds.changes_of(round)[:MOST_IN_FULL]),
        late=rounds.late(today).filter(round=round).count(),
    )


def _not_chosen(round: Round) -> list[dict[str, Any]]:
    """The answers to ideas that did not go through, each once, with how many got it."""
    ideas = Idea.objects.filter(round=round, state=Idea.State.NOT_CHOSEN).order_by()
    rows = ideas.values_list("answer", "answered_on").annotate(number=Count("pk")).order_by("answered_on", "answer")
    return [{"answer": text, "on": on, "number": number} for text, on, number in rows[:MOST_IN_FULL]]


def _ways(round: Round) -> tuple[list[tuple[str, int]], int]:
    """How many took part in each way, of those who did something; and how many letters were used."""
    did = Participant.objects.filter(round=round).filter(Q(ideas__isnull=False) | Q(supports__isnull=False))
    by_letter = did.filter(letter__isnull=False).distinct().count()
    typed_rows = did.filter(letter=None).order_by().values_list("channel")
    rows = dict(typed_rows.annotate(number=Count("pk", distinct=True)))
    ways = [(_("met een account"), rows.get(Channel.DIGITAL, 0)), (_("met een code uit een brief"), by_letter)]
    typed = ((str(words), rows.get(channel, 0)) for channel, words in Channel.choices if channel != Channel.DIGITAL)
    ways += [(_("via een opbouwwerker, %(how)s") % {"how": how}, number) for how, number in typed]
    return [(way, number) for way, number in ways if number], by_letter
