"""Whether a difference between two runs is more than chance: paired, by clusters.

Questions about one section go right or wrong together (three wordings of one fact the most),
so that not the questions are counted but the sections: of each, how many answers more are
right in the second run than in the first.

``sign_flips`` is an exact permutation test: were both runs alike, each section's difference
could as well have the other sign, so that all 2^n choices of signs are equally likely (paired
randomisation, Fisher 1935; by clusters as in Gail and others, Statistics in Medicine 1996).
``interval`` draws sections with replacement (cluster bootstrap, percentiles). ``adjusted``
corrects for looking at many groups (Holm, Scandinavian Journal of Statistics 1979).
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

DRAWS = 10_000
SEED = 20_260_725
LEVEL = 0.95
_AT_ONCE = 1_000


class Cluster(NamedTuple):
    """Questions about one section: how many more are right in the second run, of how many."""

    gained: int
    questions: int


class Chance(NamedTuple):
    """What a difference in the share of right answers is worth.

    ``difference`` is second less first run, between -1 and 1; ``low`` and ``high`` bound it
    (NaN with fewer than two clusters); ``p`` is two-sided, ``adjusted_p`` after Holm.
    ``clusters`` are all, ``moved`` those whose number of right answers differs.
    """

    questions: int
    clusters: int
    moved: int
    difference: float
    low: float
    high: float
    p: float
    adjusted_p: float

    def worse(self, level: float = 1 - LEVEL) -> bool:
        """Tell whether the second run is worse by more than chance."""
        return self.difference < 0 and self.adjusted_p < level


def sign_flips(gains: Sequence[int]) -> float:
    """Return the two-sided p of the sum of the clusters' gains, exact.

    It is the share of the 2^n choices of signs whose sum is at least as far from 0; 1 where
    nothing moved. The sums are counted by adding cluster after cluster, not one by one.

    >>> sign_flips([1, 1, 1])
    0.25
    """
    moved = [abs(gain) for gain in gains if gain]
    reach = sum(moved)
    ways = np.zeros(2 * reach + 1)  # the share of choices by their sum, from -reach on
    ways[reach] = 1.0
    for gain in moved:
        ways = (np.roll(ways, gain) + np.roll(ways, -gain)) / 2
    found = abs(sum(gains))
    sums = np.abs(np.arange(-reach, reach + 1))
    return min(1.0, float(ways[sums >= found].sum()))


def interval(clusters: Sequence[Cluster], seed: int = SEED) -> tuple[float, float]:
    """Return the bounds that hold the middle 95 of 100 drawn differences of the shares.

    The same clusters in the same order have the same bounds. NaN with fewer than two.
    """
    size = len(clusters)
    if size < 2:
        return math.nan, math.nan
    parts = np.array(clusters, dtype=np.float64)
    chance = np.random.default_rng(seed)
    drawn = [
        chance.multinomial(size, np.full(size, 1 / size), size=_AT_ONCE) @ parts
        for _ in range(DRAWS // _AT_ONCE)
    ]
    sums = np.concatenate(drawn)
    low, high = np.quantile(sums[:, 0] / sums[:, 1], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def chance(clusters: Sequence[Cluster]) -> Chance:
    """Return what the difference over the clusters is worth; at least one question."""
    gains = [cluster.gained for cluster in clusters]
    questions = sum(cluster.questions for cluster in clusters)
    p = sign_flips(gains)
    return Chance(
        questions=questions,
        clusters=len(clusters),
        moved=sum(gain != 0 for gain in gains),
        difference=sum(gains) / questions,
        low=(bounds := interval(clusters))[0],
        high=bounds[1],
        p=p,
        adjusted_p=p,
    )


def adjusted(groups: Mapping[str, Chance]) -> dict[str, Chance]:
    """Return the groups with p corrected for their number (Holm), in their order."""
    ordered = sorted(groups, key=lambda name: groups[name].p)
    found: dict[str, float] = {}
    least = 0.0
    for place, name in enumerate(ordered):
        least = max(least, min(1.0, groups[name].p * (len(ordered) - place)))
        found[name] = least
    return {name: one._replace(adjusted_p=found[name]) for name, one in groups.items()}
