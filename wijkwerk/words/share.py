"""A share of a named group, in whole numbers, because floats refuse 55 of 100 at 55 per cent."""

from typing import Annotated

from pydantic import Field

from wijkwerk.words.source import Sourced
from wijkwerk.words.text import Id

Percent = Annotated[int, Field(strict=True, ge=1, le=100)]


class Share(Sourced):
    """At least this per cent of the group that is named."""

    percent: Percent
    of: Id

    def is_met(self, part: int, whole: int) -> bool:
        """Whether `part` people are enough of the `whole` group; never of those who happened to take part."""
        return 100 * part >= self.percent * whole

    def needed(self, whole: int) -> int:
        """The smallest number of people that is enough, rounded up to whole people."""
        return -(-self.percent * whole // 100)
