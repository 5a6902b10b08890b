from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.fusion import KNOWN_WEIGHT, UNKNOWN_WEIGHT, Fusion, coverage, fuse, standardised
from index.hybrid import HybridIndex
from index.lexical import LexicalIndex, count_terms
from index.passages import Passage


def test_coverage_is_the_known_share_of_weight_times_idf() -> None:
    idf = {"đất": 2.0, "sở": 1.0}
    # 1*2 + 0.5*1 known, 1*4 unknown: 2.5 of 6.5
    found = coverage({"đất": 1.0, "sở": 0.5, "land": 1.0}, lambda t: idf.get(t, 0.0), 4.0)
    assert found == pytest.approx(2.5 / 6.5)


def test_a_question_without_terms_is_covered() -> None:
    assert coverage({}, lambda _: 0.0, 4.0) == 1.0


def test_standardised_counts_deviations_from_the_mean() -> None:
    assert standardised(np.array([0.5, 0.1]), 0.3, 0.1).tolist() == pytest.approx([2.0, -2.0])


def test_standardised_without_spread_is_zero() -> None:
    assert standardised(np.array([0.5, 0.5]), 0.5, 0.0).tolist() == [0.0, 0.0]


def test_fuse_by_hand() -> None:
    found = fuse(np.array([10.0, 5.0]), np.array([0.0, 3.0]), 0.5)
    weight = (KNOWN_WEIGHT + UNKNOWN_WEIGHT) / 2
    assert found.tolist() == pytest.approx([0.5, 0.25 + 3 * weight])


def test_known_words_outweigh_vectors_and_unknown_ones_do_not() -> None:
    lexical, dense = np.array([10.0, 8.0]), np.array([0.0, 3.0])
    assert np.argmax(fuse(lexical, dense, 1.0)) == 0
    assert np.argmax(fuse(lexical, dense, 0.1)) == 1


def test_fuse_takes_no_rows_and_rows_without_words() -> None:
    assert fuse(np.empty(0), np.empty(0), 1.0).tolist() == []
    assert fuse(np.zeros(2), np.array([1.0, 2.0]), 0.0).tolist() == pytest.approx(
        [UNKNOWN_WEIGHT, 2 * UNKNOWN_WEIGHT]
    )


@given(
    st.lists(st.tuples(st.floats(0, 50), st.floats(-3, 5)), min_size=1, max_size=8),
    st.floats(0, 1),
)
def test_a_row_that_is_better_in_both_is_not_worse_fused(
    rows: list[tuple[float, float]], known: float
) -> None:
    lexical, dense = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    fused = fuse(lexical, dense, known)
    for i in range(len(rows)):
        for j in range(len(rows)):
            if lexical[i] >= lexical[j] and dense[i] >= dense[j]:
                assert fused[i] >= fused[j] - 1e-12


class TwoWays:
    """An encoder of two directions: what speaks of land or houses, and all else."""

    name = "two ways"
    dimensions = 2

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        land = [any(word in text for word in ("đất", "nhà")) for text in texts]
        return np.array([[one, not one] for one in land], np.float32)

    encode_passages = encode_queries


def test_an_index_may_be_given_another_fusion() -> None:
    items = [Passage("", "đất"), Passage("", "thuế")]
    encoder = TwoWays()
    parts = (DenseIndex(encoder.encode_passages([i.text for i in items])), count_terms(items))

    def first(fusion: Fusion) -> int:
        index = HybridIndex(encoder, parts[0], LexicalIndex([parts[1]]), fusion)
        return index.search("thuế nhà", 1)[0].row

    assert first(lambda lexical, dense, known: dense) == 0
    assert first(lambda lexical, dense, known: lexical) == 1
