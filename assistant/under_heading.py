"""Drafts about what stands under a heading: who shares it, and who does each part of it."""

from collections.abc import Callable, Mapping, Sequence

from assistant import asking, wording
from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.duties import duties_of
from assistant.duty_choice import ACTING
from assistant.duty_lists import LONGEST_LIST, TOLD
from assistant.evidence import Evidence
from assistant.from_rows import proof_of, task_of
from assistant.matching import match, text_of
from assistant.query import Query
from corpus import register
from corpus.types import Assignment, Plan, Role, Section, Span
from corpus.words import fold
from prompts.frames import frame

TITLED = 0.75
Fits = Callable[[Plan, Section], bool]
# Of "kế hoạch giao cho những tổ chức nào" no title says anything.
ASKED_NOUNS = frozenset(
    {
        *("to chuc", "nganh", "phong", "ban", "ke hoach", "plan", "trong tam", "nhiem vu"),
        *("nhom", "muc", "list", "name", "liet ke", "danh sach"),
    }
)


def draft_group(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return the bodies that share a group of tasks, where its title is what is asked for.

    Such a title stands over headings of bodies, each with its tasks.
    """
    several = asking.SEVERAL[query.language].search(fold(query.question))
    if not several or query.bodies or query.role not in (None, Role.CARRY_OUT):
        return None
    titled = _best(query, plans, evidence, _shared_out)
    if titled is None:
        return None
    plan, section = titled
    rows = [row for row in _rows(plan, section) if row.role in TOLD[:-1]]
    text = frame(
        query.language,
        "group_shared",
        province=wording.province(plan),
        heading=wording.title(section.heading),
        count=str(len({row.agency for row in rows})),
        bodies=wording.body_list(rows, query.language, bold=True),
    )
    place = wording.place(plan, section.id)
    told = Statement(text, (place, *proof_of(rows)), tuple(rows), counted_bodies=True)
    return Draft(Status.ANSWERED, None, "register", (told,), tuple(rows))


def draft_each(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return who has the role asked for in each duty under the heading asked for."""
    plain = fold(query.question)
    if query.bodies or not (asking.EACH_DUTY.search(plain) or asking.WITH_BODIES.search(plain)):
        return None
    titled = _best(query, plans, evidence, _holds_duties)
    if titled is None:
        return None
    plan, section = titled
    roles = (query.role,) if query.role in (Role.COORDINATE, Role.EVALUATE) else ACTING
    place = wording.place(plan, section.id)
    head = frame(
        query.language,
        "each_head",
        province=wording.province(plan),
        heading=wording.title(section.heading),
    )
    statements = [Statement(head, (place,))]
    for view in duties_of(plan):
        rows = view.duty.of(*roles)
        if rows and section in plan.path(view.duty.section):
            text = frame(
                query.language,
                "each_line",
                task=task_of(view.duty, query.language),
                bodies=wording.body_list(rows, query.language, bold=True),
            )
            statements.append(Statement("- " + text, proof_of(rows), tuple(rows)))
    kept = statements[: LONGEST_LIST + 1]
    rows_told = tuple(row for statement in kept for row in statement.asserts)
    return Draft(Status.ANSWERED, None, "register", tuple(kept), rows_told)


def draft_parts(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return how many headings stand right under the one asked for, and which."""
    if query.bodies or not asking.HAS_PARTS.search(fold(query.question)):
        return None
    titled = _best(query, plans, evidence, _has_parts)
    if titled is None:
        return None
    plan, section = titled
    parts = _parts(plan, section)
    places = tuple(Span(plan.id, s.id, s.heading_start, s.heading_end) for s in parts)
    text = frame(
        query.language,
        "parts",
        province=wording.province(plan),
        heading=wording.title(section.heading),
        count=f"**{len(parts)}**",
    )
    proof = (wording.place(plan, section.id), *places)
    told = [Statement(text, proof, listed=places)]
    told += [
        Statement("- " + wording.title(part.heading), (place,))
        for part, place in zip(parts, places, strict=True)
    ]
    return Draft(Status.ANSWERED, None, "passages", tuple(told))


def _parts(plan: Plan, section: Section) -> list[Section]:
    return [s for s in plan.sections if s.parent == section.id and s.heading]


def _has_parts(plan: Plan, section: Section) -> bool:
    return len(_parts(plan, section)) > 1


def _rows(plan: Plan, section: Section) -> list[Assignment]:
    """Return the rows of all duties at or under a section."""
    return [
        row
        for view in duties_of(plan)
        if section in plan.path(view.duty.section)
        for row in view.duty.rows
    ]


def _best(
    query: Query, plans: Mapping[str, Plan], evidence: Evidence, fits: Fits
) -> tuple[Plan, Section] | None:
    """Return the section whose own heading says most of what is asked, if it is enough.

    Of two that say as much the later, which stands deeper.
    """
    weights = evidence.weights(query)
    best: tuple[float, Plan, Section] | None = None
    for plan_id in query.plans:
        plan = plans[plan_id]
        for section in plan.sections:
            score = _titled(query, weights[plan_id], section)
            if score >= TITLED and (best is None or score >= best[0]) and fits(plan, section):
                best = (score, plan, section)
    return best[1:] if best else None


def _titled(query: Query, weights: Sequence[float], section: Section) -> float:
    """Return the share of the question's weight that a section's own heading has."""
    title = text_of(section.heading)
    pairs = [
        (concept, weight)
        for concept, weight in zip(query.concepts, weights, strict=True)
        if concept.name not in ASKED_NOUNS and not (concept.loose or concept.passing)
    ]
    total = sum(weight for _, weight in pairs)
    return sum(w * match(c, title) for c, w in pairs) / total if total else 0.0


def _shared_out(plan: Plan, section: Section) -> bool:
    """Tell whether two headings of bodies or more stand right under a section."""
    under = [s for s in plan.sections if s.parent == section.id]
    return sum(bool(register.heading_bodies(plan, s)) for s in under) >= 2


def _holds_duties(plan: Plan, section: Section) -> bool:
    """Tell whether two sections or more under a section hold duties."""
    found = {
        view.duty.section for view in duties_of(plan) if section in plan.path(view.duty.section)
    }
    return len(found - {section.id}) >= 2
