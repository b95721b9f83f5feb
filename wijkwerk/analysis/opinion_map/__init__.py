"""Who answers alike, what divides them, what binds them: the map of a conversation from its votes alone."""

from wijkwerk.analysis.opinion_map.recipe import opinion_map
from wijkwerk.analysis.opinion_map.report import Group, Report, Statement
from wijkwerk.analysis.opinion_map.stability import Stability, stability
from wijkwerk.analysis.opinion_map.votes import Unusable, Votes, packed

__all__ = ["Group", "Report", "Stability", "Statement", "Unusable", "Votes", "opinion_map", "packed", "stability"]
