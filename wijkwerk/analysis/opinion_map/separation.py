"""How well a number of groups parts people: the mean silhouette, for every number from one reckoning of distances."""

import numpy as np

from wijkwerk.analysis.opinion_map.clouds import Clouds, strips
from wijkwerk.analysis.opinion_map.kernels import Kernels
from wijkwerk.analysis.opinion_map.votes import Whole

EACH_APART = 4096


def separations(clouds: Clouds, labels: dict[int, Whole], kernels: Kernels) -> dict[int, float]:
    """Per number of groups the mean silhouette: 1 is far apart, 0 is one crowd."""
    parts, labels_of_part = _parts(labels)
    if clouds.of_person is None and len(clouds.middles) > EACH_APART:
        clouds, of_person = strips(clouds.middles, parts), parts
        parts = np.empty(len(clouds.middles), np.int64)
        parts[clouds.of_person] = of_person
    order = np.argsort(parts.astype(np.uint8), kind="stable")
    found = kernels.silhouettes(
        clouds.middles[order],
        clouds.blur[order],
        clouds.numbers[order],
        parts[order],
        np.stack([*labels_of_part.values()]),
    )
    return dict(zip(labels, found.tolist(), strict=True))


def _parts(labels: dict[int, Whole]) -> tuple[Whole, dict[int, Whole]]:
    """People who are together for every number of groups are one part; and to which group each part then belongs."""
    together = np.zeros(len(next(iter(labels.values()))), np.int64)
    for number, groups in labels.items():
        together = together * number + groups
    is_there = np.bincount(together) > 0
    left = np.flatnonzero(is_there)
    of_part = {}
    for number in reversed(labels):
        left, of_part[number] = np.divmod(left, number)
    return (np.cumsum(is_there) - 1)[together], {number: of_part[number] for number in labels}
