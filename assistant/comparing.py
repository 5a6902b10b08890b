"""Questions about two provinces or more: one question for each, and a table of the answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant import wording
from assistant.draft import Draft, Statement
from assistant.duties import Duty, duties_of
from assistant.from_rows import task_of
from assistant.query import Query
from assistant.understanding import understand
from corpus import provinces
from corpus.types import Assignment, Plan, Role, Span
from prompts.frames import frame

# "…, còn Sơn La giao ai?": a second question, about the other province.
_CONTRAST = re.compile(
    r"(?i)[,;:.]?\s+(?:còn|trong khi(?: đó)?|con o|while|whereas|and what about)\s+"
)
_SHOWN = (
    Role.LEAD, Role.CARRY_OUT, Role.EVALUATE, Role.MONITOR, Role.COMMUNICATE, Role.COORDINATE,
    Role.REPORT_TO, Role.RECEIVE_REPORTS,
)  # fmt: skip
_REPORTING = frozenset({Role.REPORT_TO, Role.RECEIVE_REPORTS})
_BOLD = frozenset({Role.LEAD, Role.CARRY_OUT, Role.EVALUATE})


def alone(query: Query, plans: Mapping[str, Plan]) -> dict[str, Query]:
    """Return what is asked of each plan: the same, or its own half of a contrast."""
    halves = _halves(query, plans)
    found: dict[str, Query] = {}
    for plan_id in query.plans:
        place = plans[plan_id].facts.province
        own = halves.get(place or "", query)
        places = (place,) if place else query.places[:1]
        found[plan_id] = replace(own, plans=(plan_id,), places=places, each_place=False)
    return found


def _halves(query: Query, plans: Mapping[str, Plan]) -> dict[str, Query]:
    """Return province → question, where each part of a question asks of one province."""
    parts = _CONTRAST.split(query.question)
    named = [{m.province for m in provinces.find(part)} & set(query.places) for part in parts]
    if len(parts) != len(query.places) or any(len(places) != 1 for places in named):
        return {}
    asked = [understand(p, tuple(plans.values()), (), query.language) for p in parts]
    if len(set.union(*named)) != len(parts) or not all(one.concepts for one in asked):
        return {}
    return {places.pop(): one for places, one in zip(named, asked, strict=True)}


def as_table(query: Query, drafts: Sequence[Draft], plans: Mapping[str, Plan]) -> Draft | None:
    """Return one duty for each province side by side; ``None``: there is not one for each."""
    duties: list[Duty] = []
    for draft in drafts:
        tasks = {(row.plan, row.section, row.task_span.start) for row in draft.rows}
        if draft.answered_by != "register" or draft.reason or len(tasks) != 1:
            return None
        plan, section, start = tasks.pop()
        duties += [
            view.duty
            for view in duties_of(plans[plan])
            if (view.duty.section, view.duty.task.start) == (section, start)
        ]
    if len(duties) < 2 or len({duty.plan.id for duty in duties}) != len(duties):
        return None
    asked = query.role in _REPORTING
    roles = tuple(r for r in _SHOWN if asked or r not in _REPORTING)
    statements = tuple(s for duty in duties for s in _column(query.language, duty, roles))
    rows = tuple(row for duty in duties for row in duty.rows)
    return replace(drafts[0], statements=_by_label(query.language, statements), rows=rows)


def _column(language: str, duty: Duty, roles: Sequence[Role]) -> list[Statement]:
    """Return the cells of one duty: its task, its bodies by role, its times."""
    column = wording.province(duty.plan)
    lead = (duty.of(*roles) or list(duty.rows))[:1]
    task = task_of(duty, language)
    found = [_cell(task, lead, frame(language, "table_task"), column)]
    for role in roles:
        if rows := duty.of(role):
            names = wording.body_list(rows, language, bold=role in _BOLD)
            found.append(_cell(names, rows, frame(language, f"table_{role}"), column))
    if when := duty.rows[0].deadlines:
        written = "; ".join(wording.time(one.written, language) for one in when)
        proof = duty.rows[0].proof
        proof += tuple(o.span for o in when if not any(_within(o.span, p) for p in proof))
        label = frame(language, "table_deadline")
        found.append(Statement(written, proof, duty.rows[:1], cell=(label, column)))
    return found


def _cell(text: str, rows: Sequence[Assignment], label: str, column: str) -> Statement:
    proof = tuple(dict.fromkeys(place for row in rows for place in row.proof))
    return Statement(text, proof, tuple(rows), cell=(label, column))


def _within(inner: Span, outer: Span) -> bool:
    return inner.plan == outer.plan and outer.start <= inner.start and inner.end <= outer.end


def _by_label(language: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the cells row by row: the task, the roles in their order, the times."""
    keys = ["task", *_SHOWN, "deadline"]
    labels = [frame(language, f"table_{key}") for key in keys]
    return tuple(sorted(statements, key=lambda s: labels.index(s.cell[0]) if s.cell else 0))
