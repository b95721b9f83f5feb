"""The stages of a route as pages and reports show them."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.engines.route.part import Route, Stage
from wijkwerk.engines.route.report import Counted, Report, Written
from wijkwerk.engines.route.run import Passage


class StageShown(NamedTuple):
    """A stage with its owner and gate in words."""

    stage: Stage
    standing: str
    owner: str
    gate: str
    vote: Counted | None
    written: tuple[Written, ...]
    passages: tuple[Passage, ...]


def stages_of(route: Route, report: Report) -> list[StageShown]:
    """Every stage, in order, with where it stands."""
    return [
        StageShown(
            stage=one.stage,
            standing=one.standing,
            owner=", ".join(route.titles[role] for role in (one.stage.owner, *one.stage.also)),
            gate=_gate(route, one.stage),
            vote=one.vote,
            written=one.written,
            passages=one.passages,
        )
        for one in report.stages
    ]


def _gate(route: Route, stage: Stage) -> str:
    if stage.gate is None:
        return ""
    return _("minstens %(percent)s procent van de %(group)s") % {
        "percent": stage.gate.percent,
        "group": route.titles[stage.gate.of],
    }
