"""What a method file may say about giving advice."""

from functools import cached_property

from pydantic import Field

from wijkwerk.engines.guide.table import Table
from wijkwerk.words.area import Phase
from wijkwerk.words.condition import Condition
from wijkwerk.words.question import Question, Situation
from wijkwerk.words.source import Said, Sourced
from wijkwerk.words.text import Id, Line, Prose

PHASE = "phase"


class Group(Sourced):
    """Options that answer the same question, such as a strategy or a tone."""

    id: Id
    title: Line
    summary: Prose | None = None


class InPhase(Sourced):
    """What an option is for when the area is in this phase."""

    phase: Id
    aim: Prose


class Option(Sourced):
    """Something one can do: when it fits, why, and how it goes well or wrong."""

    id: Id
    title: Line
    summary: Prose
    group: Id | None = None
    when: Condition | None = None
    because: Prose | None = None
    not_because: Prose | None = None
    in_phase: tuple[InPhase, ...] = ()
    do: tuple[Said, ...] = ()
    dont: tuple[Said, ...] = ()
    method: Id | None = None


class First(Sourced):
    """What comes before anything else, and which options wait for it."""

    id: Id
    title: Line
    when: Condition
    do: tuple[Said, ...] = Field(min_length=1)
    before: tuple[Id, ...] = Field(min_length=1)


class Guide(Sourced):
    """Questions, the phases an area can be in, and options with their conditions."""

    intro: Prose | None = None
    questions: tuple[Question, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = ()
    first: tuple[First, ...] = ()
    groups: tuple[Group, ...] = ()
    options: tuple[Option, ...] = Field(min_length=1)
    principles: tuple[Said, ...] = ()
    examples: tuple[Situation, ...] = ()

    @cached_property
    def table(self) -> Table[Option]:
        """The conditions of the options, worked out once."""
        return Table((option, option.when) for option in self.options)

    def phase(self, phase_id: str) -> Phase | None:
        """The phase with this id."""
        return next((phase for phase in self.phases if phase.id == phase_id), None)
