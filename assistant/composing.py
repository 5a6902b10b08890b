"""From what was understood and found to a draft, by an ordered table of small strategies.

Each strategy answers or passes; the first draft whose statements are proved is the
answer. A language model, where there is one, writes in place of the last two.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant import wording
from assistant.annexes import draft_missing_annex
from assistant.answer import Reason, Status
from assistant.asking import GIVES, WITH_BODIES
from assistant.asking_facts import OF_THE_PLAN
from assistant.comparing import alone, as_table
from assistant.counting import draft_count
from assistant.draft import Draft, Statement
from assistant.due import draft_due
from assistant.duties import duties_of
from assistant.duty_lists import draft_bodies, draft_duties, meant
from assistant.evidence import Evidence, Scored
from assistant.from_document import draft_fact, draft_section
from assistant.from_passages import NEAR, draft_passages, nearest, refused, scored
from assistant.from_rows import draft_premise, draft_who
from assistant.going_on import draft_home, draft_item, draft_more, draft_where
from assistant.listed import draft_listed
from assistant.mentioning import draft_mentions
from assistant.partners import draft_partners, draft_reporters, draft_time, draft_times
from assistant.query import Kind, Query
from assistant.renamed import with_names_of_today
from assistant.retrieved import Retrieved
from assistant.troubles import Troubles, troubles_of
from assistant.under_heading import draft_each, draft_group, draft_parts
from assistant.verifying import proved
from assistant.whom import draft_whom
from corpus import agencies, duty_text
from corpus.types import Plan, Role
from corpus.words import fold
from prompts.frames import frame

STRANGE = 0.4
HALF = 0.5
_THANKS = re.compile(
    r"^\W*(?:ok |oke |vang |da |rat )*(?:cam on|cam on nhieu|thanks?|thank you|many thanks|tks)\b"
    r"(?:\W*(?:nhe|nhieu|ban|anh|chi|em|a|very|much|so|you|that|is|helpful|all))*\W*$"
)
_GREETS = re.compile(
    r"^(?:hi|hello|hey|xin chao|chao|alo|good (?:morning|afternoon))\b\W*(?:\w+\W*){0,3}$"
)


@dataclass(frozen=True)
class Found:
    """What there is to compose from: the plans, the evidence, the sections retrieved."""

    query: Query
    plans: Mapping[str, Plan]
    evidence: Evidence
    retrieved: Retrieved
    ranked: tuple[Scored, ...]

    @cached_property
    def troubles(self) -> Troubles:
        """What the question may tell of."""
        return troubles_of(self.query, self.plans, self.evidence)

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The sections that retrieval found, best first."""
        return self.retrieved.sections


Strategy = Callable[[Found], Draft | None]


def found_for(
    query: Query,
    plans: Mapping[str, Plan],
    evidence: Evidence,
    retrieved: Retrieved,
    sections: Sequence[tuple[str, str]] | None = None,
) -> Found:
    """Weigh the sentences of the sections that retrieval found, or of others."""
    ranked = tuple(scored(query, evidence, sections or retrieved.sections))
    return Found(query, plans, evidence, retrieved, ranked)


def home(found: Found) -> Draft | None:
    """What a person says of himself is noted; a department never named is asked for."""
    return draft_home(found.query)


def going_on(found: Found) -> Draft | None:
    """The rest of the answer before, or one thing that it listed."""
    query = found.query
    if query.before is None:
        return None
    told = _told_before(found, query.before)
    if query.points.more:
        return draft_more(query, told, found.plans, found.ranked)
    base = told[-1]
    if query.points.where:
        return draft_where(query, base, found.plans)
    return draft_item(query, base, found.plans)


def _told_before(found: Found, asked: Query) -> list[Draft]:
    """Return the answer to a question and to each "what else" after it, the first one first."""
    again: list[Query] = []
    while asked.points.more and asked.before is not None:
        again.insert(0, asked)
        asked = asked.before
    drafts = [first_proved(replace(found, query=asked))]
    for query in again:
        more = draft_more(query, drafts, found.plans, found.ranked)
        drafts.append(proved(more, found.plans) or more)
    return drafts


def unclear(found: Found) -> Draft | None:
    """A greeting and thanks are answered; a question without a subject is asked back."""
    query = found.query
    told = ""
    if _GREETS.match(fold(query.question)):
        names = dict.fromkeys(wording.province(p) for p in found.plans.values())
        told = frame(query.language, "hello", plans=", ".join(names))
    elif _THANKS.match(fold(query.question)):
        told = frame(query.language, "thanks")
    elif not (query.concepts or query.unknown_place or query.fact or query.role):
        told = frame(query.language, "rephrase")
    if not told:
        return None
    return Draft(Status.UNCLEAR, Reason.AMBIGUOUS, "none", (Statement(told, bare=True),))


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
    return draft_missing_annex(found.query, found.plans, found.ranked)


def document(found: Found) -> Draft | None:
    """What a document says of itself: who signed, who receives it, number, date, basis.

    Plans name nobody who holds an office but those who sign; that is the nearest.
    """
    query = found.query
    if query.fact == "person":
        signed = draft_fact(replace(query, fact="signature"), found.plans)
        silent_on = Statement(frame(query.language, str(Reason.PLAN_SILENT)), bare=True)
        return refused(
            query, Reason.PLAN_SILENT, [silent_on, *(signed.statements if signed else ())]
        )
    return draft_fact(found.query, found.plans)


def due(found: Found) -> Draft | None:
    """What falls due in a month, a quarter, before a day, or has passed."""
    return draft_due(found.query, found.plans)


def mentions(found: Found) -> Draft | None:
    """Which plans speak of something."""
    query = found.query
    asks_who = query.role or GIVES.search(fold(query.question))
    if query.kind is Kind.WHO and asks_who and not query.bodies:
        return None  # who does it there says it, too
    return draft_mentions(query, found.plans, found.evidence)


def section_named(found: Found) -> Draft | None:
    """What stands under a heading that the question names."""
    return draft_section(found.query, found.plans, found.evidence)


def premise(found: Found) -> Draft | None:
    """Whether, or why, a body does something: the register's rows, a wrong body corrected."""
    query = found.query
    supposed = query.actors or (query.bodies if query.indices else ())
    taken = supposed if query.supposes and query.role else query.claims
    if query.supposes and query.role is Role.RECEIVE_REPORTS:
        taken = query.receivers
    if not taken or query.negated or (query.kind is Kind.DUTIES and not query.supposes):
        return None
    role = query.role if query.supposes else Role.LEAD
    asked = replace(query, actors=taken, role=role)
    place = (asked, found.plans, found.evidence)
    draft = draft_premise(*place, found.retrieved, found.troubles)
    wrong = draft is not None and draft.reason is Reason.FALSE_PREMISE
    return draft if wrong or query.supposes else None


def duties(found: Found) -> Draft | None:
    """What a body has to do: rows of the register, or none in the plans asked."""
    query = found.query
    if query.kind is not Kind.DUTIES or query.negated:
        return None
    draft = draft_duties(query, found.plans, found.evidence)
    if draft is not None:
        return draft
    statements = []
    for plan_id in query.plans:
        plan = found.plans[plan_id]
        named = {m.agency for m in duty_text.mentions(plan.text, 0, len(plan.text))}
        asked = query.actors or query.bodies
        known = any(agencies.same(body, other) for body in asked for other in named)
        key = "body_silent" if known else "body_absent"
        if any(meant(row.agency, asked) for view in duties_of(plan) for row in view.duty.rows):
            key = "body_other"
        names = wording.names(query.actors or query.bodies, query.language)
        text = frame(query.language, key, bodies=names, province=wording.province(plan))
        statements.append(Statement(text, bare=True))
    return refused(query, Reason.PLAN_SILENT, statements)


def relations(found: Found) -> Draft | None:
    """With whom a body works, who reports to it, and by when it must do something."""
    place = (found.query, found.plans, found.evidence)
    return draft_partners(*place) or draft_reporters(*place) or draft_times(*place)


def count(found: Found) -> Draft | None:
    """How many duties have a time, a role or a target, or how many parts a heading has."""
    parts = draft_parts(found.query, found.plans, found.evidence)
    return parts or draft_count(found.query, found.plans)


def bodies(found: Found) -> Draft | None:
    """How many bodies do something: rows of the register."""
    query = found.query
    if not query.counts_bodies or query.negated or query.needs:
        return None
    return draft_bodies(query, found.plans, found.evidence)


def who(found: Found) -> Draft | None:
    """Who leads, coordinates or carries out: rows of the register."""
    place = (found.query, found.plans, found.evidence)
    if found.query.kind is not Kind.WHO or found.query.needs or found.query.negated:
        listed_so = WITH_BODIES.search(fold(found.query.question))
        return draft_each(*place) if listed_so else None
    group = draft_each(*place) or draft_group(*place)
    if group is not None:
        return group
    if found.troubles.pleads and not found.query.role:
        return None  # with a trouble of his own: below
    return draft_who(*place, found.retrieved, found.troubles)


def whom(found: Found) -> Draft | None:
    """Whom to turn to with a problem that somebody tells."""
    return draft_whom(found.query, found.plans, found.evidence, found.retrieved, found.troubles)


def listed(found: Found) -> Draft | None:
    """How many things a sentence of a plan lists."""
    return draft_listed(found.query, found.plans, found.ranked)


def passages(found: Found) -> Draft | None:
    """The best sentences of the plans; a single word of no list is no subject."""
    if found.query.negated and found.query.kind in (Kind.WHO, Kind.DUTIES):
        return None
    said = [concept for concept in found.query.concepts if not concept.passing]
    if len(said) == 1 and said[0].loose:
        return None
    strange = found.evidence.strangeness(found.query)
    return draft_passages(found.query, found.plans, found.ranked, strange)


def time_of_duty(found: Found) -> Draft | None:
    """By when the duty asked about is to be done, where no sentence says it."""
    if found.query.kind is not Kind.WHEN or found.query.negated:
        return None
    return draft_time(found.query, found.plans, found.evidence)


def silent(found: Found) -> Draft | None:
    """The plans do not say it; the nearest that they do say is named."""
    query = found.query
    best = max((s.coverage for s in found.ranked), default=0.0)
    strange = found.evidence.strangeness(query)
    outside = best < NEAR or (strange > STRANGE and best < HALF)
    asks_plan = (query.needs or query.places) and OF_THE_PLAN.search(fold(query.question))
    outside = outside and not asks_plan
    reason = Reason.OUT_OF_SCOPE if outside else Reason.PLAN_SILENT
    told_so = Statement(frame(query.language, str(reason)), bare=True)
    near = [] if outside else nearest(query, found.plans, found.ranked)
    return refused(query, reason, [told_so, *near])


def each_place(found: Found) -> Draft | None:
    """A question about two provinces or more: an answer from each, one after another."""
    query = found.query
    several = len(query.places) > 1 or query.each_place
    if not several or len(query.plans) < 2 or query.fact:
        return None
    drafts = []
    for plan_id, own in alone(query, found.plans).items():
        here = found.retrieved.of((plan_id,))
        if own.question == query.question:
            ranked = tuple(s for s in found.ranked if s.passage.span.plan == plan_id)
            drafts.append(first_proved(replace(found, query=own, retrieved=here, ranked=ranked)))
        else:
            every = [key for key in found.evidence.by_section if key[0] == plan_id]
            drafts.append(first_proved(found_for(own, found.plans, found.evidence, here, every)))
    table = as_table(query, drafts, found.plans)
    if table is not None:
        return table
    answered = [d for d in drafts if d.status is Status.ANSWERED]
    if not answered:
        return None
    drafts = [
        _silent_alone(query, draft, found.plans[plan_id])
        for plan_id, draft in zip(query.plans, drafts, strict=True)
    ]
    by = "register" if any(d.answered_by == "register" for d in answered) else "passages"
    drafts.sort(key=lambda draft: draft.status is not Status.ANSWERED)  # what is silent, last
    statements = tuple(dict.fromkeys(s for d in drafts for s in d.statements))
    rows = tuple(row for d in answered for row in d.rows)
    whole = len(answered) == len(drafts)
    status = Status.ANSWERED if whole else Status.PARTIAL
    return Draft(status, None if whole else Reason.PLAN_SILENT, by, statements, rows)


def _silent_alone(query: Query, draft: Draft, plan: Plan) -> Draft:
    """Return a refusal among answers as one that speaks of its own plan alone."""
    generally = {frame(query.language, str(r)) for r in (Reason.PLAN_SILENT, Reason.OUT_OF_SCOPE)}
    here = frame(query.language, "plan_silent_one", province=wording.province(plan))
    statements = tuple(
        replace(s, text=here) if s.bare and s.text in generally else s for s in draft.statements
    )
    return replace(draft, statements=statements)


def first_proved(found: Found) -> Draft:
    """Return the first strategy's draft that is proved; a refusal if none is."""
    for strategy in STRATEGIES:
        made = strategy(found)
        checked = proved(made, found.plans) if made else None
        if checked is not None:
            if checked.score is not None and checked.answered_by == "passages":
                known = 1 - found.evidence.strangeness(found.query)  # what plans have words for
                checked = replace(checked, score=max(0.0, checked.score * known))
            named = replace(checked, strategy=strategy.__name__)
            return with_names_of_today(found.query, named)
    silent_on = Statement(frame(found.query.language, "plan_silent"), bare=True)
    return refused(found.query, Reason.PLAN_SILENT, [silent_on])


STRATEGIES: tuple[Strategy, ...] = (
    home,
    going_on,
    unclear,
    unknown_place,
    due,
    mentions,
    each_place,
    missing_annex,
    document,
    premise,
    relations,
    count,
    bodies,
    duties,
    section_named,
    who,
    whom,
    listed,
    passages,
    time_of_duty,
    silent,
)
