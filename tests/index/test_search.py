import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunks import cut
from corpus.errors import UnknownPlanError
from corpus.types import Plan
from index.dense import DenseIndex
from index.encoder import StaticEncoder
from index.hybrid import HybridIndex
from index.lexical import LexicalIndex, query_terms
from index.parts import make_part
from index.passages import Passage
from index.search import Index
from tests.index.samples import BODIES, make_plan, save_static_model

PLANS = [make_plan("mot"), make_plan("hai"), make_plan("ba", {"1. Thuế": "Hoàn thuế đúng hạn."})]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> StaticEncoder:
    return StaticEncoder.load(save_static_model(tmp_path_factory.mktemp("model")))


@pytest.fixture(scope="module")
def index(encoder: StaticEncoder) -> Index:
    parts = [make_part(plan, cut(plan), encoder) for plan in PLANS]
    return Index("b", PLANS, parts, encoder)


def plans_of(index: Index, question: str, plans: list[str]) -> list[str]:
    return [hit.chunk.id for hit in index.search(question, k=99, plans=plans)]


@pytest.mark.parametrize("plans", [["mot"], ["hai"], ["ba", "mot"], ["ba", "ba"]])
def test_a_filter_finds_all_of_its_plans_and_nothing_else(index: Index, plans: list[str]) -> None:
    expected = {chunk.id for chunk in index.chunks if chunk.plan in plans}
    assert set(plans_of(index, "hoàn thuế", plans)) == expected


def test_no_plan_no_hit(index: Index) -> None:
    assert index.search("hoàn thuế", plans=[]) == []


def test_an_unknown_plan_is_refused_with_those_there_are(index: Index) -> None:
    with pytest.raises(UnknownPlanError, match="ba, hai, mot"):
        index.search("thuế", plans=["bon"])


def test_scores_are_the_two_measures_and_in_order(index: Index, encoder: StaticEncoder) -> None:
    hits = index.search("hoàn thuế", k=7)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    query = encoder.encode_queries(["hoàn thuế"])[0]
    for hit in hits:
        plan = next(plan for plan in PLANS if plan.id == hit.chunk.plan)
        place = [chunk.id for chunk in cut(plan)].index(hit.chunk.id)
        vector = make_part(plan, cut(plan), encoder).vectors[place]
        assert hit.dense == pytest.approx(float(vector @ query), abs=1e-6)


def test_k_bounds_the_hits(index: Index) -> None:
    assert len(index.search("doanh nghiệp", k=2)) == 2
    with pytest.raises(ValueError, match="at least 1"):
        index.search("doanh nghiệp", k=0)


def test_extra_terms_find_what_the_question_does_not_say(index: Index) -> None:
    plain = index.search("xyzzy")
    assert all(hit.lexical == 0 for hit in plain)
    helped = index.search("xyzzy", extra=query_terms("thanh tra kiểm tra"), k=2)
    assert {hit.chunk.section for hit in helped} == {"3"}


def test_extra_terms_do_not_change_the_weights_given(index: Index) -> None:
    extra = {"thue": 0.5}
    index.search("đất", extra=extra)
    assert extra == {"thue": 0.5}


def test_another_wording_brings_its_own_nearest(index: Index) -> None:
    hit = index.search("xyzzy", dense_queries=["Thanh tra kiểm tra không quá một lần"], k=1)[0]
    assert hit.chunk.section == "3"
    assert hit.dense > 0.5


@pytest.mark.parametrize("question", ["", " ", "?!", "\x00\x01", "xyzzy", "🙂", "a" * 10_000])
def test_odd_questions_are_answered_without_an_error(index: Index, question: str) -> None:
    assert all(np.isfinite(hit.score) for hit in index.search(question))


def test_text_and_headings_are_the_plans(index: Index) -> None:
    hit = index.search("hoàn thuế đúng hạn", plans=["ba"])[0]
    assert index.text(hit.chunk) == "1. Thuế\nHoàn thuế đúng hạn."
    assert index.headings(hit.chunk) == ("1. Thuế",)


def one_row(encoder: StaticEncoder, text: str) -> HybridIndex:
    return HybridIndex.of(encoder, [Passage("", text)])


def test_any_passages_can_be_indexed_in_memory(encoder: StaticEncoder) -> None:
    items = [Passage("", body) for body in BODIES.values()]
    found = HybridIndex.of(encoder, items)
    assert len(found) == 3
    assert found.search("hoan thue cho doanh nghiep", 1)[0].row == 1
    assert one_row(encoder, "thuế").search("thuế", 5)[0].row == 0


def test_indexes_of_different_length_are_refused(encoder: StaticEncoder) -> None:
    with pytest.raises(ValueError, match="1 vectors for 0 rows"):
        HybridIndex(encoder, DenseIndex(np.ones((1, 2), np.float32)), LexicalIndex([]))


@given(st.text(max_size=60), st.sampled_from([("mot",), ("hai", "ba"), ("ba",)]))
def test_filtering_is_exact_for_any_question(
    index: Index, question: str, plans: tuple[str, ...]
) -> None:
    found = index.search(question, k=99, plans=plans)
    assert {hit.chunk.plan for hit in found} <= set(plans)
    whole = [h.chunk.id for h in index.search(question, k=99) if h.chunk.plan in plans]
    assert {hit.chunk.id for hit in found} >= set(whole)


def test_plans_are_those_indexed(index: Index) -> None:
    found: tuple[Plan, ...] = index.plans
    assert [plan.id for plan in found] == ["mot", "hai", "ba"]


def test_a_search_is_the_same_each_time(index: Index) -> None:
    assert index.search("doanh nghiep") == index.search("doanh nghiep")
