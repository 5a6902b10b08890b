"""Follow-up questions: what one leaves out is taken from the question before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.query import Concept, Kind, Query
from assistant.understanding import understand
from corpus.types import Plan
from corpus.words import fold

_GOES_ON = re.compile(
    r"^(?:con|the con|vay con|va|nhung|o|tai|the|rieng)\b|\bthi sao\b|"
    r"^(?:and|what about|how about|then|also|but|who else|what else|in)\b"
)
_OPENER = re.compile(
    r"^(?:(?:thế|vậy|the|vay)\s+)?(?:còn|con|và|va|nhưng|nhung)\s+|^(?:and|but|also|then)\s+"
    r"|^(?:what|how) about\s+",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:it|its|they|their|them|that (?:one|agency|body|plan|index)|this one)\b|"
    r"\b(?:co quan|so|don vi|viec|nhiem vu|chi so|ke hoach) (?:do|nay|ay)\b|\bho\b(?= phai| co)"
)


def follow(
    before: Query | None, question: str, plans: Sequence[Plan], only: Sequence[str]
) -> Query:
    """Return a question as understood after the one before it.

    A question without a subject of its own, or that opens as one that goes on, takes
    subject, role and places from the one before where it names none; any other stands
    alone.
    """
    query = understand(question, plans, only)
    if before is None:
        return query
    opened = bool(_GOES_ON.search(fold(question).strip()))
    if opened:
        bare = _OPENER.sub("", question, count=1) or question
        query = understand(bare, plans, only, query.language)
    if not _leans(query, opened):
        return query if not opened else replace(query, question=question)
    own = any(not c.body or c.body in query.actors for c in query.concepts)
    bare_place = bool(query.places) and not own
    kind = before.kind if query.kind is Kind.WHAT else query.kind
    new_subject = own and not _REFERS.search(fold(question))
    return replace(
        query,
        question=question,
        standalone=f"{before.standalone} → {question}",
        kind=kind,
        fact=query.fact or (before.fact if not own else None),
        role=query.role or (before.role if kind is before.kind else None),
        plans=query.plans if query.places or query.unknown_place else before.plans,
        places=query.places or before.places,
        bodies=query.bodies or (() if new_subject else before.bodies),
        actors=query.actors or (() if new_subject else before.actors),
        indices=query.indices or (() if new_subject and not bare_place else before.indices),
        concepts=_joined(query, before, new_subject),
    )


def _joined(query: Query, before: Query, new_subject: bool) -> tuple[Concept, ...]:
    """Return the new question's concepts, with those before where it only refers to them."""
    if not query.concepts:
        return before.concepts
    if new_subject:
        return query.concepts
    names = {concept.name for concept in query.concepts}
    return (*query.concepts, *(c for c in before.concepts if c.name not in names))


def _leans(query: Query, opened: bool) -> bool:
    """Tell whether a question cannot stand alone."""
    if not query.concepts and not query.fact:
        return True
    if _REFERS.search(fold(query.question)):
        return True
    return opened and len(query.concepts) <= 3
