"""What a sentence of a model may rest on, and whether that gives its bodies their parts.

Of the duties that it cites only those count that give all its bodies the parts that it
tells; of its quotes those that stand in these duties.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.model.claims import PROVED_BY, Claim, Part, bodies, claims
from assistant.model.packing import Item
from assistant.model.sources import Source, source_of
from assistant.verifying import quote
from corpus import agencies, register
from corpus.sentences import sentences
from corpus.types import Assignment, Plan, Role, Span
from corpus.words import spell

LEADING = re.compile(r"\b(?:chủ trì|leads?|leading|led|headed|heads|chairs?|chaired)\b")


@dataclass(frozen=True, slots=True)
class Ground:
    """What one sentence rests on: rows, quotes, their words, and all rows of their places."""

    rows: tuple[Assignment, ...]
    quotes: tuple[Span, ...]
    source: Source
    passages: str


def without_bodies(words: str, language: str) -> str:
    """Return a sentence with blanks for the bodies that it names."""
    for body in bodies(words, language):
        words = words[: body.start] + " " * (body.end - body.start) + words[body.end :]
    return words


def has_role(claim: Claim, ground: Ground, roles: frozenset[Role]) -> bool:
    """Tell whether a row gives a claim's body one of these roles."""
    return any(row.role in roles and agencies.same(row.agency, claim.body) for row in ground.rows)


def given(claim: Claim, ground: Ground, written: Sequence[Claim]) -> bool:
    """Tell whether a row, or the plan's own sentence, gives a body its part."""
    own = [row.role for row in ground.rows if agencies.same(row.agency, claim.body)]
    if claim.part is Part.DENIED:
        return not set(own) & PROVED_BY[Part.LEADS]
    named = [one.part for one in written if agencies.same(one.body, claim.body)]
    if claim.part is Part.OVERSEEN:
        return claim.part in named
    if claim.part is Part.RECEIVES and own:
        return Role.RECEIVE_REPORTS in own or Part.RECEIVES in named
    if claim.part is Part.NAMED and own and not set(own) & PROVED_BY[Part.ACTS]:
        return Part.NAMED in named  # it has a part, and that part must be told as it is
    if claim.part not in PROVED_BY:
        return bool(own or named) or f" {spell(claim.body)} " in ground.source.spelt
    if set(own) & PROVED_BY[claim.part]:
        return True
    if claim.part is Part.LEADS or own:
        return False
    return claim.part in named or (claim.part is Part.JOINS and bool(named))


def ground_for(
    told: Sequence[Claim],
    items: Sequence[Item],
    places: Sequence[Span],
    plans: Mapping[str, Plan],
) -> Ground:
    """Return what a sentence may rest on: of duties, only those that give all its bodies' parts.

    Else a body of one cited duty could be told with the task of another.
    """
    cited = [item.row for item in items if item.row is not None]
    beside = [row for place in places for row in _rows_at(place, plans)]
    rows = tuple(dict.fromkeys((*cited, *beside)))
    every = _ground(rows, places, plans)
    if not any(claim.part in PROVED_BY for claim in told):
        return every
    fitting: list[Assignment] = []
    for duty in dict.fromkeys((row.plan, row.task_span) for row in rows):
        of_duty = [r for r in register.assignments(plans[duty[0]]) if r.task_span == duty[1]]
        alone = _ground(of_duty, _of_duties(of_duty, places, plans), plans)
        written = claims(alone.passages, "vi")
        if all(given(claim, alone, written) for claim in told):
            fitting += of_duty
    if not fitting:
        return every
    return _ground(fitting, _of_duties(fitting, places, plans), plans)


def promoted(
    told: Sequence[Claim], words: str, items: Sequence[Item], language: str
) -> list[Claim]:
    """Return the claims of a sentence that speaks of a lead and gives it to nobody by form.

    "The lead goes to X": whoever has a row and acts, or is named with it, must lead.
    """
    small = without_bodies(words, language).lower()
    if any(claim.part is Part.LEADS for claim in told) or not LEADING.search(small):
        return list(told)
    rows = [item.row for item in items if item.row is not None]
    loose = (Part.ACTS, Part.NAMED)
    return [
        replace(claim, part=Part.LEADS)
        if claim.part in loose and any(agencies.same(r.agency, claim.body) for r in rows)
        else claim
        for claim in told
    ]


def _rows_at(place: Span, plans: Mapping[str, Plan]) -> list[Assignment]:
    """Return the rows whose task or body stands in a place."""
    return [
        row
        for row in register.assignments(plans[place.plan])
        if any(_overlap(place, proof) for proof in (row.task_span, row.agency_span))
    ]


def _of_duties(
    rows: Sequence[Assignment], places: Sequence[Span], plans: Mapping[str, Plan]
) -> list[Span]:
    """Return the quotes that stand in these duties' own words.

    Where a duty is what its heading says, all that no other duty has under it is its own.
    """
    proofs = [proof for row in rows for proof in (*row.proof, row.task_span)]
    headed = {
        (row.plan, row.section) for row in rows if _at_heading(row.task_span, plans[row.plan])
    }
    return [
        place
        for place in places
        if any(_overlap(place, proof) for proof in proofs)
        or ((place.plan, place.section) in headed and not _rows_at(place, plans))
    ]


def _at_heading(place: Span, plan: Plan) -> bool:
    section = plan.section(place.section)
    return place.start < section.heading_end and section.heading_start < place.end


def _ground(
    rows: Sequence[Assignment], places: Sequence[Span], plans: Mapping[str, Plan]
) -> Ground:
    whole = [*(p for row in rows for p in row.proof), *(_sentence(p, plans) for p in places)]
    told = [quote(place, plans) for place in dict.fromkeys(whole)]
    over: dict[str, None] = {}
    for place in (*whole, *places):
        plan = plans[place.plan]
        over.update(dict.fromkeys(plan.headings(place.section)))
        over.update(dict.fromkeys((plan.facts.title, plan.facts.issuer, plan.facts.province)))
    passages = "\n".join(told)
    names = dict.fromkeys(row.agency for row in rows)
    if any(row.role in (Role.REPORT_TO, Role.RECEIVE_REPORTS) for row in rows):
        names["nhận báo cáo"] = None  # the role says it, in whatever words of the plan
    source = source_of("\n".join((passages, *over, *names)))
    return Ground(tuple(dict.fromkeys(rows)), tuple(dict.fromkeys(places)), source, passages)


def _overlap(one: Span, two: Span) -> bool:
    return one.plan == two.plan and one.start < two.end and two.start < one.end


def _sentence(place: Span, plans: Mapping[str, Plan]) -> Span:
    """Return the sentences that a quote stands in: what it leaves out may deny it."""
    plan = plans[place.plan]
    section = plan.section(place.section)
    start, end = place.start, place.end
    for first, last in sentences(plan.text, section.start, section.end):
        if first < place.end and place.start < last:
            start, end = min(start, first), max(end, last)
    return Span(place.plan, place.section, start, end)
