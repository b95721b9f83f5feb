"""The page of a run: its report, what this person may do next, and the form that was just sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from wijkwerk.web.find.service import (
    Offer,
    Questions,
    advice_of,
    event_from,
    findings_of,
    offers,
    stages_of,
)
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import may
from wijkwerk.web.places.service import address_to_add
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.web.work import queries
from wijkwerk.web.work.editions import is_current
from wijkwerk.web.work.models import Run
from wijkwerk.web.work.queries import Opened
from wijkwerk.web.work.results import address_of_result
from wijkwerk.web.work.rules import roles_of
from wijkwerk.words.refusal import Refused

PHASE_CHOSEN = "fase"


def carried(part: str, content: Any, data: QueryDict) -> list[dict[str, Any]]:
    """What was answered before somebody began, as it came along in the address, as events."""
    if part == Run.Part.ROUTE:
        return []
    answers = {name: given for name, given in Questions(content.questions, data).answers().items() if given}
    events: list[dict[str, Any]] = [_answered(part, answers)] if answers else []
    if part == Run.Part.GUIDE and (phase := data.get(PHASE_CHOSEN)):
        events.append({"phase-chosen": {"phase": phase}})
    return events


def _answered(part: str, answers: dict[str, Any]) -> dict[str, Any]:
    return {"answered": {"facts": answers}} if part == Run.Part.GUIDE else {"described": {"plan": answers}}


def _address_to_meet(run: Run, stage: str) -> str:
    """Where a meeting for this stage is planned."""
    address = reverse("participate:meeting-plan", args=[run.area.slug])
    return f"{address}?{urlencode({'route': str(run.pk), 'stap': stage})}"


@dataclass(frozen=True)
class RunPage:
    """Everything the page of a run shows to one person."""

    opened: Opened
    person: Person | None
    roles: frozenset[str]
    data: QueryDict | None
    form: Questions | None
    refusal: str = ""

    @classmethod
    def of(cls, run: Run, person: Person | None) -> RunPage:
        """The page as it stands, with empty forms."""
        return cls._made(queries.opened(run), person, None)

    @classmethod
    def read(cls, run: Run, person: Person, data: QueryDict, part: Any, state: Any) -> RunPage:
        """The page with the form that was sent."""
        return cls._made(queries.opened(run), person, data)

    @classmethod
    def _made(cls, opened: Opened, person: Person | None, data: QueryDict | None) -> RunPage:
        run = opened.run
        if run.part == Run.Part.ROUTE:
            return cls(opened, person, roles_of(person, run), data, None)
        given = opened.state.facts if run.part == Run.Part.GUIDE else opened.state.plan
        sent = data if data and data.get("step") != PHASE_CHOSEN else None
        form = Questions(opened.part.questions, sent, initial=dict(given))
        return cls(opened, person, frozenset(), data, form)

    @property
    def run(self) -> Run:
        """The run itself."""
        return self.opened.run

    @property
    def sent(self) -> str:
        """Which form was sent."""
        return self.data.get("step", "") if self.data else ""

    @property
    def phase_chosen(self) -> str | None:
        """The phase somebody just chose, or that of the run."""
        return self.data.get(PHASE_CHOSEN) if self.data else getattr(self.opened.state, "phase", None)

    @cached_property
    def offers(self) -> list[Offer]:
        """What can be done now, by anyone."""
        if self.run.part != Run.Part.ROUTE:
            return []
        area = self.run.area
        sizes = {"residents": area.residents or 0, "households": area.households or 0}
        known = {group: size for group, size in sizes.items() if size}
        return offers(self.opened.part, self.opened.state, self.data, language=language_of_page(), sizes=known)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing was sent, so that everyone with these roles sees the same."""
        return not self.data and not self.refusal

    @property
    def may_read(self) -> bool:
        """Whether this person may read what was written down, not only the stages."""
        return may(self.person, "work.read_run", self.run)

    def event(self, person: Person) -> dict[str, Any]:
        """The event in what was sent; Refused when it is none of what can be done now."""
        if self.form is not None:
            if self.sent == PHASE_CHOSEN:
                return {"phase-chosen": {"phase": self.phase_chosen or None}}
            self.form.check_service_numbers()
            return _answered(self.run.part, self.form.answers())
        if self.opened.report.is_finished:
            raise Refused("finished")
        offer = next((one for one in self.offers if one.key == self.sent), None)
        if offer is None:
            raise self._not_now()
        role = next((role for role in offer.step.roles if role in self.roles), None)
        if role is None:
            mine = ", ".join(sorted(self.opened.part.titles.get(one, one) for one in self.roles))
            raise Refused("not-your-role", owner=", ".join(offer.roles), role=mine)
        offer.form.check_service_numbers()
        return event_from(offer, by=role)

    def refused(self, refusal: Refused) -> RunPage:
        """The page with everything that was typed, and the reason at its form, or above all when it has none here."""
        titles = getattr(self.opened.part, "titles", None)
        form = self.form or next((one.form for one in self.mine if one.key == self.sent), None)
        if form is None or not form.is_bound:
            return replace(self, refusal=refusal.sentence(language_of_page(), titles))
        form.tell(refusal, language_of_page(), titles)
        return self

    @property
    def mine(self) -> list[Offer]:
        """What this person may do now."""
        return [one for one in self.offers if set(one.step.roles) & self.roles]

    @property
    def others(self) -> list[Offer]:
        """What others may do now."""
        return [one for one in self.offers if not set(one.step.roles) & self.roles and one.step.event != "went-back"]

    def _not_now(self) -> Refused:
        """Why what was sent is not among the steps of this moment."""
        name, _, place = self.sent.partition(":")
        titles = self.opened.part.titles
        if place in titles:
            return Refused("not-now", stage=titles[place], current=titles[self.opened.report.stage])
        known = ", ".join(dict.fromkeys(one.title for one in self.offers))
        return Refused("unknown-event", event=name[:60], known=known)

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        opened, run = self.opened, self.run
        context: dict[str, Any] = {
            "standing": self,
            "run": run,
            "area": run.area,
            "method": opened.method,
            "report": opened.report,
            "refusal": self.refusal,
            "may_read": self.may_read,
            "may_record": may(self.person, "work.take_part", run),
            "may_give_roles": may(self.person, "work.give_roles", run),
            "is_current": is_current(run.edition_id),
            "form": self.form,
            "phase_chosen": self.phase_chosen or "",
            "is_asked": True,
        }
        match run.part:
            case Run.Part.GUIDE:
                context |= {"guide": opened.part, "advice": advice_of(opened.part, opened.report)}
            case Run.Part.CHECK:
                context |= {"check": opened.part, "findings": findings_of(opened.part, opened.report)}
            case _:
                stage = opened.part.stage(opened.report.stage) if opened.report.stage else None
                context["has_map"] = any(one.needs == "notes" for one in opened.part.stages)
                if stage and stage.needs == "notes" and self.may_read:
                    context["note_address"] = address_to_add(run.area, run=run.pk)
                if stage and stage.needs == "vote":
                    context["result_address"] = address_of_result(run, stage.id)
                if stage and stage.needs == "vote" and may(self.person, "participate.lead", run):
                    # By its address: work knows no other app that builds on it.
                    context["vote_address"] = f"/meedoen/stemming/nieuw/?route={run.pk}&stap={stage.id}"
                if stage and stage.needs == "meeting" and may(self.person, "participate.lead", run):
                    context["meeting_address"] = _address_to_meet(run, stage.id)
                context |= {
                    "route": opened.part,
                    "stages": stages_of(opened.part, opened.report),
                    "my_roles": sorted(opened.part.titles.get(role, role) for role in self.roles),
                }
        return context
