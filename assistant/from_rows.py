"""Drafts from the register: who leads, who coordinates, what a body has to do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant import wording
from assistant.answer import Reason, Status
from assistant.asking import HOW_OFTEN
from assistant.concepts import FAINT
from assistant.draft import Draft, Statement
from assistant.duties import Duty, DutyView, duties_of, indices_in
from assistant.evidence import Evidence, has_required
from assistant.query import Kind, Query
from corpus import agencies, indices
from corpus.types import Assignment, Plan, Role, Span
from corpus.words import fold
from prompts.frames import frame

ENOUGH = 0.58
SURE = 0.75
MARGIN = 0.05  # below SURE, the least lead over a duty of other bodies
FAIR = 0.46  # enough with a lead of APART over every duty of other bodies
APART = 0.18
BETTER = 0.12
CLOSE = 0.93
ALSO = 0.7
PERIODIC = 0.2
SAME_DAY = 0.3
LIKE_IT = 0.85
TIE = 0.01  # what is as likely is told, too
SAID_ABOVE = 0.92
SAID_APART = 0.85
ALL_ABOUT = 0.05
SAME_INDEX = 0.5
SAME_ACTOR = 0.25
MOST_DUTIES = 5
ACTING = (Role.LEAD, Role.CARRY_OUT, Role.MONITOR, Role.COMMUNICATE)
BESIDE = (Role.LEAD, Role.CARRY_OUT, Role.COORDINATE, None)
NARROW = (Role.COORDINATE, Role.EVALUATE, Role.RECEIVE_REPORTS)
LONGEST_QUOTE = 700
_DAYS = re.compile(r"\b(\d{1,2})/(\d{1,2})(?!\d)")
LONGEST_ENGLISH = 130  # the whole task stands in the quote under the sentence


def draft_who(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return who does what is asked, for each plan that says it; ``None``: no row does."""
    every: list[tuple[float, Duty]] = []
    weights = evidence.weights(query)
    for plan_id in query.plans:
        given = evidence.title_concepts(query, plan_id)
        for view in duties_of(plans[plan_id]):
            if not query.under(view.duty.section):
                continue
            if has_required(query, view.passage, given) and not _other_index(query, view):
                every.append((weigh(query, view, evidence, weights[plan_id]), view.duty))
    scored = [(score, duty) for score, duty in every if _answers(query, duty)]
    named = [(score, duty) for score, duty in scored if duty.of(Role.EVALUATE)]
    if query.role is Role.EVALUATE and max((s for s, _ in named), default=0.0) >= ENOUGH:
        scored = named  # who is named as the one that evaluates, before who leads
    best = max((score for score, _ in scored), default=0.0)
    fullest = max((score for score, _ in every), default=0.0)
    nobody: tuple[Statement, ...] = ()
    if fullest > best + BETTER and query.role in BESIDE:
        # the duty asked about has nobody in that role: told as it is, not another duty
        if query.role is Role.COORDINATE:
            if any(_speaks_of_partners(duty) for score, duty in every if score == fullest):
                return None  # its own words tell with whom
            nobody = (Statement(frame(query.language, "no_helpers"), bare=True),)
        query, scored, best = replace(query, role=None), every, fullest
    enough = ENOUGH if not scored or _rivals(scored, APART) else FAIR
    if best < enough or (best < SURE and _rivals(scored, MARGIN)):
        return None  # a wrong body is worse than no answer
    chosen: list[Duty] = []
    holders = max(scored, key=lambda s: s[0])[1].agencies()
    for plan_id in query.plans:
        own = sorted((s for s in scored if s[1].plan.id == plan_id), key=lambda s: -s[0])
        least = enough if len(query.places) > 1 else max(enough, CLOSE * best)
        if own and not query.places and own[0][1].agencies() & holders:
            least = max(ENOUGH, ALSO * best)  # the same body in another plan
        if own and own[0][0] >= least:
            level_from = min(0.995 * own[0][0], own[0][0] - TIE)
            level = [duty for score, duty in own if score >= level_from]
            led = [duty for duty in level if duty.of(Role.LEAD)]
            chosen += (led if led and query.role is Role.LEAD else level)[:MOST_DUTIES]
    statements = [*nobody, *(s for duty in chosen for s in told_of(query, duty))]
    if all(statement.bare for statement in statements):
        return None
    rows = tuple(row for duty in chosen for row in duty.rows)
    lead = _lead(scored)
    return Draft(Status.ANSWERED, None, "register", tuple(statements), rows, score=lead)


def _lead(scored: Sequence[tuple[float, Duty]]) -> float:
    """Return how far the best duty is ahead of those of other bodies, 0 to 1."""
    top, first = max(scored, key=lambda s: s[0])
    bodies = first.agencies()
    others = (score for score, duty in scored if not bodies & duty.agencies())
    return min(1.0, top - max(others, default=0.0))


def _speaks_of_partners(duty: Duty) -> bool:
    section = duty.plan.section(duty.section)
    return "phối hợp" in duty.plan.text[section.start : section.end].lower()


def _rivals(scored: Sequence[tuple[float, Duty]], margin: float) -> bool:
    """Tell whether a duty of other bodies is within a margin of the best one."""
    ranked = sorted(scored, key=lambda s: -s[0])
    top, first = ranked[0]
    bodies = {row.agency for row in first.rows}
    return any(
        score > top - margin and not bodies & {row.agency for row in duty.rows}
        for score, duty in ranked[1:]
    )


def _other_index(query: Query, view: DutyView) -> bool:
    """Tell whether a duty is about another sub-index than the one asked for."""
    asked = {i for i in query.indices if indices.index(i).parent}
    named = {i for i in view.indices if indices.index(i).parent}
    return bool(asked and named and not asked & named)


def draft_premise(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return the true bodies for a question that takes one for granted, corrected if wrong."""
    others = tuple(c for c in query.concepts if c.body not in query.actors)
    if not others:
        return None
    draft = draft_who(replace(query, concepts=others, kind=Kind.WHO), plans, evidence)
    if draft is None:
        return None
    wanted = (query.role,) if query.role in NARROW else ACTING
    holders = {row.agency for row in draft.rows if row.role in wanted}
    if any(agencies.same(body, holder) for body in query.actors for holder in holders):
        return draft
    if _has_one_like_it(replace(query, concepts=others), plans, evidence):
        return None
    told = frame(
        query.language,
        "false_premise",
        denied=wording.names(query.actors, query.language),
        province=wording.province(plans[draft.rows[0].plan]),
    )
    first = Statement(told, draft.statements[0].proof)
    return replace(draft, reason=Reason.FALSE_PREMISE, statements=(first, *draft.statements))


def _has_one_like_it(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> bool:
    """Tell whether a body supposed to act has itself a duty about as likely as the best."""
    weights = evidence.weights(query)
    own = best = 0.0
    for plan_id in query.plans:
        for view in duties_of(plans[plan_id]):
            score = weigh(query, view, evidence, weights[plan_id])
            acts = {row.agency for row in view.duty.of(*ACTING)}
            best = max(best, score)
            if any(agencies.same(a, b) for a in acts for b in query.actors):
                own = max(own, score)
    return own >= LIKE_IT * best


def _answers(query: Query, duty: Duty) -> bool:
    """Tell whether a duty names bodies in the role asked for."""
    if query.role is Role.COORDINATE:
        others = [r for r in duty.of(Role.COORDINATE) if r.agency not in query.receivers]
        return bool(others)
    if query.role is Role.EVALUATE:
        evaluates = "đánh giá" in duty.plan.text[duty.task.start : duty.task.end].lower()
        return bool(duty.of(Role.EVALUATE)) or (evaluates and bool(duty.of(Role.LEAD)))
    if query.role in (Role.MONITOR, Role.COMMUNICATE, Role.RECEIVE_REPORTS):
        return bool(duty.of(query.role))
    if query.role is Role.LEAD:
        return bool(duty.of(*ACTING))
    return bool(duty.of(*ACTING, Role.COORDINATE))


def weigh(query: Query, view: DutyView, evidence: Evidence, weights: Sequence[float]) -> float:
    """Weigh a duty's task, and for a section's duty what the section says, at a discount.

    Where a question names a section and nothing else, all its duties are meant.
    """
    if query.section and all(c.passing or c.loose or c.name in FAINT for c in query.concepts):
        return 1.0
    score = evidence.score(query, view.passage, weights).coverage
    if view.whole_section:
        said = evidence.by_section.get((view.duty.plan.id, view.duty.section), [])
        single = [evidence.score(query, other, weights).coverage for other in said]
        score = max([score, *(SAID_ABOVE * coverage for coverage in single)])
        score = max(score, SAID_APART * evidence.together(query, said, weights))
        if single and max(single) > 0:  # a section all about it before one that mentions it
            score += ALL_ABOUT * sum(s >= max(single) / 2 for s in single) / len(single)
    if days := _DAYS.findall(query.question):
        written = " ".join(d.normal for row in view.duty.rows for d in row.deadlines)
        score += SAME_DAY * any(f"-{int(m):02d}-{int(d):02d}" in written for d, m in days)
    if query.role is Role.RECEIVE_REPORTS and query.bodies:
        got = {row.agency for row in view.duty.of(Role.RECEIVE_REPORTS)}
        owed = {row.agency for row in view.duty.of(Role.REPORT_TO)} - got
        heads = {row.broader for row in map(agencies.agency, owed) if row and row.kind == "head"}
        score += SAME_ACTOR * bool((owed | heads).intersection(query.bodies))
    if query.role is Role.COORDINATE and query.bodies:
        own = {row.agency for row in view.duty.rows if row.role is query.role}
        named = {row.agency for row in view.duty.rows} | set(view.named)
        score += SAME_ACTOR * bool((named - own).intersection(query.bodies))
    if query.role is Role.RECEIVE_REPORTS and HOW_OFTEN.search(fold(query.question)):
        days = [d.normal for row in view.duty.rows for d in row.deadlines]
        score += PERIODIC * any("-" in day for day in days)
    asked = {i for i in query.indices if indices.index(i).parent}  # not PCI as a whole
    return score + (SAME_INDEX if view.indices & asked else 0.0)


def told_of(query: Query, duty: Duty) -> list[Statement]:
    """Return the statements of one duty; bold is for those asked for, not for who else acts."""
    found = _who(query, duty)
    if query.role not in (Role.COORDINATE, Role.RECEIVE_REPORTS):
        return found
    return found[:1] + [replace(s, text=s.text.replace("**", "")) for s in found[1:]]


def _who(query: Query, duty: Duty) -> list[Statement]:
    """Return the statements of one duty: who, then with whom."""
    language = query.language
    leads = duty.of(Role.LEAD)
    helpers = duty.of(Role.COORDINATE)
    found: list[Statement] = []
    if query.role is Role.COORDINATE and helpers:
        names = wording.body_list(helpers, language, bold=True)
        province = wording.province(duty.plan)
        found.append(
            _plain(frame(language, "coordinators", bodies=names, province=province), helpers)
        )
        if any(row.open_list for row in helpers):
            found.append(_plain(frame(language, "open_list"), helpers))
    if query.role is Role.EVALUATE and duty.of(Role.EVALUATE):
        found.append(_statement(language, duty, "evaluate", duty.of(Role.EVALUATE)))
        return found
    if query.role is Role.RECEIVE_REPORTS and (got := duty.of(Role.RECEIVE_REPORTS)):
        names = wording.body_list(got, language, bold=True)
        province = wording.province(duty.plan)
        found.append(_plain(frame(language, "receivers", bodies=names, province=province), got))
        if reporting := duty.of(Role.REPORT_TO):
            found.append(_statement(language, duty, "reporting", reporting))
        return found
    if leads:
        key = "asked_lead" if any(row.asked for row in leads) else "lead_of"
        found.append(_statement(language, duty, key, leads))
    elif doing := duty.of(Role.CARRY_OUT):
        focal = "đầu mối" in duty.plan.text[duty.task.start : duty.task.end]
        key = "carry_out_no_lead" if query.role is Role.LEAD and not focal else "carry_out"
        found.append(_statement(language, duty, key, doing))
    elif watching := duty.of(Role.MONITOR):
        found.append(_statement(language, duty, "monitors", watching))
    elif helpers and query.role is not Role.COORDINATE:
        return [_statement(language, duty, "helping", helpers)]
    elif telling := duty.of(Role.COMMUNICATE):
        found.append(_statement(language, duty, "communicates", telling))
    elif reporting := duty.of(Role.REPORT_TO):
        found.append(_statement(language, duty, "reporting", reporting))
    if leads and (doing := duty.of(Role.CARRY_OUT)):
        names = wording.body_list(doing, language)
        found.append(_plain(frame(language, "also_carry_out", bodies=names), doing))
    acting = {row.agency for row in duty.of(*ACTING)}
    helpers = [row for row in helpers if row.agency not in acting]
    if helpers and query.role is not Role.COORDINATE:
        names = wording.body_list(helpers, language)
        found.append(_plain(frame(language, "also_coordinate", bodies=names), helpers))
    if query.kind is Kind.WHEN and (when := duty.rows[0].deadline):
        found.append(_plain(frame(language, "deadline", deadline=f"**{when}**"), duty.rows))
    return found


def proof_of(rows: Sequence[Assignment]) -> tuple[Span, ...]:
    """Return the places that prove rows, each once."""
    return tuple(dict.fromkeys(place for row in rows for place in row.proof))


def _plain(text: str, rows: Sequence[Assignment]) -> Statement:
    return Statement(text, proof_of(rows), tuple(rows))


def _statement(language: str, duty: Duty, key: str, rows: list[Assignment]) -> Statement:
    """Return "X leads ..." in the language asked, with the plan's words under the English."""
    said = task_of(duty, language)
    names = wording.bodies(rows, language)
    province = wording.province(duty.plan)
    task = said
    if language == "vi":
        if key == "lead_of" and said.startswith("chủ trì"):
            key = "lead"
        elif key == "asked_lead" and not said.startswith("chủ trì"):
            task = f"chủ trì: {said}"
        elif key == "lead_of":
            task = re.sub(r"(?i)^chủ trì[,:]?\s*", "", said)
    elif key == "lead_of" and said.startswith("the "):
        key = "lead"
    many = len({row.agency for row in rows}) > 1
    if many and key in ("lead", "lead_of", "evaluate", "carry_out_no_lead"):
        key += "_many"
    text = frame(language, key, bodies=names, task=task, province=province)
    return Statement(
        text, proof_of(rows), tuple(rows), _quotes(duty, rows) if language == "en" else ()
    )


def _quotes(duty: Duty, rows: Sequence[Assignment]) -> tuple[Span, ...]:
    """Return the plan's words to show: the proof of the rows, a long one cut to its task."""
    proof = rows[0].proof
    if proof[-1].end - proof[-1].start > LONGEST_QUOTE:
        return (*proof[:-1], duty.task)
    return proof


def task_of(duty: Duty, language: str) -> str:
    """Return the task in words for a sentence; in English, what the English lists can say."""
    text = duty.plan.text[duty.task.start : duty.task.end]
    heading = duty.plan.section(duty.section)
    if duty.task.start == heading.heading_start:
        text = wording.title(text)
    text = wording.shortened(text, wording.LONGEST_TASK if language == "vi" else LONGEST_ENGLISH)
    if language == "vi":
        return wording.lower_first(text) if re.match("(?i)chủ trì", text) else text
    named = indices_in(text) or indices_in(heading.heading)
    if len(named) == 1 and "chỉ số" in (text + heading.heading).lower():
        return _index_task(text, next(iter(named)))
    return f"“{text}”"


def _index_task(text: str, index: str) -> str:
    found = next(one for one in indices.indices() if one.id == index)
    name = f"the sub-index {found.en} ({_named_in(text, index) or found.name})"
    watched = "theo dõi" in text and "đánh giá" in text
    return f"the monitoring and evaluation of {name}" if watched else f"the work on {name}"


def _named_in(text: str, index: str) -> str | None:
    """Return the index's name as the plan has it ("Tiếp cận nguồn lực")."""
    return next((m.words for m in indices.find(text) if m.index == index), None)
