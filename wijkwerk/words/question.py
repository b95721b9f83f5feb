"""A question people may answer or skip; also the fields of a form, which are questions too."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from wijkwerk.words.condition import Given
from wijkwerk.words.period import is_day
from wijkwerk.words.refusal import Refused
from wijkwerk.words.source import Sourced
from wijkwerk.words.text import Id, Line, Prose, clean

Kind = Literal["choice", "many", "number", "text", "story", "day"]
LONGEST = {"text": 200, "story": 4000}
MOST = 999_999_999


class Choice(Sourced):
    """One of the answers to choose from."""

    id: Id
    label: Line
    help: Prose | None = None


class Question(Sourced):
    """What is asked, and what shape an answer has.

    `choice` one of the options · `many` any of them · `number` a whole number · `text` one line ·
    `story` as much as someone wants to tell · `day` a day, month or year.
    """

    id: Id
    ask: Line
    help: Prose | None = None
    kind: Kind = "choice"
    options: tuple[Choice, ...] = ()
    at_least: StrictInt | None = None
    at_most: StrictInt | None = None
    required: StrictBool = False

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind in {"choice", "many"}) is not (len(self.options) > 1):
            raise PydanticCustomError("options-for-choice", "options for a choice", {"question": self.id})
        if self.kind != "number" and (self.at_least is not None or self.at_most is not None):
            raise PydanticCustomError("limits-for-number", "limits for a number", {"question": self.id})
        return self

    @cached_property
    def labels(self) -> dict[str, str]:
        """The words of each option."""
        return {choice.id: choice.label for choice in self.options}

    def label(self, option: str) -> str:
        """The words of an option, or what someone gave when it is not an option."""
        return self.labels.get(option, option)

    def read(self, answer: Any) -> Given | None:
        """The answer as a fact; None when it was skipped. Refused when it does not fit the question."""
        if answer is None or answer == [] or answer == () or (isinstance(answer, str) and not answer.strip()):
            return None
        match self.kind:
            case "choice":
                return self._option(answer)
            case "many":
                if isinstance(answer, str) or not isinstance(answer, list | tuple):
                    raise Refused("not-an-option", question=self.id, ask=self.ask, answer=str(answer)[:80])
                return tuple(dict.fromkeys(self._option(one) for one in answer))
            case "number":
                return self._number(answer)
            case "day":
                if not isinstance(answer, str) or not is_day(answer):
                    raise Refused("not-a-day", question=self.id, ask=self.ask, answer=str(answer)[:80])
                return answer
            case _:
                return self._text(answer)

    def _option(self, answer: Any) -> str:
        if not isinstance(answer, str) or answer not in self.labels:
            raise Refused("not-an-option", question=self.id, ask=self.ask, answer=str(answer)[:80])
        return answer

    def _number(self, answer: Any) -> int:
        digits = answer.strip() if isinstance(answer, str) else answer
        if isinstance(digits, str) and digits.removeprefix("-").isdecimal() and len(digits) <= 10:
            digits = int(digits)
        if type(digits) is not int or abs(digits) > MOST:
            raise Refused("not-a-number", question=self.id, ask=self.ask, answer=str(answer)[:80])
        if self.at_least is not None and digits < self.at_least:
            raise Refused("too-few", question=self.id, ask=self.ask, at_least=self.at_least, answer=digits)
        if self.at_most is not None and digits > self.at_most:
            raise Refused("too-many", question=self.id, ask=self.ask, at_most=self.at_most, answer=digits)
        return digits

    def _text(self, answer: Any) -> str:
        if not isinstance(answer, str):
            raise Refused("not-text", question=self.id, ask=self.ask)
        if len(answer) > LONGEST[self.kind]:
            raise Refused("too-long", question=self.id, ask=self.ask, at_most=LONGEST[self.kind])
        try:
            return clean(answer.replace("\r\n", "\n").strip())
        except PydanticCustomError as hidden:
            raise Refused("hidden-sign", question=self.id, ask=self.ask) from hidden


class Situation(Sourced):
    """A worked example: facts someone can start from."""

    id: Id
    title: Line
    facts: dict[Id, str | StrictInt | tuple[str, ...]] = Field(default_factory=dict)


def read_all(questions: tuple[Question, ...], answers: Mapping[str, Any]) -> dict[str, Given]:
    """The answers as facts, skipped ones left out; Refused at the first that no question asks or that does not fit."""
    by_id = {question.id: question for question in questions}
    facts: dict[str, Given] = {}
    for name, answer in answers.items():
        if name not in by_id:
            raise Refused("not-asked", fact=name[:60])
        given = by_id[name].read(answer)
        if given is not None:
            facts[name] = given
    return facts
