"""From a situation to advice with its reasons."""

from wijkwerk.engines.guide.part import Guide as Part
from wijkwerk.engines.guide.report import report
from wijkwerk.engines.guide.run import EVENTS, State, apply, next_steps, start

__all__ = ["EVENTS", "Part", "State", "apply", "next_steps", "report", "start"]
