"""Drafts about a body's relations: with whom it works, who reports to it, and its times."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant import asking, wording
from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.duties import Duty, duties_of
from assistant.duty_lists import EVERYBODY, PLAIN_DUTY, SHARING, TOLD, meant, named_plan
from assistant.duty_weight import weigh
from assistant.evidence import Evidence
from assistant.from_rows import proof_of, task_of
from assistant.query import Kind, Query
from corpus import agencies
from corpus.types import Assignment, Plan, Role
from corpus.words import fold
from prompts.frames import frame

ENOUGH = 0.5
SURE = 0.75  # of the one duty whose time is asked
LOOSELY = 0.35  # of the duties of the bodies named
LOOSELY_CLOSE = 0.6
CLOSE = 0.8
MOST = 6
Told = tuple[list[Assignment], Duty]


def draft_partners(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return with whom a body works: its partners where it leads, the leads where it helps."""
    plain = fold(query.question)
    if asking.WORKS_WITH.search(plain) and query.receivers and _names_only_bodies(query):
        query = replace(query, actors=query.receivers)
    elif not asking.PARTNERS[query.language].search(plain) or _BESIDES.search(plain):
        return None
    alone = len(query.actors) == 1
    if not (alone or (query.actors and all(map(_group, query.actors)))):
        return None
    found: list[Told] = []
    for duty in _about(query, plans, evidence, everything=True):
        own = [row for row in duty.rows if meant(row.agency, query.actors)]
        helps = any(row.role is Role.COORDINATE for row in own)
        roles = (Role.LEAD, Role.CARRY_OUT, Role.EVALUATE) if helps else (Role.COORDINATE,)
        others = [row for row in duty.of(*roles) if not meant(row.agency, query.actors)]
        if own and others:
            found.append((others, duty))
        elif own and _WITH.match(fold(duty.plan.text[duty.task.start : duty.task.end])):
            found.append((own, duty))  # the task itself tells with whom
    lines = [
        _line(query, "partners" if rows[0].agency not in query.actors else "helps", rows, duty)
        for rows, duty in found
    ]
    return _draft(lines)


def draft_reporters(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return who has to report to the bodies that a question names as receivers."""
    if query.kind is not Kind.WHO or not query.receivers:
        return None
    if not asking.REPORTERS[query.language].search(fold(query.question)):
        return None
    lines = []
    for duty in _about(query, plans, evidence, everything=True):
        got = duty.of(Role.RECEIVE_REPORTS)
        owed = [row for row in duty.of(Role.REPORT_TO) if not _passes_on(row, duty)]
        if owed and any(meant(row.agency, query.receivers) for row in got):
            lines.append(_line(query, "reporters", owed, duty))
    return _draft(lines)


def draft_times(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return by when the bodies named must do what is asked: their rows that have a time."""
    if query.kind is not Kind.WHEN or query.negated:
        return None
    if query.receivers and all(agencies.agency(b) is None for b in query.actors):
        return _times_of_reports(query, plans, evidence)
    if not query.actors:
        return None
    reports = bool(asking.REPORTS[query.language].search(fold(query.question)))
    roles = (Role.REPORT_TO,) if reports else TOLD
    found: list[tuple[Assignment, Duty]] = []
    for duty in _about(query, plans, evidence, everything=reports or _names_only_bodies(query)):
        timed = [r for r in duty.of(*roles) if r.deadlines and not _passes_on(r, duty)]
        found += [(r, duty) for r in timed if not reports or _reports_by_then(r, duty)]
    own = [pair for pair in found if _of(pair[0].agency, query.actors)]
    group = any(row.kind == "group" for row in map(agencies.agency, query.actors) if row)
    if group and own:  # of a group, some are among "các cơ quan được giao chủ trì"
        own = [pair for pair in found if pair in own or pair[0].agency.startswith(_ANY_BODY)]
    chosen = own or [pair for pair in found if _of_all(pair[0].agency, query.actors)]
    dated = [(row, duty) for row, duty in chosen if re.search(r"\d", row.deadlines[0].normal)]
    of_duty: dict[int, tuple[list[Assignment], Duty]] = {}
    for row, duty in dated or chosen:
        rows, _ = of_duty.setdefault(id(duty), ([], duty))
        if not rows or row.deadlines == rows[0].deadlines:
            rows.append(row)
    return _draft([_line(query, "times", rows, duty) for rows, duty in of_duty.values()])


def draft_time(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return the time of the one duty that a question is surely about."""
    weights = evidence.weights(query)
    scored = [
        (weigh(query, view, evidence, weights[plan_id]), view.duty)
        for plan_id in query.plans
        for view in duties_of(plans[plan_id])
    ]
    best, duty = max(scored, key=lambda s: s[0], default=(0.0, None))
    if duty is None or best < SURE:
        return None
    rows = [row for row in duty.rows if row.deadlines and row.role is not Role.RECEIVE_REPORTS]
    return _draft([_line(query, "times", rows, duty)]) if rows else None


def _times_of_reports(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return by when others must report to the bodies named as receivers."""
    lines = []
    for duty in _about(query, plans, evidence, everything=True):
        got = duty.of(Role.RECEIVE_REPORTS)
        owed = [r for r in duty.of(Role.REPORT_TO) if r.deadlines and not _passes_on(r, duty)]
        dated = owed and re.search(r"\d", owed[0].deadlines[0].normal)
        if dated and any(meant(row.agency, query.receivers) for row in got):
            lines.append(_line(query, "times", owed, duty))
    return _draft(lines)


def _names_only_bodies(query: Query) -> bool:
    """Tell whether a question is about bodies and nothing else: all their times are meant."""
    return all(
        c.body or c.passing or named_plan(c) or c.name in PLAIN_DUTY | _REPORT | _TIMES
        for c in query.concepts
    )


def _reports_by_then(row: Assignment, duty: Duty) -> bool:
    """Tell whether a time is that of the report, not of something else in its sentence."""
    text = duty.plan.text
    at = row.deadlines[0].span
    start = max(text.rfind(sign, 0, at.start) for sign in ";.\n")
    ends = [place for sign in ";\n" if (place := text.find(sign, at.end)) >= 0]
    return bool(_REPORTING.search(fold(text[start + 1 : min(ends, default=len(text))])))


def _passes_on(row: Assignment, duty: Duty) -> bool:
    """Tell whether a body only passes on what others report to it by then."""
    return any(row.agency == got.agency for got in duty.of(Role.RECEIVE_REPORTS))


def _group(body: str) -> bool:
    listed = agencies.agency(body)
    return listed is not None and listed.kind == "group"


def _of(body: str, asked: Sequence[str]) -> bool:
    """Tell whether a body, or the body that it heads, is one that is asked about."""
    listed = agencies.agency(body)
    heads = listed is not None and listed.kind == "head" and listed.broader in asked
    return heads or meant(body, asked)


def _of_all(body: str, asked: Sequence[str]) -> bool:
    """Tell whether a duty of all departments is one of a department asked about."""
    kinds = {row.kind for row in map(agencies.agency, asked) if row}
    listed = agencies.agency(body)
    every = body == EVERYBODY or (listed is not None and listed.broader == EVERYBODY)
    return every and bool(kinds & SHARING)


def _about(
    query: Query, plans: Mapping[str, Plan], evidence: Evidence, *, everything: bool
) -> list[Duty]:
    """Return the duties that a question is about, beside the bodies that it names.

    ``everything``: all duties, where it names nothing beside bodies.
    """
    weights = evidence.weights(query)
    scored: list[tuple[float, Duty]] = []
    for plan_id in query.plans:
        topical = [
            (concept, weight)
            for concept, weight in zip(query.concepts, weights[plan_id], strict=True)
            if not (concept.body or concept.loose or concept.passing or named_plan(concept))
            and concept.name not in PLAIN_DUTY | _REPORT
        ]
        if not topical and not everything:
            continue
        asked = replace(query, concepts=tuple(concept for concept, _ in topical))
        for view in duties_of(plans[plan_id]):
            if not query.under(view.duty.section):
                continue
            told = weigh(asked, view, evidence, [weight for _, weight in topical])
            scored.append((told if topical else 1.0, view.duty))
    best = max((score for score, _ in scored), default=0.0)
    least = LOOSELY if everything and best < ENOUGH else ENOUGH
    if everything and best < least:  # its topic tells none apart
        return [duty for _, duty in scored]
    close = LOOSELY_CLOSE if everything else CLOSE
    return [duty for score, duty in scored if score >= max(least, close * best)]


_WITH = re.compile(r"phoi hop\b")
_BESIDES = re.compile(r"^\W*(?:ngoai|besides|apart from|other than)\b")
_ANY_BODY = "Các cơ quan"
_REPORTING = re.compile(r"\b(?:bao cao|gui|nop)\b")
# Of "phải báo cáo" the role says all; of what, the other words.
_TIMES = frozenset({"moc", "cac moc", "time limits", "time limit", "timeline", "dates"})
_REPORT = frozenset({"bao cao", "gui", "nop", "report", "reports", "reporting", "submit"})


def _line(query: Query, key: str, rows: Sequence[Assignment], duty: Duty) -> Statement:
    """Return one duty's line: the bodies with their time, and the task."""
    language = query.language
    written = "; ".join(wording.time(one.written, language) for one in rows[0].deadlines)
    named = {
        "bodies": wording.body_list(rows, language, bold=key not in ("times", "helps")),
        "province": wording.province(duty.plan),
        "task": task_of(duty, language),
    }
    if key == "times":
        named["deadline"] = f"**{written}**"
    if key == "partners":
        own = next(row for row in duty.rows if meant(row.agency, query.actors))
        named["body"] = wording.names([own.agency], language)
        rows = [*rows, own]
    return Statement(frame(language, key, **named), proof_of(rows), tuple(rows))


def _draft(lines: Sequence[Statement]) -> Draft | None:
    if not lines:
        return None
    kept = tuple(lines[:MOST])
    rows = tuple(dict.fromkeys(row for line in kept for row in line.asserts))
    return Draft(Status.ANSWERED, None, "register", kept, rows)
