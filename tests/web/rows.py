"""A neighbourhood with few or many rows: what lists, counts and speed are tried with."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import Any

from tests.cast import Cast, make_area
from tests.web.participate import dialogue_world, elections, rounds_world
from tests.web.participate.meetings import another_meeting, make_meeting
from tests.web.places.notes import NOW, draw
from tests.web.work.runs import make_run, wrote
from wijkwerk.engines.route.run import MOST_ENTRIES
from wijkwerk.web.participate.meeting import MOST_POINTS
from wijkwerk.web.participate.models import AgendaPoint, Meeting, Notice
from wijkwerk.web.people.models import AreaRole, Person
from wijkwerk.web.places.models import Note, Sheet
from wijkwerk.web.work.models import Run

ADVICE = "/vinden/methode/wijkverbinder/advies/?signs=uneasy"
THEMES = ("lawaai", "natuur", "verkeer", "ontmoeten")


def fill(cast: Cast, rows: int) -> Run:
    """As many areas, neighbours, notes, runs, events and written lines as `rows`; the run that holds the lines."""
    draw(cast.area)
    for number in range(rows):
        make_area(f"buurt-{number}", f"Buurt {number}")
    Person.objects.bulk_create(
        Person(login=f"buur-{number}", name=f"Buur {number}", password="!") for number in range(rows)
    )
    AreaRole.objects.bulk_create(
        AreaRole(person=person, area=cast.area, role=AreaRole.Role.RESIDENT)
        for person in Person.objects.filter(login__startswith="buur-")
    )
    fill_map(cast, rows)
    rounds_world.fill(cast, rows)
    fill_meetings(cast, rows)
    elections.fill(cast, rows)
    dialogue_world.fill(cast, rows)
    written = min(rows, MOST_ENTRIES)
    lines = chain(
        (wrote("initiatiefgroep", who=f"Buur {number}") for number in range(written)),
        (wrote("answers", brought=f"Vraag {number}", answer="Dat doen we.") for number in range(rows - written)),
    )
    run = make_run(cast.area, by=cast.joost, events=tuple(lines), is_open=True)
    Run.objects.bulk_create(another(run, number) for number in range(1, rows))
    return run


def fill_map(cast: Cast, rows: int) -> None:
    """As many notes on the map, of every kind, half of them for everyone to see."""
    kinds = Note.Kind.values
    Note.objects.bulk_create(
        Note(
            area=cast.area,
            number=number,
            text=f"Bij nummer {number} kan het beter.",
            kind=kinds[number % len(kinds)],
            theme=THEMES[number % len(THEMES)],
            lon=Decimal("4.4870") + Decimal(number % 80) / 10_000,
            lat=Decimal("51.9290") + Decimal(number % 40) / 10_000,
            by=cast.amina if number % 3 else cast.joost,
            at=NOW,
            is_published=bool(number % 2),
            published_by=cast.karin if number % 2 else None,
            published_at=NOW if number % 2 else None,
        )
        for number in range(1, rows + 1)
    )
    Sheet.objects.update_or_create(area=cast.area, defaults={"last_number": rows, "version": rows})


def fill_meetings(cast: Cast, rows: int) -> None:
    """As many meetings to come as rows, one of them with a full agenda, and as many notices for one person."""
    Meeting.objects.filter(area=cast.area).delete()
    first = make_meeting(cast.area, host=cast.joost)
    Meeting.objects.bulk_create(another_meeting(first, number) for number in range(1, rows))
    AgendaPoint.objects.bulk_create(
        AgendaPoint(meeting=first, number=number, text=f"Punt {number}", by_residents=True)
        for number in range(10, 10 + min(rows, MOST_POINTS))
    )
    Notice.objects.all().delete()
    Notice.objects.bulk_create(
        Notice(person=cast.joost, text=f"Nieuws {number}", why="Je deed mee.", url="/", key=str(number), at=NOW)
        for number in range(rows)
    )


def another(run: Run, number: int) -> Run:
    """A run like it, without its lines."""
    same: dict[str, Any] = {
        name: getattr(run, name) for name in ("edition_id", "part", "area", "owner", "is_open", "started_at")
    }
    return Run(title=f"Route {number}", state={"stage": "initiatiefgroep"}, changed_at=run.changed_at, **same)


def pages(cast: Cast, run: Run) -> dict[str, str]:
    """The pages whose number of queries is bounded, by name."""
    return {
        "home": "/",
        "methods": "/vinden/",
        "methods found": "/vinden/?q=buurt",
        "a method": "/vinden/methode/wijkverbinder/",
        "advice": ADVICE,
        "a route to try": "/vinden/methode/buurtwarmte-vechtzoom/route/",
        "a conversation": "/gesprek/wat-telt/",
        "runs": "/werk/",
        "a run": run.get_absolute_url(),
        "the report of a run": f"{run.get_absolute_url()}verslag/",
        "maps": "/kaart/",
        "the map": f"/kaart/{cast.area.slug}/",
        "taking part": "/meedoen/",
        "the meetings": f"/meedoen/samenkomsten/{cast.area.slug}/",
        "the meetings for a calendar": f"/meedoen/samenkomsten/{cast.area.slug}/agenda.ics",
        "a meeting": Meeting.objects.filter(area=cast.area).order_by("agenda__number", "pk").last().get_absolute_url(),  # type: ignore[union-attr]
        "my notices": "/mijn/berichten/",
        "the notes of the map": f"/kaart/{cast.area.slug}/notities.geojson",
        **rounds_world.pages(cast),
        **elections.pages(),
        "votes in the API": "/api/v1/votes?pageSize=100",
        "meetings in the API": f"/api/v1/meetings?area={cast.area.slug}&pageSize=100",
        "an area as a feed": f"/meedoen/nieuws/{cast.area.slug}.atom",
        **dialogue_world.pages(cast),
    }
