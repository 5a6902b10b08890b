"""From what was understood and found to a draft, by an ordered table of small strategies.

Each strategy answers or passes; the first draft whose statements are proved is the
answer. A language model, where there is one, writes in place of the last two.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant import wording
from assistant.answer import Reason, Status
from assistant.draft import Draft, Statement
from assistant.evidence import Evidence, Scored
from assistant.from_passages import NEAR, draft_passages, nearest, refused, scored, told
from assistant.from_rows import draft_duties, draft_premise, draft_who
from assistant.query import Kind, Query
from corpus.types import Plan, SectionKind, Span
from corpus.words import fold
from prompts.frames import frame

STRANGE = 0.4
HALF = 0.5
_SIGNED = re.compile(
    r"\b(?:ai|nguoi|can bo|lanh dao)(?: nao)? (?:da )?ky\b|\bky (?:ban )?(?:ke hoach|boi|"
    r"ten)\b|\bsigned\b|\bsignator|\bsigns\b|\bwho signed\b|\bsignature\b"
)
_RECIPIENTS = re.compile(
    r"noi nhan|gui (?:cho|den|toi) (?:nhung )?(?:ai|noi nao|co quan nao|don vi nao)|"
    r"recipient|\bcopied\b|\bcc\b|circulated|distribution list|(?:sent|addressed) to|"
    r"receives? (?:a )?cop"
)
_REFERS = re.compile(r"[^\n.;]*\b[Pp]hụ lục\b[^\n.;]*")


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to compose from: the plans, the evidence, the sections retrieved."""

    query: Query
    plans: Mapping[str, Plan]
    evidence: Evidence
    sections: tuple[tuple[str, str], ...]
    ranked: tuple[Scored, ...]


Strategy = Callable[[Found], Draft | None]


def found_for(
    query: Query,
    plans: Mapping[str, Plan],
    evidence: Evidence,
    sections: Sequence[tuple[str, str]],
) -> Found:
    """Weigh the sentences of the sections that retrieval found."""
    ranked = tuple(scored(query, evidence, sections))
    return Found(query, plans, evidence, tuple(sections), ranked)


def unclear(found: Found) -> Draft | None:
    """A question without a subject is asked back."""
    query = found.query
    if query.concepts or query.unknown_place or _facts_asked(query):
        return None
    back = Statement(frame(query.language, "rephrase"), bare=True)
    return Draft(Status.UNCLEAR, Reason.AMBIGUOUS, "none", (back,))


def unknown_place(found: Found) -> Draft | None:
    """A province without a plan here."""
    query = found.query
    if not query.unknown_place:
        return None
    names = ", ".join(dict.fromkeys(wording.province(p) for p in found.plans.values()))
    told_so = frame(query.language, "unknown_place", place=query.unknown_place, plans=names)
    return refused(query, Reason.UNKNOWN_PLACE, [Statement(told_so, bare=True)])


def missing_annex(found: Found) -> Draft | None:
    """What only an annex would say that the file does not hold."""
    query = found.query
    if not query.annex:
        return None
    statements: list[Statement] = []
    for plan_id in query.plans:
        plan = found.plans[plan_id]
        if any(s.kind is SectionKind.ANNEX for s in plan.sections):
            if query.places:
                return None
            continue
        refers = [m for m in _REFERS.finditer(plan.text) if m[0].strip()]
        for match in refers[:2]:
            place = _place(plan, match.start(), match.end())
            text = frame(query.language, "annex_missing", province=wording.province(plan))
            statements.append(Statement(text, (place,), quotes=(place,)))
            break
    return refused(query, Reason.ANNEX_MISSING, statements) if statements else None


def _place(plan: Plan, start: int, end: int) -> Span:
    while plan.text[start].isspace():
        start += 1
    section = next(s for s in plan.sections if s.start <= start < s.end)
    return Span(plan.id, section.id, start, end)


def _facts_asked(query: Query) -> bool:
    plain = fold(query.question)
    return bool(_SIGNED.search(plain) or _RECIPIENTS.search(plain))


def signed_or_sent(found: Found) -> Draft | None:
    """Who signed a plan, and who receives it: its last blocks say so."""
    query, plain = found.query, fold(found.query.question)
    kind = None
    if _SIGNED.search(plain):
        kind = SectionKind.SIGNATURE
    elif _RECIPIENTS.search(plain):
        kind = SectionKind.RECIPIENTS
    if kind is None or (
        len(query.plans) > 1
        and query.concepts
        and found.ranked
        and kind is SectionKind.RECIPIENTS
        and found.ranked[0].coverage > 0.8
    ):
        return None
    statements: list[Statement] = []
    for plan_id in query.plans:
        plan = found.plans[plan_id]
        sections = [s for s in plan.sections if s.kind is kind]
        for section in sections[:1]:
            end = section.start + len(plan.text[section.start : section.end].rstrip())
            place = Span(plan.id, section.id, section.start, end)
            if kind is SectionKind.SIGNATURE and plan.facts.signatory:
                text = frame(
                    query.language,
                    "signed",
                    province=wording.province(plan),
                    name=f"**{plan.facts.signatory}**",
                    title=plan.facts.signatory_title,
                )
                statements.append(Statement(text, (place,)))
            else:
                statements += told(query, found.plans, [place])
    return Draft(Status.ANSWERED, None, "passages", tuple(statements)) if statements else None


def who(found: Found) -> Draft | None:
    """Who leads, coordinates or carries out: rows of the register."""
    if found.query.kind is not Kind.WHO or found.query.needs:
        return None
    return draft_who(found.query, found.plans, found.evidence)


def premise(found: Found) -> Draft | None:
    """Whether, or why, a body does something: the register's rows, a wrong body corrected."""
    query = found.query
    if not (query.supposes and query.actors and query.role):
        return None
    return draft_premise(query, found.plans, found.evidence)


def duties(found: Found) -> Draft | None:
    """What a body has to do: rows of the register."""
    if found.query.kind is not Kind.DUTIES:
        return None
    return draft_duties(found.query, found.plans, found.evidence)


def passages(found: Found) -> Draft | None:
    """The best sentences of the plans."""
    return draft_passages(found.query, found.plans, found.ranked)


def silent(found: Found) -> Draft | None:
    """The plans do not say it; the nearest that they do say is named."""
    query = found.query
    best = max((s.coverage for s in found.ranked), default=0.0)
    strange = found.evidence.strangeness(query)
    outside = best < NEAR or (strange > STRANGE and best < HALF)
    reason = Reason.OUT_OF_SCOPE if outside else Reason.PLAN_SILENT
    told_so = Statement(frame(query.language, str(reason)), bare=True)
    near = [] if outside else nearest(query, found.plans, found.ranked)
    return refused(query, reason, [told_so, *near])


STRATEGIES: tuple[Strategy, ...] = (
    unclear,
    unknown_place,
    missing_annex,
    signed_or_sent,
    premise,
    duties,
    who,
    passages,
    silent,
)
