"""Which words ask for a reader before everybody sees them: what points at a person, with a hint to the writer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from wijkwerk.web.places.service import hints_in

# The languages whose words of accusation we know.
KNOWN = ("nl", "en")
# A name alone is no trouble; a name with one of these beside it may harm somebody who cannot answer.
ACCUSES = re.compile(
    r"\b(?:steelt|stal|gestolen|dief|dieven|dealt|dealer|drugs|hennep|wiet|bedreig\w{0,6}|mishandel\w{0,6}|slaat|slaan|"
    r"fraude\w{0,8}|oplicht\w{0,6}|crimine\w{0,6}|pedofiel|verkracht\w{0,6}|aanrand\w{0,6}|inbre\w{0,6}|vernie\w{0,6}|"
    r"overlast|terror\w{0,8}|illegaal|illegale|schuldig|asociaal|asociale|tuig|crimineel|verslaafd\w{0,3}|"
    r"steals|thief|deals|threat\w{0,6}|abus\w{0,6})\b",
    re.IGNORECASE,
)


LETTERS = [chr(code) for code in (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))]
CAPITAL = "".join(letter for letter in LETTERS if letter.isupper())
SMALL = "".join(letter for letter in LETTERS if letter.islower())
# A first name with a last name. It is looked for only where somebody is or may be accused: there are many capitals in
# a street.
FULL_NAME = re.compile(
    r"(?<!\w)(?<!in )(?<!op )(?<!bij )(?<!uit )(?<!van )(?<!naar )"
    rf"[{CAPITAL}][{SMALL}'’-]{{1,40}}\s(?:(?:van|de|den|der|ten|ter|el|al|bin|ben)\s){{0,3}}[{CAPITAL}][\w'’-]{{1,40}}"
)
LINK = re.compile(r"\b(?:https?://|www\.)\S{1,200}", re.IGNORECASE)


def personal_in(*texts: str, language: str = "nl", places: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What in these texts somebody should look at first: the words and what they look like; empty when nothing.

    A telephone number, an address with a number, a number plate, a mail address and a link always; a name only beside
    an accusation, or in a language in which we know no words for that. The names of `places` are no names of people.
    """
    folded = [_with_plain_digits(text) for text in texts]
    may_accuse = language not in KNOWN or any(ACCUSES.search(text) for text in folded)
    found: list[tuple[str, str]] = []
    for text in folded:
        hints = [hint for hint in hints_in(text) if may_accuse or not hint.is_name]
        found += [(hint.words, str(hint.looks_like)) for hint in hints]
        if may_accuse and not any(hint.is_name for hint in hints):
            without = text
            for place in places:
                without = without.replace(place, "·")
            found += [(match.group(), _("een naam")) for match in FULL_NAME.finditer(without)]
        found += [(match.group(), _("een link")) for match in LINK.finditer(text)]
    return found


def _with_plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.digit(sign, sign)) for sign in text)
