"""The chain: question → query → evidence → draft → verified draft, as LangChain runnables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.composing import Found, first_proved, found_for
from assistant.concepts import mostly_marked
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.query import Query
from assistant.restored import with_marks
from assistant.retriever import PlanRetriever
from corpus.restoring import restorer
from corpus.types import Plan
from index.lexical import phrase_terms, query_terms
from index.search import Index

WORDINGS = 3
TERM_WEIGHT = 0.7
NEAR_WORDINGS = 6
NEAR_WEIGHT = 0.7
RESTORED_WEIGHT = 0.5  # of words with the marks put back, beside those typed without them


@dataclass(frozen=True, slots=True)
class Ground:
    """What questions are answered from: the plans, their evidence and the index."""

    plans: Mapping[str, Plan]
    evidence: Evidence
    index: Index


def retrieve(ground: Ground, query: Query) -> tuple[tuple[str, str], ...]:
    """Return the (plan, section) of the chunks found, best first, each once."""
    terms: dict[str, float] = {}
    wordings: list[str] = []
    if query.language == "en":
        for concept in query.concepts:
            for wording in concept.alternatives[:WORDINGS]:
                text = " ".join(wording)
                for term, weight in query_terms(text).items():
                    share = (
                        weight
                        * TERM_WEIGHT
                        * concept.weight
                        / min(WORDINGS, len(concept.alternatives))
                    )
                    terms[term] = max(terms.get(term, 0.0), share)
        wordings = [" ".join(" ".join(c.alternatives[0]) for c in query.concepts)]
    else:
        terms = _near_terms(query)
        if not mostly_marked(query.standalone):
            beside = with_marks(query.standalone, restorer(tuple(ground.plans.values())))
            for term, weight in phrase_terms([(beside, RESTORED_WEIGHT)]).items():
                terms[term] = max(terms.get(term, 0.0), weight)
            wordings = [beside] if beside != query.standalone else []
    retriever = PlanRetriever(
        index=ground.index, plans=query.plans, terms=terms or None, wordings=wordings
    )
    documents = retriever.invoke(query.standalone)
    keys = [(d.metadata["plan"], d.metadata["section"]) for d in documents]
    return tuple(dict.fromkeys(keys))


def _near_terms(query: Query) -> dict[str, float]:
    """Return the terms near in meaning to those of a Vietnamese question, with weights."""
    terms: dict[str, float] = {}
    for concept in query.concepts:
        for wording in concept.near[:NEAR_WORDINGS]:
            for term, weight in query_terms(" ".join(wording)).items():
                share = weight * NEAR_WEIGHT * concept.weight / NEAR_WORDINGS
                terms[term] = max(terms.get(term, 0.0), share)
    return terms


def chain_of(ground: Ground) -> Runnable[Query, Draft]:
    """Return the runnable from a query to its verified draft."""

    def gather(query: Query) -> Found:
        return found_for(query, ground.plans, ground.evidence, retrieve(ground, query))

    return RunnableLambda(gather, name="evidence") | RunnableLambda(first_proved, name="draft")


def sections_for(ground: Ground, query: Query) -> Sequence[tuple[str, str]]:
    """Return the sections that retrieval finds, for evaluation."""
    return retrieve(ground, query)
