"""Loading an example neighbourhood as ordinary data: everything goes through the same actions as when people do it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from wijkwerk.library.faults import Faulty
from wijkwerk.library.strict import read_file
from wijkwerk.web.find.service import shelf
from wijkwerk.web.participate.service import load_round
from wijkwerk.web.people.models import Area, AreaRole, Organisation, Person
from wijkwerk.web.places.service import load_notes
from wijkwerk.web.work.actions import record, start_run
from wijkwerk.web.work.models import Run, RunRole

FILE = "neighbourhood.yaml"


class Neighbourhood:
    """One folder with a neighbourhood; what is there already is left as people made it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        document = read_file(folder / FILE, FILE)
        if document.faults:
            raise Faulty(document.faults)
        self._data: dict[str, Any] = document.data
        self._areas: dict[str, Area] = {}
        self._people: dict[str, Person] = {}

    @transaction.atomic
    def load(self, *, password: str) -> list[Person]:
        """Put it in the database, whole or not at all; the people with their password."""
        organisations = {
            row["id"]: Organisation.objects.get_or_create(name=row["name"])[0] for row in self._data["organisations"]
        }
        for row in self._data["areas"]:
            self._areas[row["slug"]] = self._area(row)
        for row in self._data["people"]:
            self._people[row["login"]] = self._person(row, organisations.get(row["organisation"]), password)
        for row in self._data["runs"]:
            self._run(row)
        for slug, area in self._areas.items():
            load_notes(area, [row for row in self._data["notes"] if row["area"] == slug])
        for row in self._data["rounds"]:
            load_round(self._areas[row["area"]], row, self._people, today=localdate())
        return list(self._people.values())

    def _area(self, row: Mapping[str, Any]) -> Area:
        found = Area.objects.filter(slug=row["slug"]).first()
        if found is not None:
            return found
        shapes = json.loads((self._folder / row["shapes"]).read_text(encoding="utf-8"))
        fields = {name: value for name, value in row.items() if name not in {"within", "shapes"}}
        area = Area(**fields, within=self._areas.get(row["within"] or ""), shapes=shapes)
        area.full_clean()
        area.save()
        return area

    def _person(self, row: Mapping[str, Any], organisation: Organisation | None, password: str) -> Person:
        found = Person.objects.filter(login=row["login"]).first()
        if found is not None:
            return found
        person = Person(
            login=row["login"],
            name=row["name"],
            organisation=organisation,
            is_administrator=row["administrator"],
        )
        person.set_password(password)
        person.full_clean()
        person.save()
        AreaRole.objects.bulk_create(
            AreaRole(person=person, area=self._areas[one["area"]], role=one["role"]) for one in row["roles"]
        )
        return person

    def _run(self, row: Mapping[str, Any]) -> None:
        area = self._areas[row["area"]]
        if Run.objects.filter(area=area, title=row["title"]).exists():
            return
        method = shelf().methods[row["method"]]
        events = [(_moment(one["at"]), one) for one in row["events"]]
        run = start_run(method, row["part"], area, title=row["title"], by=self._people[row["owner"]], now=events[0][0])
        RunRole.objects.filter(run=run).delete()
        RunRole.objects.bulk_create(
            RunRole(run=run, role=one["role"], person=self._people[one["person"]]) for one in row.get("roles", ())
        )
        Run.objects.filter(pk=run.pk).update(is_open=True)
        for step, (at, one) in enumerate(events):
            event = _with_role(one["event"], one.get("role"))
            record(run.pk, lambda *_, event=event: event, by=self._people[one["by"]], now=at, step=step)


def _moment(text: str) -> datetime:
    return make_aware(datetime.fromisoformat(text))


def _with_role(event: dict[str, Any], role: str | None) -> dict[str, Any]:
    name, values = next(iter(event.items()))
    return {name: {**values, **({"by": role} if role else {})}}
