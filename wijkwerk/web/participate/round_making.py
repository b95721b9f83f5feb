"""Making and changing a round: its plan is looked at beforehand, and every day that moves keeps its reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate import phases, rounds
from wijkwerk.web.participate.models import DateChange, Idea, Party, Round, Theme, WordChange
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import require
from wijkwerk.web.work.service import plan_checks

PLAN_METHOD = "vijf-lessen"
RULE = ("chosen_by", "threshold", "most")
FACTS = (
    "plan", "without_plan", "title", "question", "intro", "body", *rounds.DATES, "answer_days", *RULE,
    "ideas_by_residents", "with_account", "with_letter", "through_worker", "asks_profile",
)  # fmt: skip
# What people answered to, and who promised to decide: once there are ideas it changes with a reason only.
ANSWERED_TO = ("question", "body")
# As long as people can take part, nobody ends that by writing another day: who moves it would choose the moment.
LAST_DAYS = ("ideas_until", "support_until", "vote_until")
ENDS_BEFORE_TODAY = gettext_lazy("Meedoen kan nu nog. Kies vandaag of een dag die nog komt.")
State = Idea.State


class PartySaid(NamedTuple):
    """What somebody wrote of one of the four groups."""

    invited: int | None
    came: int | None
    how: str


class WrittenMeanwhile(Exception):
    """Somebody else changed the round or its account after it was read; nothing was kept."""


def make_round(area: Area, facts: Mapping[str, Any], themes: Iterable[str], *, by: Person, now: datetime) -> Round:
    """A new round with its themes; its plan was held against the five lessons, or it says why not."""
    require(by, "participate.lead", area)
    with transaction.atomic():
        round = Round(area=area, owner=by, at=now, **facts)
        _require_plan(round)
        round.slug = _free_slug(area, round.title)
        round.full_clean(exclude=["area", "owner"])
        round.save(force_insert=True)
        _add_themes(round, themes)
    return round


def change_round(
    round: Round, facts: Mapping[str, Any], themes: Iterable[str], *, why: str, by: Person, now: datetime,
    seen: str | None = None,
) -> None:  # fmt: skip
    """Change a round. Every day that moves is kept with the reason, which everybody can read; answers move along.

    What goes through is agreed beforehand: once there are ideas, that rule stays; another question or another who
    decides is kept with the reason too. WrittenMeanwhile when it is not what was `seen` any more.
    """
    require(by, "participate.lead", round)
    with transaction.atomic():
        kept = Round.objects.select_for_update().get(pk=round.pk)
        if seen is not None and seen != round_mark(kept):
            raise WrittenMeanwhile
        had_plan, before, number = bool(kept.plan or kept.without_plan), days_of(kept), kept.answer_days
        if any(getattr(kept, name) != facts.get(name, getattr(kept, name)) for name in RULE) and has_ideas(kept):
            raise NotNow(_("Er zijn al ideeën. Wat doorgaat, is vooraf afgesproken en verandert nu niet meer."))
        if ended_by(kept, facts, timezone.localdate(now)):
            raise NotNow(str(ENDS_BEFORE_TODAY))
        words = {name: getattr(kept, name) for name in ANSWERED_TO}
        for name, value in facts.items():
            setattr(kept, name, value)
        if had_plan:
            _require_plan(kept)
        # The day of the answer follows the last day of support; it is a change of its own when its number is another.
        moved = {
            name: day
            for name, day in days_of(kept).items()
            if (day != before[name] if name != "answer_days" else kept.answer_days != number)
        }
        if moved and not why:
            raise NotNow(_("Schrijf op waarom je een dag verzet. Iedereen kan dat lezen."))
        DateChange.objects.bulk_create(
            DateChange(round=kept, field=name, before=before[name], after=day, why=why, by=by, at=now)
            for name, day in moved.items()
        )
        others = [name for name, was in words.items() if getattr(kept, name) != was] if has_ideas(kept) else []
        if others and not why:
            raise NotNow(_("Er zijn al ideeën. Schrijf op waarom dit verandert. Iedereen kan dat lezen."))
        WordChange.objects.bulk_create(
            WordChange(round=kept, field=name, before=words[name], after=getattr(kept, name), why=why, by=by, at=now)
            for name in others
        )
        kept.full_clean(exclude=["area", "owner"])
        kept.save()
        _add_themes(kept, themes)
        ideas = Idea.objects.filter(round=kept)
        ideas.filter(state__in=[State.TYPED, State.HELD, State.OPEN]).update(
            answer_due_on=phases.answer_due(kept.days, kept.answer_days)
        )
        if "decision_on" in moved:
            ideas.filter(state__in=[State.CHOSEN, State.AGENDA]).update(answer_due_on=kept.decision_on)


def ended_by(round: Round, facts: Mapping[str, Any], today: date) -> list[str]:
    """The last days of taking part that are still to come, and that `facts` would have in the past."""
    days = [(name, getattr(round, name), facts.get(name)) for name in LAST_DAYS]
    return [name for name, was, becomes in days if was and becomes and becomes < today <= was]


def has_ideas(round: Round) -> bool:
    """Whether somebody brought an idea already."""
    return Idea.objects.filter(round=round).exists()


def days_of(round: Round) -> dict[str, date | None]:
    """Every day people count on, by the field it follows from."""
    return {
        **{name: getattr(round, name) for name in rounds.DATES},
        "answer_days": phases.answer_due(round.days, round.answer_days),
    }


def write_account(
    round: Round,
    texts: Mapping[str, str],
    parties: Mapping[str, PartySaid] | None = None,
    *,
    by: Person,
    seen: str | None = None,
) -> None:
    """Keep what people wrote about how everybody took part and what was done with it.

    WrittenMeanwhile when it is not what was `seen` any more, so that nobody's text is lost.
    """
    require(by, "participate.lead", round)
    with transaction.atomic():
        kept = Round.objects.select_for_update().get(pk=round.pk)
        if seen is not None and seen != account_mark(kept):
            raise WrittenMeanwhile
        for name, text in texts.items():
            setattr(kept, name, text)
        kept.save(update_fields=list(texts))
        for group, said in (parties or {}).items():
            Party.objects.update_or_create(round=kept, group=group, defaults=said._asdict())


def account_mark(round: Round) -> str:
    """A short mark of what is written on the account now."""
    return _mark([round.account, sorted(round.parties.values_list("group", "invited", "came", "how"))])


def round_mark(round: Round) -> str:
    """A short mark of what the form of a round holds now."""
    facts = [str(getattr(round, name)) for name in FACTS]
    return _mark([facts, sorted(theme.title for theme in round.themes.all())])


def _mark(written: list[Any]) -> str:
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()[:16]


def _require_plan(round: Round) -> None:
    """A check of a plan of this very area, or a sentence that says why there is none."""
    if round.plan is None and not round.without_plan:
        raise NotNow(
            _("Leg je plan langs de vijf lessen en kies die toets hier, of schrijf op waarom je zonder begint.")
        )
    if round.plan is not None and UUID(str(round.plan)) not in dict(plan_checks(round.area, PLAN_METHOD)):
        raise NotNow(_("Kies een toets van een plan in dit gebied."))
    if round.plan is not None:
        round.without_plan = ""


def _free_slug(area: Area, title: str) -> str:
    base = slugify(title)[:50].strip("-") or "ronde"
    taken = set(Round.objects.filter(area=area, slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)


def _add_themes(round: Round, titles: Iterable[str]) -> None:
    there = {theme.title.casefold() for theme in round.themes.all()}
    slugs = {theme.slug for theme in round.themes.all()}
    for title in titles:
        if title.casefold() in there:
            continue
        base = slugify(title)[:36].strip("-") or "thema"
        slug = next(one for one in (base, *(f"{base}-{n}" for n in range(2, 100))) if one not in slugs)
        theme = Theme(round=round, slug=slug, title=title)
        theme.full_clean(exclude=["round"])
        theme.save()
        there.add(title.casefold())
        slugs.add(slug)
