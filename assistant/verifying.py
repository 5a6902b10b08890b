"""Proof: what does not stand in the plans is not shown.

Checked for every statement: its places lie in the plan; its numbers, dates and document
numbers are those of its quotes by value; the bodies it sets in bold are named in its
quotes; each row it states is a row of the register whose places it cites; a text said to
be the plan's own is exactly that. A statement that fails goes as a whole.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.draft import Draft, Statement
from corpus import agencies, register
from corpus.types import Assignment, Plan, Role, Span
from corpus.values import missing, values

# "leads" right after a body in bold, its Vietnamese name in brackets between.
_LEADS = re.compile(
    r"(?i)\*\*(?:\s*\([^()]*\))?[\s,]*(?:(?:sẽ|to|will|shall)\s+)?(?:chủ\s+trì|leads?\b)"
)
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def proved(draft: Draft, plans: Mapping[str, Plan]) -> Draft | None:
    """Return the draft with the statements that are proved; ``None`` if none is left."""
    kept = tuple(s for s in draft.statements if not faults(s, plans))
    if not any(not s.bare for s in kept) and any(not s.bare for s in draft.statements):
        return None
    stated = {row for statement in kept for row in statement.asserts}
    rows = tuple(row for row in draft.rows if row in stated)
    return replace(draft, statements=kept, rows=rows)


def faults(statement: Statement, plans: Mapping[str, Plan]) -> list[str]:
    """Return what is wrong with a statement, in words for a log; empty: it is proved."""
    if statement.bare:
        return []
    places = (*statement.proof, *statement.quotes)
    if not statement.proof:
        return ["no place is cited"]
    lost = [place for place in places if not _stands(place, plans)]
    if lost:
        return [f"not a place of the plan: {place}" for place in lost]
    quotes = " \n".join(quote(place, plans) for place in statement.proof)
    if statement.verbatim:
        exact = any(statement.text == quote(place, plans) for place in statement.proof)
        return [] if exact else ["the words are not the plan's"]
    strange = missing(statement.text, quotes)
    if statement.counted:
        strange = values(statement.text) - {f"number:{counted(statement.asserts)}"}
    if statement.counted_bodies:
        bodies = {row.agency for row in statement.asserts}
        strange = values(statement.text) - {f"number:{len(bodies)}"}
    if statement.listed:
        strange = values(statement.text) - {f"number:{len(set(statement.listed))}"}
        outside = [o for o in statement.listed if not any(_within(o, p) for p in statement.proof)]
        if outside:
            return [f"an item is outside of the quotes: {place}" for place in outside]
    found = [f"{value} is not in the quotes" for value in sorted(strange)]
    found += _bodies(statement, quotes)
    found += _rows(statement, plans)
    return found


def counted(rows: Sequence[Assignment]) -> int:
    """Return how many duties rows are of; several roles in one duty are one duty."""
    return len({(row.plan, row.section, row.task_span) for row in rows})


def quote(place: Span, plans: Mapping[str, Plan]) -> str:
    """Return the plan's text at a place."""
    return plans[place.plan].text[place.start : place.end]


def _within(inner: Span, outer: Span) -> bool:
    return inner.plan == outer.plan and outer.start <= inner.start and inner.end <= outer.end


def _stands(place: Span, plans: Mapping[str, Plan]) -> bool:
    plan = plans.get(place.plan)
    return plan is not None and 0 <= place.start < place.end <= len(plan.text)


def _bodies(statement: Statement, quotes: str) -> list[str]:
    """Return a fault for each body in bold that is not proved, or not in its role.

    A statement that rests on rows may set in bold the bodies of those rows only, and
    where it says that they lead, only those whose row leads.
    """
    bold = [body for words in _BOLD.findall(statement.text) for body in _named(words)]
    if not statement.asserts:
        named = _named(quotes)
        return [
            f"{body} is not in the quotes"
            for body in bold
            if not any(agencies.same(body, other) for other in named)
        ]
    leads = bool(_LEADS.search(statement.text))
    roles = (Role.LEAD, Role.EVALUATE) if leads else tuple(Role)
    if statement.counted and bold and (others := _uncounted(statement.asserts, bold)):
        return [f"a duty of {body} is counted as another's" for body in others]
    proved_bodies = [row.agency for row in statement.asserts if row.role in roles]
    return [
        f"no row gives {body} this role"
        for body in bold
        if not any(agencies.same(body, other) for other in proved_bodies)
    ]


def _uncounted(rows: Sequence[Assignment], bold: Sequence[str]) -> list[str]:
    """Return a body of each duty that none of the bodies in bold has a part in."""
    parts: dict[tuple[str, str, Span], list[str]] = {}
    for row in rows:
        parts.setdefault((row.plan, row.section, row.task_span), []).append(row.agency)
    return [
        bodies[0]
        for bodies in parts.values()
        if not any(agencies.same(body, one) for body in bodies for one in bold)
    ]


def _named(text: str) -> list[str]:
    """Return the bodies that a text names in Vietnamese or English."""
    found = [m.agency for m in agencies.find(text)]
    return found or [m.agency for m in agencies.find_english(text)]


def _rows(statement: Statement, plans: Mapping[str, Plan]) -> list[str]:
    found = []
    for row in statement.asserts:
        plan = plans.get(row.plan)
        if plan is None or row not in register.assignments(plan):
            found.append(f"no row says that {row.agency} is {row.role} in {row.section}")
        elif not set(row.proof) <= set(statement.proof):
            found.append(f"the row of {row.agency} in {row.section} is not wholly cited")
    return found
