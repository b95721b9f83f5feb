"""The few loops that take the time, in numpy or compiled; both give the same groups, and figures to four decimals."""

from functools import cache
from typing import Protocol

from wijkwerk.analysis.opinion_map import plain
from wijkwerk.analysis.opinion_map.votes import Codes, Floats, Whole


class Kernels(Protocol):
    """What has to be reckoned, whoever does it."""

    def gathered(self, starts: Whole, codes: Codes, table: Floats) -> Floats:
        """For each person the sum over their votes of the two columns of the table."""

    def grown(
        self, starts: Whole, codes: Codes, deviations: Floats, space: Floats, images: Floats, size: int, passes: int
    ) -> tuple[int, int]:
        """Let the covariance turn the newest vectors so many times; how many have an image then, and how many there are.

        `space` and `images` hold a vector a row; the first `size` have their image, one or two more wait for theirs.
        """

    def tallied(self, starts: Whole, codes: Codes, classes: Whole, number: int, size: int) -> Whole:
        """How many people of each class gave each code."""

    def settled(self, points: Floats, weights: Floats, centres: Floats, tolerance: float) -> tuple[Whole, Floats]:
        """K-means from these centres: the nearest centre of each point, and the centres at the end."""

    def silhouettes(self, points: Floats, blur: Floats, numbers: Floats, parts: Whole, groups: Whole) -> Floats:
        """For each row of `groups`, which says to which group a part belongs, the mean silhouette of all points."""


def kernels(is_compiled: bool | None = None) -> Kernels:
    """The compiled loops where numba works, or as asked; numba is imported only then."""
    if is_compiled is False:
        return plain
    found = _compiled()
    if isinstance(found, ImportError):
        if is_compiled:
            raise found
        return plain
    return found


@cache
def _compiled() -> Kernels | ImportError:
    """The compiled loops, or why they are not there; also a numba that does not know this numpy is left alone."""
    try:
        from wijkwerk.analysis.opinion_map import compiled
    except ImportError as missing:
        return missing
    return compiled
