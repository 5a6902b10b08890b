"""Which duty of the register a question is about, and how surely.

A duty is weighed by the question's words in its task and its section, by the place that
retrieval gives its section and, where somebody tells of a trouble, by the topics that he may
tell of: looks that err differently. How likely the best one is right is
:mod:`assistant.deciding`'s.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.deciding import Signals, chance
from assistant.duties import Duty, DutyView, duties_of
from assistant.duty_weight import weigh
from assistant.evidence import Evidence, has_required
from assistant.query import Query
from assistant.retrieved import Key, Retrieved
from assistant.troubles import Troubles
from corpus import agencies, indices
from corpus.types import Plan, Role

FOUND_FIRST = 0.2  # what the section that retrieval puts first adds; the second half of it
ENOUGH = 0.58
FAIR = 0.46
TROUBLE = 1.0  # times how much a duty is about what a question may tell of
OF_ALL = 0.1  # what a duty that only groups have stands back behind one with a name
FARTHEST = 0.3  # a greater lead over the duties of other bodies says no more
HALF = 0.5  # of words and topics together
APART = 0.2
LIKE = 0.97
MOST_DOORS = 3  # more bodies than that are no door to knock at
BETTER = 0.12
CLOSE = 0.93
ALSO = 0.7
TIE = 0.01  # what is as likely is told, too
MOST_DUTIES = 5
ACTING = (Role.LEAD, Role.CARRY_OUT, Role.MONITOR, Role.COMMUNICATE)
BESIDE = (Role.LEAD, Role.CARRY_OUT, Role.COORDINATE, None)


@dataclass(frozen=True, slots=True)
class Choice:
    """The duties that answer a question, in the order of the plans asked.

    ``query`` is the question as they answer it: without its role where the duty asked about
    has ``nobody`` in that role. ``chance`` is how likely the best one is right, 0 to 1.
    """

    query: Query
    told: tuple[Duty, ...]
    nobody: bool
    chance: float
    signals: Signals


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A duty with its weight by words alone, by topics alone, and in all."""

    words: float
    topics: float
    score: float
    view: DutyView

    @property
    def duty(self) -> Duty:
        return self.view.duty


def choose(
    query: Query,
    plans: Mapping[str, Plan],
    evidence: Evidence,
    found: Retrieved,
    troubles: Troubles,
    without: Collection[Key] = (),
) -> Choice | None:
    """Return the duties that a question is most likely about; ``None``: no duty can be.

    ``without`` are sections to leave out, as if their plans did not have them: so is
    measured how surely another duty is chosen where the right one is not there.

    A duty that has nobody in the role asked for is chosen where it fits much better than any
    that has: it is told as it is, not another duty. Its own words may tell with whom: then
    there is none.
    """
    every = [
        one
        for one in _weighed(query, plans, evidence, found, troubles)
        if (one.duty.plan.id, one.duty.section) not in without
    ]
    fitting = [one for one in every if _answers(query, one.duty)]
    assessing = [one for one in fitting if one.duty.of(Role.EVALUATE)]
    if query.role is Role.EVALUATE and max((o.words for o in assessing), default=0.0) >= ENOUGH:
        fitting = assessing  # who is named as the one that evaluates, before who leads
    best = max((one.score for one in fitting), default=0.0)
    fullest = max(every, key=lambda one: one.score, default=None)
    nobody = False
    if fullest and fullest.score > best + BETTER and query.role in BESIDE:
        if query.role is Role.COORDINATE:
            if _speaks_of_partners(fullest.duty):
                return None
            nobody = True
        query, fitting = replace(query, role=None), every
    if not fitting:
        return None
    signals = _signals(query, fitting, evidence, found, troubles)
    named = query.section is not None and max(one.words for one in fitting) >= 1
    sure = 1.0 if named else chance(signals)  # all that stands in the section asked about
    return Choice(query, tuple(_told(query, fitting)), nobody, sure, signals)


def agreed(
    query: Query, plans: Mapping[str, Plan], evidence: Evidence, troubles: Troubles
) -> tuple[Duty, ...]:
    """Return the duties to which a question's words and its troubles lead alike, if they do.

    A second look, without retrieval, for what is told in nobody's words: one body is first by
    words, by topics and by both; or, for somebody who pleads, well before every other by both.
    """
    every = _weighed(query, plans, evidence, Retrieved(), troubles)
    named = [one for one in every if not everybody(one.duty)]
    if not named:
        return ()
    first = max(named, key=_together)
    bodies = _acting(first.duty)
    by_words = _acting(max(named, key=lambda one: one.words).duty)
    by_topics = _acting(max(named, key=lambda one: one.topics).duty)
    others = [_together(one) for one in named if not bodies & _acting(one.duty)]
    alike = bool(bodies & by_words & by_topics)
    apart = troubles.pleads and _together(first) - max(others, default=0.0) >= APART
    if _together(first) < HALF or not (alike or apart) or len(bodies) > MOST_DOORS:
        return ()
    least = LIKE * _together(first)
    near = [one.duty for one in named if _together(one) >= least]
    return tuple(duty for duty in near if bodies & duty.agencies())


def _together(one: _Weighed) -> float:
    return one.words + one.topics


def _acting(duty: Duty) -> frozenset[str]:
    return frozenset(row.agency for row in duty.of(*ACTING))


def _weighed(
    query: Query,
    plans: Mapping[str, Plan],
    evidence: Evidence,
    found: Retrieved,
    troubles: Troubles,
) -> list[_Weighed]:
    weighed: list[_Weighed] = []
    weights = evidence.weights(query)
    pleads = troubles.pleads and not query.role
    trouble = 0.0 if query.role else TROUBLE
    # Where only bodies are named, all their duties are meant alike.
    first = FOUND_FIRST if any(not concept.body for concept in query.concepts) else 0.0
    for plan_id in query.plans:
        given = evidence.title_concepts(query, plan_id)
        about = troubles.weights(plans[plan_id], evidence)
        for view, topics in zip(duties_of(plans[plan_id]), about, strict=True):
            if not query.under(view.duty.section) or (pleads and everybody(view.duty)):
                continue
            if has_required(query, view.passage, given) and not _other_index(query, view):
                words = weigh(query, view, evidence, weights[plan_id])
                score = words + first * found.place(plan_id, view.duty.section)
                open_ = 1.0 if pleads else max(0.0, 1 - words)  # what the words leave open
                score += trouble * topics * open_ - OF_ALL * everybody(view.duty)
                weighed.append(_Weighed(words, topics, score, view))
    return weighed


def _signals(
    query: Query,
    fitting: Sequence[_Weighed],
    evidence: Evidence,
    found: Retrieved,
    troubles: Troubles,
) -> Signals:
    first = max(fitting, key=lambda one: one.score)
    told = max(fitting, key=lambda one: one.topics)
    worded = max(fitting, key=lambda one: one.words)
    bodies = first.duty.agencies()
    others = [one for one in fitting if not bodies & one.duty.agencies()]
    plan = first.duty.plan.id
    own = evidence.score(query, first.view.passage, evidence.weights(query)[plan]).coverage
    return Signals(
        score=first.score,
        lead=min(FARTHEST, first.score - max((o.score for o in others), default=0.0)),
        worded=min(FARTHEST, first.words - max((o.words for o in others), default=0.0)),
        strange=evidence.strangeness(query),
        lexical=found.lexical(plan, first.duty.section),
        task=own,
        everybody=everybody(first.duty),
        english=query.language == "en",
        pleads=troubles.pleads and not query.role,
        topics=first.topics,
        topics_agree=told.topics > 0 and bool(bodies & told.duty.agencies()),
        words_agree=bool(bodies & worded.duty.agencies()),
        plans=len(query.plans),
    )


def _told(query: Query, fitting: Sequence[_Weighed]) -> list[Duty]:
    """Return the best duty with those as likely, and those of other plans that are near."""
    first = max(fitting, key=lambda one: one.score)
    told: list[Duty] = []
    for plan_id in query.plans:
        own = [one for one in fitting if one.duty.plan.id == plan_id]
        if not own:
            continue
        top = max(own, key=lambda one: one.score)
        least = FAIR if len(query.places) > 1 else max(ENOUGH, CLOSE * first.words)
        if not query.places and top.duty.agencies() & first.duty.agencies():
            least = max(ENOUGH, ALSO * first.words)  # the same body in another plan
        if top is first or top.words >= least:
            level = [o.duty for o in own if o is top or _level(o.words, top.words)]
            led = [duty for duty in level if duty.of(Role.LEAD)]
            likely = led if led and query.role is Role.LEAD else level
            if top.duty in likely[MOST_DUTIES:]:  # never cut off what was chosen
                likely = [*likely[: MOST_DUTIES - 1], top.duty]
            told += likely[:MOST_DUTIES]
    return told


def _level(words: float, top: float) -> bool:
    return abs(top - words) <= max(TIE, 0.005 * top)


def everybody(duty: Duty) -> bool:
    """Tell whether only groups and heads act, so that nobody in particular is named."""
    acting = duty.of(*ACTING)
    return bool(acting) and all(many(row.agency) for row in acting)


def many(body: str) -> bool:
    """Tell whether a body is a group or its heads: nobody can turn to all of them."""
    listed = agencies.agency(body)
    return listed is not None and listed.kind in ("group", "head")


def _speaks_of_partners(duty: Duty) -> bool:
    section = duty.plan.section(duty.section)
    return "phối hợp" in duty.plan.text[section.start : section.end].lower()


def _other_index(query: Query, view: DutyView) -> bool:
    """Tell whether a duty is about another sub-index than the one asked for."""
    asked = {i for i in query.indices if indices.index(i).parent}
    named = {i for i in view.indices if indices.index(i).parent}
    return bool(asked and named and not asked & named)


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
