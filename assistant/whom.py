"""Whom to turn to with a problem that somebody tells."""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant import asking
from assistant.answer import Status
from assistant.draft import Draft, Statement
from assistant.duty_choice import agreed
from assistant.evidence import Evidence
from assistant.from_rows import NARROW, draft_who, told_of
from assistant.home import plain_self
from assistant.query import Kind, Query
from assistant.retrieved import Retrieved
from assistant.troubles import Troubles
from corpus.types import Plan
from prompts.frames import frame

_HELP = re.compile(r"\b(?:is there|any(?:one|body)|co (?:noi|cho|ai|co quan|ben|don vi))\b")
# Something else than help is asked for.
_WHAT = re.compile(r"\b(?:nao|gi|may|bao nhieu|what|which|how)\b")


def draft_whom(
    query: Query,
    plans: Mapping[str, Plan],
    evidence: Evidence,
    found: Retrieved,
    troubles: Troubles,
) -> Draft | None:
    """Return the body that the plans make responsible for the matter of a problem."""
    plain = plain_self(query.standalone.rpartition("→")[2]).lower()
    who = query.kind is Kind.WHO or (troubles.pleads and asking.WHO[query.language].search(plain))
    helps = query.kind is Kind.WHAT and bool(_HELP.search(plain)) and not _WHAT.search(plain)
    asks = who or (troubles.pleads and helps) or asking.WHOM.search(plain)
    wrong = query.kind is Kind.DUTIES or query.role in NARROW
    if query.role is not None:
        wrong = wrong or query.negated or query.kind is Kind.HOW_MUCH
    if wrong or not asks or troubles.in_no_plan:
        return None  # a wrong door is worse than none
    told_more = query.indices or query.actors or query.role or query.needs or query.negated
    if not troubles.pleads and told_more:
        return None
    asked = replace(query, role=None, kind=Kind.WHO)
    # Who asks and does not plead was looked up so before.
    again = query.kind is Kind.WHO and not troubles.pleads
    draft = None if again else draft_who(asked, plans, evidence, found, troubles)
    draft = draft or _agreed(asked, plans, evidence, troubles)
    if draft is None:
        return None
    first = Statement(frame(query.language, "responsible"), bare=True)
    return replace(draft, statements=(first, *draft.statements))


def _agreed(
    query: Query, plans: Mapping[str, Plan], evidence: Evidence, troubles: Troubles
) -> Draft | None:
    duties = agreed(query, plans, evidence, troubles)
    statements = tuple(s for duty in duties for s in told_of(query, duty))
    rows = tuple(row for duty in duties for row in duty.rows)
    return Draft(Status.ANSWERED, None, "register", statements, rows) if rows else None
