"""A vote that decides is counted elsewhere: what goes to Belenios, and what comes back, by its documented files.

Belenios (inria.fr) reads a voter list with one voter a line and a template of questions in JSON, and publishes a result in
JSON. This module was written from its specification and was not tried against a server. No cryptography of our own.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from wijkwerk.web.participate.models import Vote
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import require

MOST_VOTERS = 50_000
LONGEST_RESULT = 5_000_000
LOGIN = re.compile(r"[A-Za-z0-9._+@-]{1,100}")


class WhyAnother(NotNow):
    """Another result takes the place of the one that is there, without a reason."""


def questions(vote: Vote) -> dict[str, Any]:
    """The template of Belenios: one question, one answer each; a blank vote where the answers have one."""
    options = list(vote.options.all())
    named = [one.label for one in options if not one.blank]
    question = {"answers": named, "min": 1, "max": 1, "question": vote.question}
    if len(named) < len(options):
        question["blank"] = True
    return {"description": vote.intro or vote.question, "name": vote.title, "questions": [question]}


def voters(text: str) -> str:
    """A pasted list as the voter list of Belenios: `address` or `address,login`, one a line. Nothing is kept."""
    rows = csv.reader(
        io.StringIO(text.removeprefix("\ufeff")), delimiter=";" if ";" in text.partition("\n")[0] else ","
    )
    seen: dict[str, int] = {}
    lines: list[str] = []
    for row, cells in enumerate(rows, start=1):
        cells = [cell.strip() for cell in cells if cell.strip()]
        if not cells:
            continue
        address, login = cells[0], cells[1] if len(cells) > 1 else ""
        try:
            validate_email(address)
        except ValidationError:
            raise NotNow(_("Regel %(row)s begint niet met een e-mailadres.") % {"row": row}) from None
        if login and not LOGIN.fullmatch(login):
            raise NotNow(_("De inlognaam op regel %(row)s heeft tekens die Belenios niet kent.") % {"row": row})
        if (key := (login or address).casefold()) in seen:
            raise NotNow(_("Regel %(row)s is dezelfde kiezer als regel %(first)s.") % {"row": row, "first": seen[key]})
        if len(lines) >= MOST_VOTERS:
            raise NotNow(
                _("De lijst is te lang: bij regel %(row)s is het er één meer dan %(most)s.")
                % {"row": row, "most": MOST_VOTERS}
            )
        seen[key] = row
        lines.append(f"{address},{login}" if login else address)
    if not lines:
        raise NotNow(_("Er staat geen kiezer in de lijst."))
    return "\n".join(lines) + "\n"


def read_result(text: str, vote: Vote) -> dict[int, int]:
    """How many chose each answer, by its number, from the result file; NotNow when it is not of this question."""
    if len(text) > LONGEST_RESULT:
        raise NotNow(_("Dit bestand is te groot voor een uitslag."))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NotNow(_("Dit is geen JSON. Plak de hele inhoud van result.json.")) from None
    result = found.get("result") if isinstance(found, dict) else None
    if not isinstance(result, list) or len(result) != 1 or not isinstance(result[0], list):
        raise NotNow(_("In dit bestand staat geen uitslag van precies één vraag."))
    row = result[0]
    if not all(type(number) is int and 0 <= number < 10_000_000 for number in row):
        raise NotNow(_("In de uitslag horen hele getallen te staan, één voor elk antwoord."))
    options = list(vote.options.all())
    blanks = [one for one in options if one.blank]
    named = [one for one in options if not one.blank]
    expected = [*blanks[:1], *named]  # Belenios puts the blank votes first
    if len(row) != len(expected):
        raise NotNow(
            _("De uitslag heeft %(there)s getallen en deze stemming %(here)s antwoorden. Is dit de goede uitslag?")
            % {"there": len(row), "here": len(expected)}
        )
    tallied = found.get("num_tallied")
    if tallied is not None and tallied != sum(row):
        raise NotNow(_("De getallen tellen samen niet op tot het aantal stemmen dat erbij staat."))
    return {option.number: number for option, number in zip(expected, row, strict=True)}


def take_over(vote: Vote, text: str, address: str, why: str = "", *, by: Person, now: datetime) -> None:
    """Keep the result that another system counted, with where it can be checked, when the voting is over.

    Another result than the one that is kept needs a reason, which is published with it.
    """
    require(by, "participate.lead", vote)
    with transaction.atomic():
        held = Vote.objects.select_for_update().get(pk=vote.pk)
        if held.kind != Vote.Kind.BINDING or held.state != Vote.State.READY:
            raise NotNow(_("Een uitslag overnemen kan als een beslissende stemming open is geweest."))
        if now < held.closes_at:
            raise NotNow(_("De uitslag neem je over als het stemmen voorbij is."))
        counted = read_result(text, held)
        if held.whole is not None and sum(counted.values()) > held.whole:
            raise NotNow(
                _("Er zijn %(votes)s stemmen en de groep is maar %(whole)s groot.")
                % {"votes": sum(counted.values()), "whole": held.whole}
            )
        taken = {"counted": {str(number): votes for number, votes in counted.items()}, "from": address}
        replaced = list((held.result or {}).get("replaced", ()))
        if held.result and any(held.result[name] != taken[name] for name in taken):
            if not why.strip():
                raise WhyAnother(_("Er staat al een andere uitslag. Schrijf op waarom deze ervoor in de plaats komt."))
            replaced.append({"at": now.isoformat(), "why": why.strip(), "counted": held.result["counted"]})
        held.result = {**taken, "replaced": replaced}
        held.address = address
        held.full_clean(exclude=["id", "area", "owner", "round"])
        held.save(update_fields=["result", "address"])
