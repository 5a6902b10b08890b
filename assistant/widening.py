"""What is searched beside a question's own words: further terms, and wordings for vectors."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.language import ENGLISH_STOP
from assistant.query import Concept
from assistant.terms import spelt
from corpus import everyday
from index.lexical import query_terms

WORDINGS = 5
TERM_WEIGHT = 0.7
EVERYDAY_WEIGHT = 0.2
RESTORED_WEIGHT = 0.5  # of words with the marks put back, beside those typed without them
NEAR_WORDINGS = 6
NEAR_WEIGHT = 1.2


class Widening(NamedTuple):
    """Weighted lexical terms and other wordings of a question, to search with it."""

    terms: dict[str, float]
    wordings: tuple[str, ...]


def widening(
    language: str, concepts: Sequence[Concept], question: str = "", restored: str = ""
) -> Widening:
    """Return what a question's concepts add to its search.

    In English they are the Vietnamese wordings of each concept, which share its weight,
    the first of each as one wording of the whole, and what the question's words are in
    everyday Vietnamese; in Vietnamese what is near in meaning, as terms only, and the
    question with its marks put back (``restored``), as terms and as a wording.
    """
    if language != "en":
        near = _near_terms(concepts)
        if restored:
            _raise(near, restored.split(), RESTORED_WEIGHT)
        return Widening(near, (restored,) if restored else ())
    terms: dict[str, float] = {}
    for concept in concepts:
        share = TERM_WEIGHT * concept.weight / min(WORDINGS, len(concept.alternatives))
        for wording in concept.alternatives[:WORDINGS]:
            _raise(terms, wording, share)
    for expansion in everyday.expand_everyday(question):
        if expansion.english in ENGLISH_STOP:
            continue  # "may" is no May
        renderings = expansion.vietnamese[:WORDINGS]
        for rendering in renderings:
            _raise(terms, spelt(rendering), EVERYDAY_WEIGHT / len(renderings))
    return Widening(terms, (" ".join(" ".join(c.alternatives[0]) for c in concepts),))


def _near_terms(concepts: Sequence[Concept]) -> dict[str, float]:
    """Return the terms near in meaning to those of a Vietnamese question, with weights."""
    terms: dict[str, float] = {}
    for concept in concepts:
        for wording in concept.near[:NEAR_WORDINGS]:
            _raise(terms, wording, NEAR_WEIGHT * concept.weight / NEAR_WORDINGS)
    return terms


def _raise(terms: dict[str, float], wording: Sequence[str], share: float) -> None:
    """Give the terms of a wording at least their weight times ``share``."""
    for term, weight in query_terms(" ".join(wording)).items():
        terms[term] = max(terms.get(term, 0.0), weight * share)
