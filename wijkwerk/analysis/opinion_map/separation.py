"""How well a number of groups parts people: the mean silhouette, for every number from one reckoning of distances."""

import numpy as np

from wijkwerk.analysis.opinion_map.clouds import Clouds, strips
from wijkwerk.analysis.opinion_map.kernels import Kernels
from wijkwerk.analysis.opinion_map.votes import Floats, Whole

EACH_APART = 4096
# The mean distance of two people in a round cloud, in units of its spread along one axis.
WITHIN = 1.78


def separations(clouds: Clouds, labels: dict[int, Whole], kernels: Kernels) -> dict[int, float]:
    """Per number of groups the mean silhouette: 1 is far apart, 0 is one crowd."""
    parts, labels_of_part = _parts(labels)
    if clouds.of_person is None and len(clouds.middles) > EACH_APART:
        clouds, of_person = strips(clouds.middles, parts), parts
        parts = np.empty(len(clouds.middles), np.int64)
        parts[clouds.of_person] = of_person
    order = np.argsort(parts, kind="stable")
    parts, numbers, blur = parts[order], clouds.numbers[order], clouds.blur[order]
    bounds = np.searchsorted(parts, np.arange(len(next(iter(labels_of_part.values()))) + 1))
    sums = kernels.distance_sums(clouds.middles[order], blur, numbers, bounds)
    # Others in the same cloud lie at its own mean distance.
    sums[np.arange(len(parts)), parts] += (numbers - 1) * WITHIN * np.sqrt(blur)
    return {
        number: _silhouette(_by_group(sums, groups, number), groups[parts], numbers)
        for number, groups in labels_of_part.items()
    }


def _parts(labels: dict[int, Whole]) -> tuple[Whole, dict[int, Whole]]:
    """People who are together for every number of groups are one part; and to which group each part then belongs."""
    together = np.zeros(len(next(iter(labels.values()))), np.int64)
    for number, groups in labels.items():
        together = together * number + groups
    _, first, parts = np.unique(together, return_index=True, return_inverse=True)
    return parts, {number: groups[first] for number, groups in labels.items()}


def _by_group(sums: Floats, groups: Whole, number: int) -> Floats:
    of_group = np.zeros((number, len(sums)))
    for part, group in enumerate(groups):
        of_group[group] += sums[:, part]
    return of_group


def _silhouette(sums: Floats, own: Whole, numbers: Floats) -> float:
    """The mean over people of how much nearer their own group is than the next; nought for who stands alone."""
    sizes = np.bincount(own, numbers, len(sums))
    if (sizes > 0).sum() < 2:
        return -1.0
    everyone = np.arange(len(own))
    within = sums[own, everyone] / np.maximum(sizes[own] - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.where(sizes[:, None] > 0, sums / sizes[:, None], np.inf)
    between[own, everyone] = np.inf
    nearest = between.min(axis=0)
    widest = np.maximum(within, nearest)
    nearer = np.divide(nearest - within, widest, out=np.zeros_like(widest), where=widest > 0)
    nearer[sizes[own] <= 1] = 0
    return float((nearer * numbers).sum() / numbers.sum())
