"""Sentences of the plans weighed against a question's concepts."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant import times
from assistant.matching import APART, NEAR, Text, match, text_of
from assistant.query import Concept, Query
from corpus import register
from corpus.sentences import sentences
from corpus.types import Plan, SectionKind, Span
from corpus.words import fold

IN_HEADING = 0.75
UNKNOWN = 3.2  # the weight of a word that no plan has, between a common and a rare one
HEAVIEST = 4.2
LONGEST_WHOLE = 3  # words of a term that all must stand together for it to be known
STRONG = 1.5
BESIDE = 0.1  # the most that the words beside the sentence that asks may add
# The more telling terms of our lists a passage has, the less other words of a chat count.
CHAT = (0.0, 0.0, 0.4, 0.7)
IN_TITLE = 0.25  # what a plan's title says is said of all its passages
_BODY = re.compile(
    r"(?i)\b(?:người đứng đầu|thủ trưởng|giám đốc|chủ tịch|sở|ubnd|công an|thanh tra|phòng|"
    r"trung tâm|hiệp hội|thuế|ban|ngân hàng|tòa án)\b"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or a table's row) with what stands over it.

    ``heading`` holds the words of the headings over it; ``actors`` are the bodies whose
    duty it is, ``has`` names what it holds ("money", "contact").
    """

    span: Span
    text: Text
    heading: Text
    has_value: bool = False
    has_body: bool = False
    has_deadline: bool = False
    has_date: bool = False
    has_document_date: bool = False
    has_day: bool = False
    has_each: bool = False
    is_time: bool = False
    has: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with its score and the share of the question's weight it covers (0 to 1).

    ``topic`` is that share without the bodies that the question names.
    """

    passage: Passage
    score: float
    coverage: float
    topic: float


def passages_of(plan: Plan) -> list[Passage]:
    """Return the plan's sentences and table rows, in its order, headings left out.

    An item that runs on from its number is one with its first sentence.
    """
    found: list[Passage] = []
    columns = {row.section: " ".join(c.column or "" for c in row.cells) for row in plan.rows}
    whole, single = _actors(plan)
    for section in plan.sections:
        above = " ".join(plan.headings(section.id)) + " " + columns.get(section.id, "")
        heading = text_of(above)
        if section.kind is SectionKind.ROW:
            places = [(section.start, section.end)]
        else:
            places = sentences(plan.text, section.heading_end, section.end)
            runs_on = plan.text[section.heading_end : section.heading_end + 1] not in ("\n", "")
            if runs_on and places and section.heading:
                places[0] = (section.start, places[0][1])
        for start, end in places:
            end = start + len(plan.text[start:end].rstrip())
            if any(c.isalnum() for c in plan.text[start:end]):
                actors = whole.get(section.id, set()) | {
                    body
                    for first, last, body in single.get(section.id, [])
                    if first < end and start < last
                }
                passage = _passage(plan, section.id, start, end, heading)
                found.append(replace(passage, actors=frozenset(actors)))
    return found


def _actors(
    plan: Plan,
) -> tuple[dict[str, set[str]], dict[str, list[tuple[int, int, str]]]]:
    """Return the bodies that act in each whole section, and at single places of sections."""
    whole: dict[str, set[str]] = {}
    single: dict[str, list[tuple[int, int, str]]] = {}
    for row in register.assignments(plan):
        last = row.proof[-1]
        section = plan.section(row.section)
        if section.heading_start in (row.task_span.start, last.start):
            whole.setdefault(row.section, set()).add(row.agency)
        else:
            single.setdefault(row.section, []).append((last.start, last.end, row.agency))
    return whole, single


def _passage(plan: Plan, section: str, start: int, end: int, heading: Text) -> Passage:
    text = plan.text[start:end]
    return Passage(
        span=Span(plan.id, section, start, end),
        text=text_of(text),
        heading=heading,
        has_value=times.has_number(text),
        has_deadline=times.has_deadline(text),
        is_time=times.is_labelled(text),
        has_date=times.has_date(text),
        has_document_date=times.has_document_date(text),
        has_day=times.has_day(text),
        has_each=times.has_each(text),
        has=times.holds(text),
        has_body=bool(_BODY.search(text)),
    )


class Evidence:
    """All passages of the plans, with how telling each word is."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        """Read the plans' sentences once."""
        titles: dict[str, Text] = {}
        passages: list[Passage] = []
        for plan in plans:
            facts = plan.facts
            told = f"{facts.kind}. {facts.title}. {facts.issuer}. {facts.province}"
            titles[plan.id] = text_of(told)
            passages += passages_of(plan)
        self._take(passages, titles)

    @classmethod
    def of_texts(cls, texts: Mapping[str, str]) -> "Evidence":
        """Return the evidence of any texts, as sections of a plan ``""`` without a title."""
        nothing = text_of("")
        found = cls([])
        found._take(
            [
                Passage(Span("", name, start, end), text_of(text[start:end]), nothing)
                for name, text in texts.items()
                for start, end in sentences(text, 0, len(text))
            ],
            {"": nothing},
        )
        return found

    def _take(self, passages: list[Passage], titles: dict[str, Text]) -> None:
        self.passages = passages
        self.by_section: dict[tuple[str, str], list[Passage]] = {}
        self._titles = titles
        self._counts: Counter[str] = Counter()
        self._spelt: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        for passage in passages:
            key = (passage.span.plan, passage.span.section)
            self.by_section.setdefault(key, []).append(passage)
            letters = passage.text.folded.split()
            self._counts.update(set(letters))
            self._pairs.update(pairwise(letters))
            self._spelt.update(passage.text.spelt.split())
        self._count = len(passages)

    def idf(self, word: str) -> float:
        """Return ln(1 + N / (1 + n)): high for a word of few sentences."""
        return math.log(1 + self._count / (1 + self._counts.get(fold(word), 0)))

    def weight(self, concept: Concept) -> float:
        """Return a concept's weight: its own, times how telling its commonest wording is."""
        known = [
            sum(map(self.idf, wording)) / len(wording)
            for wording in concept.alternatives
            if wording and all(fold(word) in self._counts for word in wording)
        ]
        return concept.weight * min(HEAVIEST, min(known, default=UNKNOWN))

    def strangeness(self, query: Query) -> float:
        """Return the share of a question's weight that is in words no plan has."""
        weights = [self.weight(concept) for concept in query.concepts]
        strange = [
            weight
            for concept, weight in zip(query.concepts, weights, strict=True)
            if not self._known(concept)
        ]
        return sum(strange) / sum(weights) if weights and sum(weights) else 1.0

    def _known(self, concept: Concept) -> bool:
        """Tell whether the plans have one of a concept's wordings, each two of its words together.

        "phi hành gia" has three words that plans have, but nowhere "hành gia".
        """
        first, *others = (*concept.alternatives, *concept.near)
        return any(
            wording
            and all(
                word in self._spelt if concept.exact else fold(word) in self._counts
                for word in wording
            )
            and self._stand_together(wording)
            for wording in (concept.restored or first, *others)
        )

    def _stand_together(self, wording: Sequence[str]) -> bool:
        """Tell whether a wording's words stand side by side in plans; of a long one, half do."""
        found = [pair in self._pairs for pair in pairwise(map(fold, wording))]
        return sum(found) >= (len(found) if len(wording) <= LONGEST_WHOLE else len(found) / 2)

    def title_concepts(self, query: Query, plan: str) -> frozenset[str]:
        """Return the names of the concepts that the plan's own title says."""
        title = self._titles[plan]
        return frozenset(c.name for c in query.concepts if match(c, title) == 1)

    def weights(self, query: Query) -> dict[str, list[float]]:
        """Return for each plan the weights of the query's concepts there.

        What the plan's own title says is given by choosing the plan and counts little.
        """
        plain = [self.weight(concept) for concept in query.concepts]
        return {
            plan: [
                weight * (IN_TITLE if match(concept, title) == 1 else 1)
                for concept, weight in zip(query.concepts, plain, strict=True)
            ]
            for plan, title in self._titles.items()
        }

    def score(self, query: Query, passage: Passage, weights: Sequence[float]) -> Scored:
        """Weigh one passage; ``weights`` are those of its plan."""
        own = whole = total = topic = topics = 0.0
        listed = known = beside = 0.0
        strong = 0
        for concept, weight in zip(query.concepts, weights, strict=True):
            here = match(concept, passage.text)
            above = match(concept, passage.heading) if here < 1 else 0.0
            best = max(here, above)
            if concept.passing:  # what stands beside the sentence that asks only helps
                beside += weight * best

                if not best:
                    continue
            total += weight
            own += weight * max(here, IN_HEADING * above)
            whole += weight * best
            if not concept.loose:
                known += weight
                listed += weight * best
                strong += weight >= STRONG and best >= APART
            if not concept.body:
                topics += weight
                topic += weight * best
        if not total:
            return Scored(passage, 0.0, 0.0, 0.0)
        coverage = whole / total
        share = CHAT[min(strong, len(CHAT) - 1)]
        coverage = max(coverage, share * (listed / known if known else 0) + (1 - share) * coverage)
        helped = BESIDE * beside / (beside + total)
        return Scored(
            passage,
            own / total + helped,
            min(1.0, coverage + helped),
            topic / topics if topics else 1.0,
        )

    def together(
        self, query: Query, passages: Sequence[Passage], weights: Sequence[float]
    ) -> float:
        """Return the share of the question's weight that passages cover between them."""
        total = covered = 0.0
        for concept, weight in zip(query.concepts, weights, strict=True):
            best = max((match(concept, p.text) for p in passages), default=0.0)
            if passages and best < 1:
                best = max(best, match(concept, passages[0].heading))

            if best or not concept.passing:
                total += weight
                covered += weight * best
        return covered / total if total else 0.0


def has_required(query: Query, passage: Passage, given: frozenset[str] = frozenset()) -> bool:
    """Tell whether a passage has what an answer cannot do without: an office, a number.

    ``given`` are the names of concepts that the plan's title says of all of it.
    """
    return all(
        max(match(concept, passage.text), match(concept, passage.heading)) >= NEAR
        for concept in query.concepts
        if concept.required and concept.name not in given
    )
