"""Moderation in the open: how often something was held, not placed, taken away or restored, and by which house rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Count, F
from django.db.models.functions import Coalesce

from wijkwerk.web.participate import house_rules
from wijkwerk.web.participate.models import Dialogue, Judgement, Round

Act = Judgement.Act
COLUMNS = ("area", "kind", "slug", "title", "act", "rule", "sentence", "number")


class Counted(NamedTuple):
    """How often something was done, and by which house rule."""

    act: str
    words: str
    rule: str
    number: int


def note(subject: Round | Dialogue, act: str, rule: str = "") -> None:
    """Count one judgement, in the transaction of what was done."""
    of = {"round": subject} if isinstance(subject, Round) else {"dialogue": subject}
    Judgement.objects.create(act=act, rule=rule, **of)


def counted(subject: Round | Dialogue) -> list[Counted]:
    """What was done in this round or dialogue, in the order of the acts and then the most often first."""
    of = {"round": subject} if isinstance(subject, Round) else {"dialogue": subject}
    rows = Judgement.objects.filter(**of).order_by().values_list("act", "rule").annotate(number=Count("pk"))
    found = [Counted(act, str(Act(act).label), house_rules.sentence_of(rule), number) for act, rule, number in rows]
    return sorted(found, key=lambda one: (Act.values.index(one.act), -one.number, one.rule))


def rows(*, area: str = "", round: str = "", dialogue: str = "") -> Iterator[dict[str, Any]]:
    """Every kind of judgement of every round and dialogue with how often it was made; or of one area, round or dialogue."""
    found = Judgement.objects.annotate(
        area=Coalesce(F("round__area__slug"), F("dialogue__area__slug")),
        slug=Coalesce(F("round__slug"), F("dialogue__slug")),
        title=Coalesce(F("round__title"), F("dialogue__title")),
    )
    asked = {"area": area, "round__slug": round, "dialogue__slug": dialogue}
    found = found.filter(**{name: word for name, word in asked.items() if word})
    names = ("area", "slug", "title", "round_id", "act", "rule")
    for one in found.order_by(*names).values(*names).annotate(number=Count("pk")).iterator():
        yield {
            "area": one["area"],
            "kind": "dialogue" if one["round_id"] is None else "round",
            "slug": one["slug"],
            "title": one["title"],
            "act": one["act"],
            "rule": one["rule"],
            "sentence": house_rules.sentence_of(one["rule"]),
            "number": one["number"],
        }
