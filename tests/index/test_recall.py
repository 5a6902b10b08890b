"""A sanity check on the real plans: the section that answers is among the first five.

``questions.tsv`` was written by reading the plans, a section and then questions about it.
The encoder's recipe and the weights of the fusion were then chosen on these questions, so
what is reached here says nothing about other questions: it is no evaluation set, only a
floor that a broken encoder, tokenizer or fusion falls through.
"""

import csv
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.glossary import expand_english
from corpus.library import Library
from corpus.words import fold
from index.lexical import phrase_terms
from index.store import BuildReport, Index, build, load

Row = dict[str, str]
PLANS = Library.open(shipped_only=True).plans()

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    path = Path(__file__).parent / "questions.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def report(data: Path) -> BuildReport:
    return build(PLANS, data_dir=data)


@pytest.fixture(scope="module")
def index(data: Path, report: BuildReport) -> Index:
    return load(PLANS, data_dir=data)


def recall(rows: list[Row], k: int, ask: Callable[[Row], list[str]]) -> float:
    return sum(f"{row['plan']} {row['section']}" in ask(row)[:k] for row in rows) / len(rows)


def sections(index: Index, question: str, extra: dict[str, float] | None = None) -> list[str]:
    hits = index.search(question, k=10, extra=extra)
    return [f"{hit.chunk.plan} {hit.chunk.section}" for hit in hits]


def test_every_question_names_a_section_of_a_plan(rows: list[Row]) -> None:
    known = {f"{plan.id} {section.id}" for plan in PLANS for section in plan.sections}
    assert len(rows) > 50
    assert {f"{row['plan']} {row['section']}" for row in rows} <= known


def test_vietnamese_with_and_without_marks(index: Index, rows: list[Row]) -> None:
    assert recall(rows, 5, lambda row: sections(index, row["vi"])) >= 0.95
    assert recall(rows, 5, lambda row: sections(index, fold(row["vi"]))) >= 0.93


def test_english_by_the_encoder_alone_and_with_the_glossary(index: Index, rows: list[Row]) -> None:
    def helped(row: Row) -> list[str]:
        found = expand_english(row["en"])
        extra = phrase_terms((vi, one.weight) for one in found for vi in one.vietnamese)
        return sections(index, row["en"], extra)

    assert recall(rows, 5, lambda row: sections(index, row["en"])) >= 0.8
    assert recall(rows, 5, helped) >= 0.9


def test_every_chunk_gives_its_text_back(index: Index) -> None:
    texts = {plan.id: plan.text for plan in PLANS}
    for chunk in index.chunks:
        assert index.text(chunk) == texts[chunk.plan][chunk.start : chunk.end] != ""


def test_loading_and_searching_are_quick(index: Index, data: Path, rows: list[Row]) -> None:
    started = time.perf_counter()
    loaded = load(PLANS, data_dir=data)
    assert time.perf_counter() - started < 1.0
    started = time.perf_counter()
    for row in rows:
        loaded.search(row["vi"])
    assert (time.perf_counter() - started) / len(rows) < 0.02
