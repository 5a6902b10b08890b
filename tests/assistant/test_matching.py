"""How well a text has a concept; expectations follow from the words themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching import APART, NEAR, OTHER_MARKS, SCATTERED, Text, match, text_of
from assistant.query import Concept
from corpus.words import fold, words

SENTENCE = (
    "Tiếp tục rà soát, đơn giản hóa quy trình giải quyết thủ tục hành chính trong thực tiễn; "
    "xúc tiến thương mại theo Nghị quyết số 02/NQ-CP của Chính phủ tại 3 khu vực"
)


def concept(wording: str, *, marked: bool = True, near: str = "", body: str = "") -> Concept:
    return Concept(
        name=fold(wording),
        alternatives=(tuple(w.text for w in words(wording)),),
        marked=marked,
        near=(tuple(w.text for w in words(near)),) if near else (),
        body=body or None,
    )


def found(wording: str, text: str = SENTENCE, **how: bool | str) -> float:
    return match(concept(wording, **how), text_of(text))  # type: ignore[arg-type]


@pytest.mark.parametrize("wording", ["rà soát", "RÀ SOÁT", "thủ tục hành chính", "đơn giản hoá"])
def test_words_that_stand_there(wording: str) -> None:
    assert found(wording) == 1


def test_marks_that_were_typed_must_agree() -> None:
    assert found("tiền") == OTHER_MARKS < NEAR
    assert found("tiền", "Khơi thông dòng tiền") == 1
    assert found("mai") == OTHER_MARKS
    assert found("tien", marked=False) == 1
    assert found("mai", marked=False) == 1
    assert found("dong tien", "Khơi thông dòng tiền", marked=False) == 1


def test_a_word_is_no_part_of_another() -> None:
    assert found("tiế") == 0
    assert found("thu", "thương mại", marked=False) == 0
    assert found("a", "ba", marked=False) == 0


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("rà soát quy trình", APART),  # "đơn giản hóa" stands between
        ("đơn giản thủ tục", SCATTERED),  # five words stand between its two words
        ("quy trình rà soát", SCATTERED),  # the other way round
        ("quy trình xét xử", 0),
        ("thủ tục thuế", 0),
    ],
)
def test_words_apart_count_in_their_order_and_near(wording: str, expected: float) -> None:
    assert found(wording) == expected
    assert found(fold(wording), marked=False) == expected


def test_a_body_s_name_is_not_put_together_from_words_apart() -> None:
    text = "Sở Giáo dục, Y tế"
    assert found("Sở Y tế", text, body="Sở Y tế") == 0
    assert found("Sở Y tế", text) == APART


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("02/NQ-CP", 1),
        ("NQ-CP", 1),
        ("Nghị quyết 02", APART),  # "số" stands between
        ("Nghị quyết số 02", 1),
        ("Nghị quyết số 02/NQ-CP", 1),
        ("số 02/NQ-CP của Chính phủ", 1),
        ("Nghị quyết 68", 0),
        ("2", 0),
        ("3", 1),
    ],
)
def test_numbers_of_documents(wording: str, expected: float) -> None:
    assert found(wording) == expected


def test_near_words_count_less() -> None:
    assert found("quảng bá", near="xúc tiến") == NEAR
    assert found("quảng bá", near="xúc thương mại") == 0  # only as they stand
    assert found("xúc tiến", near="thương mại") == 1
    assert found("quảng bá", near="tiền") == 0
    assert 0 < NEAR < 1


def test_the_best_wording_counts() -> None:
    two = Concept("x", (("không", "có"), ("rà", "soát")), marked=True)
    assert match(two, text_of(SENTENCE)) == 1
    assert match(Concept("x", ()), text_of(SENTENCE)) == 0
    assert match(Concept("x", ((),)), text_of(SENTENCE)) == 0


def test_nothing_is_in_an_empty_text() -> None:
    assert found("rà soát", "") == 0
    assert isinstance(text_of(""), Text)


@given(st.data())
def test_words_of_a_text_are_found_in_it(data: st.DataObject) -> None:
    written = [w.text for w in words(SENTENCE)]
    first = data.draw(st.integers(0, len(written) - 1))
    last = data.draw(st.integers(first + 1, len(written)))
    marked = data.draw(st.booleans())
    taken = tuple(written[first:last])
    wording = taken if marked else tuple(map(fold, taken))
    assert match(Concept("x", (wording,), marked=marked), text_of(SENTENCE)) == 1


@given(st.text(max_size=60), st.text(max_size=20))
def test_a_match_lies_between_nothing_and_all(text: str, wording: str) -> None:
    asked = tuple(w.text for w in words(wording))
    assert 0 <= match(Concept("x", (asked,)), text_of(text)) <= 1


@given(st.lists(st.sampled_from(SENTENCE.split()), min_size=1, max_size=4))
def test_without_marks_a_text_has_at_least_what_it_has_with_them(parts: list[str]) -> None:
    wording = " ".join(parts)
    assert found(wording, marked=False) >= found(wording, marked=True)
