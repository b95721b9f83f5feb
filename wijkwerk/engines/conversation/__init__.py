"""A conversation led by the resident. This is the reference; the browser plays its own twin of it."""

from wijkwerk.engines.conversation.part import Conversation as Part
from wijkwerk.engines.conversation.report import report
from wijkwerk.engines.conversation.run import EVENTS, State, apply, next_steps, start

__all__ = ["EVENTS", "Part", "State", "apply", "next_steps", "report", "start"]
