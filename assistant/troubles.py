"""From a trouble that somebody tells to how much each duty of a plan is about it.

The topics that a text may tell of come from :mod:`corpus.tellings`; how much a duty is about
a topic is seen by the topic's own words, as plans write them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant import asking
from assistant.concepts import TELLING
from assistant.duties import duties_of
from assistant.duty_weight import weigh
from assistant.evidence import Evidence
from assistant.home import plain_self
from assistant.language import mostly_marked
from assistant.query import Concept, Kind, Query
from assistant.restored import restored_beside
from assistant.terms import spelt
from corpus import tellings
from corpus.problems import Topic
from corpus.types import Plan

TOPICS = 3  # of a text; more only blur what is told
OF_ITS_INDEX = 0.3  # the sub-index of a topic, where the plan shares it out
LIKELIER = 1.3
LITTLE = 0.4


@dataclass(frozen=True, slots=True)
class Troubles:
    """The topics that a question may tell of, and whether somebody pleads with it.

    ``in_no_plan``: one topic is likely, and no duty of the plans asked is about it.
    """

    told: tuple[tuple[Topic, float], ...]
    pleads: bool
    in_no_plan: bool

    def weights(self, plan: Plan, evidence: Evidence) -> tuple[float, ...]:
        """Return for each duty of a plan how much it is about what is told (0: not at all)."""
        leads = [(share, _relevance(plan, topic, evidence)) for topic, share in self.told]
        return tuple(
            max((share * relevant[at] for share, relevant in leads), default=0.0)
            for at in range(len(duties_of(plan)))
        )


def troubles_of(query: Query, plans: Mapping[str, Plan], evidence: Evidence) -> Troubles:
    """Return what a question may tell of."""
    told = tuple(_told(query, tuple(plans.values())))
    nowhere = _in_no_plan(told, [plans[p] for p in query.plans], evidence)
    return Troubles(told, pleads(query), nowhere)


def pleads(query: Query) -> bool:
    """Tell whether somebody pleads for help in a trouble of his own."""
    return bool(asking.PLEA.search(plain_self(query.standalone.rpartition("→")[2]).lower()))


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
