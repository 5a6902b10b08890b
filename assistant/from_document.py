"""Drafts from what a document says of itself, and from a section asked for by its name."""

import re
from collections.abc import Callable, Mapping

from assistant import wording
from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.evidence import Evidence
from assistant.from_passages import told
from assistant.matching import match, text_of
from assistant.query import Kind, Query
from corpus.sentences import sentences
from corpus.types import Plan, Section, SectionKind, Span
from prompts.frames import frame

MOST_PARTS = 5
ITSELF = frozenset({"ke hoach", "van ban", "noi dung", "plan", "document"})
_BASIS = re.compile(r"^(?:Căn cứ|Thực hiện|Theo|Xét)\b")
_BLANK = re.compile(r"ngày\s+(?:tháng|/)")
Facts = Callable[[Query, Plan], list[Statement]]


def draft_fact(query: Query, plans: Mapping[str, Plan]) -> Draft | None:
    """Return what the documents say of themselves: signature, number, date and so on."""
    tell = _FACTS.get(query.fact or "")
    if tell is None:
        return None
    statements = [s for plan_id in query.plans for s in tell(query, plans[plan_id])]
    return Draft(Status.ANSWERED, None, "passages", tuple(statements)) if statements else None


def _place(plan: Plan, start: int, end: int) -> Span:
    section = next(s for s in plan.sections if s.start <= start < s.end)
    return Span(plan.id, section.id, start, end)


def _whole(plan: Plan, section: Section) -> Span:
    end = section.start + len(plan.text[section.start : section.end].rstrip())
    return Span(plan.id, section.id, section.start, end)


def _signature(query: Query, plan: Plan) -> list[Statement]:
    signed = [s for s in plan.sections if s.kind is SectionKind.SIGNATURE]
    if not signed or not plan.facts.signatory:
        return []
    text = frame(
        query.language,
        "signed",
        province=wording.province(plan),
        name=f"**{plan.facts.signatory}**",
        title=wording.office(plan.facts.signatory_title, query.language),
    )
    return [Statement(text, (_whole(plan, signed[-1]),))]


def _recipients(query: Query, plan: Plan) -> list[Statement]:
    sections = [s for s in plan.sections if s.kind is SectionKind.RECIPIENTS]
    return told(query, {plan.id: plan}, [_whole(plan, sections[0])]) if sections else []


def _number(query: Query, plan: Plan) -> list[Statement]:
    line = re.search(r"(?m)^Số:?[^\n]*", plan.text)
    if not line:
        return []
    place = _place(plan, line.start(), line.end())
    province = wording.province(plan)
    if not plan.facts.number:
        text = frame(query.language, "fact_number_blank", province=province)
        return [Statement(text, (place,), quotes=(place,))]
    told_so = frame(query.language, "fact_number", province=province, value=plan.facts.number)
    return [Statement(told_so, (place,))]


def _date(query: Query, plan: Plan) -> list[Statement]:
    at = plan.text.find(plan.facts.date) if plan.facts.date else -1
    if at < 0:
        return []
    key = "fact_date_blank" if _BLANK.match(plan.facts.date) else "fact_date"
    text = frame(query.language, key, province=wording.province(plan), value=plan.facts.date)
    return [Statement(text, (_place(plan, at, at + len(plan.facts.date)),))]


def _basis(query: Query, plan: Plan) -> list[Statement]:
    opening = plan.sections[0]
    after = plan.text.find(plan.facts.title, opening.start, opening.end) if plan.facts.title else 0
    start = max(0, after) + len(plan.facts.title)
    found = [
        Span(plan.id, opening.id, first, last)
        for first, last in sentences(plan.text, start, opening.end)
        if _BASIS.match(plan.text[first:last])
    ]
    if not found:
        return []
    text = frame(query.language, "fact_basis", province=wording.province(plan))
    return [Statement(text, tuple(found), quotes=tuple(found))]


def _footnote(query: Query, plan: Plan) -> list[Statement]:
    notes = [_whole(plan, s) for s in plan.sections if s.kind is SectionKind.FOOTNOTE]
    if not notes:
        return []
    text = frame(query.language, "fact_footnote", province=wording.province(plan))
    return [Statement(text, tuple(notes), quotes=tuple(notes))]


_FACTS: dict[str, Facts] = {
    "basis": _basis,
    "date": _date,
    "footnote": _footnote,
    "number": _number,
    "recipients": _recipients,
    "signature": _signature,
}


def draft_section(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return what stands under a heading that the question names and asks nothing more of."""
    if query.kind is not Kind.WHAT or query.needs or not query.concepts:
        return None
    statements: list[Statement] = []
    for plan_id in query.plans:
        plan = plans[plan_id]
        light = evidence.title_concepts(query, plan_id)
        asked = [c for c in query.concepts if c.name not in light and c.name not in ITSELF]
        if not asked:
            continue
        for section in plan.sections:
            if section.kind is not SectionKind.HEADING:
                continue
            title = text_of(wording.title(section.heading))
            whole = all(match(concept, title) == 1 for concept in asked)
            if whole and _named(title.folded, query):
                statements += _under(query, plan, section, evidence)
                break
    return Draft(Status.ANSWERED, None, "passages", tuple(statements)) if statements else None


def _named(title: str, query: Query) -> bool:
    """Tell whether the question has (nearly) all words of the heading."""
    words = title.split()
    spoken = set(text_of(query.standalone).folded.split())
    return bool(words) and sum(word in spoken for word in words) >= 0.75 * len(words)


def _under(query: Query, plan: Plan, section: Section, evidence: Evidence) -> list[Statement]:
    """Return the first sentences under a heading, or under those that stand under it."""
    inner = [section.id, *(s.id for s in plan.sections if s.parent == section.id)]
    found: list[Statement] = []
    left = MOST_PARTS
    for section_id in inner:
        passages = evidence.by_section.get((plan.id, section_id), [])[:left]
        if passages:
            found += told(query, {plan.id: plan}, [p.span for p in passages])
            left -= len(passages)
        if left <= 0:
            break
    return found
