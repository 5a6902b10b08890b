"""Drafts that count duties by their time, role or target."""

import re
from collections.abc import Callable, Mapping, Sequence

from assistant import wording
from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.duties import Duty, duties_of
from assistant.duty_choice import ACTING
from assistant.duty_lists import LONGEST_LIST
from assistant.from_rows import proof_of, task_of
from assistant.patterns import any_of
from assistant.query import Query
from assistant.verifying import counted
from corpus.types import Assignment, Plan, Role, SectionKind
from corpus.values import values
from corpus.words import fold
from prompts.frames import frame

_COUNTS = any_of(
    r"\b(?:bao nhieu|may) (?:noi dung|nhiem vu|viec|muc|chi tieu|dau viec)\b",
    r"\bhow many (?:of (?:the )?)?(?:\w+ ){0,2}"
    r"(?:items|tasks|duties|targets|sections|points|parts|indicators)\b",
)
_CONTINUOUS = any_of(r"\bthuong xuyen\b", r"\b(?:ongoing|continuous\w*|regular\w*|all year)\b")
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.COORDINATE,
        any_of(
            r"\b(?:don vi|co quan) phoi hop\b",
            r"\bco-?(?:ordinat|operat)ing (?:unit|agency|body|bodies)\b",
        ),
    ),
    (
        Role.LEAD,
        any_of(r"\b(?:don vi|co quan) chu tri\b", r"\blead(?:ing)? (?:unit|agency|body)\b"),
    ),
    (Role.CARRY_OUT, any_of(r"\bdon vi thuc hien\b", r"\b(?:implementing|responsible) unit\b")),
)
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:%|phan tram|per ?cent)")
Keeps = Callable[[Duty], list[Assignment]]


def draft_count(query: Query, plans: Mapping[str, Plan]) -> Draft | None:
    """Return how many duties have the time, role or target that a question names, and which."""
    if not _COUNTS.search(fold(query.question)) or query.actors:
        return None
    keeps = _filter(fold(query.question), annex=query.annex)
    if keeps is None:
        return None
    statements: list[Statement] = []
    kept: list[Assignment] = []
    for plan_id in query.plans:
        plan = plans[plan_id]
        duties = [v.duty for v in duties_of(plan) if query.under(v.duty.section)]
        if query.annex:
            rows_only = SectionKind.ROW
            duties = [duty for duty in duties if plan.section(duty.section).kind is rows_only]
        found = [(rows, duty) for duty in duties if (rows := keeps(duty))]
        if found:
            statements += _list(query.language, plans[plan_id], found)
            kept += [row for rows, _ in found for row in rows]
    if not kept:
        return None
    return Draft(Status.ANSWERED, None, "register", tuple(statements), tuple(kept))


def _filter(plain: str, *, annex: bool) -> Keeps | None:
    """Return what tells the rows of a duty that are counted."""
    if _CONTINUOUS.search(plain):
        return lambda duty: [
            row for row in duty.rows if any(d.normal == "continuous" for d in row.deadlines)
        ]
    for role, pattern in _ROLES:
        if pattern.search(plain):
            return lambda duty, role=role: duty.of(role)  # type: ignore[misc]
    if percent := _PERCENT.search(plain):
        wanted = values(percent[1])
        return lambda duty: [
            row
            for row in duty.rows
            if any(t.unit == "%" and values(t.value) == wanted for t in row.targets)
        ]
    return (lambda duty: duty.of(*ACTING)) if annex else None


def _list(
    language: str, plan: Plan, found: Sequence[tuple[list[Assignment], Duty]]
) -> list[Statement]:
    """Return how many duties there are, then the first ones."""
    every = [row for rows, _ in found for row in rows]
    text = frame(
        language,
        "counted" if len(found) > 1 else "counted_one",
        province=wording.province(plan),
        count=str(counted(every)),
    )
    told = [Statement(text, proof_of(every), tuple(every), counted=True)]
    for rows, duty in found[:LONGEST_LIST]:
        line = frame(language, "counted_line", task=task_of(duty, language))
        told.append(Statement("- " + line, proof_of(rows[:1]), tuple(rows[:1])))
    return told
