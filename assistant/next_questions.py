"""Questions that could be asked next: after an answer, or in place of one that is not there.

They come from the register's rows about what was told, most telling first; whether the
plans answer them is checked where they are chosen (:mod:`assistant.suggesting`).
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from assistant.draft import Draft
from assistant.duties import Duty, duties_of
from assistant.duty_choice import ACTING
from assistant.duty_lists import EVERYBODY, meant
from assistant.query import Kind, Query
from assistant.short_names import (
    body_at,
    capital,
    in_table,
    index_of,
    lead_frame,
    month_named,
    on_heading,
    one_body,
    place_of,
    task_named,
)
from corpus import settings
from corpus.types import Assignment, Plan, Role, Span
from prompts.frames import frame

Plans = Mapping[str, Plan]
_DAY = re.compile(r"(\d{4})-(\d\d)-\d\d")
_DOING = (*ACTING, Role.EVALUATE)
GENERAL = ("next_lead", "duties", "next_due", "next_monitor")
BESIDE = ("next_due", "next_monitor", "duties")  # where a certain matter was asked about


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that could be asked, and what its answer must hold.

    ``asks`` names what it asks for, so that no two alike are offered. ``rows``: one of them
    must be in the answer; ``places``: one of them, where the register need not answer.
    ``reworded``: it is the question asked, of another province, and so may meet nothing there.
    """

    text: str
    asks: str
    rows: tuple[Assignment, ...] = ()
    places: tuple[Span, ...] = ()
    reworded: bool = False


def _made(
    language: str,
    key: str,
    rows: Sequence[Assignment] = (),
    places: Sequence[Span] = (),
    *,
    asks: str = "",
    **values: str | None,
) -> Iterator[Candidate]:
    """Yield the candidate of a frame, if all that it names has a name."""
    named = {name: value for name, value in values.items() if value}
    if len(named) == len(values):
        text = capital(frame(language, key, **named))
        yield Candidate(text, asks or key, tuple(rows), tuple(places))


def about_duty(language: str, duty: Duty, told: Sequence[Role], kind: Kind) -> Iterator[Candidate]:
    """Yield questions about one duty: what the answer has not told of it yet."""
    task, place = task_named(duty, language), place_of(duty.plan)
    key = lead_frame(duty)
    if key and not set(told) & set(_DOING):
        who = duty.of(*_DOING, Role.COORDINATE)
        yield from _made(language, key, who, asks="next_lead", task=task, province=place)
    times = [one for row in duty.rows for one in row.deadlines]
    if any(re.search(r"\d", one.normal) for one in times) and kind is not Kind.WHEN:
        at = [one.span for one in times]
        yield from _made(language, "next_when", duty.rows, at, task=task, province=place)
    aims = [one.span for row in duty.rows for one in row.targets]
    if aims and kind is not Kind.HOW_MUCH and (in_table(duty) or on_heading(duty)):
        target = "next_value" if in_table(duty) else "next_target"
        yield from _made(language, target, (), aims, asks="next_target", task=task, province=place)
    helpers = duty.of(Role.COORDINATE)
    if helpers and told and Role.COORDINATE not in told:  # who is told who leads hears them, too
        yield from _made(language, "next_coordinate", helpers, task=task, province=place)


def elsewhere(language: str, duty: Duty, plans: Plans) -> Iterator[Candidate]:
    """Yield the comparison with another province that shares out the same sub-index."""
    named = index_of(duty)
    for plan in plans.values() if named else ():
        if place_of(plan) == place_of(duty.plan):
            continue
        rows = [r for v in duties_of(plan) for r in v.duty.rows if named in r.indices]
        if rows:
            yield from _made(
                language,
                "next_compare",
                rows,
                asks="elsewhere",
                task=task_named(duty, language),
                province=place_of(duty.plan),
                other=place_of(plan),
            )


def measures(language: str, duty: Duty) -> Iterator[Candidate]:
    """Yield the question what the plan wants done about a duty's matter."""
    if not (index_of(duty) or on_heading(duty)):
        return
    section = duty.plan.section(duty.section)
    last = max(row.task_span.end for row in duty.rows)
    if section.end - section.heading_end <= 2 * (last - duty.task.start):
        return  # nothing stands there but the duty
    place = Span(duty.plan.id, duty.section, section.heading_end, section.end)
    task, province = task_named(duty, language), place_of(duty.plan)
    yield from _made(language, "next_measures", (), (place,), task=task, province=province)


def rows_of(plan: Plan, body: str) -> list[tuple[Assignment, Duty]]:
    """Return a body's rows in a plan with their duties, in its order."""
    duties = [view.duty for view in duties_of(plan)]
    return [(row, duty) for duty in duties for row in duty.rows if meant(row.agency, [body])]


def named_in(own: Sequence[tuple[Assignment, Duty]], body: str) -> str:
    """Return a body's name as a plan has it, where it has but one ("… khu vực 3")."""
    names = {row.agency for row, _ in own}
    return names.pop() if len(names) == 1 else body


def about_body(language: str, plan: Plan, body: str) -> Iterator[Candidate]:
    """Yield questions about one body's work in a plan."""
    own = rows_of(plan, body)
    rows = [row for row, _ in own]
    named = body_at(named_in(own, body), plan, language)
    owed = [r for r in rows if r.role is Role.REPORT_TO and r.deadlines]
    if len({row.task_span.start for row in rows}) > 1:
        yield from _made(language, "next_duties", rows, asks=f"duties {plan.id}", body=named)
    if any("-" in one.normal for row in owed for one in row.deadlines):
        yield from _made(language, "next_report", owed, asks="next_when", body=named)
    elif month := next_month([r for r in rows if r.role in _DOING], language):
        key, due = "next_body_due", [r for r in rows if r.deadlines]
        yield from _made(language, key, due, asks="next_when", body=named, month=month)
    led = [row for row, duty in own if row.role is Role.LEAD and index_of(duty)]
    if len(led) > 1:
        yield from _made(language, "next_led_indices", led, body=named)
    leads = [duty for row, duty in own if row.role is Role.LEAD and duty.of(Role.COORDINATE)]
    partners = [r for duty in leads for r in duty.of(Role.COORDINATE)]
    if len(leads) > 1:  # of one duty, whoever tells of it tells them
        yield from _made(language, "next_partners", partners, body=named)


def same_body(language: str, plans: Plans, body: str, here: str) -> Iterator[Candidate]:
    """Yield the question what a body has to do in the other provinces."""
    for plan in plans.values():
        own = rows_of(plan, body)
        rows = [row for row, _ in own]
        if plan.id != here and rows:
            named = body_at(named_in(own, body), plan, language)
            yield from _made(language, "next_duties", rows, asks="elsewhere", body=named)


def next_month(rows: Sequence[Assignment], language: str) -> str | None:
    """Return the month of the first day in rows' times that is yet to come, else the last."""
    found = (d for row in rows for one in row.deadlines for d in one.normal.split(";"))
    days = sorted({d for d in found if _DAY.fullmatch(d)})
    today = settings.today().isoformat()
    if not days:
        return None
    day = datetime.date.fromisoformat(next((d for d in days if d >= today), days[-1]))
    return month_named(day.year, day.month, language)


def about_plan(language: str, plan: Plan) -> Iterator[Candidate]:
    """Yield questions that any plan of this kind answers, from what its register holds."""
    place = place_of(plan)
    duties = [view.duty for view in duties_of(plan)]
    acting = [duty for duty in duties if duty.of(*ACTING) and task_named(duty, language)]
    named = [d for d in acting if index_of(d)] or [d for d in acting if on_heading(d)]
    for duty in named[:1]:
        yield from islice(about_duty(language, duty, (), Kind.WHEN), 1)
    if body := busiest(plan):
        rows = [row for row, _ in rows_of(plan, body)]
        at = body_at(body, plan, language)
        yield from _made(language, "next_duties", rows, asks=f"duties {plan.id}", body=at)
    rows = [row for duty in duties for row in duty.of(*_DOING, Role.REPORT_TO)]
    if month := next_month(rows, language):
        yield from _made(language, "next_due", rows, asks="next_due", province=place, month=month)
    watching = [row for duty in duties for row in duty.of(Role.MONITOR)]
    if watching:
        yield from _made(language, "next_monitor", watching, province=place)


def busiest(plan: Plan) -> str | None:
    """Return the one body with the most duties of its own; of equals the first."""
    counted: dict[str, int] = {}
    for view in duties_of(plan):
        for row in view.duty.of(*_DOING):
            if one_body(row.agency):
                counted[row.agency] = counted.get(row.agency, 0) + 1
    return max(counted, key=lambda body: counted[body], default=None)


def about_plans(
    language: str, plans: Sequence[Plan], order: Sequence[str] = GENERAL
) -> Iterator[Candidate]:
    """Yield general questions of several plans, each plan's in turn.

    ``order`` tells of what kinds; the first plan is asked the first kind, the second one
    the second, so that no two beside each other are alike.
    """
    with_indices = sorted(plans, key=lambda p: not any(index_of(v.duty) for v in duties_of(p)))
    turned: list[list[Candidate]] = []
    for at, plan in enumerate(with_indices):
        kinds = [*order[at % len(order) :], *order[: at % len(order)]]
        found = {one.asks.split()[0]: one for one in about_plan(language, plan)}
        turned.append([found[kind] for kind in kinds if kind in found])
    for one in chain.from_iterable(zip_longest(*turned)):
        if one is not None:
            yield one


def duties_told(draft: Draft, plans: Plans) -> list[Duty]:
    """Return the duties that an answer is about, in its order: by rows, else by places."""
    keys = [(row.plan, row.section, row.task_span.start) for row in draft.rows]
    if keys:
        known = {
            (v.duty.plan.id, v.duty.section, v.duty.task.start): v.duty
            for plan_id in dict.fromkeys(row.plan for row in draft.rows)
            for v in duties_of(plans[plan_id])
        }
        return [known[key] for key in dict.fromkeys(keys) if key in known]
    places = [p for s in draft.statements for p in (*s.quotes, *s.proof)]
    return list(dict.fromkeys(d for p in places for d in duties_at(plans[p.plan], p)))


def duties_at(plan: Plan, place: Span) -> list[Duty]:
    """Return the duties at a place, else the one duty of its section or of the one over it."""
    duties = [view.duty for view in duties_of(plan)]
    here = [d for d in duties if d.task.start < place.end and place.start < d.task.end]
    if here:
        return here
    for section in reversed(plan.path(place.section)):
        own = [duty for duty in duties if duty.section == section.id]
        if own:
            return own if len(own) == 1 else []
    return []


def main_body(query: Query, draft: Draft, duty: Duty) -> str | None:
    """Return the body that a conversation is about: asked for, else the one that acts.

    The targets of a table are everybody's; who evaluates them is the one to ask about.
    """
    for body in (*query.actors, *(b for b in query.bodies if b not in query.receivers)):
        if one_body(body) and rows_of(duty.plan, body):
            return body
    acting = duty.of(Role.EVALUATE) if in_table(duty) else []
    acting = acting or duty.of(*_DOING) or [row for row in draft.rows if row.role in _DOING]
    told = acting or list(draft.rows)
    return next((row.agency for row in told if one_body(row.agency)), None)


def shared(language: str, draft: Draft, plan: Plan) -> Iterator[Candidate]:
    """Yield the question what all departments have to do, where an answer only counts it."""
    rows = [row for row in draft.rows if row.agency == EVERYBODY]
    yield from _made(language, "next_shared", rows, province=place_of(plan) if rows else None)
