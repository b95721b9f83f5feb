"""Stages in order, each with an owner, what it needs and perhaps a gate."""

from wijkwerk.engines.route.part import Route as Part
from wijkwerk.engines.route.report import report
from wijkwerk.engines.route.run import EVENTS, State, apply, next_steps, start

__all__ = ["EVENTS", "Part", "State", "apply", "next_steps", "report", "start"]
