"""How well a duty's own words fit a question."""

import re
from collections.abc import Sequence

from assistant.asking import HOW_OFTEN
from assistant.duties import DutyView
from assistant.evidence import Evidence
from assistant.query import Query
from assistant.terms import FAINT
from corpus import agencies, indices
from corpus.types import Role
from corpus.words import fold

PERIODIC = 0.2
SAME_DAY = 0.3
SAID_ABOVE = 0.92
SAID_APART = 0.85
ALL_ABOUT = 0.05
SAME_INDEX = 0.5
SAME_ACTOR = 0.25
CLOSING = " tren day la "  # the last sentence of a plan names its whole subject once more
_DAYS = re.compile(r"\b(\d{1,2})/(\d{1,2})(?!\d)")


def weigh(query: Query, view: DutyView, evidence: Evidence, weights: Sequence[float]) -> float:
    """Weigh a duty's task, and for a section's duty what the section says, at a discount.

    Where a question names a section and nothing else, all its duties are meant.
    """
    if query.section and all(c.passing or c.loose or c.name in FAINT for c in query.concepts):
        return 1.0
    score = evidence.score(query, view.passage, weights).coverage
    if view.whole_section:
        said = [
            passage
            for passage in evidence.by_section.get((view.duty.plan.id, view.duty.section), [])
            if not passage.text.folded.startswith(CLOSING)
        ]
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
