"""The resident's own sheet: what counts, figures then and now, own words, goals. No totals, no comparison."""

from typing import NamedTuple

from wijkwerk.engines.conversation.part import Closing, Conversation, Place
from wijkwerk.engines.conversation.run import Goal, State
from wijkwerk.words.condition import Given


class Counted(NamedTuple):
    """A side of life that counts, with the resident's own figures of now and of last time."""

    area: str
    title: str
    score: int | None
    last: int | None


class Answer(NamedTuple):
    """A question as it was asked and what was said; nothing when it was skipped or not reached."""

    question: str
    ask: str
    answer: Given | None
    is_skipped: bool


class Report(NamedTuple):
    """What page, API and print show; the sheet belongs to the resident."""

    counts: tuple[Counted, ...]
    answers: tuple[Answer, ...]
    goals: tuple[Goal, ...]
    closing: Closing | None
    places: tuple[Place, ...]


def report(conversation: Conversation, state: State) -> Report:
    """The sheet as it is now."""
    titles = {area.id: area.title for area in (conversation.board.areas if conversation.board else ())}
    titles |= {area.id: area.title for area in state.own_areas}
    closing = _closing(conversation, state)
    return Report(
        counts=tuple(
            Counted(area, titles[area], state.scores.get(area), state.last_scores.get(area)) for area in state.counts
        ),
        answers=tuple(
            Answer(question.id, question.ask, state.answers.get(question.id), question.id in state.skipped)
            for question in conversation.questions
        ),
        goals=state.goals,
        closing=closing,
        places=conversation.places if closing and closing.shows_places else (),
    )


def _closing(conversation: Conversation, state: State) -> Closing | None:
    known = conversation.conclusion.closings if conversation.conclusion else ()
    return next((one for one in known if one.id == state.closing), None)
