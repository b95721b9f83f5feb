"""Loading an example neighbourhood as ordinary data: everything goes through the same actions as when people do it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from wijkwerk.library.faults import Faulty
from wijkwerk.library.reading import read_model
from wijkwerk.library.strict import Document, read_file
from wijkwerk.web.find.service import shelf
from wijkwerk.web.participate.service import TakingPart, load_examples
from wijkwerk.web.people.models import Area, AreaRole, Organisation, Person
from wijkwerk.web.places.service import load_notes
from wijkwerk.web.work.actions import record, start_run
from wijkwerk.web.work.models import Run, RunRole

FILE = "neighbourhood.yaml"
# The keys whose value names an area or a person of the same file.
OF_AREA = ("area",)
OF_PERSON = ("owner", "person", "by", "second", "host", "named")


class Neighbourhood:
    """One folder with a neighbourhood; what is there already is left as people made it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        document = read_file(folder / FILE, FILE)
        taking_part = read_model(document, TakingPart)
        if taking_part is not None:
            _note_unknown(document)
        if taking_part is None or document.faults:
            raise Faulty(document.faults)
        self._data: dict[str, Any] = document.data
        self._taking_part = taking_part
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
        load_examples(self._taking_part, self._areas, self._people, today=localdate())
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


def _note_unknown(document: Document) -> None:
    """A fault for every area or person that is named and not there."""
    areas = {row["slug"] for row in document.data["areas"]}
    people = {row["login"] for row in document.data["people"]}
    for path, name in _named(document.data, ()):
        known = areas if path[-1] in OF_AREA else people
        if name not in known:
            what = ", ".join(sorted(known))
            document.fault("unknown-reference", document.line(path), id=str(name)[:60], what=path[-1], known=what)


def _named(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Each area and person that is named, with its place; what happened in a run holds words of its own."""
    if isinstance(data, list):
        for at, one in enumerate(data):
            yield from _named(one, (*path, at))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in OF_AREA or key in OF_PERSON:
                yield from (((*path, key), name) for name in (value if isinstance(value, list) else [value]) if name)
            elif key != "event":
                yield from _named(value, (*path, key))


def _moment(text: str) -> datetime:
    return make_aware(datetime.fromisoformat(text))


def _with_role(event: dict[str, Any], role: str | None) -> dict[str, Any]:
    name, values = next(iter(event.items()))
    return {name: {**values, **({"by": role} if role else {})}}
