"""How far a mean may be off because only these sections were asked about.

Questions about one section are no independent tries: what the search makes of the section
is in all of them. So whole sections are drawn again, not single questions.
"""

import math
from collections.abc import Hashable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from eval.metrics import NAN, percentile

DRAWS = 2000
SEED = 20260331
LEVEL = 0.95

Floats = NDArray[np.float64]


class Figure(NamedTuple):
    """A figure, the ends of its interval, and how many scores it is made of.

    ``low`` and ``high`` are NaN where nothing can be said of the spread.
    """

    value: float
    low: float
    high: float
    scored: int


UNSCORED = Figure(NAN, NAN, NAN, 0)


def clustered_mean(
    scores: Iterable[tuple[Hashable, float]],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    level: float = LEVEL,
) -> Figure:
    """Return the mean of (cluster, score) with its interval at ``level``.

    Scores that are NaN are left out, and so are clusters without any other. As many
    clusters as there are are drawn with replacement ``draws`` times, each with all its
    scores; the interval reaches from the share ``(1 - level) / 2`` of the drawn means to
    ``1 -`` that (nearest rank). With fewer than two clusters its ends are NaN. The order
    of the scores makes no difference. Source: the cluster bootstrap (Field and Welsh,
    "Bootstrapping clustered data", Journal of the Royal Statistical Society B 69, 2007)
    with percentile intervals (Efron and Tibshirani, "An Introduction to the Bootstrap",
    1993, chapter 13).
    """
    groups: dict[Hashable, list[float]] = {}
    for cluster, score in scores:
        if not math.isnan(score):
            groups.setdefault(cluster, []).append(score)
    if not groups:
        return UNSCORED
    # Sorted, so that the same scores give the same draws in whatever order they come.
    pairs = sorted((math.fsum(group), len(group)) for group in groups.values())
    scored = sum(size for _, size in pairs)
    value = math.fsum(total for total, _ in pairs) / scored
    if len(pairs) < 2:
        return Figure(value, NAN, NAN, scored)
    means = drawn_means(pairs, draws, seed).tolist()
    outside = (1 - level) / 2
    return Figure(value, percentile(means, outside), percentile(means, 1 - outside), scored)


def drawn_means(pairs: list[tuple[float, int]], draws: int, seed: int) -> Floats:
    """Return ``draws`` means, each over as many clusters drawn with replacement.

    ``pairs`` holds the sum and the number of scores of each cluster, which is at least 1.
    """
    sums = np.array([total for total, _ in pairs])
    sizes = np.array([size for _, size in pairs])
    drawn = np.random.default_rng(seed).integers(len(pairs), size=(draws, len(pairs)))
    means: Floats = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    return means
