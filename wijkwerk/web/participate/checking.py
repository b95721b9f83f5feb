"""Which words ask for a reader before everybody sees them: what points at a person, with a hint to the writer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from wijkwerk.web.participate.accusing import ACCUSES, KNOWN, NAMED, accusations_in_arabic
from wijkwerk.web.places.service import hints_in

LINK = re.compile(r"\b(?:https?://|www\.)\S{1,200}", re.IGNORECASE)
# "And 06…" is written in one word.
GLUED = re.compile(r"(?<=[\u0621-\u064a])(?=[+0])")
IN_ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")


def language_of(*texts: str, chosen: str) -> str:
    """The language that was chosen; Arabic when most letters are Arabic and the page had filled in another language."""
    letters = [sign for text in texts for sign in text if sign.isalpha()]
    is_arabic = 2 * sum(bool(IN_ARABIC.match(sign)) for sign in letters) > len(letters)
    return "ar" if is_arabic and chosen not in ("ar", "und") else chosen


def personal_in(*texts: str, language: str = "nl", places: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What in these texts somebody should look at first: the words and what they look like; empty when nothing.

    A telephone number, an address with a number, a number plate, a mail address and a link always; a name only beside
    an accusation, or in a language in which we know no words for that. The names of `places` are no names of people.
    In Arabic letters, in which no name is seen, the accusation itself: `accusations_in_arabic` says which.
    """
    folded = [_with_plain_digits(text) for text in texts]
    may_accuse = language not in KNOWN or any(ACCUSES.search(text) for text in folded)
    found: list[tuple[str, str]] = []
    is_named = False
    for text in folded:
        hints = hints_in(text)
        names = _names_in(text, places) if not any(hint.is_name for hint in hints) else []
        is_named = is_named or bool(names) or any(hint.is_name for hint in hints)
        found += [(hint.words, str(hint.looks_like)) for hint in hints if may_accuse or not hint.is_name]
        found += [(words, _("een naam")) for words in names if may_accuse]
        found += [(match.group(), _("een link")) for match in LINK.finditer(text)]
    accused = dict.fromkeys(accusations_in_arabic("\n".join(texts), is_named=is_named))
    return found + [(words, _("een beschuldiging")) for words in accused]


def _names_in(text: str, places: Iterable[str]) -> list[str]:
    for place in places:
        text = text.replace(place, "·")
    return [match.group() for match in NAMED.finditer(text)]


def _with_plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9, and a space between an Arabic letter and a number."""
    plain = "".join(str(unicodedata.digit(sign, sign)) for sign in text)
    return GLUED.sub(" ", plain)
