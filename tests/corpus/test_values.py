"""Values: one number or date in several spellings, different ones kept apart."""

import pytest

from corpus.values import missing, values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5.000 doanh nghiệp", "5,000 enterprises"),
        ("trước ngày 10/12/2026", "by 10 December 2026"),
        ("10 tháng 12 năm 2026", "December 10, 2026"),
        ("tăng dưới 10%", "under 10 per cent"),
        ("Nghị quyết 66.7/2025/NQ-CP", "Resolution 66.7/2025/NQ-CP"),
        ("02 bậc", "2 places"),
        ("ngày 25/7/2026", "25 July 2026"),
    ],
)
def test_one_value_in_two_spellings(one: str, other: str) -> None:
    assert values(one) == values(other)
    assert not missing(one, other)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("5.001", "5.000"),
        ("10/11/2026", "10/12/2026"),
        ("66.8/2025/NQ-CP", "66.7/2025/NQ-CP"),
        ("0,5", "5"),
        ("24 July 2026", "ngày 25/7/2026"),
        ("year 2027", "năm 2026"),
    ],
)
def test_another_value_is_missing(sentence: str, quote: str) -> None:
    assert missing(sentence, quote)


def test_a_sentence_may_say_less_than_its_quote() -> None:
    assert not missing("in 2026", "trước ngày 10/12/2026")
    assert not missing("10 June", "trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2026")


def test_six_of_nine_is_no_date() -> None:
    assert values("có từ 06/09 chỉ số") == {"number:6", "number:9"}
