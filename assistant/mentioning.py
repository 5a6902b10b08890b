"""Which plans speak of something: a body, or words; each with the first place where it does."""

from collections.abc import Mapping
from dataclasses import replace

from assistant import wording
from assistant.answer import Reason, Status
from assistant.draft import Draft, Statement
from assistant.evidence import Evidence
from assistant.from_passages import told
from assistant.matching import match
from assistant.patterns import any_of
from assistant.query import Query
from assistant.terms import FAINT
from corpus import agencies, duty_text
from corpus.types import Plan, Span
from corpus.words import fold
from prompts.frames import frame

_ASKS = any_of(
    r"\b(?:ke hoach|tinh|van ban) nao\b.{0,30}\b(?:nhac|noi|de cap|neu|co|xuat hien)\b",
    r"\b(?:xuat hien|co mat|co ten|duoc nhac) .{0,30}\b(?:ke hoach|tinh) nao\b",
    r"\bke hoach\b.{0,30}\bco (?:nhac|noi|de cap)\b",
    r"\bplans?\b.{0,20}\b(?:mention|speak of|talk about|refer to)\b",
    r"\b(?:which|what|any) (?:\w+ )?(?:plans?|provinces?)\b.{0,30}"
    r"\b(?:mention|speak|talk|refer|name|cover)",
)


def draft_mentions(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return plan by plan whether it names what is asked, with the first sentence that does."""
    every = tuple(c for c in query.concepts if not c.passing)
    subject = tuple(c for c in every if c.name not in FAINT) or every
    if not _ASKS.search(fold(query.question)) or not subject:
        return None
    query = replace(query, concepts=subject)
    statements: list[Statement] = []
    named = False
    for plan_id in query.plans:
        plan = plans[plan_id]
        place = _first(query, plan, evidence)
        if place is not None:
            named = True
            statements += told(query, plans, [place])
            continue
        named_so = wording.names(query.bodies, query.language) if query.bodies else _words(query)
        text = frame(
            query.language, "body_absent", bodies=named_so, province=wording.province(plan)
        )
        statements.append(Statement(text, bare=True))
    if not named:
        return Draft(Status.NOT_IN_PLANS, Reason.PLAN_SILENT, "none", tuple(statements))
    return Draft(Status.ANSWERED, None, "passages", tuple(statements))


def _words(query: Query) -> str:
    """Return the words asked about, as the question has them."""
    return "“" + ", ".join(" ".join(c.alternatives[0]) for c in query.concepts) + "”"


def _first(query: Query, plan: Plan, evidence: Evidence) -> Span | None:
    """Return the first sentence of a plan that names all bodies, or all words, asked about."""
    passages = [p for p in evidence.passages if p.span.plan == plan.id]
    if query.bodies:
        for passage in passages:
            span = passage.span
            found = [m.agency for m in duty_text.mentions(plan.text, span.start, span.end)]
            if all(any(agencies.same(b, f) for f in found) for b in query.bodies):
                return span
        return _in_headings(query, plan)
    for passage in passages:
        if all(match(concept, passage.text) == 1 for concept in query.concepts):
            return passage.span
    return None


def _in_headings(query: Query, plan: Plan) -> Span | None:
    for section in plan.sections:
        place = section.heading_start, section.heading_end
        found = [m.agency for m in duty_text.mentions(plan.text, *place)]
        if found and all(any(agencies.same(b, f) for f in found) for b in query.bodies):
            return Span(plan.id, section.id, *place)
    return None
