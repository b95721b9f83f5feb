"""The votes over what a round chose, on its page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from wijkwerk.web.participate import votes
from wijkwerk.web.participate.models import Round

register = template.Library()


@register.inclusion_tag("participate/votes/_of_round.html")
def votes_of(round: Round, phase: str, leads: bool) -> dict[str, Any]:
    """Each vote with how it stands now."""
    now = timezone.now()
    found = votes.of_round(round, leads=leads)
    for vote in found:
        vote.is_open = votes.is_open(vote, now)  # type: ignore[attr-defined]
        vote.is_before = vote.state == votes.State.READY and now < vote.opens_at  # type: ignore[attr-defined]
    return {"votes": found, "is_voting": phase == "vote"}
