"""Drafts for annexes that a plan speaks of and its file does not hold."""

import re
from collections.abc import Mapping, Sequence

from assistant import wording
from assistant.answer import Reason
from assistant.draft import Draft, Statement
from assistant.evidence import Scored
from assistant.from_passages import NEAR, refused
from assistant.query import Query
from corpus.types import Plan, SectionKind, Span
from corpus.words import fold
from prompts.frames import frame

_ANNEX_NUMBER = re.compile(r"(?:phu luc|annex|appendix)\s+(?:so\s+)?(\d{1,2}|[ivx]+)\b")
_REFERS = re.compile(r"[^\n.;]*\b[Pp]hụ lục\b[^\n.;]*")


def draft_missing_annex(
    query: Query, plans: Mapping[str, Plan], ranked: Sequence[Scored]
) -> Draft | None:
    """Return that the file lacks the annex that is asked for; ``None`` where it is there."""
    if not query.annex:
        return None
    best = ranked[0] if ranked else None
    if best is not None and best.coverage >= NEAR and not query.places:
        plan, section = plans[best.passage.span.plan], best.passage.span.section
        if plan.section(section).kind is SectionKind.ROW:
            return None  # a row of an annex that is here says it
    number = _ANNEX_NUMBER.search(fold(query.question))
    statements: list[Statement] = []
    for plan_id in query.plans:
        plan = plans[plan_id]
        if any(s.kind is SectionKind.ANNEX for s in plan.sections):
            if query.places:
                return None
            continue
        refers = [m for m in _REFERS.finditer(plan.text) if m[0].strip()]
        if number:
            wanted = re.compile(rf"phu luc (?:so )?{number[1]}\b")
            refers = [m for m in refers if wanted.search(fold(m[0]))] or refers
        if refers:
            place = _place(plan, refers[0].start(), refers[0].end())
            text = frame(query.language, "annex_missing", province=wording.province(plan))
            statements.append(Statement(text, (place,), quotes=(place,)))
    return refused(query, Reason.ANNEX_MISSING, statements) if statements else None


def _place(plan: Plan, start: int, end: int) -> Span:
    while plan.text[start].isspace():
        start += 1
    section = next(s for s in plan.sections if s.start <= start < s.end)
    return Span(plan.id, section.id, start, end)
