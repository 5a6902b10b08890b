"""Whom to turn to with a problem: from what people tell to the duty, and the body, of a plan."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant import asking
from assistant.answer import Status
from assistant.concepts import TELLING
from assistant.draft import Draft, Statement
from assistant.duties import Duty, duties_of
from assistant.evidence import Evidence
from assistant.from_rows import ACTING, told_of, weigh
from assistant.home import plain_self
from assistant.language import mostly_marked
from assistant.query import Concept, Kind, Query
from assistant.restored import restored_beside
from assistant.terms import spelt
from corpus import agencies, tellings
from corpus.problems import Topic
from corpus.types import Plan
from prompts.frames import frame

TOPICS = 3  # of a text; more only blur what is told
OF_ITS_INDEX = 0.3  # the sub-index of a topic, where the plan shares it out
AGREED = 0.5  # enough where the question's own words and its topics lead to one body
APART = 0.2  # else the least lead over every other body
LEAST = 0.5
UNTOLD = 0.6  # where nobody tells of a trouble of his own
UNTOLD_APART = 0.25
CLOSE = 0.97
LIKELIER = 1.3
LITTLE = 0.4
_HELP = re.compile(r"\b(?:is there|any(?:one|body)|co (?:noi|cho|ai|co quan|ben|don vi))\b")
# Something else than help is asked for.
_WHAT = re.compile(r"\b(?:nao|gi|may|bao nhieu|what|which|how)\b")


@dataclass(frozen=True, slots=True)
class _Led:
    """A duty with its body, and how much words and topics of a question lead to it."""

    duty: Duty
    words: float
    topics: float

    @property
    def score(self) -> float:
        return self.words + self.topics

    @property
    def bodies(self) -> frozenset[str]:
        return frozenset(row.agency for row in self.duty.of(*ACTING))


def many(body: str) -> bool:
    """Tell whether a body is a group or its heads: nobody can turn to all of them."""
    listed = agencies.agency(body)
    return listed is not None and listed.kind in ("group", "head")


def draft_whom(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Draft | None:
    """Return the body that the plans make responsible for the matter of a problem.

    Two ways lead to a duty: the question's own words, and the topics that it may tell of
    (:mod:`corpus.tellings`). Where they agree on a body, or both together put one well
    before every other, that is the answer.
    """
    plain = plain_self(query.standalone.rpartition("→")[2]).lower()
    pleads = bool(asking.PLEA.search(plain))
    who = query.kind is Kind.WHO or (pleads and asking.WHO[query.language].search(plain))
    helps = query.kind is Kind.WHAT and bool(_HELP.search(plain)) and not _WHAT.search(plain)
    if query.kind is Kind.DUTIES or not (who or (pleads and helps) or asking.WHOM.search(plain)):
        return None
    if not pleads and (query.indices or query.actors or query.role):
        return None
    told = _told(query, tuple(plans.values()))
    led = _led(query, told, plans, evidence)
    if not led or _in_no_plan(told, [plans[p] for p in query.plans], evidence):
        return None
    best = max(led, key=lambda one: one.score)
    rival = max((one.score for one in led if not one.bodies & best.bodies), default=0.0)
    by_words = max(led, key=lambda one: one.words)
    by_topics = max(led, key=lambda one: one.topics)
    agreed = bool(best.bodies & by_words.bodies & by_topics.bodies)
    lead = best.score - rival
    sure = best.score >= AGREED if agreed else best.score >= LEAST and lead >= APART
    if not sure or (not pleads and (best.score < UNTOLD or lead < UNTOLD_APART)):
        return None  # a wrong door is worse than none
    chosen = [one.duty for one in led if one.score >= CLOSE * best.score]
    chosen = [duty for duty in chosen if best.bodies.intersection(duty.agencies())]
    asked = replace(query, role=None, kind=Kind.WHO)
    statements: list[Statement] = [Statement(frame(query.language, "responsible"), bare=True)]
    statements += [s for duty in chosen for s in told_of(asked, duty)]
    rows = tuple(row for duty in chosen for row in duty.rows)
    return Draft(Status.ANSWERED, None, "register", tuple(statements), rows)


def _told(query: Query, plans: tuple[Plan, ...]) -> list[tuple[Topic, float]]:
    """Return the likeliest topics of a question with their weights.

    Without marks, what the text says with its marks put back counts four times its letters.
    """
    marked = mostly_marked(query.standalone)
    typed = tellings.weigh(query.standalone, query.language, marked=marked)
    beside = restored_beside(query, plans)
    if not beside:
        return typed[:TOPICS]
    restored = {t.name: share for t, share in tellings.weigh(beside, query.language, marked=True)}
    both = [(topic, (share + 4 * restored.get(topic.name, 0.0)) / 5) for topic, share in typed]
    return sorted(both, key=lambda told: (-told[1], told[0].name))[:TOPICS]


def _in_no_plan(
    told: Sequence[tuple[Topic, float]], plans: Sequence[Plan], evidence: Evidence
) -> bool:
    """Tell whether the one topic that is likely is in no duty of the plans."""
    if not told or (len(told) > 1 and told[0][1] < LIKELIER * told[1][1]):
        return False
    return all(max(_relevance(plan, told[0][0], evidence), default=0.0) < LITTLE for plan in plans)


def _led(
    query: Query,
    told: Sequence[tuple[Topic, float]],
    plans: Mapping[str, Plan],
    evidence: Evidence,
) -> list[_Led]:
    """Return the duties of the plans that have a body one can turn to, weighed both ways."""
    asked = replace(query, role=None, kind=Kind.WHO)
    weights = evidence.weights(asked)
    found: list[_Led] = []
    for plan_id in query.plans:
        plan = plans[plan_id]
        leads = [(share, _relevance(plan, topic, evidence)) for topic, share in told]
        for at, view in enumerate(duties_of(plan)):
            if all(many(row.agency) for row in view.duty.of(*ACTING)):
                continue
            words = weigh(asked, view, evidence, weights[plan_id])
            topics = max((share * relevant[at] for share, relevant in leads), default=0.0)
            found.append(_Led(view.duty, words, topics))
    return found


@lru_cache(maxsize=2048)
def _relevance(plan: Plan, topic: Topic, evidence: Evidence) -> tuple[float, ...]:
    """Return for each duty of a plan how much it is about a topic, in the plans' own words."""
    wordings = [spelt(term) for term in topic.plan_terms]
    concept = Concept(
        topic.name,
        tuple(wordings[:TELLING]),
        marked=True,
        near=tuple(wordings[TELLING:]),
    )
    query = Query("", "", "vi", Kind.WHO, None, (plan.id,), concepts=(concept,))
    weights = evidence.weights(query)[plan.id]
    return tuple(
        weigh(query, view, evidence, weights) + OF_ITS_INDEX * (topic.index in view.indices)
        for view in duties_of(plan)
    )
