"""The map of opinions in words: what binds, what divides, what the middle says, what nobody answered, how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate.models import Statement
from wijkwerk.web.participate.models.said import Said

SIDES: Mapping[str, str | Promise] = {
    "agree": gettext_lazy("eens"),
    "disagree": gettext_lazy("oneens"),
    "pass": gettext_lazy("geen mening"),
}
# How alike the groups stay when half of the people are left out: from here on, and from here on.
FIRM, FAIR = 0.8, 0.5


class Part(NamedTuple):
    """How many of some people take a side; only in words where they are too few for figures, or all of one mind."""

    who: str
    group: int | None
    words: str
    percent: int | None


class Line(NamedTuple):
    """A statement, the side that is meant, and how the parts of the people stand."""

    number: int
    said: Said
    side: str
    side_words: str
    parts: list[Part]


class GroupWords(NamedTuple):
    """A group: its number, how many people, and what it says that others say less."""

    id: int
    size: int
    says: list[Line]


class Row(NamedTuple):
    """A statement in the table: how many answered, and how; without figures while they are few."""

    number: int
    said: Said
    votes: int
    agree: int | None
    disagree: int | None
    passed: int | None


class Words(NamedTuple):
    """The whole map in words."""

    people: int
    on_paper: int
    votes: int
    groups: list[GroupWords]
    placed: int
    not_drawn: bool
    binds: list[Line]
    divides: list[Line]
    middle_people: int
    middle_says: list[Line]
    unvoted: list[Statement]
    seldom: list[Statement]
    table: list[Row]
    sureness: str
    sure_word: str


def told(content: dict[str, Any], texts: Mapping[int, Statement]) -> Words:
    """The public map in words; a statement that is not open any more is left out."""
    plain = content["map"]
    everyone = len(plain["groups"]) < 2
    word, sentence = firmness_of(content["stability"], everyone)
    counted = {one["id"]: one for one in plain["statements"]}
    middle = plain["middle"] or {"people": 0, "says": []}
    return Words(
        content["people"],
        content["on_paper"],
        content["votes"],
        [
            GroupWords(
                group["id"],
                group["size"],
                _lines(
                    texts,
                    (
                        (
                            one["statement"],
                            one["side"],
                            [
                                _part(_("in deze groep"), one["here"], _("meer mensen")),
                                _part(_("bij de anderen"), one["others"], _("minder mensen")),
                            ],
                        )
                        for one in group["says"]
                    ),
                ),
            )
            for group in plain["groups"]
        ],
        plain["placed"],
        plain["not_drawn"],
        _lines(
            texts,
            (
                (
                    one["statement"],
                    one["side"],
                    [
                        _part(_group(part["id"]), part["figures"], _("de meesten"), group=part["id"])
                        for part in one["groups"]
                    ],
                )
                for one in plain["binds"]
            ),
        ),
        _lines(
            texts,
            (
                (
                    one["statement"],
                    one["side"],
                    [
                        _part(_group(one[end]["id"]), one[end]["figures"], otherwise, group=one[end]["id"])
                        for end, otherwise in (("most", _("meer mensen")), ("least", _("minder mensen")))
                    ],
                )
                for one in plain["divides"]
            ),
        ),
        middle["people"],
        _lines(
            texts,
            (
                (one["statement"], one["side"], [_part(_("in het midden"), one["figures"], _("de meesten"))])
                for one in middle["says"]
            ),
        ),
        [one for number, one in sorted(texts.items()) if not counted.get(number, {}).get("votes")],
        [texts[number] for number in plain["seldom"] if number in texts],
        [
            Row(
                number,
                one.said,
                *(_counted(counted.get(number), name) for name in ("votes", "agree", "disagree", "passed")),
            )
            for number, one in sorted(texts.items())
        ],
        sentence,
        word,
    )


def named_in(content: dict[str, Any] | None) -> bool:
    """Whether there is a map to tell of."""
    return bool(content and content["map"])


def firmness_of(stability: dict[str, Any] | None, everyone: bool) -> tuple[str, str]:
    """How sure the groups are: a word, and the sentence that says what was tried."""
    if everyone:
        return _("geen groepen"), _("Er zijn geen groepen te zien die duidelijk anders antwoorden.")
    if stability is None:
        return _("onbekend"), _("Er zijn te weinig mensen om te proberen of de groepen steeds dezelfde zijn.")
    tried = _("We maakten de kaart %(times)s keer opnieuw met telkens een andere helft van de mensen.") % {
        "times": stability["resamples"]
    }
    if stability["mean"] >= FIRM:
        return _("stevig"), tried + " " + _("De groepen bleven bijna steeds dezelfde.")
    if stability["mean"] >= FAIR:
        return _("redelijk"), tried + " " + _("De groepen leken telkens op deze, maar niet helemaal.")
    return _("los"), tried + " " + _(
        "De groepen werden telkens anders. Zie ze als een eerste indruk; met meer antwoorden wordt het beeld vaster."
    )


def _counted(one: dict[str, Any] | None, name: str) -> Any:
    if one is None:
        return 0 if name == "votes" else None
    return one[name]


def _lines(texts: Mapping[int, Statement], found: Any) -> list[Line]:
    return [
        Line(number, texts[number].said, side, str(SIDES[side]), parts)
        for number, side, parts in found
        if number in texts
    ]


def _group(number: int | None) -> str:
    return _("iedereen samen") if number is None else _("groep %(number)s") % {"number": number}


def _part(who: str, figures: dict[str, int] | None, otherwise: str, *, group: int | None = None) -> Part:
    if figures is None:
        return Part(who, group, otherwise, None)
    words = _("%(with_it)s van de %(voters)s") % figures
    return Part(who, group, words, round(100 * figures["with_it"] / figures["voters"]))
