"""What the page about who takes part says, worked out from published counts: words, bars, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from wijkwerk.analysis.representation import FLOOR, Compared, Standing
from wijkwerk.analysis.small_cells import BASE
from wijkwerk.web.participate.models import AreaShare
from wijkwerk.web.participate.profile import Asked, Subject


@dataclass(frozen=True)
class Row:
    """One answer, as words and as a bar; shares are of a hundred for people, of a thousand for the drawing."""

    key: str
    label: str
    people: str
    as_area: int | None
    share: str
    least: int
    most: int
    area: int | None
    standing: str
    verdict: str
    bar: Compared[str]

    @property
    def range_width(self) -> int:
        """How wide the range is in the drawing."""
        return self.bar.span.most - self.bar.span.least


@dataclass(frozen=True)
class Finding:
    """One question: how many told and how many did not, each answer beside the area, and where the figures come from."""

    key: str
    title: str
    told: int
    untold: int
    rows: tuple[Row, ...]
    shares: tuple[AreaShare, ...]

    @property
    def is_said(self) -> bool:
        """Whether enough people told."""
        return bool(self.rows)

    @property
    def is_compared(self) -> bool:
        """Whether there are figures of the area to lay beside it."""
        return bool(self.rows and self.shares)

    @property
    def about(self) -> AreaShare | None:
        """The share that says where all of them come from."""
        return self.shares[0] if self.shares else None

    def standing(self, standing: Standing) -> list[str]:
        """The answers that stand like this, each with its question."""
        return [f"{self.title}: {row.label}" for row in self.rows if row.standing == standing.value]

    def keys(self, standing: Standing) -> frozenset[str]:
        """The names of the answers that stand like this."""
        return frozenset(row.key for row in self.rows if row.standing == standing.value)


class Lesson(NamedTuple):
    """One of the lessons, with the sentence that fits what was found."""

    id: str
    title: str
    sentence: str


def findings_of(asked: Iterable[Asked], taking_part: int) -> list[Finding]:
    """What may be said about each question; what there is something to compare with first."""
    return sorted((_finding(one, taking_part) for one in asked), key=lambda finding: not finding.is_compared)


def clearly(findings: Sequence[Finding], standing: Standing) -> list[tuple[str, bool]]:
    """Who clearly takes part less (or more) than one would expect, and whether the figures are of another area."""
    return [
        (words, bool(finding.about and finding.about.is_other_area))
        for finding in findings
        for words in finding.standing(standing)
    ]


def most_are_silent(findings: Sequence[Finding]) -> bool:
    """Whether more people told nothing than told something."""
    said = [finding for finding in findings if finding.is_said]
    return bool(said) and all(finding.untold > finding.told for finding in said)


def lessons_for(findings: Sequence[Finding]) -> list[Lesson]:
    """Lessons one to four of the five, each with a sentence that fits what was found."""
    under = {finding.key: finding.keys(Standing.UNDER) for finding in findings}
    return [
        Lesson("lesson-1", _("Les 1. Maak een plan"), _plan(findings, under)),
        Lesson("lesson-2", _("Les 2. Geef meer dan één manier"), _ways(under)),
        Lesson("lesson-3", _("Les 3. Doe het online en in het echt"), _in_person(under)),
        Lesson("lesson-4", _("Les 4. Laat bewoners elkaar vragen"), _asking(findings, under)),
    ]


def address_of(subject: Subject) -> str:
    """The page of the round or dialogue itself."""
    try:
        return subject.get_absolute_url()
    except NoReverseMatch:
        return reverse("participate:home")


def people_words(people: int) -> str:
    """A published count in words: about so many, because it was rounded."""
    if people == 0:
        return _("minder dan %(number)s") % {"number": BASE}
    return _("ongeveer %(number)s") % {"number": people}


def _finding(asked: Asked, taking_part: int) -> Finding:
    question, representation, shares = asked
    labels = question.labels
    rows = tuple(_row(one, labels[one.answer]) for one in representation.compared)
    # To the nearest five, like what it is worked out from.
    untold = max(0, (taking_part - representation.told + BASE // 2) // BASE * BASE)
    return Finding(question.key, str(question.label), representation.told, untold, rows, shares)


def _row(one: Compared[str], label: str) -> Row:
    return Row(
        key=one.answer,
        label=label,
        people=people_words(one.people),
        as_area=one.as_area,
        share=str(_of_hundred(one.span.share)) if one.people else _("bijna niemand"),
        least=one.span.least // 10,
        most=-(-one.span.most // 10),
        area=None if one.area is None else _of_hundred(one.area),
        standing=one.standing.value,
        verdict=_verdict(one.standing),
        bar=one,
    )


def _of_hundred(per_mille: int) -> int:
    return (per_mille + 5) // 10


def _verdict(standing: Standing) -> str:
    return {
        Standing.OVER: _("duidelijk meer"),
        Standing.UNDER: _("duidelijk minder"),
        Standing.EVEN: _("geen duidelijk verschil"),
        Standing.UNKNOWN: _("niet vergeleken"),
    }[standing]


def _plan(findings: Sequence[Finding], under: dict[str, frozenset[str]]) -> str:
    if not any(finding.is_compared for finding in findings):
        return _("We weten nog niet wie er ontbreken. Kijk eerst wie er in de buurt wonen, en wie je wilt horen.")
    missing = [words for words, _is_other in clearly(findings, Standing.UNDER)]
    if not missing:
        return _("Niemand ontbreekt duidelijk in deze cijfers. Schrijf op wie je de volgende keer vaker wilt horen.")
    sentence = _("Minder dan je zou verwachten: %(who)s. Bedenk voor hen iets anders dan voor iedereen.")
    said = sentence % {"who": "; ".join(missing)}
    if "15-24" in under.get("age", ()):
        said += " " + _("Schrijf jongeren geen brief. Vraag waar zij elkaar vinden en nodig hen daar uit.")
    return said


def _ways(under: dict[str, frozenset[str]]) -> str:
    if under.get("education", frozenset()) & {"basic", "middle"}:
        return _(
            "Bied ook een manier zonder lange teksten: een foto, een gesprek, of alleen steun geven. In meer talen."
        )
    if under.get("age", frozenset()) & {"25-44", "15-24"}:
        return _("Bied ook een manier die in twee minuten kan, zoals alleen steun geven of stemmen op je telefoon.")
    return _("Laat mensen kiezen: zelf een idee uitwerken, of alleen steun geven en stemmen.")


def _in_person(under: dict[str, frozenset[str]]) -> str:
    if "65-up" in under.get("age", ()):
        return _("Ouderen doen hier minder mee. Bespreek hetzelfde ook met koffie erbij, en help bij het invullen.")
    if under.get("education", frozenset()) & {"basic"}:
        return _("Ga langs waar mensen toch al zijn, en help ter plekke bij het meedoen op een telefoon of op papier.")
    return _("Bespreek hetzelfde op het scherm en aan tafel. De een typt liever thuis, de ander praat liever.")


def _asking(findings: Sequence[Finding], under: dict[str, frozenset[str]]) -> str:
    if under.get("tenure", frozenset()) & {"corporation", "landlord"}:
        return _(
            "Huurders doen hier minder mee. Vraag een huurder die al meedoet om de buren in het portiek te vragen."
        )
    if clearly(findings, Standing.UNDER):
        return _(
            "Zoek één iemand uit de groep die ontbreekt. Vraag die om anderen te vragen: dat werkt beter dan een brief."
        )
    return _("Vraag iedereen die meedeed om één buur te vragen. Mensen doen eerder mee als iemand hen vraagt.")


FEWEST = FLOOR
