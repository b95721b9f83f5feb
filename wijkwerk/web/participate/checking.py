"""Which words of an idea ask for a reader before everybody sees it: what points at a person, with a hint to the writer."""

from __future__ import annotations

import re

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
