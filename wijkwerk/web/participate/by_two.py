"""What two people count apart from each other: who has which turn."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from wijkwerk.web.participate.models import PaperCount, PaperPile
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Person

TURNS = (1, 2)


def turn_of(by: Person, counts: Iterable[PaperCount | PaperPile]) -> int:
    """The turn in which this person counts: their own once more, or the one that is free. NotNow when two others did."""
    taken = {one.turn: one.by_id for one in counts}
    mine = [turn for turn in TURNS if taken.get(turn) == by.pk] + [turn for turn in TURNS if turn not in taken]
    if not mine:
        raise NotNow(_("Twee mensen hebben al geteld. Laat een van hen opnieuw tellen als het niet klopt."))
    return mine[0]
