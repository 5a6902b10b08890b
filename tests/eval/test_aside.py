"""Sixty English questions on two plans of other provinces, written before the glossary.

They were kept aside while it was written, and are only ever measured.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evidence import Evidence
from assistant.reranking import FOUND, reranked
from assistant.service import Assistant
from assistant.understanding import clean, understand
from assistant.widening import widening
from corpus.chunks import cut
from corpus.plan import read_plan
from corpus.types import Plan
from eval.questions import FOLDER
from index.encoder import Encoder
from index.hybrid import HybridIndex
from index.passages import passages

pytestmark = pytest.mark.slow
ASIDE = FOLDER / "aside" / "other-en.jsonl"
Row = dict[str, Any]


def rows() -> list[Row]:
    return [json.loads(line) for line in ASIDE.read_text(encoding="utf-8").splitlines()]


def other_plan(shared: Path, name: str) -> Plan:
    path = shared / "plans-other" / f"{name}.md"
    return read_plan(path.read_bytes(), name, path.name)


def test_they_stand_on_the_words_of_the_plans(shared: Path) -> None:
    plans = {row["plan"]: other_plan(shared, row["plan"]) for row in rows()}
    assert len(rows()) == 60
    for row in rows():
        plan = plans[row["plan"]]
        text = " ".join(plan.text.split())
        assert all(" ".join(quote.split()) in text for quote in row["quotes"]), row["id"]
        known = {section.id for section in plan.sections}
        assert set(row["sections"]) <= known, row["id"]


def found(plan: Plan, asked: list[Row], encoder: Encoder) -> int:
    """Return of how many questions a right section is among the first five."""
    chunks = cut(plan)
    index = HybridIndex.of(encoder, passages(plan, chunks))
    evidence = Evidence([plan])
    hits = 0
    for row in asked:
        query = understand(clean(row["question"]), (plan,), [plan.id])
        more = widening(query.language, query.concepts, query.standalone)
        ranked = index.search(
            query.standalone, FOUND, extra=more.terms, dense_queries=more.wordings
        )
        keys = [((plan.id, chunks[hit.row].section), hit.score) for hit in ranked]
        weights = dict.fromkeys((key for key, _ in keys), evidence.weights(query)[plan.id])
        ordered = reranked(query, keys, evidence.by_section, weights, evidence)
        hits += any(section in row["sections"] for _, section in ordered[:5])
    return hits


def test_four_fifths_find_their_section_among_the_first_five(
    shared: Path,
) -> None:
    asked = rows()
    encoder = Assistant.open(shipped_only=True).ground.index.encoder
    hits = 0
    for name in sorted({row["plan"] for row in asked}):
        plan = other_plan(shared, name)
        own = [row for row in asked if row["plan"] == name]
        hits += found(plan, own, encoder)
    assert hits >= 48
