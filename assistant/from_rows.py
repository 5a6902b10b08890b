"""Drafts from the register: who leads, who coordinates, what a body has to do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant import wording
from assistant.answer import Reason, Status
from assistant.deciding import sure
from assistant.draft import Draft, Statement
from assistant.duties import Duty, duties_of, indices_in
from assistant.duty_choice import ACTING, choose
from assistant.duty_weight import weigh
from assistant.evidence import Evidence
from assistant.query import Kind, Query
from assistant.retrieved import Retrieved
from assistant.troubles import Troubles
from corpus import agencies, indices
from corpus.types import Assignment, Plan, Role, Span
from prompts.frames import frame

LIKE_IT = 0.85
NARROW = (Role.COORDINATE, Role.EVALUATE, Role.RECEIVE_REPORTS)
LONGEST_QUOTE = 700
LONGEST_ENGLISH = 130  # the whole task stands in the quote under the sentence


def draft_who(
    query: Query,
    plans: Mapping[str, Plan],
    evidence: Evidence,
    found: Retrieved,
    troubles: Troubles,
    *,
    unsure: bool = False,
) -> Draft | None:
    """Return who does what is asked, for each plan that says it; ``None``: no row does.

    ``unsure``: the best duty is told however little likely it is, to measure that.
    """
    choice = choose(query, plans, evidence, found, troubles)
    if choice is None or not (unsure or sure(choice.signals, choice.chance)):
        return None  # a wrong body is worse than no answer
    query = choice.query
    statements = [s for duty in choice.told for s in told_of(query, duty)]
    if choice.nobody:
        statements.insert(0, Statement(frame(query.language, "no_helpers"), bare=True))
    if all(statement.bare for statement in statements):
        return None
    rows = tuple(row for duty in choice.told for row in duty.rows)
    return Draft(Status.ANSWERED, None, "register", tuple(statements), rows, score=choice.chance)


def draft_premise(
    query: Query,
    plans: Mapping[str, Plan],
    evidence: Evidence,
    found: Retrieved,
    troubles: Troubles,
) -> Draft | None:
    """Return the true bodies for a question that takes one for granted, corrected if wrong."""
    others = tuple(c for c in query.concepts if c.body not in query.actors)
    if not others:
        return None
    asked = replace(query, concepts=others, kind=Kind.WHO)
    draft = draft_who(asked, plans, evidence, found, troubles)
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
