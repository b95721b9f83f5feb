"""What a guide or a check says, as the page, the report and the API show it."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.engines.check.part import Check, Point
from wijkwerk.engines.check.report import Report as CheckReport
from wijkwerk.engines.guide.part import First, Group, Guide, Option
from wijkwerk.engines.guide.report import Advised
from wijkwerk.engines.guide.report import Report as GuideReport
from wijkwerk.web.find.reasons import Sentences
from wijkwerk.words.area import Phase
from wijkwerk.words.question import Question


class Given(NamedTuple):
    """A question that was answered, in words."""

    question: Question
    answer: str


class Offered(NamedTuple):
    """An option with what people need to weigh it."""

    option: Option
    aim: str | None
    reasons: list[str]
    after: list[First]


class Cluster(NamedTuple):
    """Options that answer the same question."""

    group: Group | None
    options: list[Offered]


class Advice(NamedTuple):
    """Advice in the order people need it: where we stand, what comes first, what fits, what does not and why."""

    given: list[Given]
    phase: Phase | None
    phase_reasons: list[str]
    is_phase_chosen: bool
    first: tuple[First, ...]
    fits: list[Cluster]
    later: list[Offered]
    open: list[Offered]
    unfit: list[Offered]
    unanswered: list[Question]


class Weighed(NamedTuple):
    """A point of a check with the reasons in words."""

    point: Point
    reasons: list[str]


class Verdicts(NamedTuple):
    """One kind of outcome with its points."""

    verdict: str
    title: str
    points: list[Weighed]


class Findings(NamedTuple):
    """What a check found: what is in order, what is not, what was not said."""

    given: list[Given]
    verdicts: list[Verdicts]
    unanswered: list[Question]


def advice_of(guide: Guide, report: GuideReport) -> Advice:
    """The report of a guide in the words of its own method."""
    sentences = Sentences(guide.questions, guide.phases, facts=report.facts)
    firsts = {first.id: first for first in guide.first}
    phase = report.phase.phase.id if report.phase else None

    def offered(advised: Advised) -> Offered:
        aim = next((one.aim for one in advised.option.in_phase if one.phase == phase), None)
        return Offered(advised.option, aim, sentences.of(advised.reasons), [firsts[one] for one in advised.after])

    by_verdict: dict[str, list[Offered]] = {"fits": [], "later": [], "open": [], "not": []}
    for advised in report.options:
        by_verdict[advised.verdict].append(offered(advised))
    return Advice(
        given=_given(guide.questions, report.facts),
        phase=report.phase.phase if report.phase else None,
        phase_reasons=sentences.of(report.phase.reasons) if report.phase else [],
        is_phase_chosen=bool(report.phase and report.phase.is_chosen),
        first=report.first,
        fits=_clusters(guide, by_verdict["fits"]),
        later=by_verdict["later"],
        open=by_verdict["open"],
        unfit=by_verdict["not"],
        unanswered=_named(guide.questions, report.unanswered),
    )


def findings_of(check: Check, report: CheckReport) -> Findings:
    """The report of a check in the words of its own method."""
    sentences = Sentences(check.questions, facts=report.plan)
    titles = {
        "not-met": _("Hier is nog iets te doen"),
        "met": _("Dit zit goed"),
        "not-said": _("Dit weten we nog niet"),
        "does-not-apply": _("Dit geldt niet voor dit plan"),
    }
    return Findings(
        given=_given(check.questions, report.plan),
        verdicts=[
            Verdicts(
                verdict,
                title,
                [Weighed(one.point, sentences.of(one.reasons)) for one in report.points if one.verdict == verdict],
            )
            for verdict, title in titles.items()
        ],
        unanswered=_named(check.questions, report.unanswered),
    )


def _given(questions: tuple[Question, ...], facts: dict[str, Any]) -> list[Given]:
    answered = [question for question in questions if question.id in facts]
    return [Given(question, _words(question, facts[question.id])) for question in answered]


def _words(question: Question, given: Any) -> str:
    return ", ".join(map(question.label, given)) if isinstance(given, tuple) else question.label(str(given))


def _named(questions: tuple[Question, ...], ids: tuple[str, ...]) -> list[Question]:
    return [question for question in questions if question.id in ids]


def _clusters(guide: Guide, offered: list[Offered]) -> list[Cluster]:
    groups: list[Group | None] = [*guide.groups, None]
    clusters = [
        Cluster(group, [one for one in offered if one.option.group == (group.id if group else None)])
        for group in groups
    ]
    return [cluster for cluster in clusters if cluster.options]
