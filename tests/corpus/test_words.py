"""Folding, one spelling and words: lengths and places kept, hand-written pairs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.settings import SHIPPED_PLANS
from corpus.words import fold, has_marks, lower, spell, words

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
VIETNAMESE = st.text(st.sampled_from(LETTERS + LETTERS.upper() + "qhkt 0123456789./-¹²"))
ANY = st.text().map(lambda text: unicodedata.normalize("NFC", text))


def texts(text: str) -> list[str]:
    return [word.text for word in words(text)]


@given(st.one_of(VIETNAMESE, ANY))
def test_every_form_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(spell(text)) == len(lower(text)) == len(text)


@given(st.one_of(VIETNAMESE, ANY))
def test_folding_and_spelling_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert spell(spell(text)) == spell(text)


@given(VIETNAMESE)
def test_spelling_changes_marks_only(text: str) -> None:
    assert fold(spell(text)).replace("quy", "qui") == fold(text).replace("quy", "qui")


@given(st.one_of(VIETNAMESE, ANY))
def test_words_stand_where_they_say_in_order(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.text == spell(text)[word.start : word.end]
        assert any(c.isalnum() for c in word.text)
        end = word.end


@given(VIETNAMESE)
def test_no_letter_is_lost_between_words(text: str) -> None:
    covered = {i for word in words(text) for i in range(word.start, word.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalpha() or c.isdecimal())


@pytest.mark.parametrize("path", sorted(SHIPPED_PLANS.glob("*.md")), ids=lambda p: p.stem)
def test_real_plans_keep_their_length(path: object) -> None:
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert len(fold(text)) == len(spell(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường", "duong"),
        ("ĐƠN VỊ CHỦ TRÌ", "don vi chu tri"),
        ("Tỷ lệ nghẽn, những nhiễu", "ty le nghen, nhung nhieu"),
        ("Ưu tiên ướt sũng ở Uỷ ban", "uu tien uot sung o uy ban"),
        ("năm 2024¹.", "nam 2024 ."),
        ("66.7/2025/NQ-CP", "66.7/2025/nq-cp"),
        ("İ", "i"),
        ("", ""),
    ],
)
def test_folding_by_hand(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hóa", "hoá"),
        ("đơn giản HOÁ", "đơn giản hóa"),
        ("khỏe", "khoẻ"),
        ("Ủy ban", "Uỷ ban"),
        ("quý", "quí"),
        ("Quỹ tín dụng", "quĩ tín dụng"),
        ("quýt", "quít"),
        ("quỵt nợ", "quịt nợ"),
        ("tòa án", "toà án"),
        ("Thủy lợi", "Thuỷ lợi"),
    ],
)
def test_two_spellings_of_one_word(one: str, other: str) -> None:
    assert spell(one) == spell(other)
    assert texts(one) == texts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dương", "đường"),
        ("hoà", "hoá"),
        ("toán", "toàn"),
        ("quý", "quỳ"),
        ("thủ", "thư"),
        ("chính", "chỉnh"),
    ],
)
def test_marks_that_mean_something_stay_apart(one: str, other: str) -> None:
    assert spell(one) != spell(other)
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["hoàn", "toán", "khoẻn", "quyết", "quỳnh", "luỹ kế"])
def test_a_mark_before_a_last_consonant_or_after_q_stays(text: str) -> None:
    """Only a word that ends in oa, oe, uy is spelt in two ways; "lũy" and "luỹ" are one."""
    assert spell(text) == text.replace("luỹ", "lũy")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nghị quyết số 02/NQ-CP", ["nghị", "quyết", "số", "02/nq-cp"]),
        ("66.7/2025/NQ-CP ngày 15/11/2025", ["66.7/2025/nq-cp", "ngày", "15/11/2025"]),
        ("khoảng 5.000 doanh nghiệp", ["khoảng", "5.000", "doanh", "nghiệp"]),
        ("tăng 15-20%", ["tăng", "15-20"]),
        ("có từ 06/09 chỉ số.", ["có", "từ", "06/09", "chỉ", "số"]),
        ("so với năm 2024¹. Tham mưu", ["so", "với", "năm", "2024", "tham", "mưu"]),
        ("ở xã, ý dân", ["ở", "xã", "ý", "dân"]),
        ("kinh tế - xã hội; R&D", ["kinh", "tế", "xã", "hội", "r", "d"]),
        ("tổ chức, cá nhân/đơn vị", ["tổ", "chức", "cá", "nhân", "đơn", "vị"]),
        ("...!?", []),
        ("", []),
    ],
)
def test_words_by_hand(text: str, found: list[str]) -> None:
    assert texts(text) == found


@pytest.mark.parametrize(
    ("text", "marked"), [("so", False), ("số", True), ("De", False), ("đe", True)]
)
def test_has_marks(text: str, marked: bool) -> None:
    assert has_marks(text) is marked
