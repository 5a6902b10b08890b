"""Whom to turn to with a problem: from what people tell to the duty, and the body, of a plan."""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant import asking
from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.duties import Duty, duties_of
from assistant.evidence import Evidence
from assistant.from_rows import ACTING, told_of, weigh
from assistant.query import Kind, Query
from corpus import agencies
from corpus.types import Plan
from corpus.words import fold
from prompts.frames import frame

ENOUGH = 0.7
OF_ITS_INDEX = 0.2  # the sub-index of a topic, where the plan shares it out
CLOSE = 0.97
_WHAT = re.compile(r"\b(?:nao|gi|what|which)\b")  # something else than help is asked for
MOST = 2  # bodies


def _many(body: str) -> bool:
    """Tell whether a body is a group or its heads: nobody can turn to all of them."""
    listed = agencies.agency(body)
    return listed is not None and listed.kind in ("group", "head")


def draft_whom(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return the bodies that the plans make responsible for the matter of a problem."""
    topics = [concept for concept in query.concepts if concept.topic is not None]
    if not topics or not asking.PLEA.search(fold(query.standalone)):
        return None
    what = query.kind is Kind.WHAT and not _WHAT.search(fold(query.question))
    if not (query.kind is Kind.WHO or what) or query.indices or query.actors:
        return None
    subject = [replace(concept, passing=False) for concept in topics]
    others = [replace(c, passing=True) for c in query.concepts if c.topic is None and not c.loose]
    asked = replace(query, concepts=(*subject, *others), role=None, kind=Kind.WHO)
    weights = evidence.weights(asked)
    indices = {concept.topic for concept in topics}
    scored: list[tuple[float, Duty]] = []
    for plan_id in query.plans:
        for view in duties_of(plans[plan_id]):
            if any(not _many(row.agency) for row in view.duty.of(*ACTING)):
                score = weigh(asked, view, evidence, weights[plan_id])
                score += OF_ITS_INDEX * bool(view.indices & indices)
                scored.append((score, view.duty))
    best = max((score for score, _ in scored), default=0.0)
    if best < ENOUGH:
        return None
    chosen = [duty for score, duty in scored if score >= CLOSE * best]
    if len({row.agency for duty in chosen for row in duty.of(*ACTING)}) > MOST:
        return None  # a wrong door is worse than none
    statements: list[Statement] = [Statement(frame(query.language, "responsible"), bare=True)]
    statements += [s for duty in chosen for s in told_of(asked, duty)]
    rows = tuple(row for duty in chosen for row in duty.rows)
    return Draft(Status.ANSWERED, None, "register", tuple(statements), rows)
