"""What the file of an example neighbourhood says of taking part: rounds, votes, meetings and dialogues.

Days are counted from the day the example is loaded, so that there is always something going on.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from wijkwerk.words.text import Id, Line, Prose, Value


def _is_a_time(text: str) -> str:
    try:
        time.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("not-a-time", "not a time", {"value": text[:40]}) from None
    return text


Days = int
Number = Annotated[int, Field(ge=0, le=1000)]
Time = Annotated[str, AfterValidator(_is_a_time)]
# Agrees, disagrees, passes, and was not asked.
SIGNS = {"+": 1, "-": -1, "0": 0, ".": None}


class ExampleIdea(Value):
    """An idea in a round: of somebody with an account, or (`by` nobody) typed at the door; and what was answered."""

    by: Id | None
    theme: Line
    title: Line
    text: Prose | None = None
    place: Line | None = None
    language: Id = "nl"
    support: Number
    decision: Literal["accepted", "otherwise", "declined"] | None = None
    answer: Prose | None = None


class ExampleRound(Value):
    """A round of ideas; with a `refusal` it was chosen what goes through, and everyone has their answer."""

    area: Id
    title: Line
    plan: Line | None = None
    without_plan: str = ""
    question: Line
    intro: Prose
    body: Line
    owner: Id
    begins: Days
    ideas: Days
    support: Days
    decision: Days
    threshold: Number
    themes: tuple[Line, ...]
    ideas_brought: tuple[ExampleIdea, ...]
    refusal: Prose | None = None
    account: Prose = ""
    ours: Line


class ExampleAnswer(Value):
    """One of the answers of a vote: how many chose it on the site and on paper, or who did so by name."""

    label: Line
    agree: bool = False
    blank: bool = False
    votes: Number = 0
    paper: Number = 0
    named: tuple[Id, ...] = ()


class ExampleVote(Value):
    """A poll with names, or a vote with `letters`; one that closed has its result. `second` types the paper again."""

    area: Id
    kind: Literal["poll", "coded"]
    title: Line
    question: Line
    intro: Prose
    owner: Id
    second: Id | None = None
    group: Literal["residents", "households", "voters"]
    whole: Number | None = None
    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    opens: Days
    closes: Days
    letters: Number = 0
    answers: Annotated[tuple[ExampleAnswer, ...], Field(min_length=2)]
    ours: Line


class ExamplePoint(Value):
    """Something a resident put on the agenda."""

    by: Id
    text: Line


class ExampleReport(Value):
    """What came of a meeting."""

    came: Number
    notes: Prose
    agreements: Prose
    after_talk: Prose
    what_next: Prose


class ExampleMeeting(Value):
    """A meeting to come, or one that was held and has its report."""

    area: Id
    title: Line
    invitation: Prose
    owner: Id
    host: Id | None = None
    day: Days
    begins: Time
    ends: Time
    place: Line
    is_at_home: bool = False
    most: Annotated[int, Field(ge=2, le=1000)] = 10
    points: tuple[Line, ...]
    brought: tuple[ExamplePoint, ...] = ()
    report: ExampleReport | None = None
    ours: Line


class ExampleDialogue(Value):
    """A dialogue with its statements, and a row of signs for each participant: a sign for each statement."""

    area: Id
    title: Line
    question: Line
    intro: Prose
    owner: Id
    opens: Days
    closes: Days
    statements: Annotated[tuple[Line, ...], Field(min_length=2)]
    answers: tuple[str, ...]
    ours: Line

    @model_validator(mode="after")
    def _every_row_answers_the_statements(self) -> ExampleDialogue:
        for number, row in enumerate(self.answers, start=1):
            if len(row) != len(self.statements) or set(row) - set(SIGNS):
                facts = {"row": number, "wanted": len(self.statements), "there": row[:60]}
                raise PydanticCustomError("not-a-row-of-signs", "not a row of signs", facts)
        return self


class TakingPart(BaseModel):
    """All of it; the rest of the file is about something else."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    rounds: tuple[ExampleRound, ...]
    votes: tuple[ExampleVote, ...]
    meetings: tuple[ExampleMeeting, ...]
    dialogues: tuple[ExampleDialogue, ...]
