"""The second look at what was found: sections ordered anew by their best sentence.

Words and vectors find whole chunks; how much of what a question is about one sentence
covers says more about which section answers it. Both are added, the best chunk's fused
score being 1. The weight of the sentence was chosen on the development split: of 0 to 2,
the smallest whose mean reciprocal rank lies within a standard error of the best (Breiman
et al., 1984, the one-standard-error rule).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from assistant.evidence import Evidence, Passage
from assistant.query import Query

FOUND = 20  # chunks that are ordered anew
SENTENCE_WEIGHT = 0.5
KeyT = TypeVar("KeyT", bound=Hashable)


def reranked(
    query: Query,
    found: Iterable[tuple[KeyT, float]],
    sentences: Mapping[KeyT, Sequence[Passage]],
    weights: Mapping[KeyT, Sequence[float]],
    evidence: Evidence,
) -> list[KeyT]:
    """Return the keys found, each once, best first.

    ``found`` are keys with their fused scores, ``sentences`` what stands under each,
    ``weights`` those of the question's concepts there. Equals keep their order.
    """
    scores: dict[KeyT, float] = {}
    for key, score in found:
        scores[key] = max(score, scores.get(key, score))
    # All may lie below zero: in one plan, for a question that it has no words of.
    top = abs(max(scores.values(), default=0.0)) or 1.0

    def whole(key: KeyT) -> float:
        best = max(
            (evidence.score(query, one, weights[key]).score for one in sentences.get(key, ())),
            default=0.0,
        )
        return scores[key] / top + SENTENCE_WEIGHT * best

    return sorted(scores, key=whole, reverse=True)
