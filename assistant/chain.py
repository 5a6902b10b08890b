"""The chain: question → query → evidence → draft → verified draft, as LangChain runnables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.composing import Found, first_proved, found_for
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.query import Query
from assistant.reranking import FOUND, reranked
from assistant.restored import restored_beside
from assistant.retrieved import Retrieved
from assistant.retriever import PlanRetriever
from assistant.widening import widening
from corpus.types import Plan
from index.search import Index

KEPT = 12  # sections


@dataclass(frozen=True, slots=True)
class Ground:
    """What questions are answered from: the plans, their evidence and the index."""

    plans: Mapping[str, Plan]
    evidence: Evidence
    index: Index


def retrieve(ground: Ground, query: Query) -> Retrieved:
    """Return the sections of the chunks found, best first, each once.

    More are found than are kept, and are ordered anew (:mod:`assistant.reranking`).
    """
    more = widening(
        query.language,
        query.concepts,
        query.standalone,
        restored_beside(query, tuple(ground.plans.values())),
    )
    retriever = PlanRetriever(
        index=ground.index,
        k=FOUND,
        plans=query.plans,
        terms=more.terms or None,
        wordings=more.wordings,
    )
    documents = retriever.invoke(query.standalone)
    found = [((d.metadata["plan"], d.metadata["section"]), d.metadata["score"]) for d in documents]
    weights = ground.evidence.weights(query)
    ordered = reranked(
        query,
        found,
        ground.evidence.by_section,
        {key: weights[key[0]] for key, _ in found},
        ground.evidence,
    )
    words: dict[tuple[str, str], float] = {}
    for d in documents:
        key = (d.metadata["plan"], d.metadata["section"])
        words[key] = max(words.get(key, 0.0), d.metadata["lexical"])
    kept = tuple(ordered[:KEPT])
    return Retrieved(kept, tuple(words[key] for key in kept))


def evidence_of(ground: Ground) -> Runnable[Query, Found]:
    """Return the runnable from a query to what there is to answer it from."""

    def gather(query: Query) -> Found:
        return found_for(query, ground.plans, ground.evidence, retrieve(ground, query))

    return RunnableLambda(gather, name="evidence")


def chain_of(ground: Ground) -> Runnable[Query, Draft]:
    """Return the runnable from a query to its verified draft."""
    return evidence_of(ground) | RunnableLambda(first_proved, name="draft")


def sections_for(ground: Ground, query: Query) -> Sequence[tuple[str, str]]:
    """Return the sections that retrieval finds, for evaluation."""
    return retrieve(ground, query).sections
