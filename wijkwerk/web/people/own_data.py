"""Everything we keep about one person, as that person may take it along."""

from __future__ import annotations

import base64
from typing import Any

from django.apps import apps
from django.db import models

from wijkwerk.web.people.keepers import keepers
from wijkwerk.web.people.models import Person, SingleUse

SECRET = ("password", "digest", "session_round", "stop_sign", "share")


def export_of(person: Person) -> dict[str, Any]:
    """The account and every row of our tables that points at this person, without secrets and without other people."""
    kept = {name: rows for keeper in keepers() for name, rows in keeper.export_of(person).items()}
    about = _rows_about(person)
    told = {name: [*about.get(name, []), *kept.get(name, [])] for name in sorted({*about, *kept})}
    return {"account": _row(person), **told}


def _rows_about(person: Person) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for model in apps.get_models():
        # A code that waits says nothing about a person; an invitation holds the name of somebody else.
        if not model.__module__.startswith("wijkwerk.") or issubclass(model, SingleUse):
            continue
        links = models.Q(pk__in=[])
        for name in _links_to_person(model):
            links |= models.Q((name, person))
        if rows := [_row(row, person) for row in model._default_manager.filter(links).order_by("pk")]:
            found[model._meta.label_lower] = rows
    return found


def _links_to_person(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.related_model is Person]


def _row(row: models.Model, person: Person | None = None) -> dict[str, Any]:
    return {
        field.name: _value(row, field)
        for field in row._meta.concrete_fields
        if field.name not in SECRET and not _is_somebody_else(row, field, person)
    }


def _is_somebody_else(row: models.Model, field: models.Field[Any, Any], person: Person | None) -> bool:
    return field.related_model is Person and (person is None or getattr(row, field.attname) != person.pk)


def _value(row: models.Model, field: models.Field[Any, Any]) -> Any:
    if field.related_model is not None and not isinstance(field.related_model, str):
        related = getattr(row, field.name)
        return None if related is None else str(related)
    value = getattr(row, field.attname)
    return base64.b64encode(bytes(value)).decode() if isinstance(value, bytes | memoryview) else value
