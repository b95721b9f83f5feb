"""What one measurement says: a figure, the bar it has to pass, and the aim beyond it."""

from typing import Literal, NamedTuple


class Result(NamedTuple):
    """One figure; `sense` says on which side of the bar it should be. Without a bar it is there to be known."""

    name: str
    figure: float
    unit: str
    sense: Literal["at least", "at most"]
    bar: float | None = None
    aim: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the bar is passed."""
        return self.bar is None or self.is_beyond(self.bar)

    @property
    def is_aimed(self) -> bool:
        """Whether there is an aim, and it is reached."""
        return self.aim is not None and self.is_beyond(self.aim)

    def is_beyond(self, border: float) -> bool:
        """Whether the figure is on the right side of the border."""
        return self.figure >= border if self.sense == "at least" else self.figure <= border
