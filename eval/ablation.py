"""What each part of the search brings: fusions, headings and the widening of questions.

Every combination searches the chunks of the shipped plans for the sections that answer
the questions asked in three wordings. A section is found at the rank of its first chunk
among the distinct (plan, section).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from assistant.evidence import Evidence
from assistant.query import Query
from assistant.reranking import FOUND, reranked
from assistant.restored import restored_beside
from assistant.understanding import clean, understand
from assistant.widening import widening
from corpus.chunks import cut
from corpus.types import Plan
from eval import metrics
from eval.questions import WORDINGS, Fact, Split, Wording
from index.dense import DenseIndex
from index.encoder import Encoder
from index.fusion import Fusion, Scores, fuse
from index.hybrid import DEPTH, HybridIndex
from index.lexical import LexicalIndex, count_terms
from index.passages import Passage, passages

CHUNKS = 60  # enough for ten distinct sections
SECTIONS = 10
RANK_CONSTANT = 60  # Cormack, Clarke and Büttcher, SIGIR 2009

Place = tuple[str, str]
Measures = dict[str, float]
Progress = Callable[[int, int], None]


def words_alone(lexical: Scores, dense: Scores, known: float) -> Scores:
    """Return the BM25 sums; rows without a word of the question are not found."""
    return np.where(lexical > 0, lexical, -np.inf)


def vectors_alone(lexical: Scores, dense: Scores, known: float) -> Scores:
    """Return the standardised cosines; no row is found where the question has no vector."""
    return dense if dense.any() else np.full_like(dense, -np.inf)


def rank_fusion(lexical: Scores, dense: Scores, known: float) -> Scores:
    """Return the sums of 1 / (60 + rank) over the two rankings, each ``DEPTH`` long."""
    found: Scores = _by_rank(words_alone(lexical, dense, known))
    found = found + _by_rank(vectors_alone(lexical, dense, known))
    return found


def _by_rank(scores: Scores) -> Scores:
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    ranked = np.isfinite(scores) & (ranks <= DEPTH)
    by_rank: Scores = np.where(ranked, 1 / (RANK_CONSTANT + ranks), 0.0)
    return by_rank


FUSIONS: Mapping[str, Fusion] = {
    "words alone": words_alone,
    "vectors alone": vectors_alone,
    "ranks, k=60": rank_fusion,
    "scores": fuse,
}
HEADINGS = (True, False)
TYPED, WIDENED, UNDERSTOOD = "as typed", "widened", "understood"
RERANKED = "understood, ordered anew"
ASKINGS = (TYPED, WIDENED, UNDERSTOOD, RERANKED)


class Setting(NamedTuple):
    """One way to search: the fusion, whether chunks have their headings, the question.

    Headings are the plan's place and the heading path before a chunk's own text, in its
    terms and in what the encoder reads; a section's own heading also stands in its text.
    A question is searched ``as typed``; ``widened`` by the glossary (English) or by near
    words (Vietnamese); ``understood``: slips mended, chat forms written out, what is
    told beside it set apart, widened, and in the plans of the provinces it names; or that
    and ordered anew by the best sentence of each section (:mod:`assistant.reranking`).
    """

    fusion: str
    headings: bool
    asking: str


SETTINGS = tuple(Setting(f, h, a) for f in FUSIONS for h in HEADINGS for a in ASKINGS)
AS_USED = Setting("scores", True, RERANKED)


@dataclass(frozen=True, slots=True)
class Question:
    """A question in one wording with all that a search needs, by the way of asking it."""

    split: Split
    file: str
    wording: Wording
    right: frozenset[Place]
    searches: Mapping[str, "Search"]


class Search(NamedTuple):
    """The words searched, the terms and wordings beside them, the plans to look in.

    With a ``query``, what is found is ordered anew by it.
    """

    text: str
    terms: Mapping[str, float]
    wordings: Sequence[str]
    plans: frozenset[str]
    query: Query | None = None


def questions(
    files: Mapping[str, Iterable[Fact]], plans: Sequence[Plan], splits: Sequence[Split]
) -> list[Question]:
    """Return the questions of facts that are asked in all three wordings, by file."""
    return [
        Question(
            fact.split,
            name,
            wording,
            fact.accepted(),
            _searches(text, plans),
        )
        for name, facts in files.items()
        for fact in facts
        if fact.split in splits and len(fact.wordings()) == len(WORDINGS)
        for wording, text in fact.wordings().items()
    ]


def _searches(text: str, plans: Sequence[Plan]) -> dict[str, Search]:
    every = frozenset(plan.id for plan in plans)
    text = clean(text)
    query = understand(text, plans)
    plain = understand(text, ())
    more = widening(plain.language, plain.concepts, plain.standalone)
    beside = restored_beside(query, tuple(plans))
    meant = widening(query.language, query.concepts, query.standalone, beside)
    own = (query.standalone, meant.terms, meant.wordings, frozenset(query.plans))
    return {
        TYPED: Search(text, {}, (), every),
        WIDENED: Search(text, more.terms, more.wordings, every),
        UNDERSTOOD: Search(*own),
        RERANKED: Search(*own, query),
    }


class Indexes:
    """The chunks of plans, searched by any fusion, with their headings and without."""

    def __init__(self, encoder: Encoder, plans: Sequence[Plan], budget_tokens: int) -> None:
        """Cut, encode and count the chunks once for all fusions."""
        chunks = [(plan, cut(plan, budget_tokens)) for plan in plans]
        self._places = [(c.plan, c.section) for _, of_plan in chunks for c in of_plan]
        self._evidence = Evidence(plans)
        items = [item for plan, of_plan in chunks for item in passages(plan, of_plan)]
        self._indexes: dict[tuple[str, bool], HybridIndex] = {}
        for headings in HEADINGS:
            kept = items if headings else [Passage("", item.body) for item in items]
            dense = DenseIndex(encoder.encode_passages([item.text for item in kept]))
            lexical = LexicalIndex([count_terms(kept)])
            for name, fusion in FUSIONS.items():
                index = HybridIndex(encoder, dense, lexical, fusion)
                self._indexes[name, headings] = index

    def sections(self, setting: Setting, search: Search) -> list[Place]:
        """Return the (plan, section) found, best first, each once, ten at most."""
        rows = [row for row, (plan, _) in enumerate(self._places) if plan in search.plans]
        hits = self._indexes[setting.fusion, setting.headings].search(
            search.text,
            CHUNKS,
            allowed=np.array(rows, np.int64),
            extra=search.terms,
            dense_queries=search.wordings,
        )
        found = [(self._places[hit.row], hit.score) for hit in hits if np.isfinite(hit.score)]
        if search.query is not None:
            weights = self._evidence.weights(search.query)
            own = {place: weights[place[0]] for place, _ in found}
            first = found[:FOUND]
            sentences = self._evidence.by_section
            ordered = reranked(search.query, first, sentences, own, self._evidence)
            return ordered[:SECTIONS]
        return list(dict.fromkeys(place for place, _ in found))[:SECTIONS]


Found = dict[Setting, dict[Split, dict[str, dict[str, Measures]]]]


def measure(indexes: Indexes, asked: Sequence[Question], progress: Progress) -> Found:
    """Return recall@1, recall@5 and mrr@10 by setting, split, file and wording.

    ``recall@k`` is the share of questions with an accepted section among the first k;
    ``mean`` beside the wordings is their mean, ``all`` beside the files holds the
    questions of all.
    """
    found: Found = {}
    for number, setting in enumerate(SETTINGS, 1):
        ranked = [indexes.sections(setting, one.searches[setting.asking]) for one in asked]
        found[setting] = _by_split(asked, ranked)
        progress(number, len(SETTINGS))
    return found


def _by_split(
    asked: Sequence[Question], ranked: Sequence[Sequence[Place]]
) -> dict[Split, dict[str, dict[str, Measures]]]:
    groups: dict[tuple[Split, str, str], list[tuple[Sequence[Place], frozenset[Place]]]] = {}
    for one, places in zip(asked, ranked, strict=True):
        for file in (one.file, "all"):
            groups.setdefault((one.split, file, one.wording), []).append((places, one.right))
    found: dict[Split, dict[str, dict[str, Measures]]] = {}
    for (split, file, wording), pairs in groups.items():
        found.setdefault(split, {}).setdefault(file, {})[wording] = _measures(pairs)
    for files in found.values():
        for wordings in files.values():
            names = next(iter(wordings.values()))
            wordings["mean"] = {
                name: metrics.mean(of[name] for of in list(wordings.values())) for name in names
            }
    return found


def _measures(pairs: Sequence[tuple[Sequence[Place], frozenset[Place]]]) -> Measures:
    return {
        "questions": len(pairs),
        "recall@1": metrics.mean(metrics.found_at(ranked, right, 1) for ranked, right in pairs),
        "recall@5": metrics.mean(metrics.found_at(ranked, right, 5) for ranked, right in pairs),
        "mrr@10": metrics.mean(metrics.reciprocal_rank(ranked, right) for ranked, right in pairs),
    }


def best(found: Found, split: Split = "dev", file: str = "all") -> Setting | None:
    """Return the setting with the highest mean mrr@10 of a split, the first of equals."""
    there = [s for s in SETTINGS if file in found.get(s, {}).get(split, {})]
    return max(there, key=lambda s: found[s][split][file]["mean"]["mrr@10"], default=None)
