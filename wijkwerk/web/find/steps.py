"""Next steps of a route as forms, and forms as events."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from wijkwerk.engines import KINDS
from wijkwerk.engines.route.part import Route
from wijkwerk.engines.route.run import State
from wijkwerk.web.find.forms import Questions
from wijkwerk.words.question import Question
from wijkwerk.words.refusal import Refused
from wijkwerk.words.step import Step


class Offer(NamedTuple):
    """One thing somebody can do now: its form, the words on its button, and what it waits for."""

    key: str
    step: Step
    form: Questions
    verb: str
    title: str
    waits_for: str
    roles: list[str]
    group: str = ""


def offers(
    route: Route, state: State, data: QueryDict | None, *, language: str, sizes: Mapping[str, int] | None = None
) -> list[Offer]:
    """What can be done now; `sizes` fills in how many people a group has when the area knows."""
    return [_offer(route, step, data, language, sizes or {}) for step in KINDS["route"].next_steps(route, state)]


def _offer(route: Route, step: Step, data: QueryDict | None, language: str, sizes: Mapping[str, int]) -> Offer:
    key = f"{step.event}:{step.at}"
    is_vote = step.event == "vote-counted"
    stage = route.stage(step.at or "")
    group = (stage.counted_over or "") if is_vote and stage else ""
    return Offer(
        key=key,
        step=step,
        form=Questions(
            _vote_fields(route.titles.get(group, group)) if is_vote else step.fields,
            data if data is not None and data.get("step") == key else None,
            prefix=key.replace(":", "-"),
            initial={"people": sizes.get(group)} if is_vote else None,
        ),
        verb=_verb(step),
        title=route.titles.get(step.at or "", step.title),
        waits_for=step.waits_for.sentence(language, route.titles) if step.waits_for else "",
        roles=[route.titles.get(role, role) for role in step.roles],
        group=group,
    )


def event_from(offer: Offer, *, by: str | None = None) -> dict[str, Any]:
    """The event of a form that was sent; Refused when something it cannot do without is missing."""
    step, answers = offer.step, offer.form.answers()
    told = {"by": by} if by else {}
    match step.event:
        case "entry-added":
            return {"entry-added": {"to": step.at, "values": answers, **told}}
        case "vote-counted":
            return {"vote-counted": {**_vote(offer, answers), **told}}
        case "stage-skipped":
            return {"stage-skipped": {"why": _why(offer, answers), **told}}
        case "went-back":
            return {"went-back": {"to": step.at, "why": _why(offer, answers), **told}}
        case _:
            return {step.event: told}


def _vote_fields(group: str) -> tuple[Question, ...]:
    return (
        Question(id="agree", ask=_("Hoeveel mensen stemden voor?"), kind="number", at_least=0, required=True),
        Question(id="against", ask=_("Hoeveel mensen stemden tegen?"), kind="number", at_least=0),
        Question(id="blank", ask=_("Hoeveel stemmen waren blanco?"), kind="number", at_least=0),
        Question(
            id="people",
            ask=_("Hoeveel %(group)s zijn er in totaal?") % {"group": group},
            help=_("De drempel telt over iedereen, niet alleen over wie stemde."),
            kind="number",
            at_least=1,
            required=True,
        ),
        Question(id="on", ask=_("Wanneer was de stemming?"), kind="day"),
    )


def _vote(offer: Offer, answers: dict[str, Any]) -> dict[str, Any]:
    questions = {field: offer.form.fields[field].label for field in answers}
    numbers: dict[str, int] = {}
    for name in ("agree", "against", "blank", "people"):
        question = Question(id=name, ask=str(questions[name]), kind="number", at_least=1 if name == "people" else 0)
        given = question.read(answers[name])
        if given is None and name in {"agree", "people"}:
            raise Refused("missing", question=name, ask=str(questions[name]))
        numbers[name] = int(given) if isinstance(given, int) else 0
    day = Question(id="on", ask=str(questions["on"]), kind="day").read(answers["on"])
    people = numbers.pop("people")
    return {**numbers, "of": {offer.group: people}, **({"on": day} if day else {})}


def _why(offer: Offer, answers: dict[str, Any]) -> str:
    why = offer.step.fields[0].read(answers["why"])
    if why is None:
        raise Refused("missing", question="why", ask=offer.step.fields[0].ask)
    return str(why)


def _verb(step: Step) -> str:
    match step.event:
        case "entry-added":
            return _("Schrijf dit op")
        case "vote-counted":
            return _("Leg de uitslag vast")
        case "stage-closed":
            return _("Rond deze stap af")
        case "stage-skipped":
            return _("Sla deze stap over")
        case _:
            return _("Ga terug naar deze stap")
