"""Questions to go on with: each one is asked beforehand, and offered only if it is answered.

Candidates come from :mod:`assistant.next_questions`. A few of them, the most telling
first, are asked of the composed chain, alone and after the conversation; those that are
answered, about the duty or body they name, and with something not told yet, are kept.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from assistant.answer import Reason
from assistant.asking import PLEA
from assistant.chain import Ground, chain_of
from assistant.conversation import TOLD, follow
from assistant.draft import Draft
from assistant.duties import Duty, duties_of
from assistant.duty_lists import meant
from assistant.duty_weight import weigh
from assistant.home import plain_self
from assistant.language import language_of, mostly_marked
from assistant.matching import NEAR, match
from assistant.next_questions import (
    BESIDE,
    GENERAL,
    Candidate,
    about_body,
    about_duty,
    about_plans,
    busiest,
    duties_told,
    elsewhere,
    main_body,
    measures,
    rows_of,
    same_body,
    shared,
)
from assistant.query import Home, Kind, Query
from assistant.short_names import capital, one_body
from assistant.terms import FAINT
from assistant.understanding import understand
from corpus import indices, provinces
from corpus.types import Assignment, Plan, Role, Span
from corpus.words import fold, words

MOST = 3
FEW = 2  # where so many are near, no general ones stand beside them
MOST_TRIED = 6
LONGEST = 110  # characters of a suggestion
LONGEST_REWORDED = 70
A_LIST = 3  # duties; an answer about more lists them
NEAREST = 3
NEARLY = 0.4  # of a question's weight in a duty that is near it
SURELY = 0.9  # the least score of passages about another province
BY_WORDS = ("who", "premise", "whom")  # what finds a duty by a question's words
NOT_OF_A_TASK = (Role.MONITOR, Role.RECEIVE_REPORTS)  # whole plans are watched and reported on
EARLIER = 6  # questions of the conversation that are not offered again
_GENERAL = (Reason.OUT_OF_SCOPE, Reason.AMBIGUOUS)


def suggested(
    ground: Ground, query: Query, draft: Draft, asked: Sequence[str], only: Sequence[str]
) -> tuple[str, ...]:
    """Return up to three questions that go on from an answer, best first; all are answered.

    ``asked`` holds the question and those before it, the last one first; ``only`` the ids
    of the plans that were to be looked in (none: all). At most :data:`MOST_TRIED` are tried.
    """
    plans = tuple(ground.plans.values())
    check = _Check(ground, query, draft, only)
    seen = {_plainly(text) for text in asked}
    told = [_meaning(understand(text, plans, only)) for text in asked[:EARLIER]]
    kept: list[Candidate] = []
    tried = 0
    for general, one in _candidates(ground, query, draft, only):
        full = len(kept) >= (FEW if general and draft.reason not in _GENERAL else MOST)
        if full or tried == MOST_TRIED:
            break
        if _plainly(one.text) in seen or any(one.asks == other.asks for other in kept):
            continue
        seen.add(_plainly(one.text))
        if len(one.text) > LONGEST or language_of(one.text) != query.language:
            continue
        alone = understand(one.text, plans, only)
        if _meaning(alone) in told:
            continue
        tried += 1
        if check.answers(one, alone):
            kept.append(one)
            told.append(_meaning(alone))
    return tuple(one.text for one in kept)


class _Check:
    """Asks candidates of the composed chain."""

    def __init__(self, ground: Ground, query: Query, draft: Draft, only: Sequence[str]) -> None:
        self._by_id = ground.plans
        self._plans = tuple(ground.plans.values())
        self._query = query
        self._only = only
        self._answered: Callable[[Query], Draft] = chain_of(ground).invoke
        self._told = {statement.text for statement in draft.statements}

    def answers(self, one: Candidate, alone: Query) -> bool:
        """Tell whether a candidate is answered, alone and after the conversation."""
        after = follow(self._query, one.text, self._plans, self._only, self._answered)
        asked = [alone] if _same(alone, after) else [alone, after]
        return all(self._is_told(one, query, self._answered(query)) for query in asked)

    def _is_told(self, one: Candidate, query: Query, draft: Draft) -> bool:
        if draft.status not in TOLD or draft.reason is Reason.FALSE_PREMISE:
            return False
        if {statement.text for statement in draft.statements} <= self._told:
            return False
        if one.reworded and not _to_the_point(query, draft, self._by_id):
            return False
        places = [p for s in draft.statements for p in (*s.proof, *s.quotes)]
        at = any(_overlap(place, told) for place in one.places for told in places)
        return at or bool(set(one.rows).intersection(draft.rows))


def _to_the_point(query: Query, draft: Draft, plans: Mapping[str, Plan]) -> bool:
    """Tell whether an answer surely is about what a question says, in the plan's own words."""
    if draft.strategy == "passages":
        return (draft.score or 0.0) >= SURELY
    if draft.strategy not in BY_WORDS or query.role in NOT_OF_A_TASK:
        return True
    first = duties_told(draft, plans)[:1]
    asked = [c for c in query.concepts if not c.passing and c.name not in FAINT]
    return any(
        all(match(c, view.passage.text) >= NEAR or c.index in view.indices for c in asked)
        for duty in first
        for view in duties_of(duty.plan)
        if view.duty == duty
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.plan == other.plan and one.start < other.end and other.start < one.end


def _same(alone: Query, after: Query) -> bool:
    return replace(alone, home=Home()) == replace(after, home=Home())


def _plainly(text: str) -> str:
    return " ".join(word.text for word in words(fold(text)))


def _meaning(query: Query) -> tuple[object, ...]:
    """Return what tells whether two questions ask the same in other words."""
    names = frozenset(c.name for c in query.concepts)
    return (query.kind, query.role, query.plans, query.actors, query.indices, names)


def _candidates(
    ground: Ground, query: Query, draft: Draft, only: Sequence[str]
) -> Iterator[tuple[bool, Candidate]]:
    """Yield what could be asked next, best first, in the plans that may be looked in.

    Beside each, whether it is a general one, about nothing that was asked.
    """
    plans = {i: plan for i, plan in ground.plans.items() if not only or i in only}
    here = [plans[plan_id] for plan_id in query.plans if plan_id in plans]
    first: Iterator[Candidate] = iter(())
    order: Sequence[str] = GENERAL
    if draft.status in TOLD:
        order = BESIDE
        places = (place.plan for s in draft.statements for place in s.proof)
        here = [plans[i] for i in dict.fromkeys(places) if i in plans][:1] or here
        first = _after_answer(ground, query, draft, plans)
    elif query.only_tells or query.unknown_home:
        first = _of_home(query, plans)
    elif draft.reason not in _GENERAL:
        order = BESIDE
        first = _after_refusal(ground, query, draft, plans)
    for one in first:
        yield False, one
    for one in about_plans(query.language, here or list(plans.values()), order):
        yield True, one


def _after_answer(
    ground: Ground, query: Query, draft: Draft, plans: dict[str, Plan]
) -> Iterator[Candidate]:
    """Yield what goes on from an answer: the duty it tells of, its body, other provinces."""
    language = query.language
    duties = duties_told(draft, plans)
    if not duties and not query.fact:
        duties = _nearest(ground, query)[:1]
    if not duties:
        return
    plan = duties[0].plan
    body = main_body(query, draft, duties[0])
    work = list(about_body(language, plan, body)) if body else []
    others = list(same_body(language, plans, body, plan.id)) if body else []
    if query.kind is Kind.DUTIES or draft.strategy == "due" or len(duties) > A_LIST:
        listed = [one for one in work if one.asks == "next_led_indices" and not query.role]
        work = [one for one in work if one not in listed]  # they stand in the list of all
        yield from work[:2]
        yield from _in_other_places(query, plans, by_rows=True)
        yield from chain(others, work[2:], shared(language, draft, plan), listed)
        return
    for duty in duties[:2]:
        yield from about_duty(language, duty, _told(draft, duty), query.kind)
    if len(query.places) < 2:
        yield from elsewhere(language, duties[0], plans)
        yield from _in_other_places(query, plans, by_rows=bool(draft.rows))
    yield from work[:1]
    for duty in duties[1:2]:
        if second := main_body(query, draft, duty):
            yield from islice(about_body(language, duty.plan, second), 1)
    for duty in duties[:2]:
        yield from measures(language, duty)
    yield from chain(work[1:], others)


def _told(draft: Draft, duty: Duty) -> list[Role]:
    """Return the roles in which an answer names the bodies of a duty."""
    rows = {row for statement in draft.statements for row in statement.asserts}
    return [row.role for row in duty.rows if row in rows]


def _in_other_places(query: Query, plans: dict[str, Plan], *, by_rows: bool) -> Iterator[Candidate]:
    """Yield the question as it was asked, of another province that has its body and index."""
    text = query.question.strip()
    named = provinces.find(text)
    typed_well = query.language == "en" or mostly_marked(text)
    if len(named) != 1 or not typed_well or len(text) > LONGEST_REWORDED or "→" in query.standalone:
        return
    pleads = not query.role and PLEA.search(plain_self(text).lower())
    if query.section or pleads:
        return  # another plan's sections are others; a trouble is where it is told
    before, after = text[: named[0].start], text[named[0].end :]
    for plan in plans.values():
        place = plan.facts.province
        rows = _rows_like(query, plan)
        if not place or place == named[0].province or not rows:
            continue
        asked = capital(f"{before}{place}{after}")
        asked = asked if asked.endswith(("?", ".")) else f"{asked}?"
        whole = () if by_rows else (Span(plan.id, "", 0, len(plan.text)),)
        asks = f"elsewhere {plan.id}" if query.unknown_place else "elsewhere"
        yield Candidate(asked, asks, rows, whole, reworded=True)


def _rows_like(query: Query, plan: Plan) -> tuple[Assignment, ...]:
    """Return the rows of a plan about the bodies and sub-indices of a question, if it has any."""
    rows = tuple(row for view in duties_of(plan) for row in view.duty.rows)
    asked = {i for i in query.indices if indices.index(i).parent}
    if asked:
        rows = tuple(row for row in rows if asked.intersection(row.indices))
    if query.actors:
        rows = tuple(row for row in rows if meant(row.agency, query.actors))
    if query.kind is Kind.WHEN:
        rows = tuple(row for row in rows if any("-" in one.normal for one in row.deadlines))
    return rows


def _of_home(query: Query, plans: dict[str, Plan]) -> Iterator[Candidate]:
    """Yield what somebody may ask who has just said where he works, or did not say it yet."""
    body, place = query.home.body, query.home.place
    for plan in plans.values():
        if place and plan.facts.province != place:
            continue
        own = body or busiest(plan)
        if own:
            yield from islice(about_body(query.language, plan, own), None if body else 1)
        if query.only_tells:
            yield from about_plans(query.language, [plan], BESIDE)


def _after_refusal(
    ground: Ground, query: Query, draft: Draft, plans: dict[str, Plan]
) -> Iterator[Candidate]:
    """Yield what the plans do answer, nearest to a question that they do not."""
    language = query.language
    yield from _in_other_places(query, plans, by_rows=False)
    here = [plans[plan_id] for plan_id in query.plans if plan_id in plans]
    bodies = [body for body in (*query.actors, *query.bodies) if one_body(body)]
    having = [(plan, body) for body in bodies for plan in here if rows_of(plan, body)]
    for plan, body in having[:2]:
        yield from islice(about_body(language, plan, body), 2)
    for body in bodies[:1] if not having else ():
        yield from islice(same_body(language, plans, body, ""), 2)
    if having:
        return
    duties = dict.fromkeys((*duties_told(draft, plans), *_nearest(ground, query)))
    for duty in islice(duties, NEAREST):
        named = list(islice(about_duty(language, duty, (), Kind.WHAT), 1))
        acting = main_body(query, draft, duty)
        yield from named or (islice(about_body(language, duty.plan, acting), 1) if acting else ())
        yield from measures(language, duty)


def _nearest(ground: Ground, query: Query) -> list[Duty]:
    """Return the duties nearest to a question, the nearest first."""
    weights = ground.evidence.weights(query)
    scored = [
        (weigh(query, view, ground.evidence, weights[plan_id]), view.duty)
        for plan_id in query.plans
        for view in duties_of(ground.plans[plan_id])
        if query.under(view.duty.section)
    ]
    near = sorted((s for s in scored if s[0] >= NEARLY), key=lambda s: -s[0])
    return [duty for _, duty in near[:NEAREST]]
