"""The kinds of method part, each a module with the same four words; written out by hand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

from wijkwerk.engines import check, conversation, guide, route
from wijkwerk.words.step import Step
from wijkwerk.words.text import Value

Part = TypeVar("Part", contravariant=True)
State = TypeVar("State", bound=Value)


class Kind(Protocol[Part, State]):
    """What a kind of method part can do. An engine says what would happen; it never does it.

    `start` gives the state before anything is said, `next_steps` what someone could do now, `apply` the state
    after an event (or Refused, with nothing changed), `report` what page, API and print show.
    """

    @property
    def EVENTS(self) -> Mapping[str, type[Any]]: ...
    def start(self, part: Part, /) -> State: ...
    def next_steps(self, part: Part, state: State, /) -> tuple[Step, ...]: ...
    def apply(self, part: Part, state: State, event: Any, /, *, now: datetime) -> State: ...
    def report(self, part: Part, state: State, /) -> Any: ...


KINDS: dict[str, Kind[Any, Any]] = {"guide": guide, "conversation": conversation, "route": route, "check": check}
