"""Sections found, ordered anew by their best sentence: by hand, and what always holds."""

import math
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chain import KEPT, retrieve
from assistant.evidence import Evidence
from assistant.query import Concept, Kind, Query
from assistant.reranking import SENTENCE_WEIGHT, reranked
from assistant.service import Assistant
from assistant.understanding import understand
from corpus.types import Plan

TEXTS = {
    "tax": "Việc chung. Thuế nhà nộp hằng năm.",
    "cable": "Cáp treo lên núi. Vé bán ở chân núi.",
    "rent": "Thuê nhà mùa đông.",
    "other": "Không có gì ở đây.",
}
EVIDENCE = Evidence.of_texts(TEXTS)
BY_NAME = {name: passages for (_, name), passages in EVIDENCE.by_section.items()}
TAX = Concept("thue nha", (("thuế", "nhà"),), marked=True)
YEARLY = Concept("hang nam", (("hằng", "năm"),), marked=True)
CABLE = Concept("cap treo", (("cáp", "treo"),), marked=True)


def asking(*concepts: Concept) -> Query:
    return Query("?", "?", "vi", Kind.WHAT, None, ("",), concepts=concepts)


def order(query: Query, found: Sequence[tuple[str, float]]) -> list[str]:
    """Return the names found as they are ordered anew."""
    weights = dict.fromkeys((name for name, _ in found), EVIDENCE.weights(query)[""])
    return reranked(query, found, BY_NAME, weights, EVIDENCE)


def test_a_sentence_that_is_asked_for_lifts_its_section() -> None:
    # whole score: fused / 1.0, and half of 1 where a sentence covers all that is asked
    assert SENTENCE_WEIGHT == 0.5
    found = [("cable", 1.0), ("tax", 0.6), ("other", 0.55)]
    assert order(asking(TAX), found) == ["tax", "cable", "other"]  # 1.1, 1.0, 0.55
    found = [("cable", 1.0), ("tax", 0.4), ("other", 0.95)]
    assert order(asking(TAX), found) == ["cable", "other", "tax"]  # 1.0, 0.95, 0.9


def test_the_best_chunk_of_a_section_counts() -> None:
    found = [("cable", 2.0), ("tax", 0.2), ("other", 1.3), ("tax", 1.2)]
    # cable 1.0, other 0.65, tax 0.6 and half of 1
    assert order(asking(TAX), found) == ["tax", "cable", "other"]
    # what is asked in no sentence lifts none: cable 1.0, other 0.65, tax 0.6
    assert order(asking(), found) == ["cable", "other", "tax"]


def test_a_sentence_with_half_of_what_is_asked_lifts_by_half() -> None:
    weights = EVIDENCE.weights(asking(YEARLY, CABLE))[""]
    assert weights[0] == pytest.approx(weights[1])  # the words of both are in one sentence each
    # tax: 0.8 and a quarter; other: 1.0; cable: 0.74 and a quarter
    found = [("other", 1.0), ("tax", 0.8), ("cable", 0.74)]
    assert order(asking(YEARLY, CABLE), found) == ["tax", "other", "cable"]


def test_scores_below_nothing_keep_their_order() -> None:
    """Rows may score below zero: of a plan that a question has no words of."""
    assert order(asking(), [("tax", -0.2), ("cable", -0.1), ("other", -0.3)]) == [
        "cable",
        "tax",
        "other",
    ]


FOUND = st.lists(
    st.tuples(
        st.sampled_from([*TEXTS, "unread"]),  # "unread": found, but without any sentence
        st.integers(-8, 40).map(lambda n: n / 4),
    ),
    max_size=12,
)


@given(FOUND, st.lists(st.sampled_from([TAX, CABLE]), unique=True))
def test_every_key_found_comes_back_once(
    found: list[tuple[str, float]], concepts: list[Concept]
) -> None:
    ordered = order(asking(*concepts), found)
    assert len(ordered) == len(set(ordered))
    assert set(ordered) == {name for name, _ in found}


@given(FOUND)
def test_where_no_sentence_matches_the_order_stays(found: list[tuple[str, float]]) -> None:
    best: dict[str, float] = {}
    for name, score in found:
        best[name] = max(score, best.get(name, -math.inf))
    stays = sorted(best, key=lambda name: -best[name])  # equals as they came
    nowhere = Concept("x", (("máy", "bay"),), marked=True)
    for query in (asking(), asking(nowhere)):
        assert [best[name] for name in order(query, found)] == [best[name] for name in stays]


@pytest.mark.parametrize(
    "question",
    [
        "Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?",
        "ai chu tri chi so tinh minh bach o lang son",
        "Which agency leads the transparency index in Lang Son?",
        "Công thức nấu phở bò là gì?",
    ],
)
def test_sections_retrieved_are_sections_of_the_plans(
    assistant: Assistant, plans: Mapping[str, Plan], question: str
) -> None:
    found = retrieve(assistant.ground, understand(question, tuple(plans.values()))).sections
    assert 0 < len(found) <= KEPT
    assert len(found) == len(set(found))
    for plan, section in found:
        assert plans[plan].section(section).id == section


def test_the_section_with_the_sentence_comes_first(
    assistant: Assistant, plans: Mapping[str, Plan]
) -> None:
    """Lạng Sơn, III.2.3: "… chủ trì theo dõi, đánh giá chỉ số thành phần Tính minh bạch"."""
    query = understand("Ai chủ trì chỉ số Tính minh bạch ở Lạng Sơn?", tuple(plans.values()))
    assert retrieve(assistant.ground, query).sections[0] == ("lang-son-pci-2026", "III.2.3")
