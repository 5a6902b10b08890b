"""Follow-up questions: what one leaves out is taken from the question before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.draft import Draft
from assistant.from_rows import ACTING
from assistant.home import heard, joined, only_tells, written_for
from assistant.language import language_of
from assistant.query import Concept, Home, Kind, Query
from assistant.referring import names_body, reference_of, with_body
from assistant.understanding import understand
from assistant.wording import names
from corpus.types import Plan, Role
from corpus.words import fold

MOST_MEANT = 2  # "that department" can be two that lead together, not a list

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


Answered = Callable[[Query], Draft]


def follow(
    before: Query | None,
    question: str,
    plans: Sequence[Plan],
    only: Sequence[str],
    answered: Answered | None = None,
) -> Query:
    """Return a question as understood after the one before it.

    A question without a subject of its own, or that opens as one that goes on, takes
    subject, role and places from the one before where it names none; any other stands
    alone. ``answered`` gives the draft that answered a question, for one that points at
    what was answered ("that department", "the second one"). What a person says of himself
    is kept for the questions after it.
    """
    language = language_of(question)
    said = heard(question, plans, language)
    home = joined(before.home if before else Home(), said)
    text, unknown = written_for(question, home, language)
    pointed = _pointing(before, text, plans, answered)
    query = pointed or _followed(before, text, plans, only)
    if unknown and not query.actors:
        query = replace(query, unknown_home=True)
    if only_tells(question, said):
        query = replace(query, only_tells=True)
    return replace(_at_home(query, home, plans, only), question=query.question, home=home)


def _at_home(query: Query, home: Home, plans: Sequence[Plan], only: Sequence[str]) -> Query:
    """Return a question that names no province as one about the person's own."""
    own = tuple(
        p.id for p in plans if p.facts.province == home.place and (not only or p.id in only)
    )
    if not own or query.places or query.unknown_place or query.each_place:
        return query
    told = f"{query.standalone} ({home.place})"
    return replace(query, plans=own, places=(home.place or "",), standalone=told)


def _pointing(
    before: Query | None, question: str, plans: Sequence[Plan], answered: Answered | None
) -> Query | None:
    """Return a question that points at the answer before it, or ``None``."""
    if before is None or answered is None:
        return None
    pointed = reference_of(question)
    told = f"{before.standalone} → {question}"
    asked = before.before or before
    if pointed.more:
        return replace(asked, standalone=told, more=True, before=asked)
    if pointed.item:
        query = understand(question, plans)
        whole = query.places or query.actors or query.indices
        if whole:
            return None
        meant = replace(asked, standalone=told, item=pointed.item, before=asked)
        return replace(meant, role=query.role, kind=query.kind)
    if before.kind is not Kind.WHO or not names_body(question, before.language):
        return None
    rows = answered(before).rows
    wanted = before.role if before.role is not Role.LEAD else None
    acting = [row for row in rows if row.role in ((wanted,) if wanted else ACTING)]
    bodies = list(dict.fromkeys(row.agency for row in acting))
    if not 0 < len(bodies) <= MOST_MEANT:
        return None
    text = with_body(question, [names([b], before.language) for b in bodies], before.language)
    query = understand(text, plans, before.plans, before.language)
    if query.kind is Kind.WHO or query.places:
        return None  # "who helps them": the duty is meant, not another of the body
    place = ", ".join(before.places)
    told = f"{text} ({place})" if place else text
    return replace(query, standalone=told, places=before.places, plans=before.plans)


def _followed(
    before: Query | None, question: str, plans: Sequence[Plan], only: Sequence[str]
) -> Query:
    """Return a question as understood after the one before, by its own words alone."""
    query = understand(question, plans, only)
    if before is None or before.only_tells:
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
