"""The index as it is asked: a question in, chunks with their scores out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UnknownPlanError
from corpus.types import Chunk, Plan
from index.dense import DenseIndex
from index.encoder import Encoder
from index.hybrid import HybridIndex
from index.lexical import LexicalIndex
from index.parts import Part


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found; scores are higher for better.

    ``score`` is the fused one, by which hits are ordered (about 1 for the best chunk of
    a question whose words are all known); ``dense`` the cosine (-1 to 1), ``lexical``
    the BM25 sum (0: no word in common).
    """

    chunk: Chunk
    score: float
    dense: float
    lexical: float


class Index:
    """A loaded build: immutable, so it can be searched from several threads."""

    def __init__(
        self,
        build_id: str,
        plans: Sequence[Plan],
        parts: Sequence[Part],
        encoder: Encoder,
        source_hash: str = "",
    ) -> None:
        """Join the parts of the plans, one each, in the same order.

        ``source_hash`` is :attr:`index.manifest.Manifest.source_hash` of the build.
        """
        self.build_id = build_id
        self.source_hash = source_hash
        self.encoder = encoder
        self.chunks = tuple(chunk for part in parts for chunk in part.chunks)
        self._plans = {plan.id: plan for plan in plans}
        self._rows = _rows_by_plan(parts, plans)
        vectors = [part.vectors for part in parts]
        self._hybrid = HybridIndex(
            encoder,
            DenseIndex(np.concatenate(vectors)),
            LexicalIndex([part.terms for part in parts]),
        )

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that were indexed."""
        return tuple(self._plans.values())

    def text(self, chunk: Chunk) -> str:
        """Return the chunk's words, exactly as the plan has them."""
        return self._plans[chunk.plan].text[chunk.start : chunk.end]

    def headings(self, chunk: Chunk) -> tuple[str, ...]:
        """Return the printed headings that the chunk stands under, from the top down."""
        return self._plans[chunk.plan].headings(chunk.section)

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        plans: Collection[str] | None = None,
        extra: Mapping[str, float] | None = None,
        dense_queries: Sequence[str] = (),
    ) -> list[Hit]:
        """Return the ``k`` best chunks, best first; fewer where fewer match.

        ``plans`` are the ids of the plans to look in (``None``: all); the result is the
        best of those exactly. ``extra`` are weighted lexical terms beside the
        question's own (:func:`index.lexical.query_terms` makes them of a text),
        ``dense_queries`` other wordings of the question, such as a translation. Equal
        scores go by the place in the index. ``UnknownPlanError`` for a plan that is not
        in the index, ``ValueError`` for a ``k`` below 1.
        """
        found = self._hybrid.search(
            query, k, allowed=self._allowed(plans), extra=extra, dense_queries=dense_queries
        )
        return [Hit(self.chunks[one.row], one.score, one.dense, one.lexical) for one in found]

    def _allowed(self, plans: Collection[str] | None) -> NDArray[np.int64] | None:
        if plans is None:
            return None
        for plan in plans:
            if plan not in self._rows:
                known = ", ".join(sorted(self._rows))
                raise UnknownPlanError(f"There is no plan {plan!r}; there are: {known}.")
        if not plans:
            return np.empty(0, np.int64)
        return np.concatenate([self._rows[plan] for plan in sorted(set(plans))])


def _rows_by_plan(parts: Sequence[Part], plans: Sequence[Plan]) -> dict[str, NDArray[np.int64]]:
    rows: dict[str, NDArray[np.int64]] = {}
    first = 0
    for plan, part in zip(plans, parts, strict=True):
        rows[plan.id] = np.arange(first, first + len(part.chunks), dtype=np.int64)
        first += len(part.chunks)
    return rows
