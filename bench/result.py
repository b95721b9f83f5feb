"""What one measurement says: a figure, the bar it has to pass, and the aim beyond it."""

from typing import Literal, NamedTuple


class Result(NamedTuple):
    """One figure with its bar; `sense` says on which side of the bar it should be."""

    name: str
    figure: float
    unit: str
    sense: Literal["at least", "at most"]
    bar: float
    aim: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the bar is passed."""
        return self.reaches(self.bar)

    @property
    def is_aimed(self) -> bool:
        """Whether the aim is reached too; with no aim the bar is enough."""
        return self.reaches(self.bar if self.aim is None else self.aim)

    def reaches(self, border: float) -> bool:
        """Whether the figure is on the right side of the border."""
        return self.figure >= border if self.sense == "at least" else self.figure <= border
