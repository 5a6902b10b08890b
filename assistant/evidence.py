"""Sentences of the plans weighed against a question's concepts."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.query import Concept, Query
from corpus.sentences import sentences
from corpus.types import Plan, SectionKind, Span
from corpus.words import fold, words

IN_HEADING = 0.6
OTHER_MARKS = 0.3
SCATTERED = 0.55


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or a table's row) with what stands over it.

    ``spelt`` and ``folded`` are its words between blanks, ready for phrases to be found;
    ``heading`` the words of the headings over it, without marks.
    """

    span: Span
    spelt: str
    folded: str
    heading: str
    has_value: bool
    has_body: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with its score and the share of the question's weight it covers (0 to 1)."""

    passage: Passage
    score: float
    coverage: float


def joined(text: str) -> tuple[str, str]:
    """Return a text's words between blanks, spelt one way and without marks."""
    spelt = f" {' '.join(word.text for word in words(text))} "
    return spelt, fold(spelt)


def passages_of(plan: Plan) -> list[Passage]:
    """Return the plan's sentences and table rows, in its order, headings left out."""
    found: list[Passage] = []
    for section in plan.sections:
        heading = joined(" ".join(plan.headings(section.parent or section.id)))[1]
        if section.parent:
            heading = joined(" ".join(plan.headings(section.id)))[1]
        places = (
            [(section.start, section.end)]
            if section.kind is SectionKind.ROW
            else sentences(plan.text, section.heading_end, section.end)
        )
        for start, end in places:
            text = plan.text[start:end].rstrip()
            if any(c.isalnum() for c in text):
                found.append(_passage(plan, section.id, start, start + len(text), heading))
        runs_on = not re.match(r"\s*\n|$", plan.text[section.heading_end : section.end])
        if runs_on and found and section.heading:
            last = next(p for p in found if p.span.section == section.id)
            whole = _passage(plan, section.id, section.start, last.span.end, heading)
            found[found.index(last)] = whole
    return found


def _passage(plan: Plan, section: str, start: int, end: int, heading: str) -> Passage:
    text = plan.text[start:end]
    spelt, folded = joined(text)
    return Passage(
        span=Span(plan.id, section, start, end),
        spelt=spelt,
        folded=folded,
        heading=heading,
        has_value=any(c.isdigit() for c in text),
        has_body=bool(re.search(r"(?i)\b(?:sở|ubnd|công an|thanh tra|phòng|trung tâm|hiệp hội|thuế|ban)\b", text)),
    )


class Evidence:
    """All passages of the plans, with how telling each word is."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        """Read the plans' sentences once."""
        self.passages: list[Passage] = [p for plan in plans for p in passages_of(plan)]
        self.by_section: dict[tuple[str, str], list[Passage]] = {}
        counts: Counter[str] = Counter()
        for passage in self.passages:
            key = (passage.span.plan, passage.span.section)
            self.by_section.setdefault(key, []).append(passage)
            counts.update(set(passage.folded.split()))
        self._count = len(self.passages)
        self._counts = counts

    def idf(self, word: str) -> float:
        """Return ln(1 + N / (1 + n)): high for a word of few sentences."""
        return math.log(1 + self._count / (1 + self._counts.get(fold(word), 0)))

    def weight(self, concept: Concept) -> float:
        """Return a concept's weight: its own, times how telling its commonest wording is."""
        means = [sum(map(self.idf, a)) / len(a) for a in concept.alternatives if a]
        known = [m for a, m in zip(concept.alternatives, means, strict=True) if self._known(a)]
        return concept.weight * (min(known) if known else max(means, default=0.0))

    def _known(self, wording: Sequence[str]) -> bool:
        return all(fold(word) in self._counts for word in wording)

    def score(self, query: Query, passage: Passage, weights: Sequence[float]) -> Scored:
        """Weigh one passage; ``weights`` go with the query's concepts."""
        total = sum(weights)
        if not total:
            return Scored(passage, 0.0, 0.0)
        own = whole = 0.0
        for concept, weight in zip(query.concepts, weights, strict=True):
            here = match(concept, passage.spelt, passage.folded)
            above = match(concept, "", passage.heading) if here < 1 else 0.0
            own += weight * max(here, IN_HEADING * above)
            whole += weight * max(here, above)
        return Scored(passage, own / total, whole / total)


def match(concept: Concept, spelt: str, folded: str) -> float:
    """Return how well a text has a concept: 1 in its words, less where they are scattered.

    Where marks were typed, other marks count little; ``spelt`` empty means that the
    text's marks are not to be compared.
    """
    return max((_match(a, concept.marked, spelt, folded) for a in concept.alternatives), default=0)


def _match(wording: Sequence[str], marked: bool, spelt: str, folded: str) -> float:
    if not wording:
        return 0.0
    plain = fold(" ".join(wording))
    if f" {plain} " in folded:
        if marked and spelt and f" {' '.join(wording)} " not in spelt:
            return OTHER_MARKS
        return 1.0
    if len(wording) == 1:
        return 0.0
    share = sum(f" {word} " in folded for word in plain.split()) / len(wording)
    return SCATTERED * share if share >= 0.5 else 0.0
