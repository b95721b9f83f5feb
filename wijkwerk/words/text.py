"""Text as people read it: clean, bounded, and never able to steer a screen."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

# Signs that turn or break the reading direction.
STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2028\u2029")
# Those, control characters but tab and new line, and halves of characters.
HIDDEN = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{''.join(sorted(STEERING))}]")
# What a spreadsheet takes for a formula (OWASP, CSV injection), also behind the apostrophe that takes it away.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


class Value(BaseModel):
    """A frozen value; a key it does not know is a mistake, not an extra."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def clean(text: str) -> str:
    """The text in NFC; refused when it holds control characters or signs that turn the reading direction."""
    if found := HIDDEN.search(text):
        raise PydanticCustomError("hidden-sign", "holds the hidden sign U+{sign}", {"sign": f"{ord(found[0]):04X}"})
    return unicodedata.normalize("NFC", text)


def cell(text: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet takes for a formula: an apostrophe before it where needed."""
    return f"'{text}" if FORMULA.match(text) else text


def from_cell(text: str) -> str:
    """The text of such a cell; `from_cell(cell(text))` is `text`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(clean)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(clean)]
