"""Follow-up questions: what one leaves out is taken from the question before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.query import Kind, Query
from assistant.understanding import understand
from corpus.types import Plan
from corpus.words import fold

_GOES_ON = re.compile(
    r"^(?:con|the con|vay con|va|nhung|o|tai|the|rieng)\b|\bthi sao\b|"
    r"^(?:and|what about|how about|then|also|but|who else|what else|in)\b"
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
    if before is None or not _leans(query):
        return query
    own = bool(query.concepts)
    bare_place = bool(query.places) and not own
    kind = before.kind if query.kind is Kind.WHAT else query.kind
    return replace(
        query,
        standalone=f"{before.standalone} → {question}",
        language=query.language,
        kind=kind,
        role=query.role or (before.role if kind is before.kind else None),
        plans=query.plans if query.places or query.unknown_place else before.plans,
        places=query.places or before.places,
        bodies=query.bodies or (() if own else before.bodies),
        actors=query.actors or (() if own else before.actors),
        indices=query.indices or (() if own and not bare_place else before.indices),
        concepts=query.concepts or before.concepts,
    )


def _leans(query: Query) -> bool:
    """Tell whether a question cannot stand alone."""
    if not query.concepts:
        return True
    opened = _GOES_ON.search(fold(query.question).strip())
    return bool(opened) and len(query.concepts) <= 2
