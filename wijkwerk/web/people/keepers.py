"""Which apps keep something of people beyond their own rows, and what each does to export, let go and forget it.

An activity app registers itself when it starts, because people imports no activity app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from wijkwerk.web.people.models import Person

Rows = dict[str, list[dict[str, Any]]]


class LetsGo(Protocol):
    """Loosens what this person brought from who they are."""

    def __call__(self, person: Person, *, now: datetime) -> None: ...


class Forgets(Protocol):
    """Forgets what is past its term; how many of each kind."""

    def __call__(self, *, now: datetime) -> dict[str, int]: ...


class Keeper(NamedTuple):
    """What one app does with what it keeps of people."""

    export_of: Callable[[Person], Rows]
    let_go: LetsGo
    forget: Forgets


_keepers: dict[str, Keeper] = {}


def register(app: str, keeper: Keeper) -> None:
    """This app keeps something of people; once for each app."""
    _keepers[app] = keeper


def keepers() -> Iterator[Keeper]:
    """Everyone who registered, in the order of their names."""
    for app in sorted(_keepers):
        yield _keepers[app]
