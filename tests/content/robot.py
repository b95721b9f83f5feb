"""A patient robot that carries out any part of any method to its end, and acts on every refusal it gets."""

import random
from collections.abc import Callable
from typing import Any

from wijkwerk.engines import KINDS
from wijkwerk.engines.route.part import Route
from wijkwerk.library.cases import STORY_TIME
from wijkwerk.words.question import Question
from wijkwerk.words.refusal import Refused
from wijkwerk.words.step import Step

PATIENCE = 400
ANSWERS: dict[str, Any] = {"text": "Een bank in de zon.", "story": "Ik vertel het je.\nEcht.", "day": "2026-03"}
Pick = Callable[[list[Any]], Any]


class Robot:
    """Plays one part; `strategy` says what it likes, `seed` how the dice fall."""

    def __init__(self, kind: str, part: Any, strategy: str, seed: int) -> None:
        self.kind, self.part, self.strategy = kind, part, strategy
        self.engine = KINDS[kind]
        self.state = self.engine.start(part)
        self.dice = random.Random(f"{kind} {strategy} {seed}")
        self.refusals: list[Refused] = []
        self.passed: set[tuple[str, str | None]] = set()

    def play(self) -> Any:
        """The report at the end; the robot loses its patience when a way does not end."""
        for _ in range(PATIENCE):
            steps = [step for step in self.engine.next_steps(self.part, self.state) if self._is_worth_trying(step)]
            if not steps:
                return self.engine.report(self.part, self.state)
            self._try(self._chosen(steps))
            self.engine.report(self.part, self.state)
            assert type(self.state).model_validate_json(self.state.model_dump_json()) == self.state
        raise AssertionError(f"{self.kind} does not end; the robot stands at {self.state}")

    def _is_worth_trying(self, step: Step) -> bool:
        if self.kind == "route":
            return step.event != "went-back" or (self.strategy == "wander" and len(self.state.way) < 8)
        return (step.event, step.at) not in self.passed

    def _chosen(self, steps: list[Step]) -> Step:
        if self.kind != "route":
            return steps[0] if self.strategy != "wander" else self.dice.choice(steps)
        if self.strategy == "wander":
            return self.dice.choice(steps)
        open_steps = [step for step in steps if step.waits_for is None]
        if self.strategy == "skip" and (skip := [step for step in open_steps if step.event == "stage-skipped"]):
            return skip[0]
        if close := [step for step in open_steps if step.event == "stage-closed"]:
            return close[0]
        return self._wanted(steps)

    def _wanted(self, steps: list[Step]) -> Step:
        """The step that gives what closing waits for: something here first, then what is missing on a list."""
        waits = next(step.waits_for for step in steps if step.event == "stage-closed")
        assert waits is not None and waits.sentence("nl") and waits.sentence("en")
        giving = [step for step in steps if step.event in {"entry-added", "vote-counted"}]
        return next((step for step in giving if step.title == waits.facts.get("title")), giving[0])

    def _try(self, step: Step) -> None:
        self.passed.add((step.event, step.at))
        event = self._event(step)
        before = self.state.model_copy()
        try:
            self.state = self.engine.apply(self.part, self.state, event, now=STORY_TIME)
        except Refused as refusal:
            self.refusals.append(refusal)
            self._check_nothing_half_done(before)

    def _check_nothing_half_done(self, before: Any) -> None:
        assert self.state == before
        assert self.refusals[-1].sentence("nl") and self.refusals[-1].sentence("en")

    def _event(self, step: Step) -> Any:
        by = {"by": self.dice.choice(step.roles)} if step.roles else {}
        match step.event:
            case "answered" if self.kind == "guide":
                return {"answered": {"facts": {step.at: self._answer(step.fields[0])}}}
            case "described":
                return {"described": {"plan": {step.at: self._answer(step.fields[0])}}}
            case "answered":
                answer = self._answer(step.fields[0])
                return {"skipped": {"question": step.at}} if answer is None else {
                    "answered": {"question": step.at, "answer": answer}
                }  # fmt: skip
            case "counts":
                return {"counts": {"area": self.dice.choice(self.part.board.areas).id}}
            case "scored":
                return {
                    "scored": {
                        "area": step.at,
                        "score": self.dice.randint(self.part.board.scale.least, self.part.board.scale.most),
                    }
                }
            case "goal-set":
                return {"goal-set": {"goal": "Elke dag naar buiten", "actions": ["Jas klaarleggen"]}}
            case "concluded":
                return {"concluded": {"closing": self.dice.choice(self.part.conclusion.closings).id}}
            case "entry-added":
                return {
                    "entry-added": {"to": step.at, "values": {one.id: self._value(one) for one in step.fields}, **by}
                }
            case "vote-counted":
                return {"vote-counted": {**self._vote(step), **by}}
            case "stage-closed":
                return {"stage-closed": by}
            case "stage-skipped":
                return {"stage-skipped": {"why": "Dit past hier niet.", **by}}
            case "went-back":
                return {"went-back": {"to": step.at, "why": "Nog eens kijken.", **by}}
        raise AssertionError(step)

    def _vote(self, step: Step) -> dict[str, Any]:
        assert isinstance(self.part, Route)
        stage = self.part.stage(step.at or "")
        assert stage is not None and stage.counted_over is not None
        needed = stage.gate.needed(260) if stage.gate else 0
        agree = self.dice.choice([needed - 1, needed, 261]) if self.strategy == "wander" else needed
        return {"agree": max(agree, 0), "of": {stage.counted_over: 260}}

    def _answer(self, question: Question) -> Any:
        skips = {"skip": True, "first": False, "last": False}.get(self.strategy, self.dice.random() < 0.3)
        return None if skips else self._value(question)

    def _value(self, question: Question) -> Any:
        pick: Pick = {"first": lambda all_: all_[0], "last": lambda all_: all_[-1]}.get(self.strategy, self.dice.choice)
        match question.kind:
            case "choice":
                return pick([one.id for one in question.options])
            case "many":
                ids = [one.id for one in question.options]
                return ids if self.strategy == "last" else self.dice.sample(ids, self.dice.randint(1, len(ids)))
            case "number":
                least = question.at_least or 0
                return pick([least, question.at_most if question.at_most is not None else least + 12])
        return ANSWERS[question.kind]
