"""The dense index: exact inner products through FAISS. The only door to faiss."""

import math
from collections.abc import Sequence

import faiss
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]


class DenseIndex:
    """Rows of normalised float32 vectors, searched exactly by inner product.

    A row's id is its place, from 0. With normalised rows and queries the inner product
    is the cosine.
    """

    def __init__(self, vectors: Floats) -> None:
        """Take a matrix (n, d) of float32; ``ValueError`` for any other shape or type."""
        if vectors.ndim != 2 or vectors.dtype != np.float32:
            raise ValueError(
                f"vectors have shape {vectors.shape} and type {vectors.dtype}, "
                "expected (n, d) of float32"
            )
        self.vectors: Floats = np.ascontiguousarray(vectors)
        self._faiss = faiss.IndexFlatIP(vectors.shape[1])
        if len(vectors):
            self._faiss.add(self.vectors)

        self._moments = _moments(self.vectors)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.vectors)

    def search(self, query: Floats, k: int, *, allowed: Ids | None = None) -> tuple[Ids, Floats]:
        """Return the ids and inner products of the ``k`` best rows for one query (d,).

        Best first, equal scores by the smaller id; fewer than ``k`` where there are
        fewer rows. ``allowed`` holds the ids that may be found, and the ``k`` best of
        those come back exactly.
        """
        size = len(self) if allowed is None else len(allowed)
        count = min(k, size)
        if count < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if allowed is not None:
            selector = faiss.IDSelectorBatch(allowed)
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, ids = self._faiss.search(
            np.ascontiguousarray(query[None, :], dtype=np.float32), count, params=parameters
        )
        found = ids[0] >= 0
        order = np.lexsort((ids[0][found], -scores[0][found]))
        return ids[0][found][order], scores[0][found][order]

    def spread(self, query: Floats) -> tuple[float, float]:
        """Return mean and standard deviation of one query's products with all rows.

        (0, 0) where there is no row.
        """
        if self._moments is None:
            return 0.0, 0.0
        mean, covariance = self._moments
        variance = float(query @ covariance @ query)
        return float(query @ mean), math.sqrt(max(variance, 0.0))

    def scores(self, query: Floats, ids: Sequence[int] | Ids) -> Floats:
        """Return the inner products of one query (d,) with the named rows."""
        return self.vectors[np.asarray(ids, dtype=np.int64)] @ query


def _moments(vectors: Floats) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Return the mean (d,) and covariance (d, d) of the rows, ``None`` without rows."""
    if not len(vectors):
        return None
    exact = vectors.astype(np.float64)
    mean = exact.mean(axis=0)
    return mean, exact.T @ exact / len(exact) - np.outer(mean, mean)
