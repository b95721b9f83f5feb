"""Which words of an idea ask for a reader before everybody sees it: what points at a person, with a hint to the writer."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from wijkwerk.web.places.service import Hint, hints_in

# A name alone is no trouble; a name with one of these beside it may harm somebody who cannot answer.
ACCUSES = re.compile(
    r"\b(?:steelt|stal|gestolen|dief|dieven|dealt|dealer|drugs|hennep|wiet|bedreig\w{0,6}|mishandel\w{0,6}|slaat|slaan|"
    r"fraude\w{0,8}|oplicht\w{0,6}|crimine\w{0,6}|pedofiel|verkracht\w{0,6}|aanrand\w{0,6}|inbre\w{0,6}|vernie\w{0,6}|"
    r"overlast|terror\w{0,8}|illegaal|illegale|schuldig|asociaal|asociale|tuig|crimineel|verslaafd\w{0,3}|"
    r"steals|thief|deals|threat\w{0,6}|abus\w{0,6})\b",
    re.IGNORECASE,
)


def to_read_first(*texts: str) -> list[Hint]:
    """What in these texts may harm a person; empty when everybody may see them at once.

    A telephone number, an address with a number, a number plate and a mail address always; a name only beside an
    accusation.
    """
    found = [hint for text in texts for hint in hints_in(text)]
    accuses = any(ACCUSES.search(text) for text in texts)
    return [hint for hint in found if accuses or not hint.is_name]


# A first name with a last name. It is looked for only where somebody is accused: there are many capitals in a street.
FULL_NAME = re.compile(
    r"(?<!\w)(?<!in )(?<!op )(?<!bij )(?<!uit )(?<!van )(?<!naar )"
    r"[A-ZÀ-ÖØ-Ý][a-zà-öø-ÿ'’-]{1,40}\s(?:(?:van|de|den|der|ten|ter|el|al|bin|ben)\s){0,3}[A-ZÀ-ÖØ-Ý][\w'’-]{1,40}"
)
LINK = re.compile(r"\b(?:https?://|www\.)\S{1,200}", re.IGNORECASE)


def personal_in(text: str) -> list[tuple[str, str]]:
    """What in a statement somebody should look at: the words and what they look like; names without a title as well."""
    found = [(hint.words, str(hint.looks_like)) for hint in to_read_first(text)]
    if ACCUSES.search(text) and not any(words in text for words, looks in found if looks == _("een naam")):
        found += [(match.group(), _("een naam")) for match in FULL_NAME.finditer(text)]
    return found + [(match.group(), _("een link")) for match in LINK.finditer(text)]
