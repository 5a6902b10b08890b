"""Intervals against the enumeration of every draw and against another formula."""

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.intervals import UNSCORED, clustered_mean, drawn_means

Scores = list[tuple[str, float]]
shares = st.sampled_from([0.0, 0.25, 0.5, 1.0])
scored = st.lists(st.tuples(st.sampled_from("abcd"), shares), min_size=1, max_size=12)


def every_draw(scores: Scores) -> list[float]:
    """The mean of each of the n**n draws of n clusters, in order of size."""
    groups: dict[str, list[float]] = {}
    for cluster, score in scores:
        groups.setdefault(cluster, []).append(score)
    means = []
    for drawn in itertools.product(groups.values(), repeat=len(groups)):
        flat = [score for group in drawn for score in group]
        means.append(sum(flat) / len(flat))
    return sorted(means)


@given(scored)
def test_the_ends_are_those_of_all_draws(scores: Scores) -> None:
    """Up to 4**4 draws are all made; each end lies where their share is 2.5 per cent."""
    found = clustered_mean(scores, draws=20_000)
    assert found.value == pytest.approx(sum(score for _, score in scores) / len(scores))
    assert found.scored == len(scores)
    if len({cluster for cluster, _ in scores}) == 1:
        assert math.isnan(found.low) and math.isnan(found.high)
        return
    means = every_draw(scores)
    for end, share in ((found.low, 0.025), (found.high, 0.975)):
        below = sum(mean < end - 1e-9 for mean in means) / len(means)
        reached = sum(mean <= end + 1e-9 for mean in means) / len(means)
        assert below - 0.005 <= share <= reached + 0.005


def test_worked_example() -> None:
    # Two sections, one all right and one all wrong: the draws are aa, ab, ba, bb, whose means
    # are 1, 1/2, 1/2, 0, each with a chance of a quarter.
    found = clustered_mean([("a", 1.0), ("a", 1.0), ("b", 0.0), ("b", 0.0)])
    assert found == (0.5, 0.0, 1.0, 4)
    assert clustered_mean([("a", 1.0), ("b", 0.0)], level=0.4)[:3] == (0.5, 0.5, 0.5)


def test_the_spread_is_that_of_the_formula_for_clusters() -> None:
    """The linearised variance of a ratio: sum of (s - R n)^2 over clusters, by N^2."""
    rng = random.Random(7)
    pairs = [(float(rng.randint(0, n)), n) for n in (rng.randint(1, 9) for _ in range(200))]
    total = sum(n for _, n in pairs)
    ratio = sum(s for s, _ in pairs) / total
    formula = math.sqrt(sum((s - ratio * n) ** 2 for s, n in pairs)) / total
    spread = float(np.std(drawn_means(pairs, 4000, seed=1)))
    assert spread == pytest.approx(formula, rel=0.06)


def test_questions_about_one_section_are_no_independent_tries() -> None:
    once = [(f"s{n}", float(n % 3 == 0)) for n in range(30)]
    few = clustered_mean(once)
    many = clustered_mean(once * 10)  # each question in ten wordings
    assert few[:3] == pytest.approx(many[:3])
    apart = clustered_mean([(f"{n} {c}", s) for n, (c, s) in enumerate(once * 10)])
    assert apart.high - apart.low < 0.5 * (few.high - few.low)


@given(scored, st.randoms(use_true_random=False))
def test_the_order_of_the_scores_makes_no_difference(scores: Scores, rng: random.Random) -> None:
    other = list(scores)
    rng.shuffle(other)
    assert repr(clustered_mean(other)) == repr(clustered_mean(scores))


def test_the_draws_are_the_same_in_whatever_order_the_clusters_come() -> None:
    scores = [(f"s{n}", math.sin(n * k)) for n in range(1, 8) for k in range(1, 1 + n % 4)]
    assert repr(clustered_mean(scores)) == repr(clustered_mean(scores[::-1]))


@given(scored, st.lists(st.sampled_from("abcdxyz")))
def test_what_is_not_scored_changes_nothing(scores: Scores, clusters: list[str]) -> None:
    more = [*scores, *((cluster, math.nan) for cluster in clusters)]
    assert repr(clustered_mean(more)) == repr(clustered_mean(scores))


@given(st.lists(st.sampled_from("abc")))
def test_nothing_scored_is_nan_and_never_zero(clusters: list[str]) -> None:
    found = clustered_mean((cluster, math.nan) for cluster in clusters)
    assert repr(found) == repr(UNSCORED)
    assert all(map(math.isnan, found[:3]))
