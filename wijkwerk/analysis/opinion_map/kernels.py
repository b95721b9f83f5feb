"""The few loops that take the time, in numpy or compiled; both give the same groups, and figures to four decimals."""

from importlib.util import find_spec
from typing import Protocol

from wijkwerk.analysis.opinion_map import plain
from wijkwerk.analysis.opinion_map.votes import Codes, Floats, Whole


class Kernels(Protocol):
    """What has to be reckoned, whoever does it."""

    def gathered(self, starts: Whole, codes: Codes, table: Floats) -> Floats:
        """For each person the sum over their votes of the two columns of the table."""

    def spread(self, starts: Whole, codes: Codes, table: Floats) -> Floats:
        """For each code the sum, over the people who voted so, of what `gathered` gives them."""

    def tallied(self, starts: Whole, codes: Codes, classes: Whole, number: int, size: int) -> Whole:
        """How many people of each class gave each code."""

    def settled(self, points: Floats, weights: Floats, centres: Floats, tolerance: float) -> tuple[Whole, Floats]:
        """K-means from these centres: the nearest centre of each point, and the centres at the end."""

    def distance_sums(self, points: Floats, blur: Floats, weights: Floats, bounds: Whole) -> Floats:
        """From each point the weighted sum of distances to the others in each run of points between two bounds."""


def has_compiler() -> bool:
    """Whether numba is installed; it is not imported for the answer."""
    return find_spec("numba") is not None


def kernels(is_compiled: bool | None = None) -> Kernels:
    """The compiled loops where numba is installed, or as asked; numba is imported only then."""
    if has_compiler() if is_compiled is None else is_compiled:
        from wijkwerk.analysis.opinion_map import compiled

        return compiled
    return plain
