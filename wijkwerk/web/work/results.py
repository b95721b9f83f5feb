"""Results that wait to be put in a route: who holds votes says how they are found, because work knows no app above it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import BaseExpression
from django.urls import reverse

from wijkwerk.web.work.models import Run

_found: list[BaseExpression] = []


def register_results(found: BaseExpression) -> None:
    """How the results that wait for a run are found: as JSON, each with its `id`, its `stage` and since when it is public (`at`)."""
    _found[:] = [found]


def with_results(runs: QuerySet[Run]) -> QuerySet[Run]:
    """The runs with the results that wait for them, in the same question to the database."""
    return runs.annotate(waiting_results=_found[0]) if _found else runs


def address_of_result(run: Run, stage: str) -> str:
    """The page of the last result that waits for this stage of a run read `with_results`; empty when none does."""
    found: list[dict[str, Any]] = getattr(run, "waiting_results", None) or []
    waiting = [one for one in found if one["stage"] == stage]
    if not waiting:
        return ""
    last = max(waiting, key=lambda one: str(one["at"]))
    return reverse("participate:vote", args=[UUID(last["id"])])
