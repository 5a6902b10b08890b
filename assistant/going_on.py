"""Drafts for what goes on from the answer before: the rest of it, or one thing that it listed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant import wording
from assistant.answer import Reason, Status
from assistant.draft import Draft, Statement
from assistant.duties import Duty, duties_of
from assistant.duty_lists import duty_line
from assistant.evidence import Scored
from assistant.from_passages import NEAR, header_of, refused, told
from assistant.from_rows import told_of
from assistant.query import LAST, Kind, Query
from corpus.types import Assignment, Plan, Role, SectionKind, Span
from prompts.frames import frame

MOST_ROWS = 30
MOST_PASSAGES = 3
_T = TypeVar("_T")


def draft_home(query: Query) -> Draft | None:
    """Return the reply to who says where he is, or asks about a department never named."""
    if query.only_tells:
        known = [wording.names([query.home.body], query.language)] if query.home.body else []
        known += [query.home.place] if query.home.place else []
        text = frame(query.language, "noted", home=", ".join(known))
    elif query.unknown_home:
        text = frame(query.language, "which_body")
    else:
        return None
    return Draft(Status.UNCLEAR, Reason.AMBIGUOUS, "none", (Statement(text, bare=True),))


def draft_more(
    query: Query, before: Sequence[Draft], plans: Mapping[str, Plan], ranked: Sequence[Scored]
) -> Draft:
    """Return what the answer before counted but did not list, else what is told near it.

    ``before`` holds that answer and what was told of its rest since.
    """
    base = before[0]
    statements_before = [s for draft in before for s in draft.statements]
    listed = {row for s in statements_before if not s.counted for row in s.asserts}
    rest = [row for row in base.rows if row not in listed][:MOST_ROWS]
    if rest:
        lines = [duty_line(query.language, row, duty_of(row, plans[row.plan])) for row in rest]
        first = Statement(frame(query.language, "more_duties"), bare=True)
        return Draft(Status.ANSWERED, None, "register", (first, *lines), tuple(rest))
    used = {place for s in statements_before for place in (*s.proof, *s.quotes)}
    near = [s for s in ranked if s.coverage >= NEAR and not _shown(s.passage.span, used)]
    statements: list[Statement] = []
    for one in near[:MOST_PASSAGES]:
        statements += told(query, plans, [one.passage.span])
    if not statements or base.status not in (Status.ANSWERED, Status.PARTIAL):
        nothing = Statement(frame(query.language, "no_more"), bare=True)
        return refused(query, Reason.PLAN_SILENT, [nothing])
    first = Statement(frame(query.language, "more_said"), bare=True)
    return Draft(Status.ANSWERED, None, "passages", (first, *statements))


def _shown(place: Span, used: set[Span]) -> bool:
    return any(
        place.plan == other.plan and place.start < other.end and other.start < place.end
        for other in used
    )


def draft_item(query: Query, base: Draft, plans: Mapping[str, Plan]) -> Draft | None:
    """Return one of the things that the answer before listed, in full; ``None``: no such one.

    Duties are counted in the order in which they were told, else the passages quoted.
    """
    listed = [row for s in base.statements if not s.counted for row in s.asserts]
    tasks: dict[tuple[str, int], Assignment] = {}
    for row in (*listed, *base.rows):
        tasks.setdefault((row.plan, row.task_span.start), row)
    shown = {(row.plan, row.task_span.start) for row in listed}
    quoted = list(dict.fromkeys(s.proof[-1] for s in base.statements if s.verbatim))
    if tasks and (len(tasks) > 1 or len(quoted) < 2):
        known = list(tasks.values())
        last = known[: len(shown)] if query.points.item == LAST and shown else known
        chosen = _nth(last, query.points.item)
        if chosen is None:
            return _no_such(query, len(known))
        return _whole(query, duty_of(chosen, plans[chosen.plan]))
    place = _nth(quoted, query.points.item) if len(quoted) > 1 else None
    if place is None:
        return None
    return Draft(Status.ANSWERED, None, "passages", tuple(told(query, plans, [place])))


def _no_such(query: Query, count: int) -> Draft:
    """Return that the answer before has no such one of its ``count`` things."""
    text = frame(query.language, "no_such_item", count=str(count))
    return Draft(Status.UNCLEAR, Reason.AMBIGUOUS, "none", (Statement(text, bare=True),))


def draft_where(query: Query, base: Draft, plans: Mapping[str, Plan]) -> Draft | None:
    """Return the headings under which the answer before stands, with their numbers."""
    places = dict.fromkeys((p.plan, p.section) for s in base.statements for p in s.proof)
    statements: dict[str, Statement] = {}
    for plan_id, section in list(places)[:MOST_PASSAGES]:
        plan = plans[plan_id]
        headed = [s for s in plan.path(section) if s.heading]
        if not headed:
            continue
        path = " › ".join(s.heading.strip(" :;") for s in headed)
        text = frame(query.language, "stands_in", province=wording.province(plan), path=path)
        proof = tuple(Span(plan_id, s.id, s.heading_start, s.heading_end) for s in headed)
        statements.setdefault(text, Statement(text, proof))  # a table's rows stand in one place
    if not statements:
        return None
    return Draft(Status.ANSWERED, None, "passages", tuple(statements.values()))


def _nth(items: Sequence[_T], number: int) -> _T | None:
    if number == LAST:
        return items[-1]
    return items[number - 1] if number <= len(items) else None


def _whole(query: Query, duty: Duty) -> Draft:
    """Return all of a duty: who, with whom, by when, and its words."""
    asked = replace(query, kind=Kind.WHEN if query.kind is Kind.WHEN else Kind.WHO)
    statements: list[Statement] = []
    if query.role is Role.COORDINATE:
        others = [r for r in duty.of(Role.COORDINATE) if r.agency not in query.actors]
        if not others:
            asked = replace(asked, role=None)
            statements.append(Statement(frame(query.language, "no_helpers"), bare=True))
    told_here = told_of(asked, duty)
    when = duty.rows[0].deadline
    if query.kind is Kind.WHEN and not when:
        statements.append(Statement(frame(query.language, "no_deadline"), bare=True))
    if when and asked.kind is not Kind.WHEN:
        said = wording.time(when, query.language)
        proof = tuple(dict.fromkeys(place for row in duty.rows for place in row.proof))
        told_here.append(Statement(frame(query.language, "deadline", deadline=said), proof))
    if "…" in told_here[0].text and not told_here[0].quotes:
        told_here[0] = replace(told_here[0], quotes=_words(duty))
    return Draft(Status.ANSWERED, None, "register", (*statements, *told_here), duty.rows)


def _words(duty: Duty) -> tuple[Span, ...]:
    section = duty.plan.section(duty.section)
    if section.kind is SectionKind.ROW:
        return (*header_of(duty.plan, duty.section), duty.task)
    return (duty.task,)


def duty_of(row: Assignment, plan: Plan) -> Duty:
    """Return the duty that a row belongs to."""
    return next(view.duty for view in duties_of(plan) if row in view.duty.rows)
