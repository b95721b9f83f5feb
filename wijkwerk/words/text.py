"""Text as people read it: clean, bounded, and never able to steer a screen."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2028\u2029")


class Value(BaseModel):
    """A frozen value; a key it does not know is a mistake, not an extra."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def clean(text: str) -> str:
    """The text in NFC; refused when it holds control characters or signs that turn the reading direction."""
    for sign in text:
        if sign in STEERING or (sign not in "\n\t" and unicodedata.category(sign) in {"Cc", "Cs"}):
            raise PydanticCustomError("hidden-sign", "holds the hidden sign U+{sign}", {"sign": f"{ord(sign):04X}"})
    return unicodedata.normalize("NFC", text)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(clean)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(clean)]
