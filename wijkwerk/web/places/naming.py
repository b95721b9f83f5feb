"""Notices when a note may point at a person: a light check that warns, and leaves the judgement to the writer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Hint:
    """Words in a text that may point at a person, and what they look like."""

    words: str
    looks_like: str | Promise

    @property
    def is_name(self) -> bool:
        """Whether it looks like somebody's name, and not like where or how to find them."""
        return self.looks_like == NAMED


NAMED = _("een naam")
# Every repetition has an end, so that a long text cannot keep the reader busy.
NAME = r"[A-ZÀ-ÖØ-Ý][\w'’-]{1,40}"
BETWEEN = r"(?:(?:van|de|den|der|het|ten|ter|te|el|al|bin|ben|von|la|le|'t|’t)\s{1,3}){0,4}"
TITLE = (
    r"(?:mevrouw|mevr\.?|mw\.?|meneer|mijnheer|dhr\.?|de heer|juf(?:frouw)?|meester|dokter|dr\.|zuster|pastoor|imam)"
)
NEIGHBOUR = r"(?:buurman|buurvrouw|buurmeisje|buurjongen|oma|opa|tante|ome|oom)"
ROAD = (
    r"(?:straat|laan|weg|plein|singel|kade|hof|pad|dijk|gracht|steeg|plantsoen|park|dreef|markt|baan|erf|"
    r"boulevard|haven|str\.)"
)

LOOKS: tuple[tuple[str | Promise, re.Pattern[str]], ...] = (
    (
        _("een e-mailadres"),
        re.compile(
            r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|[(\[]\s?(?:at|apenstaartje)\s?[)\]]|\bapenstaartje\b)\s?"
            r"[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}",
            re.IGNORECASE,
        ),
    ),
    (
        _("een telefoonnummer"),
        re.compile(r"(?<![\w.])(?:\+31|0031|0)(?:[ ./–-]{0,3}\(?0?\)?)(?:[ ./–-]{0,3}\d){8,9}(?!\d)"),
    ),
    (
        _("een rekeningnummer"),
        re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){7,14}\b", re.IGNORECASE),
    ),
    (
        _("een kenteken"),
        re.compile(
            r"\b(?!\d{2}-\d{2}-\d{2}\b)(?=(?:[A-Z\d]-?){0,8}[A-Z])(?=(?:[A-Z\d]-?){0,8}\d)"
            r"(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,2}|\d{1,2})\b",
            re.IGNORECASE,
        ),
    ),
    (
        _("een adres met huisnummer"),
        re.compile(
            rf"\b[\w'’.-]{{0,40}}{ROAD}\s+(?:nummer\s+|nr\.?\s*|huisnummer\s+|no\.?\s*)?\d{{1,4}}\s?[a-z]?\b(?!\s*(?:uur|km|meter|jaar))",
            re.IGNORECASE,
        ),
    ),
    (
        _("een adres met huisnummer"),
        re.compile(
            r"\b\d{4}\s?(?!(?:en|of|te|in|is|op|om|al|nu|na)\b)[A-Z]{2}\s?,?\s?(?:nummer\s|nr\.?\s?)?\d{1,4}\b",
            re.IGNORECASE,
        ),
    ),
    (
        _("een adres met huisnummer"),
        re.compile(r"\b(?:op\s+)?(?:huisnummer|nummer|nr\.?)\s*\d{1,4}\s?[a-z]?\b", re.IGNORECASE),
    ),
    (_("een naam"), re.compile(rf"\b(?i:{TITLE})\s+(?:(?:[A-Z]\.\s?){1, 4})?{BETWEEN}{NAME}")),
    (_("een naam"), re.compile(rf"\b(?i:{NEIGHBOUR})\s+{NAME}")),
    (_("een naam"), re.compile(rf"\b(?:[A-Z]\.\s?){{1,4}}{BETWEEN}{NAME}")),
    (_("een naam"), re.compile(rf"\b(?i:familie|fam\.|gezin)\s+{BETWEEN}{NAME}")),
    (_("een naam"), re.compile(rf"\b(?i:heet|genaamd|ene|een zekere|naam is)\s+{BETWEEN}{NAME}")),
    (
        _("een naam"),
        re.compile(rf"\b{NAME}\s+(?:van\s+(?:de\s+|den\s+|der\s+|het\s+)?(?:nummer|nr\.?|huisnummer)\s*\d+)"),
    ),
)


def hints(text: str) -> list[Hint]:
    """What in this text may point at a person, each piece of text once, in the order of the text."""
    found = [
        (match.start(), match.end(), Hint(match.group().strip(), looks_like))
        for looks_like, pattern in LOOKS
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda one: (one[0], -one[1]))
    kept: list[tuple[int, int, Hint]] = []
    for start, end, hint in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, hint))
    return [hint for _start, _end, hint in kept]
