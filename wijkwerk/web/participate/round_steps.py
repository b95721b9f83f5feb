"""The way of a round and of an idea, in words: what is done, what is now, and by which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.web.participate.models import Idea, Round
from wijkwerk.web.participate.models.said import in_language
from wijkwerk.web.participate.phases import Phase, phase_on, takes_support


def rule_of(round: Round) -> str:
    """What goes through, and what happens when ideas have as much support, in a sentence."""
    if round.chosen_by == Round.ChosenBy.THRESHOLD:
        return _("Elk idee met %(number)s keer steun of meer gaat door.") % {"number": round.threshold}
    return ngettext(
        "%(number)s idee gaat door: dat met de meeste steun. Heeft een volgend idee net zoveel steun, dan gaat het ook "
        "door. Een idee zonder steun gaat niet door.",
        "De %(number)s ideeën met de meeste steun gaan door. Heeft een volgend idee net zoveel steun als het laatste "
        "dat doorgaat, dan gaat het ook door. Een idee zonder steun gaat niet door.",
        round.most,
    ) % {"number": round.most}


def steps_of_round(round: Round, today: date) -> list[dict[str, Any]]:
    """The phases of a round as one drawn line, with their days."""
    phase = phase_on(round.days, today)
    lines = [
        (Phase.IDEAS, _("Ideeën brengen"), _from_to(round.ideas_from, round.ideas_until)),
        (Phase.SUPPORT, _("Steun geven"), _("tot en met %(day)s") % {"day": day(round.support_until)}),
    ]
    if round.vote_until:
        lines.append((Phase.VOTE, _("Stemmen"), _("tot en met %(day)s") % {"day": day(round.vote_until)}))
    lines += [
        (Phase.DECISION, _("Besluit"), _("uiterlijk %(day)s") % {"day": day(round.decision_on)}),
        (Phase.AFTERWARDS, _("Antwoord aan iedereen die meedeed"), ""),
    ]
    order = list(Phase)
    steps = []
    for one, title, when in lines:
        is_now = one == phase or (one == Phase.SUPPORT and takes_support(round.days, today))
        state = "now" if is_now else "done" if order.index(one) < order.index(phase) else "later"
        who = in_language(round.said["body"]) if one == Phase.DECISION else ""
        steps.append({"title": title, "state": state, "when": when, "who": who})
    return steps


def steps_of_idea(idea: Idea, today: date) -> list[dict[str, Any]]:
    """The way of one idea: what is done, what is now, who answers and by which day."""
    round, state = idea.round, idea.state
    at = _step_number(idea, today)
    is_over = state == Idea.State.NOT_CHOSEN
    rows: list[tuple[str, str, str]] = [
        (_("Geplaatst"), "", day(idea.at.date())),
        (_("Steun zoeken"), "", _("tot en met %(day)s") % {"day": day(round.support_until)}),
        (_("Kiezen wat doorgaat"), "", ""),
    ]
    if round.vote_until:
        rows.append((_("Stemming"), "", _("tot en met %(day)s") % {"day": day(round.vote_until)}))
    rows += [
        (_("Op de agenda"), in_language(round.said["body"]), ""),
        (_("Antwoord"), (idea.answered_by or idea.owner).name, _answer_day(idea)),
    ]
    last = len(rows) - 1
    steps = []
    for number, (title, who, when) in enumerate(rows):
        if is_over and 2 < number < last:
            mark = "skipped"
        elif state in Idea.ANSWERED or number < at:
            mark = "done"
        else:
            mark = "now" if number == at else "later"
        steps.append({"title": title, "state": mark, "who": who, "when": when})
    if state == Idea.State.HELD:
        steps[0]["title"] = _("Wordt eerst gelezen")
    if state == Idea.State.TYPED:
        steps[0]["title"] = _("Wordt nog een keer ingetypt")
    if is_over:
        steps[2]["title"] = _("Ging niet door")
    if state in (Idea.State.CHOSEN, Idea.State.AGENDA, *Idea.DECISIONS):
        steps[2]["title"] = _("Gaat door")
    return steps


def _step_number(idea: Idea, today: date) -> int:
    has_vote = idea.round.vote_until is not None
    match idea.state:
        case Idea.State.HELD | Idea.State.TYPED:
            return 0
        case Idea.State.OPEN:
            return 1 if today <= idea.round.support_until else 2
        case Idea.State.CHOSEN:
            is_voted = phase_on(idea.round.days, today) in (Phase.DECISION, Phase.AFTERWARDS)
            return 3 if not has_vote or not is_voted else 4
        case _:
            return 5 if has_vote else 4


def _answer_day(idea: Idea) -> str:
    if idea.answered_on:
        return _("gegeven op %(day)s") % {"day": day(idea.answered_on)}
    return _("uiterlijk %(day)s") % {"day": day(idea.answer_due_on)}


def day(when: date) -> str:
    """A day in words."""
    return date_format(when, "j E Y")


def _from_to(first: date, last: date) -> str:
    return _("van %(first)s tot en met %(last)s") % {"first": day(first), "last": day(last)}
