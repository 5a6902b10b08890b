"""The language of a question, told by hand-picked ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import ENGLISH_STOP, VIETNAMESE_STOP, language_of
from corpus.words import fold


@pytest.mark.parametrize(
    "text",
    [
        "Cơ quan nào chủ trì chỉ số Tính minh bạch ở Lạng Sơn?",
        "co quan nao chu tri chi so tinh minh bach o lang son",
        "ai chủ trì?",
        "han bao cao cua cac so la ngay nao",
        "Sở Tài chính phải làm gì",
        "TTHC cắt giảm bao nhiêu %?",
        "STC chủ trì chỉ số nào?",
        "SỞ TÀI CHÍNH LÀM GÌ?",
        "Sở KH&CN phối hợp với ai về startup, logistics và AI?",
        "chỉ số PCI năm 2026",
        "hạn chót cho action plan là khi nào",
        "toi can vay von o son la",  # "cần", no "can"
        "cong ty em can ho tro",
    ],
)
def test_vietnamese(text: str) -> None:
    assert language_of(text) == "vi"


@pytest.mark.parametrize(
    "text",
    [
        "Which agency leads the land access index?",
        "who leads the land access index in Lạng Sơn?",
        "What must the Sở Tài chính do by 20 December 2026?",
        "When is the report due?",
        "how many businesses should Sơn La have by the end of 2026",
        "WHO SIGNED THE PLAN OF LAI CHAU",
        "My factory can't get a land lease. Whom do I turn to?",
        "A civil servant asked for money. Who handles this?",
        "Best restaurants in Son La?",  # the place's "La" is no "là"
    ],
)
def test_english(text: str) -> None:
    assert language_of(text) == "en"


@given(st.text())
def test_any_text_has_one_of_the_two(text: str) -> None:
    assert language_of(text) in {"vi", "en"}


def test_words_that_only_ask_are_written_as_they_are_compared() -> None:
    assert all(word == fold(word) for word in VIETNAMESE_STOP)
    assert all(word == word.lower() for word in ENGLISH_STOP)
