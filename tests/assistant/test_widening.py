"""What a question's concepts add to its search, worked out by hand."""

import pytest

from assistant.query import Concept
from assistant.widening import NEAR_WEIGHT, NEAR_WORDINGS, TERM_WEIGHT, widening

TAX = Concept("tax", (("thuế",), ("hải", "quan")), weight=2.0)
REFUND = Concept("refund", (("hoàn",),))


def test_the_wordings_of_an_english_concept_share_its_weight() -> None:
    found = widening("en", (TAX, REFUND))
    assert found.wordings == ("thuế hoàn",)
    # 0.7 · 2.0 over two wordings; a word's own weight is 1, spelt 0.75, a pair's 1
    assert found.terms["thue"] == pytest.approx(TERM_WEIGHT * 2.0 / 2)
    assert found.terms["=thuế"] == pytest.approx(0.75 * TERM_WEIGHT * 2.0 / 2)
    assert found.terms["hai quan"] == pytest.approx(TERM_WEIGHT * 2.0 / 2)
    assert found.terms["hoan"] == pytest.approx(TERM_WEIGHT)


def test_only_the_first_wordings_count() -> None:
    many = Concept("many", (("một",), ("hai",), ("ba",), ("bốn",), ("năm",), ("sáu",)))
    found = widening("en", (many,))
    assert "sau" not in found.terms
    assert found.terms["mot"] == pytest.approx(TERM_WEIGHT / 5)


def test_a_vietnamese_question_is_widened_by_what_is_near_alone() -> None:
    near = Concept("dat", (("đất",),), weight=1.5, near=(("mặt", "bằng"),))
    found = widening("vi", (near, TAX))
    assert found.wordings == ()
    assert found.terms["mat"] == pytest.approx(NEAR_WEIGHT * 1.5 / NEAR_WORDINGS)
    assert found.terms.keys() == {"mat", "bang", "=mặt", "=bằng", "mat bang"}


def test_everyday_words_of_the_question_are_searched_too() -> None:
    found = widening("en", (), "a volcano near the sea")
    assert {"nui lua", "bien"} <= found.terms.keys()  # núi lửa, biển


def test_a_question_with_its_marks_put_back_is_searched_beside() -> None:
    found = widening("vi", (), "so nao", "sở nào")
    assert found.wordings == ("sở nào",)
    assert "=sở" in found.terms
