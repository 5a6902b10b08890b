"""Hybrid search over passages: words and vectors, each bringing rows, one score for both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.encoder import Encoder
from index.fusion import Fusion, fuse, standardised
from index.lexical import LexicalIndex, best_rows, count_terms, query_terms
from index.passages import Passage

DEPTH = 100


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row that was found; scores are higher for better.

    ``score`` is the fused one, ``dense`` the best cosine of the row with the question
    or one of its other wordings, ``lexical`` the BM25 sum.
    """

    row: int
    score: float
    dense: float
    lexical: float


class HybridIndex:
    """Searches rows that have both a vector and counted terms."""

    def __init__(
        self,
        encoder: Encoder,
        dense: DenseIndex,
        lexical: LexicalIndex,
        fusion: Fusion = fuse,
    ) -> None:
        """Join the two indexes; ``ValueError`` where they have not the same rows.

        ``fusion`` is another than the product's only where fusions are compared.
        """
        if len(dense) != len(lexical):
            raise ValueError(f"{len(dense)} vectors for {len(lexical)} rows of terms")
        self._encoder = encoder
        self._dense = dense
        self._lexical = lexical
        self._fuse = fusion

    @classmethod
    def of(cls, encoder: Encoder, items: Sequence[Passage]) -> "HybridIndex":
        """Build an index in memory over any passages (used to measure the retriever)."""
        vectors = encoder.encode_passages([passage.text for passage in items])
        return cls(encoder, DenseIndex(vectors), LexicalIndex([count_terms(items)]))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._dense)

    def search(
        self,
        query: str,
        k: int,
        *,
        allowed: NDArray[np.int64] | None = None,
        extra: Mapping[str, float] | None = None,
        dense_queries: Sequence[str] = (),
    ) -> list[Ranked]:
        """Return the ``k`` best rows, best first, equal scores by the smaller row.

        ``allowed`` holds the rows that may be found. ``extra`` are weighted terms beside
        the question's own, ``dense_queries`` other wordings of it, of which the nearest
        counts for each row. Words and vectors bring their ``DEPTH`` best each (or ``k``,
        if more) to be scored together (:mod:`index.fusion`). ``ValueError`` for a ``k``
        below 1.
        """
        if k < 1:
            raise ValueError(f"k is {k}, it must be at least 1")
        terms = query_terms(query)
        for term, weight in (extra or {}).items():
            terms[term] = max(terms.get(term, 0.0), weight)
        lexical = self._lexical.scores(terms)
        encoded = self._encoder.encode_queries([query, *dense_queries])
        vectors = [vector for vector in encoded if vector.any()]
        rows = self._candidates(lexical, vectors, max(k, DEPTH), allowed)
        cosines = np.zeros((max(len(vectors), 1), len(rows)))
        dense = np.zeros_like(cosines)
        for number, vector in enumerate(vectors):
            cosines[number] = self._dense.scores(vector, rows)
            dense[number] = standardised(cosines[number], *self._dense.spread(vector))
        known = self._lexical.coverage(terms)
        fused = self._fuse(lexical[rows], dense.max(axis=0), known)
        best = np.lexsort((rows, -fused))[:k]
        return [
            Ranked(
                row=int(rows[place]),
                score=float(fused[place]),
                dense=float(cosines[:, place].max()),
                lexical=float(lexical[rows[place]]),
            )
            for place in best
        ]

    def _candidates(
        self,
        lexical: NDArray[np.float64],
        vectors: Sequence[NDArray[np.float32]],
        depth: int,
        allowed: NDArray[np.int64] | None,
    ) -> NDArray[np.int64]:
        """Return the rows, ascending, that words or any of the vectors put in front."""
        found = {row for row, _ in best_rows(lexical, depth, allowed)}
        for vector in vectors:
            ids, _ = self._dense.search(vector, depth, allowed=allowed)
            found.update(ids.tolist())
        return np.array(sorted(found), dtype=np.int64)
