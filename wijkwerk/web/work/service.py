"""What other rooms may ask of work."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkwerk.web.work.editions import method_of
from wijkwerk.web.work.models import Run
from wijkwerk.web.work.stage_meeting import StageMeeting, may_write_of_meeting, stage_meeting, write_of_meeting

__all__ = ["StageMeeting", "happenings", "may_write_of_meeting", "stage_meeting", "write_of_meeting"]

MOST_HAPPENINGS = 3


def happenings() -> list[dict[str, str]]:
    """What is going on for everyone to see, last changed first, as title and its language, sentence, address and area."""
    runs = Run.objects.filter(is_open=True).select_related("area").defer("area__shapes")
    return [
        {
            "title": run.title,
            "language": "nl",
            "sentence": _sentence(run),
            "url": run.get_absolute_url(),
            "area": run.area.name,
        }
        for run in runs.order_by("-changed_at")[:MOST_HAPPENINGS]
    ]


def _sentence(run: Run) -> str:
    if run.part != Run.Part.ROUTE:
        return _("Hier is advies over gevraagd.") if run.part == Run.Part.GUIDE else _("Dit plan is getoetst.")
    stage = method_of(run.edition_id).route.stage(run.state["stage"] or "")  # type: ignore[union-attr]
    return _("Nu: %(stage)s") % {"stage": stage.title} if stage else _("Deze route is afgerond.")
