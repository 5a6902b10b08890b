import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.encoder import normalised


def random_rows(seed: int, rows: int, dimensions: int = 8) -> NDArray[np.float32]:
    found = np.random.default_rng(seed).normal(size=(rows, dimensions)).astype(np.float32)
    return normalised(found)


def brute_force(
    vectors: NDArray[np.float32], query: NDArray[np.float32], k: int, allowed: set[int]
) -> list[int]:
    scored = [
        (-sum(float(a) * float(b) for a, b in zip(row, query, strict=True)), number)
        for number, row in enumerate(vectors)
        if number in allowed
    ]
    return [number for _, number in sorted(scored)[:k]]


@given(st.integers(0, 10_000), st.integers(1, 40), st.integers(1, 50))
def test_search_is_the_brute_force(seed: int, rows: int, k: int) -> None:
    vectors = random_rows(seed, rows)
    query = random_rows(seed + 1, 1)[0]
    ids, scores = DenseIndex(vectors).search(query, k)
    assert ids.tolist() == brute_force(vectors, query, k, set(range(rows)))
    assert scores.tolist() == pytest.approx((vectors[ids] @ query).tolist(), abs=1e-6)


@given(st.integers(0, 10_000), st.sets(st.integers(0, 29)), st.integers(1, 40))
def test_filtered_search_is_the_brute_force_over_the_allowed(
    seed: int, allowed: set[int], k: int
) -> None:
    vectors = random_rows(seed, 30)
    query = random_rows(seed + 1, 1)[0]
    ids, _ = DenseIndex(vectors).search(query, k, allowed=np.array(sorted(allowed), np.int64))
    assert ids.tolist() == brute_force(vectors, query, k, allowed)


def test_equal_scores_go_by_the_smaller_id() -> None:
    row = random_rows(3, 1)
    ids, _ = DenseIndex(np.repeat(row, 5, axis=0)).search(row[0], 5)
    assert ids.tolist() == [0, 1, 2, 3, 4]


def test_spread_is_mean_and_deviation_over_all_rows() -> None:
    vectors, query = random_rows(5, 50), random_rows(6, 1)[0]
    products = vectors @ query
    mean, deviation = DenseIndex(vectors).spread(query)
    assert mean == pytest.approx(float(products.mean()), abs=1e-6)
    assert deviation == pytest.approx(float(products.std()), abs=1e-6)


def test_an_empty_index_finds_nothing() -> None:
    index = DenseIndex(np.empty((0, 4), np.float32))
    ids, scores = index.search(np.ones(4, np.float32), 3)
    assert (ids.tolist(), scores.tolist(), index.spread(np.ones(4, np.float32))) == (
        [],
        [],
        (0.0, 0.0),
    )


@pytest.mark.parametrize("bad", [np.zeros(3, np.float32), np.zeros((2, 3), np.float64)])
def test_other_shapes_and_types_are_refused(bad: NDArray[np.float32]) -> None:
    with pytest.raises(ValueError, match="expected"):
        DenseIndex(bad)
