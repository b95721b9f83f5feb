"""Points over a plan, a text, a place or an organisation; never over a person."""

from wijkwerk.engines.check.part import Check as Part
from wijkwerk.engines.check.report import report
from wijkwerk.engines.check.run import EVENTS, State, apply, next_steps, start

__all__ = ["EVENTS", "Part", "State", "apply", "next_steps", "report", "start"]
