"""Drafts that list what a body has to do: complete, counted, its own apart from shared."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant import wording
from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.duties import Duty, DutyView, duties_of
from assistant.duty_choice import ACTING, ENOUGH
from assistant.duty_weight import weigh
from assistant.evidence import Evidence
from assistant.from_rows import proof_of, task_of
from assistant.query import Concept, Query
from assistant.verifying import counted
from corpus import agencies, indices
from corpus.types import Assignment, Plan, Role
from corpus.words import fold
from prompts.frames import frame

LONGEST_LIST = 12
# What a question for duties says of any of them.
PLAIN_DUTY = frozenset(
    {
        "all", "list", "task", "tasks", "duty", "duties", "work", "responsibilities",
        "nhiem vu", "viec", "cong viec", "ke hoach", "trach nhiem", "ke hoach hanh dong", "mang",
        "linh vuc", "cong tac", "trong tam", "noi dung", "hang muc", "phan viec",
        "tong cong", "chi tieu",
        "area", "areas", "field", "fields", "component", "components", "item", "items", "point",
        "points", "heading", "headings", "section", "sections", "role", "roles", "part", "parts",
        "total", "in total", "altogether", "tong so",
        "matter", "matters", "activity", "activities", "reform areas", "assign", "assigned",
    }
)  # fmt: skip
# Where a body has several roles in one duty, the first of these is told.
TOLD = (
    Role.LEAD,
    Role.EVALUATE,
    Role.CARRY_OUT,
    Role.MONITOR,
    Role.COMMUNICATE,
    Role.COORDINATE,
    Role.REPORT_TO,
)
_COUNTS = re.compile(r"\b(?:bao nhieu|may|tong cong|cong lai|how many|altogether|in total)\b")
_LEADS = re.compile(r"chu tri|\bleads?\b|\bleading\b")
SHARING = frozenset({"department", "office", "inspectorate"})
EVERYBODY = "Các sở, ban, ngành"
_LED = re.compile(r"(?i)^chủ trì,?\s+(?:phối hợp với [^;]{0,120}?(?=theo dõi|xây dựng|tổ chức))?")
Told = tuple[Assignment, Duty]


def draft_duties(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return what a body has to do, plan by plan, counted; ``None`` where no row says.

    A role, an index or a topic that is asked for narrows the list.
    """
    statements: list[Statement] = []
    kept: list[Assignment] = []
    weights = evidence.weights(query)
    for plan_id in query.plans:
        views = duties_of(plans[plan_id])
        every = _of_bodies(views, query.actors)
        about: list[Told] = []
        for whole in (False, True):  # by their own words; else by what their sections say
            fitting = {
                v.duty for v in views if _fits(query, v, evidence, weights[plan_id], whole=whole)
            }
            about = about or [pair for pair in every if pair[1] in fitting]
        in_role = _in_role(about, query)
        own = in_role or about
        if not own:
            continue
        narrowed = len(own) < len(every)
        if about and not in_role and query.role in (Role.LEAD, Role.COORDINATE):
            statements.append(_other_roles(query, plans[plan_id]))
        apart = len(query.actors) > 1 and not _COUNTS.search(fold(query.question))
        for of_body in _by_body(own) if apart else [own]:
            statements += _duty_list(query.language, of_body, narrowed=narrowed)
        kept += [row for row, _ in own]
        if not narrowed and not query.asks_indices and (shared := _shared(query, views)):
            statements.append(_told_shared(query.language, shared))
            kept += shared
    if not kept:
        return None
    return Draft(Status.ANSWERED, None, "register", tuple(statements), tuple(kept))


def _by_body(own: Sequence[Told]) -> list[list[Told]]:
    """Return the duties of several bodies, each body's apart, in the plan's order."""
    found: dict[str, list[Told]] = {}
    for row, duty in own:
        found.setdefault(row.agency, []).append((row, duty))
    return list(found.values())


def _each_body(rows: Sequence[Assignment]) -> list[Assignment]:
    """Return the first row of each body; one named more exactly elsewhere is no other."""
    found: list[Assignment] = []
    for row in rows:
        if not any(agencies.same(row.agency, other.agency) for other in found):
            found.append(row)
    return found


def _of_bodies(views: Sequence[DutyView], bodies: Sequence[str]) -> list[Told]:
    """Return each duty of the bodies once, with the row of their main role."""
    found: list[Told] = []
    for view in views:
        rows = [r for r in view.duty.rows if meant(r.agency, bodies) and r.role in TOLD]
        if rows:
            found.append((min(rows, key=lambda r: TOLD.index(r.role)), view.duty))
    return found


def meant(body: str, asked: Sequence[str]) -> bool:
    """Tell whether a body is one that is asked about, less exactly named or not.

    Of groups and heads ("Các sở", "Thủ trưởng các sở") only the very one is meant.
    """
    if body in asked:
        return True
    listed = agencies.agency(body)
    if listed is not None and listed.kind in ("group", "head"):
        return False
    return any(agencies.same(body, one) for one in asked)


def _in_role(pairs: Sequence[Told], query: Query) -> list[Told]:
    """Return the duties in which the bodies have the role asked for, with that row."""
    if query.role in (None, Role.CARRY_OUT):
        return list(pairs)
    roles: tuple[Role, ...] = (query.role,)
    if query.role is Role.LEAD and not _LEADS.search(fold(query.question)):
        roles = ACTING  # "phụ trách", "in charge of": leads or carries out
    found: list[Told] = []
    for _, duty in pairs:
        rows = [r for r in duty.rows if meant(r.agency, query.actors) and r.role in roles]
        found += [(row, duty) for row in rows[:1]]
    return found


def _other_roles(query: Query, plan: Plan) -> Statement:
    """Say that the bodies do not have the role asked for in any such duty of the plan."""
    text = frame(
        query.language,
        "duties_no_lead" if query.role is Role.LEAD else "duties_no_help",
        bodies=wording.names(query.actors, query.language),
        province=wording.province(plan),
    )
    return Statement(text, bare=True)


def _shared(query: Query, views: Sequence[DutyView]) -> list[Assignment]:
    """Return the duties that a plan gives to all departments, for one of them."""
    kinds = {row.kind for row in map(agencies.agency, query.actors) if row}
    if not kinds & SHARING or query.role not in (None, Role.CARRY_OUT):
        return []
    return [row for row, _ in _of_bodies(views, (EVERYBODY,)) if row.role is not Role.COORDINATE]


def _told_shared(language: str, rows: Sequence[Assignment]) -> Statement:
    names = wording.names([EVERYBODY], language)
    key = counted_key("duties_shared", counted(rows))
    text = frame(language, key, bodies=names, count=str(counted(rows)))
    return Statement(text, proof_of(rows), tuple(rows), counted=True)


def _fits(
    query: Query,
    view: DutyView,
    evidence: Evidence,
    weights: Sequence[float],
    *,
    whole: bool = False,
) -> bool:
    """Tell whether a duty is about what narrows the question: indices, a section, a topic.

    ``whole``: by what its section says, too.
    """
    if query.section:
        return query.under(view.duty.section)
    if query.asks_indices:
        named = {i for i in view.indices if indices.index(i).parent}
        asked = {i for i in query.indices if indices.index(i).parent}
        return bool(named & asked if asked else named)
    passing = _naming_plan(query, evidence.title_concepts(query, view.duty.plan.id))
    topical = [
        (concept, weight)
        for concept, weight in zip(query.concepts, weights, strict=True)
        if not (concept.body or concept.name in passing or concept.loose or named_plan(concept))
        and not concept.passing
        and concept.name not in PLAIN_DUTY
    ]
    if not topical:
        return True
    narrowed = replace(query, concepts=tuple(concept for concept, _ in topical))
    weighed = [weight for _, weight in topical]
    if whole:
        return weigh(narrowed, view, evidence, weighed) >= ENOUGH
    return evidence.score(narrowed, view.passage, weighed).coverage >= ENOUGH


def _naming_plan(query: Query, titled: frozenset[str]) -> set[str]:
    """Return the names of the indices that narrow nothing: those that the plan is about.

    "PCI, BPI" names the plan where its title has one of the two.
    """
    named = {c.name for c in query.concepts if c.index}
    whole = {c.name for c in query.concepts if c.index and not indices.index(c.index).parent}
    return named if whole & titled else named - whole


def named_plan(concept: Concept) -> bool:
    """Tell whether a concept only names a plan: its year, its number, "KL 90"."""
    return concept.name == "nam" or all(
        part.isdigit() or part in _DOCUMENTS for part in concept.name.split()
    )


_DOCUMENTS = frozenset({"kl", "nq", "kh", "qd", "cv", "ct", "nghi", "quyet", "ket", "luan", "so"})


def _duty_list(language: str, own: Sequence[Told], *, narrowed: bool) -> list[Statement]:
    """Return a body's duties in one plan: how many, then the first ones."""
    rows = [row for row, _ in own]
    told = frame(
        language,
        counted_key("duties_on" if narrowed else "duties", counted(rows)),
        bodies=wording.bodies(_each_body(rows), language),
        count=str(counted(rows)),
        province=wording.province(own[0][1].plan),
    )
    found = [Statement(told, proof_of(rows), tuple(rows), counted=True)]
    found += [duty_line(language, row, duty) for row, duty in own[:LONGEST_LIST]]
    if rest := rows[LONGEST_LIST:]:
        told = frame(language, "duties_more", count=str(counted(rest)))
        found.append(Statement(told, proof_of(rest), tuple(rest), counted=True))
    return found


def counted_key(key: str, count: int) -> str:
    """Return the key of the frame for one or for many."""
    return f"{key}_one" if count == 1 else key


def duty_line(language: str, row: Assignment, duty: Duty) -> Statement:
    """Return one duty of a list; a task that says its own role needs no label."""
    key = "duty_asked_lead" if row.role is Role.LEAD and row.asked else f"duty_{row.role}"
    got = [other for other in duty.of(Role.RECEIVE_REPORTS) if other.agency == row.agency]
    if row.role is Role.REPORT_TO and got:
        key = "duty_pass_on"  # what others report, it sums up and reports on
    task = task_of(duty, language)
    leads = duty.of(Role.LEAD)
    if row.role is Role.COORDINATE and leads:
        lead = wording.names(list(dict.fromkeys(r.agency for r in leads)), language)
        text = frame(language, "duty_coordinate_with", lead=lead, task=_LED.sub("", task))
        proof = tuple(dict.fromkeys((*row.proof, *leads[0].proof)))
        return Statement("- " + text, proof, (row,))
    own_role = re.match(r"(?i)“?(?:chủ trì|phối hợp|thực hiện)\b", task)
    helps = row.role is Role.COORDINATE and not re.match(r"(?i)phối hợp\b", task)
    if language == "vi" and own_role and not row.asked and not helps:
        text = task[0].upper() + task[1:] + ("" if task.endswith("…") else ".")
    else:
        text = frame(language, key, task=task)
    return Statement("- " + text, row.proof, (row,))


def draft_bodies(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return how many bodies lead or do what is asked, and which, plan by plan."""
    statements: list[Statement] = []
    kept: list[Assignment] = []
    weights = evidence.weights(query)
    roles = (query.role,) if query.role else ACTING
    for plan_id in query.plans:
        rows = [
            row
            for view in duties_of(plans[plan_id])
            if _fits(query, view, evidence, weights[plan_id])
            for row in view.duty.rows
            if row.role in roles
        ]
        if not rows:
            continue
        names = wording.body_list(rows, query.language, bold=True)
        text = frame(
            query.language,
            "bodies_counted",
            province=wording.province(plans[plan_id]),
            count=str(len({row.agency for row in rows})),
            bodies=names,
        )
        statements.append(Statement(text, proof_of(rows), tuple(rows), counted_bodies=True))
        kept += rows
    if not kept:
        return None
    return Draft(Status.ANSWERED, None, "register", tuple(statements), tuple(kept))
